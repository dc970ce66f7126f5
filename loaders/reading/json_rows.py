"""Objects of other programs that have our columns, with values of other shapes made like ours."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from kg.loaders.reading import values
from kg.loaders.reading.columns import known_columns
from kg.loaders.reading.mention_columns import KEYS_OF_NAMES

__all__ = ["is_ours", "like_ours"]

Row = dict[str, Any]

_PLAIN: Final = (str, int, float, bool, type(None))
_LISTS: Final = frozenset(("authors", "keywords", "references", "affiliations"))
_FIRST: Final = frozenset(("doi", "issn", "isbn", "language", "type", "url", "open_access_url"))
_OF_VENUE: Final = ("issn", "isbn", "volume", "issue", "pages")


def is_ours(column: str, value: Any) -> bool:
    """Whether a value has the shape that this column has in our tables, or can be given it.

    >>> is_ours("issn", ["0028-0836"]), is_ours("title", ["On Graphs"])
    (True, False)
    """
    if column == "authors" and isinstance(value, list):
        return all(_is_author(author) for author in value)
    if column in _LISTS:
        return not isinstance(value, dict)
    if column in _FIRST and isinstance(value, list):
        return all(isinstance(one, _PLAIN) for one in value)
    if column == "venue" and isinstance(value, dict):
        return isinstance(value.get("name"), str)
    return isinstance(value, _PLAIN)


def _is_author(author: Any) -> bool:
    if not isinstance(author, dict) or "name" in author or "family" in author:
        return True
    return any(isinstance(author.get(key), str) for key in KEYS_OF_NAMES)


def like_ours(row: Row) -> Row:
    """The row with the first of several identifiers or addresses, and the venue's members above.

    >>> like_ours({"title": "Ponds", "journal": {"name": "Waters", "volume": "3"}})
    {'title': 'Ponds', 'journal': 'Waters', 'volume': '3'}
    """
    odd = [key for key, value in row.items() if type(value) in (list, dict)]
    for key in odd:
        value, column = row[key], _column(key)
        if column in _LISTS:
            continue
        if column in _FIRST and type(value) is list:
            texts = (values.text(one) for one in value if isinstance(one, _PLAIN))
            row = {**row, key: next(filter(None, texts), None)}
        elif column == "venue" and type(value) is dict:
            above = {x: value[x] for x in _OF_VENUE if value.get(x) and not row.get(x)}
            row = {**row, key: value.get("name"), **like_ours(above)}
    return row


@lru_cache(4_096)
def _column(key: str) -> str | None:
    return known_columns((key,)).get(key)
