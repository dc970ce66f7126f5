"""Connected components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.results import measure, options_of, versions_of
from kg.progress import Progress, silent
from kg.text import counted

__all__ = ["Components", "components"]


def components(weights: csr_array) -> NDArray[np.int64]:
    """The connected component of each node: 0 the largest, ties by smallest node. O(n + m).

    A node without ties is a component of its own. Hopcroft and Tarjan 1973,
    doi:10.1145/362248.362272.

    >>> components(csr_array([[0, 0, 0], [0, 0, 1.0], [0, 1, 0]])).tolist()
    [1, 0, 0]
    """
    if weights.shape[0] == 0:
        return np.empty(0, dtype=np.int64)
    _, labels = connected_components(weights, directed=False)
    # The engine numbers them by their smallest node: a stable sort by size is all that is left.
    size = np.bincount(labels)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.argsort(-size, kind="stable")] = np.arange(len(size))
    return np.asarray(rank[labels], dtype=np.int64)


@dataclass(frozen=True)
class Components:
    """Connected components of the coauthor graph."""

    name: ClassVar[str] = "components"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1145/362248.362272"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Number the components by size."""
        graph = inputs.coauthors
        labels = components(graph.weights)
        notes: tuple[str, ...] = ()
        if len(labels):
            size = np.bincount(labels)
            parts = counted(len(size), "component", "components")
            authors = counted(len(labels), "author", "authors")
            share = size[0] / len(labels)
            notes = (f"{parts}; the largest holds {size[0]:,} of {authors} ({share:.0%})",)
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "component", labels)},
            options=options_of(self),
            versions=versions_of("scipy"),
            reference=self.reference,
            notes=notes,
        )
