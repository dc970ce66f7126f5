"""JSON read as it comes: arrays and answers of any size, an item at a time, broken ones left out.

`items` walks a JSON text that need not fit into memory. An array gives its items; an object gives
the items of the arrays that stand in it under the names one asks for (`results`, `message` →
`items`), those that it maps from their ids, or itself when it holds none. An array of such objects
gives what each holds. Several values after each other give theirs in turn.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from kg.loaders.base import Source
from kg.loaders.reading.json.text import JsonTrouble, clean, compact, unwrapped
from kg.loaders.reading.source import chunks
from kg.loaders.reading.text import LINE_LIMIT, encoding_of

__all__ = ["Item", "items", "items_of"]

_DECODER: Final = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
_SPACE = re.compile(r"[\s,]*")
_BEFORE_COLON = re.compile(r"\s*")
_NEXT_OBJECT = re.compile(r"\}\s*,\s*(?=\{)")
_NEXT_LINE = re.compile(r"\n\s*(?=\{)")
_AFTER_ITEM = re.compile(r"\s*[,\]]")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
_RAW_CHARACTERS = 10_000
_LAST_CHARACTERS = 32
"""How near the end of what is read a value must break off to be held to be cut there."""

_CUT = "the file ends before its JSON does"


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its line from 1, its value (or why there is none), and its own text."""

    line: int
    value: Any | JsonTrouble
    text: str


def items(source: Source, inside: Collection[str] = ("items",)) -> Iterator[Item]:
    """The items of the source, in order; memory of the largest item, at most of `LINE_LIMIT`."""
    return _items(_Window(_decoded(source)), inside)


def items_of(text: str, inside: Collection[str] = ("items",)) -> Iterator[Item]:
    """The same for a text at hand.

    >>> [item.value for item in items_of('[{"year": 1}, {"year": oops}, {"year": 3}]')
    ...  if isinstance(item.value, dict)]
    [{'year': 1}, {'year': 3}]
    """
    return _items(_Window(iter([text])), inside)


def _items(text: _Window, inside: Collection[str]) -> Iterator[Item]:
    while sign := text.peek():
        if sign == "[":
            text.at += 1
            for item in _of_array(text):
                yield from _inside(item, inside)
        elif sign == "{":
            yield from _of_object(text, inside)
        elif sign in "]}":
            text.at += 1
        else:
            yield _lost(text, JsonTrouble("not JSON: no object begins here"))
            if not text.find(_NEXT_LINE):
                return


