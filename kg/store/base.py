"""The Store seam: a property graph that is filled from tables and asked in Cypher.

A store is filled whole (`replace`) or brought up to date (`apply`), and shows one generation of
the tables at a time. Rows come back as plain Python values, the same from every engine:
None, bool, int, float, str, list, dict; dates as ISO 8601 strings; a node or relationship as a
dict of its properties with `_labels` or `_type`; a path as a list of alternating both.
Third parties register a store under the entry point group `kg.stores`;
`kg.testing.stores` holds what every store must pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self, TypeAlias

from kg.progress import Progress, silent
from kg.tables.sets import Delta, TableSet

__all__ = [
    "BOOKKEEPING",
    "DEFAULT_TIMEOUT",
    "Capabilities",
    "Rows",
    "Store",
    "StoreState",
    "Value",
]

DEFAULT_TIMEOUT = 60.0
"""Seconds a query may take unless told otherwise."""

BOOKKEEPING = "KgGraph"
"""Label of the one node that a store without a folder of its own may keep to say what it shows."""

Value: TypeAlias = Any
"""A Cypher value in Python: None, bool, int, float, str, list or dict of such."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do; callers ask these, never the engine's name."""

    several_databases: bool
    full_text: bool
    readers_beside_writer: bool
    server: bool


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the store shows: graph id and generation, and whether it is whole."""

    graph_id: str | None
    generation: str | None
    complete: bool


class Rows(Iterator[tuple[Value, ...]], Protocol):
    """The answer of a query: column names, and an iterator of tuples in their order."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names as the statement returns them."""
        ...


class Store(Protocol):
    """A property graph database."""

    @property
    def capabilities(self) -> Capabilities:
        """What this engine can do."""
        ...

    def state(self) -> StoreState:
        """Which generation is shown; `complete` is False after a cut-off write."""
        ...

    def create_schema(self) -> None:
        """Make labels, unique ids, indexes and full text; harmless when they are there."""
        ...

    def replace(self, tables: TableSet, progress: Progress = silent) -> None:
        """Hold exactly this generation: everything else of the same graph is gone after."""
        ...

    def apply(self, delta: Delta, progress: Progress = silent) -> None:
        """Go from one generation to the next; idempotent; refuses another starting point."""
        ...

    def query(
        self,
        text: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        write: bool = False,
    ) -> Rows:
        """Run a statement. Reads only unless `write`; never reads files of the host.

        Raises `QueryFailed`, `QueryTimeout`, `WriteRefused`, `StoreBusy`, `StoreUnavailable`.
        """
        ...

    def lookup(self, label: str, keys: Sequence[tuple[str, str]]) -> list[dict[str, Value]]:
        """Properties of the nodes of a label that have one of these (property, value), by index.

        Each node once, in the order of the keys. The properties are `id` and those that
        `kg.schema` calls indexed and full text does not search. Costs no statement where the
        engine can do without.
        """
        ...

    def close(self) -> None:
        """Let go of the database; harmless twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
