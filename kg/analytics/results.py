"""From arrays to results: rounding, numbering and sorted tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["by_size", "columns", "measure", "options_of", "significant", "versions_of"]

DIGITS = 12
"""Significant digits kept of a float: engines agree to 1e-15 and would rank ties differently."""


def significant(values: NDArray[np.float64], digits: int = DIGITS) -> NDArray[np.float64]:
    """Round to significant digits, so that noise in the last bits changes nothing.

    >>> significant(np.array([0.1 + 0.2, 0.0, -123456.7890123456])).tolist()
    [0.3, 0.0, -123456.789012]
    """
    values = np.asarray(values, dtype=np.float64)
    size = np.abs(values)
    exponent = np.floor(np.log10(np.where(size > 0, size, 1.0)))
    power = np.clip(digits - 1 - exponent, -290, 290)
    up, down = 10.0 ** np.maximum(power, 0), 10.0 ** np.maximum(-power, 0)
    # Adding zero turns -0.0 into 0.0: equal numbers, other bytes.
    return np.asarray(np.rint(values * up / down) / up * down + 0.0)


def by_size(labels: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Number groups by size, 0 the largest; of equal ones the one with the smaller member first.

    Negative labels mean "in no group" and stay -1.

    >>> by_size(np.array([7, 3, 3, -1, 5])).tolist()
    [1, 0, 0, -1, 2]
    """
    labels = np.asarray(labels, dtype=np.int64)
    result = np.full(len(labels), -1, dtype=np.int64)
    inside = labels >= 0
    if not inside.any():
        return result
    _, first, inverse, size = np.unique(
        labels[inside], return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(size))
    result[inside] = rank[inverse]
    return result


def measure(
    ids: NDArray[np.str_],
    column: str,
    values: NDArray[Any],
    missing: NDArray[np.bool_] | None = None,
) -> pa.Table:
    """A table of `id` and one measure; floats rounded, null where `missing`."""
    return pa.table({"id": pa.array(ids, pa.string()), column: _column(values, missing)})


def columns(ids: NDArray[np.str_], values: Mapping[str, NDArray[Any]]) -> pa.Table:
    """A table of `id` and several measures; floats rounded, null where one is not a number.

    >>> columns(np.array(["a", "b"]), {"x": np.array([0.5, np.nan])}).column("x").to_pylist()
    [0.5, None]
    """
    found = {
        name: _column(value, np.isnan(value) if value.dtype.kind == "f" else None)
        for name, value in values.items()
    }
    return pa.table({"id": pa.array(ids, pa.string()), **found})


def _column(values: NDArray[Any], missing: NDArray[np.bool_] | None) -> pa.Array:
    if values.dtype.kind == "b":
        return pa.array(values, pa.bool_(), mask=missing)
    if values.dtype.kind == "f":
        return pa.array(significant(values), pa.float64(), mask=missing)
    return pa.array(values, pa.int64(), mask=missing)


def options_of(analysis: DataclassInstance) -> dict[str, Any]:
    """The options of an analysis, without its seed, as plain values."""
    return {k: v for k, v in asdict(analysis).items() if k != "seed"}


def versions_of(*distributions: str) -> dict[str, str]:
    """Installed versions of the engines that were used."""
    return {name: version(name) for name in distributions}
