"""`kg export`: the graph in other programs' formats."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import visible

__all__ = ["export"]


@click.command(epilog="Example:  kg export --to neo4j-csv -o neo4j-files")
@click.option("--to", "name", required=True, metavar="FORMAT", help="The format: neo4j-csv.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file or folder to write.",
)
@any_graph_option
@quiet_option
def export(name: str, output: Path, graph: Path | str, quiet: bool) -> None:
    """Write the graph in another program's format. Prints the path of what was written.

    neo4j-csv: a folder of files for `neo4j-admin database import full`, with the script that
    imports them and the Cypher that makes constraints and indexes.
    """
    from kg.cli.progress import shown
    from kg.export.base import export_named
    from kg.graph import open_graph

    chosen = export_named(name)
    with shown(quiet) as progress:
        done = chosen.write(open_graph(graph).tables, output, progress)
    if not quiet:
        for note in done.notes:
            click.echo(visible(note), err=True)
    click.echo(done.files[0])
