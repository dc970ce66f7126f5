"""`kg rank`: who and what is first by a measure, over all papers or those chosen."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import How, emit, output_options

__all__ = ["rank"]

_KINDS = ("authors", "papers", "keywords", "institutions", "venues")


@click.command(
    epilog="\b\nExamples:\n  kg rank authors --by betweenness --since 2020\n"
    "  kg rank papers --by cited --limit 20\n"
    "  kg rank papers --by pagerank --on cocitations --csv"
)
@click.argument("kind", type=click.Choice(_KINDS), metavar=f"[{'|'.join(_KINDS)}]")
@click.option(
    "--by",
    metavar="MEASURE",
    default="degree",
    show_default=True,
    help="A numeric property (n_papers, pagerank, h_index, …) or a measure (betweenness, "
    "harmonic, constraint, clustering, …; cited and cites for papers).",
)
@click.option(
    "--on",
    type=click.Choice(("citations", "cocitations", "coupling")),
    help="For papers, the graph to measure.  [default: citations]",
)
@click.option("--since", type=int, metavar="YEAR", help="Only papers from that year on.")
@click.option("--until", type=int, metavar="YEAR", help="Only papers up to that year.")
@click.option("--venue", metavar="NAME", help="Only papers of that venue, or venues so called.")
@click.option("--topic", metavar="NAME", help="Only papers of that topic, or topics so called.")
@click.option(
    "--min-papers",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Only those with at least N of these papers.",
)
@click.option("--ascending", is_flag=True, help="The smallest first.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="How many; 0 for all.",
)
@output_options
@any_graph_option
@quiet_option
def rank(
    kind: str,
    by: str,
    on: str | None,
    since: int | None,
    until: int | None,
    venue: str | None,
    topic: str | None,
    min_papers: int,
    ascending: bool,
    limit: int,
    how: How,
    graph: Path | str,
    quiet: bool,
) -> None:
    """List who or what is first by a measure.

    Filters choose papers before anything is measured: with --since 2020, betweenness is that of
    the graph of papers since 2020. Results are kept in the graph directory's folder `cache`,
    which may be deleted at any time. Ties are in the order of ids.
    """
    from kg.analytics.projections import Filters
    from kg.cli.progress import shown
    from kg.graph import open_graph
    from kg.rank import rank as ranked

    filters = Filters(since, until, venue, topic, min_papers)
    with shown(quiet) as progress:
        progress(f"ranking {kind} by {by}", 0, None)
        found = ranked(
            open_graph(graph), kind, by, filters, on=on, limit=limit, ascending=ascending
        )
    emit(found.columns, found.rows, how)
    if not quiet:
        for note in (found.empty, *found.notes):
            if note:
                click.echo(note, err=True)
