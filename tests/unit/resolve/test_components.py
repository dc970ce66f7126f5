"""Connected components, and the pairs that must not end up in one."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.resolve.components import components


def pairs(*given: tuple[int, int]) -> NDArray[np.int64]:
    return np.array(given, dtype=np.int64).reshape(-1, 2)


def test_components_are_numbered_by_their_first_node() -> None:
    assert components(6, pairs((4, 0), (5, 2)), pairs()).tolist() == [0, 1, 2, 3, 0, 2]


def test_no_nodes_and_no_edges_are_no_trouble() -> None:
    assert components(0, pairs(), pairs()).tolist() == []
    assert components(2, pairs(), pairs()).tolist() == [0, 1]


def test_of_two_edges_that_would_join_enemies_the_surer_one_holds() -> None:
    edges = pairs((0, 1), (1, 2))
    assert components(3, edges, pairs((0, 2))).tolist() == [0, 0, 1]
    assert components(3, edges[::-1], pairs((2, 0))).tolist() == [0, 1, 1]


def test_enemies_stay_apart_along_any_chain() -> None:
    labels = components(5, pairs((0, 1), (1, 2), (2, 3), (3, 4)), pairs((0, 4)))
    assert labels[0] != labels[4]
    assert len(set(labels.tolist())) == 2


@pytest.mark.parametrize("apart", [(0, 1), (2, 3)])
def test_a_quarrel_touches_no_other_component(apart: tuple[int, int]) -> None:
    labels = components(6, pairs((0, 1), (2, 3), (4, 5)), pairs(apart)).tolist()
    assert labels[4] == labels[5]
    assert labels[apart[0]] != labels[apart[1]]
    assert len(set(labels)) == 4
