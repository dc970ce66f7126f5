"""Graphs as arrays: a sorted array of node ids and a CSR matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from kg.errors import AnalysisError
from kg.workspace.ids import Former

__all__ = ["Graph", "Inputs", "kept_ends", "undirected"]


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

    @property
    def n_edges(self) -> int:
        """Number of undirected edges."""
        return int(self.weights.nnz) // 2

    @classmethod
    def from_edges(
        cls,
        ids: NDArray[np.str_],
        start: NDArray[np.str_],
        end: NDArray[np.str_],
        weight: NDArray[np.float64],
    ) -> Graph:
        """Build from an edge list in which each undirected edge stands once, in any order.

        Loops are left out; an edge that stands twice counts with the sum of its weights. An end
        that is not among `ids` raises `AnalysisError`. O(m log m).

        >>> g = Graph.from_edges(np.array(["b", "a"]), np.array(["a"]), np.array(["b"]),
        ...                      np.array([0.5]))
        >>> g.ids.tolist(), g.weights.toarray().tolist()
        (['a', 'b'], [[0.0, 0.5], [0.5, 0.0]])
        """
        order = np.sort(np.asarray(ids, dtype=str))
        index = pa.array(order, pa.string())
        i = positions(pa.array(np.asarray(start, dtype=str), pa.string()), index)
        j = positions(pa.array(np.asarray(end, dtype=str), pa.string()), index)
        return cls(order, undirected(i, j, np.asarray(weight, dtype=np.float64), len(order)))


def positions(values: pa.Array, ids: pa.Array) -> NDArray[np.int64]:
    """Where each value stands in `ids`; a value that does not raises `AnalysisError`."""
    found = pc.index_in(values, value_set=ids)
    if found.null_count:
        missing = values.filter(pc.is_null(found))[0].as_py()
        raise AnalysisError(
            f"an edge names {missing!r}, which is not a node",
            hint="the tables are damaged: build the graph again with `kg build`",
        )
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)


def undirected(
    i: NDArray[np.int64], j: NDArray[np.int64], weight: NDArray[np.float64], n: int
) -> csr_array:
    """Symmetric CSR of `n` nodes from edges given once each; the same bytes for any edge order."""
    apart = i != j
    low, high = np.minimum(i, j)[apart], np.maximum(i, j)[apart]
    order = np.lexsort((weight[apart], high, low))
    low, high, weight = low[order], high[order], weight[apart][order]
    rows, columns = np.concatenate([low, high]), np.concatenate([high, low])
    whole = coo_array((np.concatenate([weight, weight]), (rows, columns)), shape=(n, n)).tocsr()
    whole.sum_duplicates()
    return csr_array(whole)


def kept_ends(matrix: csr_array, kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where the rows of a matrix begin and end when only some of its entries are kept.

    >>> kept_ends(csr_array([[1, 2], [0, 3]]), np.array([True, False, True])).tolist()
    [0, 1, 2]
    """
    before = np.zeros(len(kept) + 1, dtype=np.int64)
    np.cumsum(kept, out=before[1:])
    ends: NDArray[np.int64] = before[matrix.indptr]
    return ends


class Inputs:
    """The tables an analysis reads, with the graphs that several analyses share.

    `former` tells, for each kind of group, what the groups were called that their members were in
    before, for analyses that keep names stable from one build to the next; it may be empty.
    """

    def __init__(
        self, tables: Mapping[str, Path], former: Mapping[str, Former] | None = None
    ) -> None:
        self.tables = tables
        self.former = former or {}

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Read a table of `kg.schema`; an absent one is an error of the caller."""
        return pq.read_table(self.tables[name], columns=None if columns is None else list(columns))

    def has(self, name: str) -> bool:
        """Whether there is such a table and it has rows."""
        return name in self.tables and pq.read_metadata(self.tables[name]).num_rows > 0

    def ids(self, name: str) -> pa.Array:
        """The ids of a node table, sorted."""
        column = self.table(name, ["id"]).column("id").combine_chunks()
        return column.cast(pa.string()).sort()

    @cached_property
    def coauthors(self) -> Graph:
        """The coauthor graph with Newman weights; authors without coauthors included."""
        ids = self.ids("Author")
        edges = self.table("COAUTHOR", ["start", "end", "weight"])
        i, j = (positions(edges.column(c).combine_chunks(), ids) for c in ("start", "end"))
        weight = edges.column("weight").to_numpy()
        names = np.asarray(ids.to_numpy(zero_copy_only=False), dtype=str)
        return Graph(names, undirected(i, j, np.asarray(weight, dtype=np.float64), len(names)))
