"""Identifiers in a table's own column of ids, whose name does not say of which kind they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.loaders.reading import identifiers

__all__ = ["ids_of_rows", "whole_arxiv_id"]

_NUMBER = re.compile(r"(\d?\d(?:0[1-9]|1[0-2]))\.(\d{1,4})")
_ARXIV = re.compile(r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.I)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.\d{4,9}/\S+", re.IGNORECASE)
_HEADERS = ("id", "paper_id", "paperid")


def whole_arxiv_id(identifier: str | None) -> str | None:
    """An id with the zeros that it lost as a number: those of 2015 and later have five digits.

    >>> whole_arxiv_id("2305.11"), whole_arxiv_id("704.02"), whole_arxiv_id("2304.09355v2")
    ('2305.11000', '0704.0200', '2304.09355v2')
    """
    found = _NUMBER.fullmatch(identifier.strip()) if identifier else None
    if found is None:
        return identifier
    month = found[1].zfill(4)
    return f"{month}.{found[2].ljust(5 if month >= '1501' else 4, '0')}"


def ids_of_rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str | None]]:
    """The column of ids by the name of ours, when most of them are ids of arXiv, or DOIs.

    >>> ids_of_rows([{"id": "2304.09355"}, {"id": "1706.03762v5"}])
    {'arxiv_id': ['2304.09355', '1706.03762v5']}
    >>> ids_of_rows([{"id": "1"}, {"id": "2"}])
    {}
    """
    headers = (key for key in rows[0] if key.lower() in _HEADERS) if rows else ()
    for header in headers:
        ids = [value if isinstance(value := row.get(header), str) else None for row in rows]
        for name, own in (("arxiv_id", _is_arxiv), ("doi", _is_doi)):
            if 2 * sum(1 for one in ids if one and own(one.strip())) > len(rows):
                return {name: ids}
    return {}


def _is_arxiv(text: str) -> bool:
    return _ARXIV.fullmatch(text) is not None and identifiers.arxiv(text) is not None


def _is_doi(text: str) -> bool:
    return _DOI.fullmatch(text) is not None
