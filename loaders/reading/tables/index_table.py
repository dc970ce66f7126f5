"""Tables that bibliographic indexes export: a header that says which one, a record a row.

Headers vary with the year and with what was ticked in the export, so every field is asked for by
all the names it has had; a column that is missing is a field that is not stated.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.tables.csv_rows import (
    Lines,
    cells_of,
    header_cells,
    opening_row,
    rows_under,
    widest_delimiter,
)
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import is_cut, open_lines
from kg.loaders.reading.values import count
from kg.records import KeywordTag, PaperRecord, Provenance, Reject

__all__ = ["Cells", "headers_of", "table_loading", "unique_tags"]

_PREAMBLE_LINES = 5
_FEWEST_COLUMNS = 4
_MOST_SURPLUS = 10
_NOTHING = frozenset(("", "na", "n/a", "nan", "none", "null"))
_NO_NAMES: Mapping[str, str] = {}
_QUOTES = "\"'\ufeff"
_NO_TABLE = re.compile(r"\s*(?:[{\[<%]|@\w+\s*[{(])")
"""What JSON, XML, LaTeX and BibTeX begin with: a header may begin with `@_fa`."""

Make: TypeAlias = Callable[["Cells", Provenance, str], PaperRecord]
"""How a loader makes a record of a row: its cells, its place and its own text."""


def _key(header: str) -> str:
    return "".join(c for c in header.lower() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row by header, whose case, spaces and punctuation do not matter."""

    by_key: Mapping[str, str]

    @classmethod
    def named(cls, cells: Iterable[tuple[str, str]]) -> Cells:
        """The cells under headers as they are printed."""
        return cls({_key(header): value for header, value in cells})

    def text(self, *headers: str) -> str | None:
        """The first of the columns that says something; `NA` and the like say nothing."""
        for header in headers:
            value = self.by_key.get(_key(header), "").strip()
            if value.lower() not in _NOTHING:
                return value
        return None

    def prose(self, *headers: str) -> str | None:
        """The same without the markup that publishers leave in titles and abstracts."""
        return (unmarked(value) or None) if (value := self.text(*headers)) else None

    def line(self, *headers: str) -> str | None:
        """The same on one line."""
        return " ".join(value.split()) if (value := self.prose(*headers)) else None

    def parts(self, *headers: str, separator: str = ";") -> list[str]:
        """The first such column, split; the semicolon of an entity (`R&amp;D`) parts nothing."""
        value = self.prose(*headers)
        return [p for part in value.split(separator) if (p := part.strip())] if value else []

    def count(self, *headers: str) -> int | None:
        """The first such column as a number of things."""
        return count(self.text(*headers))


@lru_cache(maxsize=4)
def headers_of(head: Head) -> frozenset[str]:
    """The headers of a table, in lower case without spaces; empty when it is none.

    >>> text = 'About the data\\nTitle,"Times cited",Year,DOI\\n'
    >>> sorted(headers_of(Head(text.encode(), text, "x.csv", complete=True)))
    ['doi', 'timescited', 'title', 'year']
    """
    lines = ((n, line) for n, line in enumerate(head.text.splitlines(), 1))
    found = _header(lines)
    return frozenset(map(_key, found[0])) if found else frozenset()


def _header(lines: Lines) -> tuple[list[str], str, Lines] | None:
    """The first row that is a header, its delimiter, and the lines behind it; a remark on the data
    may precede it."""
    for _ in range(_PREAMBLE_LINES):
        found = opening_row(lines)
        if found is None or _NO_TABLE.match(found[0]):
            return None
        line, lines = found
        delimiter = widest_delimiter(line)
        cells = [cell.strip(_QUOTES) for cell in header_cells(line, delimiter)]
        if sum(map(bool, cells)) >= _FEWEST_COLUMNS:
            return cells, delimiter, lines
    return None


def table_loading(
    source: Source,
    make: Make,
    surplus_behind: str | None = None,
    names: Mapping[str, str] = _NO_NAMES,
) -> Loading:
    """Read the table row by row; what cannot be read is a reject.

    `surplus_behind` begins the name of the column behind which some exports put cells that their
    header does not name; `names` are headers in other languages, in lower case without signs.
    """
    yield from in_batches(_items(source, make, surplus_behind, names))


def _items(
    source: Source, make: Make, surplus_behind: str | None, names: Mapping[str, str]
) -> Iterator[PaperRecord | Reject]:
    found = _header(open_lines(source))
    if found is None:
        return
    header, delimiter, lines = found
    keys = [names.get(key, key) for key in map(_key, header)]
    for index, row in enumerate(rows_under(lines, keys, delimiter)):
        cells = row.values
        if isinstance(cells, str) and surplus_behind is not None:
            cells = _without_surplus(row.raw, keys, delimiter, _key(surplus_behind)) or cells
        reason = cells if isinstance(cells, str) else NAMELESS
        if isinstance(cells, dict):
            record = make(Cells(cells), Provenance(source.uri, index, row.line), row.raw)
            if record.tells_a_work:
                yield record
                continue
        yield Reject(source.uri, reason, row.line, index, row.raw[:RAW_CHARACTERS])


def _without_surplus(
    text: str, keys: list[str], delimiter: str, behind: str
) -> dict[str, str] | None:
    """The cells of a row that is too long, without the surplus; None when it must be elsewhere."""
    places = [i for i, key in enumerate(keys) if key.startswith(behind)]
    if not places or is_cut(text):
        return None
    try:
        cells = cells_of(text, delimiter)
    except csv.Error:
        return None
    surplus = len(cells) - len(keys)
    if not 0 < surplus <= _MOST_SURPLUS:
        return None
    start = places[-1] + 1
    return dict(zip(keys, [*cells[:start], *cells[start + surplus :]], strict=True))


def unique_tags(tags: Iterable[KeywordTag]) -> tuple[KeywordTag, ...]:
    """The tags without repetition, whose case does not matter; the first spelling stays. Stars and
    ticks by which readers rate what they have read are no keywords."""
    once: dict[tuple[str, str], KeywordTag] = {}
    for tag in tags:
        if any(map(str.isalnum, tag.label)):
            once.setdefault((tag.label.lower(), tag.scheme), tag)
    return tuple(once.values())
