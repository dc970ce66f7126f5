"""Rows of the Retraction Watch database: notices beside the papers that they are about.

A row is the paper, so its DOI, PubMed id and date are those of the original; dates have the month
first, and the hour; no institution is said to be one author's; `0` and `unavailable` are nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from kg.loaders.reading import dates

__all__ = ["is_of_retraction_watch", "retraction_watch_cells"]

_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b.*")
_CLASS: Final = re.compile(r"\([A-Z/]{1,4}\) *")
"""The letters by which subjects are grouped: `(B/T) Computer Science`."""


def is_of_retraction_watch(header: Collection[str]) -> bool:
    """Whether a header tells papers from the notices about them."""
    return {"Title", "OriginalPaperDOI", "RetractionNature"} <= set(header)


def retraction_watch_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The paper of a row under our own names."""
    text = {name: str(value or "").strip() for name, value in cells.items()}
    yield "doi", text["OriginalPaperDOI"]
    yield "pmid", text.get("OriginalPaperPubMedID")
    yield "retracted", True if text["RetractionNature"] == "Retraction" else None
    yield "keywords", _CLASS.sub("", text.get("Subject", "")).rstrip(";")
    yield "ArticleType", text.get("ArticleType", "").partition(";")[0]
    if found := _DAY.fullmatch(text.get("OriginalPaperDate", "")):
        yield "date", dates.from_parts(int(found[3]), int(found[1]), int(found[2])).date
    if ";" in text.get("Author", ""):
        yield "Institution", None
