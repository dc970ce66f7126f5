"""The line of progress on a terminal: what is done, how much, how fast, how long it takes still."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
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

__all__ = ["line_on", "tell"]

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


def line_on(console: Console, clock: Callable[[], float] | None = None) -> Progress:
    """One line on a console, drawn while its context lasts; `clock` gives seconds."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        _Left(),
    )
    line = Progress(*columns, console=console, transient=True, get_time=clock)
    line.add_task("starting", total=None)
    return line


def tell(line: Progress, what: str, done: int, total: int | None) -> None:
    """Say on the line how far it has come; with the line given, a `kg.progress.Progress`.

    What is measured begins anew when something else is counted: another total, or fewer done
    than before.
    """
    (task,) = line.tasks
    if total != task.total or done < task.completed:
        line.remove_task(task.id)
        line.add_task(what, total=total, completed=done)
    else:
        line.update(task.id, description=what, completed=done)
