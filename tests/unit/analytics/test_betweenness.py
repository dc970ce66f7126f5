"""Betweenness: exact where it is affordable, else sampled within what is promised."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from kg.analytics import networkit
from kg.analytics.betweenness import Betweenness, betweenness
from kg.analytics.graph import Graph
from kg.analytics.interchange import from_networkx
from kg.testing.analyses import inputs_of


@pytest.fixture(scope="module")
def teams() -> Graph:
    """Three worlds of 160 people each, two of them joined by a few: 480 nodes, 2 components."""
    parts = [nx.connected_watts_strogatz_graph(160, 6, 0.1, seed=seed) for seed in range(3)]
    graph = nx.disjoint_union_all(parts)
    graph.add_edges_from([(3, 170), (50, 200)])
    return from_networkx(nx.relabel_nodes(graph, {n: f"a{n:03}" for n in graph}))


@pytest.fixture(scope="module")
def exact(teams: Graph) -> np.ndarray:
    return betweenness(teams.weights).values


def test_sampled_values_are_within_the_stated_error(teams: Graph, exact: np.ndarray) -> None:
    found = betweenness(teams.weights, exact_work=0, error=0.01, seed=1)
    assert found.paths > 1000
    assert np.abs(found.values - exact).max() < 0.01


def test_sampling_neither_over_nor_underestimates(teams: Graph, exact: np.ndarray) -> None:
    """The engine's own scores are twice too large, and a further 2 % by its count of samples."""
    runs = [betweenness(teams.weights, exact_work=0, error=0.01, seed=s).values for s in range(6)]
    mean = np.mean(runs, axis=0)
    assert (mean @ exact) / (exact @ exact) == pytest.approx(1, abs=0.008)


def test_a_graph_without_a_middle_is_sampled_as_truly(
    teams: Graph, exact: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the engine gets a tail to find the diameter by, which must leave no trace."""
    monkeypatch.setattr(networkit, "DIAMETER_WORK", 0)
    runs = [betweenness(teams.weights, exact_work=0, error=0.01, seed=s).values for s in range(6)]
    assert max(np.abs(run - exact).max() for run in runs) < 0.01
    mean = np.mean(runs, axis=0)
    assert (mean @ exact) / (exact @ exact) == pytest.approx(1, abs=0.008)
    assert np.abs(mean - exact).max() < 0.005


def test_a_seed_repeats_and_another_seed_does_not(teams: Graph) -> None:
    first, again, other = (
        betweenness(teams.weights, exact_work=0, error=0.02, seed=seed).values for seed in (4, 4, 5)
    )
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


def test_small_components_stay_exact_beside_a_sampled_one(teams: Graph, exact: np.ndarray) -> None:
    alone = teams.ids >= "a320"
    found = betweenness(teams.weights, exact_work=160 * 480 + 1, error=0.02)
    assert found.paths > 0
    assert np.allclose(found.values[alone], exact[alone], atol=1e-12)
    assert not np.allclose(found.values[~alone], exact[~alone], atol=1e-6)


def test_a_large_team_alone_is_never_sampled() -> None:
    """The engine's sampling does not end on a clique."""
    team = from_networkx(nx.complete_graph(40))
    assert betweenness(team.weights, exact_work=0).values.tolist() == [0.0] * 40


def test_the_note_states_method_and_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = nx.relabel_nodes(nx.path_graph(30), str)
    for _, _, data in path.edges(data=True):
        data["weight"] = 1.0
    inputs = inputs_of(path, tmp_path_factory.mktemp("tables"))
    assert Betweenness().run(inputs).notes == ()
    (note,) = Betweenness(exact_work=0, error=0.03).run(inputs).notes
    assert "within 0.03 of the exact value with probability 0.9" in note
