"""A Neo4j server brought level with a graph directory: what `kg push` does.

What is sent is the difference between the tables here and what the server shows, computed in the
tables. The server's own word is taken for what it shows; see `kg.store.neo4j` for how a push that
was cut off is gone on with.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import StoreBusy
from kg.graph import Graph, ServerGraph
from kg.progress import Progress, silent
from kg.store.neo4j import Neo4jStore
from kg.tables.sets import Delta, TableSet
from kg.workspace.files import fresh_folder
from kg.workspace.lock import build_lock

__all__ = ["PushReport", "analyze_server", "push"]

if TYPE_CHECKING:
    from kg.analytics.base import Result
    from kg.workspace.manifest import Manifest

_TOO_MUCH = 0.7
"""Share of the graph above which writing it anew is faster than changing it row by row."""
_POLL_SECONDS = 0.5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did: rows created, changed and deleted; all 0 when the server was level.

    `rewritten` tells that everything was written, because the server had nothing of the graph,
    too much had changed, or it was asked for.
    """

    generation: str
    created: int = 0
    changed: int = 0
    deleted: int = 0
    rewritten: bool = False

    @property
    def unchanged(self) -> bool:
        """Whether there was nothing to send."""
        return not (self.created or self.changed or self.deleted or self.rewritten)

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {**asdict(self), "unchanged": self.unchanged}


def push(
    graph: Graph,
    store: Neo4jStore,
    progress: Progress = silent,
    *,
    rewrite: bool = False,
    wait: float = 0.0,
) -> PushReport:
    """Let the server show the graph's current generation.

    A push that was cut off is finished. `rewrite` writes everything anew; `wait` is how many
    seconds to wait for another push, or a build of the directory, that is at work. Raises
    `StoreBusy`, `GraphLocked`, `WriteRefused`, `StoreUnavailable`.
    """
    end = time.monotonic() + wait
    with build_lock(graph.path, wait=wait):
        return _waiting(lambda: _push(graph, store, progress, rewrite), end)


def analyze_server(
    graph: ServerGraph,
    names: Sequence[str] | None = None,
    *,
    seed: int | None = None,
    progress: Progress = silent,
) -> list[Result]:
    """Run analyses (None: the default set) on a graph that is on a server, and send their values.

    The tables are fetched into the cache and measured there; the difference goes to the server,
    if it still shows what was measured. One that was cut off while the values were sent is
    finished by the next. Raises `StoreBusy`, `StoreError`, `WriteRefused`, `StoreUnavailable`.
    """
    from kg.analytics.registry import DEFAULT
    from kg.generation import table_set
    from kg.pull import pull, remeasure

    directory = graph.directory
    with Neo4jStore(graph.address, read_only=False) as store:
        if not _cut_off_here(graph, store):
            pull(store, graph.path, progress)
        found = remeasure(graph.path, DEFAULT if names is None else names, seed, progress)
        manifest = directory.manifest()
        if manifest.generation and manifest.previous and not _shown_by(store, manifest):
            old = table_set(directory, manifest, manifest.previous)
            new = table_set(directory, manifest, manifest.generation)
            with TemporaryDirectory(prefix="kg-push-") as scratch:
                store.apply(_difference(old, new, Path(scratch)), progress)
    return found


def _shown_by(store: Neo4jStore, manifest: Manifest) -> bool:
    marker = store.marker()
    return marker is not None and marker.shows(manifest.graph_id, manifest.generation)


def _cut_off_here(graph: ServerGraph, store: Neo4jStore) -> bool:
    """Whether the server waits for the rest of values that were measured in this cache."""
    from kg.workspace.manifest import read_manifest

    marker, cached = store.marker(), read_manifest(graph.path)
    if marker is None or cached is None or marker.complete:
        return False
    return (marker.graph_id, marker.target) == (cached.graph_id, cached.generation)


def _waiting(attempt: Callable[[], T], end: float) -> T:
    while True:
        try:
            return attempt()
        except StoreBusy:
            if time.monotonic() >= end:
                raise
        time.sleep(_POLL_SECONDS)


def _push(graph: Graph, store: Neo4jStore, progress: Progress, rewrite: bool) -> PushReport:
    wanted = graph.manifest
    if not rewrite and _shown_by(store, wanted):
        return PushReport(wanted.generation or "")
    marker, new = store.marker(), graph.tables
    if marker is None or marker.graph_id != new.graph_id or rewrite:
        return _written(store, new, progress)
    with TemporaryDirectory(prefix="kg-push-") as scratch:
        old = _shown(graph, store, marker.generation, marker.complete, Path(scratch), progress)
        if old is None:
            return _written(store, new, progress)
        progress("comparing generations", 0, None)
        delta = _difference(old, new, Path(scratch))
        if _touched(delta) > _TOO_MUCH * _rows(new) or not store.leads_on(delta):
            return _written(store, new, progress)
        store.apply(delta, progress)
    return _report(delta)


def _shown(
    graph: Graph,
    store: Neo4jStore,
    generation: str | None,
    complete: bool,
    scratch: Path,
    progress: Progress,
) -> TableSet | None:
    """The tables of what the server shows: here from an earlier build, or read back from it.

    None when it shows no whole generation that could be read: a push that was cut off there.
    """
    if generation is not None and generation == graph.manifest.previous:
        from kg.generation import table_set

        return table_set(graph.directory, graph.manifest, generation)
    return store.fetch(fresh_folder(scratch / "shown"), progress) if complete else None


def _difference(old: TableSet, new: TableSet, scratch: Path) -> Delta:
    from kg.tables.delta import difference
    from kg.tables.engine import engine

    folder = fresh_folder(scratch / "delta")
    with engine(folder, memory_mb=300) as tables:
        return difference(tables, old, new, folder)


def _written(store: Neo4jStore, tables: TableSet, progress: Progress) -> PushReport:
    store.replace(tables, progress)
    return PushReport(tables.generation, created=_rows(tables), rewritten=True)


def _report(delta: Delta) -> PushReport:
    created, changed, deleted = (
        sum(getattr(c, name) for c in delta.changes)
        for name in ("n_created", "n_changed", "n_deleted")
    )
    return PushReport(delta.to_generation, created, changed, deleted)


def _touched(delta: Delta) -> int:
    return sum(change.n_created + change.n_deleted for change in delta.changes)


def _rows(tables: TableSet) -> int:
    return sum(map(_count, (*tables.nodes.values(), *tables.relationships.values())))


def _count(file: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(file).num_rows)
