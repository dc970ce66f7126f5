"""JSON of unknown origin: values that strict parsers refuse, and files too large to hold twice.

orjson reads what is right; the standard library reads NaN and lone surrogates, which Python
programs write into JSON, and these become null and U+FFFD. Duplicate keys: the last one counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

from kg.loaders.base import Head

__all__ = ["JsonTrouble", "array_items", "first_object", "parse"]


class JsonTrouble(ValueError):
    """A text is not JSON; the message says why, as the reason of a reject."""


def parse(text: str) -> Any:
    """The value of a JSON text; raises JsonTrouble when it is none, or nested beyond 1,000 levels.

    >>> parse('{"year": NaN, "title": "A"}')
    {'year': None, 'title': 'A'}
    """
    try:
        return orjson.loads(text)
    except (ValueError, UnicodeError):
        pass
    try:
        return _clean(json.loads(text, parse_constant=lambda _: None, strict=False))
    except RecursionError:
        raise JsonTrouble("JSON nested too deeply") from None
    except ValueError as error:
        raise JsonTrouble(f"not JSON: {error}") from None


def _clean(value: Any) -> Any:
    """The value with lone surrogates replaced: nothing after this could store them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


_NEXT_OBJECT = re.compile(r"\}\s*,\s*(?=\{)")
_BETWEEN = re.compile(r"[\s,]*")


def array_items(text: str) -> Iterator[tuple[int | None, Any | JsonTrouble]]:
    """The items of a JSON array, of `{"items": […]}`, or a single object as the only item.

    Of a damaged array, the items that can be read, each with its line.
    An item that cannot be read comes as JsonTrouble, and reading goes on at the next `{` that
    follows a `},`. The lines of a whole array are not known (None).
    """
    try:
        items = parse(text)
    except JsonTrouble:
        yield from _salvaged(text, text.index("[") + 1 if "[" in text else len(text))
        return
    if isinstance(items, dict):
        items = items.get("items", [items])
    for item in items if isinstance(items, list) else ():
        yield None, item


def _salvaged(text: str, start: int) -> Iterator[tuple[int, Any | JsonTrouble]]:
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
    line, counted = 1, 0
    while True:
        start = _end_of(_BETWEEN, text, start)
        line += text.count("\n", counted, start)
        counted = start
        if start >= len(text) or text[start] == "]":
            break
        try:
            value, start = decoder.raw_decode(text, start)
            yield line, _clean(value)
        except (ValueError, RecursionError) as error:
            yield line, JsonTrouble(f"not JSON: {error}"[:200])
            found = _NEXT_OBJECT.search(text, start)
            if found is None:
                return
            start = found.end()
    if start >= len(text):
        yield line, JsonTrouble("the file ends before its JSON does")


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


_OPENING = re.compile(r'\s*(?:\[\s*|\{\s*"items"\s*:\s*\[\s*)?(?=\{)')
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}\[\]:,]', re.DOTALL)


def first_object(head: Head) -> dict[str, Any] | None:
    """The first record of a JSON array, of `{"items": […]}` or of JSON Lines, for sniffing.

    Values that the head cuts off are left out. None when the file does not begin so.
    """
    opening = _OPENING.match(head.text)
    if opening is None:
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(head.text, opening.end())
    except (ValueError, RecursionError):
        if head.complete and "\n" not in head.text.strip():
            return None
        value = _beginning(head.text[opening.end() :])
    return value if isinstance(value, dict) else None


def _beginning(text: str) -> dict[str, Any] | None:
    """The object that a cut text begins: closed after the last value that is whole."""
    depth = 0
    end = 0
    for piece in _PIECE.finditer(text):
        sign = piece[0]
        if sign in ("{", "["):
            depth += 1
        elif sign in ("}", "]"):
            depth -= 1
        elif sign == "," and depth == 1:
            end = piece.start()
        if depth == 0:
            break
    try:
        value = json.loads(text[:end] + "}", strict=False) if end else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
