"""Columns as readers of tables hold them: Arrow arrays, or the values of JSON or CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from kg.loaders.reading import values

__all__ = ["Values", "listed", "stated"]

Values: TypeAlias = "Sequence[Any] | pa.Array"


def listed(column: Values) -> Sequence[Any]:
    """The values of a column as Python's."""
    return column.to_pylist() if isinstance(column, pa.Array) else column


def stated(columns: Mapping[str, Values], name: str) -> list[tuple[int, str]]:
    """Row number and text of the values that are there."""
    column = listed(columns.get(name, ()))
    return [
        (row, said)
        for row, value in enumerate(column)
        if value and (said := value if type(value) is str else values.text(value))
    ]
