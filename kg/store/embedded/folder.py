"""The folder of an embedded store: which database is current, who may touch it.

::

    store/
      state.json          names the current database, its graph and generation; replaced by rename
      writer.lock         held by the one process that makes a new database
      db-3f2a9c/          a database of the engine
      db-3f2a9c.lock      shared by its readers, exclusive for whoever changes or removes it

A new generation is always made in a fresh `db-…` folder and shown by the rename of `state.json`:
killed at any moment before, the old one stands, untouched. Readers keep the database they opened.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import BrokenGraph, CannotWrite, StoreBusy

__all__ = ["Shown", "StoreFolder"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What `state.json` says: the current database and what it holds."""

    database: str
    graph_id: str | None
    generation: str | None
    schema: str


class StoreFolder:
    """A store's folder on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def shown(self) -> Shown | None:
        """The current database, or None when nothing was ever stored here."""
        path = self.root / "state.json"
        try:
            return Shown(**json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise BrokenGraph(
                f"{path} cannot be read: {error}",
                hint="make it anew from the tables with: kg build --rebuild",
            ) from error

    def path(self, database: str) -> Path:
        """Folder of a database."""
        return self.root / database

    def size(self, database: str) -> int:
        """Bytes that a database takes on disk; 0 of one that is gone."""
        try:
            return sum(entry.stat().st_size for entry in os.scandir(self.path(database)))
        except FileNotFoundError:
            return 0

    def show(self, shown: Shown) -> None:
        """Make a finished database the current one, in one rename, and drop what is unused."""
        _sync_tree(self.path(shown.database))
        temporary = self.root / f"state.{secrets.token_hex(4)}.tmp"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(asdict(shown), file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.root / "state.json")
        _sync(self.root)
        self._sweep()

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """Name of a fresh database, made by this process alone; gone again if the block fails.

        Raises `StoreBusy` when another process is writing here, `CannotWrite` when nobody can.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = _Lock(self.root / "writer.lock")
        except OSError as error:
            raise _cannot_write(self.root, error) from error
        with lock.exclusive("another process is writing this graph's database"):
            self._sweep()
            name = f"db-{secrets.token_hex(4)}"
            (self.root / f"{name}.lock").touch()
            try:
                yield name
            except OSError as error:
                raise _cannot_write(self.root, error) from error
            finally:
                self._sweep()

    def copy(self, source: str, target: str) -> None:
        """Copy a database that nobody is changing."""
        with self.lock(source).shared():
            shutil.copytree(
                self.path(source),
                self.path(target),
                ignore=shutil.ignore_patterns("database.lck"),
            )

    def lock(self, database: str) -> _Lock:
        """The lock of one database; exclusive for changing it in place."""
        return _Lock(self.root / f"{database}.lock")

    def _sweep(self) -> None:
        """Remove databases that are neither current nor being read."""
        shown = self.shown()
        for lock in self.root.glob("db-*.lock"):
            if shown is None or lock.stem != shown.database:
                with suppress(StoreBusy, OSError), _Lock(lock).exclusive(""):
                    shutil.rmtree(self.root / lock.stem, ignore_errors=True)
                    lock.unlink()


class _Lock:
    """An advisory lock on a file, freed by the system when its process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def exclusive(self, busy: str) -> Iterator[None]:
        """Hold it alone; raises `StoreBusy` with the sentence given when others hold it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            self._take(descriptor, fcntl.LOCK_EX, busy)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Hold it beside other readers; works on a file system that is read-only."""
        descriptor = self.take_shared()
        try:
            yield
        finally:
            os.close(descriptor)

    def take_shared(self) -> int:
        """As `shared`, until the descriptor returned is closed."""
        descriptor = os.open(self._path, os.O_RDONLY)
        try:
            self._take(descriptor, fcntl.LOCK_SH, "another process is changing this graph")
        except StoreBusy:
            os.close(descriptor)
            raise
        return descriptor

    def _take(self, descriptor: int, kind: int, busy: str) -> None:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
            who = f" (process {holder})" if holder and kind == fcntl.LOCK_SH else ""
            raise StoreBusy(busy + who, hint="wait until it is done, then try again") from error


def _cannot_write(folder: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"the graph database cannot be written to {folder}: {error.strerror or error}",
        hint="check the free space and the permissions of that folder",
    )


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_tree(folder: Path) -> None:
    """Have every file of a folder on the disk itself, so that it outlives a power cut too."""
    for path in [*folder.iterdir(), folder]:
        _sync(path)
