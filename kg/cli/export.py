"""`kg export`: the graph as files for other programs."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from kg.cli.options import any_graph_option, json_option, quiet_option
from kg.cli.output import emit_object, visible
from kg.errors import ParameterError

if TYPE_CHECKING:
    from kg.export.base import Export, Exported
    from kg.progress import Progress
    from kg.tables.sets import TableSet

__all__ = ["export"]


@click.command(epilog="Example:  kg export --to graphml -o coauthors.graphml")
@click.option(
    "--to",
    "name",
    required=True,
    metavar="FORMAT",
    help="rdf, graphml, gexf, pajek, vosviewer, neo4j-csv, or what a plugin adds.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file or folder to write; - for stdout.  "
    "[default: kg-export with the format's ending]",
)
@any_graph_option
@json_option("the files, and what is in them,")
@quiet_option
def export(name: str, output: Path | None, graph: Path | str, as_json: bool, quiet: bool) -> None:
    """Write the graph in a format that other programs read. Prints the path of each file.

    RDF goes by the file's ending: .nt (streamed, any size), .ttl, .xml, .rdf or .jsonld. neo4j-csv
    is a folder of files for `neo4j-admin database import full`, with the script that imports them
    and the Cypher that makes constraints and indexes.
    """
    from kg.cli.progress import shown
    from kg.export.base import export_named
    from kg.graph import open_graph

    if as_json and str(output) == "-":
        raise click.UsageError("--json and the export itself cannot both go to stdout")
    chosen = export_named(name)
    with shown(quiet) as progress:
        tables = open_graph(graph).tables
        if str(output) == "-":
            done = _printed(chosen, tables, progress)
        else:
            done = chosen.write(tables, output or _usual(chosen), progress)
    if as_json:
        emit_object(done.as_json())
        return
    if not quiet:
        counted = ", ".join(f"{n:,} {what}" for what, n in done.counts.items())
        click.echo(counted, err=True)
        for note in done.notes:
            click.echo(visible(note), err=True)
    for file in done.files:
        click.echo(file)


def _usual(chosen: Export) -> Path:
    return Path(f"kg-export{chosen.suffix}")


def _printed(chosen: Export, tables: TableSet, progress: Progress) -> Exported:
    """Write to stdout, once it is whole."""
    if not chosen.suffix:
        raise ParameterError(
            f"{chosen.name} is a folder of files, which stdout cannot take",
            hint=f"name the folder: kg export --to {chosen.name} -o FOLDER",
        )
    with TemporaryDirectory(prefix="kg-") as folder:
        done = chosen.write(tables, Path(folder) / _usual(chosen), progress)
        with done.files[0].open("rb") as whole:
            shutil.copyfileobj(whole, sys.stdout.buffer)
    return replace(done, files=())
