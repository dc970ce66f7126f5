"""Keeping the embedded store level with the tables: by the difference, or loaded anew."""

from __future__ import annotations

from kg.errors import BrokenGraph
from kg.generation import table_set
from kg.progress import Progress, silent
from kg.store.base import Store, StoreState
from kg.store.embedded import EmbeddedStore
from kg.tables.delta import difference
from kg.tables.engine import engine, n_rows
from kg.tables.sets import Delta, TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import discard, fresh_folder
from kg.workspace.manifest import Manifest

__all__ = ["bring_up_to_date"]

_TOO_MUCH = 0.5
"""Share of the graph above which loading anew is faster than changing row by row."""


def bring_up_to_date(
    directory: Directory,
    manifest: Manifest,
    progress: Progress = silent,
    *,
    threads: int = 2,
    anew: bool = False,
) -> None:
    """Let the store show the current generation; nothing is done when it does.

    The difference is sent when the store shows the generation before and not too much of the
    graph has changed; else it is loaded anew beside the old one and takes its place, as it does
    when the store is damaged or `anew` is set.
    """
    current = manifest.generation
    if current is None:
        return
    with EmbeddedStore(directory.store, read_only=False, bulk=True) as store:
        state = _state(directory, store)
        if (state.graph_id, state.generation) == (manifest.graph_id, current) and not anew:
            return
        new = table_set(directory, manifest, current)
        old = None
        if not anew and state.graph_id == manifest.graph_id:
            old = _before(directory, manifest, state.generation)
        if old is None:
            store.replace(new, progress)
        else:
            _follow(directory, store, old, new, progress, threads)


def _state(directory: Directory, store: Store) -> StoreState:
    """What the store shows; one that is damaged is thrown away, for it can be made anew."""
    try:
        return store.state()
    except BrokenGraph:
        discard(directory.store)
        return store.state()


def _before(directory: Directory, manifest: Manifest, shown: str | None) -> TableSet | None:
    """The tables of the generation shown, if they are still there."""
    if shown is None or shown != manifest.previous:
        return None
    try:
        return table_set(directory, manifest, shown)
    except BrokenGraph:
        return None


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
            size = sum(n_rows(tables.read(file)) for file in files)
        if _touched(delta) > size * _TOO_MUCH:
            store.replace(new, progress)
        else:
            store.apply(delta, progress)
    finally:
        discard(folder)


def _touched(delta: Delta) -> int:
    return sum(change.n_created + change.n_deleted for change in delta.changes)
