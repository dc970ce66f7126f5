"""Communities of authors who write together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.leiden import leiden, modularity
from kg.analytics.results import counted, measure, options_of, versions_of
from kg.progress import Progress, silent

__all__ = ["Communities"]


@dataclass(frozen=True)
class Communities:
    """Leiden communities of the coauthor graph, by modularity on Newman weights.

    An author without coauthors is in no community (null): a community of one says nothing, and
    thousands of them would drown the others.
    """

    resolution: float = 1.0
    iterations: int = 2
    seed: int = 0

    name: ClassVar[str] = "communities"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1038/s41598-019-41695-z"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Number the communities by size; the notes give their number and modularity."""
        graph = inputs.coauthors
        labels = leiden(
            graph.weights,
            resolution=self.resolution,
            iterations=self.iterations,
            seed=self.seed,
        )
        alone = labels < 0
        notes: list[str] = []
        if not alone.all():
            quality = modularity(graph.weights, labels, resolution=self.resolution)
            number = counted(int(labels.max()) + 1, "community", "communities")
            notes.append(f"{number} of modularity {quality:.4f}")
        if alone.any():
            number = counted(int(np.count_nonzero(alone)), "author", "authors")
            notes.append(f"without coauthors and so in no community: {number}")
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "community", labels, alone)},
            options=options_of(self),
            seed=self.seed,
            versions=versions_of("graspologic-native"),
            reference=self.reference,
            notes=tuple(notes),
        )
