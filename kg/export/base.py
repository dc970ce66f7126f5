"""The Export seam: tables in, files that other programs read out.

Third parties register an export under the entry point group `kg.exports`. An export is offline,
gives the same bytes twice, and lets hostile text do nothing in the format it writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from kg.plugins import plugin
from kg.progress import Progress, silent
from kg.tables.sets import TableSet

__all__ = ["NOT_XML", "Export", "Exported", "export_named"]


NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold, however escaped (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, counts by kind of thing, and sentences for the user."""

    files: tuple[Path, ...]
    counts: Mapping[str, int]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        files = [str(file) for file in self.files]
        return {"files": files, "counts": dict(self.counts), "notes": list(self.notes)}


class Export(Protocol):
    """One format."""

    name: ClassVar[str]
    title: ClassVar[str]
    """What users call the format."""

    suffix: ClassVar[str]
    """Ending of the file it writes by default; empty when it writes a folder."""

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write the graph to `target`. Raises `CannotWrite`."""
        ...


def export_named(name: str) -> Export:
    """The export of that name; raises `UnknownPlugin`."""
    found: Export = plugin("kg.exports", name)()
    return found
