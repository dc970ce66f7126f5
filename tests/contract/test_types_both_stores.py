"""Each type of value is the same from both stores, and printed as the reference page says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import open_graph
from kg.store.base import Store
from kg.store.neo4j import Neo4jStore
from kg.testing.types import TYPES, Kind
from tests.command import kg
from tests.neo4j.server import Server, address, emptied

pytestmark = pytest.mark.neo4j

ALL = "RETURN " + ", ".join(f"{kind.cypher} AS c{n}" for n, kind in enumerate(TYPES))


@pytest.fixture(scope="module")
def both(neo4j_server: Server, built_graph: Path) -> Iterator[tuple[Store, Store]]:
    emptied(neo4j_server)
    graph = open_graph(built_graph)
    with Neo4jStore(address(neo4j_server), read_only=False) as server:
        server.replace(graph.tables)
    with graph.store() as embedded, Neo4jStore(address(neo4j_server)) as server:
        yield embedded, server


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_a_value_is_the_same_from_both(kind: Kind, both: tuple[Store, Store]) -> None:
    for store in both:
        ((value,),) = store.query(f"RETURN {kind.cypher} AS v")
        assert (type(value), value) == (type(kind.value), kind.value)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_a_value_comes_back_as_it_was_given(kind: Kind, both: tuple[Store, Store]) -> None:
    for store in both:
        ((value,),) = store.query("RETURN $v AS v", {"v": kind.value})
        assert (type(value), value) == (type(kind.value), kind.value)


def test_nodes_relationships_and_paths_are_the_same_from_both(both: tuple[Store, Store]) -> None:
    text = "MATCH p = (a:Author)-[r:AUTHORED]->(b:Paper) RETURN a, r, b, p ORDER BY a.id, b.id"
    found = [list(store.query(f"{text} LIMIT 20")) for store in both]
    assert found[0] == found[1]
    assert all(path == [a, r, b] for a, r, b, path in found[0])


def test_both_print_what_the_reference_says(
    both: tuple[Store, Store],
    built_graph: Path,
    neo4j_server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in neo4j_server.environment.items():
        monkeypatch.setenv(name, value)
    names = ",".join(f"c{n}" for n in range(len(TYPES)))
    objects = ", ".join(f'"c{n}": {kind.json}' for n, kind in enumerate(TYPES))
    for where in (built_graph, neo4j_server.uri):
        assert kg("cypher", ALL, "--json", "-g", where).out == f"[\n{{{objects}}}\n]\n"
        cells = ",".join(kind.csv for kind in TYPES)
        assert kg("cypher", ALL, "--csv", "-g", where).out == f"{names}\n{cells}\n"
