"""`kg push` and `kg pull`: the same graph on a Neo4j server, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, quiet_option
from kg.cli.output import emit_object
from kg.cli.sign_in import signed_in

if TYPE_CHECKING:
    from kg.push import PushReport

__all__ = ["pull", "push", "told"]


_silence = click.option(
    "--timeout",
    "limit",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up when the server is silent for so long.",
)


@click.command(epilog="Example:  kg push neo4j://localhost:7687")
@click.argument("uri", metavar="URI")
@graph_option
@click.option("--remove", is_flag=True, help="Take the graph off the server, and nothing else.")
@click.option("--rewrite", is_flag=True, help="Write everything anew, whatever is there.")
@click.option(
    "--adopt", is_flag=True, help="Write beside other people's nodes; they are left alone."
)
@click.option(
    "--batch-size",
    type=click.IntRange(1),
    metavar="ROWS",
    help="Rows of one transaction.  [default: as many as take about a second]",
)
@click.option(
    "--wait",
    type=click.FloatRange(0),
    default=0.0,
    metavar="SECONDS",
    help="How long to wait for another push that is at work.",
)
@_silence
@json_option("what was done")
@quiet_option
def push(
    uri: str,
    graph: Path,
    remove: bool,
    rewrite: bool,
    adopt: bool,
    batch_size: int | None,
    wait: float,
    limit: float,
    as_json: bool,
    quiet: bool,
) -> None:
    """Put the graph on a Neo4j server, or bring the one there level with it.

    Only what has changed is sent. A push that was cut off is finished by the next one. The user,
    password and database are those of NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE; a
    password that is missing is asked for at a terminal.
    """
    from kg.cli.progress import shown
    from kg.graph import open_graph
    from kg.push import push as send
    from kg.store.neo4j import Neo4jStore

    address = signed_in(uri)
    store = Neo4jStore(address, read_only=False, adopt=adopt, batch_size=batch_size, limit=limit)
    with store, shown(quiet) as progress:
        if remove:
            gone = store.remove(progress)
            said = "The graph is gone from" if gone else "There was no graph of kg at"
            done = {"removed": gone}
        else:
            report = send(open_graph(graph), store, progress, rewrite=rewrite, wait=wait)
            said, done = told(report), report.as_json()
    if as_json:
        emit_object({"server": str(address), **done})
    elif not quiet:
        click.echo(f"{said} {address}", err=True)


def told(report: PushReport) -> str:
    """What a push did, to be followed by the address."""
    if report.unchanged:
        return "Nothing has changed at"
    if report.rewritten:
        return f"{report.created:,} nodes and relationships written to"
    return (
        f"{report.created:,} nodes and relationships created, {report.changed:,} changed,"
        f" {report.deleted:,} deleted at"
    )


@click.command(epilog="Example:  kg pull neo4j://localhost:7687 -g from-server")
@click.argument("uri", metavar="URI")
@graph_option
@_silence
@json_option("what is in the graph then")
@quiet_option
def pull(uri: str, graph: Path, limit: float, as_json: bool, quiet: bool) -> None:
    """Make a graph directory of the graph on a Neo4j server.

    It can be asked, measured, drawn and exported. The sources' own records are not on the
    server, so that nothing can be built upon it, and its one import is the server.
    """
    from kg.cli.progress import shown
    from kg.info import brief, describe
    from kg.pull import pull as take
    from kg.store.neo4j import Neo4jStore

    with Neo4jStore(signed_in(uri), limit=limit) as store, shown(quiet) as progress:
        take(store, graph, progress)
    if as_json:
        emit_object(describe(graph).as_json())
    elif not quiet:
        click.echo(brief(graph), err=True)
        click.echo("The sources' own records are not there: they are not on the server.", err=True)
