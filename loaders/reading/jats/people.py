"""Who wrote a JATS article, and where: contributors, and the affiliations that they point to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from kg.loaders.reading import identifiers
from kg.loaders.reading.people.addresses import place_of
from kg.loaders.reading.people.names import PrintedName, mention, one_name, person
from kg.loaders.reading.xml.text import child, child_text, children, local_name, text_of
from kg.records import Affiliation, Identifier, Mention

__all__ = ["jats_people"]

_Element = etree._Element
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_PEOPLE: Final = (None, "author", "editor", "collab", "presenter")


def jats_people(meta: _Element) -> tuple[tuple[Mention, ...], bool]:
    """Authors and editors with their affiliations; whether the list of authors is whole."""
    places = _places(meta)
    found: list[Mention] = []
    complete = True
    for group in children(meta, "contrib-group"):
        complete = complete and child(group, "etal") is None
        near = _near(group)
        for contrib in _contributors(group):
            role = "editor" if contrib.get("contrib-type") == "editor" else "author"
            position = 1 + sum(one.role == role for one in found)
            if one := _mention(contrib, role, position, _places_of(contrib, places) or near):
                found.append(one)
    return tuple(found), complete


def _contributors(group: _Element) -> Iterator[_Element]:
    """Whom a group lists; where it is one body, its members too, if they are said to be authors."""
    listed = list(children(group, "contrib"))
    yield from listed
    members = child(listed[0], "collab/contrib-group") if len(listed) == 1 else None
    if members is not None:
        yield from (m for m in children(members, "contrib") if m.get("contrib-type") == "author")


def _mention(
    contrib: _Element, role: str, position: int, places: list[Affiliation]
) -> Mention | None:
    name = _name(contrib)
    if name is None or contrib.get("contrib-type") not in _PEOPLE:
        return None
    orcids = [
        Identifier("orcid", orcid)
        for node in children(contrib, "contrib-id", "uri")
        if (orcid := identifiers.orcid(node.text or node.get(_HREF)))
    ]
    pointers = {x.get("ref-type"): x for x in children(contrib, "xref")}
    corresponding = contrib.get("corresp") == "yes" or "corresp" in pointers
    return mention(
        name,
        position,
        role,
        ids=tuple(orcids[:1]),
        affiliations=tuple(dict.fromkeys(places)),
        corresponding=True if corresponding else None,
    )


def _places(meta: _Element) -> dict[str, list[Affiliation]]:
    """The affiliations by the ids that authors point to; not those that stand inside one."""
    own = {aff for contrib in meta.iter("{*}contrib") for aff in children(contrib, "aff")}
    free = (aff for aff in meta.iter("{*}aff") if aff not in own)
    return {aff.get("id") or f"#{n}": _affiliation(aff) for n, aff in enumerate(free)}


def _places_of(contrib: _Element, places: Mapping[str, list[Affiliation]]) -> list[Affiliation]:
    """The affiliations inside, those pointed to, or the only one there is."""
    at = [a for aff in children(contrib, "aff") for a in _affiliation(aff)]
    pointers = [x.get("rid", "") for x in children(contrib, "xref") if x.get("ref-type") == "aff"]
    for rid in " ".join(pointers).split():
        at += places.get(rid, [])
    is_editor = contrib.get("contrib-type") == "editor"
    only = len(places) == 1 and not pointers and not is_editor
    return at or (next(iter(places.values())) if only else [])


def _near(group: _Element) -> list[Affiliation]:
    """The affiliations in a group that nobody points to: of its only member, or the only one."""
    affs = list(children(group, "aff"))
    pointers = [x for x in group.iter("{*}xref") if x.get("ref-type") == "aff"]
    if pointers or (len(affs) > 1 and len(list(children(group, "contrib"))) > 1):
        return []
    return [place for aff in affs for place in _affiliation(aff)]


def _name(contrib: _Element) -> PrintedName | None:
    """The name: in parts, as one string, or of a body."""
    for node in (child(contrib, "name"), _in_letters(contrib), child(contrib, "string-name")):
        if node is not None and child(node, "surname") is not None:
            parts = ("surname", "given-names", "suffix")
            family, given, suffix = (child_text(node, part) for part in parts)
            return person(family, given, suffix=suffix)
        if node is not None and (text := text_of(node)):
            return one_name(text)
    body = child(contrib, "collab")
    return person(None, None, literal=_body(body)) if body is not None else None


_BESIDE: Final = (
    "contrib-group", "contrib", "name", "string-name", "xref", "fn", "aff", "address", "email", "",
)  # fmt: skip
"""What stands inside a body and is no part of its name: its members, and where they are."""


def _body(body: _Element) -> str | None:
    pieces = [body.text or ""]
    for node in body:
        inside = None if local_name(node) in _BESIDE else text_of(node)
        pieces += (inside or "", node.tail or "")
    return "".join(pieces).strip() or text_of(body)


def _in_letters(contrib: _Element) -> _Element | None:
    """Of a name in several scripts the English one, as other sources print it; else the first."""
    forms = child(contrib, "name-alternatives")
    names = [*children(forms, "name", "string-name")] if forms is not None else []
    english = (name for name in names if (name.get(_LANG) or "").startswith("en"))
    return next(english, names[0] if names else None)


def _affiliation(aff: _Element) -> list[Affiliation]:
    """An affiliation without label and mail, with ROR id and country where tagged."""
    whole = (n for n in children(aff, "institution") if n.get("content-type") == "original")
    name = place_of(text_of(next(whole, None)) or _printed(aff)).strip(" ,;.")
    numbers = (node.text or "" for node in aff.iter("{*}institution-id"))
    ror = next((number for text in numbers if (number := identifiers.ror(text))), None)
    country = next((node.get("country") for node in aff.iter("{*}country")), None)
    return [Affiliation(name, ror, country)] if name else []


_PARTS: Final = ("institution", "institution-wrap", "addr-line", "city", "state", "country")


def _printed(aff: _Element) -> str:
    """The text of an affiliation, with commas between parts that stand side by side."""
    pieces = [aff.text or ""]
    for node in aff:
        kind, tail = local_name(node), node.tail or ""
        if kind not in ("label", "sup", "institution-id"):
            pieces.append(_of_institution(node))
        pieces.append(", " if kind in _PARTS and not tail.strip() else tail)
    return " ".join("".join(pieces).split()).replace(" ,", ",")


def _of_institution(node: _Element) -> str:
    if local_name(node) != "institution-wrap":
        return text_of(node) or ""
    return ", ".join(filter(None, (text_of(part) for part in children(node, "institution"))))
