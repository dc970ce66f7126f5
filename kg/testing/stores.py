"""What every store must pass: subclass both classes and say how a store is opened.

::

    class TestReading(StoreReading):
        @classmethod
        def opener(cls, folder): ...

    class TestWriting(StoreWriting):
        @classmethod
        def opener(cls, folder): ...

What an engine cannot do is marked in its subclass as a strict xfail that names the error.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import pyarrow.parquet as pq
import pytest

from kg.errors import QueryFailed, QueryTimeout, StoreError, WriteRefused
from kg.schema import NODES
from kg.store.base import Store, StoreState
from kg.store.values import escape_full_text
from kg.tables.delta import difference
from kg.tables.engine import engine
from kg.tables.sets import Change, Delta, TableSet
from kg.testing.holdings import assert_holds, expected, total
from kg.testing.tables import HOSTILE, random_tables, write_tables

__all__ = ["Opener", "StoreContract", "StoreReading", "StoreWriting"]

WRITES = (
    "CREATE (:Author {id: 'new'})",
    "MERGE (:Author {id: 'new'})",
    "MATCH (a:Author) SET a.name = 'x'",
    "MATCH (a:Author) SET a += {name: 'x'}",
    "MATCH (a:Author) REMOVE a.name",
    "MATCH (a:Author) DETACH DELETE a",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (a:Author) FOREACH (x IN [1] | SET a.name = 'x')",
    "MATCH (a:Author) CALL { WITH a CREATE (b:Author {id: 'new'}) RETURN b } RETURN count(*)",
    "UNWIND [1] AS x CREATE (:Author {id: 'new'}) RETURN x",
    "CREATE INDEX FOR (a:Author) ON (a.degree)",
    "CREATE CONSTRAINT FOR (a:Author) REQUIRE a.name IS UNIQUE",
)
"""One statement for every way to write that Cypher has."""


class Opener(Protocol):
    """Opens the one store of a test, again each time it is called."""

    def __call__(self, *, read_only: bool = True) -> Store: ...


class StoreContract:
    """How the store under test is opened."""

    @classmethod
    def opener(cls, folder: Path) -> Opener:
        """Make the store empty and return what opens it; `folder` is free for its files."""
        raise NotImplementedError


class StoreReading(StoreContract):
    """What holds for a store that has been filled and is only read."""

    @pytest.fixture(scope="class")
    @classmethod
    def tables(cls, tmp_path_factory: pytest.TempPathFactory) -> TableSet:
        return random_tables(tmp_path_factory.mktemp("tables"))

    @pytest.fixture(scope="class")
    @classmethod
    def opened(cls, tmp_path_factory: pytest.TempPathFactory, tables: TableSet) -> Opener:
        open_ = cls.opener(tmp_path_factory.mktemp("store"))
        with open_(read_only=False) as store:
            store.replace(tables)
        return open_

    @pytest.fixture(scope="class")
    @classmethod
    def store(cls, opened: Opener) -> Iterator[Store]:
        with opened() as store:
            yield store

    def one(self, store: Store, text: str, **parameters: Any) -> Any:
        """The single value of the single row."""
        ((value,),) = store.query(text, parameters)
        return value

    def test_holds_exactly_the_tables(self, store: Store, tables: TableSet) -> None:
        assert_holds(store, tables)

    def test_null_properties_are_absent_not_zero(self, store: Store, tables: TableSet) -> None:
        rows = pq.read_table(tables.nodes["Paper"]).to_pylist()
        for name in ("year", "score", "citation_count", "retracted", "title"):
            missing = sum(row[name] is None for row in rows)
            assert missing
            assert self.one(store, f"MATCH (p:Paper) WHERE p.{name} IS NULL RETURN count(p)") == (
                missing
            )
        assert self.one(store, "MATCH (p:Paper) WHERE p.year = 0 RETURN count(p)") == 0

    def test_values_keep_their_types(self, store: Store, tables: TableSet) -> None:
        types = {
            "year": int, "citation_count": int, "score": float, "retracted": bool, "title": str,
        }  # fmt: skip
        for name, type_ in types.items():
            rows = store.query(f"MATCH (p:Paper) WHERE p.{name} IS NOT NULL RETURN p.{name}")
            assert {type(value) for (value,) in rows} == {type_}
        biggest = max(
            filter(None, pq.read_table(tables.nodes["Paper"])["citation_count"].to_pylist())
        )
        assert biggest > 2**53
        descending = "MATCH (p:Paper) RETURN p.citation_count AS c ORDER BY coalesce(c, -1) DESC"
        assert self.one(store, f"{descending} LIMIT 1") == biggest

    def test_aggregates_of_integers_are_exact(self, store: Store) -> None:
        numbers = [2**62 + 1, 2**62 + 5, 2**62 + 3]
        found = self.one(store, "UNWIND $numbers AS x RETURN max(x)", numbers=numbers)
        assert found == max(numbers)

    def test_lists_are_lists(self, store: Store) -> None:
        rows = list(store.query("MATCH (a:Author) WHERE a.names IS NOT NULL RETURN a.names"))
        assert [] in [names for (names,) in rows]
        counted = self.one(store, "MATCH (a:Author) WHERE a.name IN a.names RETURN count(a)")
        assert counted and counted < len(rows)

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("null", None),
            ("true", True),
            ("1", 1),
            ("9223372036854775807", 2**63 - 1),
            ("1.0", 1.0),
            ("0.1 + 0.2", 0.1 + 0.2),
            ("'\U0001f916 \\'x\\' \\n'", "\U0001f916 'x' \n"),
            ("[1, 'a', null, [2.5]]", [1, "a", None, [2.5]]),
            ("{a: 1, b: [{c: null}]}", {"a": 1, "b": [{"c": None}]}),
            ("date('2024-02-29')", "2024-02-29"),
            ("[date('2024-02-29')]", ["2024-02-29"]),
            ("7 / 2", 3),
            ("7.0 / 2", 3.5),
        ],
    )
    def test_literals_come_back_as_plain_values(self, store: Store, text: str, value: Any) -> None:
        found = self.one(store, f"RETURN {text} AS v")
        assert found == value
        assert type(found) is type(value)

    @pytest.mark.parametrize(
        "value",
        [None, True, -1, 2**63 - 1, 0.1, "", *HOSTILE, [1, "a", None], {"a": [{"b": None}]}, []],
    )
    def test_parameters_come_back_unchanged(self, store: Store, value: Any) -> None:
        found = self.one(store, "RETURN $value AS v", value=value)
        assert found == value
        assert type(found) is type(value)

    def test_parameters_are_never_part_of_the_statement(self, store: Store) -> None:
        before = total(store)
        for text in HOSTILE:
            assert not list(store.query("MATCH (a:Author {id: $id}) RETURN a", {"id": text}))
            assert self.one(store, "RETURN $a + $a", a=text) == text + text
        assert total(store) == before

    def test_a_missing_parameter_is_named(self, store: Store) -> None:
        with pytest.raises(QueryFailed, match="nobody"):
            store.query("RETURN $nobody")

    def test_a_value_that_is_no_cypher_value_is_refused(self, store: Store) -> None:
        for value in (2**64, {1, 2}, object()):
            with pytest.raises(QueryFailed, match=r"\$odd"):
                store.query("RETURN $odd", {"odd": value})

    def test_nodes_relationships_and_paths_are_dicts_and_lists(self, store: Store) -> None:
        ((a, r, b, path),) = store.query(
            "MATCH p = (a:Author)-[r:AUTHORED]->(b:Paper) RETURN a, r, b, p"
            " ORDER BY a.id, b.id LIMIT 1"
        )
        assert a["_labels"] == ["Author"]
        assert r["_type"] == "AUTHORED"
        assert b["_labels"] == ["Paper"]
        assert path == [a, r, b]
        assert self.one(store, "MATCH (a:Author {id: $id}) RETURN [{x: a}]", id=a["id"]) == [
            {"x": a}
        ]

    def test_columns_are_named_in_order(self, store: Store) -> None:
        rows = store.query("MATCH (a:Author) RETURN a.id AS z, a.name, 1 AS a LIMIT 1")
        assert rows.columns == ("z", "a.name", "a")
        assert len(list(rows)) == 1

    def test_columns_are_known_when_there_are_no_rows(self, store: Store) -> None:
        rows = store.query("MATCH (a:Author {id: 'nobody'}) RETURN a.id AS z, a.name")
        assert rows.columns == ("z", "a.name")
        assert list(rows) == []

    def test_the_same_order_each_time(self, store: Store) -> None:
        text = "MATCH (a:Author)-[r:COAUTHOR]-(b) RETURN a.id, r.papers, b.id"
        ordered = text + " ORDER BY r.papers DESC, a.id, b.id"
        first = list(store.query(ordered))
        assert first == sorted(first, key=lambda row: (-row[1], row[0], row[2]))
        assert list(store.query(ordered)) == first
        assert sorted(store.query(text)) == sorted(first)

    def test_nodes_are_looked_up_by_what_is_indexed(self, store: Store, tables: TableSet) -> None:
        rows = {row["id"]: row for row in expected(tables)["Author"]}
        one, other = list(rows.values())[:2]
        key = one["name_key"]
        keys = [("id", other["id"]), ("name_key", key), ("id", other["id"]), ("id", "nobody")]
        found = store.lookup("Author", keys)
        assert found[0]["id"] == other["id"]
        named = [id_ for id_, row in rows.items() if row.get("name_key") == key]
        assert sorted(node["id"] for node in found) == sorted({other["id"], *named})
        for node in found:
            facts = {k: v for k, v in node.items() if not k.startswith("_")}
            assert facts == rows[node["id"]]
        assert store.lookup("Author", []) == []
        assert store.lookup("Author", [("name_key", HOSTILE[0])]) == []

    def test_a_relationship_stored_once_is_found_from_both_ends(
        self, store: Store, tables: TableSet
    ) -> None:
        pairs = pq.read_table(tables.relationships["COAUTHOR"]).num_rows
        assert self.one(store, "MATCH (a)-[r:COAUTHOR]-(b) RETURN count(r)") == 2 * pairs

    def test_many_rows_arrive_complete(self, store: Store) -> None:
        rows = list(store.query("UNWIND range(1, 25000) AS x RETURN x, 'text ' + x"))
        assert rows == [(x, f"text {x}") for x in range(1, 25001)]

    @pytest.mark.parametrize("text", ["MATCH (a RETURN a", "MATCH (a) RETURN b", "RETURN nope(1)"])
    def test_a_wrong_statement_is_explained(self, store: Store, text: str) -> None:
        with pytest.raises(QueryFailed) as raised:
            store.query(text)
        assert raised.value.message.strip()
        assert "Exception" not in raised.value.message

    @pytest.mark.parametrize("text", WRITES)
    def test_reading_cannot_write(self, opened: Opener, tables: TableSet, text: str) -> None:
        for read_only in (True, False):
            with opened(read_only=read_only) as store:
                before = total(store)
                with pytest.raises((WriteRefused, QueryFailed)):
                    list(store.query(text))
                assert total(store) == before
                assert self.one(store, "MATCH (a:Author {name: 'x'}) RETURN count(a)") == 0

    @pytest.mark.parametrize("text", WRITES[:4])
    def test_a_write_says_that_only_reading_is_allowed(self, store: Store, text: str) -> None:
        with pytest.raises(WriteRefused):
            store.query(text)

    def test_a_store_opened_for_reading_refuses_to_write(
        self, opened: Opener, tables: TableSet
    ) -> None:
        with opened() as store:
            with pytest.raises(WriteRefused):
                store.query(WRITES[0], write=True)
            with pytest.raises(WriteRefused):
                store.replace(tables)
            with pytest.raises(WriteRefused):
                store.apply(Delta(tables.graph_id, "1", "2"))

    @pytest.mark.parametrize("write", [False, True])
    def test_files_of_the_host_are_not_read(
        self, opened: Opener, tmp_path: Path, write: bool
    ) -> None:
        secret = tmp_path / "secret.csv"
        secret.write_text("the secret\n")
        with opened(read_only=not write) as store:
            for address in (f"file://{secret}", str(secret), f"file:{secret}"):
                text = f"LOAD CSV FROM '{address}' AS line RETURN line"
                with pytest.raises(StoreError) as raised:
                    list(store.query(text, write=write))
                assert "the secret" not in str(raised.value)

    def test_a_runaway_statement_is_ended(self, store: Store) -> None:
        text = (
            "MATCH (a:Paper), (b:Paper), (c:Paper), (d:Paper), (e:Paper)"
            " WHERE a.title + b.title + c.title + d.title = e.title RETURN count(*)"
        )
        begin = time.monotonic()
        with pytest.raises(QueryTimeout):
            list(store.query(text, timeout=0.5))
        assert time.monotonic() - begin < 30, "it was not ended, it ended by itself"
        assert self.one(store, "RETURN 1") == 1

    def test_full_text_finds_words_in_any_case(self, store: Store) -> None:
        text = (
            "CALL db.index.fulltext.queryNodes($index, $text) YIELD node, score"
            " RETURN node.id, score ORDER BY score DESC, node.id"
        )
        for index, word in (("Author[name]", "LOVELACE"), ("Paper[title,abstract]", "Graph")):
            found = list(store.query(text, {"index": index, "text": word}))
            assert found
            assert all(score > 0 for _, score in found)

    @pytest.mark.parametrize("text", [*HOSTILE, "", "  ", "*", "AND", '"', "a:b", "\\", "(", "~"])
    def test_full_text_takes_any_text_once_escaped(self, store: Store, text: str) -> None:
        found = store.query(
            "CALL db.index.fulltext.queryNodes('Paper[title,abstract]', $text) YIELD node"
            " RETURN node.id",
            {"text": escape_full_text(text)},
        )
        assert all(isinstance(id_, str) for (id_,) in found)

    def test_several_readers_side_by_side(self, opened: Opener) -> None:
        with opened() as first, opened() as second:
            assert total(first) == total(second)
        with opened() as third:
            assert total(third)

    def test_closing_twice_is_harmless(self, opened: Opener) -> None:
        store = opened()
        assert total(store)
        store.close()
        store.close()


class StoreWriting(StoreContract):
    """What holds for a store that is filled and changed."""

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Opener:
        return self.opener(tmp_path / "store")

    @pytest.fixture
    def store(self, opened: Opener) -> Iterator[Store]:
        with opened(read_only=False) as store:
            yield store

    def delta(self, folder: Path, old: TableSet, new: TableSet) -> Delta:
        """The difference of two generations, as a build computes it."""
        into = folder / f"{old.generation}-{new.generation}"
        into.mkdir()
        with engine(into) as tables:
            return difference(tables, old, new, into)

    def test_an_empty_store_shows_nothing(self, store: Store) -> None:
        assert store.state() == StoreState(None, None, complete=True)
        store.create_schema()
        store.create_schema()
        assert total(store) == (0, 0)
        assert store.state() == StoreState(None, None, complete=True)

    def test_replace_leaves_nothing_of_before(self, store: Store, tmp_path: Path) -> None:
        for seed, papers in ((1, 30), (2, 20), (3, 0), (4, 1)):
            name = str(seed)
            tables = random_tables(tmp_path / name, seed=seed, papers=papers, generation=name)
            store.replace(tables)
            assert_holds(store, tables)

    def test_replace_twice_is_replace_once(self, store: Store, tmp_path: Path) -> None:
        tables = random_tables(tmp_path / "a", papers=10)
        store.replace(tables)
        store.replace(tables)
        assert_holds(store, tables)

    def test_ids_are_unique(self, store: Store, tmp_path: Path) -> None:
        store.replace(random_tables(tmp_path / "a", papers=5))
        with pytest.raises(QueryFailed):
            list(store.query("CREATE (:Paper {id: 'p0'})", write=True))

    def test_columns_that_no_analysis_wrote_may_be_absent(
        self, store: Store, tmp_path: Path
    ) -> None:
        tables = random_tables(tmp_path / "a", papers=10)
        for node in NODES:
            whole = pq.read_table(tables.nodes[node.label])
            facts = whole.select(["id", *(p.name for p in node.facts)])
            pq.write_table(facts, tables.nodes[node.label])
        store.replace(tables)
        assert_holds(store, tables)

    def test_a_relationship_to_nowhere_is_refused(self, store: Store, tmp_path: Path) -> None:
        good = random_tables(tmp_path / "a", papers=10)
        store.replace(good)
        rows = {
            "Author": [{"id": "a0", "name": "A"}],
            "AUTHORED": [{"start": "a0", "end": "nowhere"}],
        }
        schema = {
            n: [{**dict.fromkeys(pq.read_schema(good.files[n]).names), **r} for r in rs]
            for n, rs in rows.items()
        }
        bad = write_tables(tmp_path / "b", schema, graph_id="random", generation="2")
        with pytest.raises(Exception, match="name a node"):
            store.replace(bad)
        assert_holds(store, good)

    def test_apply_equals_replace(self, store: Store, tmp_path: Path) -> None:
        before = random_tables(tmp_path / "1", seed=1, papers=30)
        store.replace(before)
        for seed, papers in ((2, 40), (2, 40), (3, 12), (4, 0), (5, 8)):
            generation = str(int(before.generation) + 1)
            folder = tmp_path / generation
            after = random_tables(folder, seed=seed, papers=papers, generation=generation)
            store.apply(self.delta(tmp_path, before, after))
            assert_holds(store, after)
            before = after

    def test_apply_twice_is_apply_once(self, opened: Opener, tmp_path: Path) -> None:
        old = random_tables(tmp_path / "1", seed=1, papers=20)
        new = random_tables(tmp_path / "2", seed=2, papers=20, generation="2")
        delta = self.delta(tmp_path, old, new)
        with opened(read_only=False) as store:
            store.replace(old)
            store.apply(delta)
            store.apply(delta)
        with opened(read_only=False) as store:
            store.apply(delta)
            assert_holds(store, new)

    def test_apply_only_starts_from_where_it_should(self, store: Store, tmp_path: Path) -> None:
        tables = random_tables(tmp_path / "1", papers=10)
        with pytest.raises(StoreError, match="generation"):
            store.apply(Delta("random", "1", "2"))
        store.replace(tables)
        for delta in (Delta("random", "7", "8"), Delta("another", "1", "2")):
            with pytest.raises(StoreError, match="generation"):
                store.apply(delta)
        assert_holds(store, tables)

    def test_an_apply_that_failed_half_way_can_be_made_again(
        self, store: Store, tmp_path: Path
    ) -> None:
        old = random_tables(tmp_path / "1", seed=1, papers=20)
        new = random_tables(tmp_path / "2", seed=2, papers=25, generation="2")
        delta = self.delta(tmp_path, old, new)
        store.replace(old)
        broken = Change("WORKS_ON", created=tmp_path / "nowhere.parquet", n_created=1)
        halves = [c for c in delta.changes if c.table != "WORKS_ON"]
        with pytest.raises(Exception, match="nowhere"):
            store.apply(Delta("random", "1", "2", (*halves, broken)))
        state = store.state()
        assert not state.complete or state == StoreState("random", "1", complete=True)
        store.apply(delta)
        assert_holds(store, new)

    def test_full_text_follows_changes(self, store: Store, tmp_path: Path) -> None:
        old = random_tables(tmp_path / "1", seed=1, papers=20)
        rows = expected(old)["Paper"]
        names = pq.read_schema(old.nodes["Paper"]).names
        rows[0]["title"] = "zymurgy"
        moved = [{**dict.fromkeys(names), **row} for row in rows]
        new = TableSet(
            "random", "2", {**old.nodes, "Paper": tmp_path / "Paper.parquet"}, old.relationships
        )
        table = pq.read_table(old.nodes["Paper"])
        pq.write_table(table.from_pylist(moved, table.schema), new.nodes["Paper"])
        store.replace(old)
        search = (
            "CALL db.index.fulltext.queryNodes('Paper[title,abstract]', 'zymurgy')"
            " YIELD node RETURN node.id"
        )
        assert list(store.query(search)) == []
        store.apply(self.delta(tmp_path, old, new))
        assert list(store.query(search)) == [(rows[0]["id"],)]

    def test_write_is_allowed_when_asked_for(self, opened: Opener, tmp_path: Path) -> None:
        tables = random_tables(tmp_path / "1", papers=5)
        with opened(read_only=False) as store:
            store.replace(tables)
            rows = store.query(
                "MATCH (a:Author {id: $id}) SET a.note = $note RETURN a.note",
                {"id": "a0", "note": HOSTILE[0]},
                write=True,
            )
            assert list(rows) == [(HOSTILE[0],)]
        with opened() as store:
            assert list(store.query("MATCH (a {id: 'a0'}) RETURN a.note")) == [(HOSTILE[0],)]

    def test_a_write_that_fails_changes_nothing(self, store: Store, tmp_path: Path) -> None:
        tables = random_tables(tmp_path / "1", papers=5)
        store.replace(tables)
        text = "CREATE (:Author {id: 'new'}) WITH 1 AS x CREATE (:Author {id: 'a0'}) RETURN x"
        with suppress(QueryFailed):
            list(store.query(text, write=True))
            pytest.fail("a second node of one id was created")
        assert_holds(store, tables)
