"""People worth meeting: the walk is the textbook's, and nobody known is recommended."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from kg.analytics.corpus import Choice, read_corpus
from kg.analytics.graph import Inputs
from kg.analytics.meet import Meeting, MeetOptions, steps_of, ties, walk
from kg.analytics.recommend import recommend
from kg.errors import AnalysisError, ParameterError
from kg.testing.tables import write_tables

Rows = list[tuple[str, int | None, list[str]]]


def tables(folder: Path, papers: Rows, order: int = 0) -> Inputs:
    """Tables of papers (title, year, authors), their rows in some order."""
    people = sorted({a for _, _, authors in papers for a in authors})
    rows: dict[str, list[dict[str, Any]]] = {
        "Author": [{"id": a, "name": a.title(), "n_papers": 1} for a in people],
        "Paper": [{"id": f"p{n}", "title": t, "year": y} for n, (t, y, _) in enumerate(papers)],
        "AUTHORED": [
            {"start": a, "end": f"p{n}", "position": None}
            for n, (_, _, authors) in enumerate(papers)
            for a in authors
        ],
        "COAUTHOR": [],
    }
    for table in rows.values():
        random.Random(order).shuffle(table)
    written = write_tables(folder, rows, graph_id="test", generation="1")
    return Inputs({**written.nodes, **written.relationships})


def some_papers(seed: int, n: int = 40) -> Rows:
    """Papers of few people, so that paths and ties abound; some without a year."""
    rng = random.Random(seed)
    words = "graph protein syntax quantum market glacier".split()
    people = [f"a{k:02}" for k in range(25)]
    return [
        (
            " ".join(rng.choices(words, k=3)),
            rng.choice([None, *range(2010, 2021)]),
            rng.sample(people, rng.randint(1, 4)),
        )
        for _ in range(n)
    ]


@pytest.mark.parametrize("seed", range(200))
def test_the_walk_is_personalised_pagerank(seed: int) -> None:
    graph = nx.gnp_random_graph(12, 0.1 + 0.02 * (seed % 10), seed=seed)
    rng = random.Random(seed)
    for _, _, data in graph.edges(data=True):
        data["weight"] = rng.choice((0.25, 0.5, 1.0, 3.0))
    start = rng.choice([n for n in graph if graph.degree(n)] or [0])
    if not graph.number_of_edges():
        return
    matrix = nx.to_scipy_sparse_array(graph, nodelist=range(12), weight="weight", format="csr")
    found = walk(steps_of(matrix.astype(float)), start, restart=0.3, n_steps=80)
    truth = nx.pagerank(graph, alpha=0.7, personalization={start: 1.0}, tol=1e-12, max_iter=1000)
    assert found == pytest.approx([truth[n] for n in range(12)], abs=1e-9)


def test_a_walk_that_never_restarts_is_refused() -> None:
    with pytest.raises(AnalysisError, match="restart"):
        walk(steps_of(nx.to_scipy_sparse_array(nx.path_graph(2)).astype(float)), 0, restart=0)


def test_ties_are_newmans_and_fade(tmp_path: Path) -> None:
    papers: Rows = [("x", 2020, ["a", "b"]), ("y", 2016, ["a", "b", "c"])]
    found = ties(read_corpus(tables(tmp_path, papers)), memory=4.0).toarray()
    old = np.exp(-1) / 2
    assert found == pytest.approx(np.array([[0, 1 + old, old], [1 + old, 0, old], [old, old, 0]]))


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_told_to_meet_themselves_or_a_coauthor(seed: int, tmp_path: Path) -> None:
    papers = some_papers(seed)
    inputs = tables(tmp_path, papers)
    corpus = read_corpus(inputs)
    titles = inputs.table("Paper").sort_by("id").column("title").to_pylist()
    meeting = Meeting(corpus, titles, MeetOptions(max_team=3))
    for who, name in enumerate(corpus.authors.to_pylist()):
        known = {a for _, _, authors in papers if name in authors for a in authors} | {name}
        ranking = meeting.rank(who)
        assert not known & set(corpus.authors.take(ranking.people).to_pylist())
        assert (ranking.scores > 0).all()
        assert (np.diff(ranking.scores) <= 0).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(seed: int, tmp_path: Path) -> None:
    papers = some_papers(seed)
    found = [
        recommend(tables(tmp_path / str(order), papers, order), papers[0][2][0], limit=0)
        for order in range(3)
    ]
    assert found[0] == found[1] == found[2]


def test_reasons(tmp_path: Path) -> None:
    papers: Rows = [
        ("glacier melt", 2020, ["ada", "bob"]),
        ("glacier melt", 2019, ["bob", "cleo"]),
        ("market price", 2019, ["bob", "dan"]),
    ]
    found = recommend(tables(tmp_path, papers), "ada")
    assert [p.person for p in found.people] == ["Cleo", "Dan"], "the likeness decides"
    cleo = found.people[0]
    assert (cleo.shared_coauthors, cleo.through, cleo.last_year) == (1, ("Bob",), 2019)
    assert cleo.shared_words == ("glacier melt",)
    assert found.people[1].shared_words == ()


def test_who_has_stopped_writing_comes_last(tmp_path: Path) -> None:
    papers: Rows = [
        ("x", 2020, ["ada", "bob"]),
        ("x", 2010, ["bob", "old"]),
        ("x", 2010, ["bob", "new"]),
        ("x", 2020, ["new"]),
    ]
    assert [p.person for p in recommend(tables(tmp_path, papers), "ada").people] == ["New", "Old"]


def test_filters_leave_people_out_and_not_paths(tmp_path: Path) -> None:
    papers: Rows = [
        ("x", 2010, ["ada", "bob"]),
        ("x", 2010, ["bob", "old"]),
        ("x", 2012, ["bob", "new"]),
    ]
    inputs = tables(tmp_path, papers)
    assert [p.person for p in recommend(inputs, "ada", choice=Choice(since=2012)).people] == ["New"]
    none = recommend(inputs, "ada", choice=Choice(min_papers=5))
    assert none.people == ()
    assert "nobody fits" in none.notes[0]


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        ([("x", 2020, ["ada"])], "no coauthor"),
        ([("x", None, ["ada", "bob"])], "nobody fits"),
        ([("x", 2020, [f"a{n}" for n in range(5000)] + ["ada"])], "teams of more than 100"),
    ],
)
def test_why_there_is_nobody(papers: Rows, said: str, tmp_path: Path) -> None:
    found = recommend(tables(tmp_path, papers), "ada")
    assert found.people == ()
    assert said in found.notes[0]


def test_no_years_is_said(tmp_path: Path) -> None:
    papers: Rows = [("x", None, ["ada", "bob"]), ("x", None, ["bob", "cleo"])]
    found = recommend(tables(tmp_path, papers), "ada")
    assert [p.person for p in found.people] == ["Cleo"]
    assert any("no paper has a year" in note for note in found.notes)


def test_an_unknown_id_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="nobody"):
        recommend(tables(tmp_path, [("x", 2020, ["ada"])]), "nobody")
