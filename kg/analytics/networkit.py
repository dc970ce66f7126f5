"""The one module that calls networkit: conversion, its quirks, and one thread always.

Several threads change the order of sums and of random draws, so that the same seed would give
other bytes on another machine. The engine keeps thread count and seed for the whole process;
`_single_thread` puts the former back. Algorithms do not keep the graph they were given alive: it
must have a name as long as they run, or the process dies. Importing the engine takes a second:
this module is imported late.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from kg.analytics.dependencies import dependencies
from kg.analytics.graph import undirected
from kg.errors import AnalysisError
from kg.spared import spared

# Link prediction is not used; what it would bring, pandas among it, is half of the import.
with spared("sklearn"):
    import networkit as nk

__all__ = [
    "Sampled",
    "biconnected",
    "clustering",
    "core_numbers",
    "edge_betweenness",
    "exact_betweenness",
    "from_networkit",
    "sampled_betweenness",
    "to_networkit",
]

DIAMETER_WORK = 1e9
"""Edges that searches for the diameter may follow, a few seconds, before it is made easy."""

START_FACTOR = 100
"""KADABRA first draws this fraction (1/100) of its greatest number of samples."""


class Sampled(NamedTuple):
    """Sampled values on networkx's scale, and the number of shortest paths drawn."""

    values: NDArray[np.float64]
    paths: int


def to_networkit(weights: csr_array, *, weighted: bool = False) -> Any:
    """An undirected networkit graph of the same nodes; weights kept when `weighted`."""
    upper = triu(weights, k=1).tocoo()
    # 32-bit indices crash the engine.
    ends = (upper.row.astype(np.uint64), upper.col.astype(np.uint64))
    data = upper.data if weighted else np.ones(upper.nnz)
    return nk.GraphFromCoo((data, ends), n=weights.shape[0], weighted=weighted, directed=False)


def from_networkit(graph: Any) -> csr_array:
    """The symmetric matrix of an undirected networkit graph; unweighted ties weigh 1."""
    n = graph.upperNodeIdBound()
    if graph.isDirected() or n != graph.numberOfNodes():
        raise AnalysisError(
            "the graph is directed, or nodes were taken out of it",
            hint="convert it with networkit.graphtools: toUndirected, getCompactedGraph",
        )
    edges = np.array(list(graph.iterEdgesWeights()), dtype=np.float64).reshape(-1, 3)
    i, j = edges[:, :2].astype(np.int64).T
    return undirected(i, j, edges[:, 2], n)


@contextmanager
def _single_thread() -> Iterator[None]:
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    try:
        yield
    finally:
        nk.setNumberOfThreads(threads)


def core_numbers(weights: csr_array) -> NDArray[np.int64]:
    """Core number of each node of a graph with at least one edge."""
    graph = to_networkit(weights)
    with _single_thread():
        scores = nk.centrality.CoreDecomposition(graph).run().scores()
    return np.asarray(scores, dtype=np.int64)


def clustering(weights: csr_array) -> NDArray[np.float64]:
    """Local clustering coefficient of each node of a graph with at least one edge."""
    graph = to_networkit(weights)
    with _single_thread():
        scores = nk.centrality.LocalClusteringCoefficient(graph, True).run().scores()
    return np.asarray(scores, dtype=np.float64)


def biconnected(weights: csr_array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Members of the biconnected components with an edge, one after another, and their sizes."""
    graph = to_networkit(weights)
    with _single_thread():
        parts = nk.components.BiconnectedComponents(graph).run().getComponents()
    parts = [part for part in parts if len(part) > 1]
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    members = np.fromiter((node for part in parts for node in part), np.int64, int(sizes.sum()))
    return members, sizes


def edge_betweenness(weights: csr_array) -> csr_array:
    """Pairs of nodes whose shortest paths pass each edge, as sums of shares; a symmetric matrix."""
    graph = to_networkit(weights)
    graph.indexEdges()
    with _single_thread():
        scores = nk.centrality.Betweenness(graph, False, True).run().edgeScores()
    at = np.empty((graph.numberOfEdges(), 2), dtype=np.int64)
    graph.forEdges(lambda u, v, _, number: at.__setitem__(number, (u, v)))
    half = csr_array((np.asarray(scores) / 2, at.T), shape=weights.shape)
    return csr_array(half + half.T)


def exact_betweenness(weights: csr_array) -> NDArray[np.float64]:
    """Pairs of other nodes whose shortest paths pass each node, as a sum of shares (Brandes)."""
    graph = to_networkit(weights)
    with _single_thread():
        scores = nk.centrality.Betweenness(graph).run().scores()
    # The engine counts each pair in both directions on undirected graphs.
    return np.asarray(scores, dtype=np.float64) / 2


def sampled_betweenness(weights: csr_array, *, error: float, risk: float, seed: int) -> Sampled:
    """Share of pairs of nodes (ends included) whose shortest path passes each node, by KADABRA.

    The graph must be connected and not a clique: on one of diameter 1 the engine never ends.

    The engine's scores are not that share: they are twice as large, and they divide the paths
    of both its phases by the number of those of the second. Both are put right here.

    The engine first asks for the exact diameter, which on a graph without a middle or a rim
    (most of 100,000 nodes equally far from the farthest) takes a search from nearly every node.
    There it is given a graph whose diameter is found at once: a tail hangs on the node of most
    ties, as long as that node is far from the farthest. What the paths from the tail add is known
    exactly, and is taken off again.
    """
    n = weights.shape[0]
    hub = int(np.argmax(np.diff(weights.indptr)))
    graph = to_networkit(weights)
    with _single_thread():
        tail = _tail(graph, hub)
        for node in range(n, n + tail):
            graph.addNode()
            graph.addEdge(hub if node == n else node - 1, node)
        nk.setSeed(seed, True)
        run = nk.centrality.KadabraBetweenness(graph, error, risk, True, 0, 0, START_FACTOR).run()
        paths = int(run.getNumberOfIterations())
        second = paths - int(run.getOmega() / START_FACTOR)
        scores = np.asarray(run.scores(), dtype=np.float64)[:n] / 2 * (second / paths)
    if tail:
        pairs = (n + tail) * (n + tail - 1) / 2
        added = tail * _passed(weights, hub) / pairs
        scores = np.maximum(scores - added, 0) * (pairs / (n * (n - 1) / 2))
    return Sampled(scores, paths)


def _tail(graph: Any, hub: int) -> int:
    """Steps from the hub to the farthest node; 0 where the diameter is found soon without a tail.

    A node whose distance bounds say that it may be an end of a diameter is one more search.
    """
    from_hub = np.asarray(nk.distance.BFS(graph, hub).run().getDistances())
    longest = max(nk.distance.BFS(graph, int(from_hub.argmax())).run().getDistances())
    searches = np.count_nonzero(from_hub + from_hub.max() > longest)
    return int(from_hub.max()) if searches * graph.numberOfEdges() > DIAMETER_WORK else 0


def _passed(weights: csr_array, source: int) -> NDArray[np.float64]:
    """For each node, to how many others the paths from outside that enter at `source` pass it."""
    onward = dependencies(weights, np.array([source]))
    return np.asarray(csr_array((onward, weights.indices, weights.indptr)).sum(axis=1))
