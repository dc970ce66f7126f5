"""The one module that calls graspologic-native: Leiden, with the guards it needs.

The engine hangs, deaf to Ctrl-C, on a matrix that is not symmetric, and panics on one without
edges or with all weights zero. Its answer depends on the order of nodes: callers pass rows in
the order of sorted ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.results import by_size
from kg.errors import AnalysisError

__all__ = ["Objective", "leiden", "modularity", "under_seeds", "within_groups"]


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
    (labels,) = under_seeds(
        weights, [seed], resolution=resolution, iterations=iterations, objective=objective
    )
    return labels


def under_seeds(
    weights: csr_array,
    seeds: Sequence[int],
    *,
    resolution: float = 1.0,
    iterations: int = 2,
    objective: Objective = "modularity",
) -> list[NDArray[np.int64]]:
    """What `leiden` finds under each seed; the matrix is checked and made ready once.

    >>> path = csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])
    >>> [labels.tolist() for labels in under_seeds(path, [1, 2])]
    [[0, 0, 0], [0, 0, 0]]
    """
    check(weights)
    if not (np.isfinite(resolution) and resolution > 0):
        raise AnalysisError(f"the resolution must be above 0, and is {resolution}")
    n = weights.shape[0]
    tied = np.flatnonzero(np.asarray(weights.sum(axis=1)) > 0)
    if len(tied) == 0:
        return [np.full(n, -1, dtype=np.int64) for _ in seeds]
    inside = weights if len(tied) == n else weights[tied][:, tied]
    if not inside.data.all() or not inside.has_sorted_indices:
        inside = inside.copy()
        inside.eliminate_zeros()
        inside.sort_indices()
    run = _engine(inside, resolution, iterations, objective)
    found = []
    for seed in seeds:
        labels = np.full(n, -1, dtype=np.int64)
        labels[tied] = run(seed)
        found.append(by_size(labels))
    return found


def check(weights: csr_array) -> None:
    """Raise `AnalysisError` for a matrix on which the engine would hang or give nonsense."""
    if weights.nnz == 0:
        return
    if not np.isfinite(weights.data).all() or weights.data.min() < 0:
        raise AnalysisError("communities need weights that are finite and not negative")
    if not _symmetric(weights):
        raise AnalysisError("communities need an undirected graph: the weights are not symmetric")


def _symmetric(weights: csr_array) -> bool:
    """Whether it is its own transpose; compared in place, for the difference of two large matrices
    would take as much memory again."""
    if not (weights.has_canonical_format and weights.data.all()):
        weights = weights.copy()
        weights.sum_duplicates()
        weights.eliminate_zeros()
    across = csr_array(weights.T.tocsr())
    across.sort_indices()
    return (
        np.array_equal(weights.indptr, across.indptr)
        and np.array_equal(weights.indices, across.indices)
        and np.array_equal(weights.data, across.data)
    )


def _engine(
    weights: csr_array, resolution: float, iterations: int, objective: Objective
) -> Callable[[int], NDArray[np.int64]]:
    """The engine with everything but its seed."""
    import graspologic_native

    n = weights.shape[0]
    ends = weights.indptr.astype(np.int64, copy=False)
    others = weights.indices.astype(np.int32, copy=False)
    data = weights.data.astype(np.float64, copy=False)

    def run(seed: int) -> NDArray[np.int64]:
        _, found = graspologic_native.leiden_csr(
            ends,
            others,
            data,
            n,
            resolution=resolution,
            iterations=iterations,
            use_modularity=objective == "modularity",
            seed=seed,
        )
        return np.fromiter(map(found.__getitem__, range(n)), np.int64, n)

    return run


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
    inside = float(weights.data[within_groups(weights, labels)].sum())
    strength = np.asarray(weights.sum(axis=1))
    member = labels >= 0
    share = np.bincount(labels[member], strength[member]) / total
    return inside / total - resolution * float((share**2).sum())


def within_groups(weights: csr_array, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which entries of the matrix lie inside a group; -1 is none.

    >>> path = csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])
    >>> within_groups(path, np.array([0, 0, 1])).tolist()
    [True, True, False, False]
    """
    # Half as wide as labels are: of a million papers there are a hundred million entries.
    narrow = labels.astype(np.int32)
    own = np.repeat(narrow, np.diff(weights.indptr))
    return np.asarray((own == narrow[weights.indices]) & (own >= 0), dtype=np.bool_)
