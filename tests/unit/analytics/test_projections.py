from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy.sparse import csr_array

from kg.analytics import projections
from kg.analytics.graph import Inputs
from kg.analytics.network import Network
from kg.analytics.projections import Filters
from kg.errors import AnalysisError, ParameterError
from kg.testing.tables import random_tables, write_tables

Pairs = dict[tuple[str, str], float]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    tables = random_tables(tmp_path_factory.mktemp("tables"), seed=3, papers=120)
    return Inputs(tables.files)


def rows(inputs: Inputs, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = inputs.table(name).to_pylist()
    return found


def pairs(found: projections.Projected) -> Pairs:
    table = Network(found.label, found.graph).ties()
    return {(r["start"], r["end"]): r["weight"] for r in table.to_pylist()}


def plainly(groups: dict[str, set[str]], limit: int = 100, newman: bool = True) -> Pairs:
    """The projection as its definition says it."""
    weights: Pairs = defaultdict(float)
    for members in groups.values():
        if 2 <= len(members) <= limit:
            for pair in combinations(sorted(members), 2):
                weights[pair] += 1 / (len(members) - 1) if newman else 1
    return dict(weights)


def groups(table: list[dict[str, Any]], group: str, member: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in table:
        found[row[group]].add(row[member])
    return found


def test_all_years_give_the_tables_own_coauthor_graph(inputs: Inputs) -> None:
    """`min_papers=1` is a filter that leaves everything: the same graph, made in another way."""
    made = projections.coauthors(inputs, Filters(min_papers=1))
    assert pairs(made) == pytest.approx(pairs(projections.coauthors(inputs, Filters())))


def test_years_choose_papers_before_the_graph_is_made(inputs: Inputs) -> None:
    years = {r["id"]: r["year"] for r in rows(inputs, "Paper")}
    known = sorted(y for y in years.values() if y)
    since, until = known[len(known) // 4], known[3 * len(known) // 4]
    chosen = [
        r for r in rows(inputs, "AUTHORED") if years[r["end"]] and since <= years[r["end"]] <= until
    ]
    found = projections.coauthors(inputs, Filters(since=since, until=until))
    assert set(pairs(found)) == set(plainly(groups(chosen, "end", "start")))
    assert set(found.graph.ids.tolist()) == {r["start"] for r in chosen}
    assert any("year being unknown" in note for note in found.notes)


def test_few_papers_leave_out_authors_and_not_the_weight_of_their_papers(inputs: Inputs) -> None:
    wrote = Counter(r["start"] for r in rows(inputs, "AUTHORED"))
    found = projections.coauthors(inputs, Filters(min_papers=3))
    assert set(found.graph.ids.tolist()) == {a for a, n in wrote.items() if n >= 3}
    whole = pairs(projections.coauthors(inputs, Filters()))
    assert all(whole[pair] == pytest.approx(weight) for pair, weight in pairs(found).items())


def test_a_venue_is_meant_by_its_id_its_name_or_a_part_of_it(inputs: Inputs) -> None:
    venue = rows(inputs, "PUBLISHED_IN")[0]["end"]
    papers = {r["start"] for r in rows(inputs, "PUBLISHED_IN") if r["end"] == venue}
    expected = {r["start"] for r in rows(inputs, "AUTHORED") if r["end"] in papers}
    found = projections.coauthors(inputs, Filters(venue=venue))
    assert set(found.graph.ids.tolist()) == expected
    with pytest.raises(ParameterError, match="no venue is called"):
        projections.coauthors(inputs, Filters(venue="there is none of this name"))


def test_keywords_are_those_of_the_tables(inputs: Inputs) -> None:
    found = projections.keywords(inputs, Filters())
    expected = {(r["start"], r["end"]): r["weight"] for r in rows(inputs, "CO_OCCURS")}
    assert pairs(found) == pytest.approx(expected)


def test_citations_cocitations_and_coupling_follow_their_definitions(inputs: Inputs) -> None:
    cites = rows(inputs, "CITES_Paper")
    found = projections.citations(inputs, Filters())
    apart = {(r["start"], r["end"]) for r in cites if r["start"] != r["end"]}
    assert set(pairs(found)) == {(min(p), max(p)) for p in apart}
    network = Network("Paper", found.graph, links=found.links)
    cited = dict(zip(found.graph.ids.tolist(), network.cited().to_numpy().tolist(), strict=True))
    assert {k: v for k, v in cited.items() if v} == Counter(end for _, end in apart)
    together = plainly(groups(cites, "start", "end"), newman=False)
    assert pairs(projections.cocitations(inputs, Filters())) == together
    every = cites + rows(inputs, "CITES_CitedWork")
    shared = plainly(groups(every, "end", "start"), newman=False)
    assert pairs(projections.coupling(inputs, Filters())) == shared


def test_institutions_are_tied_by_papers_of_the_years_they_held_the_author(tmp_path: Path) -> None:
    tables = write_tables(
        tmp_path,
        {
            "Paper": [{"id": "p1", "year": 2010}, {"id": "p2", "year": 2020}],
            "Author": [{"id": "a"}, {"id": "b"}],
            "Institution": [{"id": "i"}, {"id": "j"}],
            "AUTHORED": [{"start": x, "end": p} for x in "ab" for p in ("p1", "p2")],
            "AFFILIATED_WITH": [
                {"start": "a", "end": "i", "first_year": 2019, "last_year": 2021},
                {"start": "b", "end": "j"},
            ],
        },
        graph_id="test",
        generation="1",
    )
    found = projections.institutions(Inputs(tables.files), Filters())
    assert pairs(found) == {("i", "j"): 1.0}


def test_venues_are_tied_by_authors(inputs: Inputs) -> None:
    where = groups(rows(inputs, "PUBLISHED_IN"), "start", "end")
    visited: dict[str, set[str]] = defaultdict(set)
    for row in rows(inputs, "AUTHORED"):
        visited[row["start"]] |= where.get(row["end"], set())
    assert pairs(projections.venues(inputs, Filters())) == pytest.approx(plainly(visited))


def test_a_paper_of_5000_authors_ties_nobody_and_is_told(tmp_path: Path) -> None:
    team = [f"a{n:04}" for n in range(5000)]
    tables = write_tables(
        tmp_path,
        {
            "Paper": [{"id": "large"}, {"id": "small"}],
            "Author": [{"id": a} for a in team],
            "AUTHORED": [{"start": a, "end": "large"} for a in team]
            + [{"start": a, "end": "small"} for a in team[:2]],
        },
        graph_id="test",
        generation="1",
    )
    every = Inputs(tables.files)
    found = projections.coauthors(every, Filters(min_papers=1))
    assert pairs(found) == {("a0000", "a0001"): 1.0}
    assert len(found.graph) == 5000
    assert found.notes == ("1 papers have more than 100 authors: they tie nobody",)


def test_a_projection_that_would_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections, "PAIRS", 8)
    with pytest.raises(AnalysisError, match="9 pairs, more than 8"):
        projections.project(csr_array(np.ones((1, 3))), np.array([3]), 100)


@pytest.mark.parametrize(
    "which",
    ["coauthors", "citations", "cocitations", "coupling", "keywords", "institutions", "venues"],
)
def test_empty_tables_give_an_empty_graph(tmp_path: Path, which: str) -> None:
    tables = random_tables(tmp_path, papers=0)
    every = Inputs(tables.files)
    for filters in (Filters(), Filters(since=2000, min_papers=1)):
        found = getattr(projections, which)(every, filters)
        network = Network(found.label, found.graph, links=found.links)
        assert len(network) == 0
        assert network.pagerank().to_arrow().num_rows == 0


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    tables = random_tables(tmp_path, seed=5, papers=60)
    every = Inputs(tables.files)
    before = pairs(projections.coauthors(every, Filters(min_papers=1)))
    for name in ("AUTHORED", "Paper"):
        table = pq.read_table(every.tables[name])
        order = pa.array(range(table.num_rows - 1, -1, -1), pa.int64())
        pq.write_table(table.take(order), every.tables[name])
    assert pairs(projections.coauthors(every, Filters(min_papers=1))) == before


@pytest.fixture
def chosen_from(tmp_path: Path) -> Inputs:
    """Papers p1 (2010, Ice, topic T1), p2 (2015, Snow, T1) and p3 (2020, Snow, T2), each of two of
    the authors a, b, c, with a keyword and an institution for each author; all cite work w."""
    teams = {"p1": "ab", "p2": "bc", "p3": "ac"}
    years = {"p1": 2010, "p2": 2015, "p3": 2020}
    tables = write_tables(
        tmp_path,
        {
            "Paper": [{"id": p, "year": y} for p, y in years.items()],
            "Author": [{"id": a} for a in "abc"],
            "Keyword": [{"id": f"k{a}"} for a in "abc"],
            "Institution": [{"id": f"i{a}"} for a in "abc"],
            "Venue": [{"id": "v1", "name": "Ice"}, {"id": "v2", "name": "Snow"}],
            "Topic": [{"id": "t1", "label": "calving"}, {"id": "t2", "label": "grains"}],
            "CitedWork": [{"id": "w"}],
            "AUTHORED": [{"start": a, "end": p} for p, team in teams.items() for a in team],
            "COAUTHOR": [{"start": s[0], "end": s[1], "weight": 1.0} for s in ("ab", "ac", "bc")],
            "TAGGED": [{"start": p, "end": f"k{a}"} for p, team in teams.items() for a in team],
            "AFFILIATED_WITH": [{"start": a, "end": f"i{a}"} for a in "abc"],
            "PUBLISHED_IN": [
                {"start": p, "end": v} for p, v in (("p1", "v1"), ("p2", "v2"), ("p3", "v2"))
            ],
            "ABOUT": [
                {"start": p, "end": t} for p, t in (("p1", "t1"), ("p2", "t1"), ("p3", "t2"))
            ],
            "CITES_Paper": [
                {"start": p, "end": q}
                for p, q in (("p1", "p2"), ("p1", "p3"), ("p2", "p1"), ("p3", "p1"), ("p3", "p2"))
            ],
            "CITES_CitedWork": [{"start": p, "end": "w"} for p in ("p1", "p2", "p3")],
        },
        graph_id="test",
        generation="1",
    )
    return Inputs(tables.files)


FILTERS = [
    (Filters(), "p1 p2 p3"),
    (Filters(since=2011), "p2 p3"),
    (Filters(until=2015), "p1 p2"),
    (Filters(venue="ice"), "p1"),
    (Filters(venue="v2"), "p2 p3"),
    (Filters(topic="Calving"), "p1 p2"),
    (Filters(topic="t2"), "p3"),
    (Filters(topic="calving", venue="snow"), "p2"),
    (Filters(topic="grains", venue="ice"), ""),
    (Filters(topic="calving", since=2011), "p2"),
]
TIES = {
    "coauthors": {"p1": {"ab"}, "p2": {"bc"}, "p3": {"ac"}},
    "keywords": {"p1": {"kakb"}, "p2": {"kbkc"}, "p3": {"kakc"}},
    "institutions": {"p1": {"iaib"}, "p2": {"ibic"}, "p3": {"iaic"}},
    "cocitations": {"p1": {"p2p3"}, "p2": set(), "p3": {"p1p2"}},
}
"""What each paper ties, in the graphs whose ties come from one paper each."""


@pytest.mark.parametrize(("filters", "papers"), FILTERS)
def test_filters_choose_papers_in_every_graph(
    chosen_from: Inputs, filters: Filters, papers: str
) -> None:
    """Only what the chosen papers tie is tied: the filter comes before the graph."""
    kept = papers.split()
    for which, ties in TIES.items():
        found = pairs(getattr(projections, which)(chosen_from, filters))
        assert {a + b for a, b in found} == set().union(*(ties[p] for p in kept)), which
    among = {a + b for a, b in combinations(kept, 2)}
    for which in ("citations", "coupling"):
        found = getattr(projections, which)(chosen_from, filters)
        assert {a + b for a, b in pairs(found)} == among
        assert found.graph.ids.tolist() == kept
    # An author who publishes in both venues ties them.
    tied = {(v, w) for v, w in pairs(projections.venues(chosen_from, filters))}
    assert tied == ({("v1", "v2")} if "p1" in kept and len(kept) > 1 else set())


def test_a_measure_is_that_of_the_chosen_papers(chosen_from: Inputs) -> None:
    """Of all papers a triangle, in which nobody is between; on one topic b is between a and c."""
    for filters, values in ((Filters(), [0, 0, 0]), (Filters(topic="calving"), [0, 1, 0])):
        found = projections.coauthors(chosen_from, filters)
        assert Network(found.label, found.graph).betweenness().to_numpy().tolist() == values


@pytest.mark.parametrize("which", ["citations", "coupling"])
def test_a_least_number_of_papers_is_refused_where_members_are_papers(
    chosen_from: Inputs, which: str
) -> None:
    with pytest.raises(ParameterError, match="each is one"):
        getattr(projections, which)(chosen_from, Filters(min_papers=2))
