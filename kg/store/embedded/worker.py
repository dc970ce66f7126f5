"""Java calls in a thread of their own, so that the main thread stays free for signals.

While the main thread is inside a Java call, Ctrl-C waits for the call to return. Here it waits
for a Python queue, which Ctrl-C ends at once; the call is then told to stop and left alone.
"""

from __future__ import annotations

import atexit
import queue
import threading
import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from kg.store.embedded.jvm import java

__all__ = ["Abandoned", "Worker"]

T = TypeVar("T")

_PATIENCE = 0.5
"""Seconds that a call which is told to stop gets for stopping."""


class Abandoned(Exception):
    """The call was not done in time; its thread is lost to it."""


class Worker:
    """One daemon thread that makes calls one after another, with the JVM running."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[_Call[Any] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._java_thread: Any = None
        self.abandoned = False
        """Whether a call was left behind: nothing more can be asked of this worker."""

    def call(self, function: Callable[[], T], timeout: float | None = None) -> T:
        """Call it there; raises what it raises, or `Abandoned` after `timeout` seconds."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="kg-store", daemon=True)
            self._thread.start()
            _running.add(self)
        call = _Call(function)
        self._calls.put(call)
        try:
            return call.result(timeout)
        except _Unfinished as unfinished:
            self.abandoned = True
            self.stop()
            raise unfinished.why from None

    def stop(self) -> None:
        """End the thread; a call that it is in is told to stop, and waited for a moment.

        Python must not end while the thread is on its way back from Java: it would be torn out
        of Java's frames, and the process would abort.
        """
        self._calls.put(None)
        if self._thread is not None and self._thread.is_alive():
            if self.abandoned and self._java_thread is not None:
                self._java_thread.interrupt()
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        self._java_thread = java("java.lang.Thread").currentThread()
        while (call := self._calls.get()) is not None:
            call.run()
            del call


class _Unfinished(Exception):  # noqa: N818
    """Waiting ended before the call did: out of time, or interrupted."""

    def __init__(self, why: BaseException) -> None:
        super().__init__()
        self.why = why


class _Call(Generic[T]):
    """A function, and its answer once it has one."""

    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._answer: queue.SimpleQueue[tuple[T | None, BaseException | None]]
        self._answer = queue.SimpleQueue()

    def run(self) -> None:
        try:
            self._answer.put((self._function(), None))
        except BaseException as error:
            self._answer.put((None, error))

    def result(self, timeout: float | None) -> T:
        try:
            value, error = self._answer.get(timeout=timeout)
        except queue.Empty:
            raise _Unfinished(Abandoned()) from None
        except BaseException as interrupt:
            raise _Unfinished(interrupt) from None
        if error is not None:
            raise error
        return value  # type: ignore[return-value]


_running: weakref.WeakSet[Worker] = weakref.WeakSet()


@atexit.register
def _stop_all() -> None:
    for worker in list(_running):
        worker.stop()
