"""Rows of iCite, the citation data of the NIH, whose references are PubMed ids between blanks.

Format: https://icite.od.nih.gov. Other columns have our names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

__all__ = ["icite_cells", "is_of_icite"]


def is_of_icite(header: Collection[str]) -> bool:
    """Whether a header has the measures that iCite gives papers of PubMed."""
    return {"pmid", "title", "relative_citation_ratio", "references"} <= set(header)


def icite_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The references under their scheme, as our own tables have them."""
    yield "references", [f"pmid:{number}" for number in str(cells["references"] or "").split()]
