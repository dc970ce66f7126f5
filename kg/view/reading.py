"""Reading tables for a view: the columns it wants, whether or not an analysis has run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

__all__ = ["read_columns", "rows_where"]


def read_columns(path: Path | None, columns: Sequence[str]) -> pa.Table:
    """Those columns of a table; absent ones are null, an absent table is empty."""
    if path is None:
        return pa.table({c: pa.nulls(0, pa.string()) for c in columns})
    known = pq.read_schema(path).names
    table = pq.read_table(path, columns=[c for c in columns if c in known])
    for absent in (c for c in columns if c not in known):
        table = table.append_column(absent, pa.nulls(table.num_rows, pa.string()))
    return table


def rows_where(
    path: Path | None, column: str, values: Iterable[str], columns: Sequence[str]
) -> pa.Table:
    """The rows of a table whose `column` (one of `columns`) holds one of the values."""
    table = read_columns(path, columns)
    return table.filter(pc.is_in(table[column], value_set=pa.array(sorted(values), pa.string())))
