"""Who made what a MODS record describes: names with their roles, parts and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.loaders.reading import identifiers
from kg.loaders.reading.people.names import PrintedName, mention, numbered, one_name, person
from kg.loaders.reading.repositories.values import without_life
from kg.loaders.reading.values import count
from kg.loaders.reading.xml.text import child, child_text, child_texts, children, text_of
from kg.records import Affiliation, Identifier, Mention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["People", "mods_people"]

_AUTHORS: Final = frozenset("aut author cre creator dis dissertant".split())
_EDITORS: Final = frozenset(("edt", "editor", "edc", "editor of compilation"))
_SUFFIX: Final = re.compile(r"(?:jr|sr|[iv]{2,3})\.?", re.IGNORECASE)
_HREF: Final = "{http://www.w3.org/1999/xlink}href"


class People(NamedTuple):
    """Authors and editors, how many authors there are, and whether all of them are named."""

    mentions: tuple[Mention, ...]
    n_authors: int | None
    complete: bool | None


def mods_people(record: etree._Element, host: etree._Element | None) -> People:
    """The people of a record; a name without a role is an author's, a body's where no other is.

    Where the record names no editors they are those of the host.
    """
    names = [*children(record, "name")]
    found = [(node, _role(node)) for node in names]
    roles = {role for _, role in found}
    if "author" not in roles:
        found = [(node, "author" if _may_be_author(node) else role) for node, role in found]
    if "editor" not in roles and host is not None:
        found += [(n, "editor") for n in children(host, "name") if _role(n) == "editor"]
    people = numbered(m for node, role in found if role and (m := _mention(node, role)))
    listed = sum(m.role == "author" for m in people)
    stated = _counted(record)
    complete = stated <= listed and all(child(node, "etal") is None for node in names)
    whole = listed if complete else (stated if stated > listed else None)
    return People(people, whole if listed else None, complete if listed else None)


def _counted(record: etree._Element) -> int:
    """How many authors DiVA says there are, which lists some of those of large groups."""
    notes = (text_of(n) for n in children(record, "note") if n.get("type") == "creatorCount")
    return count(next(notes, None)) or 0


def _roles(node: etree._Element) -> Iterator[str]:
    for role in children(node, "role"):
        for term in [*children(role, "roleTerm", "text", "code")] or [role]:
            yield (text_of(term) or "").lower().strip(" .")


def _role(node: etree._Element) -> str | None:
    """Author, editor, or None for all others; a person's without a role is an author's."""
    roles = set(filter(None, _roles(node)))
    if roles & _AUTHORS:
        return "author"
    if roles & _EDITORS:
        return "editor"
    return "author" if not roles and node.get("type") in (None, "", "personal", "family") else None


def _may_be_author(node: etree._Element) -> bool:
    """Whether it is a body of which no role is told."""
    return node.get("type") == "corporate" and not any(_roles(node))


def _mention(node: etree._Element, role: str) -> Mention | None:
    name = _name(node)
    if name is None:
        return None
    orcid = next(filter(None, map(identifiers.orcid, _numbers(node))), None)
    places = dict.fromkeys(map(Affiliation, child_texts(node, "affiliation")))
    ids = (Identifier("orcid", orcid),) if orcid else ()
    return mention(name, None, role, ids=ids, affiliations=tuple(places))


def _numbers(node: etree._Element) -> Iterator[str]:
    """Where an ORCID may stand; DiVA has it in a description."""
    for number in children(node, "nameIdentifier"):
        kind = f"{number.get('type')} {number.get('typeURI')}".lower()
        if "orcid" in kind or "orcid" in (number.text or ""):
            yield number.text or ""
    addresses = (node.get("valueURI"), node.get(_HREF), child_text(node, "description"))
    yield from (text for text in addresses if text and "orcid" in text.lower())


def _name(node: etree._Element) -> PrintedName | None:
    """The name in parts, else as one text."""
    parts: dict[str | None, list[str]] = {}
    for part in children(node, "namePart"):
        if text := text_of(part):
            parts.setdefault(part.get("type") or None, []).append(text)
    family, given, address = (" ".join(parts.get(k, ())) for k in ("family", "given", _ADDRESS))
    suffix = next((p for p in (*parts.get("suffix", ()), address) if _SUFFIX.fullmatch(p)), None)
    if family:
        return person(family, given, suffix=suffix)
    text = " ".join(parts.get(None, ())) or given or child_text(node, "displayForm")
    if node.get("type") in ("corporate", "conference"):
        return person(None, None, literal=". ".join(t.rstrip(".") for t in parts.get(None, [])))
    return one_name(without_life(text)) if text else None


_ADDRESS: Final = "termsOfAddress"
