"""The shape that most analyses share: one array of a graph becomes one property of its nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from numpy.typing import NDArray

from kg.analytics.base import Result
from kg.analytics.graph import Graph, Inputs
from kg.analytics.results import columns, options_of, versions_of
from kg.progress import Progress, silent

__all__ = ["CoauthorMeasure"]


@dataclass(frozen=True)
class CoauthorMeasure:
    """A measure of authors on the coauthor graph: subclass with options and `values`."""

    name: ClassVar[str]
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str]
    engines: ClassVar[tuple[str, ...]] = ("numpy", "scipy")

    def values(self, graph: Graph) -> Mapping[str, NDArray[Any]]:
        """Property name to the value of each node of the graph; NaN where there is none."""
        raise TypeError(f"{type(self).__name__} does not say what it measures")

    def notes(self, graph: Graph, values: Mapping[str, NDArray[Any]]) -> tuple[str, ...]:
        """What the user should know about the values."""
        return ()

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Measure every author."""
        graph = inputs.coauthors
        values = self.values(graph)
        options = options_of(self)
        return Result(
            self.name,
            measures={"Author": columns(graph.ids, values)},
            options=options,
            seed=getattr(self, "seed", None),
            versions=versions_of(*self.engines),
            reference=self.reference,
            notes=self.notes(graph, values),
        )
