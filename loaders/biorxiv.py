"""Preprints of bioRxiv and medRxiv as their API gives them: `collection` of details or of pubs.

Format: https://api.biorxiv.org. Details give each version of a preprint; pubs the preprints that
journals have published, their members with `preprint_` before them; collections on a subject have
`rel_` there, and authors as objects. What a journal has published is the same paper under another
DOI.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import listed, mentions, string_of_names
from kg.loaders.reading.values import text as said
from kg.records import Affiliation, KeywordTag, PaperRecord, Provenance, VenueMention

__all__ = ["BiorxivLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("collection", *ENVELOPES))
_SIGNS: Final = ("author_corresponding", "jatsxml", "platform", "site")
_OWN: Final = ("10.1101/", "10.64898/")
_SERVERS: Final = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
_PREFIX: Final = re.compile(r"(?:preprint|biorxiv|rel)_")


class BiorxivLoader:
    """An answer of the API of bioRxiv and medRxiv."""

    name: ClassVar[str] = "biorxiv"
    title: ClassVar[str] = "bioRxiv and medRxiv (API)"
    lost: ClassVar[str] = "Versions, licences, funders, and the journal that published a preprint."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "venue", "keywords", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By what a preprint has only there."""
        item = _bare(first_object(head, _SHAPE.inside) or {})
        if not {"doi", "title", "date"} <= item.keys():
            return 0.0
        own = str(item["doi"]).startswith(_OWN) and {"version", "category"} & item.keys()
        return 0.95 if own or not item.keys().isdisjoint(_SIGNS) else 0.0

    def load(self, source: Source) -> Loading:
        """Read preprint by preprint."""
        return json_loading(source, _SHAPE, _record)


def _bare(item: Item) -> Item:
    """The members by the names that details have for them."""
    return {
        key[found.end() :] if (found := _PREFIX.match(key)) else key: value
        for key, value in item.items()
    }


def _record(entry: Item, at: Provenance, text: str) -> PaperRecord:
    item = _bare(entry)
    authors, complete = _authors(item)
    doi = identifiers.of_doi(said(item.get("doi")))
    published = identifiers.of_doi(said(item.get("published_doi") or item.get("published")))
    dated = dates.from_text(said(item.get("date")))
    category = said(item.get("category"))
    return PaperRecord(
        provenance=at,
        title=plain(said(item.get("title"))),
        mentions=authors.mentions,
        n_authors=len(authors) if len(authors) and complete else None,
        authors_complete=complete if len(authors) else None,
        ids=identifiers.unique(doi + published),
        abstract=plain(said(item.get("abstract") or item.get("abs"))),
        year=dated.year,
        date=dated.date,
        type="preprint",
        venue=_venue(item),
        keywords=(KeywordTag(category, "subject", "biorxiv-category"),) if category else (),
        url=f"https://doi.org/{doi[0].value}" if doi else None,
        raw=text,
    )


def _authors(item: Item) -> tuple[Roster, bool]:
    """The authors, one of whom may be named again as corresponding; and whether they are all."""
    stated = item.get("authors")
    if not isinstance(stated, list):
        names = string_of_names(stated if isinstance(stated, str) else "")
        authors = Roster(mentions(names.names))
        _mark_corresponding(authors, item)
        return authors, names.complete
    people = [one for one in stated if isinstance(one, dict) and said(one.get("author_name"))]
    listed_names = listed(str(said(one["author_name"])) for one in people)
    authors = Roster(mentions(listed_names.names))
    if len(authors) == len(people):
        for place, one in enumerate(people):
            if name := said(one.get("author_inst")):
                authors.place(place, Affiliation(name))
    return authors, listed_names.complete


_WORDS_OF_NAME: Final = 12


def _mark_corresponding(authors: Roster, item: Item) -> None:
    """Named in full, where the list has initials: the one author who has that family name."""
    words = (said(item.get("author_corresponding")) or "").split()[:_WORDS_OF_NAME]
    place = said(item.get("author_corresponding_institution"))
    for at in range(len(words)):
        name = f"{' '.join(words[at:])}, {words[0][0]}." if at else " ".join(words)
        if authors.knows(name):
            authors.mark_corresponding(name, Affiliation(place) if place else None)
            return


def _venue(item: Item) -> VenueMention | None:
    server = said(item.get("server") or item.get("platform") or item.get("site"))
    return VenueMention(_SERVERS.get(server.lower(), server), "repository") if server else None
