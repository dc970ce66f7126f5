"""`kg recommend`: whom to meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.choose import can_ask_back, choose
from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import How, emit, output_options, visible

if TYPE_CHECKING:
    from kg.analytics.corpus import Choice
    from kg.graph import Graph

__all__ = ["recommend"]

F = TypeVar("F", bound=Callable[..., Any])
_YEAR = click.IntRange(1000, 2999)


def _filters(command: F) -> F:
    """Which papers count, and how many a person must have."""
    for decorate in (
        click.option("--since", type=_YEAR, metavar="YEAR", help="Papers of that year or later."),
        click.option("--until", type=_YEAR, metavar="YEAR", help="Papers of that year or before."),
        click.option("--venue", metavar="NAME", help="Papers that appeared there."),
        click.option("--topic", metavar="LABEL", help="Papers on that topic."),
        click.option(
            "--min-papers",
            type=click.IntRange(1),
            metavar="N",
            help="Only people with so many such papers or more.",
        ),
    )[::-1]:
        command = decorate(command)
    return command


_limit = click.option(
    "--limit", type=click.IntRange(0), default=10, show_default=True, help="Rows; 0 for all."
)


@click.command(epilog='Example:  kg recommend --author "Ada Lovelace" --since 2020')
@click.option("--author", required=True, metavar="NAME", help="Who wants to meet people.")
@click.option(
    "--half-life",
    type=click.FloatRange(min=0, min_open=True),
    metavar="YEARS",
    help="After how long a joint paper counts half; idleness after half as long.  [default: 2.8]",
)
@_filters
@_limit
@output_options
@any_graph_option
@quiet_option
def recommend(
    author: str,
    half_life: float | None,
    limit: int,
    how: How,
    graph: Path | str,
    quiet: bool,
    **filters: Any,
) -> None:
    """People worth meeting: near through shared coauthors, active, on the same subjects.

    Coauthors are left out. Each person comes with the reasons: coauthors of both, topics and
    keywords of both, words of their titles, the last active year. The filters leave people
    out by their papers; they do not change the paths that lead to the others.
    """
    from kg.analytics.graph import Inputs
    from kg.analytics.meet import MeetOptions
    from kg.analytics.recommend import Person
    from kg.analytics.recommend import recommend as recommended
    from kg.cli.progress import shown
    from kg.graph import open_graph

    opened = open_graph(graph)
    ids = _meant(opened, {"author": author, **filters})
    tables = opened.tables
    with shown(quiet) as progress:
        progress("looking for people", 0, None)
        found = recommended(
            Inputs({**tables.nodes, **tables.relationships}),
            ids["author"],
            choice=_choice(ids, filters),
            options=MeetOptions.of(half_life, opened.manifest.settings.max_team),
            limit=limit,
        )
    _emit(Person, found.people, how)
    _say(found.notes, quiet)
    if found.more and not quiet:
        click.echo("there are more: --limit N, 0 for all", err=True)


def _meant(graph: Graph, typed: Mapping[str, Any]) -> dict[str, str]:
    """Ids of the author, paper, venue and topic that were typed, asking back where several fit."""
    from kg.ask import meant
    from kg.complete import refuse

    decide = choose if can_ask_back() else refuse
    kinds = [k for k in ("author", "paper", "venue", "topic") if typed.get(k) is not None]
    if not kinds:
        return {}
    with graph.store() as store:
        return {
            kind: meant(store, kind, typed[kind], choose=decide, redirected=graph.redirected)
            for kind in kinds
        }


def _choice(ids: Mapping[str, str], filters: Mapping[str, Any], least: int = 1) -> Choice:
    from kg.analytics.corpus import Choice

    return Choice(
        since=filters["since"],
        until=filters["until"],
        venue=ids.get("venue"),
        topic=ids.get("topic"),
        min_papers=filters["min_papers"] or least,
    )


def _emit(kind: type[Any], rows: Iterable[Any], how: How) -> None:
    """Rows that are dataclasses of one kind; its fields are the columns."""
    columns = tuple(f.name for f in fields(kind))
    emit(columns, [_values(row) for row in rows], how)


def _values(row: Any) -> list[Any]:
    return [list(v) if isinstance(v, tuple) else v for v in asdict(row).values()]


def _say(notes: Sequence[str], quiet: bool) -> None:
    if not quiet:
        for note in notes:
            click.echo(visible(note), err=True)