class _Window:
    """The part of the text around the place where reading stands."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self.text = ""
        self.at = 0
        self.ended = False
        self._line, self._counted = 1, 0

    def more(self) -> bool:
        """Drop what is read and take in as much again as there is; False at the end."""
        if self.ended:
            return False
        self._count(self.at)
        wanted = len(self.text) - self.at
        parts, size = [self.text[self.at :]], 0
        for piece in self._pieces:
            parts.append(piece)
            size += len(piece)
            if size >= max(wanted, 1):
                break
        else:
            self.ended = True
        self.text, self.at, self._counted = "".join(parts), 0, 0
        return size > 0

    def peek(self, blank: re.Pattern[str] = _SPACE) -> str:
        """The next character that is neither space nor comma; empty at the end."""
        while True:
            found = blank.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def line(self) -> int:
        """The line on which reading stands."""
        self._count(self.at)
        return self._line

    def _count(self, to: int) -> None:
        self._line += self.text.count("\n", self._counted, to)
        self._counted = max(to, self._counted)

    def value(self) -> tuple[Any, str]:
        """The value that begins here and its text; reading then stands behind it.

        Raises JsonTrouble.
        """
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError:
                raise JsonTrouble("JSON nested too deeply") from None
            except ValueError as error:
                if not self._is_cut(error):
                    raise JsonTrouble(f"not JSON: {error}"[:200]) from None
                if len(self.text) - self.at > LINE_LIMIT:
                    raise JsonTrouble("longer than 32 million characters") from None
                if self.more():
                    continue
                cut = self._closing() is None
                raise JsonTrouble(_CUT if cut else f"not JSON: {error}"[:200]) from None
            if end == len(self.text) and not self.ended and self.more():
                continue  # a number could go on
            raw = self.text[self.at : end]
            self.at = end
            return (clean(value) if "\\u" in raw else value), raw

    def close(self) -> None:
        """Read no further."""
        self.at, self.ended = len(self.text), True

    def _is_cut(self, error: ValueError) -> bool:
        """Whether the value ends where what is read so far ends."""
        at = getattr(error, "pos", self.at)
        return at >= len(self.text) - _LAST_CHARACTERS or str(error).startswith("Unterminated")

    def find(self, pattern: re.Pattern[str]) -> bool:
        """Go behind the next match; False when there is none up to the end."""
        while True:
            found = pattern.search(self.text, self.at)
            if found is not None:
                self.at = found.end()
                return True
            self.at = max(self.at, len(self.text) - _LAST_CHARACTERS)
            if not self.more():
                self.close()
                return False

    def skip_item(self) -> bool:
        """Go behind the broken object that begins here: by its brackets, else to the next `},{`."""
        end = self._closing()
        if end and _AFTER_ITEM.match(self.text, end):
            self.at = end
            return True
        self.at += 1
        return self.find(_NEXT_OBJECT)

    def _closing(self) -> int | None:
        depth = 0
        for piece in _PIECE.finditer(self.text, self.at):
            if piece[0] in ("{", "["):
                depth += 1
            elif piece[0] in ("}", "]"):
                depth -= 1
                if depth == 0:
                    return piece.end()
        return None


def _decoded(source: Source) -> Iterator[str]:
    decoder = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(encoding_of(source))("replace"), translate=True
    )
    for chunk in chunks(source):
        piece = decoder.decode(chunk)
        yield piece.replace("\0", "") if "\0" in piece else piece
    yield decoder.decode(b"", final=True)


def _lost(text: _Window, trouble: JsonTrouble) -> Item:
    return Item(text.line(), trouble, text.text[text.at : text.at + _RAW_CHARACTERS])


def _of_array(text: _Window) -> Iterator[Item]:
    """The items up to the bracket that closes the array, which is read as well."""
    while (sign := text.peek()) not in ("", "]"):
        if sign == "}":  # left over from a broken item
            text.at += 1
            continue
        line = text.line()
        try:
            value, raw = text.value()
        except JsonTrouble as trouble:
            yield _lost(text, trouble)
            if str(trouble) == _CUT or not text.skip_item():
                text.close()
                return
        else:
            yield Item(line, value, raw)
    if sign:
        text.at += 1
    else:
        yield Item(text.line(), JsonTrouble(_CUT), "")


def _of_object(text: _Window, inside: Collection[str]) -> Iterator[Item]:
    """The items inside an object, or the object itself when nothing of that kind is in it."""
    line = text.line()
    text.at += 1
    members: dict[str, Any] = {}
    said: list[str] = []
    wraps, size = False, 0
    try:
        while text.peek() != "}":
            key = _key(text)
            sign = text.peek()
            if key in inside and sign in ("[", "{"):
                wraps = True
                text.at += sign == "["
                yield from _of_array(text) if sign == "[" else _of_object(text, inside)
                continue
            members[key], raw = text.value()
            said.append(f"{json.dumps(key)}:{raw}")
            size += len(raw)
            if size > LINE_LIMIT:
                raise JsonTrouble("longer than 32 million characters")
        text.at += 1
    except JsonTrouble as trouble:
        yield Item(line, trouble, ("{" + ",".join(said))[:_RAW_CHARACTERS])
        text.find(_NEXT_LINE)
        return
    if not wraps:
        yield from _inside(Item(line, members, "{" + ",".join(said) + "}"), inside)


def _inside(item: Item, inside: Collection[str]) -> Iterator[Item]:
    """The items that one holds that is an answer, a list or a map; else the item."""
    if isinstance(item.value, JsonTrouble):
        yield item
        return
    is_list = isinstance(item.value, list) and all(isinstance(v, dict) for v in item.value)
    held = item.value if is_list else unwrapped(item.value, inside)
    if len(held) == 1 and held[0] is item.value:
        yield item
    else:
        yield from (Item(item.line, value, compact(value)) for value in held)


def _key(text: _Window) -> str:
    """A member's name, and the colon behind it."""
    if not text.peek():
        raise JsonTrouble(_CUT)
    key, _ = text.value()
    if not isinstance(key, str) or text.peek(_BEFORE_COLON) != ":":
        raise JsonTrouble("not JSON: a name in quotes and a colon are missing")
    text.at += 1
    return key
