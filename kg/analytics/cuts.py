"""Articulation points and bridges: people and ties that alone hold parts of the graph together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.graph import Graph
from kg.analytics.measures import CoauthorMeasure
from kg.text import counted

__all__ = ["Cuts", "articulation_points", "bridges", "bridges_at"]


def articulation_points(weights: csr_array) -> NDArray[np.bool_]:
    """Whether the node's component falls apart when the node is taken away. O(n + m).

    Hopcroft and Tarjan 1973, doi:10.1145/362248.362272.

    >>> articulation_points(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).tolist()
    [False, True, False]
    """
    return np.bincount(_blocks(weights)[0], minlength=weights.shape[0]) > 1


def bridges(weights: csr_array) -> NDArray[np.int64]:
    """Ties without which their component falls apart: rows of two nodes, sorted. O(n + m).

    Tarjan 1974, doi:10.1016/0020-0190(74)90003-9.

    >>> bridges(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).tolist()
    [[0, 1], [1, 2]]
    """
    members, sizes = _blocks(weights)
    starts = np.cumsum(sizes) - sizes
    pairs = starts[sizes == 2]
    ends = np.sort(np.column_stack([members[pairs], members[pairs + 1]]), axis=1)
    return np.asarray(ends[np.lexsort(ends.T[::-1])])


def bridges_at(weights: csr_array) -> NDArray[np.int64]:
    """Number of each node's ties that are bridges.

    >>> bridges_at(csr_array([[0, 1.0, 0], [1, 0, 1], [0, 1, 0]])).tolist()
    [1, 2, 1]
    """
    return np.bincount(bridges(weights).ravel(), minlength=weights.shape[0]).astype(np.int64)


def _blocks(weights: csr_array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The members of all biconnected components, one after another, and their sizes.

    A node that cuts is in several; a component of two nodes is a bridge.
    """
    if weights.nnz == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    from kg.analytics import networkit

    return networkit.biconnected(weights)


@dataclass(frozen=True)
class Cuts(CoauthorMeasure):
    """Articulation points of the coauthor graph, and how many bridges each author has."""

    name: ClassVar[str] = "cuts"
    reference: ClassVar[str] = "doi:10.1145/362248.362272"
    engines: ClassVar[tuple[str, ...]] = ("networkit",)

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        return {
            "articulation": articulation_points(graph.weights),
            "bridges": bridges_at(graph.weights),
        }

    def notes(self, graph: Graph, values: Mapping[str, NDArray[Any]]) -> tuple[str, ...]:
        points = int(np.count_nonzero(values["articulation"]))
        ties = int(values["bridges"].sum()) // 2
        return (
            f"without any one of {counted(points, 'author', 'authors')}, or of "
            f"{counted(ties, 'tie', 'ties')}, a part of the graph comes off",
        )
