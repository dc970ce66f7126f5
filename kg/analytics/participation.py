"""Participation and within-module degree: who bridges communities, and who is a hub inside one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.graph import Graph
from kg.analytics.leiden import leiden
from kg.analytics.measures import CoauthorMeasure

__all__ = ["Participation", "participation", "within_module_degree"]


def participation(weights: csr_array, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """How evenly a node's ties are spread over communities; NaN without ties.

    1 - sum over communities of (k_is / k_i)^2, k_is ties of i into s: 0 when all stay in one
    community, near 1 when they are spread over many. `labels` number the communities, from -1
    (none, which counts as one more). Unweighted. O(m log m). Guimera and Amaral 2005,
    doi:10.1038/nature03288.

    >>> path = csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])
    >>> participation(path, np.array([0, 0, 1])).tolist()
    [0.0, 0.5, 0.0]
    """
    n, degree = weights.shape[0], np.diff(weights.indptr)
    row = np.repeat(np.arange(n), degree)
    kinds = int(labels.max(initial=0)) + 2
    pair, count = np.unique(row * kinds + labels[weights.indices] + 1, return_counts=True)
    squares = np.bincount(pair // kinds, count.astype(np.float64) ** 2, minlength=n)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - squares / degree.astype(np.float64) ** 2)


def within_module_degree(weights: csr_array, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far a node's ties inside its community exceed the community's mean, in deviations.

    z = (k - mean) / sd over the members' ties inside the community; 0 where all have as many;
    NaN for nodes in no community (-1). Above 2.5 the authors call a node a hub. Unweighted.
    O(m). Guimera and Amaral 2005, doi:10.1038/nature03288.

    >>> path = csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])
    >>> within_module_degree(path, np.array([0, 0, 0])).round(4).tolist()
    [-0.7071, 1.4142, -0.7071]
    """
    n = weights.shape[0]
    row = np.repeat(np.arange(n), np.diff(weights.indptr))
    own = np.bincount(row[labels[row] == labels[weights.indices]], minlength=n)
    member = labels >= 0
    size = np.maximum(np.bincount(labels[member]), 1)
    # Whole numbers up to the division: the same however the nodes are ordered.
    total, squares = (np.bincount(labels[member], own[member] ** p) for p in (1, 2))
    spread = np.sqrt(np.maximum(size * squares - total**2, 0.0))
    found = np.full(n, np.nan)
    at = labels[member]
    above = size[at] * own[member] - total[at]
    found[member] = above / np.where(spread[at] > 0, spread[at], 1.0)
    return found


@dataclass(frozen=True)
class Participation(CoauthorMeasure):
    """Who bridges the Leiden communities of the coauthor graph, and who is a hub inside one."""

    resolution: float = 1.0
    seed: int = 0

    name: ClassVar[str] = "participation"
    reference: ClassVar[str] = "doi:10.1038/nature03288"
    engines: ClassVar[tuple[str, ...]] = ("graspologic-native",)

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        labels = leiden(graph.weights, resolution=self.resolution, seed=self.seed)
        return {
            "participation": participation(graph.weights, labels),
            "within_module_degree": within_module_degree(graph.weights, labels),
        }
