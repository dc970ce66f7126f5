"""Web of Science, tab-delimited (`savedrecs.txt` of the other kind): one record a row.

The header names the same two-letter fields as the tagged form. Nothing is quoted: a quotation mark
belongs to its text. With BOM, CRLF and a trailing tab, or without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import is_cut, open_lines
from kg.loaders.reading.wos_fields import WOS_FILLS, Fields, wos_record
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["WosTableLoader"]

_FIELD = re.compile(r"[A-Z][A-Z0-9]")
_SPLIT = {"CR": re.compile(r";\s+"), "C1": re.compile(r";\s+(?=\[)")}
_MUST_HAVE = {"PT", "TI", "SO"}


class WosTableLoader:
    """Web of Science, tab-delimited."""

    name: ClassVar[str] = "wos-table"
    title: ClassVar[str] = "Web of Science, tab-delimited"
    lost: ClassVar[str] = "Funding, publisher addresses, usage counts and highly-cited flags."
    fills: ClassVar[tuple[str, ...]] = WOS_FILLS

    def sniff(self, head: Head) -> float:
        """By a header of two-letter fields."""
        header = _cells(head.text.lstrip("\ufeff\n").partition("\n")[0])
        fields = [cell for cell in header if cell]
        return 0.97 if set(fields) >= _MUST_HAVE and all(map(_FIELD.fullmatch, fields)) else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row; a row of another length than the header is a reject."""
        yield from in_batches(_items(source))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    rows = ((number, line) for number, line in open_lines(source) if line.strip())
    header = _cells(next(rows, (0, ""))[1].lstrip("\ufeff"))
    for index, (number, line) in enumerate(rows):
        cells = _cells(line)
        reason = _misfit(line, cells, header)
        if reason is None:
            provenance = Provenance(source.uri, index, number)
            record = wos_record(Fields(_fields(header, cells)), provenance, line)
            if record.tells_a_work:
                yield record
                continue
            reason = NAMELESS
        yield Reject(source.uri, reason, number, index, line[:RAW_CHARACTERS])


def _misfit(line: str, cells: Sequence[str], header: Sequence[str]) -> str | None:
    """Why a row cannot be read under the header; None when it can."""
    if is_cut(line):
        return "line longer than 32 million characters"
    if any(cells[len(header) :]) or len(cells) < min(3, len(header)):
        return f"{len(cells)} cells, but the header has {len(header)}"
    return None


def _fields(header: Sequence[str], cells: Sequence[str]) -> dict[str, list[str]]:
    """Cells to the lines that the tagged form would have."""
    return {
        tag: _SPLIT[tag].split(cell) if tag in _SPLIT else [cell]
        for tag, cell in zip(header, cells, strict=False)
        if cell
    }
