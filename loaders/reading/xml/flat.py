"""Many XML records of a flat format at once, as arrays: what a dump of millions is read by.

A record is flat when it holds only elements of known names with plain text, as nearly all of DBLP
are. Of a piece of such records numpy finds the tags, Arrow cuts out the texts, and nothing is done
in Python for each element. Whatever is out of the ordinary is `odd` and left to the XML parser: a
record with markup, references or spaces to be put in order; or the piece as a whole, where more
than its records would have to be understood. So nothing that is not well-formed is taken for read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa

__all__ = ["Bools", "FlatFormat", "FlatRecords", "Ints"]

_PIECE_BYTES: Final = 1 << 20
_MOST_BYTES: Final = 4 << 20
_TAG = re.compile(r"([A-Za-z]+)((?:\s+[A-Za-z]+=\"\")*)\s*")
_ATTRIBUTE = re.compile(r"([A-Za-z]+)=")
_TEXT: Final = 2
"""Spans come in fours: a tag, its `>`, the text behind it, the `<` of the next."""

Ints: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
Bools: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"
Bytes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"


@dataclass(slots=True)
class FlatRecords:
    """The records of a piece; those that are `odd` have no fields here.

    Of each record: the number of its kind, its attributes, the line (from 0, in the piece) where
    its start tag ends, and from where to where it goes. Of each field that has text: its record,
    the number of its name, and its tag's number, by which `texts` and `attributes` know it.
    """

    piece: bytes
    kinds: Ints
    lines: Ints
    begins: Ints
    ends: Ints
    odd: Bools
    rows: Ints
    names: Ints
    tags: Ints
    _heads: Ints
    _spans: pa.StringArray
    _encoded: Ints
    _attributes: list[dict[str, str]]

    def __len__(self) -> int:
        return len(self.kinds)

    def of_record(self, row: int) -> dict[str, str]:
        """The attributes of a record."""
        return self._attributes[int(self._encoded[self._heads[row]])]

    def records_attributes(self) -> list[dict[str, str]]:
        """The attributes of all records."""
        return [self._attributes[code] for code in self._encoded[self._heads].tolist()]

    def attributes(self, tags: Ints) -> list[tuple[int, dict[str, str]]]:
        """Of the fields with attributes, their number among those given, and the attributes."""
        codes = self._encoded[tags]
        numbers = np.flatnonzero(np.fromiter(map(bool, self._attributes), np.bool_)[codes])
        known = [self._attributes[code] for code in codes[numbers].tolist()]
        return list(zip(numbers.tolist(), known, strict=True))

    def texts(self, tags: Ints) -> pa.StringArray:
        """The texts of fields; null for a tag of -1."""
        places = pa.array(tags * 4 + _TEXT, mask=tags < 0)
        return self._spans.take(places)

    def last_bytes(self, tags: Ints) -> Bytes:
        """The last byte of each field's text."""
        ends = np.frombuffer(self._spans.buffers()[1], np.int32)[tags * 4 + _TEXT + 1]
        return np.frombuffer(self.piece, np.uint8)[ends - 1]

    def first(self, name: int) -> Ints:
        """Of each record the first field of a name; -1 without one."""
        chosen = np.flatnonzero(self.names == name)
        found = np.full(len(self), -1, np.int64)
        found[self.rows[chosen[::-1]]] = self.tags[chosen[::-1]]
        return found

    def source(self, row: int) -> bytes:
        """The XML of a record."""
        return self.piece[self.begins[row] : self.ends[row]]


