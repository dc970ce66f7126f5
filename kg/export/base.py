"""The Export seam: the graph in another program's format.

Third parties register theirs in the entry point group `kg.exports` and the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.plugins import plugin
from kg.progress import Progress, silent
from kg.tables.sets import TableSet

__all__ = ["Export", "Exported", "export_named"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, the first of them first to look at, and notes for people."""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


class Export(Protocol):
    """Writes tables in a format of others.

    Every one writes the same bytes for the same tables, and whole files or none.
    """

    @property
    def title(self) -> str:
        """What the format is, in a few words."""
        ...

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write to `target`, a file or folder as the format wants. Raises `CannotWrite`."""
        ...


def export_named(name: str) -> Export:
    """The export of that name; raises `UnknownPlugin`, which lists the known ones."""
    made: Export = plugin("kg.exports", name)()
    return made
