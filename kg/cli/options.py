"""Options that several commands share, declared once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["graph_option", "quiet_option"]

F = TypeVar("F", bound=Callable[..., Any])


def graph_option(command: F) -> F:
    """`-g/--graph DIR`: which graph; passed as `graph: Path`."""
    return click.option(
        "-g",
        "--graph",
        type=click.Path(path_type=Path, file_okay=False),
        default="kg-graph",
        show_default=True,
        envvar="KG_GRAPH",
        show_envvar=True,
        help="The graph directory.",
    )(command)


def quiet_option(command: F) -> F:
    """`-q/--quiet`: no progress and no summary on stderr."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(command)
