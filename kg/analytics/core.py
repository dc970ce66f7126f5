"""k-cores: how deep in the densely knit part of the graph a node sits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.results import measure, options_of, versions_of
from kg.progress import Progress, silent

__all__ = ["Core", "core_numbers"]


def core_numbers(weights: csr_array) -> NDArray[np.int64]:
    """The largest k such that the node is in the k-core; 0 without ties. O(n + m), unweighted.

    The k-core is what remains when nodes with fewer than k neighbours are taken away until none
    is left. A paper of n authors puts all of them in the (n-1)-core: large teams show here.
    Seidman 1983, doi:10.1016/0378-8733(83)90028-X; Batagelj and Zaversnik 2011,
    doi:10.1007/s11634-010-0079-y.

    >>> core_numbers(csr_array([[0, 1.0, 1, 1], [1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]])).tolist()
    [2, 2, 2, 1]
    """
    if weights.nnz == 0:
        return np.zeros(weights.shape[0], dtype=np.int64)
    from kg.analytics import networkit

    return networkit.core_numbers(weights)


@dataclass(frozen=True)
class Core:
    """Core numbers of the coauthor graph."""

    name: ClassVar[str] = "core"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1016/0378-8733(83)90028-X"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Core number of every author."""
        graph = inputs.coauthors
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "core", core_numbers(graph.weights))},
            options=options_of(self),
            versions=versions_of("networkit"),
            reference=self.reference,
        )
