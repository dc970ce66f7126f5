"""References of Crossref kept apart from the works that cite them.

A reference names the first author alone, and its year is that of what was printed.
"""

from __future__ import annotations

from typing import Any, Final

from kg.loaders.base import Head
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.names import listed, mentions
from kg.records import PaperRecord, Provenance, VenueMention

__all__ = ["CITED", "cited_record", "is_cited"]

Item = dict[str, Any]

CITED: Final = Shape[Item](dict[str, Any], ENVELOPES)
_OWN: Final = frozenset(
    ("doi-asserted-by", "journal-title", "article-title", "volume-title", "series-title",
     "first-page", "unstructured")
)  # fmt: skip


def is_cited(head: Head) -> bool:
    """By a key beside what only a reference has; a work has a title of its own."""
    item = first_object(head, CITED.inside)
    if item is None or not isinstance(item.get("key"), str) or "title" in item:
        return False
    return not _OWN.isdisjoint(item)


def cited_record(item: Item, place: Provenance, text: str) -> PaperRecord:
    """What a reference tells of the work that it names."""
    said = {key: plain(values.text(value)) for key, value in item.items()}
    people = listed([author] if (author := said.get("author")) else [])
    dated = dates.from_parts(values.year(said.get("year")))
    venue = said.get("journal-title") or said.get("series-title")
    if said.get("article-title"):
        venue = venue or said.get("volume-title")
    return PaperRecord(
        provenance=place,
        title=said.get("article-title") or said.get("volume-title"),
        mentions=mentions(people.names),
        authors_complete=False if people.names else None,
        ids=identifiers.unique(identifiers.of_doi(said.get("DOI"))),
        year=dated.year,
        date=dated.date,
        venue=VenueMention(venue, "journal" if said.get("journal-title") else None)
        if venue
        else None,
        volume=said.get("volume"),
        issue=said.get("issue"),
        pages=said.get("first-page"),
        comment=said.get("unstructured"),
        raw=text,
    )
