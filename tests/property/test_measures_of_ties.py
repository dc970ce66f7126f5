"""Ties and partitions: sampled betweenness of edges, projections, association strength, quality.

Each on at least 200 random graphs, against networkx or its definition written out; and every
measure of nodes with one thread and two.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms import bipartite
from numpy.typing import NDArray
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits

from kg.analytics.association import association_strength
from kg.analytics.betweenness import edge_betweenness
from kg.analytics.dependencies import dependencies
from kg.analytics.leiden import modularity
from kg.analytics.network import MEASURES
from kg.analytics.participation import participation, within_module_degree
from kg.analytics.partitions import conductance, coverage, own_stability
from kg.analytics.projections import project
from tests.property.test_measures import arrays, random_graphs


def test_shares_of_paths_from_some_nodes_equal_networkx() -> None:
    """What sampled betweenness of edges adds up."""
    for seed, graph in enumerate(random_graphs()):
        weights = arrays(graph)
        chosen = random.Random(seed).sample(range(len(graph)), len(graph) // 3)
        found = dependencies(weights, np.array(chosen, dtype=np.int64))
        both = csr_array((found, weights.indices, weights.indptr), shape=weights.shape)
        both = both + both.T
        expected = nx.edge_betweenness_centrality_subset(graph, chosen, list(graph))
        for (a, b), value in expected.items():
            # networkx halves sums over an undirected graph's pairs.
            assert both[a, b] == pytest.approx(2 * value, abs=1e-9)


def test_sampled_betweenness_of_edges_keeps_what_it_promises() -> None:
    """Within the error in nine cases of ten, and on the whole neither too large nor too small."""
    within, total = [], np.zeros(2)
    for seed, graph in enumerate(random_graphs()):
        weights = arrays(graph)
        sources = max(1, len(graph) // 2)
        found = edge_betweenness(weights, exact_work=0, sources=sources, seed=seed)
        again = edge_betweenness(weights, exact_work=0, sources=sources, seed=seed)
        assert found.values.data.tobytes() == again.values.data.tobytes()
        assert abs(found.values - found.values.T).max() == 0 if weights.nnz else True
        exact = edge_betweenness(weights).values
        if found.sources:
            assert found.error == pytest.approx(np.sqrt(np.log(20) / (2 * sources)))
            within += (abs((found.values - exact).data) <= found.error).tolist()
            total += found.values.sum(), exact.sum()
    assert np.mean(within) >= 0.9
    assert total[0] == pytest.approx(total[1], rel=0.02)


def random_teams() -> Iterator[tuple[nx.Graph[Any], csr_array]]:
    """Papers 0, 1, … of members 100, 101, …, as a bipartite graph and as a matrix."""
    for seed in range(250):
        rng = random.Random(seed)
        papers, members = rng.randint(0, 12), rng.randint(0, 9)
        graph: nx.Graph[Any] = nx.Graph()
        # networkx asks for one at least.
        graph.add_nodes_from(["a paper of nobody", *range(papers)])
        graph.add_nodes_from(range(100, 100 + members))
        for paper in range(papers):
            team = rng.sample(range(members), rng.randint(0, members))
            graph.add_edges_from((paper, 100 + member) for member in team)
        held = [[graph.has_edge(p, 100 + m) for m in range(members)] for p in range(papers)]
        yield graph, csr_array(np.array(held, dtype=np.int64).reshape(papers, members))


@pytest.mark.parametrize("limit", [100, 4])
def test_weights_of_collaboration_equal_networkx(limit: int) -> None:
    """Newman's for coauthors, and counts for co-citation and coupling; large teams tie nobody."""
    for graph, held in random_teams():
        sizes = np.diff(held.indptr).astype(np.int64)
        graph.remove_nodes_from(np.flatnonzero(sizes > limit).tolist())
        members = [node for node in graph if isinstance(node, int) and node >= 100]
        newman = bipartite.collaboration_weighted_projected_graph(graph, members)
        counts = bipartite.weighted_projected_graph(graph, members)
        for expected, found in (
            (newman, project(held, sizes, limit)),
            (counts, project(held, sizes, limit, newman=False)),
        ):
            whole = nx.to_numpy_array(expected, nodelist=sorted(members))
            assert np.allclose(found.toarray(), whole, rtol=0, atol=1e-11)


def test_association_strength_follows_its_definition() -> None:
    for graph in random_graphs():
        found = association_strength(arrays(graph))
        sums = dict(graph.degree(weight="weight"))
        total = sum(sums.values())
        assert found.nnz == 2 * graph.number_of_edges()
        for a, b, weight in graph.edges(data="weight", default=1.0):
            assert found[a, b] == pytest.approx(weight / (sums[a] * sums[b] / total))


def labelled(seed: int, graph: nx.Graph[Any]) -> NDArray[np.int64]:
    """A group of each node at random, some in none."""
    rng = np.random.default_rng(seed)
    return rng.integers(-1, 4, len(graph))


def groups(labels: NDArray[np.int64]) -> list[set[int]]:
    return [set(np.flatnonzero(labels == g).tolist()) for g in range(labels.max(initial=-1) + 1)]


def test_coverage_and_conductance_equal_networkx() -> None:
    for seed, graph in enumerate(random_graphs()):
        weights, labels = arrays(graph), labelled(seed, graph)
        parts, total = groups(labels), graph.size(weight="weight")
        inside = sum(graph.subgraph(part).size(weight="weight") for part in parts)
        assert coverage(weights, labels) == pytest.approx(inside / total if total else 0)
        for part, found in zip(parts, conductance(weights, labels), strict=True):
            sides = (part, set(graph) - part)
            cut = nx.cut_size(graph, *sides, weight="weight")
            smaller = min(nx.volume(graph, side, weight="weight") for side in sides)
            assert found == pytest.approx(cut / smaller if cut else 0)


def test_stability_of_each_group_follows_its_definition() -> None:
    for seed, graph in enumerate(random_graphs()):
        labels = labelled(seed, graph)
        others = [labelled(seed + 1000 * n, graph) for n in (1, 2, 3)]
        found = own_stability(labels, others)
        for part, value in zip(groups(labels), found, strict=True):
            best = [
                max((len(part & o) / len(part | o) for o in groups(other) if part & o), default=0)
                for other in others
            ]
            assert value == pytest.approx(np.mean(best))


def test_what_depends_on_communities_moves_with_the_nodes() -> None:
    for seed, graph in enumerate(random_graphs()):
        weights, labels = arrays(graph), labelled(seed, graph)
        order = np.random.default_rng(seed).permutation(len(graph))
        moved, names = csr_array(weights[order][:, order]), labels[order]
        for function in (participation, within_module_degree):
            found, expected = function(moved, names), function(weights, labels)[order]
            assert np.allclose(found, expected, rtol=0, atol=1e-12, equal_nan=True)
        assert modularity(moved, names) == pytest.approx(modularity(weights, labels), abs=1e-12)


def test_the_same_bytes_with_one_thread_and_two() -> None:
    found = []
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            found.append([list(every_measure(arrays(graph))) for graph in random_graphs()])
    assert found[0] == found[1]


def every_measure(weights: csr_array) -> Iterator[tuple[str, bytes]]:
    for name, function in MEASURES.items():
        yield name, function(weights).tobytes()
    yield "edge_betweenness", edge_betweenness(weights).values.data.tobytes()
    sampled = edge_betweenness(weights, exact_work=0, sources=3, seed=1)
    yield "edge_betweenness, sampled", sampled.values.data.tobytes()
