"""`kg analyze`: compute measures, communities and topics, and say what was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import any_graph_option, json_option, quiet_option
from kg.cli.output import emit_object

if TYPE_CHECKING:
    from kg.analytics.base import Result
    from kg.analytics.summary import Section

__all__ = ["analyze"]


@click.command(epilog="Example:  kg analyze --measures pagerank,communities")
@any_graph_option
@click.option(
    "--measures",
    metavar="NAME,…",
    help="Only these: degree, strength, pagerank, betweenness, core, components, communities, "
    "topics, closeness, clustering, structural-holes, cuts, eigenvector, katz, diversity, roles, "
    "turnover, participation, or what a plugin adds.",
)
@click.option(
    "--all", "every", is_flag=True, help="Every analysis there is, also those that plugins add."
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    help="Random seed of sampled betweenness, and of communities and topics found anew.  "
    "[default: 0]",
)
@click.option(
    "--vectors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Parquet file of paper identifiers and lists of floats: near papers share topics.",
)
@click.option(
    "--cite",
    type=click.Choice(["text", "bibtex", "csl"]),
    help="Compute nothing: say how what is in the graph was measured, for a paper to cite.",
)
@json_option("the report")
@quiet_option
def analyze(
    graph: Path | str,
    measures: str | None,
    every: bool,
    seed: int | None,
    vectors: Path | None,
    cite: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compute centralities, communities and topics; print them; write them to the graph.

    Values become properties of the nodes (a.pagerank, a.community, …), ready for
    `kg query`, `kg cypher` and `kg view`. The same seed gives the same values. A graph on a
    server is fetched and measured here; the values are sent there.
    """
    from kg.analytics.graph import Inputs
    from kg.analytics.in_short import in_short
    from kg.analytics.registry import names_of
    from kg.analytics.summary import summarize
    from kg.cli.progress import shown
    from kg.graph import ServerGraph, open_graph
    from kg.pipeline import analyze as measured
    from kg.push import analyze_server

    if measures is not None and every:
        raise click.UsageError("--measures and --all exclude each other")
    names = names_of(measures.split(",")) if measures is not None else None
    if cite is not None:
        from kg.cite import cite as cited

        click.echo(cited(open_graph(graph), cite, names))
        return
    with shown(quiet) as progress:
        names = names_of() if every else names
        opened = open_graph(graph)
        if isinstance(opened, ServerGraph):
            if vectors is not None:
                raise click.UsageError("--vectors is for a graph directory, not for a server")
            results = analyze_server(opened, names, seed=seed, progress=progress)
        else:
            results = measured(opened.path, names, seed=seed, vectors=vectors, progress=progress)
    tables = open_graph(graph).tables
    inputs = Inputs(tables.files)
    short, sections = in_short(results, inputs), summarize(results, inputs)
    if as_json:
        emit_object(_as_json(short, sections, results))
    elif not quiet:
        _print((short, *sections))


def _as_json(
    short: Section, sections: Sequence[Section], results: Sequence[Result]
) -> dict[str, Any]:
    """The report for programs."""
    from kg.analytics.summary import provenance

    report = [
        {
            "title": section.title,
            "rows": [dict(zip(section.columns, row, strict=True)) for row in section.rows],
            "notes": section.notes,
        }
        for section in sections
    ]
    said = {"summary": short.notes, "report": report}
    return {**said, "analyses": [provenance(r) for r in results]}


def _print(sections: Sequence[Section]) -> None:
    """The report for people."""
    from kg.cli.output import emit, visible

    for section in sections:
        if section.rows:
            click.echo(f"\n{visible(section.title)}\n")
            emit(section.columns, section.rows)
        elif len(section.notes) > 1:
            click.echo(f"\n{visible(section.title)}\n")
            for note in section.notes:
                click.echo(f"  {visible(note)}")
            continue
        for note in section.notes:
            click.echo(f"  {section.title if not section.rows else 'Note'}: {visible(note)}")
