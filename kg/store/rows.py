"""Rows of a statement as every store answers: columns, and tuples of plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.store.base import Value

__all__ = ["Answer"]


class Answer:
    """Rows of one statement, in memory."""

    def __init__(self, columns: tuple[str, ...], rows: Sequence[tuple[Value, ...]]) -> None:
        self._columns = columns
        self._rows = iter(rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names as the statement returns them."""
        return self._columns

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return self

    def __next__(self) -> tuple[Value, ...]:
        return next(self._rows)
