"""Betweenness: who stands on the shortest chains between others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.base import Result
from kg.analytics.components import components
from kg.analytics.dependencies import dependencies
from kg.analytics.graph import Inputs
from kg.analytics.results import measure, options_of, versions_of
from kg.progress import Progress, silent

__all__ = [
    "ERROR",
    "EXACT_WORK",
    "Betweenness",
    "Centrality",
    "OfEdges",
    "betweenness",
    "edge_betweenness",
    "is_sampled",
    "promise",
]


BATCH = 8
"""Sources that edge betweenness follows at once."""

EXACT_WORK = 5e7
"""Nodes times edges up to which a component, or for edges a graph, is exact: some seconds."""

ERROR, RISK = 0.007, 0.1
"""How far a sampled value may be from the exact one, and in which share of runs it may be more."""


class Centrality(NamedTuple):
    """Values, and how they were got: the number of paths drawn, 0 when they are exact."""

    values: NDArray[np.float64]
    paths: int


def betweenness(
    weights: csr_array,
    *,
    exact_work: float = EXACT_WORK,
    error: float = ERROR,
    risk: float = RISK,
    seed: int = 0,
) -> Centrality:
    """Share of the pairs of other nodes whose shortest paths pass through each node, 0 to 1.

    Where several shortest paths join a pair, each counts for its fraction. Paths are counted in
    steps, whatever the weights. Scaled as networkx does, by (n-1)(n-2)/2 with n all nodes.

    Each component is exact by Brandes' algorithm (O(n m)) as long as nodes times edges stay
    within `exact_work`; a larger one is sampled by KADABRA: all its values are then within
    `error` of the truth with probability 1 - `risk`, and usually within a third of that. Same
    seed, same values. Brandes 2001, doi:10.1080/0022250X.2001.9990249; Borassi and Natale 2016,
    doi:10.4230/LIPIcs.ESA.2016.20.

    >>> betweenness(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).values.tolist()
    [0.0, 1.0, 0.0]
    """
    n = weights.shape[0]
    values = np.zeros(n)
    if n < 3 or weights.nnz == 0:
        return Centrality(values, 0)
    from kg.analytics import networkit

    labels = components(weights)
    clique, large = _sizes(weights, labels, exact_work)
    small = ~np.isin(labels, np.union1d(large, np.flatnonzero(clique)))
    paths = 0
    for label in large:
        inside = np.flatnonzero(labels == label)
        sampled = networkit.sampled_betweenness(
            weights[inside][:, inside], error=error, risk=risk, seed=seed
        )
        values[inside] = sampled.values * (len(inside) * (len(inside) - 1) / 2)
        paths += sampled.paths
    if small.any():
        values[small] = networkit.exact_betweenness(weights[small][:, small])
    return Centrality(values / ((n - 1) * (n - 2) / 2), paths)


def _sizes(
    weights: csr_array, labels: NDArray[np.int64], exact_work: float
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which components are cliques, and the numbers of those that are sampled."""
    edges = np.bincount(labels, np.diff(weights.indptr)) / 2
    size = np.bincount(labels)
    # In a clique, as most small components are, nobody stands between others.
    clique = edges >= size * (size - 1) / 2
    return clique, np.flatnonzero(~clique & (size * edges > exact_work))


def is_sampled(weights: csr_array, exact_work: float = EXACT_WORK) -> bool:
    """Whether `betweenness` samples: a component is too large to be exact.

    >>> is_sampled(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]]), exact_work=5)
    True
    """
    return len(_sizes(weights, components(weights), exact_work)[1]) > 0


def promise(error: float = ERROR, risk: float = RISK) -> str:
    """How far sampled values may be off, in words.

    >>> promise(error=0.01)
    'within 0.01 of the exact value with probability 0.9 (doi:10.4230/LIPIcs.ESA.2016.20)'
    """
    return (
        f"within {error:g} of the exact value with probability {1 - risk:g} "
        "(doi:10.4230/LIPIcs.ESA.2016.20)"
    )


class OfEdges(NamedTuple):
    """A symmetric matrix with a value for each edge, and how it was got.

    `sources` is the number of nodes that paths were followed from, 0 when from all (exact);
    `error` how far a value may be from the exact one (0 when exact).
    """

    values: csr_array
    sources: int
    error: float


def edge_betweenness(
    weights: csr_array,
    *,
    exact_work: float = EXACT_WORK,
    sources: int = 512,
    risk: float = RISK,
    seed: int = 0,
) -> OfEdges:
    """Share of all pairs of nodes whose shortest paths use each edge, 0 to 1.

    Steps count, whatever the weights; where several shortest paths join a pair, each counts for
    its fraction. Scaled as networkx does, by n(n-1)/2. Exact by Brandes' algorithm (O(n m)) while
    nodes times edges stay within `exact_work`; beyond it the paths from `sources` random nodes
    stand for all, in O(sources m): each value is then within `error` of the exact one with
    probability 1 - `risk` (Hoeffding). Same seed, same values. Girvan and Newman 2002,
    doi:10.1073/pnas.122653799; Brandes and Pich 2007, doi:10.1142/S0218127407018403.

    >>> edge_betweenness(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).values.toarray()[1].round(
    ...     4).tolist()
    [0.6667, 0.0, 0.6667]
    """
    n = weights.shape[0]
    if weights.nnz == 0:
        return OfEdges(csr_array((n, n)), 0, 0.0)
    if n * weights.nnz / 2 <= exact_work or sources >= n:
        from kg.analytics import networkit

        return OfEdges(networkit.edge_betweenness(weights) / (n * (n - 1) / 2), 0, 0.0)
    chosen = np.sort(np.random.default_rng(seed).choice(n, sources, replace=False))
    total = sum(dependencies(weights, chosen[at : at + BATCH]) for at in range(0, sources, BATCH))
    values = csr_array((total, weights.indices, weights.indptr), shape=(n, n))
    # Each pair counts once from either end: the sum over all n sources would count it twice.
    values = (values + values.T) * (n / sources / (n * (n - 1)))
    # A value is the mean over sources of the share of the n-1 others whose path uses the edge.
    error = float(np.sqrt(np.log(2 / risk) / (2 * sources)))
    return OfEdges(csr_array(values), sources, error)


@dataclass(frozen=True)
class Betweenness:
    """Betweenness of authors on the coauthor graph, unweighted."""

    exact_work: float = EXACT_WORK
    error: float = ERROR
    risk: float = RISK
    seed: int = 0

    name: ClassVar[str] = "betweenness"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1080/0022250X.2001.9990249"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Exact on small components, sampled on large ones; the note says which."""
        graph = inputs.coauthors
        found = betweenness(
            graph.weights,
            exact_work=self.exact_work,
            error=self.error,
            risk=self.risk,
            seed=self.seed,
        )
        notes: tuple[str, ...] = ()
        if found.paths:
            notes = (
                f"betweenness is estimated from {found.paths:,} shortest paths: "
                f"{promise(self.error, self.risk)}; zeros mean small, not none",
            )
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "betweenness", found.values)},
            options=options_of(self),
            seed=self.seed,
            versions=versions_of("networkit"),
            reference=self.reference,
            notes=notes,
        )
