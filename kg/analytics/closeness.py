"""Closeness, harmonic and classic: how few steps it takes to everybody else.

Exact for all nodes by breadth-first searches from 512 sources at once, one bit each (Then et
al. 2014, doi:10.14778/2735496.2735507), after nodes that no distance can tell apart were merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

from kg.analytics.components import components
from kg.analytics.graph import Graph
from kg.analytics.measures import CoauthorMeasure

__all__ = ["Closeness", "Distances", "closeness", "distances", "harmonic"]

WORDS = 8
"""Words of 64 sources that one sweep carries."""

BITS = 64


class Distances(NamedTuple):
    """For each node, over the other nodes it can reach: how many, their steps, their 1/steps."""

    reached: NDArray[np.int64]
    total: NDArray[np.int64]
    inverse: NDArray[np.float64]


def harmonic(weights: csr_array) -> NDArray[np.float64]:
    """Sum over the other nodes of 1 / steps on a shortest path; none for those out of reach.

    From 0 (no ties) to n-1 (a tie to everybody); steps count, whatever the weights. It needs no
    choice about separate components. Exact; O(n m / 64) at most, and much less where many nodes
    have the same ties. Marchiori and Latora 2000, doi:10.1016/S0378-4371(00)00311-3.

    >>> harmonic(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).tolist()
    [1.5, 2.0, 1.5]
    """
    return distances(weights).inverse


def closeness(weights: csr_array) -> NDArray[np.float64]:
    """Inverse of the mean number of steps to the nodes in reach, times their share of all others.

    (r / (n-1)) (r / sum of steps), r the number of other nodes in reach: the form of Wasserman
    and Faust for graphs in several components. From 0 (no ties) to 1 (a tie to everybody).
    Exact; costs what `harmonic` does. Freeman 1978, doi:10.1016/0378-8733(78)90021-7.

    >>> closeness(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).round(4).tolist()
    [0.6667, 1.0, 0.6667]
    """
    return _classic(distances(weights))


def _classic(found: Distances) -> NDArray[np.float64]:
    reached = found.reached.astype(np.float64)
    others = max(len(reached) - 1, 1)
    return np.asarray(reached * reached / np.maximum(found.total, 1) / others)


def distances(weights: csr_array) -> Distances:
    """Sums over the steps from each node to every other, exact.

    Nodes with the same ties and a tie between them (coauthors of one paper only) are at the same
    distance from everybody else and at 1 from each other: one of each such class is searched.
    """
    n = weights.shape[0]
    steps = Distances(np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n))
    tied = np.flatnonzero(np.diff(weights.indptr))
    if len(tied) == 0:
        return steps
    inside = weights[tied][:, tied]
    class_of, first = _twins(inside)
    size = np.bincount(class_of)
    merged = inside[first][:, first]
    found = _classes(merged, size)
    alike = size[class_of] - 1
    steps.reached[tied] = found.reached[class_of] + alike
    steps.total[tied] = found.total[class_of] + alike
    steps.inverse[tied] = found.inverse[class_of] + alike
    return steps


def _twins(weights: csr_array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The class of each node with the same closed neighbourhood, and a member of each class.

    Neighbourhoods are compared by two 64-bit sums of random keys: two that differ agree by
    chance once in 2^128 comparisons.
    """
    keys = np.random.default_rng(0).integers(0, 2**64, (weights.shape[0], 2), np.uint64)
    # Unsigned sums wrap around, which is meant.
    sums = np.add.reduceat(keys[weights.indices], weights.indptr[:-1], axis=0) + keys
    _, first, inverse = np.unique(sums, axis=0, return_index=True, return_inverse=True)
    return inverse.reshape(-1), first


def _classes(weights: csr_array, size: NDArray[np.int64]) -> Distances:
    """Sums over the other classes, each counting with its size."""
    n = weights.shape[0]
    found = Distances(np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n))
    labels = components(weights)
    # The small components share sweeps; the largest has its own, without their rows.
    for inside in (np.flatnonzero(labels == 0), np.flatnonzero(labels > 0)):
        part = weights[inside][:, inside]
        if part.nnz == 0:
            continue
        order = reverse_cuthill_mckee(part, symmetric_mode=True)
        inside, part = inside[order], csr_array(part[order][:, order])
        tied = np.diff(part.indptr) > 0
        inside, part = inside[tied], part[tied][:, tied]
        _search(part, inside, size[inside], found)
    return found


def _search(
    weights: csr_array, names: NDArray[np.int64], size: NDArray[np.int64], found: Distances
) -> None:
    """Search from every node of a graph without isolated nodes; add up into `found[names]`."""
    words = list(_words(size))
    reached, total, inverse = (np.zeros(len(names)) for _ in range(3))
    for start in range(0, len(words), WORDS):
        sweep = words[start : start + WORDS]
        counts = np.array([size[word[0]] for word in sweep], dtype=np.float64)
        for steps, new in enumerate(_levels(weights, sweep), 1):
            more = np.bitwise_count(new) @ counts
            reached += more
            total += more * steps
            inverse += more / steps
    found.reached[names] = reached.astype(np.int64)
    found.total[names] = total.astype(np.int64)
    found.inverse[names] = inverse


def _words(size: NDArray[np.int64]) -> Any:
    """Sources in groups of up to 64, all of a group of one size, so that bits can be counted."""
    order = np.argsort(size, kind="stable")
    edges = np.flatnonzero(np.diff(size[order])) + 1
    for same in np.split(order, edges):
        yield from (same[i : i + BITS] for i in range(0, len(same), BITS))


def _levels(weights: csr_array, sweep: list[NDArray[np.int64]]) -> Any:
    """After 1, 2, … steps: the bits of the sources that reach each node then and not before."""
    seen = np.zeros((weights.shape[0], len(sweep)), np.uint64)
    for column, word in enumerate(sweep):
        seen[word, column] = np.uint64(1) << np.arange(len(word), dtype=np.uint64)
    new = seen
    while True:
        near = np.bitwise_or.reduceat(new[weights.indices], weights.indptr[:-1], axis=0)
        new = near & ~seen
        if not new.any():
            return
        seen = seen | new
        yield new


@dataclass(frozen=True)
class Closeness(CoauthorMeasure):
    """Closeness of authors on the coauthor graph, harmonic and classic, in steps."""

    name: ClassVar[str] = "closeness"
    reference: ClassVar[str] = "doi:10.1016/S0378-4371(00)00311-3"

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        found = distances(graph.weights)
        return {"closeness": _classic(found), "harmonic": found.inverse}