class FlatFormat:
    """The names of a format's records and of their fields; a kind or name is its place there."""

    def __init__(self, kinds: Iterable[str], names: Iterable[str]) -> None:
        self.kinds, self.names = tuple(kinds), tuple(names)
        every = (*self.kinds, *self.names)
        self._n_kinds, self._n = len(self.kinds), len(every)
        self._codes = {name: code for code, name in enumerate(every)}
        self._closing = {f"/{name}": code + self._n for name, code in self._codes.items()}
        self._ends = tuple(f"</{kind}>".encode() for kind in self.kinds)
        self._shaped = lru_cache(maxsize=1_024)(self._shape)

    def pieces(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Cut anew behind records; the first piece ends with the first of them."""
        waiting: list[bytes] = []
        size, first = 0, True
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if size < _PIECE_BYTES and not first:
                continue
            data = b"".join(waiting)
            cut = self._first_end(data) if first else self._last_end(data)
            first = first and not cut
            if cut or size > _MOST_BYTES:
                yield data[: cut or size]
                data = data[cut or size :]
            waiting, size = [data], len(data)
        data = b"".join(waiting)
        cut = self._last_end(data)
        yield from filter(None, (data[:cut], data[cut:]))

    def _first_end(self, data: bytes) -> int:
        found = ((data.find(end), len(end)) for end in self._ends)
        return min((at + size for at, size in found if at >= 0), default=0)

    def _last_end(self, data: bytes) -> int:
        at = data.rfind(b"</")
        while at >= 0 and not data.startswith(self._ends, at):
            at = data.rfind(b"</", 0, at)
        return data.find(b">", at) + 1 if at >= 0 else 0

    def read(self, piece: bytes) -> FlatRecords | None:
        """The records of a piece of nothing but records; None where the parser is needed."""
        if len(piece) > _MOST_BYTES:
            return None
        data = np.frombuffer(piece, np.uint8)
        begins, ends = np.flatnonzero(data == ord("<")), np.flatnonzero(data == ord(">"))
        if not len(begins) or len(begins) != len(ends):
            return None
        if (begins > ends).any() or (ends[:-1] > begins[1:]).any():
            return None
        if np.isin(data[begins + 1], (ord("!"), ord("?"))).any():
            return None
        spans = _spans(piece, begins, ends)
        encoded = spans.take(pa.array(np.arange(len(begins)) * 4)).dictionary_encode()
        distinct = encoded.indices.to_numpy()
        known, attributes = self._known(encoded.dictionary.to_pylist())
        codes = known[distinct]
        bounds = self._bounds(codes)
        if bounds is None:
            return None
        heads, closes = bounds
        row = np.repeat(np.arange(len(heads)), closes - heads + 1)
        opening, odd = self._fields(codes, heads, closes, row)
        if not _plain_bytes(piece, data, begins, ends, opening, row, odd, closes):
            return None
        filled = begins[np.minimum(np.arange(len(begins)) + 1, len(begins) - 1)] - ends > 1
        tags = np.flatnonzero(opening & ~odd[row] & filled)
        lines = np.searchsorted(np.flatnonzero(data == ord("\n")), ends[heads])
        return FlatRecords(
            piece, codes[heads], lines, begins[heads], ends[closes] + 1, odd, row[tags],
            codes[tags] - self._n_kinds, tags, heads, spans, distinct, attributes,
        )  # fmt: skip

    def _known(self, tags: Sequence[str]) -> tuple[Ints, list[dict[str, str]]]:
        """The code of each different tag, and its attributes; what is not plain has the last."""
        codes = [2 * self._n] * len(tags)
        every: list[dict[str, str]] = []
        for number, tag in enumerate(tags):
            # Each start tag of a record is different; what stands around its values is not.
            parts = tag.split('"')
            code, names = self._shaped(*parts[::2])
            attributes: dict[str, str] = {}
            if len(parts) % 2 and not ("&" in tag or "\n" in tag or "\t" in tag):
                codes[number] = code
                attributes = dict(zip(names, parts[1::2], strict=False))
            every.append(attributes)
        return np.array(codes, np.int64), every

    def _shape(self, *around: str) -> tuple[int, tuple[str, ...]]:
        """The code of a tag in which these stand around the values, and its attributes' names."""
        tag = '""'.join(around)
        code = self._closing.get(tag)
        if code is None and (found := _TAG.fullmatch(tag)):
            names = tuple(_ATTRIBUTE.findall(found[2]))
            if len(set(names)) == len(names) and "xmlns" not in names:
                return self._codes.get(found[1], 2 * self._n), names
        return 2 * self._n if code is None else code, ()

    def _bounds(self, codes: Ints) -> tuple[Ints, Ints] | None:
        """The tags that begin and end records, when there are no others around them."""
        heads = np.flatnonzero(codes < self._n_kinds)
        closes = np.flatnonzero((codes >= self._n) & (codes < self._n + self._n_kinds))
        if len(heads) != len(closes) or not len(heads):
            return None
        if heads[0] != 0 or closes[-1] != len(codes) - 1 or (heads[1:] != closes[:-1] + 1).any():
            return None
        return None if (codes[closes] != codes[heads] + self._n).any() else (heads, closes)

    def _fields(self, codes: Ints, heads: Ints, closes: Ints, row: Ints) -> tuple[Bools, Bools]:
        """Which tags begin a field, and which records hold more than fields side by side."""
        place = np.arange(len(codes)) - heads[row]
        opening = place % 2 == 1
        opening[closes] = False
        before = np.concatenate(([0], codes[:-1]))
        wrong = (place % 2 == 0) & (place > 0) & (codes != before + self._n)
        wrong |= opening & ((codes < self._n_kinds) | (codes >= self._n))
        wrong[closes] = (closes - heads) % 2 == 0
        return opening, np.bincount(row[wrong], minlength=len(heads)) > 0


def _spans(piece: bytes, begins: Ints, ends: Ints) -> pa.StringArray:
    """Tags and texts, in the piece's own memory."""
    offsets = np.empty(len(begins) * 4 + 1, np.int32)
    offsets[0:-1:4], offsets[1::4], offsets[2::4] = begins + 1, ends, ends + 1
    offsets[3:-4:4], offsets[-2:] = begins[1:], len(piece)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(piece)]
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)


