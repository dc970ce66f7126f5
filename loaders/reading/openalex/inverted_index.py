"""Texts out of inverted indexes, in which OpenAlex gives its abstracts: words and their places.

https://docs.openalex.org/api-entities/works/work-object#abstract_inverted_index
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.loaders.reading.json.pages import looked_into
from kg.loaders.reading.openalex.work import Index

__all__ = ["texts"]

_Whole = np.ndarray[Any, np.dtype[np.int64]]
_QUOTE, _COLON, _COMMA, _OPENING, _CLOSING = b'":,[]'


def texts(indexes: Sequence[msgspec.Raw | Index | None]) -> pa.StringArray:
    """The text of each index; null of one that is none.

    Most stand in the file as compact JSON with every place taken once, and are put in order by
    columns: an object for every word costs as much as all the rest of the works.

    >>> texts([msgspec.Raw(b'{"a":[0,2],"b":[1]}'), {"c": [7], "b": [3]}, None]).to_pylist()
    ['a b a', 'b c', None]
    """
    said = [bytes(index) if isinstance(index, msgspec.Raw) else b"" for index in indexes]
    plain = [text[:2] == b'{"' and text[-2:] == b"]}" and b"\\" not in text for text in said]
    found = _by_columns([text[2:-2] for text, ok in zip(said, plain, strict=True) if ok])
    column = pc.replace_with_mask(
        pa.nulls(len(said), pa.string()), pa.array(plain, pa.bool_()), found
    )
    missing = column.is_null()
    left = [index for index, lacks in zip(indexes, missing.to_pylist(), strict=True) if lacks]
    one_by_one = [_in_order(looked_into(index, Index)) for index in left]
    return pc.replace_with_mask(column, missing, pa.array(one_by_one, pa.string()))


def _places(index: Index) -> dict[str, list[int]]:
    """Words with their places, whether the length stands beside them or not."""
    inner = index.get("InvertedIndex")
    told = inner if isinstance(inner, dict) else index
    return {word: [at] if isinstance(at, int) else [*at] for word, at in told.items()}


def _in_order(told: Index | None) -> str | None:
    if not told:
        return None
    index = _places(told)
    words = [""] * sum(map(len, index.values()))
    try:
        for word, places in index.items():
            for place in places:
                words[place] = word
    except IndexError:  # places are missing
        words = [word for _, word in sorted((p, w) for w, ps in index.items() for p in ps)]
    return " ".join(words) or None


def _by_columns(bodies: Sequence[bytes]) -> pa.StringArray:
    """Texts of indexes without their first and last two characters, and without backslashes.

    Null of one whose places are not all taken once, and of all when there is more than words and
    lists of numbers in them.
    """
    nothing = pa.nulls(len(bodies), pa.string())
    parts = _parts(b'"' + b'],"'.join(bodies) + b"]") if bodies else None
    if parts is None:
        return nothing
    pieces, edges = parts
    listed = pc.split_pattern(pieces.take(pa.array(np.arange(2, len(pieces), 4))), ",")
    try:
        places = listed.values.cast(pa.int32()).to_numpy()
    except pa.ArrowInvalid:
        return nothing
    of_words = listed.offsets.to_numpy()
    behind = np.cumsum([len(body) + 3 for body in bodies])
    begins = of_words[np.concatenate(([0], np.searchsorted(edges[::4], behind)))]
    word_of_place = 4 * np.arange(len(of_words) - 1).repeat(np.diff(of_words))
    return _joined(pieces, word_of_place, places, begins)


def _parts(data: bytes) -> tuple[pa.StringArray, _Whole] | None:
    """`"a":[0,2],"b":[1]` in pieces, `a`, `":[`, `0,2`, `],"` and so on, and where each begins.

    None if it is not so. Quotation marks stand around words and nowhere else.
    """
    at = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(at == _QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing):
        return None
    ends = np.append(opening[1:] - 2, len(data) - 1)
    if not _are(at, (closing + 1, _COLON), (closing + 2, _OPENING), (ends, _CLOSING),
                (ends[:-1] + 1, _COMMA)):  # fmt: skip
        return None
    edges = np.stack((opening + 1, closing, closing + 3, ends), axis=1).ravel()
    offsets = pa.py_buffer(edges.astype(np.int32))
    return pa.StringArray.from_buffers(len(edges) - 1, offsets, pa.py_buffer(data)), edges


def _are(at: np.ndarray[Any, np.dtype[np.uint8]], *expected: tuple[_Whole, int]) -> bool:
    """Whether the characters at all of these places are the ones expected there."""
    return all(bool((at[places] == character).all()) for places, character in expected)


def _joined(
    pieces: pa.StringArray, word_of_place: _Whole, places: _Whole, begins: _Whole
) -> pa.StringArray:
    """The words of each text at their places; null where the places do not make a whole."""
    lengths = np.diff(begins)
    inside = (places >= 0) & (places < lengths.repeat(lengths))
    slots = np.where(inside, places, 0) + begins[:-1].repeat(lengths)
    order = np.full(len(places), -1)
    order[slots] = word_of_place
    whole = np.logical_and.reduceat(inside & (order >= 0), begins[:-1])
    ordered = pieces.take(pa.array(np.maximum(order, 0)))
    lists = pa.ListArray.from_arrays(pa.array(begins, pa.int32()), ordered)
    return pc.if_else(pa.array(whole), pc.binary_join(lists, " "), pa.scalar(None, pa.string()))
