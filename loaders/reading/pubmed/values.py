"""What PubMed's two forms have in common: types of publication, headings, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.records import KeywordTag

__all__ = ["MESH", "heading", "is_retracted", "pubmed_type", "unstarred"]

MESH: Final = ("mesh", "mesh-headings")
"""Scheme and origin of a MeSH heading."""

_TYPES: Final = (
    ("preprint", "preprint"),
    ("systematic review", "review"),
    ("review", "review"),
    ("editorial", "editorial"),
    ("dataset", "dataset"),
    ("congress", "proceedings"),
    ("book", "book"),
    ("academic dissertation", "thesis"),
    ("technical report", "report"),
    ("journal article", "article"),
    # ERIC's words.
    ("journal articles", "article"),
    ("dissertations/theses", "thesis"),
    ("speeches/meeting papers", "conference-paper"),
    ("books", "book"),
)
"""Of a paper's many types the one that tells most comes first."""


def pubmed_type(kinds: Iterable[str]) -> str | None:
    """Our type for PubMed's publication types; None without any.

    >>> pubmed_type(["Journal Article", "Review"]), pubmed_type(["Comment", "Letter"])
    ('review', 'article')
    """
    lowered = {kind.lower() for kind in kinds}
    if not lowered:
        return None
    return next((ours for theirs, ours in _TYPES if theirs in lowered), "article")


def is_retracted(kinds: Iterable[str]) -> bool | None:
    """True for a retracted publication; None otherwise, for PubMed never says that it is not."""
    return True if any(kind.lower() == "retracted publication" for kind in kinds) else None


def heading(label: str) -> KeywordTag:
    """A MeSH heading as PubMed's text form prints it: without stars and qualifiers.

    >>> heading("Occupational Health/*history").label
    'Occupational Health'
    """
    return KeywordTag(label.partition("/")[0].strip(" *"), *MESH)


_MARK: Final = re.compile(r"(?:^\s*|(?<=/))\*|\s*\[checkword\]\s*$", re.IGNORECASE)


def unstarred(label: str) -> str:
    """A subject without the stars by which indexes mark what a work is mainly about, and without
    Cochrane's word for those that each work is checked for.

    >>> unstarred("*Lakes"), unstarred("Ponds/*history"), unstarred("Humans[checkword]")
    ('Lakes', 'Ponds/history', 'Humans')
    """
    return _MARK.sub("", label).strip() if "*" in label or "]" in label else label.strip()
