"""Tables in web pages: rows of cells by header, with the addresses that cells link to.

Only innermost tables count, since pages are laid out in tables, too. The header is the first row;
a cell that spans several rows is said of each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Final, NamedTuple

from kg.loaders.reading.markup import plain

__all__ = ["HtmlCell", "HtmlTable", "tables_of"]

_HIDDEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TABLE: Final = re.compile(
    r"<table\b[^>]{0,2000}>((?:[^<]|<(?!/?table\b))*+)(?:</table\s*>|\Z)", re.IGNORECASE
)
_ROW: Final = re.compile(r"<tr\b[^>]{0,2000}>((?:[^<]|<(?!/?tr\b))*+)", re.IGNORECASE)
_CELL: Final = re.compile(
    r"<t(?P<kind>[hd])\b(?P<said>[^>]{0,2000})>(?P<inside>(?:[^<]|<(?!/?t[hd]\b))*+)",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(r"\browspan\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_LINK: Final = re.compile(
    r"<a\b[^<>]{0,2000}?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_WIDEST: Final = 200
"""Columns that are looked at: cells that span rows could make each row one longer than the last."""
_BREAK: Final = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


class HtmlCell(NamedTuple):
    """What a cell says, line by line, and the addresses it links to."""

    lines: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def text(self) -> str:
        """What it says, on one line."""
        return " ".join(self.lines)


class HtmlTable(NamedTuple):
    """A table: its header, and the rows below with their lines in the page and their own text."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[HtmlCell, ...], str], ...]


def tables_of(page: str) -> Iterator[HtmlTable]:
    """The innermost tables of a page that have a header and rows."""
    page = _HIDDEN.sub(lambda found: "\n" * found[0].count("\n"), page)
    for table in _TABLE.finditer(page):
        line = page.count("\n", 0, table.start(1)) + 1
        rows = [*_rows(table[1], line)]
        if len(rows) > 1:
            header = tuple(cell.text for cell in rows[0][1])
            yield HtmlTable(header, tuple(row for row in rows[1:] if _said(row[1]) != header))


def _said(cells: tuple[HtmlCell, ...]) -> tuple[str, ...]:
    return tuple(cell.text for cell in cells)


def _rows(table: str, line: int) -> Iterator[tuple[int, tuple[HtmlCell, ...], str]]:
    spanning: dict[int, tuple[int, HtmlCell]] = {}
    at = 0
    for row in _ROW.finditer(table):
        line += table.count("\n", at, row.start())
        at = row.start()
        cells = tuple(islice(_cells(row[1], spanning), _WIDEST))
        if cells:
            yield line, cells, row[0]


def _cells(row: str, spanning: dict[int, tuple[int, HtmlCell]]) -> Iterator[HtmlCell]:
    """The cells of a row; `spanning` holds those of rows before by column, and how far they go."""
    place = 0
    for found in _CELL.finditer(row):
        while place in spanning:
            yield _continued(spanning, place)
            place += 1
        cell = _cell(found["inside"])
        span = _SPAN.search(found["said"])
        if span and int(span[1]) > 1:
            spanning[place] = (int(span[1]) - 1, cell)
        yield cell
        place += 1
    while place in spanning:
        yield _continued(spanning, place)
        place += 1


def _continued(spanning: dict[int, tuple[int, HtmlCell]], place: int) -> HtmlCell:
    left, cell = spanning.pop(place)
    if left > 1:
        spanning[place] = (left - 1, cell)
    return cell


def _cell(inside: str) -> HtmlCell:
    lines = (plain(part) for part in _BREAK.split(inside))
    links = (unescape(x[1] or x[2] or x[3] or "").strip() for x in _LINK.finditer(inside))
    return HtmlCell(tuple(filter(None, lines)), tuple(x for x in links if "://" in x))