_SPACES: Final = (0xC285, 0xC2A0, 0xE19A, 0xE280, 0xE281, 0xE380)
"""How characters begin that Python holds for spaces: the first two bytes."""
_NO_CHARACTERS: Final = 0xEFBF
"""How the two begin that XML forbids beyond the controls."""


def _plain_bytes(
    piece: bytes,
    data: Bytes,
    begins: Ints,
    ends: Ints,
    opening: Bools,
    row: Ints,
    odd: Bools,
    closes: Ints,
) -> bool:
    """Marks as odd the records whose texts are not to be taken as they stand.

    False when something doubtful stands between records.
    """
    sharp: list[Ints] = []
    # Most line feeds stand behind a tag. Where text begins with one, `around` below sees it.
    below = np.flatnonzero(data < ord(" "))
    blank: list[Ints] = [
        below[data[below - 1] != ord(">")],
        np.flatnonzero((data[:-1] == ord(" ")) & (data[1:] == ord(" "))),
    ]
    if not piece.isascii():
        at = np.flatnonzero(data[:-1] >= 0xC2)
        two = data[at].astype(np.int64) << 8 | data[at + 1]
        sharp.append(at[two == _NO_CHARACTERS])
        blank.append(at[np.isin(two, _SPACES)])
    if b"&" in piece:
        sharp.append(np.flatnonzero(data == ord("&")))
    for places in sharp:
        tag = np.searchsorted(begins, places, "right") - 1
        if np.isin(tag, closes).any() or (tag < 0).any():
            return False
        odd[row[tag]] = True
    places = np.concatenate(blank)
    tag = np.searchsorted(begins, places, "right") - 1
    inside = (tag >= 0) & opening[tag] & (places > ends[tag])
    odd[row[tag[inside]]] = True
    fields = np.flatnonzero(opening)
    around = (data[ends[fields] + 1] <= ord(" ")) | (data[begins[fields + 1] - 1] == ord(" "))
    odd[row[fields[around]]] = True
    return True
