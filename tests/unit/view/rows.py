"""Small tables written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.tables.sets import TableSet
from kg.testing.tables import write_tables

__all__ = ["author", "tables", "tie"]


def author(id_: str, name: str, **more: Any) -> dict[str, Any]:
    """A row of Author; what is not given is null."""
    return {"id": id_, "name": name, **more}


def tie(start: str, end: str, papers: int = 1, weight: float = 1.0, **more: Any) -> dict[str, Any]:
    """A row of COAUTHOR."""
    return {"start": start, "end": end, "papers": papers, "weight": weight, **more}


def tables(folder: Path, **rows: list[dict[str, Any]]) -> TableSet:
    """Tables of these rows; all others are empty."""
    return write_tables(folder, rows, graph_id="g", generation="1")
