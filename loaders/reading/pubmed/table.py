"""Rows of PubMed's CSV in our columns: it writes date, volume, issue and pages in one cell.

The cell: `Lakes. 2014 May 31;3(2):17-21. doi: 10.1000/p.`, whose journal is that of another column.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from kg.loaders.reading import dates

__all__ = ["is_of_pubmed", "pubmed_cells"]

_PARTS: Final = re.compile(
    r"\.?\s*(?P<date>\d{4}[^;:.]{0,20})(?:;(?P<volume>[^:(.;]{1,40})?(?:\((?P<issue>[^()]{1,40})\))?)?"
    r"(?::(?P<pages>[^.]{1,40}))?\..*",
    re.DOTALL,
)


def is_of_pubmed(header: Collection[str]) -> bool:
    """Whether a header is that of PubMed's own CSV."""
    return {"PMID", "Citation", "Journal/Book"} <= set(header)


def pubmed_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the citation of a row tells, under our own names."""
    citation = str(cells.get("Citation") or "").removeprefix(str(cells.get("Journal/Book") or ""))
    if found := _PARTS.fullmatch(citation):
        yield "date", dates.of_issue(found["date"], None).date
        for name in ("volume", "issue", "pages"):
            yield name, (found[name] or "").strip() or None
