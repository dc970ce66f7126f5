"""Web pages that list papers in a table whose headers are kg's columns, or close to them.

Headers are matched as `kg.loaders.reading.tables.columns` says. A page may hold tables of anything:
one lists papers when a column has titles and another authors or identifiers, or when its first row
links to a paper by an address that names it. Texts in Markdown may have such tables, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import identifiers
from kg.loaders.reading.tables.columns import FILLS, fit, known_columns
from kg.loaders.reading.tables.tabular import Row, rows_loading
from kg.loaders.reading.text import read_text
from kg.loaders.reading.web_page.rows import HtmlCell, HtmlTable, tables_of
from kg.loaders.reading.web_page.tree import begins_page

__all__ = ["HtmlTableLoader"]

_TELLING: Final = frozenset(("authors", "doi", "arxiv_id", "pmid", "pmcid", "openalex_id"))
_LISTS: Final = frozenset(("authors", "keywords", "affiliations"))
_ADDRESSES: Final = frozenset(("url", "open_access_url", "code_url", "doi", "arxiv_id"))
_OTHER_TEXTS: Final = ("<", "{", "[", "@", "%")
_WITHIN: Final = 0.45  # the lists of a text in Markdown are surer
_SURENESS: Final = 0.6  # JSON-LD and tags of the page are surer of the one paper that it is about


def _is_markdown(text: str) -> bool:
    """Whether a text that is no markup itself has tables of HTML in it, as Markdown may."""
    return "<table" in text and text.lstrip()[:1] not in _OTHER_TEXTS


class HtmlTableLoader:
    """Tables in web pages."""

    name: ClassVar[str] = "html-table"
    title: ClassVar[str] = "web pages with a table of papers (HTML, kg's columns as headers)"
    lost: ClassVar[str] = "Columns whose names are not known, and all that stands beside the table."
    fills: ClassVar[tuple[str, ...]] = FILLS

    def sniff(self, head: Head) -> float:
        """By the header of a table: titles beside authors or identifiers, or linked papers."""
        page = begins_page(head.text) or head.text.lstrip()[:6].lower() == "<table"
        if not (page or _is_markdown(head.text)):
            return 0.0
        sureness = _SURENESS if page else _WITHIN
        return sureness if any(fit(table.header) for table in _tables(head.text)) else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row; a row that does not fit the header is a reject."""
        yield from rows_loading(source.uri, _rows(read_text(source).text))


def _tables(page: str) -> Iterator[HtmlTable]:
    """The tables that list papers."""
    return (table for table in tables_of(page) if _lists_papers(table))


def _lists_papers(table: HtmlTable) -> bool:
    known = set(known_columns(table.header).values())
    if "title" not in known or not table.rows:
        return False
    links = (link for cell in table.rows[0][1] for link in cell.links)
    return not _TELLING.isdisjoint(known) or any(map(identifiers.from_url, links))


def _rows(page: str) -> Iterator[Row]:
    for table in _tables(page):
        columns = known_columns(table.header)
        for line, cells, raw in table.rows:
            if len(cells) == 1:  # a heading over the rows that follow
                continue
            if len(cells) != len(table.header):
                reason = f"{len(cells)} cells under a header of {len(table.header)}"
                yield Row(line, reason, raw)
            else:
                yield Row(line, _values(table.header, cells, columns), raw)


def _values(
    header: tuple[str, ...], cells: tuple[HtmlCell, ...], columns: dict[str, str]
) -> dict[str, Any]:
    """What a row says by header; without a column of addresses, that to which its title links, or
    else the first that names a paper."""
    row = [*zip(header, cells, strict=True)]
    told: dict[str, Any] = {name: _told(cell, columns.get(name)) for name, cell in row}
    if "url" not in columns.values():
        of_title = (x for name, cell in row for x in cell.links if columns.get(name) == "title")
        of_papers = (x for cell in cells for x in cell.links if identifiers.from_url(x))
        told["url"] = next(of_title, None) or next(of_papers, None)
    return told


def _told(cell: HtmlCell, column: str | None) -> str:
    """The text of a cell, names on lines of their own apart; the address it links to where the
    column is one of addresses."""
    if column in _ADDRESSES and cell.links:
        return cell.links[0]
    return "; ".join(cell.lines) if column in _LISTS else cell.text
