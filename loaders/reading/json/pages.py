"""Records of a known JSON shape, many at a time: what OpenAlex, Crossref and their like come in.

A format describes its records as `msgspec.Struct` classes that name the members it reads, each
optional. A megabyte of JSON Lines is then decoded in one call, and members that nobody asked for
cost little; only a page that does not fit is read again line by line, where a value of another
kind than described is read as what it can be, or as missing. Arrays, and answers of an API that
hold them, come through `json_stream`.
"""

from __future__ import annotations

import codecs
import io
import re
import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Generic, TypeVar, Union, get_args, get_origin

import msgspec
import numpy as np

from kg.collector import uncollected
from kg.loaders.base import HEAD_BYTES, Source
from kg.loaders.reading import values
from kg.loaders.reading.answers.paperlists import author_slots
from kg.loaders.reading.json.stream import items
from kg.loaders.reading.json.text import JsonTrouble, compact, parse, unwrapped
from kg.loaders.reading.source import CHUNK_BYTES, opened
from kg.loaders.reading.tables.tabular import RAW_CHARACTERS
from kg.loaders.reading.text import (
    LINE_LIMIT,
    decode,
    encoding_of,
    is_cut,
    is_utf8,
    marked_encoding,
)
from kg.records import Reject

__all__ = ["Page", "Shape", "fitted", "looked_into", "pages"]

T = TypeVar("T")

_PAGE_BYTES: Final = 8 * CHUNK_BYTES
_PAGE_ITEMS: Final = 1_024
_UNFIT = (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError)


@dataclass(slots=True)
class Page(Generic[T]):
    """Some records in the order of the file, where they stand, and their own texts.

    `lost` is what stood between them and cannot be read.
    """

    values: list[T]
    indexes: Sequence[int]
    lines: Sequence[int | None]
    _texts: Sequence[str | bytes] | bytes
    lost: list[Reject] = field(default_factory=list)

    def text(self, number: int) -> str:
        """The record's own JSON, for a reject or for `raw`."""
        if isinstance(self._texts, bytes):
            self._texts = self._texts.split(b"\n")
        text = self._texts[number]
        return text if isinstance(text, str) else text.decode("utf-8", "replace")

    def without(self, file: str, unwanted: Mapping[int, str]) -> Page[T]:
        """The page without the records of these numbers, which become rejects for these reasons."""
        if not unwanted:
            return self
        self.lost += [self.reject(file, number, reason) for number, reason in unwanted.items()]
        kept = [number for number in range(len(self.values)) if number not in unwanted]
        return Page(
            [self.values[n] for n in kept],
            [self.indexes[n] for n in kept],
            [self.lines[n] for n in kept],
            [self.text(n) for n in kept],
            self.lost,
        )

    def reject(self, file: str, number: int, reason: str) -> Reject:
        """A reject of the record with this number on the page."""
        raw = self.text(number)[:RAW_CHARACTERS]
        return Reject(file, reason, self.lines[number], self.indexes[number], raw)


class Shape(Generic[T]):
    """What a record looks like, and the names under which an answer holds several.

    `of_lines` is what it looks like in whole lines of JSON, where a member may be left as it
    stands there (`msgspec.Raw`).
    """

    def __init__(
        self, kind: type[T], inside: Collection[str] = (), of_lines: type[T] | None = None
    ) -> None:
        self.kind = kind
        self.inside = frozenset(inside)
        self.blank = (of_lines or kind)()
        self.decoder = msgspec.json.Decoder(of_lines or kind)
        self.leaves_members = of_lines is not None
        self.wrapping = re.compile(rf'"(?:{"|".join(inside) or "(?!)"})"\s*:\s*[\[{{]')

    def has_wrapper(self, found: list[T]) -> bool:
        """Whether one of the lines may be an answer that holds records, or nothing."""
        if self.blank in found:
            return True
        return isinstance(self.blank, dict) and any(
            unwrapped(value, self.inside) != [value] for value in found
        )

    def of(self, value: Any) -> T | str:
        """A JSON value as a record; the reason when it is no object."""
        if not isinstance(value, dict):
            return _no_object(value)
        try:
            return msgspec.convert(value, self.kind)
        except _UNFIT:
            fit: T = fitted(value, self.kind)
            return fit


def _no_object(value: Any) -> str:
    """Why a JSON value is no record; null is what a service answers for each it does not know."""
    if isinstance(value, JsonTrouble):
        return str(value)
    return "null in the place of a record" if value is None else "not a JSON object"


