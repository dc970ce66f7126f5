"""PageRank: what it refuses, and what it promises."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from kg.analytics.pagerank import pagerank
from kg.errors import AnalysisError

PATH = csr_array([[0, 1.0, 0], [1, 0, 3], [0, 3, 0]])


def test_values_sum_to_one_and_follow_the_weights() -> None:
    rank = pagerank(PATH)
    assert rank.sum() == pytest.approx(1)
    assert rank[1] > rank[2] > rank[0]


def test_authors_without_ties_share_the_smallest_value() -> None:
    rank = pagerank(csr_array((4, 4)))
    assert np.allclose(rank, 0.25)


def test_too_few_steps_are_an_error_with_a_way_out() -> None:
    with pytest.raises(AnalysisError, match="did not settle within 3 steps") as caught:
        pagerank(PATH, damping=0.99, iterations=3)
    assert caught.value.hint is not None


def test_negative_weights_are_refused() -> None:
    with pytest.raises(AnalysisError, match="negative"):
        pagerank(-PATH)
