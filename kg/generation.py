"""Making one generation of tables: resolve, tables, analyses, and the node files a store is fed.

::

    tables/000007-5f0c…/
      facts/            one file a table, from the sources alone
      measures/         one file an analysis and label, or an analysis and table of its own
      nodes/            facts and measures side by side: what stores and views read
      results.json      how each analysis was run: options, seed, versions, reference, notes
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.analytics.base import Analysis, Result
from kg.analytics.graph import Inputs
from kg.errors import BrokenGraph
from kg.progress import Progress, silent
from kg.resolve.overrides import read_overrides
from kg.resolve.run import Resolution
from kg.schema import NodeType, table_names
from kg.tables.build import build_tables
from kg.tables.engine import Engine, beside
from kg.tables.resolved import ResolvedPeople
from kg.tables.sets import TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import fresh_folder, writing, written_whole
from kg.workspace.ids import Former
from kg.workspace.manifest import Manifest

__all__ = [
    "AnalysisRun",
    "analysis_runs",
    "checksum",
    "generation_name",
    "join_nodes",
    "make_facts",
    "measured",
    "results",
    "same_content",
    "table_set",
]

_LABELS = [name for name, content in table_names() if isinstance(content, NodeType)]
_REVISION = 8
"""Raised when the same input gives other tables, so that graphs are built anew."""


def generation_name(directory: Directory, manifest: Manifest, analyses: Sequence[Analysis]) -> str:
    """What the generation's content is a function of, as 16 hex digits."""
    try:
        said = directory.overrides.read_bytes()
    except OSError:
        said = b""  # Absent, or unreadable: whoever obeys it says so.
    parts = {
        "revision": _REVISION,
        "imports": [[i.number, i.sha256, i.loader, i.id] for i in manifest.imports],
        "overrides": hashlib.sha256(said).hexdigest(),
        "max_team": manifest.settings.max_team,
        "analyses": [_described(a) for a in analyses],
    }
    if directory.vectors.exists():
        parts["vectors"] = checksum(directory.vectors)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _described(analysis: Analysis) -> str:
    return repr(analysis)


def make_facts(
    engine: Engine,
    directory: Directory,
    manifest: Manifest,
    folder: Path,
    progress: Progress = silent,
    arrived: Callable[[Mapping[str, Path]], None] = lambda files: None,
) -> dict[str, Path]:
    """Resolve the records and write every table that comes from the sources.

    `arrived` is told of them as soon as they are written, see `build_tables`.
    Raises `OverridesError`, and `BrokenGraph` when the records of an import are gone.
    """
    records = directory.record_files(manifest.imports)
    for path in records.values():
        if not path.exists():
            raise BrokenGraph(
                f"{path} is missing, and with it the records of an import",
                hint="restore it from a copy, or kg forget the import and build from it again",
            )
    overrides = read_overrides(directory.overrides)
    progress("resolving papers", 0, None)
    resolution = Resolution(engine, records, directory.ids, overrides)

    def people() -> ResolvedPeople:
        progress("resolving authors", 0, None)
        found = resolution.people()
        progress("writing tables of authors", 0, None)
        return found

    progress("writing tables of papers", 0, None)
    target = fresh_folder(folder / "facts")
    max_team = manifest.settings.max_team
    return build_tables(
        engine, resolution.papers, people, manifest.imports, max_team, target, arrived
    )


@dataclass(frozen=True, slots=True)
class AnalysisRun:
    """How an analysis was run, as it stands in `results.json`, and the files it wrote."""

    name: str
    key: str
    options: Mapping[str, Any]
    seed: int | None
    versions: Mapping[str, str]
    reference: str
    notes: tuple[str, ...]
    measures: Mapping[str, str]
    tables: Mapping[str, str]


def measured(
    facts: Mapping[str, Path],
    analyses: Sequence[Analysis],
    folder: Path,
    before: Path | None,
    former: Mapping[str, Former],
    progress: Progress = silent,
) -> tuple[list[AnalysisRun], dict[str, pa.Table]]:
    """Run the analyses over the facts; one whose inputs and options are those of the generation
    `before` is taken from there.

    `former` is what groups were called. Also gives the groups of the analyses that were run, for
    the ledger of ids.
    """
    target = fresh_folder(folder / "measures")
    inputs = Inputs(facts, former)
    groups: dict[str, pa.Table] = {}
    checksums = {name: checksum(path) for name, path in facts.items()}
    old = {run.key: run for run in analysis_runs(before)} if before is not None else {}
    runs = []
    for number, analysis in enumerate(analyses):
        progress(f"analysis: {analysis.name}", number, len(analyses))
        key = _key(analysis, checksums)
        if before is not None and key in old:
            runs.append(_taken_over(old[key], before / "measures", target))
        else:
            result = analysis.run(inputs)
            groups.update(result.groups)
            runs.append(_stored(key, result, target))
    with written_whole(folder / "results.json") as temporary:
        rows = [{f: getattr(run, f) for f in AnalysisRun.__slots__} for run in runs]
        temporary.write_text(json.dumps(rows, indent=2, default=list) + "\n", encoding="utf-8")
    return runs, groups


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _key(analysis: Analysis, checksums: Mapping[str, str]) -> str:
    read = [checksums.get(name, "") for name in analysis.reads]
    return hashlib.sha256(json.dumps([_described(analysis), read]).encode()).hexdigest()