def fitted(value: Any, kind: Any) -> Any:
    """A JSON value as a type of Python, as far as it can be; None where it cannot.

    Whole numbers are counts and years here: none is below 0 or beyond 32 bits.

    >>> fitted("2001", int), fitted("a", list[str]), fitted({"a": 1}, str)
    (2001, ['a'], None)

    A text in the place of an object is its name, and one in the place of a list of objects several
    names: so programs shorten authors.
    """
    kind, arguments = _parts(kind, isinstance(value, dict))
    if kind is list:
        if isinstance(value, str) and _is_described(arguments[0]):
            value = list(filter(None, author_slots(value)))
        listed = value if isinstance(value, list) else [] if value is None else [value]
        found = (fitted(item, arguments[0]) for item in listed)
        return [item for item in found if item is not None]
    if kind is dict:
        pairs = value.items() if isinstance(value, dict) else ()
        return {k: item for k, v in pairs if (item := fitted(v, arguments[1])) is not None}
    if _is_described(kind):
        return _structured(value, kind)
    read = _SCALARS.get(kind)
    return value if read is None else read(value)


_SCALARS: Final[dict[Any, Any]] = {
    str: values.text,
    int: values.count,
    bool: values.truth,
    float: lambda v: float(v) if isinstance(v, int | float) and not isinstance(v, bool) else None,
}


def _is_described(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _structured(value: Any, kind: type[msgspec.Struct]) -> Any:
    fields = msgspec.structs.fields(kind)
    if isinstance(value, str):
        named = next((f.encode_name for f in fields if f.name in _TEXTS or len(fields) == 1), None)
        value = {named: value} if named else None
    if not isinstance(value, dict):
        return None
    stated = {
        field.name: found
        for field in fields
        if (said := value.get(field.encode_name)) is not None
        and (found := fitted(said, field.type)) is not None
    }
    return kind(**stated)


_TEXTS: Final = ("name", "display_name", "raw_author_name")
"""Members that say what an object would be called if it were a text."""


def looked_into(member: T | msgspec.Raw | None, kind: Any) -> T | None:
    """A member that was left as it stands in the file, read now; any other as it is.

    >>> looked_into(msgspec.Raw(b'["a", 1]'), list[str]), looked_into(msgspec.Raw(b"null"), str)
    (['a', '1'], None)
    """
    if not isinstance(member, msgspec.Raw):
        return member
    said = bytes(member)
    if not said or said == b"null":
        return None
    try:
        found: T = msgspec.json.decode(said, type=kind)
    except _UNFIT:
        found = fitted(parse(said.decode()), kind)
    return found


@cache
def _parts(kind: Any, of_object: bool) -> tuple[Any, tuple[Any, ...]]:
    """A type without `Annotated` and `| None`, and its arguments; of several the first, or for an
    object the one that holds its members."""
    while True:
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            some = [a for a in get_args(kind) if a is not type(None)]
            held = [a for a in some if of_object and get_origin(a) is dict]
            kind = (held or some)[0]
        elif hasattr(kind, "__metadata__"):
            kind = kind.__origin__
        else:
            return origin or kind, get_args(kind)


def pages(source: Source, shape: Shape[T]) -> Iterator[Page[T]]:
    """The records of a file of JSON Lines, an array, an answer, or one record, page by page.

    Memory of a page: a few megabytes, or the longest record. Raises what `opened` raises.
    """
    with opened(source) as stream:
        head = stream.read(HEAD_BYTES)
    if _is_lines(decode(head).text, shape):
        yield from _pages_of_lines(source, shape)
    else:
        yield from _pages_of_items(source, shape)


def _is_lines(head: str, shape: Shape[Any]) -> bool:
    """Whether the file is one object a line, by its first two lines."""
    first, second = ([line for line in head.split("\n") if line.strip()] + ["", ""])[:2]
    if not first.lstrip().startswith("{"):
        return not first.lstrip().startswith("[") and second.lstrip().startswith("{")
    if not second and len(head) >= HEAD_BYTES // 4:  # the first line goes on behind the head
        return not any(_depth(head[: key.start()]) == 1 for key in shape.wrapping.finditer(head))
    try:
        return isinstance(parse(first), dict)
    except JsonTrouble:
        return second.lstrip().startswith("{") and first.rstrip()[-1] not in "[{,:"


def _depth(text: str) -> int:
    bare = _STRINGS.sub("", text)
    return sum(map(bare.count, "{[")) - sum(map(bare.count, "}]"))


_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)


def _pages_of_items(source: Source, shape: Shape[T]) -> Iterator[Page[T]]:
    waiting = _Waiting[T](source.uri)
    for index, item in enumerate(items(source, shape.inside)):
        if waiting.add(shape.of(item.value), index, item.line, item.text):
            yield waiting.page()
    yield waiting.page()


