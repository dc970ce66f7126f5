"""Who wrote the paper of a web page: a tag for each author, those of the places behind it."""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.loaders.reading import identifiers
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import NameList, listed, mentions, string_of_names
from kg.loaders.reading.web_page.tags import PageTags
from kg.records import Affiliation, Identifier, Mention

__all__ = ["PagePeople", "page_people"]

_PLACES: Final = ("citation_author_institution", "citation_author_affiliation")
_CREATORS: Final = (
    "eprints.creators_name", "dc.creator.personalname", "dc.creator", "dcterms.creator",
    "dc.contributor.author",
)  # fmt: skip


class PagePeople(NamedTuple):
    """Authors and editors, and whether all authors are there."""

    mentions: tuple[Mention, ...]
    complete: bool


def page_people(page: PageTags) -> PagePeople:
    """The people of a page: those of Highwire's tags, else of EPrints', else of Dublin Core."""
    editors = _names(page.every("citation_editor") or page.every("eprints.editors_name"))
    roster, complete = _authors(page)
    if not len(roster):
        told = next(filter(None, map(page.every, _CREATORS)), [])
        names = _names(page.every("citation_authors") or told)
        roster, complete = Roster(mentions(names.names)), names.complete
    return PagePeople((*roster.mentions, *mentions(editors.names, "editor")), complete)


def _names(told: list[str]) -> NameList:
    """The names in the tags, of which one may hold them all between semicolons."""
    return string_of_names(told[0]) if len(told) == 1 and ";" in told[0] else listed(told)


def _authors(page: PageTags) -> tuple[Roster, bool]:
    """The authors, each with what stands behind it up to the next one."""
    told = page.every("citation_author")
    names = _names(told)
    roster = Roster(mentions(names.names))
    if len(roster) == len(told):
        _give(roster, _behind(page, roster))
    return roster, names.complete


def _behind(page: PageTags, roster: Roster) -> dict[int, list[Affiliation]]:
    """The places that stand behind each author; those known by an ORCID are told so."""
    behind: dict[int, list[Affiliation]] = {}
    place = -1
    for name, said in page.tags:
        if name == "citation_author":
            place += 1
        elif place >= 0 and name in _PLACES:
            behind.setdefault(place, []).append(Affiliation(said))
        elif place >= 0 and name == "citation_author_orcid" and (own := identifiers.orcid(said)):
            roster.identify(place, Identifier("orcid", own))
    return behind


def _give(roster: Roster, behind: dict[int, list[Affiliation]]) -> None:
    """Places to those they stand behind; all behind the last of several are a list of everybody's,
    and nobody's unless there is one."""
    last = len(roster) - 1
    if last > 0 and set(behind) == {last} and len(behind[last]) > 1:
        return
    for place, affiliations in behind.items():
        for affiliation in affiliations:
            roster.place(place, affiliation)
