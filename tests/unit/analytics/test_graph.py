"""Graphs as arrays: built from edges, whatever their order and direction."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from kg.analytics.graph import Graph, Inputs
from kg.errors import AnalysisError
from kg.testing.analyses import inputs_of
from kg.testing.tables import write_tables

IDS = np.array(["b", "a", "c", "lonely"])
EDGES = [("a", "b", 0.1), ("c", "b", 0.2), ("a", "c", 0.3)]


def graph(edges: list[tuple[str, str, float]]) -> Graph:
    start, end, weight = zip(*edges, strict=True) if edges else ((), (), ())
    return Graph.from_edges(
        IDS, np.array(start, str), np.array(end, str), np.array(weight, dtype=float)
    )


def test_ids_are_sorted_and_the_matrix_is_symmetric() -> None:
    found = graph(EDGES)
    assert found.ids.tolist() == ["a", "b", "c", "lonely"]
    assert found.weights.toarray().tolist() == [
        [0, 0.1, 0.3, 0],
        [0.1, 0, 0.2, 0],
        [0.3, 0.2, 0, 0],
        [0, 0, 0, 0],
    ]
    assert (len(found), found.n_edges) == (4, 3)


def test_order_and_direction_of_edges_change_no_byte() -> None:
    first = graph(EDGES).weights
    for order in permutations(EDGES):
        for edges in (list(order), [(b, a, w) for a, b, w in order]):
            found = graph(edges).weights
            for part in ("data", "indices", "indptr"):
                assert getattr(found, part).tobytes() == getattr(first, part).tobytes()


def test_an_edge_that_stands_twice_adds_up_the_same_way_in_any_order() -> None:
    thrice = [("a", "b", w) for w in (0.1, 0.2, 0.3)]
    assert {graph(list(p)).weights[0, 1] for p in permutations(thrice)} == {0.1 + 0.2 + 0.3}


def test_loops_are_left_out() -> None:
    assert graph([("a", "a", 1.0), ("a", "b", 1.0)]).n_edges == 1


def test_an_edge_to_an_unknown_node_is_an_error_that_names_it() -> None:
    with pytest.raises(AnalysisError, match="'nobody'"):
        graph([("a", "nobody", 1.0)])


def test_a_graph_without_edges_and_one_without_nodes() -> None:
    assert graph([]).n_edges == 0
    nothing = np.array([], dtype=str)
    assert len(Graph.from_edges(nothing, nothing, nothing, np.array([]))) == 0


def test_coauthors_come_from_the_tables_with_isolated_authors(tmp_path: Path) -> None:
    tie: nx.Graph[str] = nx.Graph()
    tie.add_nodes_from(["ü", "z", "a"])
    tie.add_edge("a", "ü", weight=0.5)
    found = inputs_of(tie, tmp_path).coauthors
    assert found.ids.tolist() == ["a", "z", "ü"]
    assert found.weights.toarray().tolist() == [[0, 0, 0.5], [0, 0, 0], [0.5, 0, 0]]


def test_an_empty_or_absent_table_has_no_rows(tmp_path: Path) -> None:
    tables = write_tables(tmp_path, {"Author": [{"id": "a"}]}, graph_id="g", generation="1")
    inputs = Inputs(tables.nodes)
    assert inputs.has("Author")
    assert not inputs.has("Paper")
    assert not inputs.has("COAUTHOR")
