"""`kg push`, `kg pull` and `-g URI`: one graph, in a directory and on a real server."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import ParameterError, StoreBusy, StoreUnavailable, WriteRefused
from kg.graph import ServerGraph, open_graph
from kg.info import describe
from kg.pull import pull
from kg.push import push
from kg.store.neo4j import Address, Neo4jStore, sign_in
from kg.testing.holdings import assert_holds, contents
from kg.testing.stores import WRITES
from tests.command import here as run
from tests.command import kg
from tests.neo4j.server import Server, address, connected, emptied

pytestmark = pytest.mark.neo4j


@pytest.fixture
def as_it_is(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Server:
    """The server with what the test before left on it."""
    for name, value in neo4j_server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return neo4j_server


@pytest.fixture
def server(as_it_is: Server) -> Server:
    emptied(as_it_is)
    return as_it_is


def writing(server: Server, **options: bool) -> Neo4jStore:
    return Neo4jStore(address(server), read_only=False, **options)


def test_push_then_nothing_then_the_difference(
    server: Server, built_graph: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(built_graph, graph)
    first = kg("push", server.uri, "-g", graph)
    assert (first.code, "written to" in first.err) == (0, True), first.err
    assert "Nothing has changed" in run("push", server.uri, "-g", graph).err
    done = run("push", server.uri, "-g", graph, "--json").json()
    assert (done["server"], done["unchanged"], done["created"]) == (server.uri, True, 0)
    more = tmp_path / "more.jsonl"
    more.write_text('{"title": "One more paper", "authors": ["Ada Lovelace", "Lucia Specia"]}\n')
    assert run("build", more, "-g", graph, "--no-topics").code == 0
    with writing(server) as store:
        report = push(open_graph(graph), store)
        assert report.created and not report.rewritten
        assert_holds(store, open_graph(graph).tables)
        assert push(open_graph(graph), store).unchanged


def test_a_generation_not_known_here_is_read_back_and_compared(
    server: Server, built_graph: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(built_graph, graph)
    with writing(server) as store:
        push(open_graph(graph), store)
        for number in range(2):
            more = tmp_path / f"more{number}.jsonl"
            more.write_text(f'{{"title": "Paper {number}", "authors": ["Ada Lovelace"]}}\n')
            assert run("build", more, "-g", graph, "--no-analysis").code == 0
        report = push(open_graph(graph), store)
        assert not report.rewritten
        assert_holds(store, open_graph(graph).tables)


def test_what_is_pulled_is_what_was_pushed(
    server: Server, built_graph: Path, tmp_path: Path
) -> None:
    whole = open_graph(built_graph)
    with writing(server) as store:
        push(whole, store)
        said = run("pull", server.uri, "-g", tmp_path / "pulled", "--json").json()
        assert said["nodes"] == describe(built_graph).nodes
        pulled = open_graph(tmp_path / "pulled")
        assert [i.loader for i in pulled.manifest.imports] == ["neo4j"]
        assert_holds(store, pulled.tables)
        with pulled.store() as embedded:
            assert contents(embedded) == contents(store)


def test_commands_take_the_server_for_a_graph(
    server: Server, built_graph: Path, tmp_path: Path
) -> None:
    assert kg("push", server.uri, "-g", built_graph).code == 0
    for words in (
        ["query", "strongest-pairs", "--json"],
        ["cypher", "MATCH (a:Author) RETURN a.name ORDER BY a.id LIMIT 3", "--csv"],
    ):
        here, there = run(*words, "-g", built_graph), kg(*words, "-g", server.uri)
        assert (there.code, there.out) == (0, here.out), there.err
        assert there.out
    assert "Paper" in kg("info", "-g", server.uri).out
    page = tmp_path / "page.html"
    assert kg("view", "-g", server.uri, "-o", page).code == 0
    assert page.stat().st_size > 10_000
    refused = kg("build", page, "-g", server.uri)
    assert (refused.code, "needs a graph directory" in refused.err) == (2, True)


def test_a_reader_is_told_that_the_graph_is_not_whole(server: Server, built_graph: Path) -> None:
    with writing(server) as store:
        push(open_graph(built_graph), store)
    with connected(server) as session:
        session.run("MATCH (g:KgGraph) SET g.state = 'pushing'").consume()
    ran = kg("query", "papers-by-year", "-g", server.uri)
    assert (ran.code, "not whole" in ran.err, ran.out) == (1, True, "")


def test_other_peoples_data_are_left_alone(server: Server, built_graph: Path) -> None:
    theirs = "CREATE (:Author {id: 'theirs', name: 'T'})-[:KNOWS]->(:Person {name: 'P'})"
    with connected(server) as session:
        session.run(theirs).consume()
    with writing(server) as store, pytest.raises(WriteRefused, match="2 nodes that are not of kg"):
        push(open_graph(built_graph), store)
    with writing(server, adopt=True) as store:
        push(open_graph(built_graph), store)
    gone = kg("push", "--remove", server.uri)
    assert (gone.code, "is gone" in gone.err) == (0, True), gone.err
    assert "There was no graph" in run("push", "--remove", server.uri).err
    assert run("push", "--remove", server.uri, "--json").json()["removed"] is False
    with connected(server) as session:
        found = session.run("MATCH (a)-[:KNOWS]->(b) RETURN a.id, b.name, labels(a)").values()
        ((n,),) = session.run("MATCH (n) RETURN count(n)").values()
        ((left,),) = session.run(
            "SHOW INDEXES YIELD name WHERE name STARTS WITH 'kg_' RETURN count(*)"
        ).values()
    assert (found, n, left) == ([["theirs", "P", ["Author"]]], 2, 0)


def test_another_graph_in_the_database_is_refused(
    server: Server, built_graph: Path, tmp_path: Path
) -> None:
    assert kg("push", server.uri, "-g", built_graph).code == 0
    other = tmp_path / "other"
    paper = tmp_path / "paper.jsonl"
    paper.write_text('{"title": "Alone", "authors": ["Ada Lovelace"]}\n')
    assert run("build", paper, "-g", other).code == 0
    ran = kg("push", server.uri, "-g", other)
    assert (ran.code, "holds another graph" in ran.err) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        *WRITES,
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "MATCH (n) CALL (n) { LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x } RETURN x",
        "CALL db.clearQueryCaches()",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
        "SHOW TRANSACTIONS",
        "SHOW SETTINGS",
        "CREATE USER eve SET PASSWORD 'password1'",
        "CREATE (:X) // EXPLAIN",
        "/* read */ CREATE (:X)",
    ],
)
def test_reading_is_only_reading(text: str, as_it_is: Server, built_graph: Path) -> None:
    with writing(as_it_is) as store:
        if store.marker() is None:
            store.replace(open_graph(built_graph).tables)
    ran = run("cypher", text, "-g", as_it_is.uri)
    assert (ran.code, ran.out) == (1, ""), text
    with Neo4jStore(address(as_it_is)) as store:
        ((n,),) = store.query("MATCH (n) WHERE n:X OR n.name = 'x' RETURN count(n)")
    assert n == 0


def test_faults_are_sentences(server: Server, built_graph: Path) -> None:
    at = address(server)
    cases = (
        (Address(at.uri, at.user, "wrong"), "user name or password"),
        (Address("bolt://127.0.0.1:1", at.user, at.password), "cannot be reached"),
        (Address(at.uri, at.user, at.password, "nowhere"), "no such database"),
        (Address(at.uri.replace("bolt:", "bolt+s:"), at.user, at.password), "127.0.0.1"),
    )
    for wrong, sentence in cases:
        with Neo4jStore(wrong, limit=5) as store, pytest.raises(StoreUnavailable) as raised:
            store.state()
        assert sentence in raised.value.message
        assert raised.value.hint
        assert (at.password or "") not in str(raised.value)


def test_a_password_is_nowhere(server: Server, built_graph: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    with writing(server) as store:
        push(open_graph(built_graph), store)
        pull(store, graph)
        assert server.password not in repr(store.address)
    for file in graph.rglob("*"):
        assert not file.is_file() or server.password.encode() not in file.read_bytes()
    ran = kg("push", f"bolt://neo4j:{server.password}@localhost", "-g", graph)
    assert ran.code == 2
    assert server.password not in ran.out + ran.err
    with pytest.raises(ParameterError):
        sign_in("http://localhost")


def test_waiting_for_another_push(server: Server, built_graph: Path) -> None:
    with writing(server) as store:
        push(open_graph(built_graph), store)
        with connected(server) as session:
            session.run(
                "MATCH (g:KgGraph) SET g.state = 'pushing', g.owner = 'x 1 elsewhere',"
                " g.lease = timestamp() + 3000"
            ).consume()
        with pytest.raises(StoreBusy, match="elsewhere"):
            push(open_graph(built_graph), store)
        push(open_graph(built_graph), store, wait=60)
        assert_holds(store, open_graph(built_graph).tables)


def test_a_server_graph_is_not_fetched_to_be_asked(server: Server, built_graph: Path) -> None:
    with writing(server) as store:
        push(open_graph(built_graph), store)
    graph = open_graph(server.uri)
    assert isinstance(graph, ServerGraph)
    with graph.store() as asked:
        assert list(asked.query("MATCH (p:Paper) RETURN count(p) > 0")) == [(True,)]
    assert not graph.path.exists()
