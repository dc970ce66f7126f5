"""A graph directory and a Neo4j server, brought level: `kg push`, `kg pull`, and their like.

What is sent is the difference between the tables here and what the server shows, computed in the
tables. The server's own word is taken for what it shows; see `kg.store.neo4j` for how a push that
was cut off is gone on with.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from kg.errors import BrokenGraph, CannotWrite, StoreBusy
from kg.graph import Graph
from kg.progress import Progress, silent
from kg.schema import NodeType, table_names
from kg.store.neo4j import Neo4jStore
from kg.tables.sets import Delta, TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import discard, fresh_folder, written_whole
from kg.workspace.lock import build_lock
from kg.workspace.manifest import Import, Manifest, Settings, read_manifest, write_manifest

__all__ = ["PushReport", "pull", "push"]

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


def _waiting(attempt: Callable[[], T], end: float) -> T:
    while True:
        try:
            return attempt()
        except StoreBusy:
            if time.monotonic() >= end:
                raise
        time.sleep(_POLL_SECONDS)


def _push(graph: Graph, store: Neo4jStore, progress: Progress, rewrite: bool) -> PushReport:
    marker, wanted = store.marker(), graph.manifest
    if marker is not None and marker.shows(wanted.graph_id, wanted.generation) and not rewrite:
        return PushReport(wanted.generation or "")
    new = graph.tables
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
    with engine(folder, memory="300MB") as tables:
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


def pull(store: Neo4jStore, path: Path, progress: Progress = silent) -> Manifest:
    """Make a graph directory of what a server shows; gives its manifest.

    Its one import is that server. The sources' own records are not there: the directory can be
    asked, measured, drawn and exported, not built upon. Raises `CannotWrite` when there is a
    graph in `path` that was not pulled from the same server.
    """
    directory = Directory(path)
    directory.create()
    with build_lock(path):
        _refuse_unless_pulled(directory, store)
        marker = store.whole()
        generation = marker.generation or ""
        folder = directory.generation(generation)
        nodes = fresh_folder(folder / "nodes")
        tables = store.fetch(nodes, progress)
        _lay_out(tables, folder)
        made = Manifest(
            graph_id=marker.graph_id,
            generation=generation,
            next_number=2,
            imports=(_import(store, tables),),
            settings=Settings(),
        )
        write_manifest(path, made)
        for other in directory.tables.glob("*"):
            if other.name != generation:
                discard(other)
    return made


def _refuse_unless_pulled(directory: Directory, store: Neo4jStore) -> None:
    found = read_manifest(directory.path)
    if found is not None and [i.source for i in found.imports] != [str(store.address)]:
        raise CannotWrite(
            f"there is a graph in {directory.path} already",
            hint="choose another folder with -g",
        )


def _lay_out(tables: TableSet, folder: Path) -> None:
    """Move the files to where a build puts them: facts apart from what stores and views read."""
    import pyarrow.parquet as pq

    facts = fresh_folder(folder / "facts")
    fresh_folder(folder / "measures")
    for table, kind in table_names():
        if isinstance(kind, NodeType):
            file = tables.nodes[table]
            names = ["id", *(p.name for p in kind.facts)]
            there = pq.read_schema(file).names
            part = pq.read_table(file, columns=[name for name in names if name in there])
            pq.write_table(part, facts / file.name, compression="zstd")
        else:
            tables.relationships[table].rename(facts / f"{table}.parquet")
    with written_whole(folder / "results.json") as temporary:
        temporary.write_text("[]\n", encoding="utf-8")


def _import(store: Neo4jStore, tables: TableSet) -> Import:
    """The server, as the one thing the directory was made from."""
    if not tables.generation:
        raise BrokenGraph("the graph on the server has no generation", hint="push it there again")
    return Import(
        id="server-1",
        number=1,
        loader="neo4j",
        uri=str(store.address),
        source=str(store.address),
        sha256="",
        records=_count(tables.nodes["Paper"]),
        rejects=0,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
