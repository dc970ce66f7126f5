"""Rows of the tables that EBSCO's databases export since 2024, in our columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

__all__ = ["ebsco_cells", "is_of_ebsco"]

_SIGNS: Final = frozenset(("contributors", "longDBName", "title"))
_NAMES: Final = {
    "contributors": "authors", "coverDate": "date", "issns": "issn", "isbns": "isbn",
    "docTypes": "type", "pageStart": "pages", "pageEnd": "last_page", "plink": "url",
}  # fmt: skip


def is_of_ebsco(header: Collection[str]) -> bool:
    """Whether a header names authors as contributors, and the database in full."""
    return _SIGNS.issubset(header)


def ebsco_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The cells under our names; subjects are parted by semicolons."""
    yield from ((ours, cells.get(theirs)) for theirs, ours in _NAMES.items())
    subjects = (subject.strip() for subject in str(cells.get("subjects") or "").split(";"))
    yield from (("keywords", [subject for subject in subjects if subject]), ("subjects", None))
