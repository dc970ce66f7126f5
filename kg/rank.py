"""Who and what is first by a measure: read from the tables, or computed anew for chosen papers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg import schema
from kg.analytics.network import MEASURES
from kg.analytics.projections import Filters
from kg.analytics.summary import GROUPS, NAMES
from kg.errors import ParameterError
from kg.generation import analysis_runs
from kg.graph import Graph
from kg.text import meant

__all__ = ["GRAPHS", "KINDS", "Ranking", "rank"]

KINDS = {
    "authors": "Author",
    "papers": "Paper",
    "keywords": "Keyword",
    "institutions": "Institution",
    "venues": "Venue",
}
"""What can be ranked, and its label."""

GRAPHS = {
    "authors": ("coauthors",),
    "papers": ("citations", "cocitations", "coupling"),
    "keywords": ("keywords",),
    "institutions": ("institutions",),
    "venues": ("venues",),
}
"""The graphs each can be measured on, the usual one first."""

_CALLED = {
    "n_papers": "papers",
    "coauthor_entropy": "entropy",
    "coauthor_diversity": "diversity",
}
"""Properties that are a measure of another name."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows of rank, id, name and value, the first first; and what to know about them.

    `empty` says why there are none.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()
    empty: str = ""


def rank(
    graph: Graph,
    kind: str,
    by: str,
    filters: Filters | None = None,
    *,
    on: str | None = None,
    limit: int = 10,
    ascending: bool = False,
) -> Ranking:
    """The first `limit` (0: all) of a kind by a measure, ties in the order of ids.

    Without filters a property of that name is read from the tables. Else, and for what no
    analysis has computed yet, the graph of the papers that pass the filters is made and measured.
    Raises `ParameterError` for an unknown kind, graph, measure, venue or topic.
    """
    label, graphs = _checked(kind, on)
    if by in GROUPS:
        raise ParameterError(
            f"{by!r} numbers groups: a greater one is not more of anything",
            hint="rank by one of: " + ", ".join(sorted(set(MEASURES) - GROUPS)),
        )
    filters = filters or Filters()
    nodes = graph.tables.nodes.get(label)
    if nodes is not None and on is None and not filters.any and _is_number(label, by, nodes):
        values = pq.read_table(nodes, columns=["id", by])
        notes = _notes(graph, label, by)
    else:
        _check_measure(label, by, nodes)
        network = graph.network(on or graphs[0], filters)
        found = network.measure(_CALLED.get(by, by))
        values, notes = found.to_arrow().rename_columns(["id", by]), found.notes
        if (on or graphs[0]) == "citations" and not network.graph.n_edges:
            notes += (f"no paper here cites another: by {by} nothing tells papers apart",)
    top = _first(values, by, limit, ascending)
    rows = _rows(top, by, label, graph)
    empty = "" if rows else _why(graph, kind, by, filters, values.num_rows)
    return Ranking(("rank", "id", label.lower(), by), rows, notes, empty)


def _notes(graph: Graph, label: str, by: str) -> tuple[str, ...]:
    """What the analysis that stored the measure has to say of it."""
    stored_by = {p.name: p.analysis for p in schema.node(label).measures}
    runs = analysis_runs(graph.directory.generation(graph.tables.generation))
    return tuple(note for run in runs if run.name == stored_by.get(by) for note in run.notes)


def _checked(kind: str, on: str | None) -> tuple[str, tuple[str, ...]]:
    if kind not in KINDS:
        raise ParameterError(f"cannot rank {kind!r}", hint="known are: " + ", ".join(KINDS))
    if on is not None and on not in GRAPHS[kind]:
        known = ", ".join(GRAPHS[kind])
        raise ParameterError(f"{kind} have no graph {on!r}", hint=f"known are: {known}")
    return KINDS[kind], GRAPHS[kind]


def _check_measure(label: str, by: str, nodes: Path | None) -> None:
    """Raises `ParameterError` for what cannot be measured on a graph, with what can."""
    stored = {n for n in _columns(nodes) if n not in GROUPS and _is_number(label, n, nodes)}
    measures = {*MEASURES, *_CALLED, "papers"} - GROUPS
    measures |= {"cited", "cites"}
    if by in measures:
        return
    if by in stored:
        raise ParameterError(
            f"{by!r} is known over all papers only", hint="leave out the filters and --on"
        )
    known = measures | stored
    hint = meant(by, sorted(known)) or "known are: " + ", ".join(sorted(known))
    raise ParameterError(f"no measure is called {by!r}", hint=hint)


def _columns(nodes: Path | None) -> list[str]:
    return [] if nodes is None else list(pq.read_schema(nodes).names)


def _is_number(label: str, by: str, nodes: Any) -> bool:
    kinds = {p.name: p.type for p in schema.node(label).properties}
    there = by in pq.read_schema(nodes).names
    return there and kinds.get(by, "float") in ("integer", "float", "boolean")


def _first(values: pa.Table, by: str, limit: int, ascending: bool) -> pa.Table:
    values = values.filter(pc.is_valid(values.column(by)))
    if pa.types.is_boolean(values.column(by).type):
        values = values.set_column(1, by, values.column(by).cast(pa.int64()))
    order = "ascending" if ascending else "descending"
    at = pc.sort_indices(values, [(by, order), ("id", "ascending")])
    return values.take(at[:limit] if limit else at)


def _rows(top: pa.Table, by: str, label: str, graph: Graph) -> tuple[tuple[Any, ...], ...]:
    if not top.num_rows:
        return ()
    column = NAMES.get(label, "name")
    nodes = pq.read_table(graph.tables.nodes[label], columns=["id", column])
    where = pc.index_in(top.column("id"), value_set=nodes.column("id").combine_chunks())
    names = nodes.column(column).take(where)
    places = np.arange(1, top.num_rows + 1).tolist()
    parts = (top.column("id").to_pylist(), names.to_pylist(), top.column(by).to_pylist())
    return tuple(zip(places, *parts, strict=True))


def _why(graph: Graph, kind: str, by: str, filters: Filters, n: int) -> str:
    nodes = graph.tables.nodes.get(KINDS[kind])
    if nodes is None or not pq.read_metadata(nodes).num_rows:
        return f"there are no {kind} in this graph"
    if n:
        return f"none of {n:,} {kind} has a {by}: they have no ties, or no analysis gave it"
    if filters.any:
        return f"no {kind} pass the filters: choose more years, or fewer conditions"
    return f"no {kind} stand in what ties them"
