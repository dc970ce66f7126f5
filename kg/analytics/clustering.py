"""Local clustering: how many of one's partners are partners of each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.graph import Graph
from kg.analytics.measures import CoauthorMeasure

__all__ = ["Clustering", "clustering"]


def clustering(weights: csr_array) -> NDArray[np.float64]:
    """Share of the pairs of a node's neighbours that are tied to each other, 0 to 1.

    2 t / (k (k-1)), t such pairs and k neighbours; 0 with fewer than two neighbours. Unweighted.
    Among coauthors it is high whatever people do, because a paper of three is a triangle.
    O(sum over ties of the smaller degree). Watts and Strogatz 1998, doi:10.1038/30918.

    >>> clustering(csr_array([[0, 1.0, 1, 1], [1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]])).round(
    ...     4).tolist()
    [0.3333, 1.0, 1.0, 0.0]
    """
    if weights.nnz == 0:
        return np.zeros(weights.shape[0])
    from kg.analytics import networkit

    return networkit.clustering(weights)


@dataclass(frozen=True)
class Clustering(CoauthorMeasure):
    """Local clustering coefficient of authors on the coauthor graph."""

    name: ClassVar[str] = "clustering"
    reference: ClassVar[str] = "doi:10.1038/30918"
    engines: ClassVar[tuple[str, ...]] = ("networkit",)

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        return {"clustering": clustering(graph.weights)}
