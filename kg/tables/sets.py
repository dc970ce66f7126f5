"""What passes from tables to everything that reads them: generations, and their differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Change", "Delta", "TableSet"]


@dataclass(frozen=True, slots=True)
class TableSet:
    """One generation of tables: what a store is filled from.

    `nodes` and `relationships` map a table's name (see `kg.schema.table_names`) to a Parquet
    file. Node files hold `id` and every property, facts and measures side by side; relationship
    files hold `start`, `end` and the properties. Columns that no analysis has written are absent.
    """

    graph_id: str
    generation: str
    nodes: Mapping[str, Path]
    relationships: Mapping[str, Path]

    @property
    def files(self) -> dict[str, Path]:
        """Every table's file, by the table's name."""
        return {**self.nodes, **self.relationships}


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one table, as Parquet files (None where nothing did).

    `created` holds whole rows, `deleted` the keys. `changed` holds pairs of (property names,
    file): each file has the key and just those properties, to be set absolutely (null removes).
    The key is `id` for nodes; `start`, `end` and the type's own key for relationships.
    """

    table: str
    created: Path | None = None
    deleted: Path | None = None
    changed: tuple[tuple[tuple[str, ...], Path], ...] = ()
    n_created: int = 0
    n_changed: int = 0
    n_deleted: int = 0


@dataclass(frozen=True, slots=True)
class Delta:
    """The difference between two generations: what `apply` sends. Applying twice is harmless."""

    graph_id: str
    from_generation: str
    to_generation: str
    changes: tuple[Change, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not any(c.n_created or c.n_changed or c.n_deleted for c in self.changes)
