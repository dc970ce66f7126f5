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

import networkit as nk
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

__all__ = [
    "Sampled",
    "biconnected",
    "clustering",
    "core_numbers",
    "edge_betweenness",
    "exact_betweenness",
    "sampled_betweenness",
    "to_networkit",
]

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
    """
    graph = to_networkit(weights)
    with _single_thread():
        nk.setSeed(seed, True)
        run = nk.centrality.KadabraBetweenness(graph, error, risk, True, 0, 0, START_FACTOR).run()
        paths = int(run.getNumberOfIterations())
        second = paths - int(run.getOmega() / START_FACTOR)
        scores = np.asarray(run.scores(), dtype=np.float64)
    return Sampled(scores / 2 * (second / paths), paths)
