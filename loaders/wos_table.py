"""Web of Science in a table: one record a row.

Tab-delimited (`savedrecs.txt` of the other kind) the header names the same two-letter fields as the
tagged form, and nothing is quoted: a quotation mark belongs to its text. With BOM, CRLF and a
trailing tab, or without. What spreadsheets save is CSV like any other, with names in full or tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.tables.csv_rows import Lines, header_cells, rows_under, widest_delimiter
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import is_cut, open_lines
from kg.loaders.reading.wos.columns import is_of_wos, tags_of
from kg.loaders.reading.wos.fields import WOS_FILLS, Fields, wos_record
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["WosTableLoader"]

_FIELD = re.compile(r"[A-Z][A-Z0-9]")
_SPLIT = {"CR": re.compile(r";\s+"), "C1": re.compile(r";\s+(?=\[)")}
_TIGHT = re.compile(r";(?=\s*[^\W\d])")  # of bibliometrix; a semicolon in a DOI precedes a digit
_NOTHING = frozenset(("NA", "nan", "NaN", "None"))
_MUST_HAVE = {"PT", "TI", "SO"}


class WosTableLoader:
    """Web of Science, tab-delimited."""

    name: ClassVar[str] = "wos-table"
    title: ClassVar[str] = "Web of Science, tab-delimited or CSV"
    lost: ClassVar[str] = "Funding, publisher addresses, usage counts and highly-cited flags."
    fills: ClassVar[tuple[str, ...]] = WOS_FILLS

    def sniff(self, head: Head) -> float:
        """By a header of two-letter fields, or of their names in full."""
        first = head.text.lstrip("\ufeff\n").partition("\n")[0]
        if _is_plain(_cells(first)):
            return 0.97
        return 0.95 if is_of_wos(header_cells(first, widest_delimiter(first))) else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row; a row of another length than the header is a reject."""
        yield from in_batches(_items(source))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _is_plain(header: Sequence[str]) -> bool:
    """Whether the header is that of the tab-delimited form."""
    fields = [cell for cell in header if cell]
    return set(fields) >= _MUST_HAVE and all(map(_FIELD.fullmatch, fields))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    rows = ((number, line) for number, line in open_lines(source) if line.strip())
    first = next(rows, (0, ""))[1].lstrip("\ufeff")
    header = _cells(first)
    if not _is_plain(header):
        yield from _of_spreadsheet(source, first, rows)
        return
    for index, (number, line) in enumerate(rows):
        cells = _unquoted(_cells(line), header)
        reason = _misfit(line, cells, header)
        if reason is None:
            provenance = Provenance(source.uri, index, number)
            record = wos_record(Fields(_fields(header, cells)), provenance, line)
            if record.tells_a_work:
                yield record
                continue
            reason = NAMELESS
        yield Reject(source.uri, reason, number, index, line[:RAW_CHARACTERS])


def _of_spreadsheet(source: Source, first: str, lines: Lines) -> Iterator[PaperRecord | Reject]:
    delimiter = widest_delimiter(first)
    header = tags_of(header_cells(first, delimiter))
    for index, row in enumerate(rows_under(lines, header, delimiter)):
        reason = row.values if isinstance(row.values, str) else NAMELESS
        if isinstance(row.values, dict):
            cells = ["" if cell in _NOTHING else cell.strip() for cell in row.values.values()]
            fields = Fields(_fields(list(row.values), cells))
            record = wos_record(fields, Provenance(source.uri, index, row.line), row.raw)
            if record.tells_a_work:
                yield record
                continue
        yield Reject(source.uri, reason, row.line, index, row.raw[:RAW_CHARACTERS])


def _misfit(line: str, cells: Sequence[str], header: Sequence[str]) -> str | None:
    """Why a row cannot be read under the header; None when it can."""
    if is_cut(line):
        return "line longer than 32 million characters"
    if any(cells[len(header) :]) or len(cells) < min(3, len(header)):
        return f"{len(cells)} cells, but the header has {len(header)}"
    return None


def _parted(tag: str, cell: str) -> list[str]:
    return (_TIGHT if tag == "CR" and "; " not in cell else _SPLIT[tag]).split(cell)


def _unquoted(cells: list[str], header: Sequence[str]) -> list[str]:
    """Without the quotation marks that a spreadsheet puts around cells with commas: where the
    authors, whose names have one, stand in some, other cells do."""
    authors = [cell for tag, cell in zip(header, cells, strict=False) if tag in ("AU", "AF")]
    if not any(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in authors):
        return cells
    return [c[1:-1].replace('""', '"') if len(c) > 1 and c[0] == c[-1] == '"' else c for c in cells]


def _fields(header: Sequence[str], cells: Sequence[str]) -> dict[str, list[str]]:
    """Cells to the lines that the tagged form would have."""
    return {
        tag: _parted(tag, cell) if tag in _SPLIT else [cell]
        for tag, cell in zip(header, cells, strict=False)
        if cell
    }
