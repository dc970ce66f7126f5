"""Nearest neighbours of sparse rows: the one module that calls sparse-dot-topn."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, csr_matrix, diags_array

__all__ = ["balanced", "nearest"]

THREADS = 2
"""Rows are independent of each other: their number does not change the result."""


def nearest(rows: csr_array, k: int) -> csr_array:
    """The k most similar other rows of each row, by the cosine; rows must have length 1 or 0.

    Exact. Costs the sum over columns of the square of their entries: leave out columns that
    nearly every row has.
    """
    from sparse_dot_topn import sp_matmul_topn

    matrix = csr_matrix(rows)
    found = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=k + 1, n_threads=THREADS)
    found = csr_array(found)
    found.sort_indices()
    row = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    found.data[row == found.indices] = 0
    found.eliminate_zeros()
    return found


def balanced(directed: csr_array) -> csr_array:
    """Symmetric weights in which every row with neighbours gives out 1 in all.

    So each kind of neighbour weighs the same whatever its unit, and a paper with few neighbours
    counts as much as one with many.
    """
    directed = csr_array(directed.astype(np.float64))
    total = np.asarray(directed.sum(axis=1))
    shared = csr_array(diags_array(1 / np.where(total > 0, total, 1)) @ directed)
    return csr_array((shared + shared.T) / 2)
