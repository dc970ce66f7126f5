"""Association strength: how much more often two things occur together than by chance."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

__all__ = ["association_strength"]


def association_strength(counts: csr_array) -> csr_array:
    """Observed over expected co-occurrence: 2m c_ij / (c_i c_j), 1 as by chance, unbounded above.

    `counts` is symmetric without a diagonal: papers in which both occur; c_i is the sum of a row
    and 2m that of all. The measure by which VOSviewer normalises its maps. O(m). Van Eck and
    Waltman 2009, doi:10.1002/asi.21075; in this form Waltman, Van Eck and Noyons 2010,
    doi:10.1016/j.joi.2010.07.002.

    >>> counts = csr_array([[0, 2.0, 0], [2, 0, 1], [0, 1, 0]])
    >>> association_strength(counts).toarray().tolist()
    [[0.0, 2.0, 0.0], [2.0, 0.0, 2.0], [0.0, 2.0, 0.0]]
    """
    total = np.asarray(counts.sum(axis=1), dtype=np.float64)
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    found = csr_array(counts, dtype=np.float64, copy=True)
    found.data = found.data * total.sum() / (total[row] * total[found.indices])
    return found
