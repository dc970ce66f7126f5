"""`kg recommend`, `kg reviewers`, `kg rising`: whom to meet, to ask, to watch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.choose import can_ask_back, choose
from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import How, emit, output_options, visible

if TYPE_CHECKING:
    from kg.analytics.corpus import Choice
    from kg.analytics.reviewers import Submission
    from kg.graph import Graph

__all__ = ["recommend", "reviewers", "rising"]

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
            Inputs(tables.files),
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


@click.command(
    epilog="\b\nExamples:\n  kg reviewers 10.18653/v1/W17-4755\n"
    '  kg reviewers --title "Judging machine translation" --author "Ada Lovelace"\n'
    "  kg reviewers --file abstract.txt --excluded"
)
@click.argument("paper", required=False)
@click.option("--title", metavar="TEXT", help="Title of a paper that is not in the graph.")
@click.option("--abstract", metavar="TEXT", help="Its abstract.")
@click.option(
    "--file",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A text file: the title on its first line, the abstract below.",
)
@click.option(
    "--author",
    "authors",
    metavar="NAME",
    multiple=True,
    help="Author of it, whose conflicts of interest are looked for.  [may be repeated]",
)
@click.option(
    "--conflict-years",
    type=click.IntRange(0),
    default=4,
    show_default=True,
    help="Coauthors and colleagues of so many last years are in conflict.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.1,
    show_default=True,
    help="Likeness (cosine) from which a paper is on the subject.",
)
@click.option("--excluded", is_flag=True, help="Print who was left out, and why, instead.")
@_filters
@_limit
@output_options
@any_graph_option
@quiet_option
def reviewers(
    graph: Path | str, how: How, limit: int, excluded: bool, quiet: bool, **typed: Any
) -> None:
    """Who could review PAPER (id, DOI, title), or a paper given by its title and abstract.

    Candidates have published on the subject, lately rather than long ago; their papers on it are
    the reason. Left out are the authors, their recent coauthors and colleagues, and those tied
    to them like advisor and student, however long ago. The filters say which papers of
    candidates count.
    """
    from kg.analytics.graph import Inputs
    from kg.analytics.reviewers import Excluded, Reviewer, ReviewOptions
    from kg.analytics.reviewers import reviewers as found_for
    from kg.cli.progress import shown
    from kg.graph import open_graph

    told = _told(typed)
    opened = open_graph(graph)
    ids = _meant(opened, typed)
    authors = [_meant(opened, {"author": name})["author"] for name in typed["authors"]]
    tables = opened.tables
    with shown(quiet) as progress:
        progress("reading what everybody wrote", 0, None)
        found = found_for(
            Inputs(tables.files),
            replace(told, paper=ids.get("paper"), authors=tuple(authors)),
            choice=_choice(ids, typed),
            options=ReviewOptions(
                years=typed["conflict_years"],
                least=typed["least"],
                max_team=opened.manifest.settings.max_team,
            ),
            limit=limit,
        )
    if excluded:
        _emit(Excluded, found.excluded, how)
    else:
        _emit(Reviewer, found.candidates, how)
        if not quiet:
            for one in found.excluded:
                reasons = "; ".join(one.reasons)
                click.echo(visible(f"left out: {one.person}: {reasons}"), err=True)
    _say(found.notes, quiet)
    if found.more and not quiet and not excluded:
        click.echo("there are more: --limit N, 0 for all", err=True)


def _told(typed: Mapping[str, Any]) -> Submission:
    """The text that was given; a paper of the graph and a text exclude each other."""
    from kg.analytics.reviewers import Submission

    text = [typed[name] for name in ("title", "abstract", "source") if typed[name] is not None]
    if (typed["paper"] is None) != bool(text):
        raise click.UsageError("give a PAPER of the graph, or --title, --abstract or --file")
    if typed["source"] is None:
        return Submission(title=typed["title"] or "", abstract=typed["abstract"] or "")
    if len(text) > 1:
        raise click.UsageError("--file holds title and abstract: give it alone")
    data = typed["source"].read_bytes()
    title, _, abstract = data.decode("utf-8-sig", errors="replace").strip().partition("\n")
    return Submission(title=title, abstract=abstract)


@click.command(epilog="Example:  kg rising --by coauthors --years 3 --min-papers 4")
@click.option(
    "--by",
    type=click.Choice(["papers", "coauthors", "strength", "citations", "pagerank"]),
    default="papers",
    show_default=True,
    help="What growth is counted in.",
)
@click.option(
    "--years", type=click.IntRange(1), default=3, show_default=True, help="How far to look back."
)
@_filters
@_limit
@output_options
@any_graph_option
@quiet_option
def rising(
    by: str, years: int, limit: int, how: How, graph: Path | str, quiet: bool, **filters: Any
) -> None:
    """Authors who grow faster than others did at the same age of their career.

    growth is (gained + s) / (expected + s): 1 as expected, 2 twice that; s keeps small counts
    from looking large. Only papers that the filters leave count; --until ends the window, and
    authors need --min-papers of them (3 unless told otherwise).
    """
    from kg.analytics.graph import Inputs
    from kg.analytics.rising import Riser
    from kg.analytics.rising import rising as found_by
    from kg.cli.progress import shown
    from kg.graph import open_graph

    opened = open_graph(graph)
    ids = _meant(opened, filters)
    tables = opened.tables
    with shown(quiet) as progress:
        progress("comparing careers", 0, None)
        found = found_by(
            Inputs(tables.files),
            by=by,
            years=years,
            choice=_choice(ids, filters, least=3),
            limit=limit,
            max_team=opened.manifest.settings.max_team,
        )
    _emit(Riser, found.authors, how)
    _say(found.notes, quiet)
    if found.window and found.authors and not quiet:
        first, last = found.window
        click.echo(f"growth in {by}, {first}-{last}, against authors of the same age", err=True)
    if found.more and not quiet:
        click.echo("there are more: --limit N, 0 for all", err=True)
