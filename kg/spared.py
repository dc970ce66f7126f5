"""Libraries that another one imports for a part of itself that is not used here."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["spared"]


class _Absent:
    """A finder that finds nothing, and for one thread says that a library is not installed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread = threading.get_ident()

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == self._name and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@contextmanager
def spared(name: str) -> Iterator[None]:
    """For what this thread imports inside, the library `name` is as good as not installed.

    Nothing is changed when it has been imported before.

    >>> with spared("antigravity"):
    ...     import antigravity
    Traceback (most recent call last):
    ModuleNotFoundError: No module named 'antigravity'
    """
    absent = _Absent(name)
    sys.meta_path.insert(0, absent)
    try:
        yield
    finally:
        sys.meta_path.remove(absent)
