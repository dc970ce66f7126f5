"""`kg build`: lists of papers in, a graph out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, quiet_option
from kg.cli.output import emit_object, visible
from kg.cli.sign_in import signed_in
from kg.text import counted

if TYPE_CHECKING:
    from kg.pipeline import BuildReport
    from kg.store.neo4j import Address

__all__ = ["build"]

REJECTED = 3
"""Exit code: done, but something could not be read."""


@click.command(
    epilog="Examples:  kg build refs.bib export.ris lists/   |   cat refs.bib | kg build -"
)
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@graph_option
@click.option("--format", "format_", metavar="NAME", help="Read every input as this format.")
@click.option("--keep", is_flag=True, help="Add a source that has new content; do not replace it.")
@click.option("--no-analysis", is_flag=True, help="Leave out centralities, communities, topics.")
@click.option("--no-topics", is_flag=True, help="Leave out topics, which take longest.")
@click.option(
    "--max-team",
    type=click.IntRange(2),
    help="Papers with more authors add no coauthor pairs.  [default: 100]",
)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Random seed.  [default: 0]")
@click.option("--rebuild", is_flag=True, help="Make all derived data anew.")
@click.option(
    "--wait",
    type=click.FloatRange(0),
    default=0.0,
    metavar="SECONDS",
    help="How long to wait for another build of the same graph.",
)
@click.option(
    "--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads to use."
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="Where tables are computed: here, or on the Spark cluster KG_SPARK_MASTER names.",
)
@click.option(
    "--store",
    "server",
    metavar="URI",
    help="Then put the graph on this Neo4j server too, as kg push does.",
)
@json_option("what was done")
@quiet_option
def build(
    inputs: tuple[str, ...],
    graph: Path,
    format_: str | None,
    no_analysis: bool,
    no_topics: bool,
    server: str | None,
    as_json: bool,
    quiet: bool,
    **options: object,
) -> int:
    """Turn lists of papers into a graph, or add them to the one that is there.

    INPUT is a file, a folder, a pattern, a work by its DOI (doi:10.…, fetched from the network),
    or - for standard input; formats are told by content. Inputs that are in the graph already
    change nothing; a file with new content replaces what was imported from it before.
    Exit code 3: done, but some records could not be read.
    """
    from kg import pipeline
    from kg.cli.progress import shown

    if not inputs and not (graph / "manifest.json").exists():
        raise click.UsageError("name the papers to build from, for example: kg build refs.bib")
    chosen = pipeline.BuildOptions(
        format=format_,
        analyses=_analyses(no_analysis, no_topics),
        **options,  # type: ignore[arg-type]
    )
    # Before the build: a wrong address or a missing password should not wait for it.
    address = None if server is None else signed_in(server)
    with shown(quiet) as progress:
        report = pipeline.build(graph, inputs, chosen, progress)
    if as_json:
        emit_object(report.as_json())
    elif not quiet:
        _tell(report)
    if address is not None:
        _send(graph, address, chosen.wait, quiet)
    for error in report.failed:
        click.echo(visible(f"kg: {error.on_one_line}"), err=True)
    return REJECTED if report.rejects or report.failed else 0


def _send(graph: Path, address: Address, wait: float, quiet: bool) -> None:
    """Bring the server level with what has been built."""
    from kg.cli.progress import shown
    from kg.cli.server import told
    from kg.graph import open_graph
    from kg.push import push
    from kg.store.neo4j import Neo4jStore

    with Neo4jStore(address, read_only=False) as store, shown(quiet) as progress:
        report = push(open_graph(graph), store, progress, wait=wait)
    if not quiet:
        click.echo(f"{told(report)} {address}", err=True)


def _analyses(none: bool, no_topics: bool) -> tuple[str, ...] | None:
    from kg.analytics.registry import DEFAULT

    if none:
        return ()
    return tuple(name for name in DEFAULT if name != "topics") if no_topics else None


def _tell(report: BuildReport) -> None:
    """What happened, on stderr: data belong to stdout."""
    from kg.info import brief

    for one in report.added:
        rejected = f", {one.rejects} rejected" if one.rejects else ""
        records = counted(one.records, "record")
        click.echo(f"{visible(one.uri)}: {records} ({one.loader}{rejected})", err=True)
    for change in report.replaced:
        click.echo(
            f"{visible(change.uri)}: replaces its earlier import; "
            f"{counted(change.came, 'paper')} came, {change.went} went, {change.changed} changed",
            err=True,
        )
        for sign, titles in (("+", change.came_titles), ("-", change.went_titles)):
            for title in titles:
                click.echo(f"  {sign} {visible(title)}", err=True)
    if report.known:
        click.echo(f"{len(report.known)} of the inputs already in the graph", err=True)
    for uri in report.empty:
        click.echo(f"kg: warning: {visible(uri)} holds no records", err=True)
    if report.skipped:
        named = ", ".join(visible(uri) for uri in report.skipped[:3])
        more = " …" if len(report.skipped) > 3 else ""
        files = counted(len(report.skipped), "file")
        click.echo(f"{files} of unknown format left out: {named}{more}", err=True)
    click.echo(brief(report.path), err=True)
    if report.unchanged:
        click.echo("Nothing has changed.", err=True)
    if report.rejects:
        records = counted(report.rejects, "record")
        click.echo(f"{records} could not be read: kg rejects", err=True)
