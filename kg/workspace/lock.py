"""One build at a time: a lock on the graph directory that says who holds it.

The kernel's file lock decides (it goes with its process, so a killed build leaves none behind);
what stands in the file is only for people.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import GraphLocked
from kg.workspace.files import writing

__all__ = ["build_lock"]

_POLL_SECONDS = 0.2


@contextmanager
def build_lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the directory for writing; wait at most so many seconds, then `GraphLocked`."""
    path = folder / "lock"
    with writing(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(handle, path, folder, time.monotonic() + wait)
        _sign(handle, path)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path, folder: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise GraphLocked(
                    f"{folder} is being built by {_holder(path)}",
                    hint="wait until it is done, or let this command wait: --wait 600",
                ) from None
        time.sleep(_POLL_SECONDS)


def _sign(handle: int, path: Path) -> None:
    who = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    with writing(path):
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(who).encode(), 0)


def _holder(path: Path) -> str:
    try:
        who = json.loads(path.read_text())
        return f"process {who['pid']}, since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
