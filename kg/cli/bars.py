"""The line of progress on a terminal: what is done, how much, how fast, how long it takes still."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

__all__ = ["Line"]

_FEW = 100
"""Of fewer things than these each takes its own time: what the last took says nothing."""


class _Rate(ProgressColumn):
    """Things a second, lately."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed and _telling(task) else "")


class _Left(TimeRemainingColumn):
    """Time left at that rate."""

    def render(self, task: Task) -> Text:
        known = task.total is not None and task.time_remaining is not None and _telling(task)
        return Text.assemble(super().render(task), " left") if known else Text("")


def _telling(task: Task) -> bool:
    return task.total is None or task.total >= _FEW


class Line:
    """A `kg.progress.Progress` that draws one line while its context lasts.

    `clock` gives seconds. What is measured begins anew when something else is counted: another
    total, or fewer done than before.
    """

    def __init__(self, console: Console, clock: Callable[[], float] | None = None) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            _Left(),
        )
        self._bars = Progress(*columns, console=console, transient=True, get_time=clock)
        self._task = self._bars.add_task("starting", total=None)

    def __call__(self, what: str, done: int, total: int | None) -> None:
        task = self._bars.tasks[0]
        if total != task.total or done < task.completed:
            self._bars.remove_task(self._task)
            self._task = self._bars.add_task(what, total=total, completed=done)
        else:
            self._bars.update(self._task, description=what, completed=done)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def __rich__(self) -> RenderableType:
        return self._bars.get_renderable()
