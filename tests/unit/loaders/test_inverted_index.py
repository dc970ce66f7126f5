"""Texts out of inverted indexes: by columns as one by one, whatever the index looks like."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.loaders.reading.openalex.inverted_index import texts
from kg.loaders.reading.openalex.work import Index

WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('a"\\[]{},:1é'), max_size=5
)
ABSTRACTS = st.lists(WORDS, max_size=8)


def index_of(words: list[str]) -> dict[str, list[int]]:
    """The inverted index of a text."""
    index: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        index.setdefault(word, []).append(place)
    return index


def compact(value: Any) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


@given(st.lists(ABSTRACTS, max_size=5))
def test_every_text_comes_back(abstracts: list[list[str]]) -> None:
    found = texts([compact(index_of(words)) for words in abstracts]).to_pylist()
    assert [text or None for text in found] == [" ".join(words) or None for words in abstracts]


def positive(index: dict[str, list[int]]) -> Index:
    return {word: [place for place in places if place >= 0] for word, places in index.items()}


PLACES = st.lists(st.integers(-1, 6), max_size=3)
INDEXES = st.dictionaries(WORDS, PLACES, max_size=4)


@given(st.lists(INDEXES, max_size=5))
def test_by_columns_as_one_by_one(indexes: list[dict[str, list[int]]]) -> None:
    together = texts([compact(index) for index in indexes]).to_pylist()
    apart = [texts([index])[0].as_py() for index in map(positive, indexes)]
    assert [text or None for text in together] == apart


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (b'{"a":[1],"b":[0]}', "b a"),
        (b'{"a": [1], "b": [0]}', "b a"),
        (b'{"],":[0],"b],":[1]}', "], b],"),
        (rb'{"\"a\"":[0],"b":[1]}', '"a" b'),
        (b'{"a":[3],"b":[8]}', "a b"),
        (b'{"a":["0"],"b":[1]}', "a b"),
        (b'{"a":[],"b":[0]}', "b"),
        (b'{"a":[0,1000000000000]}', "a"),
        (b'{"a":[[0]]}', None),
        (b'{"a":{}}', None),
        (b'["a"]', None),
        (b'"a"', None),
        (b"{}", None),
        (b"null", None),
        (b"", None),
    ],
)
def test_a_strange_index_among_others(said: bytes, text: str | None) -> None:
    plain = msgspec.Raw(b'{"c":[0,2],"d":[1]}')
    found = texts([plain, msgspec.Raw(said), plain]).to_pylist()
    assert found == ["c d c", text, "c d c"]


def test_an_index_beside_its_length() -> None:
    index: Index = {"IndexLength": 3, "InvertedIndex": {"Ponds": [0, 2], "freeze": [1]}}
    assert texts([compact(index), index]).to_pylist() == ["Ponds freeze Ponds"] * 2
