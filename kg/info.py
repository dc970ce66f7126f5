"""What is in a graph, how good the data are, and why something is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.generation import analysis_runs
from kg.graph import Graph, open_graph
from kg.schema import NODES, RELATIONSHIPS
from kg.tables.sets import TableSet
from kg.text import counted
from kg.workspace.paths import rejects_file

__all__ = ["Info", "brief", "describe", "rejected"]

_BREAKDOWNS = (("AUTHORED", "evidence"), ("TAGGED", "origin"), ("Keyword", "scheme"))
_SHARES = ("year", "date", "doi", "arxiv_id", "abstract", "url", "type", "citation_count")


@dataclass(frozen=True, slots=True)
class Info:
    """Counts by label and type, the imports, breakdowns, and shares of papers (0-1) by quality.

    `author_lists` counts papers by loader and by whether their author list is complete.
    `large_teams` are papers over the team limit; `notes` say why something is empty or left out,
    and what to do.
    """

    nodes: Mapping[str, int]
    relationships: Mapping[str, int]
    imports: tuple[Mapping[str, Any], ...]
    rejects: int
    breakdown: Mapping[str, Mapping[str, int]]
    quality: Mapping[str, float | None]
    author_lists: Mapping[str, Mapping[str, int]]
    incomplete_lists: int
    undated: int
    large_teams: int
    generation: str
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def describe(path: Path | str) -> Info:
    """Count what is in a graph. Reads columns of the tables, never the store."""
    graph = open_graph(path)
    tables, manifest = graph.tables, graph.manifest
    nodes = {n.label: _rows(tables.nodes.get(n.label)) for n in NODES}
    relationships = {
        r.type: sum(_rows(tables.relationships.get(r.table(end))) for end in r.ends)
        for r in RELATIONSHIPS
    }
    paper = pq.read_table(
        tables.nodes["Paper"], columns=["id", *_SHARES, "n_authors", "authors_complete"]
    )
    large = pc.sum(pc.greater(paper["n_authors"], manifest.settings.max_team)).as_py() or 0
    return Info(
        nodes=nodes,
        relationships=relationships,
        imports=tuple(i.in_short() for i in manifest.imports),
        rejects=sum(i.rejects for i in manifest.imports),
        breakdown={f"{t}.{c}": _breakdown(tables, t, c) for t, c in _BREAKDOWNS},
        quality=_quality(paper, tables, nodes["Paper"]),
        author_lists=_author_lists(paper, tables),
        incomplete_lists=_count(paper["authors_complete"], False),
        undated=paper["year"].null_count,
        large_teams=large,
        generation=tables.generation,
        notes=_notes(graph, nodes, relationships, large),
    )


def brief(path: Path) -> str:
    """One sentence: how much there is, and where."""
    info = describe(path)
    n = info.nodes
    return (
        f"{path}: {counted(n['Paper'], 'paper')}, {counted(n['Author'], 'author')}, "
        f"{counted(info.relationships['COAUTHOR'], 'coauthorship')}, "
        f"{counted(n['Keyword'], 'keyword')}, {counted(n['Topic'], 'topic')}"
    )


def rejected(path: Path) -> pa.Table:
    """Every rejected record: import, file, line, index, reason, raw text."""
    graph = open_graph(path)
    parts = []
    for one in graph.manifest.imports:
        file = rejects_file(graph.directory.records, one.id)
        if one.rejects and file.exists():
            table = pq.read_table(file)
            parts.append(table.add_column(0, "import", pa.array([one.id] * table.num_rows)))
    names = ("import", "file", "line", "index", "reason", "raw")
    return pa.concat_tables(parts).select(names) if parts else pa.table({n: [] for n in names})


def _rows(path: Path | None) -> int:
    return 0 if path is None else int(pq.read_metadata(path).num_rows)


def _count(column: pa.ChunkedArray, value: bool) -> int:
    return int(pc.sum(pc.equal(column, value)).as_py() or 0)


def _breakdown(tables: TableSet, table: str, column: str) -> dict[str, int]:
    path = tables.relationships.get(table) or tables.nodes[table]
    values = pq.read_table(path, columns=[column])[column]
    counted = pc.value_counts(values).to_pylist()
    return dict(sorted((str(c["values"]), int(c["counts"])) for c in counted))


def _author_lists(paper: pa.Table, tables: TableSet) -> dict[str, dict[str, int]]:
    """By loader: papers whose author list is complete, incomplete, or of unknown length."""
    recorded = pq.read_table(tables.relationships["RECORDED_IN"], columns=["start", "end"])
    source = pq.read_table(tables.nodes["Source"], columns=["id", "loader"])
    joined = recorded.join(paper.select(["id", "authors_complete"]), "start", "id")
    joined = joined.join(source, "end", "id").group_by(["loader", "authors_complete"])
    lists: dict[str, dict[str, int]] = {}
    for row in joined.aggregate([("start", "count_distinct")]).to_pylist():
        kind = {True: "complete", False: "incomplete", None: "unknown"}[row["authors_complete"]]
        lists.setdefault(row["loader"], {})[kind] = row["start_count_distinct"]
    return {loader: dict(sorted(kinds.items())) for loader, kinds in sorted(lists.items())}


def _quality(paper: pa.Table, tables: TableSet, n: int) -> dict[str, float | None]:
    """Shares of papers that have a field, a complete author list, a venue, a keyword."""

    def share(count: int) -> float | None:
        return round(count / n, 4) if n else None

    shares = {c: share(n - paper[c].null_count) for c in _SHARES}
    shares["authors_complete"] = share(_count(paper["authors_complete"], True))
    for name, table in (
        ("authors", "AUTHORED"),
        ("venue", "PUBLISHED_IN"),
        ("keywords", "TAGGED"),
    ):
        column = "end" if table == "AUTHORED" else "start"
        found = pq.read_table(tables.relationships[table], columns=[column])[column]
        shares[name] = share(len(pc.unique(found)))
    return shares


def _notes(
    graph: Graph, nodes: Mapping[str, int], relationships: Mapping[str, int], large: int
) -> tuple[str, ...]:
    notes = []
    if not nodes["Paper"]:
        notes.append("No papers: the inputs held no records that could be read; see kg rejects.")
    elif not nodes["Author"]:
        notes.append("No authors: the sources print none (or only how many there are).")
    elif not relationships["COAUTHOR"]:
        notes.append("No coauthorships: no paper names two authors.")
    if large:
        limit = graph.manifest.settings.max_team
        notes.append(
            f"Papers of more than {limit} authors, which add no coauthor pairs: {large:,}. "
            "kg query large-teams lists them; kg build --max-team N changes the limit."
        )
    if nodes["Paper"] and not nodes["Keyword"]:
        notes.append("No keywords: the sources state none.")
    if not graph.manifest.settings.analyses:
        notes.append("No measures, communities or topics yet: compute them with kg analyze.")
    for run in analysis_runs(graph.directory.generation(graph.tables.generation)):
        if run.name == "topics" and not nodes["Topic"]:
            notes.extend(f"No topics: {note}" for note in run.notes)
    return tuple(notes)
