"""Tables in web pages: rows of cells by header, with the addresses that cells link to.

Only innermost tables count, since pages are laid out in tables, too. The header is the first row;
a cell that spans several rows is said of each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from lxml.html import HtmlElement

from kg.loaders.reading.markup import plain
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.web_page.tree import source_of, tree_of

__all__ = ["HtmlCell", "HtmlTable", "tables_of"]

_BREAK: Final = re.compile(rf"{BLANKS}<br\b[^<>]*>\s*", re.IGNORECASE)
_SUMMARY: Final = re.compile(
    r"<summary\b[^<>]*>\s*(?:[^<>]{0,60}\.\.\.|show|abstract|details?|more)\s*</summary>",
    re.IGNORECASE,
)
"""What is shown of a text that is folded up: a word for it, or its beginning."""
_SPAN: Final = re.compile(r"\d{1,4}")
_WIDEST: Final = 200
"""Columns that are looked at: cells that span rows could make each row one longer than the last."""


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
    tree = tree_of(page)
    for table in () if tree is None else tree.iter("table"):
        if next(table.iterdescendants("table"), None) is not None:
            continue
        rows = [*_rows(table)]
        if len(rows) > 1:
            header = _said(rows[0][1])
            yield HtmlTable(header, tuple(row for row in rows[1:] if _said(row[1]) != header))


def _said(cells: tuple[HtmlCell, ...]) -> tuple[str, ...]:
    return tuple(cell.text for cell in cells)


def _rows(table: HtmlElement) -> Iterator[tuple[int, tuple[HtmlCell, ...], str]]:
    spanning: dict[int, tuple[int, HtmlCell]] = {}
    for row in table.iter("tr"):
        if cells := tuple(islice(_cells(row, spanning), _WIDEST)):
            yield row.sourceline, cells, source_of(row)


def _cells(row: HtmlElement, spanning: dict[int, tuple[int, HtmlCell]]) -> Iterator[HtmlCell]:
    """The cells of a row; `spanning` holds those of rows before by column, and how far they go."""
    place = 0
    for element in row.iterchildren("td", "th"):
        while place in spanning:
            yield _continued(spanning, place)
            place += 1
        cell = _cell(element)
        rows = _SPAN.fullmatch(element.get("rowspan", "").strip())
        if rows and int(rows[0]) > 1:
            spanning[place] = (int(rows[0]) - 1, cell)
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


def _cell(element: HtmlElement) -> HtmlCell:
    lines = (plain(part) for part in _BREAK.split(_SUMMARY.sub("", source_of(element))))
    links = ((link.get("href") or "").strip() for link in element.iter("a"))
    return HtmlCell(tuple(filter(None, lines)), tuple(x for x in links if "://" in x))
