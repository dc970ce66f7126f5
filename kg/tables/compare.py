"""What came, went and changed when a source was imported again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis.expr.types as ir

from kg.schema import node
from kg.tables.engine import Engine, n_rows
from kg.tables.sets import TableSet
from kg.tables.things import source_id
from kg.workspace.manifest import Import

__all__ = ["SourceChange", "compare_source"]

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A source imported again: how many papers came, went and changed, with some titles."""

    uri: str
    came: int
    went: int
    changed: int
    came_titles: tuple[str, ...]
    went_titles: tuple[str, ...]


def compare_source(
    engine: Engine, old: TableSet, new: TableSet, was: Import, now: Import
) -> SourceChange:
    """Compare the papers of a source before and after, by their ids and their facts."""
    before, after = _papers_of(engine, old, was), _papers_of(engine, new, now)
    came, went = after.anti_join(before, "id"), before.anti_join(after, "id")
    columns = [p.name for p in node("Paper").facts]
    stood = before.select("id", **{f"{c}_was": before[c] for c in columns})
    both = after.join(stood, "id")
    differs = reduce(or_, (~both[c].identical_to(both[f"{c}_was"]) for c in columns))
    return SourceChange(
        now.uri,
        came=n_rows(came),
        went=n_rows(went),
        changed=n_rows(both.filter(differs)),
        came_titles=_titles(engine, came),
        went_titles=_titles(engine, went),
    )


def _papers_of(engine: Engine, tables: TableSet, one: Import) -> ir.Table:
    recorded = engine.read(tables.relationships["RECORDED_IN"])
    ours = recorded.filter(recorded.end == source_id(one.id)).select(id="start")
    return engine.keep(engine.read(tables.nodes["Paper"]).semi_join(ours, "id"))


def _titles(engine: Engine, papers: ir.Table) -> tuple[str, ...]:
    table = engine.arrow(papers.select("title", "id").order_by("title", "id").limit(_EXAMPLES))
    return tuple(title or "(untitled)" for title in table["title"].to_pylist())
