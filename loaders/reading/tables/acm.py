"""Rows of the tables that ACM's Digital Library exported, in our columns.

It calls papers of proceedings articles too, and gives books and reports no title but that of the
book.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

__all__ = ["acm_cells", "is_of_acm"]


def is_of_acm(header: Collection[str]) -> bool:
    """Whether a header is that of the library's tables."""
    return {"article_no", "issue_no", "booktitle", "acronym", "title"} <= set(header)


def acm_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What stands in columns of its own, under our names."""
    book = cells.get("booktitle")
    if book and not cells.get("title"):
        yield from (("title", book), ("booktitle", None))
    elif book and cells.get("type") == "article":
        yield "type", "conference-paper"
    if not cells.get("pages"):
        yield "pages", cells.get("article_no")
