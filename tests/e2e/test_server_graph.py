"""A graph on a real server: built there, measured there, and what a pulled copy can do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.graph import ServerGraph, open_graph
from kg.push import analyze_server, push
from kg.store.neo4j import Neo4jStore
from kg.testing.holdings import assert_holds, contents, expected
from tests.command import here as run
from tests.command import kg
from tests.neo4j.server import Server, address, emptied

pytestmark = pytest.mark.neo4j

PAPER = '{"title": "One more paper", "authors": ["Ada Lovelace", "Lucia Specia"]}\n'


@pytest.fixture
def server(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Server:
    emptied(neo4j_server)
    for name, value in neo4j_server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return neo4j_server


@pytest.fixture(scope="module")
def bare_graph(built_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the examples before anything was measured."""
    graph = tmp_path_factory.mktemp("bare") / "graph"
    shutil.copytree(built_graph, graph)
    ran = run("build", "-g", graph, "--no-analysis")
    assert ran.code == 0, ran.err
    return graph


def pushed(server: Server, graph: Path) -> None:
    with Neo4jStore(address(server), read_only=False) as store:
        push(open_graph(graph), store)


def asked(where: str | Path, text: str) -> Any:
    ran = run("cypher", text, "--json", "-g", where)
    assert ran.code == 0, ran.err
    return ran.json()


def test_a_build_can_bring_a_server_level(server: Server, tmp_path: Path) -> None:
    graph, papers = tmp_path / "graph", tmp_path / "papers.jsonl"
    papers.write_text(PAPER)
    first = kg("build", papers, "-g", graph, "--store", server.uri)
    assert (first.code, "written to" in first.err) == (0, True), first.err
    with Neo4jStore(address(server)) as store:
        assert_holds(store, open_graph(graph).tables)
    again = run("build", papers, "-g", graph, "--store", server.uri)
    assert (again.code, "Nothing has changed at" in again.err) == (0, True), again.err


def test_a_wrong_address_does_not_wait_for_the_build(tmp_path: Path) -> None:
    graph, papers = tmp_path / "graph", tmp_path / "papers.jsonl"
    papers.write_text(PAPER)
    for uri in ("bolt://me:geheim@localhost", "http://localhost"):
        ran = run("build", papers, "-g", graph, "--store", uri)
        assert (ran.code, "geheim" in ran.err, graph.exists()) == (2, False, False), ran.err


def test_a_server_is_measured_as_the_directory_is(
    server: Server, bare_graph: Path, tmp_path: Path
) -> None:
    pushed(server, bare_graph)
    local = tmp_path / "local"
    shutil.copytree(bare_graph, local)
    here = run("analyze", "-g", local, "--json", "--seed", "3")
    there = kg("analyze", "-g", server.uri, "--json", "--seed", "3")
    assert there.code == 0, there.err
    assert there.json()["report"] == here.json()["report"]
    with Neo4jStore(address(server)) as store:
        assert contents(store) == expected(open_graph(local).tables)
    again = run("analyze", "-g", server.uri, "--json", "--seed", "3")
    assert again.json() == there.json()


def test_one_measure_leaves_the_others(server: Server, built_graph: Path) -> None:
    pushed(server, built_graph)
    text = "MATCH (a:Author) RETURN a.id, a.community, a.pagerank, a.degree ORDER BY a.id"
    topics = "MATCH (p:Paper)-[r:ABOUT]->(t:Topic) RETURN p.id, t.id, r.score ORDER BY p.id, t.id"
    before = [asked(server.uri, words) for words in (text, topics)]
    assert before[0] and before[1]
    assert run("analyze", "-g", server.uri, "--measures", "degree").code == 0
    assert [asked(server.uri, words) for words in (text, topics)] == before


def test_what_is_told_of_people_is_the_same_of_a_server(server: Server, built_graph: Path) -> None:
    pushed(server, built_graph)
    for words in (
        ("recommend", "--author", "Lucia Specia"),
        ("reviewers", "--title", "Quality estimation of machine translation"),
        ("rising",),
        ("rank", "authors", "--by", "pagerank"),
    ):
        here, there = (run(*words, "--json", "-g", where) for where in (built_graph, server.uri))
        assert (here.code, len(here.out.splitlines()) > 1) == (0, True), here.err
        assert (there.code, there.out, there.err) == (0, here.out, here.err)


class Interrupted(Exception):
    pass


def test_values_that_were_cut_off_are_sent_by_the_next(
    server: Server, bare_graph: Path, tmp_path: Path
) -> None:
    pushed(server, bare_graph)

    def interrupt(what: str, done: int, total: int | None) -> None:
        if what.startswith("changing"):
            raise Interrupted

    graph = open_graph(server.uri)
    assert isinstance(graph, ServerGraph)
    with pytest.raises(Interrupted):
        analyze_server(graph, progress=interrupt)
    assert "not whole" in kg("info", "-g", server.uri).err
    analyze_server(graph)
    with Neo4jStore(address(server)) as store:
        assert_holds(store, open_graph(server.uri).tables)
    text = "MATCH (a:Author) WHERE a.pagerank IS NULL RETURN count(*) AS n"
    assert asked(server.uri, text) == [{"n": 0}]


def test_values_of_what_the_server_no_longer_shows_are_not_sent(
    server: Server, bare_graph: Path, tmp_path: Path
) -> None:
    pushed(server, bare_graph)
    more, paper = tmp_path / "more", tmp_path / "paper.jsonl"
    shutil.copytree(bare_graph, more)
    paper.write_text(PAPER)
    assert run("build", paper, "-g", more).code == 0
    moved = False

    def another_push(what: str, done: int, total: int | None) -> None:
        nonlocal moved
        if what.startswith("analysis") and not moved:
            moved = True
            pushed(server, more)

    graph = open_graph(server.uri)
    assert isinstance(graph, ServerGraph)
    with pytest.raises(Exception, match="shows generation"):
        analyze_server(graph, progress=another_push)
    with Neo4jStore(address(server)) as store:
        assert_holds(store, open_graph(more).tables)


def test_a_pulled_copy_can_be_measured_and_not_built_upon(
    server: Server, bare_graph: Path, tmp_path: Path
) -> None:
    pushed(server, bare_graph)
    copy, paper = tmp_path / "copy", tmp_path / "paper.jsonl"
    assert kg("pull", server.uri, "-g", copy).code == 0
    ran = run("analyze", "-g", copy, "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["analyses"]
    whole = open_graph(copy)
    with whole.store() as store:
        assert_holds(store, whole.tables)
        assert contents(store) != {}
    paper.write_text(PAPER)
    refused = run("build", paper, "-g", copy)
    assert (refused.code, "pulled from a server" in refused.err) == (1, True), refused.err
