"""To networkx and back, with attributes: for views, exports and everybody's own code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from scipy.sparse import triu

from kg.analytics.graph import Graph
from kg.errors import AnalysisError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["attributes_of", "from_networkx", "to_networkx"]


def to_networkx(graph: Graph, nodes: Iterable[pa.Table] = ()) -> nx.Graph[str]:
    """The same graph in networkx: nodes in the order of their ids, edges with `weight`.

    Each of `nodes` is a table of `id` and properties (a node table, or a measure of a `Result`)
    that become attributes; what is null is left out, and rows of other nodes are ignored.
    About 1 kB of memory an edge: take a subgraph of what is large.

    >>> from scipy.sparse import csr_array
    >>> one = Graph(np.array(["a", "b"]), csr_array([[0, 0.5], [0.5, 0]]))
    >>> to_networkx(one, [pa.table({"id": ["a"], "name": ["Ada"]})]).nodes(data=True)
    NodeDataView({'a': {'name': 'Ada'}, 'b': {}})
    """
    import networkx as nx

    found: nx.Graph[str] = nx.Graph()
    ids = graph.ids.tolist()
    found.add_nodes_from(ids)
    upper = triu(graph.weights, k=1).tocoo()
    order = np.lexsort((upper.col, upper.row))
    found.add_weighted_edges_from(
        (ids[i], ids[j], w)
        for i, j, w in zip(
            upper.row[order].tolist(),
            upper.col[order].tolist(),
            upper.data[order].tolist(),
            strict=True,
        )
    )
    for table in nodes:
        _add_attributes(found, table)
    return found


def _add_attributes(found: nx.Graph[str], table: pa.Table) -> None:
    for row in table.to_pylist():
        id_ = row.pop("id")
        if id_ in found:
            found.nodes[id_].update({k: v for k, v in row.items() if v is not None})


def from_networkx(graph: nx.Graph[Any], weight: str = "weight") -> Graph:
    """A graph of arrays from an undirected networkx graph; nodes are named by `str`.

    An edge without `weight` weighs 1; parallel edges add up; loops are left out. Raises
    `AnalysisError` for a directed graph, and when two nodes have the same name.

    >>> import networkx as nx
    >>> from_networkx(nx.path_graph(3)).weights.toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    """
    if graph.is_directed():
        raise AnalysisError(
            "a directed graph has no undirected ties", hint="convert it with `.to_undirected()`"
        )
    names: Mapping[Any, str] = {node: str(node) for node in graph}
    if len(set(names.values())) != len(names):
        raise AnalysisError("two nodes of the graph have the same name")
    edges = [(names[a], names[b], w) for a, b, w in graph.edges(data=weight, default=1.0)]
    start, end, weights = zip(*edges, strict=True) if edges else ((), (), ())
    return Graph.from_edges(
        np.array(list(names.values()), dtype=str),
        np.array(start, dtype=str),
        np.array(end, dtype=str),
        np.array(weights, dtype=np.float64),
    )


def attributes_of(graph: nx.Graph[Any]) -> tuple[pa.Table | None, tuple[str, ...]]:
    """The attributes of a graph's nodes as a table of `id` and properties (None without any), and
    sentences on those that no column can hold.

    >>> import networkx as nx
    >>> odd = nx.Graph()
    >>> odd.add_node(1, name="Ada", note=1)
    >>> odd.add_node(2, note="two")
    >>> attributes_of(odd)[0].to_pylist()
    [{'id': '1', 'name': 'Ada'}, {'id': '2', 'name': None}]
    >>> attributes_of(odd)[1]
    ("left out, its values being of no one type: attribute 'note'",)
    """
    rows = [data for _, data in graph.nodes(data=True)]
    held = {"id": pa.array([str(node) for node in graph], pa.string())}
    notes = []
    for name in dict.fromkeys(name for data in rows for name in data):
        try:
            held[str(name)] = pa.array([data.get(name) for data in rows])
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            notes.append(f"left out, its values being of no one type: attribute {name!r}")
    return (pa.table(held) if len(held) > 1 else None), tuple(notes)
