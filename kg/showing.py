"""Keeping the embedded store level with the tables: by the difference, or loaded anew."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BrokenGraph
from kg.generation import table_set
from kg.progress import Progress, silent
from kg.store.base import Store, StoreState
from kg.store.embedded import LOAD_MEMORY, EmbeddedStore
from kg.tables.delta import difference
from kg.tables.engine import engine, n_rows
from kg.tables.sets import Delta, TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import discard, fresh_folder
from kg.workspace.machine import machine_mb
from kg.workspace.manifest import Manifest

if TYPE_CHECKING:
    from kg.store.embedded.filling import Filling

__all__ = ["Loading", "bring_up_to_date", "heap_mb", "loading"]

_TOO_MUCH = 0.5
"""Share of the graph above which loading anew is faster than changing row by row: a row changed
takes some three times as long as one loaded."""


_ANEW_EVERY = 100
"""Generations after which loading anew puts together what many small changes left in pieces."""


_HEAP_MB, _RECORDS_IN_HEAP, _HEAP_OF_MILLION = 900, 100_000, 3_600
"""The least heap, the records for which it is enough, and what a million more take: where each
states twenty-five references that nobody else has, they make 26 million nodes."""

_FEW_RECORDS = 10_000
"""So few are loaded before it pays to have Java compile the loading thoroughly."""


class Loading:
    """The loading anew of a store, begun while analyses still run; nothing when `filling` is
    None, because the difference will be sent."""

    def __init__(self, filling: Filling | None) -> None:
        self._filling = filling
        self._given: set[str] = set()

    def arrived(self, files: Mapping[str, Path]) -> None:
        """Take facts, as soon as they are written; what is measured of their nodes comes later."""
        if self._filling is not None:
            self._given |= files.keys()
            self._filling.add(files)

    def rest(self, tables: TableSet) -> None:
        """Take what has not been taken of the finished generation."""
        if self._filling is not None:
            fresh = {name: path for name, path in tables.files.items() if name not in self._given}
            early = self._given & tables.nodes.keys()
            self._filling.add(fresh, {label: tables.nodes[label] for label in sorted(early)})

    def show(self, tables: TableSet, progress: Progress = silent) -> None:
        """Show the generation, once all of it is loaded."""
        if self._filling is not None:
            self._filling.finish(tables.graph_id, tables.generation, progress)


@contextmanager
def loading(directory: Directory, manifest: Manifest, *, anew: bool = False) -> Iterator[Loading]:
    """Begin to load the store with the generation about to be made, if it must be loaded anew:
    it is new, does not show the current generation, is damaged, or `anew` is set."""
    with _for_bulk(directory, manifest) as store:
        state = _state(directory, store)
        current = (manifest.graph_id, manifest.generation)
        if not anew and manifest.generation and (state.graph_id, state.generation) == current:
            yield Loading(None)
            return
        with store.filling() as filling:
            yield Loading(filling)


def bring_up_to_date(
    directory: Directory,
    manifest: Manifest,
    progress: Progress = silent,
    *,
    threads: int = 2,
) -> None:
    """Let the store show the current generation; nothing is done when it does.

    The difference is sent when the store shows the generation before and not too much of the
    graph has changed; else it is loaded anew beside the old one and takes its place, as it does
    when the store is damaged.
    """
    current = manifest.generation
    if current is None:
        return
    with _for_bulk(directory, manifest) as store:
        state = _state(directory, store)
        if (state.graph_id, state.generation) == (manifest.graph_id, current):
            return
        new = table_set(directory, manifest, current)
        old = None
        if state.graph_id == manifest.graph_id:
            old = _before(directory, manifest, state.generation)
        if old is None:
            store.replace(new, progress)
        else:
            _follow(directory, store, old, new, progress, threads)


def _for_bulk(directory: Directory, manifest: Manifest) -> EmbeddedStore:
    """The store, with a heap that grows with the graph: its bulk writer remembers every node.

    For few records Java starts as it does for a question, which takes half of its seconds.
    """
    records = sum(i.records for i in manifest.imports)
    many = records > _FEW_RECORDS
    return EmbeddedStore(directory.store, read_only=False, bulk=many, heap_mb=heap_mb(records))


def heap_mb(records: int) -> int:
    """Megabytes of Java for so many records, but not over half the machine; what `KG_LOAD_MEMORY`
    says goes before, from a third of the least on, with which Java starts."""
    given = os.environ.get(LOAD_MEMORY, "")
    if given.isdecimal():
        return max(int(given), _HEAP_MB // 3)
    wanted = _HEAP_MB + max(0, records - _RECORDS_IN_HEAP) * _HEAP_OF_MILLION // 1_000_000
    return max(_HEAP_MB, min(wanted, machine_mb() // 2 or wanted))


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
            size = sum(n_rows(tables.read(file)) for file in new.files.values())
        if _touched(delta) > size * _TOO_MUCH or _in_pieces(new):
            store.replace(new, progress)
        else:
            store.apply(delta, progress)
    finally:
        discard(folder)


def _in_pieces(tables: TableSet) -> bool:
    """Whether it is time: each change adds pages to the indexes that it touches."""
    number = tables.generation.partition("-")[0]
    return number.isdecimal() and int(number) % _ANEW_EVERY == 0


def _touched(delta: Delta) -> int:
    return sum(c.n_created + c.n_changed + c.n_deleted for c in delta.changes)
