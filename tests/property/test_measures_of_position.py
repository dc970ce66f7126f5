"""Closeness, eigenvector, holes, cuts, diversity, communities' bridges: each on 250 random graphs
against networkx, or against its definition written out."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from kg.analytics.betweenness import edge_betweenness
from kg.analytics.closeness import closeness, harmonic
from kg.analytics.clustering import clustering
from kg.analytics.cuts import articulation_points, bridges, bridges_at
from kg.analytics.diversity import inverse_simpson, shannon
from kg.analytics.eigenvector import eigenvector
from kg.analytics.katz import katz
from kg.analytics.pagerank import pagerank
from kg.analytics.participation import participation, within_module_degree
from kg.analytics.results import significant
from kg.analytics.structural_holes import constraint, effective_size
from tests.oracles import katz_by_networkx, leading_by_definition
from tests.property.test_measures import arrays, random_graphs


def same(found: Any, expected: Any, tolerance: float = 1e-9) -> bool:
    """Whether the array holds the values of nodes 0, 1, 2, …; NaN where those are NaN."""
    values = [expected[node] for node in range(len(expected))]
    return len(found) == len(values) and np.allclose(
        found, values, rtol=0, atol=tolerance, equal_nan=True
    )


def test_closeness_harmonic_and_classic_equal_networkx() -> None:
    for graph in random_graphs():
        weights = arrays(graph)
        assert same(harmonic(weights), nx.harmonic_centrality(graph))
        assert same(closeness(weights), nx.closeness_centrality(graph))


def test_closeness_of_more_nodes_than_one_sweep_carries() -> None:
    for seed in range(2):
        graph: nx.Graph[Any] = nx.disjoint_union(
            nx.powerlaw_cluster_graph(700, 2, 0.6, seed=seed), nx.path_graph(70)
        )
        assert same(harmonic(arrays(graph)), nx.harmonic_centrality(graph))


def test_eigenvector_is_the_part_of_all_ones_in_the_leading_eigenspace() -> None:
    for graph in random_graphs():
        assert same(eigenvector(arrays(graph)), leading_by_definition(graph), 1e-7)


def test_eigenvector_of_larger_components_equals_networkx() -> None:
    for seed in range(3):
        graph = nx.connected_watts_strogatz_graph(150, 4, 0.3, seed=seed)
        expected = nx.eigenvector_centrality(graph, max_iter=20000, tol=1e-13)
        assert same(eigenvector(arrays(graph)), expected, 1e-8)


@pytest.mark.parametrize("attenuation", [0.0, 0.5, 0.9])
def test_katz_equals_networkx(attenuation: float) -> None:
    for graph in random_graphs():
        found = katz(arrays(graph), attenuation=attenuation)
        assert same(found, katz_by_networkx(graph, attenuation))


def test_clustering_equals_networkx() -> None:
    for graph in random_graphs():
        assert same(clustering(arrays(graph)), nx.clustering(graph))


def test_structural_holes_equal_networkx() -> None:
    assert constraint(csr_array((0, 0))).tolist() == effective_size(csr_array((0, 0))).tolist()
    for graph in filter(len, random_graphs()):
        weights = arrays(graph)
        assert same(constraint(weights), nx.constraint(graph, weight="weight"))
        assert same(effective_size(weights), nx.effective_size(graph))
        # Without a list of nodes, networkx takes a short cut that holds for unweighted graphs.
        expected = nx.effective_size(graph, list(graph), weight="weight")
        assert same(effective_size(weights, weighted=True), expected)


def test_structural_holes_in_many_blocks_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.powerlaw_cluster_graph(80, 3, 0.5, seed=1)
    whole = constraint(arrays(graph))
    monkeypatch.setattr("kg.analytics.structural_holes.WORK", 40)
    assert np.allclose(constraint(arrays(graph)), whole, rtol=0, atol=1e-15)


def test_cuts_equal_networkx() -> None:
    for graph in random_graphs():
        weights = arrays(graph)
        points = set(np.flatnonzero(articulation_points(weights)).tolist())
        assert points == set(nx.articulation_points(graph))
        expected = sorted(tuple(sorted(bridge)) for bridge in nx.bridges(graph))
        assert [tuple(pair) for pair in bridges(weights).tolist()] == expected
        ends = Counter(end for bridge in expected for end in bridge)
        assert same(bridges_at(weights), {node: ends[node] for node in graph})


def test_edge_betweenness_equals_networkx() -> None:
    for graph in random_graphs():
        found = edge_betweenness(arrays(graph)).values
        assert found.nnz == 2 * graph.number_of_edges()
        for (a, b), value in nx.edge_betweenness_centrality(graph).items():
            assert found[a, b] == pytest.approx(value, abs=1e-9)
            assert found[b, a] == found[a, b]


def test_diversity_follows_its_definition() -> None:
    for graph in random_graphs():
        entropy, simpson = {}, {}
        for node in graph:
            ties = [data.get("weight", 1.0) for data in graph[node].values()]
            shares = [tie / sum(ties) for tie in ties]
            entropy[node] = -sum(p * math.log(p) for p in shares) if ties else math.nan
            simpson[node] = 1 / sum(p * p for p in shares) if ties else math.nan
        assert same(shannon(arrays(graph)), entropy)
        assert same(inverse_simpson(arrays(graph)), simpson)


def test_participation_and_within_module_degree_follow_their_definition() -> None:
    for seed, graph in enumerate(random_graphs()):
        labels = [(node * 7 + seed) % 4 - 1 for node in graph]
        spread = {}
        for node in graph:
            into = Counter(labels[other] for other in graph[node])
            degree = graph.degree(node)
            shares = [(count / degree) ** 2 for count in into.values()]
            spread[node] = 1 - sum(shares) if degree else math.nan
        own = [sum(labels[other] == labels[node] for other in graph[node]) for node in graph]
        z = {}
        for node in graph:
            members = [own[other] for other in graph if labels[other] == labels[node]]
            sd = statistics.pstdev(members)
            z[node] = (own[node] - statistics.fmean(members)) / sd if sd else 0.0
            z[node] = z[node] if labels[node] >= 0 else math.nan
        given = np.array(labels, dtype=np.int64)
        assert same(participation(arrays(graph), given), spread)
        assert same(within_module_degree(arrays(graph), given), z)


def test_directed_pagerank_equals_networkx() -> None:
    for seed in range(200):
        n = seed % 19
        graph = nx.gnp_random_graph(n, 0.15, seed=seed, directed=True)
        ends = np.array(list(graph.edges()), dtype=np.int64).reshape(-1, 2).T
        links = csr_array((np.ones(ends.shape[1]), ends), shape=(n, n))
        expected = nx.pagerank(graph, tol=1e-14, max_iter=5000)
        assert same(pagerank(links, directed=True), expected)


def test_measures_of_position_move_with_the_nodes() -> None:
    functions = (
        harmonic, closeness, eigenvector, katz, clustering, constraint, effective_size,
        articulation_points, bridges_at, shannon, inverse_simpson,
    )  # fmt: skip
    for seed, graph in enumerate(random_graphs()):
        weights = arrays(graph)
        order = np.random.default_rng(seed).permutation(len(graph))
        moved = csr_array(weights[order][:, order])
        for function in functions:
            found, expected = function(moved), function(weights)[order]
            assert np.allclose(found, expected, rtol=0, atol=1e-9, equal_nan=True)
        edges = edge_betweenness(weights).values[order][:, order]
        assert abs(edge_betweenness(moved).values - edges).sum() == pytest.approx(0, abs=1e-9)


def test_twelve_digits_are_independent_of_the_order_of_nodes() -> None:
    for seed, graph in enumerate(random_graphs()):
        weights = arrays(graph)
        order = np.random.default_rng(seed).permutation(len(graph))
        found, moved = harmonic(weights), harmonic(csr_array(weights[order][:, order]))
        assert significant(moved).tolist() == significant(found[order]).tolist()
