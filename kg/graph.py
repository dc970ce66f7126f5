"""A graph directory, opened: its tables, its imports and its store."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphNotFound
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.workspace.directory import Directory
from kg.workspace.lock import build_lock

if TYPE_CHECKING:
    from kg.tables.sets import TableSet

__all__ = ["Graph", "open_graph"]


_PATIENCE = 60.0
"""Seconds to wait for a build that is about to show its result."""


class Graph:
    """One graph directory at the generation that was current when it was opened."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.manifest = directory.manifest()
        if self.manifest.generation is None:
            raise GraphNotFound(
                f"nothing has been built in {directory.path} yet",
                hint="build it with: kg build FILE…",
            )

    @property
    def path(self) -> Path:
        """The graph directory."""
        return self.directory.path

    @cached_property
    def tables(self) -> TableSet:
        """The files of the current generation: what analyses, views and exports read."""
        from kg.generation import table_set

        assert self.manifest.generation is not None
        return table_set(self.directory, self.manifest, self.manifest.generation)

    def store(self, *, write: bool = False) -> Store:
        """The store at the current generation; a build that was cut off is finished first."""
        store = EmbeddedStore(self.directory.store, read_only=not write)
        shown = store.state()
        if (shown.graph_id, shown.generation) != (self.manifest.graph_id, self.manifest.generation):
            self._bring_up_to_date()
        return store

    def redirected(self, id_: str) -> str | None:
        """The id that an id of an earlier build has become; None when it has not changed."""
        return self.directory.redirected(id_)

    def _bring_up_to_date(self) -> None:
        from kg.showing import bring_up_to_date

        with build_lock(self.path, wait=_PATIENCE):
            self.manifest = self.directory.manifest()
            bring_up_to_date(self.directory, self.manifest)


def open_graph(path: Path | str) -> Graph:
    """Open what `kg build` made; raises `GraphNotFound`, `NewerFormat`, `BrokenGraph`."""
    return Graph(Directory(Path(path)))
