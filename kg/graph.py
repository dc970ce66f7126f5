"""A graph directory, opened: its tables and its store."""

from __future__ import annotations

from pathlib import Path

from kg.store.base import Store
from kg.tables.sets import TableSet

__all__ = ["Graph", "open_graph"]


class Graph:
    """One graph directory at its current generation."""

    def __init__(self, path: Path, tables: TableSet) -> None:
        self.path = path
        self.tables = tables

    def store(self, *, write: bool = False) -> Store:
        """Open the store, brought up to the current generation first."""
        raise NotImplementedError


def open_graph(path: Path) -> Graph:
    """Open what `kg build` made; raises `GraphNotFound`, `NewerFormat`, `BrokenGraph`."""
    raise NotImplementedError
