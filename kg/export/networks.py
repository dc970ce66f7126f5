"""GraphML, GEXF and Pajek's form of the coauthor network, for Gephi, Cytoscape, yEd, igraph and R.

GraphML: http://graphml.graphdrawing.org; GEXF 1.2: https://gexf.net. Written by networkx. Pajek:
http://mrvar.fdv.uni-lj.si/pajek/; by hand, since networkx leaves quotes in labels as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow.parquet as pq

from kg.export.base import NOT_XML, Exported
from kg.progress import Progress, silent
from kg.tables.sets import TableSet
from kg.workspace.files import written_whole

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GexfExport", "GraphmlExport", "PajekExport", "coauthor_network"]

_NO_SIGNS_OF_PAJEK = str.maketrans({'"': "'", "\\": "/"})
"""A label stands in double quotes, and a backslash may be read as an escape."""


def coauthor_network(tables: TableSet) -> nx.Graph[str]:
    """Authors and coauthorships with their properties; nulls and lists are left out.

    About 1 kB of memory an edge.
    """
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    for row in pq.read_table(tables.nodes["Author"]).to_pylist():
        network.add_node(row.pop("id"), **_attributes(row))
    for row in pq.read_table(tables.relationships["COAUTHOR"]).to_pylist():
        network.add_edge(row.pop("start"), row.pop("end"), **_attributes(row))
    return network


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in row.items() if v is not None and not isinstance(v, list)}
    # Gephi shows `label`.
    if "name" in kept:
        kept["label"] = kept["name"]
    return {k: NOT_XML.sub("", v) if isinstance(v, str) else v for k, v in kept.items()}


def _write(
    tables: TableSet, target: Path, writer: Callable[[nx.Graph[str], str], None]
) -> Exported:
    network = coauthor_network(tables)
    with written_whole(target) as temporary:
        writer(network, str(temporary))
    counts = {"authors": len(network), "coauthorships": network.number_of_edges()}
    notes = () if counts["coauthorships"] else ("No coauthorships: no paper names two authors.",)
    return Exported((target,), counts, notes)


class GraphmlExport:
    """The coauthor network as GraphML."""

    name: ClassVar[str] = "graphml"
    title: ClassVar[str] = "GraphML (coauthor network)"
    suffix: ClassVar[str] = ".graphml"

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write authors and coauthorships."""
        import networkx as nx

        return _write(tables, target, nx.write_graphml)


class GexfExport:
    """The coauthor network as GEXF."""

    name: ClassVar[str] = "gexf"
    title: ClassVar[str] = "GEXF (coauthor network, for Gephi)"
    suffix: ClassVar[str] = ".gexf"

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write authors and coauthorships."""
        return _write(tables, target, _write_gexf)


def _write_gexf(network: nx.Graph[str], path: str) -> None:
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network)
    # The writer stamps the day: the same graph must give the same bytes.
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    with Path(path).open("wb") as out:
        writer.write(out)


class PajekExport:
    """The coauthor network as Pajek reads it."""

    name: ClassVar[str] = "pajek"
    title: ClassVar[str] = "Pajek .net (coauthor network; also for VOSviewer, igraph and UCINET)"
    suffix: ClassVar[str] = ".net"

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write authors by name, and coauthorships with their weight."""
        return _write(tables, target, _write_pajek)


def _write_pajek(network: nx.Graph[str], path: str) -> None:
    numbers = {author: number for number, author in enumerate(network, 1)}
    labels = _pajek_labels(network)
    with Path(path).open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.write(f"*Vertices {len(network)}\n")
        out.writelines(f'{number} "{labels[author]}"\n' for author, number in numbers.items())
        out.write("*Edges\n")
        for one, other, weight in network.edges(data="weight", default=1.0):
            out.write(f"{numbers[one]} {numbers[other]} {weight!r}\n")


def _pajek_labels(network: nx.Graph[str]) -> dict[str, str]:
    """The names, on one line; of authors with the same name each with the id, for programs that
    know vertices by their labels."""
    told = {author: str(name or author) for author, name in network.nodes(data="name")}
    names = {
        author: " ".join(x.split()).translate(_NO_SIGNS_OF_PAJEK) for author, x in told.items()
    }
    times = Counter(names.values())
    return {a: name if times[name] == 1 else f"{name} ({a})" for a, name in names.items()}
