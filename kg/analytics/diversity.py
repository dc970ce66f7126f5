"""Diversity of partners: over how many of them a node's ties are spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.degree import strength
from kg.analytics.graph import Graph
from kg.analytics.measures import CoauthorMeasure

__all__ = ["Diversity", "inverse_simpson", "shannon"]


def shannon(weights: csr_array) -> NDArray[np.float64]:
    """Entropy of a node's tie strengths, in nats; NaN without ties.

    - sum over neighbours of p ln p, p the share of the node's strength: 0 when all of it is with
      one partner, ln k when it is spread evenly over k. O(m). Shannon 1948,
      doi:10.1002/j.1538-7305.1948.tb01338.x; Eagle, Macy and Claxton 2010,
      doi:10.1126/science.1186605.

    >>> shannon(csr_array([[0, 1.0, 1], [1, 0, 0], [1, 0, 0]])).round(4).tolist()
    [0.6931, 0.0, 0.0]
    """
    share = _shares(weights)
    return _by_row(weights, -share * np.log(np.where(share > 0, share, 1.0)))


def inverse_simpson(weights: csr_array) -> NDArray[np.float64]:
    """Number of equally strong partners that would be as diverse; NaN without ties.

    1 / sum over neighbours of p^2, p the share of the node's strength: from 1 to the number of
    neighbours. O(m). Simpson 1949, doi:10.1038/163688a0; Hill 1973, doi:10.2307/1934352.

    >>> inverse_simpson(csr_array([[0, 1.0, 1], [1, 0, 0], [1, 0, 0]])).tolist()
    [2.0, 1.0, 1.0]
    """
    return 1 / _by_row(weights, _shares(weights) ** 2)


def _shares(weights: csr_array) -> NDArray[np.float64]:
    return np.asarray(
        weights.data / np.repeat(strength(weights), np.diff(weights.indptr)), dtype=np.float64
    )


def _by_row(weights: csr_array, values: NDArray[np.float64]) -> NDArray[np.float64]:
    row = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    found = np.bincount(row, values, minlength=weights.shape[0])
    return np.where(np.diff(weights.indptr) > 0, found, np.nan)


@dataclass(frozen=True)
class Diversity(CoauthorMeasure):
    """How evenly an author's joint work is spread over coauthors, by Newman weights."""

    name: ClassVar[str] = "diversity"
    reference: ClassVar[str] = "doi:10.1126/science.1186605"

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        return {
            "coauthor_entropy": shannon(graph.weights),
            "coauthor_diversity": inverse_simpson(graph.weights),
        }
