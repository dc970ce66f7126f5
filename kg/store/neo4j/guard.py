"""What a statement would do, judged by the server's own plan of it, never by its words.

READ access mode of Neo4j refuses every change of the graph, but lets through reading of the
host's files by LOAD CSV, TERMINATE TRANSACTIONS, and procedures that steer the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import WriteRefused

__all__ = ["check_plan"]

_READING = "r"
_READ_PROCEDURES = frozenset(
    {
        "db.index.fulltext.listAvailableAnalyzers", "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships", "db.index.vector.queryNodes",
        "db.index.vector.queryRelationships", "db.info", "db.labels", "db.ping",
        "db.propertyKeys", "db.relationshipTypes", "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties", "db.schema.visualization",
    }
)  # fmt: skip
"""Procedures that only look at the graph."""
_READ_SHOWS = frozenset({"ShowIndexes", "ShowConstraints"})


def check_plan(kind: str | None, plan: Mapping[str, Any] | None, *, write: bool) -> None:
    """Raise `WriteRefused` when the plan does more than is allowed.

    `kind` is the type the server gives the statement: r, rw, w, or s for schema and the like.
    """
    if not write and kind != _READING:
        raise WriteRefused(
            "the statement would change the graph or the server, and only reading is allowed here",
            hint="allow it with --write if you mean it",
        )
    for operator, details in _operators(plan or {}):
        if operator == "LoadCSV":
            raise WriteRefused(
                "the statement wants to read a file or an address with LOAD CSV,"
                " which is never allowed here",
                hint="add papers with `kg build`, which reads CSV too",
            )
        if not write and not _only_looks(operator, details):
            raise WriteRefused(
                f"the statement does more than read the graph: {_named(operator, details)}",
                hint="allow it with --write if you mean it",
            )


def _only_looks(operator: str, details: str) -> bool:
    if operator == "ProcedureCall":
        return _named(operator, details) in _READ_PROCEDURES
    if operator.startswith(("Show", "Terminate")):
        return operator in _READ_SHOWS
    return True


def _named(operator: str, details: str) -> str:
    """The procedure that is called, or the operator.

    >>> _named("ProcedureCall", "db.labels() :: (label :: STRING)")
    'db.labels'
    """
    return details.partition("(")[0].strip() if operator == "ProcedureCall" else operator


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan with its details."""
    pending = [plan]
    while pending:
        step = pending.pop()
        name = str(step.get("operatorType", "")).partition("@")[0]
        yield name, str(step.get("args", {}).get("Details", ""))
        pending += step.get("children", [])
