"""How far partitions agree, and what the Potts model sees."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from kg.analytics.interchange import from_networkx
from kg.analytics.leiden import leiden
from kg.analytics.partitions import agreement, own_stability
from kg.errors import AnalysisError


def test_agreement_ignores_the_numbers_and_those_in_no_group() -> None:
    labels = np.array([0, 0, 1, 1, 2, -1])
    assert agreement(labels, np.array([9, 9, 4, 4, 7, 3])) == 1
    assert agreement(labels, np.full(6, -1)) == 1
    rng = np.random.default_rng(0)
    assert abs(agreement(rng.integers(0, 5, 2000), rng.integers(0, 5, 2000))) < 0.01


def test_a_group_that_others_split_is_less_stable_than_one_they_keep() -> None:
    labels = np.array([0, 0, 0, 0, 1, 1])
    others = [np.array([5, 5, 5, 5, 2, 2]), np.array([0, 0, 1, 1, 2, 2])]
    assert own_stability(labels, others).tolist() == [0.75, 1.0]


def test_the_potts_model_sees_cliques_that_modularity_joins() -> None:
    ring = from_networkx(nx.relabel_nodes(nx.ring_of_cliques(60, 3), lambda n: f"{n:03}")).weights
    assert leiden(ring).max() + 1 < 60
    labels = leiden(ring, resolution=0.5, objective="cpm")
    assert np.bincount(labels).tolist() == [3] * 60
    # Denser than a clique is nothing: every author alone.
    assert leiden(ring, resolution=1.5, objective="cpm").max() + 1 == 180


@pytest.mark.parametrize("resolution", [0.0, -1.0, float("nan")])
def test_a_resolution_without_meaning_is_refused(resolution: float) -> None:
    with pytest.raises(AnalysisError, match="must be above 0"):
        leiden(csr_array([[0, 1.0], [1, 0]]), resolution=resolution)
