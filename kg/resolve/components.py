"""Connected components, with pairs that must never end up in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["components"]

Pairs = NDArray[np.int64]
"""An array of shape (n, 2): indexes of two nodes a row."""


def components(n: int, edges: Pairs, apart: Pairs) -> NDArray[np.int64]:
    """Number every node's component, 0 to k-1 in the order of the components' first nodes.

    `apart` are pairs that must not share one. A component that would hold such a pair is built
    again edge by edge, in the order of `edges` (surest first), leaving out each edge that would
    join the two. Cost O(n + edges), and edges x pairs for the few components concerned.
    """
    labels = _plain(n, edges)
    wrong = apart[labels[apart[:, 0]] == labels[apart[:, 1]]]
    if len(wrong):
        labels = _rebuilt(labels, edges, wrong)
    return _in_order(labels)


def _plain(n: int, edges: Pairs) -> NDArray[np.int64]:
    ones = np.ones(len(edges), dtype=np.int8)
    matrix = coo_array((ones, (edges[:, 0], edges[:, 1])), shape=(n, n))
    return np.asarray(connected_components(matrix, directed=False)[1], dtype=np.int64)


def _in_order(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[inverse], dtype=np.int64)


def _rebuilt(labels: NDArray[np.int64], edges: Pairs, wrong: Pairs) -> NDArray[np.int64]:
    concerned = np.isin(labels, np.unique(labels[wrong[:, 0]]))
    members = np.flatnonzero(concerned)
    inside = edges[concerned[edges[:, 0]]]
    groups = _constrained(members.tolist(), inside.tolist(), wrong.tolist())
    out = labels.copy()
    for offset, group in enumerate(groups):
        out[group] = labels.max() + 1 + offset
    return out


def _constrained(
    members: Sequence[int], edges: Iterable[Sequence[int]], apart: Iterable[Sequence[int]]
) -> list[list[int]]:
    group = {m: [m] for m in members}
    enemies: dict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        enemies[a].add(b)
        enemies[b].add(a)
    for a, b in edges:
        one, other = group[a], group[b]
        if one is other or any(enemies[m].intersection(other) for m in one if m in enemies):
            continue
        one.extend(other)
        for m in other:
            group[m] = one
    return list({id(g): g for g in group.values()}.values())
