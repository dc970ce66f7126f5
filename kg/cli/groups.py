"""`kg communities`, `kg evolution`, `kg bursts`: groups of authors and subjects, and their time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import How, emit, output_options

if TYPE_CHECKING:
    from kg.analytics.graph import Inputs

__all__ = ["bursts", "communities", "evolution"]


def _inputs(graph: Path | str) -> Inputs:
    from kg.analytics.graph import Inputs
    from kg.graph import open_graph

    tables = open_graph(graph).tables
    return Inputs(tables.files)


def _say(quiet: bool, text: str) -> None:
    if not quiet:
        click.echo(text, err=True)


def _undated(papers: int) -> str:
    from kg.text import counted

    return f"Left out, their year being unknown: {counted(papers, 'paper', 'papers')}."


@click.command(epilog="Example:  kg communities --limit 10")
@any_graph_option
@click.option("--limit", type=click.IntRange(0), default=25, show_default=True,
              help="Rows at most, 0 for all.")  # fmt: skip
@click.option("--inside", type=click.IntRange(0), metavar="N",
              help="Part community N again, and show its parts.")  # fmt: skip
@click.option("--resolution", type=click.FloatRange(0, min_open=True),
              help="Find them anew: above 1 more and smaller ones.  [default: 1]")  # fmt: skip
@click.option("--cpm", is_flag=True,
              help="Find them anew: ties inside stronger than the resolution.")  # fmt: skip
@click.option("--seeds", type=click.IntRange(0), default=10, show_default=True,
              help="Other seeds that stability is measured by.")  # fmt: skip
@quiet_option
@output_options
def communities(
    graph: Path | str,
    limit: int,
    inside: int | None,
    resolution: float | None,
    cpm: bool,
    seeds: int,
    quiet: bool,
    how: How,
) -> None:
    """List communities of coauthors with label, size, quality and stability.

    Conductance is the share of tie weight that leaves a community (0 the best), stability how well
    other seeds find it again (1 always): below about .5 the community is a matter of chance.
    Numbers are those of the graph (a.community), unless --resolution or --cpm finds others.
    """
    from kg.analytics.portrait import known_communities, portray
    from kg.cli.progress import shown

    inputs = _inputs(graph)
    anew = inside is None and (resolution is not None or cpm)
    with shown(quiet) as progress:
        found = portray(
            inputs,
            None if anew else known_communities(inputs),
            inside=inside,
            resolution=1.0 if resolution is None else resolution,
            objective="cpm" if cpm else "modularity",
            seeds=seeds,
            progress=progress,
        )
    rows = [
        (c.number, c.label, c.authors, c.conductance, c.stability, list(c.leading))
        for c in found.communities
    ]
    columns = ("community", "label", "authors", "conductance", "stability", "leading")
    emit(columns, rows[:limit] if limit else rows, how)
    if not rows:
        _say(quiet, "No communities: no two authors here wrote a paper together.")
        return
    left = f", {limit} shown" if limit and len(rows) > limit else ""
    number = f"{len(rows):,} communit{'y' if len(rows) == 1 else 'ies'}{left}"
    _say(
        quiet,
        f"{number}: modularity {found.modularity:.4f}, coverage {found.coverage:.4f}"
        + (f"; {seeds} other seeds agree by AMI {found.agreement:.2f}" if seeds else ""),
    )


@click.command(epilog="Example:  kg evolution --window 5")
@any_graph_option
@click.option("--window", type=click.IntRange(1), default=5, show_default=True, metavar="YEARS",
              help="Years of each window.")  # fmt: skip
@click.option("--smallest", type=click.IntRange(2), default=4, show_default=True,
              help="Authors of a community, at least.")  # fmt: skip
@click.option("--resolution", type=click.FloatRange(0, min_open=True), default=1.0,
              show_default=True, help="Above 1 more and smaller communities.")  # fmt: skip
@click.option("--limit", type=click.IntRange(0), default=25, show_default=True,
              help="Rows of each window at most, 0 for all.")  # fmt: skip
@quiet_option
@output_options
def evolution(
    graph: Path | str,
    window: int,
    smallest: int,
    resolution: float,
    limit: int,
    quiet: bool,
    how: How,
) -> None:
    """Show births, deaths, merges, splits and growth of communities from window to window.

    Each window has communities of its own, numbered from the largest, 0; they are not the numbers
    of the graph. Two are kin when they share enough of those who are there both times.
    """
    from kg.analytics.evolution import evolution as evolve
    from kg.cli.progress import shown

    inputs = _inputs(graph)
    with shown(quiet) as progress:
        found = evolve(
            inputs, window=window, smallest=smallest, resolution=resolution, progress=progress
        )
    rows = list(found.rows(inputs, limit))
    emit(("window", "event", "before", "after", "authors", "leading"), rows, how)
    if not rows:
        _say(quiet, f"No communities of {smallest} or more authors in any {window} years: try a "
             "longer --window or a smaller --smallest.")  # fmt: skip
    if found.undated:
        _say(quiet, _undated(found.undated))


@click.command(epilog="Example:  kg bursts --of keywords --since 2010")
@any_graph_option
@click.option("--of", "of", type=click.Choice(["keywords", "terms", "topics"]),
              help="What to look at.  [default: keywords, else terms of titles]")  # fmt: skip
@click.option("--since", type=int, metavar="YEAR", help="Only bursts that end then or later.")
@click.option("--least", type=click.IntRange(1), default=5, show_default=True,
              help="Papers with it, at least.")  # fmt: skip
@click.option("--scaling", type=click.FloatRange(1, min_open=True), default=2.0, show_default=True,
              help="How many times its usual share is a burst.")  # fmt: skip
@click.option("--limit", type=click.IntRange(0), default=25, show_default=True,
              help="Rows at most, 0 for all.")  # fmt: skip
@quiet_option
@output_options
def bursts(
    graph: Path | str,
    of: str | None,
    since: int | None,
    least: int,
    scaling: float,
    limit: int,
    quiet: bool,
    how: How,
) -> None:
    """List years in which keywords, terms or topics came up more than their history lets expect.

    Kleinberg's automaton of two states, by year; the weight says how sure a burst is. A burst that
    reaches the newest year may still last.
    """
    from kg.analytics.subjects import subject_bursts

    found = subject_bursts(_inputs(graph), of, least=least, scaling=scaling)
    rows = [row for row in found.rows if since is None or row[2] >= since]
    columns = (found.kind[:-1], "from", "to", "papers", "weight")
    emit(columns, rows[:limit] if limit else rows, how)
    if not rows:
        more = " --of terms looks at titles." if of is None and found.kind == "keywords" else ""
        _say(
            quiet,
            f"No bursts of {found.kind}: {found.why or 'none rises above its history'}.{more}",
        )
    if found.undated:
        _say(quiet, _undated(found.undated))
