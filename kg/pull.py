"""A graph directory made of what a Neo4j server shows: what `kg pull` does, and how it is measured.

There are no records in it to resolve again, so analyses run over the facts that were pulled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.analytics.base import Analysis, Result
from kg.analytics.registry import analyses
from kg.errors import BrokenGraph, CannotWrite
from kg.generation import (
    AnalysisRun,
    analysis_runs,
    checksum,
    measured,
    results,
    same_content,
    table_set,
)
from kg.progress import Progress, silent
from kg.schema import NodeType, table_names
from kg.store.neo4j import Neo4jStore
from kg.tables.engine import Engine, beside, engine
from kg.tables.sets import TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import discard, fresh_folder, written_whole
from kg.workspace.ids import Former
from kg.workspace.lock import build_lock
from kg.workspace.manifest import (
    SERVER,
    Import,
    Manifest,
    Settings,
    read_manifest,
    write_manifest,
)

__all__ = ["pull", "remeasure"]

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
        loader=SERVER,
        uri=str(store.address),
        source=str(store.address),
        sha256="",
        records=int(pq.read_metadata(tables.nodes["Paper"]).num_rows),
        rejects=0,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def remeasure(
    path: Path, names: Sequence[str], seed: int | None = None, progress: Progress = silent
) -> list[Result]:
    """Run analyses over what was pulled into `path`; their values make its next generation.

    Values that came from the server stay beside them, unless the same analysis is run. Only the
    tables are written, no store. Raises `GraphNotFound`, `GraphLocked`, `AnalysisError`.
    """
    directory = Directory(path)
    directory.manifest()
    with build_lock(path, wait=_PATIENCE):
        manifest = _chosen(directory.manifest(), names, seed)
        directory.sweep(manifest)
        generation = _measured(directory, manifest, progress)
        directory.commit(manifest, generation)
    found = {r.name: r for r in results(directory.generation(generation))}
    return [found[name] for name in dict.fromkeys(names)]


def _chosen(manifest: Manifest, names: Sequence[str], seed: int | None) -> Manifest:
    """The manifest with the analyses and the seed asked for; those run before are kept up."""
    now = manifest.settings
    every = tuple(dict.fromkeys((*now.analyses, *names)))
    return replace(
        manifest,
        settings=replace(now, analyses=every, seed=now.seed if seed is None else seed),
    )


def _measured(directory: Directory, manifest: Manifest, progress: Progress) -> str:
    """The generation with the measures that the settings ask for, made if it is not the current."""
    current = manifest.generation or ""
    before = directory.generation(current)
    chosen = analyses(manifest.settings.analyses, seed=manifest.settings.seed)
    facts = {file.stem: file for file in sorted((before / "facts").glob("*.parquet"))}
    number, _, content = current.partition("-")
    wanted = _fingerprint(facts, chosen)
    if content == wanted and analysis_runs(before):
        return current
    name = f"{int(number) + 1:06d}-{wanted}"
    folder = fresh_folder(directory.generation(name))
    target = fresh_folder(folder / "facts")
    for file in facts.values():
        same_content(file, target / file.name)
    runs, _ = measured(
        facts, chosen, folder, before, _former(table_set(directory, manifest, current)), progress
    )
    progress("writing nodes", 0, None)
    with engine(fresh_folder(directory.scratch)) as tables:
        _remade_nodes(tables, before / "nodes", runs, folder)
    discard(directory.scratch)
    return name


def _former(tables: TableSet) -> dict[str, Former]:
    """What groups are called on the server: the ledger of ids is where the graph was built."""
    authors = pq.read_table(tables.nodes["Author"])
    found = {}
    if "community" in authors.column_names:
        known = authors.filter(pc.is_valid(authors["community"]))
        found["community"] = _as_former(known["id"], known["community"])
    if {"level", "id"} <= set(pq.read_schema(tables.nodes["Topic"]).names):
        topics = pq.read_table(tables.nodes["Topic"], columns=["id", "level"])
        rows = pq.read_table(tables.relationships["ABOUT"], columns=["start", "end"])
        for level in pc.unique(topics["level"]).to_pylist():
            own = topics.filter(pc.equal(topics["level"], level))["id"]
            part = rows.filter(pc.is_in(rows["end"], own.combine_chunks()))
            found[f"topic-{level}"] = _as_former(part["start"], part["end"])
    return found


def _as_former(members: pa.ChunkedArray, names: pa.ChunkedArray) -> Former:
    table = pa.table({"key": members, "id": names.cast(pa.string())})
    return Former(table, frozenset(pc.unique(table["id"]).to_pylist()))


def _fingerprint(facts: Mapping[str, Path], chosen: Sequence[Analysis]) -> str:
    """What the generation's content is a function of, as 16 hex digits."""
    parts = [{name: checksum(file) for name, file in facts.items()}, [repr(a) for a in chosen]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _remade_nodes(tables: Engine, before: Path, runs: Sequence[AnalysisRun], folder: Path) -> None:
    """The node files as they came, with the measures of the runs in the place of older ones."""
    target, measures = fresh_folder(folder / "nodes"), folder / "measures"
    for file in sorted(before.glob("*.parquet")):
        label = file.stem
        own = [measures / run.tables[label] for run in runs if label in run.tables]
        values = [measures / run.measures[label] for run in runs if label in run.measures]
        base = own[0] if own else file
        if not values:
            same_content(base, target / file.name)
            continue
        given = {c for value in values for c in pq.read_schema(value).names} - {"id"}
        table = tables.read(base)
        table = table.drop(*(c for c in table.columns if c in given))
        for value in values:
            table = beside(table, tables.read(value), "id")
        tables.save(table, target / file.name, ["id"])
