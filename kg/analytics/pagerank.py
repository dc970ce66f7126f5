"""PageRank on a weighted undirected graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.base import Result
from kg.analytics.degree import strength
from kg.analytics.graph import Inputs
from kg.analytics.results import measure, options_of, versions_of
from kg.errors import AnalysisError
from kg.progress import Progress, silent

__all__ = ["PageRank", "pagerank"]


def pagerank(
    weights: csr_array,
    *,
    damping: float = 0.85,
    tolerance: float = 1e-13,
    iterations: int = 1000,
    directed: bool = False,
) -> NDArray[np.float64]:
    """The share of time a random walker spends at each node.

    At each step the walker follows a tie, chosen in proportion to its weight (a strength), with
    probability `damping` (0 to below 1), and else, or from a node without ties, jumps anywhere:
    x = d W D^-1 x + (1 - d) / n. Power iteration until the sum of absolute changes is below
    `tolerance` (the error is then below d / (1 - d) times that). Values are positive and sum to
    1. O(m) a step, about log(tolerance) / log(damping) steps. Raises `AnalysisError` when
    `iterations` are not enough or a weight is negative. With `directed`, row i holds the ties
    that lead from i (the works a paper cites), and a node without such ties jumps.
    Brin and Page 1998, doi:10.1016/S0169-7552(98)00110-X.

    >>> pagerank(csr_array([[0, 1.0, 1], [1, 0, 0], [1, 0, 0]])).round(3).tolist()
    [0.486, 0.257, 0.257]
    """
    n = weights.shape[0]
    if n == 0:
        return np.empty(0)
    if weights.nnz and weights.data.min() < 0:
        raise AnalysisError("PageRank has no meaning with negative weights")
    out = strength(weights)
    dangling = out == 0
    inverse = np.where(dangling, 0.0, damping / np.where(dangling, 1.0, out))
    rank = np.full(n, 1.0 / n)
    # An undirected matrix is symmetric: its rows are its columns, and no transposed copy is needed.
    incoming = weights.T.tocsr() if directed else weights
    for _ in range(iterations):
        jump = (1.0 - damping + damping * rank[dangling].sum()) / n
        new = incoming @ (rank * inverse) + jump
        change = np.abs(new - rank).sum()
        rank = new
        if change < tolerance:
            return np.asarray(rank / rank.sum())
    raise AnalysisError(
        f"PageRank did not settle within {iterations} steps at damping {damping}",
        hint="use a damping further below 1",
    )


@dataclass(frozen=True)
class PageRank:
    """PageRank of authors on the coauthor graph with Newman weights."""

    damping: float = 0.85
    tolerance: float = 1e-13

    name: ClassVar[str] = "pagerank"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1016/S0169-7552(98)00110-X"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Rank every author; those without coauthors share the smallest value."""
        graph = inputs.coauthors
        values = pagerank(graph.weights, damping=self.damping, tolerance=self.tolerance)
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "pagerank", values)},
            options=options_of(self),
            versions=versions_of("scipy"),
            reference=self.reference,
        )
