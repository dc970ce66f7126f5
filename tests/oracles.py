"""Measures by their textbook definitions, slow and plain, to hold fast ones against."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

import networkx as nx
import numpy as np

__all__ = ["katz_by_networkx", "largest_eigenvalue", "leading_by_definition"]

N = TypeVar("N", bound=Hashable)


def leading_by_definition(graph: nx.Graph[N]) -> Mapping[N, float]:
    """The part of (1, 1, …) in the eigenspace of the largest eigenvalue, of length 1."""
    if not graph:
        return {}
    values, vectors = np.linalg.eigh(nx.to_numpy_array(graph))
    space = vectors[:, values > values[-1] - 1e-9 * max(1.0, values[-1])]
    found = space @ space.sum(axis=0)
    return dict(zip(graph, found / np.linalg.norm(found), strict=True))


def largest_eigenvalue(graph: nx.Graph[Any]) -> float:
    """That of the weighted adjacency matrix."""
    return float(np.linalg.eigvalsh(nx.to_numpy_array(graph))[-1]) if graph else 0.0


def katz_by_networkx(graph: nx.Graph[Any], attenuation: float) -> Mapping[Any, float]:
    """networkx's Katz centrality at a share of the greatest alpha that has a meaning."""
    if len(graph) < 2:
        return dict.fromkeys(graph, 1.0)
    largest = largest_eigenvalue(graph)
    alpha = attenuation / largest if largest > 0 else 0.0
    found: Mapping[Any, float] = nx.katz_centrality_numpy(graph, alpha=alpha, weight="weight")
    return found
