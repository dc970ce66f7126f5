"""Java calls that Ctrl-C and a time limit can end.

While a thread of Python is inside a Java call, a signal waits for the call to return; and a
Python thread that is left inside one aborts the process when both end at the wrong moment. So
every call that may take long is made by a thread of Java, and the caller waits for it in short
steps. A call that is not waited for any more is told to stop, and harms nobody if it does not.
"""

from __future__ import annotations

import time
from functools import cache
from typing import Any

from kg.store.embedded.jvm import java

__all__ = ["Abandoned", "Calls"]

_STEP_MS = 50
"""Milliseconds until the waiting thread looks for signals again."""


class Abandoned(Exception):
    """The call was not done in time."""


class Calls:
    """One thread of Java that makes calls one after another."""

    def __init__(self) -> None:
        self._executor: Any = None
        self._done: Any = None  # the calls of the executor, as they come to their end
        self.left_behind = False
        """Whether a call was abandoned and may still be at work."""
        self.abandoned = False
        """Set by another thread that waits for no call of this one any more."""

    def call(
        self,
        type_: str,
        name: str,
        parameters: tuple[str, ...],
        *arguments: Any,
        timeout: float | None = None,
    ) -> Any:
        """Call the method of a class: its object first, if it has one, then its arguments.

        `parameters` are the classes of the method's parameters. Raises the Java exception that
        it raises, or `Abandoned` after `timeout` seconds or when `abandoned` is set.
        """
        if self._executor is None:
            threads = java("java.lang.Thread").ofPlatform().daemon().factory()
            self._executor = java("java.util.concurrent.Executors").newSingleThreadExecutor(threads)
            service = java("java.util.concurrent.ExecutorCompletionService")
            self._done = service(self._executor)
        bound = java("java.lang.invoke.MethodHandles").insertArguments(
            _method(type_, name, parameters), 0, list(arguments)
        )
        task = java("java.lang.invoke.MethodHandleProxies").asInterfaceInstance(
            java("java.util.concurrent.Callable").class_, bound
        )
        return self._wait(self._done.submit(task), timeout)

    def _wait(self, future: Any, timeout: float | None) -> Any:
        unit = java("java.util.concurrent.TimeUnit").MILLISECONDS
        end = None if timeout is None else time.monotonic() + timeout
        try:
            # It answers null after a step, where `Future.get` would make an exception each time.
            while self._done.poll(_STEP_MS, unit) is None:
                if self.abandoned or (end is not None and time.monotonic() > end):
                    raise Abandoned
            return future.get()
        except java("java.util.concurrent.ExecutionException") as error:
            raise error.getCause() from None
        except BaseException:
            self._abandon(future)
            raise

    def _abandon(self, future: Any) -> None:
        future.cancel(True)
        self._executor.shutdown()
        self._executor = None
        self.left_behind = True

    def close(self) -> None:
        """End the thread after the call it is in."""
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None


_PRIMITIVES = {"int": "java.lang.Integer", "boolean": "java.lang.Boolean"}


@cache
def _method(type_: str, name: str, parameters: tuple[str, ...]) -> Any:
    """A method handle, found once."""
    classes = [
        java(_PRIMITIVES[p]).TYPE if p in _PRIMITIVES else java(p).class_ for p in parameters
    ]
    method = java(type_).class_.getMethod(name, classes)
    return java("java.lang.invoke.MethodHandles").publicLookup().unreflect(method)
