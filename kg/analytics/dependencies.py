"""How many shortest paths from given nodes take each step of a graph: Brandes' accumulation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["dependencies"]


def dependencies(weights: csr_array, sources: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each entry (v, w) of the matrix: paths from the sources that step from v to w.

    Brandes' accumulation for all the sources at once, level by level: memory is
    (levels + 3) x nodes x sources.
    """
    n = weights.shape[0]
    ties = csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=(n, n))
    row = np.repeat(np.arange(n), np.diff(ties.indptr))
    new = np.zeros((n, len(sources)))
    new[sources, np.arange(len(sources))] = 1.0
    paths, levels = new.copy(), [new]
    while True:
        new = (ties @ levels[-1]) * (paths == 0)
        if not new.any():
            break
        paths += new
        levels.append(new)
    found, below = np.zeros(ties.nnz), np.zeros_like(paths)
    for level in range(len(levels) - 1, 0, -1):
        far = levels[level]
        share = np.divide(1 + below, far, out=np.zeros_like(far), where=far > 0)
        near = levels[level - 1]
        found += np.einsum("ij,ij->i", near[row], share[ties.indices])
        below += (ties @ share) * near
    return found