def _taken_over(run: AnalysisRun, source: Path, target: Path) -> AnalysisRun:
    for name in (*run.measures.values(), *run.tables.values()):
        same_content(source / name, target / name)
    return run


def _stored(key: str, result: Result, target: Path) -> AnalysisRun:
    def save(what: str, tables: Mapping[str, pa.Table]) -> dict[str, str]:
        names = {name: f"{result.name}.{what}.{name}.parquet" for name in tables}
        for name, table in tables.items():
            with written_whole(target / names[name]) as temporary:
                pq.write_table(table, temporary, compression="zstd")
        return names

    return AnalysisRun(
        name=result.name,
        key=key,
        options=result.options,
        seed=result.seed,
        versions=result.versions,
        reference=result.reference,
        notes=result.notes,
        measures=save("of", result.measures),
        tables=save("table", result.tables),
    )


def analysis_runs(folder: Path) -> list[AnalysisRun]:
    """How the analyses of a generation were run. Raises `BrokenGraph`."""
    path = folder / "results.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [AnalysisRun(**{**row, "notes": tuple(row["notes"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BrokenGraph(
            f"{path} cannot be read: {error}", hint="make it anew with: kg build --rebuild"
        ) from error


def results(folder: Path) -> list[Result]:
    """The results of a generation's analyses, as they came from them. Raises `BrokenGraph`."""

    def read(files: Mapping[str, str]) -> dict[str, pa.Table]:
        return {name: pq.read_table(folder / "measures" / file) for name, file in files.items()}

    return [
        Result(
            run.name,
            measures=read(run.measures),
            tables=read(run.tables),
            options=run.options,
            seed=run.seed,
            versions=run.versions,
            reference=run.reference,
            notes=run.notes,
        )
        for run in analysis_runs(folder)
    ]


def join_nodes(
    engine: Engine, facts: Mapping[str, Path], runs: Sequence[AnalysisRun], folder: Path
) -> None:
    """Write the node files: facts and measures of each label side by side."""
    target = fresh_folder(folder / "nodes")
    for label in _LABELS:
        files = [folder / "measures" / r.measures[label] for r in runs if label in r.measures]
        own = [folder / "measures" / r.tables[label] for r in runs if label in r.tables]
        base = facts.get(label, own[0] if own else None)
        if base is None:
            continue
        if not files:
            same_content(base, target / f"{label}.parquet")
            continue
        table = engine.read(base)
        for file in files:
            table = beside(table, engine.read(file), "id")
        engine.save(table, target / f"{label}.parquet", ["id"])


def same_content(source: Path, target: Path) -> None:
    """One file under two names where the file system can, else two."""
    with writing(target):
        try:
            target.hardlink_to(source)
        except OSError:
            shutil.copyfile(source, target)


def table_set(directory: Directory, manifest: Manifest, generation: str) -> TableSet:
    """The files of a generation. Raises `BrokenGraph` when one is missing."""
    folder = directory.generation(generation)
    owned = {
        name: folder / "measures" / file
        for run in analysis_runs(folder)
        for name, file in run.tables.items()
    }
    nodes, relationships = {}, {}
    for name, _ in table_names():
        if name in _LABELS:
            path = folder / "nodes" / f"{name}.parquet"
            if path.exists():
                nodes[name] = path
        else:
            path = owned.get(name, folder / "facts" / f"{name}.parquet")
            if path.exists():
                relationships[name] = path
    _check(folder, {**nodes, **relationships})
    return TableSet(manifest.graph_id, generation, nodes, relationships)


def _check(folder: Path, files: Mapping[str, Path]) -> None:
    for needed in ("Paper", "Author", "AUTHORED", "COAUTHOR"):
        if needed not in files:
            raise BrokenGraph(
                f"{folder} lacks the table {needed}", hint="make it anew with: kg build --rebuild"
            )
