"""What a named query may be told: types, ranges, defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.ask import _now, bind
from kg.errors import ParameterError
from kg.store.library import NamedQuery, parse_query

TEXT = """\
// Nothing.
//
// Parameters:
//   author (author): somebody
//   people (authors = []): several
//   n (integer 1..9 = 2): a number
//   x (float = 0.5): a number
//   b (boolean = false): yes or no
//   y (year = null): a year
//   way (string up|down = "up"): which way
//   hops (hops 1..3 = 1): how far
//   words (words = null): words
//   name (name = null): a name
//   limit (limit = 25): rows
// Columns:
//   one (integer): one
// Example:
//   kg query nothing --author Ada
RETURN [$author, $people, $n, $x, $b, $y, $way, {hops}, $words, $name] AS one LIMIT $limit
"""


@pytest.fixture
def query() -> NamedQuery:
    return parse_query(TEXT, Path("nothing.cypher"))


def test_defaults_fill_what_is_not_given(query: NamedQuery) -> None:
    assert bind(query, {"author": "Ada"}) == {
        "author": "Ada", "people": [], "n": 2, "x": 0.5, "b": False, "y": None, "way": "up",
        "hops": 1, "words": None, "name": None, "limit": 25,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("n", "9", 9),
        ("n", 9, 9),
        ("n", " +3 ", 3),
        ("x", "1e-3", 0.001),
        ("x", 2, 2.0),
        ("b", "Yes", True),
        ("b", False, False),
        ("y", "2024", 2024),
        ("way", "down", "down"),
        ("words", "Deep-learning (2020)* AND title:x", "deep learning 2020 and title x"),
        ("name", "  Søren O'Neil ", "soren o neil"),
        ("people", ("Ada", "Alan"), ["Ada", "Alan"]),
        ("people", "Ada", ["Ada"]),
        ("limit", "0", 0),
    ],
)
def test_values_are_read_from_text_and_taken_from_python(
    query: NamedQuery, name: str, given: Any, value: Any
) -> None:
    bound = bind(query, {"author": "Ada", name: given})[name]
    assert bound == value
    assert type(bound) is type(value)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("n", "0", "--n 0 must be from 1 to 9"),
        ("n", "10", "--n 10 must be from 1 to 9"),
        ("n", "1.5", "--n '1.5' is not a whole number"),
        ("n", 1.5, "--n 1.5 is not a whole number"),
        ("n", True, "--n True is not a whole number"),
        ("n", "٣", "is not a whole number"),
        ("n", "1" * 30, "is not a whole number"),
        ("n", float("inf"), "is not a whole number"),
        ("x", "nan", "--x 'nan' is not a number"),
        ("x", "lots", "--x 'lots' is not a number"),
        ("b", "maybe", "--b 'maybe' is not true or false"),
        ("y", "24", "--y 24 must be from 1000 to 2999"),
        ("way", "left", "--way 'left' is none of up, down"),
        ("hops", "4", "--hops 4 must be from 1 to 3"),
        ("words", "?!*", "is not made of words"),
        ("name", " ", "is not a name"),
        ("limit", "-1", "--limit -1 must be from 0 to"),
        ("author", None, "nothing needs --author: somebody"),
        ("nonsense", "1", "nothing has no parameter nonsense"),
    ],
)
def test_what_is_off_is_said(query: NamedQuery, name: str, given: Any, said: str) -> None:
    with pytest.raises(ParameterError) as error:
        bind(query, {"author": "Ada", name: given})
    assert said in error.value.message


def test_an_id_of_an_earlier_build_is_followed_to_what_it_has_become() -> None:
    asked: list[str] = []

    def redirected(id_: str) -> str | None:
        asked.append(id_)
        return "A00000000000002" if id_ == "A00000000000001" else None

    assert _now("A00000000000001", redirected) == "A00000000000002"
    assert _now(["A00000000000003", "Ada Lovelace"], redirected) == [
        "A00000000000003",
        "Ada Lovelace",
    ]
    assert asked == ["A00000000000001", "A00000000000003"]
