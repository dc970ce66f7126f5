"""Options that several commands share, declared once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.sign_in import ask_password

__all__ = ["any_graph_option", "graph_option", "json_option", "quiet_option"]

F = TypeVar("F", bound=Callable[..., Any])


class _GraphType(click.Path):
    """A folder; or the URI of a server, which stays text, where a command can do with one."""

    def __init__(self, servers: bool) -> None:
        super().__init__(path_type=Path, file_okay=False)
        self._servers = servers

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        if not self._servers:
            raise click.UsageError("this command needs a graph directory, not a server", ctx)
        ask_password(value)
        return value


def graph_option(command: F) -> F:
    """`-g/--graph DIR`: which graph; passed as `graph: Path`."""
    return _graph_option("The graph directory.", _GraphType(servers=False))(command)


def any_graph_option(command: F) -> F:
    """`-g/--graph DIR|URI`: the same, or one on a server; passed as `graph: Path | str`."""
    what = "The graph directory, or the URI of a Neo4j server."
    return _graph_option(what, _GraphType(servers=True))(command)


def _graph_option(what: str, kind: click.Path) -> Callable[[F], F]:
    return click.option(
        "-g", "--graph", type=kind, default="kg-graph", show_default=True, envvar="KG_GRAPH",
        show_envvar=True, help=what,
    )  # fmt: skip


def json_option(what: str) -> Callable[[F], F]:
    """`--json`: one JSON object on stdout for programs; passed as `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help=f"Print {what} as one JSON object.")


def quiet_option(command: F) -> F:
    """`-q/--quiet`: no progress and no summary on stderr."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(command)
