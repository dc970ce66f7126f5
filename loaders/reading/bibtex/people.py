"""Authors in BibTeX of databases: their addresses and ORCIDs, and who corresponds; those of DBLP
have its number behind their names where several are called so (`Wei Wang 0001`).

`Affiliation` of the Web of Science has a line an address, with the names of its authors before it
and no sign between them; where a name ends is known from the author list::

    Moreau, EW (Corresponding Author), Univ Nowhere, Dept Maps, Nowhere, Peru.
    Berg, Piet; Moreau, Emil W., Univ Nowhere, Dept Maps, Nowhere, Peru.

Before 2013 the names stood in brackets, and lines were of no account.
Scopus lists addresses alone, between semicolons. Addresses without names are everybody's only where
there is one of them, or one author.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from kg.loaders.reading import identifiers
from kg.loaders.reading.dblp.values import dblp_name, person_ids
from kg.loaders.reading.latex import readable
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.wos.fields import addresses_by_names, institution
from kg.records import Affiliation, Identifier, Mention

__all__ = ["database", "with_people"]

_OF_WOS: Final = (
    *("research-areas", "web-of-science-categories", "doc-delivery-number", "unique-id"),
)
_LINE_END: Final = re.compile(r"(?<=\.)\s*\n\s*")
_CORRESPONDING: Final = re.compile(
    rf"([^()]+?){BLANKS}\((?:reprint|corresponding) author\),?\s*(.*)", re.IGNORECASE | re.DOTALL
)
_NUMBERED: Final = re.compile(r"([^/\n;]+)/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


def database(fields: Mapping[str, str]) -> str | None:
    """The database that wrote the entry, by fields that only it has: `wos`, `scopus` or None."""
    if any(name in fields for name in _OF_WOS):
        return "wos"
    return "scopus" if fields.get("source", "").strip("{} ").lower() == "scopus" else None


def with_people(authors: Sequence[Mention], fields: Mapping[str, str]) -> tuple[Mention, ...]:
    """The authors with what the other fields of a database say of them."""
    of_dblp = "dblp" in fields.get("bibsource", "").lower()
    roster = Roster([_numbered(author) for author in authors] if of_dblp else authors)
    if (source := database(fields)) == "wos":
        _add_of_wos(fields, roster)
    elif source == "scopus":
        _add_of_scopus(fields, roster)
    return roster.mentions


def _numbered(author: Mention) -> Mention:
    name, person = dblp_name(author.name)
    return replace(author, name=name, ids=person_ids(person, None)) if person else author


def _add_of_wos(fields: Mapping[str, str], roster: Roster) -> None:
    lines = _lines(readable(fields.get("affiliation", "")))
    roster.add_nobodys([line for line in lines if not _add_address(line, roster)], institution)
    for line in lines:
        if found := _CORRESPONDING.match(line):
            for name in found[1].split(";"):
                roster.mark_corresponding(name.strip(), institution(found[2]))
    for name, number in _NUMBERED.findall(readable(fields.get("orcid-numbers", ""))):
        if orcid := identifiers.orcid(number):
            roster.add_id(name, Identifier("orcid", orcid))


def _lines(affiliation: str) -> list[str]:
    """The lines of today, also of the form with brackets."""
    before, bracket, _ = affiliation.partition("[")
    if not bracket:
        return [line for line in _LINE_END.split(affiliation) if line]
    named = addresses_by_names(" ".join(affiliation.split()))
    return [before, *(f"{names}, {address}" for names, address in named)]


def _add_of_scopus(fields: Mapping[str, str], roster: Roster) -> None:
    addresses = readable(fields.get("affiliations") or fields.get("affiliation") or "").split(";")
    roster.add_nobodys(list(filter(None, map(str.strip, addresses))), Affiliation)
    corresponding = readable(
        fields.get("correspondence_address") or fields.get("correspondence_address1") or ""
    )
    roster.mark_corresponding(corresponding.partition(";")[0].strip())


def _add_address(line: str, roster: Roster) -> bool:
    """Give the authors named at the beginning of the line its address; whether it names any, or
    the one who corresponds."""
    if _CORRESPONDING.match(line):
        return True
    *names, last = line.split("; ")
    family, _, rest = last.partition(", ")
    given, _, address = rest.partition(", ")
    known = [name for name in (*names, f"{family}, {given}") if roster.knows(name)]
    for name in known:
        roster.add_affiliation(name, institution(address))
    return bool(known)
