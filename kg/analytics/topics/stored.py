"""Titles and abstracts of papers, read from their table a part at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

__all__ = ["PaperTexts"]


class PaperTexts(Sequence[tuple[str, str]]):
    """Title and abstract of each paper in the order of `ids`, empty where there is none.

    `ids` are sorted. Only the part that is asked for is read: the abstracts of a million papers
    would take gigabytes. A slice reads the row groups that its papers lie in, which are one or two
    where the table is sorted by id, as ours are.
    """

    def __init__(self, table: Path) -> None:
        ids = pq.read_table(table, columns=["id"]).column("id").combine_chunks().cast(pa.string())
        order = pc.sort_indices(ids)
        self.ids: pa.Array = ids.take(order)
        self._order = order.to_numpy().astype(np.int64)
        self._file = pq.ParquetFile(table)
        groups = range(self._file.num_row_groups)
        sizes = [self._file.metadata.row_group(group).num_rows for group in groups]
        self._ends = np.cumsum([0, *sizes])
        self._group = lru_cache(maxsize=1)(self._read_group)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> tuple[str, str]: ...

    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, str]]: ...

    def __getitem__(self, place: int | slice) -> tuple[str, str] | list[tuple[str, str]]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        rows = self._order[place]
        groups = np.searchsorted(self._ends, rows, side="right") - 1
        texts = [
            pair
            for group in np.unique(groups).tolist()
            for pair in self._texts(group, rows[groups == group])
        ]
        by_group = np.argsort(groups, kind="stable")
        return [texts[at] for at in np.argsort(by_group, kind="stable").tolist()]

    def _texts(self, group: int, rows: NDArray[np.int64]) -> Iterator[tuple[str, str]]:
        """Of rows of a group, in their order."""
        part = self._group(group).take(pa.array(rows - self._ends[group]))
        title, abstract = (column.fill_null("").to_pylist() for column in part.columns)
        return zip(title, abstract, strict=True)

    def _read_group(self, group: int) -> pa.Table:
        return self._file.read_row_group(group, columns=["title", "abstract"])
