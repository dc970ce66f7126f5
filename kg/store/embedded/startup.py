"""The cache of loaded classes that halves the start of the embedded store.

Java 25 can write the classes a run has loaded and linked into a file and map it at the next start
(JEP 514, https://openjdk.org/jeps/514). The file (some 35 MB) lies in the user's cache folder, is
keyed by the wheel and the flags, and is made by a process of its own after a command has ended,
without anybody waiting for it. Missing, stale or unwritable, it only costs time. Every environment
that the wheel is installed in has one of its own: of those, the few used last are kept. The
environment's `KG_STARTUP_CACHE=off` leaves it alone.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from kg.store.embedded import jvm
from kg.store.embedded.folder import StoreFolder

__all__ = ["cache_file", "make_cache", "make_cache_later"]

_RETRY_AFTER = 24 * 3600
"""Seconds until a cache that could not be made is tried again, and what it left is thrown away."""

_KEPT = 4
"""Caches of this and other environments that stay: whoever misses one has it made again."""

_TRAINING = (
    "MATCH (a:Author {id: $id})-[r:COAUTHOR]-(b:Author) RETURN b.name, r.papers, r.weight"
    " ORDER BY r.papers DESC, b.name LIMIT 10",
    "MATCH (a:Author) WHERE a.name_key CONTAINS toLower($id) RETURN a, a.names, COUNT { (a)--() }"
    " AS n ORDER BY coalesce(a.n_papers, 0) DESC LIMIT 3",
    "MATCH p = shortestPath((a:Author {id: $id})-[:COAUTHOR*..3]-(b:Author)) RETURN p LIMIT 1",
    "UNWIND [1, 2] AS x WITH x, collect(x) AS xs RETURN x, xs, null AS nothing, 0.5 AS half",
)
"""Statements whose classes the cache shall hold: those of the named queries."""

_SOMEBODY = "MATCH (a:Author) WHERE a.name_key <> '' RETURN a.name_key LIMIT 1"
"""Whom to look up, because completing a name does."""


@cache
def cache_file() -> Path | None:
    """Where the cache for this wheel and these flags lies, or None when it is switched off."""
    if os.environ.get("KG_STARTUP_CACHE") == "off":
        return None
    import platformdirs

    wheel = jvm.wheel()
    key = "\n".join([str(wheel), str(wheel.stat().st_mtime_ns), *jvm.flags("query")])
    name = f"engine-{hashlib.sha256(key.encode()).hexdigest()[:12]}.aot"
    return Path(platformdirs.user_cache_dir("scholarly-kg", appauthor=False)) / name


def make_cache_later(folder: StoreFolder) -> None:
    """Have the cache made by another process once the engine was used and there is none."""
    path = cache_file()
    if path is None or path.exists() or not jvm.started() or folder.shown() is None:
        return
    try:
        if _being_made(path):
            return
        subprocess.Popen(
            [sys.executable, "-m", "kg.store.embedded", str(folder.root.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return  # Nobody needs it.


def _being_made(path: Path) -> bool:
    """Whether another process makes it, or failed to not long ago; else it is now our turn."""
    mark = path.with_suffix(".making")
    path.parent.mkdir(parents=True, exist_ok=True)
    if mark.exists() and time.time() - mark.stat().st_mtime > _RETRY_AFTER:
        mark.unlink(missing_ok=True)
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


def make_cache(root: Path) -> None:
    """Open the store, ask it what people ask, and write the cache at the end of the process."""
    path = cache_file()
    if path is None:
        return
    os.nice(10)
    path.parent.mkdir(parents=True, exist_ok=True)
    mark, temporary = path.with_suffix(".making"), path.with_suffix(f".{os.getpid()}.tmp")
    try:
        jvm.start("train", temporary)
        _train(root)
        jvm.stop()
        temporary.replace(path)
    except BaseException:
        for leftover in path.parent.glob(f"{temporary.name}*"):
            leftover.unlink(missing_ok=True)
        if root.exists():  # else the graph was thrown away meanwhile: another one will do
            raise
    mark.unlink(missing_ok=True)
    _discard_unused(path.parent)


def _discard_unused(folder: Path) -> None:
    """Keep the caches that were used last, and what others may be making right now."""
    caches = sorted(folder.glob("engine-*.aot"), key=_last_used, reverse=True)
    of_killed = [
        f for f in folder.glob("engine-*.tmp*") if _last_used(f) < time.time() - _RETRY_AFTER
    ]
    for path in (*caches[_KEPT:], *of_killed):
        path.unlink(missing_ok=True)


def _last_used(path: Path) -> float:
    """When a file was read or written, in seconds; 0 if it has gone meanwhile."""
    try:
        stated = path.stat()
    except FileNotFoundError:
        return 0
    return max(stated.st_atime, stated.st_mtime)


def _train(root: Path) -> None:
    from kg.store.embedded.reading import Reading

    reading = Reading(StoreFolder(root))
    for statement in _TRAINING:
        reading.database.read(statement, {"id": "a"}, timeout=20)
    for (name,) in reading.database.read(_SOMEBODY, {}, timeout=20):
        reading.database.lookup("Author", [("id", "a"), ("orcid", "a"), ("name_key", name)])
    reading.close()
