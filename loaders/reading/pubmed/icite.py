"""Rows of iCite, the citation data of the NIH, whose references are PubMed ids between blanks.

Format: https://icite.od.nih.gov. Other columns have our names. Programs keep them without its
measures; a list of one citing paper looks then like a count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

__all__ = ["icite_cells", "is_of_icite"]


_MEASURED: Final = frozenset(("pmid", "title", "relative_citation_ratio", "references"))
_LISTED: Final = frozenset(
    ("pmid", "doi", "title", "authors", "year", "journal", "cited_by", "references")
)


def is_of_icite(header: Collection[str]) -> bool:
    """Whether a header has the measures that iCite gives papers of PubMed, or its two lists."""
    return set(header) >= _MEASURED or set(header) >= _LISTED


def icite_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The references under their scheme, as our own tables have them, and no count that is none."""
    yield "cited_by", None
    yield "references", [f"pmid:{number}" for number in str(cells["references"] or "").split()]
