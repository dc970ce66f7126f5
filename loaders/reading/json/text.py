"""JSON of unknown origin: values that strict parsers refuse, and the beginning of a cut text.

orjson reads what is right; the standard library reads NaN and lone surrogates, which Python
programs write into JSON, and these become null and U+FFFD. Duplicate keys: the last one counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Final

import orjson

from kg.loaders.base import Head

__all__ = [
    "ENVELOPES",
    "JsonTrouble",
    "answer_of",
    "begins_json",
    "clean",
    "compact",
    "first_object",
    "parse",
    "unquoted",
    "unwrapped",
]


_BEGINNING = re.compile(r"[\s\[]*(?:\{|\[\s*(?:[\]\d\"-]|true\b|false\b|null\b|\Z))")


class JsonTrouble(ValueError):
    """A text is not JSON; the message says why, as the reason of a reject."""


def parse(text: str) -> Any:
    """The value of a JSON text; raises JsonTrouble when it is none, or nested beyond 1,000 levels.

    What is no number, and one of more digits than any has that is meant, is None.

    >>> parse('{"year": NaN, "title": "A"}'), parse("7" * 5_000)
    ({'year': None, 'title': 'A'}, None)
    """
    try:
        return orjson.loads(text)
    except (ValueError, UnicodeError):
        pass
    try:
        found = json.loads(text, parse_constant=lambda _: None, parse_int=_integer, strict=False)
        return clean(found)
    except RecursionError:
        raise JsonTrouble("JSON nested too deeply") from None
    except ValueError as error:
        raise JsonTrouble(f"not JSON: {error}") from None


_DIGITS = 1_000


def _integer(digits: str) -> int | None:
    """Python refuses to read numbers of thousands of digits."""
    return int(digits) if len(digits) <= _DIGITS else None


def begins_json(text: str) -> bool:
    """Whether a text may be JSON; pictures and links of Markdown begin with a bracket, too.

    >>> begins_json('[{"year": 1843}]'), begins_json("[![Badge][badge]][link]")
    (True, False)
    """
    return _BEGINNING.match(text) is not None


def clean(value: Any) -> Any:
    """The value with lone surrogates replaced: nothing after this could store them.

    >>> clean({"title": "A \\ud800 B"})
    {'title': 'A ? B'}
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    return value


ENVELOPES: Final = (
    "articles", "data", "documents", "items", "nodes", "papers", "publications", "records",
    "response", "results", "works",
)  # fmt: skip
"""Members under which the programs that ask an API keep the records of its answers."""

_MEMBER = re.compile(r"[A-Za-z@$#_-]+")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.\d{4,9}/\S+", re.IGNORECASE)
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}\[\]:,]', re.DOTALL)
_CLOSED_BY: Final = {"{": "}", "[": "]"}
_LINES_TRIED = 5
_CUTS_TRIED = 20


def compact(value: Any) -> str:
    """The value as JSON without blanks, whole numbers of any size.

    >>> compact({"id": 10**20})
    '{"id":100000000000000000000}'
    """
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # beyond 64 bits
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unquoted(text: str) -> str:
    """The text that a JSON string stands for; one that is damaged as it stands, without quotes.

    >>> unquoted('"Slow networks"'), unquoted('"Slow networks')
    ('Slow networks', 'Slow networks')
    """
    try:
        value = str(json.loads(text, strict=False))
    except ValueError:
        value = text.strip('" \n')
    return value.encode("utf-8", "replace").decode()


def first_object(head: Head, inside: Collection[str] = ("items",)) -> dict[str, Any] | None:
    """The first record of a JSON array, of an answer or of JSON Lines, for sniffing.

    `inside` names the members of an answer that hold records, or another answer. What the head
    cuts off is left out. None when the file does not begin so.
    """
    value = _first_value(head.text)
    while True:
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, list | dict)), None)
        elif isinstance(value, dict) and (inner := _held(value, inside)):
            value = inner
        else:
            return value if isinstance(value, dict) else None


def answer_of(head: Head) -> dict[str, Any] | None:
    """The object that the file is or begins with: what an API says around the records."""
    value = _first_value(head.text)
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else None


