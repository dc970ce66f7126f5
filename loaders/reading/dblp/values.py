"""What DBLP's values mean: names, dates, identifiers and kinds of its records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from kg.loaders.reading import identifiers
from kg.loaders.reading.dates import Dated, from_parts, month_number
from kg.loaders.reading.values import year as year_of
from kg.records import Identifier, VenueMention

__all__ = [
    "TYPES",
    "dated",
    "dblp_name",
    "identifiers_of",
    "is_no_paper",
    "person_ids",
    "type_of",
    "venue_of",
]

TYPES: Final = {
    "article": "article", "inproceedings": "conference-paper", "proceedings": "proceedings",
    "book": "book", "incollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis",
    "www": "web-page", "data": "dataset",
}  # fmt: skip
"""What kind of publication each element is."""

_BY_PUBLTYPE: Final = {
    "data": "dataset", "software": "software", "edited": "editorial", "survey": "review",
}  # fmt: skip
_VENUES: Final = {"article": "journal", "inproceedings": "conference", "incollection": "book"}
_NUMBERED = re.compile(r"(.*\S)\s+(\d{4})")
_ARXIV_VOLUME = "abs/"
_SEVERAL = re.compile(r"\w\s*[/&,-]\s*\w")


def dblp_name(text: str) -> tuple[str, str | None]:
    """A name, and the whole as DBLP's identifier of the person where a number is behind it.

    >>> dblp_name("Wei Wang 0001"), dblp_name("Ada Lovelace")
    (('Wei Wang', 'Wei Wang 0001'), ('Ada Lovelace', None))
    """
    found = _NUMBERED.fullmatch(text) if text[-1:].isdigit() else None
    return (found[1], text) if found else (text, None)


def person_ids(person: str | None, orcid: str | None) -> tuple[Identifier, ...]:
    """The identifiers of a person: DBLP's own, and the ORCID beside the name."""
    ids = (Identifier("dblp", person),) if person else ()
    return (*ids, *identifiers.of("orcid", orcid))


def is_no_paper(kind: str, key: str, publtype: str | None) -> bool:
    """Whether a record is of a person, or tells persons of one name apart."""
    return kind == "www" and (key.startswith("homepages/") or "disambiguation" in (publtype or ""))


@lru_cache(maxsize=4_096)
def dated(year: str | None, month: str | None) -> Dated:
    """Year, and month where it is a single one (`July`, not `July/August`)."""
    single = month if month and not _SEVERAL.search(month) else None
    return from_parts(year_of(year), month_number(single))


def identifiers_of(
    key: str | None, links: Iterable[str], volume: str | None, isbns: Iterable[str]
) -> tuple[Identifier, ...]:
    """The identifiers of a record: its key, and what its links and numbers state."""
    found = [Identifier("dblp", key)] if key else []
    for link in links:
        stated = identifiers.doi(link) if "doi.org/" in link else None
        found += identifiers.from_doi(stated) if stated else identifiers.from_url(link)
    if volume and volume.startswith(_ARXIV_VOLUME):
        found += identifiers.of("arxiv", volume)
    for printed in isbns:
        found += identifiers.of("isbn", printed)
    return identifiers.unique(found)


def type_of(kind: str, publtype: str | None, volume: str | None) -> str:
    """`publtype` tells the few that are not what their element says."""
    if kind == "article" and (volume or "").startswith(_ARXIV_VOLUME):
        return "preprint"
    return _BY_PUBLTYPE.get((publtype or "").split(" ")[0], TYPES[kind])


def venue_of(kind: str, name: str | None) -> VenueMention | None:
    """Where a record of this kind appeared; proceedings and books are venues themselves."""
    if not name or kind in ("proceedings", "book"):
        return None
    return VenueMention(name, "repository" if name == "CoRR" else _VENUES.get(kind))
