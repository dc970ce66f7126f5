"""Every measure against networkx on 250 random graphs, weighted and not."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from kg.analytics.betweenness import betweenness
from kg.analytics.components import components
from kg.analytics.core import core_numbers
from kg.analytics.degree import degree, strength
from kg.analytics.interchange import from_networkx, to_networkx
from kg.analytics.leiden import leiden, modularity
from kg.analytics.pagerank import pagerank

COUNT = 250


@cache
def random_graphs() -> list[nx.Graph[Any]]:
    """Sparse and dense graphs, teams, trees, several components, isolated nodes, ties."""
    return [_random_graph(random.Random(seed), seed) for seed in range(COUNT)]


def _random_graph(rng: random.Random, seed: int) -> nx.Graph[Any]:
    n = rng.randint(0, 24)
    kinds: list[nx.Graph[Any]] = [
        nx.gnp_random_graph(n, rng.choice((0.02, 0.08, 0.2, 0.5, 1.0)), seed=seed),
        nx.disjoint_union_all([nx.complete_graph(rng.randint(1, 6)) for _ in range(4)]),
        nx.random_labeled_tree(n + 1, seed=seed),
        nx.disjoint_union(nx.cycle_graph(rng.randint(3, 9)), nx.empty_graph(rng.randint(0, 3))),
        nx.windmill_graph(rng.randint(2, 4), rng.randint(2, 5)),
    ]
    graph = kinds[seed % len(kinds)]
    if seed % 2:
        for _, _, data in graph.edges(data=True):
            data["weight"] = rng.choice((0.1, 1 / 3, 0.5, 1.0, 1.0, 7.0))
    return nx.convert_node_labels_to_integers(graph)


def arrays(graph: nx.Graph[Any]) -> csr_array:
    """The graph as CSR, rows in the order of its nodes."""
    edges = [(i, j, w) for i, j, w in graph.edges(data="weight", default=1.0)]
    i, j, w = np.array(edges, dtype=float).reshape(-1, 3).T
    n = len(graph)
    half = csr_array((w, (i.astype(int), j.astype(int))), shape=(n, n))
    return csr_array(half + half.T)


def same(found: Any, expected: Mapping[Any, float], tolerance: float = 1e-9) -> bool:
    """Whether the array holds the values of nodes 0, 1, 2, …"""
    return len(found) == len(expected) and np.allclose(
        found, [expected[node] for node in range(len(expected))], rtol=0, atol=tolerance
    )


@pytest.mark.parametrize("part", range(5))
def test_degree_strength_core_pagerank_and_betweenness_equal_networkx(part: int) -> None:
    for graph in random_graphs()[part::5]:
        weights = arrays(graph)
        assert same(degree(weights), dict(graph.degree()))
        assert same(strength(weights), dict(graph.degree(weight="weight")))
        assert same(core_numbers(weights), nx.core_number(graph))
        assert same(pagerank(weights), nx.pagerank(graph, tol=1e-15, max_iter=2000))
        assert same(betweenness(weights).values, nx.betweenness_centrality(graph))


@pytest.mark.parametrize("damping", [0.0, 0.5, 0.95])
def test_pagerank_equals_networkx_at_any_damping(damping: float) -> None:
    for graph in random_graphs()[::5]:
        expected = nx.pagerank(graph, alpha=damping, tol=1e-14, max_iter=5000)
        assert same(pagerank(arrays(graph), damping=damping, iterations=5000), expected)


def test_components_are_those_of_networkx_the_largest_first() -> None:
    for graph in random_graphs():
        labels = components(arrays(graph))
        parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
        expected = {node: number for number, part in enumerate(parts) for node in part}
        assert same(labels, expected)


def test_modularity_equals_networkx() -> None:
    for graph in random_graphs():
        if not graph.number_of_edges():
            continue
        labels = np.array([node % 3 for node in graph])
        parts = [{n for n in graph if n % 3 == k} for k in range(3)]
        for resolution in (0.5, 1, 2):
            expected = nx.community.modularity(
                graph, [p for p in parts if p], resolution=resolution
            )
            found = modularity(arrays(graph), labels, resolution=resolution)
            assert found == pytest.approx(expected, abs=1e-12)


def test_communities_are_connected_and_at_least_as_good_as_greedy_merging() -> None:
    difference = []
    for graph in random_graphs():
        weights = arrays(graph)
        labels = leiden(weights, seed=1)
        assert ((labels < 0) == (degree(weights) == 0)).all()
        parts = [
            set(np.flatnonzero(labels == k).tolist()) for k in range(labels.max(initial=-1) + 1)
        ]
        assert [len(p) for p in parts] == sorted((len(p) for p in parts), reverse=True)
        assert all(nx.is_connected(graph.subgraph(part)) for part in parts)
        if parts:
            greedy = [set(c) for c in nx.community.greedy_modularity_communities(graph, "weight")]
            difference.append(modularity(weights, labels) - nx.community.modularity(graph, greedy))
    assert np.mean(difference) >= 0
    assert min(difference) > -0.05


def test_measures_move_with_the_nodes() -> None:
    """Naming the nodes otherwise permutes the values and changes nothing else."""
    for seed, graph in enumerate(random_graphs()):
        weights = arrays(graph)
        order = np.random.default_rng(seed).permutation(len(graph))
        moved = csr_array(weights[order][:, order])
        for function in (degree, strength, core_numbers, pagerank):
            found, expected = function(moved), function(weights)[order]
            assert np.allclose(found, expected, rtol=0, atol=1e-12)
        expected = betweenness(weights).values[order]
        assert np.allclose(betweenness(moved).values, expected, rtol=0, atol=1e-12)


def test_a_graph_survives_the_way_to_networkx_and_back() -> None:
    for graph in random_graphs():
        first = from_networkx(graph)
        again = from_networkx(to_networkx(first))
        assert again.ids.tolist() == first.ids.tolist()
        assert (again.weights != first.weights).nnz == 0
        assert nx.utils.graphs_equal(to_networkx(again), to_networkx(first))
