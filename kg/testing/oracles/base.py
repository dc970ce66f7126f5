"""What every oracle reads: the tables as plain rows, and the orders that queries promise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import networkx as nx
import pyarrow.parquet as pq

from kg.tables.sets import TableSet

Row: TypeAlias = dict[str, Any]
Found: TypeAlias = Iterable[tuple[Any, ...]]
Oracle: TypeAlias = Callable[["Tables", Row], Found]
ORACLES: dict[str, Oracle] = {}
"""Oracle by name of the query."""


class Tables:
    """A generation of tables as Python rows."""

    def __init__(self, tables: TableSet) -> None:
        rows = {name: pq.read_table(path).to_pylist() for name, path in tables.files.items()}
        self.rows: dict[str, list[Row]] = rows
        self.nodes = {row["id"]: row for name in tables.nodes for row in rows[name]}
        self.labels = {row["id"]: name for name in tables.nodes for row in rows[name]}
        self.graph: nx.Graph[str] = nx.Graph()
        self.graph.add_nodes_from(row["id"] for row in rows["Author"])
        for row in rows["COAUTHOR"]:
            self.graph.add_edge(row["start"], row["end"], **row)

    def cites(self) -> list[Row]:
        return self.rows["CITES_Paper"] + self.rows["CITES_CitedWork"]

    def ends(self, table: str, start: str) -> list[str]:
        return [row["end"] for row in self.rows[table] if row["start"] == start]

    def starts(self, table: str, end: str) -> list[str]:
        return [row["start"] for row in self.rows[table] if row["end"] == end]

    def references(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.cites():
            found[row["start"]].add(row["end"])
        return found

    def name(self, id_: str) -> Any:
        """What a reader knows the node by."""
        node = self.nodes[id_]
        return node.get("name") or node.get("title") or node.get("label") or node.get("text")


def oracle(name: str) -> Callable[[Oracle], Oracle]:
    """Decorator: the function is the oracle of the query of that name."""

    def register(function: Oracle) -> Oracle:
        ORACLES[name] = function
        return function

    return register


def down(value: float | None, when_unknown: float = 0) -> float:
    """Sort key: the largest first, unknown as `when_unknown`."""
    return -(when_unknown if value is None else value)


def years(t: Tables, papers: Iterable[str]) -> tuple[int | None, int | None]:
    """First and last year of papers, as far as they are known."""
    known = [y for p in papers if (y := t.nodes[p]["year"]) is not None]
    return min(known, default=None), max(known, default=None)


def since(t: Tables, papers: Iterable[str], year: int | None) -> list[str]:
    """The papers of this year or later; all of them without a year."""
    return [p for p in papers if year is None or (t.nodes[p]["year"] or 0) >= year]


def newest_first(t: Tables, papers: Iterable[str]) -> list[str]:
    """Ids of papers or cited works, newest first, those without a year last."""
    return sorted(papers, key=lambda p: (down(t.nodes[p]["year"]), p))


def strongest(rows: Iterable[Row]) -> list[Row]:
    """Pairs, those with most papers in common first."""
    return sorted(rows, key=lambda r: (-r["papers"], -r["weight"], r["start"], r["end"]))


def listed(t: Tables, papers: Iterable[str]) -> list[tuple[Any, ...]]:
    """Year, title, DOI and id of papers, newest first."""
    nodes = [t.nodes[p] for p in newest_first(t, papers)]
    return [(p["year"], p["title"], p["doi"], p["id"]) for p in nodes]
