"""What EndNote's two forms have in common: its reference types, and how their fields are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.pubmed.values import unstarred
from kg.loaders.reading.tables.index_table import unique_tags
from kg.records import KeywordTag, VenueMention

__all__ = ["FILLS", "WITH_EDITORS", "dated", "endnote_type", "keywords", "labels", "venue_of"]

FILLS: Final = (
    "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
    "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
    "n_references", "citation_count", "url", "comment", "raw",
)  # fmt: skip
"""The record fields that EndNote has a place for."""

_TYPES: Final = {
    "journal article": "article", "electronic article": "article", "magazine article": "article",
    "newspaper article": "article", "conference paper": "conference-paper",
    "conference proceedings": "conference-paper", "book": "book", "electronic book": "book",
    "edited book": "book", "book section": "chapter", "electronic book section": "chapter",
    "encyclopedia": "chapter", "dictionary": "chapter", "thesis": "thesis", "report": "report",
    "government document": "report", "standard": "report", "dataset": "dataset",
    "computer program": "software", "patent": "patent", "web page": "web-page", "blog": "web-page",
    "manuscript": "preprint", "unpublished work": "preprint", "serial": "book",
}  # fmt: skip

WITH_EDITORS: Final = frozenset(("conference-paper", "chapter", "book"))
"""Types whose second list of names is that of editors."""


def endnote_type(name: str | None, work: str | None = None, in_pages: bool = False) -> str:
    """Our type for the name of a reference type; what stands on pages of a serial is a part of it,
    which the type of `work` tells closer.

    >>> endnote_type("Journal Article"), endnote_type("Map")
    ('article', 'other')
    >>> endnote_type("Serial", "Conference Paper", True), endnote_type("Serial", None, True)
    ('conference-paper', 'chapter')
    """
    name = (name or "").strip().lower()
    if name == "serial" and in_pages:
        part = common_type(work)
        return part if part in ("conference-paper", "article", "review") else "chapter"
    return _TYPES.get(name, "other")


def dated(year: str | None, stated: str | None) -> dates.Dated:
    """The year, and the day that may stand apart from it (`Mar 3`, `September 1, 2021`)."""
    if stated is None:
        return dates.from_text(year)
    number = dates.from_text(year).year
    if number is not None and dates.from_text(stated).year not in (None, number):
        return dates.from_parts(number)
    return dates.of_issue(stated, number)


def labels(texts: Sequence[str]) -> list[str]:
    """Keywords, one a text or several between semicolons; a text that is the only one may have
    them all between commas.

    >>> labels(["lakes", "Models, Old, Wooden"]), labels(["lakes,ponds,wells"])
    (['lakes', 'Models, Old, Wooden'], ['lakes', 'ponds', 'wells'])
    """
    if len(texts) == 1 and _has_list(texts[0]):
        texts = texts[0].split(",")
    return [label for text in texts for part in text.split(";") if (label := unstarred(part))]


def _has_list(text: str) -> bool:
    return ";" not in text and text.count(",") > 1 and ", and " not in text


def keywords(texts: Sequence[str]) -> tuple[KeywordTag, ...]:
    """Keywords without the star that marks PubMed's main headings."""
    return unique_tags(KeywordTag(label) for label in labels(texts))


def venue_of(name: str | None, paper_type: str | None, number: str | None) -> VenueMention | None:
    """Where a paper of that type appeared; `number` is an ISSN or an ISBN."""
    if name is None or paper_type in ("book", "thesis"):
        return None
    return VenueMention(
        name, venue_type(paper_type), identifiers.issn(number), identifiers.isbn(number)
    )
