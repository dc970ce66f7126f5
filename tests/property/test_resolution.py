"""Components and Newman weights on random corpora, against networkx and plain counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import ibis.expr.types as ir
import networkx as nx
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.resolve.components import components
from kg.tables.engine import Engine, engine
from kg.tables.projections import co_occurs, coauthor, link_strengths

Paper = tuple[frozenset[int], int | None, int, bool | None]
"""Authors named, year, authors beyond those named, whether the list is complete."""

PAPERS = st.lists(
    st.tuples(
        st.frozensets(st.integers(0, 8), max_size=6),
        st.none() | st.integers(1990, 2026),
        st.integers(0, 4),
        st.none() | st.booleans(),
    ),
    max_size=12,
)
PAIRS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=25)
MAX_TEAM = 7


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with engine(tmp_path_factory.mktemp("scratch"), threads=1) as made:
        yield made


@given(edges=PAIRS)
def test_components_are_those_of_networkx(edges: list[tuple[int, int]]) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(15))
    labels = components(15, _array(edges), _array([]))
    found = defaultdict(set)
    for node, label in enumerate(labels.tolist()):
        found[label].add(node)
    assert sorted(map(sorted, found.values())) == sorted(
        map(sorted, nx.connected_components(graph))
    )


@given(edges=PAIRS, apart=PAIRS)
def test_no_pair_kept_apart_shares_a_component_and_none_is_joined_without_an_edge(
    edges: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    apart = [(a, b) for a, b in apart if a != b]
    labels = components(15, _array(edges), _array(apart)).tolist()
    assert not any(labels[a] == labels[b] for a, b in apart)
    kept = nx.Graph([(a, b) for a, b in edges if labels[a] == labels[b]])
    kept.add_nodes_from(range(15))
    assert all(len({labels[n] for n in part}) == 1 for part in nx.connected_components(kept))
    assert len(set(labels)) == nx.number_connected_components(kept)


def _array(pairs: list[tuple[int, int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(papers=PAPERS)
def test_coauthorships_are_those_counted_by_hand(tables: Engine, papers: list[Paper]) -> None:
    wrote = [{"start": f"A{a}", "end": f"P{i}"} for i, p in enumerate(papers) for a in sorted(p[0])]
    facts = [
        {"id": f"P{i}", "year": year, "n_authors": len(named) + more, "authors_complete": whole}
        for i, (named, year, more, whole) in enumerate(papers)
    ]
    found = coauthor(_held(tables, wrote, WROTE), _held(tables, facts, FACTS), MAX_TEAM)
    rows = {(r["start"], r["end"]): r for r in tables.arrow(found).to_pylist()}
    assert rows == _by_hand(papers)


WROTE = pa.schema([("start", pa.string()), ("end", pa.string())])
FACTS = pa.schema(
    [
        ("id", pa.string()),
        ("year", pa.int64()),
        ("n_authors", pa.int64()),
        ("authors_complete", pa.bool_()),
    ]
)


def _held(tables: Engine, rows: Sequence[Mapping[str, object]], schema: pa.Schema) -> ir.Table:
    return tables.hold(pa.Table.from_pylist(list(rows), schema))


def _by_hand(papers: list[Paper]) -> dict[tuple[str, str], dict[str, object]]:
    shared: dict[tuple[str, str], list[tuple[int, int | None, bool]]] = defaultdict(list)
    for named, year, more, whole in papers:
        n = len(named) + more
        if n <= MAX_TEAM:
            for a, b in combinations(sorted(f"A{x}" for x in named), 2):
                shared[a, b].append((n, year, whole is False))
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for (a, b), together in shared.items():
        years = [y for _, y, _ in together if y is not None]
        rows[a, b] = {
            "start": a,
            "end": b,
            "papers": len(together),
            "weight": pytest.approx(float(sum(Fraction(1, n - 1) for n, _, _ in together)), 1e-11),
            "first_year": min(years, default=None),
            "last_year": max(years, default=None),
            "lower_bound": any(cut for _, _, cut in together),
        }
    return rows


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tags=st.lists(st.frozensets(st.integers(0, 6)), max_size=8))
def test_every_paper_spreads_one_unit_over_its_keywords_and_links_each_to_every_other(
    tables: Engine, tags: list[frozenset[int]]
) -> None:
    rows = [{"start": f"P{i}", "end": f"K{k}"} for i, ks in enumerate(tags) for k in sorted(ks)]
    tagged = _held(tables, rows, WROTE)
    pairs = tables.arrow(co_occurs(tagged)).to_pylist()
    strength: dict[str, float] = defaultdict(float)
    links: dict[str, int] = defaultdict(int)
    for pair in pairs:
        assert pair["start"] < pair["end"]
        for end in ("start", "end"):
            strength[pair[end]] += pair["weight"]
            links[pair[end]] += pair["papers"]
    stated = tables.arrow(link_strengths(tagged)).to_pylist()
    assert {row["id"]: row["link_strength"] for row in stated} == links
    for k in range(7):
        together = sum(1 for ks in tags if k in ks and len(ks) > 1)
        assert strength[f"K{k}"] == pytest.approx(together)
