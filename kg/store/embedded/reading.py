"""The current database of a folder, held open for reading."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

from kg.errors import BrokenGraph, StoreUnavailable
from kg.store.embedded.engine import CutOff, Database
from kg.store.embedded.folder import StoreFolder

__all__ = ["Reading"]

_ATTEMPTS = 5

_open: dict[Path, tuple[Database, int]] = {}
"""Databases open in this process with the number of stores that use them: the engine opens each
folder only once."""
_open_guard = threading.Lock()


class Reading:
    """One database, locked against change and removal until it is closed."""

    def __init__(self, folder: StoreFolder) -> None:
        try:
            self._open(folder)
        except CutOff:
            _recover(folder)
            self._open(folder)

    def _open(self, folder: StoreFolder) -> None:
        self._descriptor: int | None
        self.name, self._descriptor = _lock_current(folder)
        self._path = folder.path(self.name)
        try:
            self.database = _share(self._path)
        except BaseException:
            self._unlock()
            raise

    def close(self) -> None:
        """Let go of it; harmless twice."""
        if self._descriptor is not None:
            with _open_guard:
                database, users = _open[self._path]
                _open[self._path] = (database, users - 1)
                if users == 1 and database.close():
                    del _open[self._path]
        self._unlock()

    def _unlock(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None


def _lock_current(folder: StoreFolder) -> tuple[str, int]:
    """Name and lock of the current database; it may change while we look."""
    for _ in range(_ATTEMPTS):
        shown = folder.shown()
        if shown is None:
            raise StoreUnavailable(
                f"there is no graph database in {folder.root}",
                hint="build the graph with: kg build FILES",
            )
        with suppress(FileNotFoundError):
            descriptor = folder.lock(shown.database).take_shared()
            if folder.path(shown.database).is_dir():
                return shown.database, descriptor
            os.close(descriptor)
    raise BrokenGraph(
        f"the graph database that {folder.root / 'state.json'} names is gone",
        hint="build again: it is made anew from the tables",
    )


def _recover(folder: StoreFolder) -> None:
    """Have the engine finish or undo a write (`--write`) that was killed: its log tells which."""
    name, descriptor = _lock_current(folder)
    os.close(descriptor)
    with folder.lock(name).exclusive("another process is reading this graph"):
        Database(folder.path(name), write=True).close()


def _share(path: Path) -> Database:
    with _open_guard:
        database, users = _open[path] if path in _open else (Database(path, write=False), 0)
        _open[path] = (database, users + 1)
    return database
