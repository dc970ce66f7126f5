"""Keeping the embedded store level with the tables: by the difference, or loaded anew."""

from __future__ import annotations

from kg.generation import table_set
from kg.progress import Progress, silent
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.tables.delta import difference
from kg.tables.engine import engine
from kg.tables.sets import Delta, TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import discard, fresh_folder
from kg.workspace.manifest import Manifest

__all__ = ["bring_up_to_date"]

_TOO_MUCH = 0.5
"""Share of the graph above which loading anew is faster than changing row by row."""


def bring_up_to_date(
    directory: Directory, manifest: Manifest, progress: Progress = silent, *, threads: int = 2
) -> None:
    """Let the store show the current generation; nothing is done when it does.

    The difference is sent when the store shows the generation before and not too much of the
    graph has changed; else it is loaded anew beside the old one and takes its place.
    """
    current = manifest.generation
    with EmbeddedStore(directory.store, read_only=False, bulk=True) as store:
        state = store.state()
        if current is None or (state.graph_id, state.generation) == (manifest.graph_id, current):
            return
        new = table_set(directory, manifest, current)
        if state.generation is None or state.generation != manifest.previous:
            store.replace(new, progress)
        else:
            old = table_set(directory, manifest, state.generation)
            _follow(directory, store, old, new, progress, threads)


def _follow(
    directory: Directory,
    store: Store,
    old: TableSet,
    new: TableSet,
    progress: Progress,
    threads: int,
) -> None:
    """From one generation to the next."""
    folder = fresh_folder(directory.scratch)
    try:
        with engine(folder, threads=threads) as tables:
            progress("comparing generations", 0, None)
            delta = difference(tables, old, new, folder)
            files = [*new.nodes.values(), *new.relationships.values()]
            size = sum(int(tables.read(file).count().execute()) for file in files)
        if _touched(delta) > size * _TOO_MUCH:
            store.replace(new, progress)
        else:
            store.apply(delta, progress)
    finally:
        discard(folder)


def _touched(delta: Delta) -> int:
    return sum(change.n_created + change.n_deleted for change in delta.changes)
