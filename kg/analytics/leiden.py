"""The one module that calls graspologic-native: Leiden, with the guards it needs.

The engine hangs, deaf to Ctrl-C, on a matrix that is not symmetric, and panics on one without
edges or with all weights zero. Its answer depends on the order of nodes: callers pass rows in
the order of sorted ids.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.results import by_size
from kg.errors import AnalysisError

__all__ = ["Objective", "leiden", "modularity"]


Objective = Literal["modularity", "cpm"]
"""What is sought: more weight inside than chance would put there, or (constant Potts model) ties
inside denser than the resolution."""


def leiden(
    weights: csr_array,
    *,
    resolution: float = 1.0,
    iterations: int = 2,
    seed: int = 0,
    objective: Objective = "modularity",
) -> NDArray[np.int64]:
    """Communities of high modularity: 0 the largest, ties by smallest node, -1 without ties.

    Weight is a strength. `resolution` above 1 gives more and smaller communities. With `cpm` it is
    the mean weight between two members that a community must exceed (Traag, Van Dooren and
    Nesterov 2011, doi:10.1103/PhysRevE.84.016114), in the unit of the weights: modularity cannot
    see communities far smaller than the square root of the graph, this can. A node whose
    ties are all zero, or that has none, is in no community. Same seed and same matrix give the
    same answer. About O(m) an iteration. Raises `AnalysisError` when the matrix is not symmetric
    or a weight is negative or not finite, or the resolution not above 0. Traag, Waltman and
    van Eck 2019, doi:10.1038/s41598-019-41695-z.

    >>> pairs = csr_array([[0, 1.0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 1, 0, 0],
    ...                    [0, 0, 0, 0, 0]])
    >>> leiden(pairs).tolist()
    [0, 0, 1, 1, -1]
    """
    check(weights)
    if not (np.isfinite(resolution) and resolution > 0):
        raise AnalysisError(f"the resolution must be above 0, and is {resolution}")
    labels = np.full(weights.shape[0], -1, dtype=np.int64)
    tied = np.flatnonzero(np.asarray(weights.sum(axis=1)) > 0)
    if len(tied) == 0:
        return labels
    inside = weights[tied][:, tied]
    inside.eliminate_zeros()
    labels[tied] = _leiden(inside, resolution, iterations, seed, objective)
    return by_size(labels)


def check(weights: csr_array) -> None:
    """Raise `AnalysisError` for a matrix on which the engine would hang or give nonsense."""
    if weights.nnz == 0:
        return
    if not np.isfinite(weights.data).all() or weights.data.min() < 0:
        raise AnalysisError("communities need weights that are finite and not negative")
    if abs(weights - weights.T).nnz:
        raise AnalysisError("communities need an undirected graph: the weights are not symmetric")


def _leiden(
    weights: csr_array, resolution: float, iterations: int, seed: int, objective: Objective
) -> NDArray[np.int64]:
    import graspologic_native

    weights.sort_indices()
    _, found = graspologic_native.leiden_csr(
        weights.indptr.astype(np.int64),
        weights.indices.astype(np.int32),
        weights.data.astype(np.float64),
        weights.shape[0],
        resolution=resolution,
        iterations=iterations,
        use_modularity=objective == "modularity",
        seed=seed,
    )
    return np.fromiter((found[i] for i in range(weights.shape[0])), np.int64, weights.shape[0])


def modularity(weights: csr_array, labels: NDArray[np.int64], *, resolution: float = 1.0) -> float:
    """How much more weight lies inside communities than chance would put there, below 1.

    Q = sum over communities of (inside / 2m) - resolution (strength / 2m)^2, where 2m is the sum
    of all weights. Nodes labelled -1 are left out; 0 without edges. O(m). Newman 2004,
    doi:10.1103/PhysRevE.70.056131.

    >>> pairs = csr_array([[0, 1.0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> modularity(pairs, np.array([0, 0, 1, 1]))
    0.5
    """
    total = float(weights.sum())
    if total == 0:
        return 0.0
    row = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    same = (labels[row] == labels[weights.indices]) & (labels[row] >= 0)
    inside = float(weights.data[same].sum())
    strength = np.asarray(weights.sum(axis=1))
    member = labels >= 0
    share = np.bincount(labels[member], strength[member]) / total
    return inside / total - resolution * float((share**2).sum())
