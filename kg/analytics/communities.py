"""Communities of authors who write together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.identity import former_labels, lasting_numbers, memberships
from kg.analytics.leiden import leiden, modularity
from kg.analytics.results import measure, options_of, versions_of
from kg.analytics.steady import steady
from kg.progress import Progress, silent
from kg.text import counted

__all__ = ["KIND", "Communities"]

KIND = "community"
"""What the ledger of ids calls this kind of group."""


@dataclass(frozen=True)
class Communities:
    """Leiden communities of the coauthor graph, by modularity on Newman weights.

    An author without coauthors is in no community (null): a community of one says nothing, and
    thousands of them would drown the others. Communities last, see `kg.analytics.steady`: those of
    the graph before are kept unless ones found anew have clearly greater modularity. So do numbers:
    in a new graph 0 is the largest; later a community keeps its number as long as most of its
    members stay together, and new ones get the next.
    """

    resolution: float = 1.0
    iterations: int = 2
    seed: int = 0

    name: ClassVar[str] = "communities"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1038/s41598-019-41695-z"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Number the communities; the notes give how many there are and their modularity."""
        graph = inputs.coauthors
        labels = leiden(
            graph.weights,
            resolution=self.resolution,
            iterations=self.iterations,
            seed=self.seed,
        )
        alone = labels < 0
        authors = pa.array(graph.ids, pa.string())
        former = inputs.former.get(KIND)
        was = former_labels(former, authors)
        labels = steady(graph.weights, labels, was, resolution=self.resolution)
        labels = lasting_numbers(former, authors, labels)
        notes: list[str] = []
        if not alone.all():
            quality = modularity(graph.weights, labels, resolution=self.resolution)
            number = counted(len(np.unique(labels[~alone])), "community", "communities")
            notes.append(f"{number} of modularity {quality:.4f}")
        if alone.any():
            number = counted(int(np.count_nonzero(alone)), "author", "authors")
            notes.append(f"without coauthors and so in no community: {number}")
        return Result(
            self.name,
            measures={"Author": measure(graph.ids, "community", labels, alone)},
            groups={
                KIND: memberships(authors, pa.array(range(labels.max(initial=-1) + 1)), labels)
            },
            options=options_of(self),
            seed=self.seed,
            versions=versions_of("graspologic-native"),
            reference=self.reference,
            notes=tuple(notes),
        )
