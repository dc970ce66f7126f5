"""Tables with a row for each author of a work: the rows of a work put together.

    Conference,Year,Title,Author,Affiliation
    LOOMS,1843,Engines That Weave,Ada Lovelace,London
    LOOMS,1843,Engines That Weave,Charles Babbage,Cambridge

They are known by their first rows, many of which differ from the one above in the author alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice
from typing import Any

from kg.loaders.reading.tables.columns import known_columns
from kg.loaders.reading.tables.tabular import Row

__all__ = ["joined_rows"]

_ROWS_SEEN = 200
_OF_AN_AUTHOR = ("author", "affil", "instit", "orcid", "order", "position", "rank", "email")
"""Words in the names of columns that tell of one author."""


def joined_rows(rows: Iterable[Row], header: Sequence[str]) -> Iterator[Row]:
    """The rows, those of one work as one row whose authors are a list."""
    names = {name: head for head, name in reversed(known_columns(header).items())}
    rest = [head for head in header if not any(word in head.lower() for word in _OF_AN_AUTHOR)]
    author, place = names.get("authors"), names.get("affiliations")
    rows = iter(rows)
    first = list(islice(rows, _ROWS_SEEN)) if author and names.get("title") in rest else []
    works = groupby(first, lambda row: _work(row, rest, author))
    if not author or 4 * sum(1 for _ in works) > 3 * len(first):
        yield from chain(first, rows)
        return
    for _, same in groupby(chain(first, rows), lambda row: _work(row, rest, author)):
        yield _joined(list(same), author, place)


def _work(row: Row, rest: Sequence[str], author: str | None) -> tuple[Any, ...]:
    """What a row says of the work; one that cannot be read, or lists all authors, stands alone."""
    cells = row.values
    if isinstance(cells, str) or isinstance(cells.get(author or ""), list):
        return (row.line,)
    return tuple(cells.get(head) for head in rest)


def _joined(rows: Sequence[Row], author: str, place: str | None) -> Row:
    first = rows[0]
    if len(rows) == 1 or isinstance(first.values, str):
        return first
    authors: dict[Any, list[Any]] = {}
    for row in rows:
        if not isinstance(row.values, str):
            authors.setdefault(row.values.get(author), []).append(row.values.get(place or ""))
    listed = [{"name": name, "affiliations": places} for name, places in authors.items()]
    cells = {**first.values, author: listed}
    if place:
        cells.pop(place, None)
    return replace(first, values=cells, raw="\n".join(str(row.raw) for row in rows))
