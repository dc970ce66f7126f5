"""Nearest neighbours of rows, sparse or dense: the one module that calls sparse-dot-topn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix, diags_array

__all__ = ["balanced", "latent", "nearest", "nearest_dense"]

BLOCK = 256
"""Rows compared with all others at once."""

THREADS = 2
"""Rows are independent of each other: their number does not change the result."""


COMPARISONS = 5_000_000_000
"""Products of entries that neighbours are found by: a minute or two. Sixty thousand papers stay
below it; among a million, what a few thousand have in common is looked at no more."""


def nearest(rows: csr_array, k: int) -> csr_array:
    """The k most similar other rows of each row, by the cosine; rows must have length 1 or 0.

    Exact up to `COMPARISONS`, which is the sum over columns of the square of their entries. Beyond
    it the cosine is without what the columns with most entries add to it: they tell least.
    """
    from sparse_dot_topn import sp_matmul_topn

    matrix = csr_matrix(_without_frequent(rows, COMPARISONS))
    found = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=k + 1, n_threads=THREADS)
    found = csr_array(found)
    found.sort_indices()
    row = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    found.data[row == found.indices] = 0
    found.eliminate_zeros()
    return found


def _without_frequent(rows: csr_array, most: float) -> csr_array:
    """The rows without the columns of most entries, so that at most so many products are left."""
    entries = np.bincount(rows.indices, minlength=rows.shape[1])
    sizes, columns = np.unique(entries, return_counts=True)
    cost = np.cumsum(columns * sizes.astype(np.float64) ** 2)
    if len(sizes) == 0 or cost[-1] <= most:
        return rows
    largest = sizes[cost <= most].max(initial=0)
    return csr_array(rows[:, np.flatnonzero(entries <= largest)])


def nearest_dense(rows: NDArray[np.float32], k: int) -> csr_array:
    """The same for dense rows of any length; a row of zeros is near to none.

    Neighbours of a cosine of 0 or less are left out. Exact, O(n^2 d), in blocks of few rows.
    """
    from threadpoolctl import threadpool_limits

    n = len(rows)
    k = min(k, n - 1)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = np.asarray(rows / np.where(length > 0, length, 1), dtype=np.float32)
    data, indices = [], []
    # The engine's sums depend on the number of its threads.
    with threadpool_limits(limits=1, user_api="blas"):
        for start in range(0, n, BLOCK):
            cosine = unit[start : start + BLOCK] @ unit.T
            here = np.arange(len(cosine))
            cosine[here, here + start] = -1
            best = np.sort(np.argpartition(-cosine, k - 1, axis=1)[:, :k], axis=1)
            indices.append(best)
            data.append(np.maximum(np.take_along_axis(cosine, best, axis=1), 0))
    indptr = np.arange(n + 1) * k
    found = csr_array(
        (np.concatenate(data).ravel(), np.concatenate(indices).ravel(), indptr), (n, n)
    )
    found.eliminate_zeros()
    return found


def latent(rows: csr_array, dimensions: int) -> NDArray[np.float32]:
    """Coordinates of sparse rows on the directions along which they differ most (truncated SVD).

    Rows without a common term can be near here, when their terms stand beside the same others.
    Deerwester et al. 1990, doi:10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9.
    """
    from sklearn.decomposition import TruncatedSVD
    from threadpoolctl import threadpool_limits

    dimensions = min(dimensions, min(rows.shape) - 1)
    with threadpool_limits(limits=1, user_api="blas"):
        # Exact, so that nothing depends on where the engine begins.
        engine = TruncatedSVD(dimensions, algorithm="arpack", random_state=0)
        return np.asarray(engine.fit_transform(csr_matrix(rows)), dtype=np.float32)


def balanced(directed: csr_array) -> csr_array:
    """Symmetric weights in which every row with neighbours gives out 1 in all.

    So each kind of neighbour weighs the same whatever its unit, and a paper with few neighbours
    counts as much as one with many.
    """
    directed = csr_array(directed.astype(np.float64))
    total = np.asarray(directed.sum(axis=1))
    shared = csr_array(diags_array(1 / np.where(total > 0, total, 1)) @ directed)
    return csr_array((shared + shared.T) / 2)
