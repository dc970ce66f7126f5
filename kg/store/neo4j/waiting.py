"""Calls that Ctrl-C and a time limit can end: made in a thread, waited for in another.

A network that stops forwarding leaves a call inside the system for minutes. Whoever waits for it
here gives up in time, and the thread, which may never return, does not keep the process alive.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

__all__ = ["Worker"]

T = TypeVar("T")


class Worker:
    """One daemon thread that makes calls one after another."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]
        self._waiting = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self.left_behind = False
        """Whether a call was given up and may still be at work."""

    def call(self, make: Callable[[], T], limit: float | None) -> T:
        """What the call returns or raises; `TimeoutError` when it takes over `limit` seconds."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="kg-neo4j", daemon=True)
            self._thread.start()
        future: Future[T] = Future()
        self._waiting.put((future, make))
        try:
            return future.result(limit)
        except BaseException:
            self.left_behind = not future.done()
            raise

    def close(self) -> None:
        """Let the thread end after the call it is in."""
        self._waiting.put(None)

    def _work(self) -> None:
        while (given := self._waiting.get()) is not None:
            future, make = given
            try:
                future.set_result(make())
            except BaseException as error:
                future.set_exception(error)
