"""JSON Lines of our own columns: one object a line; also a JSON array of such objects, alone, under
`papers`, `records` and the like or in parts under names of their own. The answers of DOAJ, CORE,
PLOS, the Japan Link Center and Open Journal Systems are such.

The columns are those of `kg.loaders.reading.tables.columns`. JSON Lines is described at
https://jsonlines.org. A line that is not a JSON object, or that names no paper, is rejected with
its number, and the lines around it are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, ClassVar

import orjson

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading.json.rows import is_ours, like_ours, parts_of
from kg.loaders.reading.json.stream import items
from kg.loaders.reading.json.text import (
    ENVELOPES,
    JsonTrouble,
    answer_of,
    first_object,
    parse,
    unwrapped,
)
from kg.loaders.reading.tables.columns import FILLS, fit, known_columns
from kg.loaders.reading.tables.tabular import Row, rows_loading
from kg.loaders.reading.text import head_of, is_cut, open_lines

__all__ = ["JsonlLoader"]

_INSIDE = (*ENVELOPES, "docs", "entries")
_FOREIGN = frozenset(
    "authorships paperId externalIds corpusid authors_parsed submitter container-title issued "
    "invitation forum content message paper @type hit abstract_inverted_index $schema $id "
    "$ref".split()
)
"""Keys by which another source's JSON is known (OpenAlex, Semantic Scholar, arXiv, CSL, …), or a
schema, which has a title and a description too."""


_ESSENTIAL = frozenset(("title", "authors"))
"""Columns whose values, when they have another shape, tell that a record is another source's."""


class JsonlLoader:
    """JSON Lines, or a JSON array, of our own columns."""

    name: ClassVar[str] = "jsonl"
    title: ClassVar[str] = "JSON Lines or JSON array with kg's columns"
    lost: ClassVar[str] = "Keys whose names are not known."
    fills: ClassVar[tuple[str, ...]] = FILLS

    def sniff(self, head: Head) -> float:
        """By the keys and the kinds of values of the first object."""
        record = first_object(head, _INSIDE)
        if record is None:
            return 0.0
        record = parts_of(record)[0]
        if not _FOREIGN.isdisjoint(record):
            return 0.0
        known = known_columns(record)
        foreign = {key: name for key, name in known.items() if not is_ours(name, record[key])}
        if not _ESSENTIAL.isdisjoint(foreign.values()):
            return 0.0
        return fit(key for key in record if key not in foreign)

    def load(self, source: Source) -> Loading:
        """Read the file line by line, or item by item when a line is not an object."""
        lines = ((n, line) for n, line in open_lines(source) if line and not line.isspace())
        first = list(islice(lines, 2))
        if first and (_begins_more(first[0][1]) or not any(map(_is_whole, first))):
            yield from rows_loading(source.uri, _array_rows(source))
        else:
            yield from rows_loading(source.uri, _rows(chain(first, lines)))


def _begins_more(line: str) -> bool:
    """Whether a line is or begins an array, or an object that holds papers."""
    if line.lstrip().startswith("["):
        return True
    value = _second_reading(line)
    held = (unwrapped(value, _INSIDE), parts_of(value)) if isinstance(value, dict) else ()
    return any(records != [value] for records in held)


def _is_whole(numbered: tuple[int, str]) -> bool:
    """Whether a line is an object, even a damaged one: not so when objects spread over lines."""
    return isinstance(_second_reading(numbered[1]), dict)


def _rows(lines: Iterable[tuple[int, str]]) -> Iterator[Row]:
    for number, line in lines:
        try:
            row = orjson.loads(line)
        except ValueError:
            second = _second_reading(line)
            yield Row(number, like_ours(second) if type(second) is dict else second, line)
            continue
        yield Row(number, _addressed(row) if type(row) is dict else "not a JSON object", line)


def _addressed(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose `id` is an address, as of OpenAlex and arXiv: it tells which work it is."""
    row = like_ours(row)
    own = row.get("id")
    if isinstance(own, str) and "://" in own and "url" not in row:
        return {**row, "url": own}
    return row


def _second_reading(line: str) -> dict[str, Any] | str:
    """What the lenient parser makes of a line, or the reason why there is nothing."""
    if is_cut(line):
        return "line longer than 32 million characters"
    try:
        value = parse(line)
    except JsonTrouble as trouble:
        return str(trouble)
    return value if isinstance(value, dict) else "not a JSON object"


def _array_rows(source: Source) -> Iterator[Row]:
    first = answer_of(head_of(source))
    is_record = first is not None and unwrapped(first, _INSIDE) == [first]
    for item in items(source, inside=() if is_record else _INSIDE):
        if type(item.value) is not dict:
            trouble = isinstance(item.value, JsonTrouble)
            yield Row(item.line, str(item.value) if trouble else "not a JSON object", item.text)
            continue
        parts = parts_of(item.value)
        for part in parts:
            yield Row(item.line, _addressed(part), item.text if len(parts) == 1 else part)
