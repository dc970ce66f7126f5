"""A partition that stays what it was, as long as it is as good as one found anew.

Leiden decides between nearly equal partitions by chance, and a few nodes more make it decide
otherwise everywhere. So the groups of before are kept: who was there stays, newcomers join the
group that those around them are in, and then everybody moves who would be better off elsewhere.
What comes of it is taken unless a partition found anew is clearly better. Done twice it changes
nothing, so that a graph built anew from its records and its ledger is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from kg.analytics.graph import kept_ends
from kg.analytics.leiden import modularity, within_groups
from kg.analytics.results import by_size

__all__ = ["TOLERANCE", "settled", "steady"]

Labels = NDArray[np.int64]

TOLERANCE = 0.002
"""How much less modularity the groups of before may have than groups found anew."""

LEAST_GAIN = 1e-7
"""Share of its strength that a node must gain by moving: less is noise of the last digits."""

ROUNDS = 20
"""Settling ends by itself within a few; more would mean that joining and moving undo each other."""


def steady(
    weights: csr_array,
    fresh: Labels,
    former: Labels,
    *,
    resolution: float = 1.0,
    joined: Callable[[Labels], Labels] = by_size,
) -> Labels:
    """The groups of before, brought up to date, or those found anew when they are better.

    `fresh` are labels found anew, and `former` those of before, -1 for nodes not known then; -1 in
    `fresh` means no ties. Better is a modularity greater by more than `TOLERANCE`. `joined` is what
    is done to groups that are too small to be one. Numbered by size. A few O(m).

    >>> two = csr_array(np.kron(np.eye(2), 1 - np.eye(3)))
    >>> steady(two, np.array([0, 0, 0, 1, 1, 1]), np.array([7, 7, -1, 3, 3, 3])).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    anew = settled(weights, fresh, resolution=resolution, joined=joined)
    if not ((former >= 0) & (fresh >= 0)).any():
        return anew
    kept = settled(weights, _carried_on(fresh, former), resolution=resolution, joined=joined)
    quality = [modularity(weights, labels, resolution=resolution) for labels in (kept, anew)]
    return kept if quality[0] >= quality[1] - TOLERANCE else anew


def settled(
    weights: csr_array,
    labels: Labels,
    *,
    resolution: float = 1.0,
    joined: Callable[[Labels], Labels] = by_size,
) -> Labels:
    """The partition from which no node gains modularity by moving to another group.

    Groups are connected. Settling what is settled changes nothing.
    """
    for _ in range(ROUNDS):
        before = by_size(labels)
        labels = joined(_connected(weights, _moved(weights, labels, resolution)))
        if np.array_equal(labels, before):
            break
    return labels


def _carried_on(fresh: Labels, former: Labels) -> Labels:
    """Groups of before, and the newcomers in the one that most of their group anew was in, or in
    one of their own where most of it are newcomers."""
    known = (former >= 0) & (fresh >= 0)
    names, was = np.unique(former[known], return_inverse=True)
    new = (fresh >= 0) & ~known
    newcomers = np.bincount(fresh[new], minlength=int(fresh.max(initial=-1)) + 1)
    pairs, shared = np.unique(fresh[known] * len(names) + was, return_counts=True)
    group, name = pairs // len(names), pairs % len(names)
    heirs = len(names) + np.arange(len(newcomers))
    order = np.lexsort((-name, shared))
    order = order[shared[order] >= newcomers[group[order]]]
    heirs[group[order]] = name[order]
    labels = np.full(len(fresh), -1, dtype=np.int64)
    labels[known] = was
    labels[new] = heirs[fresh[new]]
    return labels


def _connected(weights: csr_array, labels: Labels) -> Labels:
    """Every group parted into those of its pieces that are tied to each other."""
    inside = within_groups(weights, labels)
    ends = kept_ends(weights, inside)
    ties = csr_array((inside[inside], weights.indices[inside], ends), weights.shape)
    _, pieces = connected_components(ties, directed=False)
    return by_size(np.where(labels >= 0, pieces, -1))


def _moved(weights: csr_array, labels: Labels, resolution: float) -> Labels:
    """Let nodes move, one after another, as long as one of them gains by it."""
    labels = labels.copy()
    strength = np.asarray(weights.sum(axis=1))
    unit = resolution / max(float(weights.sum()), np.finfo(float).tiny)
    size = np.bincount(labels[labels >= 0], strength[labels >= 0])
    while len(dissatisfied := _dissatisfied(weights, labels, strength, unit)):
        moves = 0
        for node in dissatisfied:
            ends = slice(weights.indptr[node], weights.indptr[node + 1])
            groups, at = np.unique(labels[weights.indices[ends]], return_inverse=True)
            ties = np.bincount(at, weights.data[ends])
            own = labels[node]
            size[own] -= strength[node]
            worth = np.where(groups >= 0, ties - unit * strength[node] * size[groups], -np.inf)
            staying = ties[groups == own].sum() - unit * strength[node] * size[own]
            best = int(worth.argmax())
            if worth[best] > staying + LEAST_GAIN * strength[node]:
                labels[node] = groups[best]
                moves += 1
            size[labels[node]] += strength[node]
        if not moves:
            break
    return labels


def _dissatisfied(
    weights: csr_array, labels: Labels, strength: NDArray[np.float64], unit: float
) -> list[int]:
    """Nodes that would gain by moving to another group, in their order."""
    member = np.flatnonzero(labels >= 0)
    shape = (len(labels), int(labels.max(initial=-1)) + 1)
    one = coo_array((np.ones(len(member)), (member, labels[member])), shape=shape).tocsr()
    size = np.bincount(labels[member], strength[member], minlength=shape[1])
    ties = csr_array(weights @ one)
    row = np.repeat(np.arange(shape[0]), np.diff(ties.indptr))
    here = ties.indices == labels[row]
    inside = np.bincount(row[here], ties.data[here], minlength=shape[0])
    own = np.where(labels >= 0, labels, 0)
    staying = inside - unit * strength * (size[own] - strength) if len(size) else inside
    gain = ties.data - unit * strength[row] * size[ties.indices] - staying[row]
    gains = ~here & (labels[row] >= 0) & (gain > LEAST_GAIN * strength[row])
    return [int(node) for node in np.unique(row[gains])]
