"""`kg export`: the graph as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import visible

__all__ = ["export"]


@click.command(epilog="Example:  kg export --to graphml -o coauthors.graphml")
@click.option(
    "--to",
    "name",
    required=True,
    metavar="FORMAT",
    help="rdf, graphml, gexf, vosviewer, neo4j-csv, or what a plugin adds.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file or folder to write.  [default: kg-export with the format's ending]",
)
@any_graph_option
@quiet_option
def export(name: str, output: Path | None, graph: Path | str, quiet: bool) -> None:
    """Write the graph in a format that other programs read. Prints the path of each file.

    RDF goes by the file's ending: .nt (streamed, any size), .ttl, .xml or .jsonld. neo4j-csv is
    a folder of files for `neo4j-admin database import full`, with the script that imports them
    and the Cypher that makes constraints and indexes.
    """
    from kg.cli.progress import shown
    from kg.export.base import export_named
    from kg.graph import open_graph

    chosen = export_named(name)
    target = output or Path(f"kg-export{chosen.suffix}")
    with shown(quiet) as progress:
        done = chosen.write(open_graph(graph).tables, target, progress)
    if not quiet:
        counted = ", ".join(f"{n:,} {what}" for what, n in done.counts.items())
        click.echo(counted, err=True)
        for note in done.notes:
            click.echo(visible(note), err=True)
    for file in done.files:
        click.echo(file)
