"""To networkx and back: nodes, weights and attributes survive, what cannot is refused."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest

from kg.analytics.graph import Graph
from kg.analytics.interchange import from_networkx, to_networkx
from kg.errors import AnalysisError

GRAPH = Graph.from_edges(
    np.array(["b", "a", "c"]), np.array(["b"]), np.array(["a"]), np.array([0.5])
)


def test_nodes_come_in_the_order_of_ids_with_their_attributes() -> None:
    facts = pa.table({"id": ["c", "a", "z"], "name": ["Cleo", None, "Zed"]})
    measure = pa.table({"id": ["a", "c"], "degree": [1, 0]})
    found = to_networkx(GRAPH, [facts, measure])
    assert list(found) == ["a", "b", "c"]
    assert {node: found.nodes[node] for node in found} == {
        "a": {"degree": 1},
        "b": {},
        "c": {"name": "Cleo", "degree": 0},
    }
    assert dict(found.edges) == {("a", "b"): {"weight": 0.5}}


def test_the_way_back_gives_the_same_graph() -> None:
    again = from_networkx(to_networkx(GRAPH))
    assert again.ids.tolist() == GRAPH.ids.tolist()
    assert again.weights.toarray().tolist() == GRAPH.weights.toarray().tolist()


def test_another_attribute_may_hold_the_weight_and_one_is_the_default() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", papers=3)
    graph.add_edge("b", "c")
    found = from_networkx(graph, weight="papers")
    assert found.weights.toarray().tolist() == [[0, 3, 0], [3, 0, 1], [0, 1, 0]]


def test_directed_graphs_and_names_that_fall_together_are_refused() -> None:
    with pytest.raises(AnalysisError, match="directed"):
        from_networkx(nx.DiGraph([("a", "b")]))
    with pytest.raises(AnalysisError, match="same name"):
        from_networkx(nx.Graph([(1, "1")]))


def test_an_empty_graph_goes_both_ways() -> None:
    assert len(to_networkx(from_networkx(nx.Graph()))) == 0