def unwrapped(value: Any, inside: Collection[str]) -> list[Any]:
    """The records in an answer of an API, or in a map from their ids; a record gives itself.

    >>> unwrapped({"total": 2, "data": [{"title": "A"}, {"title": "B"}]}, ["data"])
    [{'title': 'A'}, {'title': 'B'}]
    >>> unwrapped({"10.5555/a": {"title": "A"}}, ()), unwrapped({"title": "A"}, ())
    ([{'title': 'A', 'doi': '10.5555/a'}], [{'title': 'A'}])
    >>> unwrapped({"title": "A", "data": [{"sites": 3}]}, ["data"])
    [{'title': 'A', 'data': [{'sites': 3}]}]
    """
    held = _held(value, inside) if isinstance(value, dict) else None
    if held is None:
        return [value]
    parts = (part if isinstance(part, list) else unwrapped(part, inside) for part in held)
    return [item for part in parts for item in part]


def _held(answer: dict[str, Any], inside: Collection[str]) -> list[Any] | None:
    """What an answer holds under the names asked for, or a map; None when it is neither."""
    found = [v for k, v in answer.items() if k in inside and isinstance(v, list | dict)]
    if "title" in answer and not any(map(_lists_works, found)):
        return None
    return found or ([_keyed(k, v) for k, v in answer.items() if v] if _is_map(answer) else None)


def _lists_works(held: Any) -> bool:
    """Whether it lists works or maps to them, and is not what one work says of its results."""
    parts = held if isinstance(held, list) else held.values()
    works = (x for part in parts for x in (part if isinstance(part, list) else [part]))
    names = (name.lower() for x in works if isinstance(x, dict) for name in x)
    return any("title" in name or name == "doi" for name in names)


def _keyed(key: str, held: Any) -> Any:
    """What a map holds under a key, with the DOI that this is, unless the record tells one."""
    told = isinstance(held, dict) and any(name.lower() in ("doi", "id") for name in held)
    is_doi = isinstance(held, dict) and not told and _DOI.fullmatch(key) is not None
    return {**held, "doi": key} if is_doi else held


def _is_map(answer: dict[str, Any]) -> bool:
    """Whether it maps ids, questions or years to records or lists of them, or to nothing where
    none was found: such keys are no names of members. Names may stand above maps from DOIs."""
    if not all(value is None or isinstance(value, list | dict) for value in answer.values()):
        return False
    listed = (value for value in answer.values() if isinstance(value, list))
    if not all(isinstance(item, dict) for some in listed for item in some):
        return False
    if any(not _MEMBER.fullmatch(key) for key in answer):
        return True
    return bool(answer) and all(map(_maps_dois, answer.values()))


def _maps_dois(value: Any) -> bool:
    """Whether works stand here under their DOIs, whatever the name they stand under together."""
    return isinstance(value, dict) and bool(value) and all(map(_DOI.fullmatch, value))


@lru_cache(maxsize=4)
def _first_value(text: str) -> Any:
    """The first value of a text that may be cut; of JSON Lines, that of the first good line."""
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] not in ("{", "["):
        return None
    decoder = json.JSONDecoder(strict=False)
    try:
        return decoder.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        pass
    lines = [line for line in text.split("\n", _LINES_TRIED)[:_LINES_TRIED] if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
        for line in lines:
            try:
                return decoder.decode(line)
            except (ValueError, RecursionError):
                continue
    return _beginning(text[start:])


def _beginning(text: str) -> Any:
    """The value that a cut or broken text begins: closed after the last piece that is whole."""
    cuts = list(_cuts(text))
    for _ in range(_CUTS_TRIED):
        if not cuts:
            break
        end = cuts[-1]
        try:
            return json.loads(text[:end] + _closing(text[:end]), strict=False)
        except RecursionError:
            break
        except json.JSONDecodeError as error:
            cuts = [cut for cut in cuts[:-1] if cut <= error.pos]
        except ValueError:
            cuts.pop()
    return None


def _cuts(text: str) -> Iterator[int]:
    """Where the text may be cut: its brackets are in order up to there."""
    opened: list[str] = []
    for piece in _PIECE.finditer(text):
        sign = piece[0]
        if sign == ",":
            yield piece.start()
        elif sign in _CLOSED_BY:
            opened.append(sign)
            yield piece.end()
        elif sign in ("}", "]"):
            if not opened or _CLOSED_BY[opened.pop()] != sign:
                return
            yield piece.end()


def _closing(text: str) -> str:
    """The brackets that close the beginning of a text; asked only of the few cuts that are tried,
    since those of every cut would fill memory with the square of the depth."""
    opened: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece[0] in _CLOSED_BY:
            opened.append(piece[0])
        elif piece[0] in ("}", "]"):
            opened.pop()
    return "".join(_CLOSED_BY[sign] for sign in reversed(opened))
