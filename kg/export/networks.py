"""GraphML and GEXF of the coauthor network, for Gephi, Cytoscape, yEd, igraph and R.

GraphML: http://graphml.graphdrawing.org; GEXF 1.2: https://gexf.net. Written by networkx.
"""

from __future__ import annotations

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

__all__ = ["GexfExport", "GraphmlExport", "coauthor_network"]


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
