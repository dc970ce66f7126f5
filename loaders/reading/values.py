"""Single values of our own tables: what a cell, a JSON value or an Arrow scalar says.

A value that is not of the kind wanted is None: the record is kept, nothing is guessed.
"""

from __future__ import annotations

import ast
import datetime
import json
import math
import re
import warnings
from typing import Any

from kg.loaders.reading import dates
from kg.loaders.reading.markup import unescaped

__all__ = [
    "NOTHING",
    "NO_ABSTRACT",
    "at",
    "dated",
    "integer",
    "items",
    "objects",
    "page_range",
    "text",
    "truth",
    "year",
]

NO_ABSTRACT = (
    r"(?i)^\W*(?:no abstract(?: available)?|abstract (?:missing|(?:not |un)available))\W*$"
)
"""What programs write in place of an abstract."""
_INTEGER = re.compile(r"\s*([+-]?\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.0*)?\s*")
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
NOTHING = ("", "nan", "NaN", "None", "null", "NULL", "NA", "N/A", "n/a", "<NA>", "NaT")
"""What programs write into a cell without a value."""

_AUTHOR = re.compile(r"\bResult\.Author\((['\"])(.*?)\1\)")
"""An author as Python prints one of what the package `arxiv` found."""
_MISSING = frozenset(("", "nan", "none", "null", "na", "n/a", "<na>"))


def text(value: Any) -> str | None:
    """A text without the space around it; numbers as they are written; None when empty.

    >>> text("  On Graphs "), text(12), text(2304.09355), text(float("nan")), text([])
    ('On Graphs', '12', '2304.09355', None, None)
    """
    if isinstance(value, str):
        stripped = value.strip()
        if not stripped:
            return None
        return stripped if stripped.isascii() else stripped.encode("utf-8", "replace").decode()
    if isinstance(value, list | tuple) and len(value) == 1:
        return text(value[0])
    if isinstance(value, bool) or value is None or isinstance(value, list | tuple | dict):
        return None
    if isinstance(value, float):
        return None if not math.isfinite(value) else repr(value) if value % 1 else str(int(value))
    return str(value)


def integer(value: Any) -> int | None:
    """A whole number of up to 15 digits, also as text, as `2001.0` or with thousands commas.

    >>> integer("1,423"), integer(2001.0), integer("many"), integer(True)
    (1423, 2001, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 10**15 else None
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value) and abs(value) < 1e15
        return int(value) if whole else None
    found = _INTEGER.fullmatch(value) if isinstance(value, str) else None
    return int(found[1].replace(",", "")) if found else None


def count(value: Any) -> int | None:
    """How many there are of something: a whole number that is not below 0 or beyond 32 bits.

    >>> count("1,423"), count(-1), count(99999999999)
    (1423, None, None)
    """
    number = integer(value)
    return number if number is not None and 0 <= number < 2**31 else None


def truth(value: Any) -> bool | None:
    """True or false, also as text or 1 and 0.

    >>> truth("Yes"), truth(0), truth("perhaps")
    (True, False, None)
    """
    if isinstance(value, bool):
        return value
    return _TRUTHS.get(str(value).strip().lower()) if isinstance(value, int | str) else None


def year(value: Any) -> int | None:
    """A year between 1000 and 2999, also out of a date.

    >>> year(2001), year("2014///"), year("in press"), year(20010)
    (2001, 2014, None, None)
    """
    number = integer(value)
    if number is None and value is not None:
        number = dated(value).year
    return number if number is not None and 1000 <= number <= 2999 else None


def dated(value: Any) -> dates.Dated:
    """A date given as text, a year, a date or a time.

    >>> dated("2001-06-28").date, dated(2001).date
    ('2001-06-28', '2001')
    """
    if isinstance(value, str):
        return dates.from_text(value)
    if isinstance(value, datetime.date):
        return dates.from_parts(value.year, value.month, value.day)
    number = integer(value)
    return dates.from_parts(number) if number and 1000 <= number <= 2999 else dates.UNDATED


def items(value: Any, separators: str = ";") -> list[Any]:
    """A list; or a text split at the first of the separators that it holds.

    A list written into a cell, as JSON or as Python prints it, is read as such; the semicolon of an
    entity separates nothing.

    >>> items("graphs; networks"), items("['a', 'b']"), items("a, b", ";,")
    (['graphs', 'networks'], ['a', 'b'], ['a', 'b'])
    >>> items("R&amp;D; looms")
    ['R&D', 'looms']
    >>> items("[arxiv.Result.Author('Ada Brook')]")
    ['Ada Brook']
    """
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, str) or value.strip().lower() in _MISSING:
        return []
    if value.lstrip().startswith("[") and (written := _written_list(value)) is not None:
        return written
    value = unescaped(value)
    separator = next((s for s in separators if s in value), separators[0])
    return [part for piece in value.split(separator) if (part := piece.strip())]


def literal(text: str) -> Any:
    """What Python printed of lists, dictionaries, texts and numbers; None of anything else.

    >>> literal("{'a': [1]}"), literal("[{[]: 1}]"), literal("[Ada]")
    ({'a': [1]}, None, None)
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # of what is damaged
            return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none of anything else.

    >>> objects([{"a": 1}, "b"]), objects("a")
    ([{'a': 1}], [])
    """
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def at(item: Any, *path: str) -> Any:
    """What stands at a path of members; None where one is missing.

    >>> at({"a": {"b": 1}}, "a", "b"), at({"a": []}, "a", "b")
    (1, None)
    """
    for name in path:
        item = item.get(name) if isinstance(item, dict) else None
    return item


def inside(item: Any, *path: str) -> dict[str, Any]:
    """The object at a path of members; an empty one where none stands.

    >>> inside({"a": {"b": {"c": 1}}}, "a", "b"), inside({"a": []}, "a", "b")
    ({'c': 1}, {})
    """
    found = at(item, *path)
    return found if isinstance(found, dict) else {}


def page_range(first: str | None, last: str | None) -> str | None:
    """First and last page, or the only one; None where none is told.

    >>> page_range("3", "9"), page_range("3", "3"), page_range(None, "9"), page_range("3", "+")
    ('3-9', '3', None, '3')
    """
    last = None if last == "+" else last  # which the Web of Science has for pages that follow
    return f"{first}-{last}" if first and last and first != last else first


def _written_list(value: str) -> list[Any] | None:
    if named := _AUTHOR.findall(value):
        return [name for _, name in named]
    try:
        parsed = json.loads(value.strip())
    except (ValueError, RecursionError):
        parsed = literal(value)
    return parsed if isinstance(parsed, list) else None
