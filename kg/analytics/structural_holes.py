"""Burt's structural holes: whether one's partners are partners of each other, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from kg.analytics.clustering import clustering
from kg.analytics.degree import strength
from kg.analytics.graph import Graph
from kg.analytics.measures import CoauthorMeasure

__all__ = ["StructuralHoles", "constraint", "effective_size"]

WORK = 4_000_000
"""Paths of two steps that are held at once: about 100 MB."""


def constraint(weights: csr_array) -> NDArray[np.float64]:
    """How far a node's ties all lead to the same people; NaN without ties.

    Sum over neighbours j of (p_ij + sum over q of p_iq p_qj)^2, where p_ij is the share of i's
    strength that its tie to j has. Near 0: many partners who do not know each other; near 1 and
    at times above: few, or all of one circle. Weight is a strength. Time is the number of paths
    of two steps, memory bounded. Burt 1992, Structural Holes; Burt 2004, doi:10.1086/421787.

    >>> constraint(csr_array([[0, 1.0, 1], [1, 0, 0], [1, 0, 0]])).tolist()
    [0.5, 1.0, 1.0]
    """
    shares = _rows_divided(weights, strength(weights))
    found = np.full(weights.shape[0], np.nan)
    for rows in _blocks(weights):
        direct = shares[rows]
        both = direct + (direct @ shares).multiply(_ones(direct))
        found[rows] = both.multiply(both).sum(axis=1)
    found[np.diff(weights.indptr) == 0] = np.nan
    return found


def effective_size(weights: csr_array, *, weighted: bool = False) -> NDArray[np.float64]:
    """Number of a node's neighbours less what is redundant among them; NaN without ties.

    Unweighted: k - 2t/k, with k neighbours and t ties among them: from 1 (they all know each
    other) to k (none does). Weighted: sum over neighbours j of 1 - sum over q of p_iq m_jq, with
    p as in `constraint` and m_jq the tie of j and q as a share of j's strongest.
    Burt 1992, Structural Holes; Borgatti 1997, http://www.analytictech.com/connections/v20(1)/holes.htm.

    >>> effective_size(csr_array([[0, 1.0, 1], [1, 0, 0], [1, 0, 0]])).tolist()
    [2.0, 1.0, 1.0]
    """
    degree = np.diff(weights.indptr).astype(np.float64)
    redundant = _redundancy(weights) if weighted else (degree - 1) * clustering(weights)
    return np.where(degree > 0, degree - redundant, np.nan)


def _redundancy(weights: csr_array) -> NDArray[np.float64]:
    shares = _rows_divided(weights, strength(weights))
    strongest = weights.max(axis=1).toarray() if weights.nnz else np.zeros(weights.shape[0])
    marginal = _rows_divided(weights, strongest).T.tocsr()
    found = np.zeros(weights.shape[0])
    for rows in _blocks(weights):
        direct = shares[rows]
        found[rows] = (direct @ marginal).multiply(_ones(direct)).sum(axis=1)
    return found


def _rows_divided(weights: csr_array, by: NDArray[np.float64]) -> csr_array:
    return csr_array(diags_array(1 / np.where(by > 0, by, 1.0)) @ weights)


def _ones(pattern: csr_array) -> csr_array:
    return csr_array((np.ones(pattern.nnz), pattern.indices, pattern.indptr), shape=pattern.shape)


def _blocks(weights: csr_array) -> Iterator[slice]:
    """Consecutive rows whose paths of two steps stay within `WORK`, or single rows beyond it."""
    degree = np.diff(weights.indptr).astype(np.int64)
    paths = np.concatenate([[0], np.cumsum(degree[weights.indices])])[weights.indptr]
    start, n = 0, weights.shape[0]
    while start < n:
        stop = int(np.searchsorted(paths, paths[start] + WORK, side="right")) - 1
        stop = min(max(stop, start + 1), n)
        yield slice(start, stop)
        start = stop


@dataclass(frozen=True)
class StructuralHoles(CoauthorMeasure):
    """Burt's constraint (weighted) and effective size (unweighted) on the coauthor graph."""

    name: ClassVar[str] = "structural-holes"
    reference: ClassVar[str] = "doi:10.1086/421787"
    engines: ClassVar[tuple[str, ...]] = ("scipy", "networkit")

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        return {
            "constraint": constraint(graph.weights),
            "effective_size": effective_size(graph.weights),
        }
