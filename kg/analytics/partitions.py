"""How good a partition of a graph is, and how far two of them agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

__all__ = ["agreement", "conductance", "coverage", "own_stability"]

Labels = NDArray[np.int64]


def coverage(weights: csr_array, labels: Labels) -> float:
    """Share of all tie weight that lies inside communities, 0-1; 0 without ties. O(m).

    One community of everything has coverage 1: read it beside the modularity. Fortunato 2010,
    doi:10.1016/j.physrep.2009.11.002.

    >>> path = csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])
    >>> coverage(path, np.array([0, 0, 1]))
    0.5
    """
    total = float(weights.sum())
    return float(_inside(weights, labels).sum()) / total if total else 0.0


def conductance(weights: csr_array, labels: Labels) -> NDArray[np.float64]:
    """Share of each community's tie weight that leaves it, by its smaller side; 0 the best, to 1.

    cut(c) / min(vol(c), 2m - vol(c)), where vol is the sum of strengths; 0 when nothing leaves.
    Nodes labelled -1 are outside of all. O(m). Kannan, Vempala and Vetta 2004,
    doi:10.1145/990308.990313.

    >>> path = csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])
    >>> conductance(path, np.array([0, 0, 1])).tolist()
    [1.0, 1.0]
    """
    n = int(labels.max(initial=-1)) + 1
    member = labels >= 0
    strength = np.asarray(weights.sum(axis=1))
    volume = np.bincount(labels[member], strength[member], minlength=n)
    leaving = np.maximum(volume - _inside(weights, labels), 0)
    smaller = np.minimum(volume, float(weights.sum()) - volume)
    cut = leaving > 1e-12 * volume
    return np.where(cut, leaving / np.where(smaller > 0, smaller, 1), 0.0)


def _inside(weights: csr_array, labels: Labels) -> NDArray[np.float64]:
    """Weight inside each community, ties counted from both ends."""
    row = np.repeat(labels, np.diff(weights.indptr))
    same = (row == labels[weights.indices]) & (row >= 0)
    n = int(labels.max(initial=-1)) + 1
    return np.asarray(np.bincount(row[same], weights.data[same], minlength=n), dtype=np.float64)


def agreement(one: Labels, other: Labels) -> float:
    """Adjusted mutual information of two partitions: 1 the same, 0 as by chance.

    Only of nodes that are in a group of both. Vinh, Epps and Bailey 2010,
    https://jmlr.org/papers/v11/vinh10a.html.

    >>> agreement(np.array([0, 0, 1, 1, -1]), np.array([5, 5, 2, 2, 3]))
    1.0
    """
    from sklearn.metrics import adjusted_mutual_info_score

    both = (one >= 0) & (other >= 0)
    if not both.any():
        return 1.0
    return float(adjusted_mutual_info_score(one[both], other[both]))


def own_stability(labels: Labels, others: Sequence[Labels]) -> NDArray[np.float64]:
    """How well each group is found again in other partitions, 0-1: the mean over them of its best
    overlap (members in both over members in either). O(n) a partition. Hennig 2007,
    doi:10.1016/j.csda.2006.11.025.

    >>> own_stability(np.array([0, 0, 1, 1]), [np.array([0, 0, 1, 2])]).tolist()
    [1.0, 0.5]
    """
    n = int(labels.max(initial=-1)) + 1
    found = np.zeros(n)
    for other in others:
        both = (labels >= 0) & (other >= 0)
        width = int(other.max(initial=-1)) + 1
        ends = (labels[both], other[both])
        shared = coo_array((np.ones(int(both.sum())), ends), shape=(n, width)).tocsr()
        shared.sum_duplicates()
        size = np.bincount(labels[labels >= 0], minlength=n)
        size_other = np.bincount(other[other >= 0], minlength=width)
        row = np.repeat(np.arange(n), np.diff(shared.indptr))
        overlap = shared.data / (size[row] + size_other[shared.indices] - shared.data)
        best = np.zeros(n)
        np.maximum.at(best, row, overlap)
        found += best
    return found / len(others) if others else np.ones(n)
