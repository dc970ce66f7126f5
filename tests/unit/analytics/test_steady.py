"""Groups stay what they were as long as they are as good as new ones, and nobody is misplaced."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.leiden import leiden, modularity
from kg.analytics.results import by_size
from kg.analytics.steady import TOLERANCE, settled, steady
from kg.analytics.topics.levels import absorbed

Labels = NDArray[np.int64]


def arrays(graph: nx.Graph[int]) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(graph, nodelist=range(len(graph)))).astype(float)


def of(groups: str) -> Labels:
    """One digit a node, `.` for none."""
    return np.array([-1 if sign == "." else int(sign) for sign in groups], dtype=np.int64)


RING = arrays(nx.cycle_graph(9))
"""Parted in three threes in three ways that are equally good."""

RANDOM = [
    arrays(nx.gnp_random_graph(40, 0.03 + 0.01 * (seed % 4), seed=seed)) for seed in range(24)
]


def nothing(weights: csr_array) -> Callable[[Labels], Labels]:
    return by_size


def threes(weights: csr_array) -> Callable[[Labels], Labels]:
    """As topics are: none of fewer than three."""
    return lambda labels: absorbed(weights, labels, 3)


def test_of_equally_good_partitions_that_of_before_stays() -> None:
    fresh, former = of("000111222"), of("011122200")
    assert steady(RING, fresh, former).tolist() == by_size(former).tolist()


def test_groups_found_anew_are_taken_when_they_are_clearly_better() -> None:
    better = of("000111222")
    assert steady(RING, better, of("000000000")).tolist() == better.tolist()


def test_what_was_worse_by_less_than_the_tolerance_stays() -> None:
    cliques = nx.ring_of_cliques(30, 5)
    weights = arrays(cliques)
    pairs, single = np.arange(150) // 10, np.arange(150) // 5
    gap = modularity(weights, pairs) - modularity(weights, single)
    assert gap > TOLERANCE
    assert steady(weights, pairs, single).max() == 14
    # One clique alone, where the best partition has only pairs of them.
    nearly = np.where(single < 2, single, pairs + 1)
    assert 0 < modularity(weights, pairs) - modularity(weights, nearly) < TOLERANCE
    assert len(np.unique(steady(weights, pairs, nearly))) == 16


def test_newcomers_join_those_around_them_or_are_a_group_of_their_own() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(5), nx.complete_graph(5), nx.path_graph(2)])
    graph.add_edge(10, 12)
    fresh = of("0000011111222")
    assert steady(arrays(graph), fresh, of("1111.22222...")).tolist() == fresh.tolist()


def test_who_was_known_and_has_other_ties_now_moves() -> None:
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(6))
    weights = arrays(graph)
    assert (
        steady(weights, of("00000111111"), of("00000011111")).tolist() == of("11111000000").tolist()
    )


def test_a_group_that_fell_apart_is_two() -> None:
    apart = arrays(nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3)))
    assert settled(apart, of("0000000")).tolist() == of("0000111").tolist()


@pytest.mark.parametrize("joined", [nothing, threes])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_done_twice_it_changes_nothing(
    joined: Callable[[csr_array], Callable[[Labels], Labels]], share: float
) -> None:
    for seed, weights in enumerate(RANDOM):
        chance = np.random.default_rng(seed)
        fresh = leiden(weights, seed=seed)
        former = np.where(chance.random(40) < share, chance.integers(0, 6, 40), -1)
        how = joined(weights)
        once = steady(weights, fresh, former, joined=how)
        remembered = np.where(once >= 0, once, np.where(former >= 0, former + 100, -1))
        assert steady(weights, fresh, remembered, joined=how).tolist() == once.tolist()


def test_it_is_never_worse_than_what_leiden_found_by_more_than_the_tolerance() -> None:
    for seed, (weights, other) in enumerate(pairwise(RANDOM)):
        fresh, former = leiden(weights), leiden(other, seed=seed)
        found = steady(weights, fresh, former)
        assert modularity(weights, found) >= modularity(weights, fresh) - TOLERANCE
        assert ((found < 0) == (fresh < 0)).all()


def test_nobody_gains_by_moving_and_groups_hang_together() -> None:
    for weights in RANDOM[::4]:
        labels = settled(weights, by_size(np.arange(40) % 5), resolution=1.5)
        graph = nx.from_scipy_sparse_array(weights)
        best = modularity(weights, labels, resolution=1.5)
        for group in np.unique(labels):
            assert nx.is_connected(graph.subgraph(np.flatnonzero(labels == group).tolist()))
        for node in range(40):
            for group in np.unique(labels[weights.indices[weights.indptr[node] :][:3]]):
                moved = np.where(np.arange(40) == node, group, labels)
                assert modularity(weights, moved, resolution=1.5) <= best + 1e-6


def test_no_ties_and_no_nodes_are_no_groups() -> None:
    assert steady(csr_array((2, 2)), of(".."), of("01")).tolist() == [-1, -1]
    assert steady(csr_array((0, 0)), of(""), of("")).tolist() == []
