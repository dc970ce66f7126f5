"""The graph directory: where everything lies, and what may be thrown away."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import CannotWrite, GraphNotFound
from kg.workspace.files import discard, writing
from kg.workspace.manifest import FILE, Import, Manifest, Settings, read_manifest, write_manifest
from kg.workspace.paths import ledger_files, records_file, rejects_file

__all__ = ["Directory"]


@dataclass(frozen=True, slots=True)
class Directory:
    """The parts of a graph directory by name."""

    path: Path

    @property
    def records(self) -> Path:
        """One Parquet file an import: the truth."""
        return self.path / "records"

    @property
    def ids(self) -> Path:
        """The ledger of minted ids and redirects."""
        return self.path / "ids"

    @property
    def overrides(self) -> Path:
        """The user's word; may be absent."""
        return self.path / "overrides.toml"

    @property
    def vectors(self) -> Path:
        """Vectors of papers that the user brought; may be absent."""
        return self.path / "vectors.parquet"

    @property
    def tables(self) -> Path:
        """One folder a generation: derived."""
        return self.path / "tables"

    @property
    def store(self) -> Path:
        """The embedded graph database: derived."""
        return self.path / "store"

    @property
    def scratch(self) -> Path:
        """Where a build spills; empty between builds."""
        return self.path / "scratch"

    def create(self) -> None:
        """Make the directory's folders, or find them there. Raises `CannotWrite`."""
        if self.path.exists() and not self.path.is_dir():
            raise CannotWrite(
                f"{self.path} is a file, not a folder", hint="choose another folder with -g"
            )
        with writing(self.path):
            for folder in (self.records, self.ids, self.tables):
                folder.mkdir(parents=True, exist_ok=True)

    def begin(self, settings: Settings) -> Manifest:
        """The manifest, made when there is none; for the holder of the lock."""
        found = read_manifest(self.path)
        if found is not None:
            return found
        made = Manifest(graph_id=uuid.uuid4().hex, settings=settings)
        write_manifest(self.path, made)
        return made

    def manifest(self) -> Manifest:
        """The manifest of a graph that has been built; raises `GraphNotFound` when none has."""
        found = read_manifest(self.path)
        if found is None:
            raise GraphNotFound(
                f"there is no graph in {self.path}",
                hint="build one with: kg build FILE… (or name another with -g)",
            )
        return found

    def generation(self, name: str) -> Path:
        """The folder of a generation of tables."""
        return self.tables / name

    def record_files(self, imports: tuple[Import, ...]) -> dict[int, Path]:
        """Import number to its records."""
        return {i.number: records_file(self.records, i.id) for i in imports}

    def sweep(self, manifest: Manifest) -> None:
        """Throw away what no manifest names: leftovers of killed builds and old generations."""
        keep = {manifest.generation, manifest.previous}
        for folder in self.tables.glob("*"):
            if folder.name not in keep:
                discard(folder)
        named = {path(self.records, i.id) for i in manifest.imports for path in _RECORD_FILES}
        counted = set(ledger_files(self.ids, manifest.ledger))
        leftover = [f for f in self.records.glob("*") if f not in named]
        leftover += [f for f in self.ids.glob("*") if f not in counted]
        for file in (*leftover, *self.path.glob(f".{FILE}.*.tmp")):
            file.unlink(missing_ok=True)
        discard(self.scratch)

    def commit(self, manifest: Manifest, generation: str) -> Manifest:
        """Make a generation and its imports current: the one moment a build takes effect."""
        previous = manifest.generation if generation != manifest.generation else manifest.previous
        written = len(ledger_files(self.ids))
        done = replace(manifest, generation=generation, previous=previous, ledger=written)
        write_manifest(self.path, done)
        return done

    def redirected(self, id_: str) -> str | None:
        """The id that an id of an earlier build has become; None when it has not changed.

        Costs reading the ledger, which grows with the number of records.
        """
        from kg.workspace.ids import redirected

        return redirected(self.ids, id_, self.manifest().ledger)


_RECORD_FILES = (records_file, rejects_file)
