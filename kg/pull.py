"""A graph directory made of what a Neo4j server shows: what `kg pull` does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from kg.errors import BrokenGraph, CannotWrite
from kg.progress import Progress, silent
from kg.schema import NodeType, table_names
from kg.store.neo4j import Neo4jStore
from kg.tables.sets import TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import discard, fresh_folder, written_whole
from kg.workspace.lock import build_lock
from kg.workspace.manifest import Import, Manifest, Settings, read_manifest, write_manifest

__all__ = ["LOADER", "pull"]

LOADER = "neo4j"
"""What stands for the loader of the one import of a directory that was pulled."""

_PATIENCE = 60.0
"""Seconds to wait for another command that reads the same server into the same folder."""


def pull(store: Neo4jStore, path: Path, progress: Progress = silent) -> Manifest:
    """Make a graph directory of what a server shows; gives its manifest.

    Its one import is that server. The sources' own records are not there: the directory can be
    asked, measured, drawn and exported, not built upon. Raises `CannotWrite` when there is a
    graph in `path` that was not pulled from the same server.
    """
    directory = Directory(path)
    directory.create()
    with build_lock(path, wait=_PATIENCE):
        found = read_manifest(path)
        if found is not None and [i.source for i in found.imports] != [str(store.address)]:
            raise CannotWrite(
                f"there is a graph in {path} already", hint="choose another folder with -g"
            )
        marker = store.whole()
        generation = marker.generation or ""
        if found is not None and marker.shows(found.graph_id, found.generation):
            return found
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


def _lay_out(tables: TableSet, folder: Path) -> None:
    """Move the files to where a build puts them: facts apart from what stores and views read."""
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
        loader=LOADER,
        uri=str(store.address),
        source=str(store.address),
        sha256="",
        records=int(pq.read_metadata(tables.nodes["Paper"]).num_rows),
        rejects=0,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
