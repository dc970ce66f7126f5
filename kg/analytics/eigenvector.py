"""Eigenvector centrality: who has ties to those who have ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import eigsh

from kg.analytics.components import components
from kg.analytics.degree import strength
from kg.analytics.graph import Graph
from kg.analytics.measures import CoauthorMeasure

__all__ = ["Eigenvector", "Leading", "eigenvector", "leading"]

DENSE = 64
"""Components of up to this many nodes are solved as dense matrices."""

EQUAL = 1e-10
"""Eigenvalues that differ by less than this part are one."""


class Leading(NamedTuple):
    """The largest eigenvalue, and the part of (1, 1, …) in its eigenspace, of length 1."""

    value: float
    vector: NDArray[np.float64]


def eigenvector(weights: csr_array) -> NDArray[np.float64]:
    """Each node's centrality is proportional to the weighted sum of its neighbours'.

    lambda x = W x for the largest eigenvalue lambda, x of length 1; weight is a strength; values
    0 to 1, to 10 decimals. Only the component with the largest eigenvalue, and others that have
    the very same, get values above 0: on a graph in many pieces ask for PageRank or Katz.
    Lanczos iteration, O(m) a step. Bonacich 1972, doi:10.1080/0022250X.1972.9989806.

    >>> eigenvector(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).round(4).tolist()
    [0.5, 0.7071, 0.5]
    """
    return np.asarray(np.round(leading(weights).vector, 10) + 0.0)


def leading(weights: csr_array) -> Leading:
    """The largest eigenvalue and its vector, component by component.

    A component's eigenvalue is at most its greatest strength: components are solved in that
    order until none can beat the best. Without ties all nodes are alike: value 0.
    """
    n = weights.shape[0]
    if n == 0:
        return Leading(0.0, np.empty(0))
    if weights.nnz == 0:
        return Leading(0.0, np.full(n, n**-0.5))
    labels = components(weights)
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(labels.max() + 2))
    bound = np.zeros(labels.max() + 1)
    np.maximum.at(bound, labels, strength(weights))
    best, found = 0.0, []
    for label in np.argsort(-bound, kind="stable"):
        if bound[label] < best * (1 - EQUAL):
            break
        inside = order[starts[label] : starts[label + 1]]
        value, vector = _solved(weights[inside][:, inside])
        best = max(best, value)
        found.append((value, inside, vector))
    whole = np.zeros(n)
    for value, inside, vector in found:
        if value >= best * (1 - EQUAL):
            whole[inside] = vector * vector.sum()
    return Leading(best, whole / np.linalg.norm(whole))


def _solved(weights: csr_array) -> tuple[float, NDArray[np.float64]]:
    """Largest eigenvalue and vector of a connected graph: all of one sign, by Perron-Frobenius."""
    n = weights.shape[0]
    if n <= DENSE:
        values, vectors = np.linalg.eigh(weights.toarray())
    else:
        values, vectors = eigsh(weights.astype(np.float64), k=1, which="LA", v0=np.ones(n), tol=0)
    return float(values[-1]), np.abs(vectors[:, -1])


@dataclass(frozen=True)
class Eigenvector(CoauthorMeasure):
    """Eigenvector centrality of authors on the coauthor graph with Newman weights."""

    name: ClassVar[str] = "eigenvector"
    reference: ClassVar[str] = "doi:10.1080/0022250X.1972.9989806"

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        return {"eigenvector": eigenvector(graph.weights)}
