"""Quality of partitions equals what networkx and the definitions say."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.interchange import from_networkx
from kg.analytics.leiden import leiden, modularity
from kg.analytics.partitions import agreement, conductance, coverage, own_stability
from kg.errors import AnalysisError


def random_partition(seed: int) -> tuple[nx.Graph[str], csr_array, NDArray[np.int64]]:
    """A random weighted graph and labels of its nodes, each group with a member."""
    rng = np.random.default_rng(seed)
    plain = nx.gnp_random_graph(20, 0.05 + 0.02 * (seed % 10), seed=seed)
    graph: nx.Graph[str] = nx.relabel_nodes(plain, lambda n: f"{n:02}")
    for _, _, data in graph.edges(data=True):
        data["weight"] = float(rng.choice([0.25, 0.5, 1.0, 3.0]))
    labels = np.concatenate([np.arange(4), rng.integers(0, 4, 16)])
    return graph, from_networkx(graph).weights, labels


def groups(labels: NDArray[np.int64]) -> list[set[str]]:
    return [{f"{n:02}" for n in np.flatnonzero(labels == g)} for g in range(int(labels.max()) + 1)]


@pytest.mark.parametrize("seed", range(40))
def test_modularity_coverage_and_conductance_are_those_of_networkx(seed: int) -> None:
    graph, weights, labels = random_partition(seed)
    if graph.number_of_edges() == 0:
        assert (modularity(weights, labels), coverage(weights, labels)) == (0, 0)
        return
    parts = groups(labels)
    for resolution in (0.5, 1, 2):
        expected = nx.community.modularity(graph, parts, resolution=resolution)
        assert modularity(weights, labels, resolution=resolution) == pytest.approx(expected)
    inside = sum(graph.subgraph(p).size(weight="weight") for p in parts)
    assert coverage(weights, labels) == pytest.approx(inside / graph.size(weight="weight"))
    for group, part in enumerate(parts):
        rest = set(graph) - part
        smaller = min(nx.volume(graph, s, weight="weight") for s in (part, rest))
        cut = nx.cut_size(graph, part, rest, weight="weight")
        expected = cut / smaller if smaller else 0
        assert conductance(weights, labels)[group] == pytest.approx(expected)


def test_agreement_ignores_the_numbers_and_those_in_no_group() -> None:
    labels = np.array([0, 0, 1, 1, 2, -1])
    assert agreement(labels, np.array([9, 9, 4, 4, 7, 3])) == 1
    assert agreement(labels, np.full(6, -1)) == 1
    rng = np.random.default_rng(0)
    assert abs(agreement(rng.integers(0, 5, 2000), rng.integers(0, 5, 2000))) < 0.01


def test_a_group_that_others_split_is_less_stable_than_one_they_keep() -> None:
    labels = np.array([0, 0, 0, 0, 1, 1])
    others = [np.array([5, 5, 5, 5, 2, 2]), np.array([0, 0, 1, 1, 2, 2])]
    assert own_stability(labels, others).tolist() == [0.75, 1.0]


def test_the_potts_model_sees_cliques_that_modularity_joins() -> None:
    ring = from_networkx(nx.relabel_nodes(nx.ring_of_cliques(60, 3), lambda n: f"{n:03}")).weights
    assert leiden(ring).max() + 1 < 60
    labels = leiden(ring, resolution=0.5, objective="cpm")
    assert np.bincount(labels).tolist() == [3] * 60
    # Denser than a clique is nothing: every author alone.
    assert leiden(ring, resolution=1.5, objective="cpm").max() + 1 == 180


@pytest.mark.parametrize("resolution", [0.0, -1.0, float("nan")])
def test_a_resolution_without_meaning_is_refused(resolution: float) -> None:
    with pytest.raises(AnalysisError, match="must be above 0"):
        leiden(csr_array([[0, 1.0], [1, 0]]), resolution=resolution)
