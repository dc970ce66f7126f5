"""What analyses found, as a report: rankings, communities, topics, and what to know about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg import schema
from kg.analytics.base import Result
from kg.analytics.graph import Inputs

__all__ = ["Section", "largest", "names_of_nodes", "provenance", "summarize"]

NAMES = {"Author": "name", "Paper": "title", "Topic": "label", "Keyword": "label"}
"""The property by which a node is called; `name` for all others."""

GROUPS = frozenset({"community", "component"})
"""Measures that number groups: a greater number is not more of anything."""

MEMBERS = 4
"""Members named for each community, and finer topics for each topic."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: a heading, a table (perhaps empty), and sentences to read it by."""

    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    notes: tuple[str, ...] = ()


def summarize(results: Sequence[Result], inputs: Inputs, *, top: int = 5) -> tuple[Section, ...]:
    """The report on results: the `top` nodes by each measure, the largest communities and topics.

    Ties are broken by id, as everywhere. Costs a sort of each measure.
    """
    found: list[Section] = []
    for result in results:
        sections: list[Section] = []
        for label, table in result.measures.items():
            for column in table.column_names[1:]:
                if column == "community":
                    sections.append(_communities(table, results, inputs, 2 * top))
                elif column not in GROUPS and _numeric(table, column) and not result.tables:
                    sections.append(_ranking(label, table, column, inputs, top))
        if "Topic" in result.tables:
            sections.append(_topics(result.tables["Topic"], 3 * top))
        # What an analysis has to say stands once, under its last table.
        last = sections.pop() if sections else Section(result.name)
        found += [*sections, Section(last.title, last.columns, last.rows, result.notes)]
    return tuple(found)


def provenance(result: Result) -> dict[str, Any]:
    """How a result was got: name, options, seed, engine versions, reference and notes."""
    return {
        "name": result.name,
        "options": dict(result.options),
        "seed": result.seed,
        "versions": dict(result.versions),
        "reference": result.reference,
        "notes": list(result.notes),
    }


def _numeric(table: pa.Table, column: str) -> bool:
    type_ = table.schema.field(column).type
    return bool(pa.types.is_integer(type_) or pa.types.is_floating(type_))


def _ranking(label: str, table: pa.Table, column: str, inputs: Inputs, top: int) -> Section:
    best = largest(table, column, top)
    names = names_of_nodes(label, best.column("id"), inputs)
    values = best.column(column).to_pylist()
    rows = tuple((n + 1, name, v) for n, (name, v) in enumerate(zip(names, values, strict=True)))
    title = f"{label}s by {column}{_meaning(label, column)}"
    return Section(title, ("rank", label.lower(), column), rows)


def _meaning(label: str, column: str) -> str:
    known = {p.name: p.meaning for n in schema.NODES if n.label == label for p in n.properties}
    return f": {known[column]}" if column in known else ""


def largest(table: pa.Table, column: str, top: int) -> pa.Table:
    """The rows with the greatest values, ties by id."""
    table = table.filter(pc.is_valid(table.column(column)))
    order = pc.sort_indices(table, [(column, "descending"), ("id", "ascending")])
    return table.take(order[:top])


def names_of_nodes(label: str, ids: pa.ChunkedArray, inputs: Inputs) -> list[str]:
    """What the nodes are called, in the order given; their ids where they have no name."""
    nodes = inputs.table(label, ["id", NAMES.get(label, "name")])
    where = pc.index_in(ids, value_set=nodes.column("id").combine_chunks())
    names = nodes.column(1).take(where).to_pylist()
    return [n if n is not None else i for n, i in zip(names, ids.to_pylist(), strict=True)]


def _communities(table: pa.Table, results: Sequence[Result], inputs: Inputs, top: int) -> Section:
    """The largest communities with their strongest members (most coauthoring, else by id)."""
    label = np.asarray(table.column("community").fill_null(-1).to_numpy())
    size = np.bincount(label[label >= 0], minlength=1)
    weight = _weights(results, len(label))
    rows = []
    for number in [n for n in np.argsort(-size, kind="stable")[:top].tolist() if size[n]]:
        inside = np.flatnonzero(label == number)
        strongest = inside[np.argsort(-weight[inside], kind="stable")[:MEMBERS]]
        names = names_of_nodes("Author", table.column("id").take(pa.array(strongest)), inputs)
        rows.append((number, int(size[number]), f"{size[number] / len(label):.1%}", names))
    columns = ("community", "authors", "share", "strongest members")
    return Section("Communities of authors who write together", columns, tuple(rows))


def _weights(results: Sequence[Result], n: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How strong each author is, by the first of these measures that was computed."""
    tables = {r.name: r.measures.get("Author") for r in results}
    for name in ("strength", "degree", "pagerank"):
        table = tables.get(name)
        if table is not None and table.num_rows == n:
            return np.asarray(table.column(name).to_numpy(), dtype=np.float64)
    return np.zeros(n)


def _topics(table: pa.Table, top: int) -> Section:
    """The largest broad topics with their largest finer ones."""
    topics = sorted(table.to_pylist(), key=lambda t: (-t["n_papers"], t["id"]))
    rows = []
    for topic in [t for t in topics if t["level"] == 0][:top]:
        finer = [t["label"] for t in topics if t["parent"] == topic["id"]][:MEMBERS]
        rows.append((topic["label"], topic["n_papers"], finer))
    return Section("Topics of papers", ("topic", "papers", "largest finer topics"), tuple(rows))
