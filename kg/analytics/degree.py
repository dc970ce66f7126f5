"""How many partners a node has, and how strong its ties are together."""

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

__all__ = ["Degree", "Strength", "degree", "strength"]


def degree(weights: csr_array) -> NDArray[np.int64]:
    """Number of neighbours of each node, whatever the weights. O(n).

    >>> degree(csr_array([[0, 0.5, 2], [0.5, 0, 0], [2, 0, 0]])).tolist()
    [2, 1, 1]
    """
    return np.asarray(np.diff(weights.indptr), dtype=np.int64)


def strength(weights: csr_array) -> NDArray[np.float64]:
    """Sum of the weights of each node's ties; 0 without ties. O(m).

    With Newman's weights this is the number of papers that the author wrote with others
    (a paper of n authors gives each of them n-1 ties of 1/(n-1)). Weight is a strength.
    Barrat et al. 2004, doi:10.1073/pnas.0400087101.

    >>> strength(csr_array([[0, 0.5, 2], [0.5, 0, 0], [2, 0, 0]])).tolist()
    [2.5, 0.5, 2.0]
    """
    return np.asarray(weights.sum(axis=1), dtype=np.float64)


@dataclass(frozen=True)
class Degree:
    """Number of coauthors."""

    name: ClassVar[str] = "degree"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1073/pnas.98.2.404"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Count coauthors of every author; 0 for those without."""
        graph = inputs.coauthors
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "degree", degree(graph.weights))},
            options=options_of(self),
            versions=versions_of("numpy"),
            reference=self.reference,
        )


@dataclass(frozen=True)
class Strength:
    """Sum of the Newman weights of an author's ties."""

    name: ClassVar[str] = "strength"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1073/pnas.0400087101"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Add up the ties of every author; 0 for those without."""
        graph = inputs.coauthors
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "strength", strength(graph.weights))},
            options=options_of(self),
            versions=versions_of("scipy"),
            reference=self.reference,
        )
