"""Katz centrality: walks of every length, long ones counting less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.eigenvector import leading
from kg.analytics.graph import Graph
from kg.analytics.measures import CoauthorMeasure
from kg.errors import AnalysisError

__all__ = ["Katz", "katz"]

SETTLED = 1e-15


def katz(weights: csr_array, *, attenuation: float = 0.5) -> NDArray[np.float64]:
    """Number of walks that end at each node, a walk of k steps counting alpha^k.

    x = alpha W x + 1, scaled to length 1; weight is a strength; values above 0 and at most 1.
    alpha is `attenuation` (0 to below 1) over the largest eigenvalue of W, which is the greatest
    alpha that has a meaning: near 1 the values become those of eigenvector centrality, near 0
    those of strength. O(m) a step, about 35 / -log(attenuation) steps. Raises `AnalysisError`
    for an attenuation out of range. Katz 1953, doi:10.1007/BF02289026.

    >>> katz(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).round(4).tolist()
    [0.5277, 0.6656, 0.5277]
    """
    if not 0 <= attenuation < 1:
        raise AnalysisError(
            f"Katz centrality has no value at an attenuation of {attenuation}",
            hint="choose one from 0 to below 1",
        )
    n = weights.shape[0]
    if n == 0:
        return np.empty(0)
    largest = leading(weights).value
    alpha = attenuation / largest if largest else 0.0
    whole = term = np.ones(n)
    # Each term is at most `attenuation` of the one before, by length.
    while np.linalg.norm(term) > SETTLED * np.linalg.norm(whole):
        term = alpha * (weights @ term)
        whole = whole + term
    return np.asarray(whole / np.linalg.norm(whole))


@dataclass(frozen=True)
class Katz(CoauthorMeasure):
    """Katz centrality of authors on the coauthor graph with Newman weights."""

    attenuation: float = 0.5

    name: ClassVar[str] = "katz"
    reference: ClassVar[str] = "doi:10.1007/BF02289026"

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        return {"katz": katz(graph.weights, attenuation=self.attenuation)}
