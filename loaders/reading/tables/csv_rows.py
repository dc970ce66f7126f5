"""Tables of text as spreadsheets and databases really write them: rows of cells by header.

RFC 4180, read leniently: comma, semicolon, tab or bar; a cell over several lines; a quote that
nothing closes; rows that are longer than the header.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import TypeAlias

from kg.loaders.reading.tables.tabular import Row
from kg.loaders.reading.text import is_cut

__all__ = [
    "DELIMITERS",
    "Lines",
    "cells_of",
    "header_cells",
    "opening_row",
    "rows_under",
    "whole_rows",
    "widest_delimiter",
]

DELIMITERS = ",;\t|"

Lines: TypeAlias = Iterator[tuple[int, str]]
"""Lines of a text with their numbers."""

_LINES_IN_A_HEADER = 50
_HINT_OF_EXCEL = re.compile(r"\s*\"?sep=.\"?\s*", re.IGNORECASE)
_LINES_IN_A_ROW = 1_000
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
"""What Markdown has below the header of a table."""
_CELL_CHARACTERS = 2**31 - 1  # the module's own limit is too short for 10,000 authors


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one row; raises csv.Error for a row that is none."""
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])


def header_cells(header: str, delimiter: str) -> list[str]:
    """The cells of a header; none when that is not its delimiter."""
    try:
        return [cell.strip() for cell in cells_of(header, delimiter)]
    except csv.Error:
        return []


def widest_delimiter(header: str) -> str:
    """The delimiter that cuts a header into most cells; a comma when none does.

    >>> widest_delimiter('Title\\tYear\\t"Authors; all"')
    '\\t'
    """
    return max(DELIMITERS, key=lambda delimiter: len(header_cells(header, delimiter)))


def opening_row(lines: Lines) -> tuple[str, Lines] | None:
    """The first row that says something, and the lines behind it; None when there is none.

    A cell of it may go on over several lines; the line by which Excel names the delimiter is none.
    """
    first = next((x for _, x in lines if x.strip() and not _HINT_OF_EXCEL.fullmatch(x)), None)
    if first is None:
        return None
    delimiter = widest_delimiter(first)
    if '"' not in first or not _is_open(first, delimiter):
        return first, lines
    ahead = list(islice(lines, _LINES_IN_A_HEADER))
    more = _continuation(first, [line for _, line in ahead], delimiter)
    whole = "\n".join([first, *(line for _, line in ahead[:more])])
    return whole, chain(ahead[more:], lines)


def rows_under(lines: Lines, header: list[str], delimiter: str) -> Iterator[Row]:
    """The rows that follow a header, with their lines; rows without values and rules are none."""
    csv.field_size_limit(_CELL_CHARACTERS)
    for number, text in whole_rows(lines, delimiter):
        if delimiter == "|" and _RULE.fullmatch(text):
            continue
        yield Row(number, _values(text, header, delimiter), text)


def _values(text: str, header: list[str], delimiter: str) -> dict[str, str] | str:
    """The cells of a row by header, or the reason why the row cannot be read."""
    if is_cut(text):
        return "line longer than 32 million characters"
    try:
        cells = cells_of(text, delimiter)
    except csv.Error as error:
        return f"not CSV: {error}"
    if any(cells[len(header) :]):
        return f"{len(cells)} cells, but the header has {len(header)}"
    return dict(zip(header, map(_whole, cells), strict=False))


def _whole(cell: str) -> str:
    """A cell in which a program has made a fraction of a number, as pandas does where a column of
    volumes or pages has gaps: `12.0`."""
    return cell[:-2] if cell.endswith(".0") and cell[:-2].isdecimal() else cell


def whole_rows(lines: Lines, delimiter: str) -> Iterator[tuple[int, str]]:
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
        if text.strip(f' \t\n"{delimiter}'):
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
