"""A small DuckDB that puts what outgrows its memory into a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

__all__ = ["bounded"]


@contextmanager
def bounded(
    folder: Path | None = None, *, memory_mb: int = 256
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that puts aside what outgrows its memory below `folder`, by default where the
    system keeps temporary files; left to itself DuckDB would do so in the folder the user is in.

    >>> with bounded() as connection:
    ...     connection.sql("SELECT 1").fetchone()
    (1,)
    """
    with tempfile.TemporaryDirectory(prefix="kg-", dir=folder, ignore_cleanup_errors=True) as aside:
        options: dict[str, str | bool | int | float | list[str]] = {
            "threads": 2,
            "memory_limit": f"{memory_mb}MB",
            "temp_directory": aside,
        }
        with duckdb.connect(config=options) as connection:
            yield connection
