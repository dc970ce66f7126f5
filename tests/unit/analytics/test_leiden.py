"""Leiden: guarded against what hangs or kills the engine, numbered by size, repeatable."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from kg.analytics.communities import Communities
from kg.analytics.interchange import from_networkx
from kg.analytics.leiden import leiden, modularity
from kg.errors import AnalysisError
from kg.testing.analyses import inputs_of


def test_friends_and_foes_of_the_karate_club_are_told_apart() -> None:
    club = nx.karate_club_graph()
    graph = from_networkx(nx.relabel_nodes(club, {n: f"{n:02}" for n in club}))
    labels = leiden(graph.weights, seed=1)
    assert modularity(graph.weights, labels) > 0.44
    assert labels[0] != labels[33]


def test_a_higher_resolution_gives_smaller_communities() -> None:
    ring = from_networkx(nx.ring_of_cliques(30, 5)).weights
    few, many = leiden(ring, resolution=0.2), leiden(ring, resolution=5)
    assert few.max() < many.max() == 29


def test_numbers_go_by_size_then_by_smallest_member() -> None:
    parts = [nx.complete_graph(n) for n in (2, 4, 3, 4)]
    graph = from_networkx(nx.relabel_nodes(nx.disjoint_union_all(parts), lambda n: f"{n:02}"))
    assert leiden(graph.weights).tolist() == [3] * 2 + [0] * 4 + [2] * 3 + [1] * 4


@pytest.mark.parametrize("weights", [[[0, 1.0], [0, 0]], [[0, 1.0], [2.0, 0]]])
def test_a_matrix_that_is_not_symmetric_is_refused(weights: list[list[float]]) -> None:
    with pytest.raises(AnalysisError, match="not symmetric"):
        leiden(csr_array(weights))


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_weights_that_are_no_strengths_are_refused(weight: float) -> None:
    with pytest.raises(AnalysisError, match="finite and not negative"):
        leiden(csr_array([[0, weight], [weight, 0]]))


def test_no_edges_and_only_zero_weights_give_no_communities() -> None:
    assert leiden(csr_array((3, 3))).tolist() == [-1, -1, -1]
    zero = csr_array((np.zeros(2), ([0, 1], [1, 0])), shape=(2, 2))
    assert leiden(zero).tolist() == [-1, -1]
    assert leiden(csr_array((0, 0))).tolist() == []


def test_authors_alone_are_in_no_community_and_the_note_says_how_many(tmp_path: Path) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(["a", "b", "c", "d"])
    graph.add_edge("b", "d", weight=1.0)
    result = Communities().run(inputs_of(graph, tmp_path))
    assert result.measures["Author"].column("community").to_pylist() == [None, 0, None, 0]
    assert result.notes == (
        "1 community of modularity 0.0000",
        "without coauthors and so in no community: 2 authors",
    )
