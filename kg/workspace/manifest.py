"""`manifest.json`: what the graph is made of, and which generation of tables is current.

Writing the manifest is the one moment at which a build takes effect: it names the imports and
the generation together, and takes the old one's place by a single rename.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.errors import BrokenGraph, NewerFormat
from kg.schema import FORMAT_VERSION
from kg.workspace.files import written_whole

__all__ = ["FILE", "SERVER", "Import", "Manifest", "Settings", "read_manifest", "write_manifest"]

FILE = "manifest.json"
SERVER = "neo4j"
"""What stands for the loader of the one import of a directory that was pulled from a server."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: a file (or answer) whose records are in the graph.

    `id` names it for `kg forget`; `source` is what makes it the same source next week (the
    absolute path); `uri` is the path as it was given; `number` counts imports of this graph in
    the order they came and never comes back; `encoding` is the one its text was found to be in.
    """

    id: str
    number: int
    loader: str
    uri: str
    source: str
    sha256: str
    records: int
    rejects: int
    imported_at: str
    encoding: str | None = None

    def in_short(self) -> dict[str, str | int]:
        """What programs are told of it."""
        return {
            "id": self.id,
            "loader": self.loader,
            "uri": self.uri,
            "sha256": self.sha256,
            "records": self.records,
            "rejects": self.rejects,
        }


@dataclass(frozen=True, slots=True)
class Settings:
    """What shapes the derived data; a change makes a new generation.

    `max_team`: papers with more authors add no COAUTHOR pairs. `analyses`: names of the analyses
    that are part of the graph.
    """

    seed: int = 0
    max_team: int = 100
    analyses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a graph directory.

    `generation` is the current folder's name in `tables/`, or None; `previous` the one before it,
    which the store may still show. `ledger` is how many files of `ids/` count.
    """

    graph_id: str
    generation: str | None = None
    previous: str | None = None
    next_number: int = 1
    ledger: int = 0
    imports: tuple[Import, ...] = ()
    settings: Settings = field(default_factory=Settings)
    format_version: int = FORMAT_VERSION

    @property
    def pulled(self) -> bool:
        """Whether it was made of a graph on a server: the sources' own records are not there."""
        return any(i.loader == SERVER for i in self.imports)

    def with_imports(self, imports: tuple[Import, ...]) -> Manifest:
        """The same with other imports, in the order of their numbers."""
        return replace(self, imports=tuple(sorted(imports, key=lambda i: i.number)))


def read_manifest(folder: Path) -> Manifest | None:
    """Read it; None when there is none. Raises `NewerFormat`, `BrokenGraph`."""
    path = folder / FILE
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise _broken(path, str(error)) from error
    return _parse(path, stored)


def _parse(path: Path, stored: Any) -> Manifest:
    try:
        version = int(stored["format_version"])
        if version > FORMAT_VERSION:
            raise NewerFormat(
                f"{path.parent} was written by a newer kg (format {version}, known here: "
                f"{FORMAT_VERSION})",
                hint="upgrade with: pip install --upgrade scholarly-kg",
            )
        settings = dict(stored.pop("settings"))
        settings["analyses"] = tuple(settings["analyses"])
        imports = tuple(Import(**i) for i in stored.pop("imports"))
        return Manifest(**stored, imports=imports, settings=Settings(**settings))
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, repr(error)) from error


def _broken(path: Path, why: str) -> BrokenGraph:
    return BrokenGraph(
        f"{path} cannot be read: {why}",
        hint="restore it from a copy, or build the graph again in another folder with -g",
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it whole: from this moment on it is what every command sees."""
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
    with written_whole(folder / FILE) as temporary:
        temporary.write_text(text, encoding="utf-8")
