"""Every named query gives the same rows on both stores, and Neo4j finds nothing to warn of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neo4j
import pytest

from kg.ask import ask, bind
from kg.graph import open_graph
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.store.library import load_query, query_names
from kg.store.neo4j import Neo4jStore
from kg.testing.oracles import Tables
from kg.testing.tables import HOSTILE, random_tables
from tests.contract.test_queries import cases
from tests.neo4j.server import Server, address, emptied

pytestmark = pytest.mark.neo4j

NAMES = query_names()
GRAPHS = ("random", "examples", "empty")


@dataclass
class Both:
    """One graph in both stores, and the bare driver at the server."""

    embedded: Store
    server: Store
    tables: Tables
    driver: neo4j.Driver


@pytest.fixture(scope="module", params=GRAPHS)
def both(
    request: pytest.FixtureRequest,
    neo4j_server: Server,
    built_graph: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("both")
    if request.param == "examples":
        tables = open_graph(built_graph).tables
    else:
        papers = 90 if request.param == "random" else 0
        tables = random_tables(folder / "tables", seed=7, papers=papers)
    emptied(neo4j_server)
    at = address(neo4j_server)
    for store in (
        EmbeddedStore(folder / "store", read_only=False),
        Neo4jStore(at, read_only=False),
    ):
        with store:
            store.replace(tables)
    auth = (neo4j_server.user, neo4j_server.password)
    with (
        EmbeddedStore(folder / "store") as embedded,
        Neo4jStore(at) as server,
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver,
    ):
        yield Both(embedded, server, Tables(tables), driver)


def values_of(name: str, both: Both) -> list[dict[str, Any]]:
    """Values to ask with: nodes of the graph, or of no graph when it is empty."""
    if any(both.tables.rows["Author"]):
        return list(cases(load_query(name), both.tables))
    query = load_query(name)
    plain = {"authors": ["a0", "a1"], "words": "graph", "year": 2000, "integer": 1}
    return [{p.name: plain.get(p.type, "x") for p in query.parameters if p.required}]


@pytest.mark.parametrize("name", NAMES)
def test_both_stores_give_the_same_rows(name: str, both: Both) -> None:
    query = load_query(name)
    for values in values_of(name, both):
        sent = sent_of(name, values)
        text = query.statement({**bind(query, values)})
        here = both.embedded.query(text, sent)
        there = both.server.query(text, sent)
        assert list(there) == list(here), values
        assert there.columns == tuple(c.name for c in query.columns)


def sent_of(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as `ask` sends them: the nodes are named by their ids already."""
    query = load_query(name)
    bound = bind(query, values)
    sent = {p.name: bound[p.name] for p in query.parameters if p.type != "hops"}
    if query.limit:
        sent[query.limit.name] = bound[query.limit.name] or 1_000_000
    return sent


@pytest.mark.parametrize("name", NAMES)
def test_neo4j_has_nothing_to_warn_of(name: str, both: Both) -> None:
    query = load_query(name)
    for values in values_of(name, both)[:2]:
        text = query.statement(bind(query, values))
        with both.driver.session(
            default_access_mode=neo4j.READ_ACCESS,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.INFORMATION,
        ) as session:
            summary = session.run(text, sent_of(name, values)).consume()
        said = [s for s in summary.gql_status_objects if s.is_notification]
        assert [f"{s.gql_status} {s.status_description}" for s in said] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_both_stores_find_the_same_by_hostile_words(text: str, both: Both) -> None:
    for name, parameter in (("search", "text"), ("find-authors", "name")):
        query = load_query(name)
        answers = [ask(s, query, {parameter: text}).rows for s in (both.embedded, both.server)]
        assert answers[0] == answers[1]


COMPLETIONS = ("Ada", "grace hopper", "li", "Søren", "zhao")


@pytest.mark.parametrize("typed", COMPLETIONS)
def test_names_are_completed_alike(typed: str, both: Both) -> None:
    query = load_query("author")

    def completed(store: Store) -> Any:
        seen: list[Any] = []

        def first(kind: str, text: str, candidates: Any) -> Any:
            seen.extend(candidates)
            return candidates[0]

        try:
            return seen, ask(store, query, {"author": typed}, choose=first).rows
        except LookupError as error:
            return seen, str(error)
        except ValueError as error:
            return seen, str(error)

    assert completed(both.server) == completed(both.embedded)
