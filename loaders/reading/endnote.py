"""What EndNote's two forms have in common: its reference types."""

from __future__ import annotations

from typing import Final

__all__ = ["WITH_EDITORS", "endnote_type"]

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


def endnote_type(name: str | None) -> str:
    """Our type for the name of a reference type.

    >>> endnote_type("Journal Article"), endnote_type("Map")
    ('article', 'other')
    """
    return _TYPES.get((name or "").strip().lower(), "other")
