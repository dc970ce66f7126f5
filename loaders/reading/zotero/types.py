"""Zotero's item types, in its CSV, RDF and JSON, as our types, and the venue of an item."""

from __future__ import annotations

from typing import Final

from kg.loaders.reading import identifiers
from kg.loaders.reading.paper_types import is_preprint_server, published_type, venue_type
from kg.records import VenueMention

__all__ = ["NO_PAPER", "zotero_type", "zotero_venue"]

_TYPES: Final = {
    "journalarticle": "article", "magazinearticle": "article", "newspaperarticle": "article",
    "conferencepaper": "conference-paper", "preprint": "preprint", "manuscript": "preprint",
    "book": "book", "booksection": "chapter", "encyclopediaarticle": "chapter",
    "dictionaryentry": "chapter", "thesis": "thesis", "report": "report", "standard": "report",
    "dataset": "dataset", "computerprogram": "software", "patent": "patent",
    "article": "article", "academicarticle": "article", "data": "dataset",
    "software": "software", "webpage": "web-page", "blogpost": "web-page", "forumpost": "web-page",
}  # fmt: skip

NO_PAPER: Final = frozenset(("attachment", "note", "annotation"))
"""Item types that hang on an item and are none themselves."""


def zotero_type(
    item_type: str | None, venue: str | None = None, preprint: bool = False
) -> str | None:
    """Our type for an item type; `other` for one that is none of ours, None without one.

    What has an arXiv id and appeared nowhere else is a preprint: until Zotero knew that type, it
    took such papers for articles in `arXiv:1706.00001 [cs]`, reports or web pages.

    >>> zotero_type("journalArticle"), zotero_type("film"), zotero_type(None)
    ('article', 'other', None)
    >>> zotero_type("journalArticle", "arXiv:1706.00001 [cs]", preprint=True)
    'preprint'
    >>> zotero_type("journalArticle", "bioRxiv")
    'preprint'
    """
    known = _TYPES.get(item_type.lower(), "other") if item_type else None
    elsewhere = venue is not None and not is_preprint_server(venue)
    if preprint and not elsewhere and known in ("article", "report", "web-page", "other"):
        return "preprint"
    return published_type(known, venue)


def zotero_venue(
    paper_type: str | None, name: str | None, issn: str | None, isbn: str | None
) -> VenueMention | None:
    """Where an item appeared; books and theses appear nowhere but in themselves."""
    if name is None or paper_type in ("book", "thesis"):
        return None
    kind = "repository" if is_preprint_server(name) else venue_type(paper_type)
    return VenueMention(name, kind, identifiers.issn(issn), identifiers.isbn(isbn))
