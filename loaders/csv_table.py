"""CSV and TSV with our own columns, or with headers close to them.

RFC 4180 as spreadsheets really write it: comma, semicolon or tab, quoted or not. Headers are
matched as `kg.loaders.reading.columns` says; columns that are not known are ignored.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading.columns import FILLS, fit, known_columns
from kg.loaders.reading.tabular import Row, rows_loading
from kg.loaders.reading.text import is_cut, open_lines

__all__ = ["CsvLoader"]

_DELIMITERS = ",;\t|"
_LINES_IN_A_ROW = 1_000
_CELL_CHARACTERS = 2**31 - 1  # the module's own limit is too short for 10,000 authors
_SHARE_OF_HEADER = 0.9  # the header of a table says less than the keys of an object


class CsvLoader:
    """CSV or TSV with a header."""

    name: ClassVar[str] = "csv"
    title: ClassVar[str] = "CSV or TSV with kg's columns"
    fills: ClassVar[tuple[str, ...]] = FILLS

    def sniff(self, head: Head) -> float:
        """By the header alone: a known title column and one more."""
        first = next((line for line in head.text.splitlines() if line.strip()), "")
        if first.lstrip()[:1] in ("{", "[", "<", "@", "%"):
            return 0.0
        return round(fit(_cells(first, _delimiter(first))) * _SHARE_OF_HEADER, 3)

    def load(self, source: Source) -> Loading:
        """Read the file row by row; a row that does not fit the header is a reject."""
        csv.field_size_limit(_CELL_CHARACTERS)
        lines = open_lines(source)
        header_line = next((line for _, line in lines if line.strip()), None)
        if header_line is None:
            return
        delimiter = _delimiter(header_line)
        header = [cell.strip() for cell in _cells(header_line, delimiter)]
        yield from rows_loading(source.uri, _rows(lines, header, delimiter))


def _delimiter(header: str) -> str:
    """The delimiter that makes most known columns of a header; a comma when none does."""
    return max(_DELIMITERS, key=lambda d: len(known_columns(_cells(header, d))))


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])


def _rows(lines: Iterator[tuple[int, str]], header: list[str], delimiter: str) -> Iterator[Row]:
    for number, text in _whole_rows(lines, delimiter):
        yield Row(number, _values(text, header, delimiter), text)


def _values(text: str, header: list[str], delimiter: str) -> dict[str, str] | str:
    """The cells of a row by header, or the reason why the row cannot be read."""
    if is_cut(text):
        return "line longer than 32 million characters"
    try:
        cells = _cells(text, delimiter)
    except csv.Error as error:
        return f"not CSV: {error}"
    if any(cells[len(header) :]):
        return f"{len(cells)} cells, but the header has {len(header)}"
    return dict(zip(header, cells, strict=False))


def _whole_rows(lines: Iterator[tuple[int, str]], delimiter: str) -> Iterator[tuple[int, str]]:
    """Rows with their first line; a quoted cell may go on over several lines.

    A quote that nothing closes within `_LINES_IN_A_ROW` lines belongs to its line alone, so that
    it cannot swallow the rest of the file.
    """
    ahead: deque[tuple[int, str]] = deque()
    while row := ahead.popleft() if ahead else next(lines, None):
        number, text = row
        if '"' in text and _is_open(text, delimiter):
            ahead.extend(islice(lines, max(0, _LINES_IN_A_ROW - len(ahead))))
            more = _continuation(text, [line for _, line in ahead], delimiter)
            text = "\n".join([text, *(ahead.popleft()[1] for _ in range(more))])
        if text.strip():
            yield number, text


def _continuation(text: str, following: list[str], delimiter: str) -> int:
    """How many of the following lines close the quote that is open in a row; 0 if none does."""
    for count, line in enumerate(following, 1):
        if '"' in line and not _is_open("\n".join([text, *following[:count]]), delimiter):
            return count
    return 0


def _is_open(text: str, delimiter: str) -> bool:
    """Whether the text ends inside a quoted cell."""
    try:
        next(csv.reader([text], delimiter=delimiter, skipinitialspace=True, strict=True), None)
    except csv.Error as error:
        return "end of data" in str(error)
    return False
