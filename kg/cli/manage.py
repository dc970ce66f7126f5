"""`kg info`, `imports`, `forget`, `rejects` and `formats`: looking after a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import any_graph_option, graph_option, json_option, quiet_option
from kg.cli.output import How, emit, emit_object, output_options, visible
from kg.text import counted

if TYPE_CHECKING:
    from kg.info import Info

__all__ = ["forget", "formats", "imports", "info", "rejects"]

_IMPORTS_SHOWN = 20


@click.command(epilog="Example:  kg info --json | jq .nodes")
@any_graph_option
@json_option("all of it")
def info(graph: Path | str, as_json: bool) -> None:
    """Show what is in the graph, where it came from, and how good the data are."""
    from kg.info import describe

    found = describe(graph)
    if as_json:
        emit_object(found.as_json())
    else:
        _print(found)


def _print(found: Info) -> None:
    for title, counts in (("Nodes", found.nodes), ("Relationships", found.relationships)):
        click.echo(title)
        emit([title.lower().rstrip("s"), "count"], [(k, n) for k, n in counts.items() if n])
        click.echo()
    _print_imports(found)
    for name, parts in found.breakdown.items():
        if parts:
            click.echo(f"\n{name}")
            emit([name.partition(".")[2], "count"], list(parts.items()))
    click.echo("\nData quality: share of papers with …")
    emit(["field", "share"], [(k, f"{v:.1%}") for k, v in found.quality.items() if v is not None])
    click.echo(
        f"\n{counted(found.incomplete_lists, 'author list')} known to be incomplete, "
        f"{counted(found.undated, 'paper')} without a year, "
        f"{counted(found.rejects, 'record')} rejected"
    )
    for note in found.notes:
        click.echo(visible(note))


def _print_imports(found: Info) -> None:
    """The imports, of a folder of hundreds of files only the last."""
    more = len(found.imports) > _IMPORTS_SHOWN
    rest = f" (the last {_IMPORTS_SHOWN} of {len(found.imports):,}; all: kg imports)"
    click.echo(f"Imports{rest if more else ''}")
    columns = ["id", "loader", "uri", "records", "rejects"]
    emit(columns, [[i[c] for c in columns] for i in found.imports[-_IMPORTS_SHOWN:]])


@click.command(epilog="Example:  kg imports --csv")
@graph_option
@output_options
def imports(graph: Path, how: How) -> None:
    """List what the graph was built from: one row an import."""
    from kg.graph import open_graph

    columns = ["id", "loader", "uri", "records", "rejects", "encoding", "imported_at", "sha256"]
    found = open_graph(graph).manifest.imports
    shown = columns[:-1] if how == "table" else columns
    emit(shown, [[getattr(i, c) for c in shown] for i in found], how)


@click.command(epilog="Example:  kg forget refs-1a2b3c4d-1")
@click.argument("import_", metavar="IMPORT")
@graph_option
@json_option("the import that is gone")
@quiet_option
def forget(import_: str, graph: Path, as_json: bool, quiet: bool) -> None:
    """Undo an import: its records leave the graph, and all that follows from them.

    IMPORT is its id as `kg imports` lists it, the start of one, or the file's path as given.
    """
    from kg import pipeline
    from kg.cli.progress import shown
    from kg.info import brief

    with shown(quiet) as progress:
        gone = pipeline.forget(graph, import_, progress)
    if as_json:
        emit_object(gone.in_short())
    elif not quiet:
        click.echo(
            f"Forgot {gone.id}: {counted(gone.records, 'record')} of {visible(gone.uri)}", err=True
        )
        click.echo(brief(graph), err=True)


@click.command(epilog="Example:  kg rejects --json")
@graph_option
@output_options
def rejects(graph: Path, how: How) -> None:
    """List the records that could not be read: file, line, reason and their own text."""
    from kg.info import rejected

    table = rejected(graph)
    columns = table.column_names
    rows = [list(row.values()) for row in table.to_pylist()]
    if how == "table":
        rows = [[*row[:-1], _short(row[-1])] for row in rows]
    if not emit(columns, rows, how) and how == "table":
        click.echo("Every record could be read.", err=True)


def _short(raw: str | None) -> str:
    text = " ".join((raw or "").split())
    return text if len(text) <= 60 else text[:59] + "…"


@click.command(epilog="Example:  kg formats --json")
@output_options
def formats(how: How) -> None:
    """List the formats that can be read, and what each can fill."""
    from kg.plugins import loaders

    rows = [
        (name, one.title, list(one.fills), getattr(one, "lost", None))
        for name, one in sorted(loaders().items())
    ]
    emit(["format", "what it is", "fills", "lost"], rows, how)
