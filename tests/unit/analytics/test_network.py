from __future__ import annotations

import math
from pathlib import Path

import networkit as nk
import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.analytics.network import KEPT, MEASURES, Network
from kg.errors import AnalysisError, ParameterError


@pytest.fixture
def karate() -> Network:
    return Network.from_networkx(nx.karate_club_graph())


def test_values_come_as_arrow_pandas_and_numpy(karate: Network) -> None:
    found = karate.betweenness()
    expected = nx.betweenness_centrality(nx.karate_club_graph())
    table = found.to_arrow()
    assert table.column_names == ["id", "betweenness"]
    assert found.to_numpy().tolist() == table.column("betweenness").to_pylist()
    assert found.to_pandas()["33"] == pytest.approx(expected[33])


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_has_a_method_of_its_name(karate: Network, name: str) -> None:
    method = {"component": "components", "community": "communities"}.get(name, name)
    by_method = getattr(karate, method)().to_arrow()
    assert by_method.num_rows == len(karate)
    assert by_method.equals(karate.measure(name).to_arrow())


def test_nodes_without_ties_have_null_where_a_measure_has_no_value() -> None:
    lonely = Network.from_networkx(nx.empty_graph(2))
    assert lonely.constraint().to_arrow().column("constraint").to_pylist() == [None, None]
    assert all(math.isnan(value) for value in lonely.communities().to_numpy())


def test_ties_have_their_betweenness(karate: Network) -> None:
    found = {
        (r["start"], r["end"]): r["betweenness"] for r in karate.edge_betweenness().to_pylist()
    }
    for (a, b), value in nx.edge_betweenness_centrality(nx.karate_club_graph()).items():
        assert found[min(str(a), str(b)), max(str(a), str(b))] == pytest.approx(value)


def test_the_betweenness_of_ties_tells_how_it_was_got(karate: Network) -> None:
    exact = karate.edge_betweenness().schema.metadata
    assert (exact[b"sources"], exact[b"error"]) == (b"0", b"0.0")
    grid = Network.from_networkx(nx.grid_2d_graph(24, 24))
    sampled = grid.edge_betweenness(exact_work=0).schema.metadata
    assert int(sampled[b"sources"]) == 512
    assert 0 < float(sampled[b"error"]) < 0.1


def test_an_unknown_measure_is_told_with_those_there_are(karate: Network) -> None:
    with pytest.raises(ParameterError, match="no measure is called 'fame'"):
        karate.measure("fame")
    with pytest.raises(ParameterError, match="counts citations"):
        karate.cited()


def test_it_goes_to_other_libraries_and_back(karate: Network, tmp_path: Path) -> None:
    file = tmp_path / "nodes.parquet"
    pq.write_table(pa.table({"id": ["0"], "name": ["Mr. Hi"]}), file)
    named = Network("Author", karate.graph, nodes=file)
    assert named.to_networkx().nodes["0"] == {"name": "Mr. Hi"}
    back = Network.from_networkx(named.to_networkx())
    assert (back.to_scipy() != karate.to_scipy()).nnz == 0
    again = Network.from_scipy(karate.graph.ids, karate.to_scipy())
    assert (again.to_scipy() != karate.to_scipy()).nnz == 0
    assert back.attributes().to_pylist()[0] == {"id": "0", "name": "Mr. Hi"}
    carried = karate.to_networkit()
    assert carried.numberOfEdges() == 78
    again = Network.from_networkit(karate.graph.ids, carried)
    assert (again.to_scipy() != karate.to_scipy()).nnz == 0
    again = Network.from_pandas(karate.to_pandas(), named.attributes().to_pandas())
    assert (again.to_scipy() != karate.to_scipy()).nnz == 0
    assert again.attributes().to_pylist() == [{"id": "0", "name": "Mr. Hi"}]
    assert karate.to_pandas()["weight"].sum() == karate.strength().to_numpy().sum() / 2


def test_nodes_without_ties_come_back_too() -> None:
    lonely = Network.from_networkx(nx.empty_graph(2))
    ids = lonely.graph.ids
    assert len(Network.from_pandas(lonely.to_pandas(), lonely.attributes().to_pandas())) == 2
    assert len(Network.from_networkit(ids, lonely.to_networkit())) == 2
    assert len(Network.from_scipy(ids, lonely.to_scipy())) == 2
    assert len(Network.from_pandas(lonely.to_pandas())) == 0


def test_a_networkit_graph_that_is_no_undirected_one_is_refused(karate: Network) -> None:
    holed = karate.to_networkit()
    holed.removeNode(3)
    for graph in (holed, nk.Graph(34, directed=True)):
        with pytest.raises(AnalysisError, match="directed, or nodes were taken out"):
            Network.from_networkit(karate.graph.ids, graph)


def test_results_are_kept_by_graph_and_options(karate: Network, tmp_path: Path) -> None:
    kept = Network("Author", karate.graph, cache=tmp_path / "cache")
    first = kept.katz().to_numpy()
    (file,) = (tmp_path / "cache").iterdir()
    np.save(file, np.zeros(len(kept)))
    assert kept.katz().to_numpy().tolist() == [0.0] * len(kept), "the kept result is used"
    assert kept.katz(attenuation=0.2).to_numpy().any(), "other options are another result"
    other = Network.from_networkx(nx.path_graph(3))
    assert Network("Author", other.graph, cache=tmp_path / "cache").katz().to_numpy().all()
    file.write_bytes(b"broken")
    assert kept.katz().to_numpy().tolist() == first.tolist(), "a broken one is made anew"


def test_a_cache_that_cannot_be_written_is_no_error(karate: Network, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    kept = Network("Author", karate.graph, cache=tmp_path / "cache")
    assert kept.degree().to_numpy().tolist() == karate.degree().to_numpy().tolist()


def test_old_results_go_when_there_are_many(karate: Network, tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        (tmp_path / f"old-{number}.npy").write_bytes(b"")
    Network("Author", karate.graph, cache=tmp_path).degree()
    assert len(list(tmp_path.iterdir())) == KEPT
