"""Who wrote what a MARC record describes: main and added entries, with their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.loaders.reading import identifiers
from kg.loaders.reading.marc.fields import MarcField, MarcFields, bare
from kg.loaders.reading.people.names import PrintedName, mention, numbered, one_name, person
from kg.loaders.reading.people.others import stands_for_others
from kg.loaders.reading.repositories.values import without_life
from kg.records import Affiliation, Identifier, Mention

__all__ = ["MarcPeople", "marc_people"]

_AUTHOR: Final = re.compile(
    r"aut|cre|dis|.*\b(?:author|auteur|autor|autore|verf(?:asser(?:in)?)?|creator)\b.*", re.I
)
_EDITOR: Final = re.compile(
    r"edt|edc|eds?|.*\b(?:editor|hrsg|herausgeber(?:in)?|[ée]diteur scientifique|curatore)\b.*",
    re.I,
)
_CUT: Final = re.compile(
    r"\bet al\b|\[(?:and|und|et) [^\]]*\b(?:others|andere|autres)\]|\bu\. ?a\."
)
_ORCID: Final = re.compile(r"orcid[^\d]{0,12}(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)


class MarcPeople(NamedTuple):
    """Authors and editors, and whether all authors are there; None where there are none."""

    mentions: tuple[Mention, ...]
    complete: bool | None


def marc_people(fields: MarcFields) -> MarcPeople:
    """The people of a record; where no person is an author the body of the main entry."""
    added = "editor" if any(map(_EDITED.search, fields.texts("245", "c"))) else "author"
    entries = [(field, "author") for field in fields.every("100")]
    entries += [(field, added) for field in fields.every("700", "720")]
    told = ((field, _role(field, unsaid)) for field, unsaid in entries)
    found = [m for field, role in told if role and (m := _mention(field, role))]
    if not any(m.role == "author" for m in found):
        bodies = (f for f in fields.every("110") if _role(f, "author") == "author")
        found += [mention(name, None) for field in bodies if (name := _body(field))]
    people = numbered(found)
    others = any(stands_for_others(text) for field, _ in entries for text in field.all("a"))
    cut = others or any(map(_CUT.search, fields.texts("245", "c")))
    return MarcPeople(people, not cut if any(m.role == "author" for m in people) else None)


_EDITED: Final = re.compile(
    r"\bhrsg\b|herausgegeben|\bedited by|\beds?\. by|[ée]d(?:it[ée]e?|\.) par|a cura di",
    re.IGNORECASE,
)
"""Words by which a title page names editors, whom old records do not mark as such."""


def _role(field: MarcField, unsaid: str) -> str | None:
    """Author, editor, or None for all others; `unsaid` is what one without a role is.

    An added entry with a title is another work, not a person.
    """
    if field.first("t"):
        return None
    said = [text.rpartition("/")[2].strip(" .,[]()") for text in field.all("4e")]
    if any(map(_AUTHOR.fullmatch, said)) or not said:
        return "author" if said else unsaid
    return "editor" if any(map(_EDITOR.fullmatch, said)) else None


def _mention(field: MarcField, role: str) -> Mention | None:
    name = _name(field)
    if name is None or stands_for_others(name.name):
        return None
    numbers = (_ORCID.search(text) for text in field.all("01j"))
    orcid = next((o for found in numbers if found and (o := identifiers.orcid(found[1]))), None)
    places = tuple(dict.fromkeys(map(Affiliation, _places(field))))
    ids = (Identifier("orcid", orcid),) if orcid else ()
    return mention(name, None, role, ids=ids, affiliations=places)


_STOP: Final = re.compile(r"(?<=[^\W\d_A-Z][^\W\d_A-Z])(?<![JS]r)(?<! [js]r)\.\Z")
"""A full stop behind a whole name, which cards end in."""


def _name(field: MarcField) -> PrintedName | None:
    text = field.first("a")
    if not text:
        return None
    name = one_name(_STOP.sub("", without_life(bare(text))))
    number = field.first("b")
    if name is not None and number and name.family is None:  # Leo XIII
        return one_name(f"{name.name} {bare(number)}")
    return name


def _places(field: MarcField) -> Iterator[str]:
    """Affiliations; INSPIRE keeps in `v` what it has in short in `u`."""
    yield from filter(None, map(bare, field.all("v") or field.all("u")))


def _body(field: MarcField) -> PrintedName | None:
    parts = [bare(text) for text in field.all("abg")]
    return person(None, None, literal=". ".join(parts)) if parts else None