class _Waiting(Generic[T]):
    """Records read one by one, until they fill a page."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._begin()

    def _begin(self) -> None:
        self.values: list[T] = []
        self._indexes: list[int] = []
        self._lines: list[int] = []
        self._texts: list[str] = []
        self._lost: list[Reject] = []
        self._size = 0

    def add(self, value: T | str, index: int, line: int, text: str) -> bool:
        """Take in a record, or the reason why there is none; whether the page is full."""
        if isinstance(value, str):
            self._lost.append(Reject(self.file, value, line, index, text[:RAW_CHARACTERS] or None))
        else:
            self.values.append(value)
            self._indexes.append(index)
            self._lines.append(line)
            self._texts.append(text)
        self._size += len(text)
        return self._size > _PAGE_BYTES or len(self.values) + len(self._lost) >= _PAGE_ITEMS

    def page(self) -> Page[T]:
        """What there is, as a page; the next one begins."""
        page = Page(self.values, self._indexes, self._lines, self._texts, self._lost)
        self._begin()
        return page


def _pages_of_lines(source: Source, shape: Shape[T]) -> Iterator[Page[T]]:
    index = 0
    legacy = _Legacy(source)
    for line, n_lines, block in _blocks(source):
        found = _at_once(shape, block)
        n = len(found)
        if n == n_lines and not shape.has_wrapper(found):
            yield Page(found, range(index, index + n), range(line, line + n), block)
            index += n
            continue
        page, index = _one_by_one(source.uri, shape, block, line, index, legacy)
        yield page


def _one_by_one(
    file: str, shape: Shape[T], block: bytes, first: int, index: int, legacy: _Legacy
) -> tuple[Page[T], int]:
    """The records of a block that does not fit the shape as it stands, and the next index."""
    waiting = _Waiting[T](file)
    for line, said in enumerate(block.split(b"\n"), first):
        if not said.strip(_BLANK):
            continue
        text = legacy.text(said)
        try:
            inner = unwrapped(parse(text), shape.inside)
        except JsonTrouble as trouble:
            inner = [JsonTrouble("longer than 32 million characters") if is_cut(text) else trouble]
        for item in inner:
            own = text if len(inner) == 1 else compact(item)
            waiting.add(shape.of(item), index, line, own)
            index += 1
    return waiting.page(), index


def _at_once(shape: Shape[T], block: bytes) -> list[T]:
    """All the records of a block; none when one of them does not fit."""
    with uncollected():
        try:
            # The decoder does not look at what it leaves as it stands.
            if shape.leaves_members and not is_utf8(block):
                return []
            return shape.decoder.decode_lines(block)
        except _UNFIT:
            return []


_BLANK = b" \t\r\f\v\0"
_NEWLINE = ord("\n")


class _Legacy:
    """Lines that are not UTF-8, by the encoding that the whole file turns out to have."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._encoding: str | None = None

    def text(self, line: bytes) -> str:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            if self._encoding is None:
                self._encoding = encoding_of(self._source)
            text = line.decode(self._encoding, "replace")
        return text.replace("\0", "") if "\0" in text else text


def _blocks(source: Source) -> Iterator[tuple[int, int, bytes]]:
    """The file in UTF-8, some megabytes of whole lines at a time, the first's number, how many."""
    line, rest = 1, b""
    for chunk in _utf8(source):
        at = chunk.rfind(b"\n")
        if at < 0:
            rest = rest + chunk if len(rest) <= LINE_LIMIT else rest
            continue
        block = b"".join((rest, memoryview(chunk)[:at]))  # copied once, not twice
        rest = chunk[at + 1 :]
        n_lines = int(np.count_nonzero(np.frombuffer(block, np.uint8) == _NEWLINE)) + 1
        yield line, n_lines, block
        line += n_lines
    if rest:
        yield line, 1, rest


def _utf8(source: Source) -> Iterator[bytes]:
    """The file's bytes, brought to UTF-8 and `\\n` where its beginning shows something else."""
    with opened(source) as stream:
        head = stream.read(HEAD_BYTES)
        marked = marked_encoding(head)
        source.findings.encoding = marked or "utf-8"
        if marked == "utf-8-sig":
            head, marked = head[3:], None
        if marked is None and not (b"\r" in head and b"\n" not in head):
            yield head + stream.read(_PAGE_BYTES)
            while chunk := stream.read(_PAGE_BYTES):
                yield chunk
            return
        # Latin-1 and back leaves bytes as they are: only the ends of lines change.
        coded, target = (marked, "utf-8") if marked else ("latin-1", "latin-1")
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(coded)("replace"), translate=True
        )
        chunk = head
        while chunk:
            yield decoder.decode(chunk).encode(target)
            chunk = stream.read(_PAGE_BYTES)
        yield decoder.decode(b"", final=True).encode(target)
