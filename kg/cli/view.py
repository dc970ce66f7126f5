"""`kg view`: draw the graph as one offline HTML page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.choose import can_ask_back, choose
from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import visible

if TYPE_CHECKING:
    from kg.tables.sets import TableSet

__all__ = ["view"]


@click.command(epilog='Example:  kg view --ego "Ada Lovelace" --hops 2 -o ada.html')
@any_graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="kg-view.html",
    show_default=True,
    help="The page to write; - for stdout.",
)
@click.option("--ego", metavar="AUTHOR", help="Draw around an author: a name, a part of it, or id.")
@click.option(
    "--hops",
    type=click.IntRange(1, 6),
    default=1,
    show_default=True,
    help="With --ego: how many coauthorships away.",
)
@click.option("--community", type=click.IntRange(0), metavar="N", help="Draw one community.")
@click.option(
    "--since",
    type=click.IntRange(1000, 2999),
    metavar="YEAR",
    help="Only authors and coauthorships with a paper of that year or later.",
)
@click.option(
    "--max-nodes",
    type=click.IntRange(1, 2000),
    default=300,
    show_default=True,
    help="Draw so many authors at most, the most central ones.",
)
@click.option(
    "--size-by", metavar="MEASURE", help="Number that sizes authors.  [default: pagerank]"
)
@click.option(
    "--color-by",
    type=click.Choice(["community", "year", "component"]),
    help="What colours tell.  [default: community]",
)
@quiet_option
def view(graph: Path | str, output: Path, ego: str | None, quiet: bool, **options: Any) -> None:
    """Draw authors and their coauthorships as one HTML page.

    The page opens in any browser, needs no network, and can be searched. A graph of more than
    --max-nodes authors is drawn by its most central part. Prints the path of the page.
    """
    from kg.graph import open_graph
    from kg.view.base import ViewOptions, view_named, write_page

    tables = open_graph(graph).tables
    author = None if ego is None else _author(tables, ego)
    page = view_named("ego").render(tables, ViewOptions(ego=author, **options))
    if not quiet:
        for line in (page.summary, *page.notes):
            click.echo(visible(line), err=True)
    if str(output) == "-":
        sys.stdout.buffer.write(page.html.encode("utf-8"))
    else:
        write_page(page, output)
        click.echo(output)


def _author(tables: TableSet, text: str) -> str:
    """The id of the author meant; asks back, or refuses, when several fit."""
    from kg.complete import Candidate, refuse
    from kg.view.selection import matching_authors

    found = [
        Candidate(m.id, m.name, f"{m.n_papers} paper{'' if m.n_papers == 1 else 's'}, {m.id}", 0)
        for m in matching_authors(tables, text)
    ]
    if len(found) == 1:
        return found[0].id
    chosen = choose("author", text, found) if can_ask_back() else refuse("author", text, found)
    return chosen.id
