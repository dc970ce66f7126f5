"""Tiny groups join what they are tied to; shares of neighbours are shares."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from kg.analytics.topics import neighbours
from kg.analytics.topics.levels import absorbed, membership
from kg.analytics.topics.neighbours import balanced, nearest

PATH = csr_array(np.diag(np.ones(5), 1) + np.diag(np.ones(5), -1))


def test_a_tiny_group_joins_the_topic_it_is_tied_to_most() -> None:
    weights = PATH.tolil()
    weights[3, 4] = weights[4, 3] = 0.1
    labels = absorbed(csr_array(weights), np.array([0, 0, 0, 1, 2, 2]), smallest=2)
    assert labels.tolist() == [0, 0, 0, 0, 1, 1]


def test_a_tiny_group_tied_to_none_is_in_none() -> None:
    labels = absorbed(csr_array((4, 4)), np.array([0, 0, 0, 1]), smallest=3)
    assert labels.tolist() == [0, 0, 0, -1]


def test_a_tiny_group_tied_to_a_topic_only_through_another_joins_it_too() -> None:
    labels = absorbed(PATH, np.array([0, 0, 0, 1, 2, 2]), smallest=3)
    assert labels.tolist() == [0] * 6


def test_when_all_groups_are_tiny_there_are_no_topics() -> None:
    assert absorbed(PATH, np.array([0, 0, 1, 1, 2, 2]), smallest=3).tolist() == [-1] * 6


def test_membership_is_the_share_of_neighbour_weight() -> None:
    shares = membership(PATH, np.array([0, 0, 0, 1, 1, -1])).toarray()
    assert shares.tolist() == [[1, 0], [1, 0], [0.5, 0.5], [0.5, 0.5], [0, 0.5], [0, 1]]


def test_nearest_rows_leave_out_the_row_itself_even_among_equals() -> None:
    rows = csr_array(np.ones((6, 1), dtype=np.float32))
    found = nearest(rows, 2)
    assert (found.diagonal() == 0).all()
    assert found.nnz >= 10


def test_beyond_a_number_of_products_what_many_rows_share_is_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    common = np.full((6, 1), 0.6)
    own = np.kron(np.eye(3), np.full((2, 1), 0.8))
    rows = csr_array(np.hstack([common, own]).astype(np.float32))
    assert nearest(rows, 5).nnz == 30
    monkeypatch.setattr(neighbours, "COMPARISONS", 6**2 + 3 * 2**2 - 1)
    found = nearest(rows, 5)
    assert found.nnz == 6
    assert np.allclose(found.data, 0.64)
    monkeypatch.setattr(neighbours, "COMPARISONS", 1)
    assert nearest(rows, 5).nnz == 0


def test_balanced_weights_are_symmetric_and_each_row_gives_out_one() -> None:
    directed = csr_array([[0, 4.0, 0], [1, 0, 1], [0, 0, 0]])
    found = balanced(directed)
    assert abs(found - found.T).nnz == 0
    assert found.sum() == 2
