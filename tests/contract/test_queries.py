"""Every named query, on a real store, row for row against plain Python over the same tables.

Another store is another value of `STORES` and another branch in `opened`: the oracles know
nothing of engines, so all stores that pass here give the same rows in the same order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.ask import ask, bind
from kg.errors import ParameterError
from kg.store.base import Store
from kg.store.library import LIST_TYPES, NamedQuery, Parameter, load_query, query_names
from kg.tables.sets import TableSet
from kg.testing.oracles import ORACLES, Tables
from kg.testing.tables import HOSTILE, random_tables

STORES = ("embedded",)
TABLES = {
    "author": "Author", "paper": "Paper", "keyword": "Keyword", "venue": "Venue", "topic": "Topic",
}  # fmt: skip
TYPES = {"string": str, "integer": int, "float": float, "boolean": bool, "strings": list}
NAMES = query_names()


def opened(kind: str, folder: Path, tables: TableSet) -> Store:
    assert kind == "embedded"
    from kg.store.embedded import EmbeddedStore

    with EmbeddedStore(folder, read_only=False) as store:
        store.create_schema()
        store.replace(tables)
    return EmbeddedStore(folder, read_only=True)


@pytest.fixture(scope="module", params=STORES)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Tables]]:
    folder = tmp_path_factory.mktemp("queries")
    tables = random_tables(folder / "tables", seed=7, papers=90)
    with opened(request.param, folder / "store", tables) as store:
        yield store, Tables(tables)


@pytest.fixture(scope="module", params=STORES)
def empty(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("empty")
    tables = random_tables(folder / "tables", papers=0)
    with opened(request.param, folder / "store", tables) as store:
        yield store


def value(p: Parameter, tables: Tables, rng: random.Random) -> Any:
    """A value that means something in these tables."""
    kind = LIST_TYPES.get(p.type, p.type)
    if kind in TABLES:
        ids = [row["id"] for row in tables.rows[TABLES[kind]]]
        # Those at the front have more of everything.
        return rng.sample(ids[:6], 2) if p.several else rng.choice((ids[0], rng.choice(ids)))
    if p.choices:
        return rng.choice(p.choices)
    low = p.low or 0
    drawn = {
        "year": rng.randint(1995, 2025),
        "hops": rng.randint(low, p.high or low),
        "integer": rng.randint(low, low + 4),
        "limit": rng.choice((0, 1, 3, 25)),
        "words": rng.choice(("deep learning", "graph", "Parsing")),
        "name": rng.choice(("zhao", "Ada Love", "søren")),
        "string": "author",
    }
    return drawn[p.type]


def cases(query: NamedQuery, tables: Tables) -> Iterator[dict[str, Any]]:
    """Required values alone, then everything, several times over; the same in every run."""
    rng = random.Random(query.name)
    for turn in range(5):
        given = [p for p in query.parameters if p.required or turn]
        yield {p.name: value(p, tables, rng) for p in given}


def test_every_query_has_an_oracle() -> None:
    assert sorted(ORACLES) == NAMES
    assert len(NAMES) >= 24


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_those_of_the_tables(name: str, filled: tuple[Store, Tables]) -> None:
    store, tables = filled
    query = load_query(name)
    seen = 0
    for values in cases(query, tables):
        bound = bind(query, values)
        expected = [tuple(row) for row in ORACLES[name](tables, bound)]
        limit = bound[query.limit.name] if query.limit else 0
        answer = ask(store, query, values)
        wanted = expected[:limit] if limit else expected
        assert answer.rows == same(wanted), f"{name} {values}"
        assert answer.more == (0 < limit < len(expected))
        seen += len(answer.rows)
    assert seen, f"{name} never gave a row: the test proves nothing"


def same(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows to compare with: sums of floats may be added up in another order."""
    return [tuple(pytest.approx(v) if type(v) is float else v for v in row) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_header(name: str, filled: tuple[Store, Tables]) -> None:
    store, tables = filled
    query = load_query(name)
    for given in cases(query, tables):
        values = bind(query, given)
        sent = {p.name: values[p.name] for p in query.parameters if p.type != "hops"}
        if query.limit:
            sent[query.limit.name] = 1000
        rows = store.query(query.statement(values), sent)
        assert tuple(rows.columns) == tuple(c.name for c in query.columns)
        for row in rows:
            for column, v in zip(query.columns, row, strict=True):
                assert v is None or type(v) is TYPES[column.type], f"{column.name}: {v!r}"


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_graph_gives_no_rows(name: str, empty: Store) -> None:
    query = load_query(name)
    tables = {"author": "a0", "paper": "p0", "keyword": "k0", "venue": "v0", "topic": "t0"}
    sent: dict[str, Any] = {}
    for p in query.parameters:
        kind = LIST_TYPES.get(p.type, p.type)
        plain = {"words": "graph", "name": "ada", "year": 2000, "limit": 10}.get(kind, 1)
        sent[p.name] = ["a0"] if p.several else tables.get(kind, plain)
    statement = query.statement(sent)
    in_text = {p.name for p in query.parameters if p.type == "hops"}
    values = {k: v for k, v in sent.items() if k not in in_text}
    assert list(empty.query(statement, values)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_are_only_values(text: str, filled: tuple[Store, Tables]) -> None:
    store, tables = filled
    before = list(store.query("MATCH (n) RETURN count(n) AS n"))
    for name in NAMES:
        query = load_query(name)
        for p in query.parameters:
            if p.type in ("string", "words", "name") and not p.choices:
                values = {**next(cases(query, tables)), p.name: text}
                ask(store, query, values)
            elif p.type in ("year", "integer", "limit", "hops"):
                values = {**next(cases(query, tables)), p.name: text}
                with pytest.raises(ParameterError, match=p.option):
                    ask(store, query, values)
    assert list(store.query("MATCH (n) RETURN count(n) AS n")) == before


def test_the_bound_of_a_path_never_leaves_its_range(filled: tuple[Store, Tables]) -> None:
    store, _ = filled
    query = load_query("coauthor-network")
    for hops in ("0", "4", "-1", "1]-() DETACH DELETE n //", "١"):
        with pytest.raises(ParameterError, match="--hops"):
            ask(store, query, {"author": "a0", "hops": hops})


def test_search_words_are_never_syntax(filled: tuple[Store, Tables]) -> None:
    store, _ = filled
    query = load_query("search")
    plain = ask(store, query, {"text": "learning deep", "limit": 0}).rows
    assert plain
    odd = ask(store, query, {"text": '+learning "deep" )(:*?~^', "limit": 0}).rows
    assert odd == plain


def test_more_words_than_an_engine_takes_are_refused_with_a_sentence(
    filled: tuple[Store, Tables],
) -> None:
    store, _ = filled
    query = load_query("search")
    again = ask(store, query, {"text": "learning deep " * 2_000, "limit": 0}).rows
    assert again == ask(store, query, {"text": "learning deep", "limit": 0}).rows
    ask(store, query, {"text": " ".join(f"w{i}" for i in range(1_000))})
    ask(store, query, {"text": "\u56fe" * 999})
    for many in (" ".join(f"w{i}" for i in range(1_001)), "\u56fe" * 1_024):
        with pytest.raises(ParameterError, match=r"--text has 1,0\d\d words, and"):
            ask(store, query, {"text": many})
