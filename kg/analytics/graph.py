"""Graphs as arrays: a sorted array of node ids and a CSR matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["Graph", "Inputs"]


class Graph:
    """An undirected weighted graph: `ids` sorted, `weights` symmetric without a diagonal.

    `weights[i, j]` is the strength of the tie between `ids[i]` and `ids[j]` (not a distance);
    a node without ties is a row without entries.
    """

    def __init__(self, ids: NDArray[np.str_], weights: csr_array) -> None:
        self.ids = ids
        self.weights = weights

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def from_edges(
        cls,
        ids: NDArray[np.str_],
        start: NDArray[np.str_],
        end: NDArray[np.str_],
        weight: NDArray[np.float64],
    ) -> Graph:
        """Build from an edge list in which each undirected edge stands once."""
        order = np.sort(ids)
        i, j = np.searchsorted(order, start), np.searchsorted(order, end)
        n = len(order)
        half = csr_array((weight, (i, j)), shape=(n, n))
        whole = csr_array(half + half.T)
        whole.sort_indices()
        return cls(order, whole)


class Inputs:
    """The tables an analysis reads, with the graphs that several analyses share."""

    def __init__(self, tables: Mapping[str, Path]) -> None:
        self.tables = tables

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Read a table of `kg.schema`; an absent one is an error of the caller."""
        return pq.read_table(self.tables[name], columns=None if columns is None else list(columns))

    @cached_property
    def coauthors(self) -> Graph:
        """The coauthor graph with Newman weights; authors without coauthors included."""
        ids = self.table("Author", ["id"]).column("id").to_numpy(zero_copy_only=False)
        edges = self.table("COAUTHOR", ["start", "end", "weight"])
        start, end, weight = (
            edges.column(c).to_numpy(zero_copy_only=False) for c in edges.column_names
        )
        return Graph.from_edges(ids.astype(str), start.astype(str), end.astype(str), weight)
