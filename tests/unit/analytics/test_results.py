"""Rounding and numbering, on which repeatable results rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analytics.results import by_size, measure, significant

reals = st.floats(min_value=-1e200, max_value=1e200, allow_nan=False).filter(
    lambda x: x == 0 or abs(x) > 1e-200
)


@given(reals)
def test_rounding_keeps_12_digits(value: float) -> None:
    assert significant(np.array([value]))[0] == pytest.approx(float(f"{value:.12g}"), rel=2e-12)


@given(reals)
def test_rounding_twice_is_rounding_once(value: float) -> None:
    once = significant(np.array([value]))
    assert significant(once)[0] == pytest.approx(once[0], rel=1e-15)


def test_noise_in_the_last_bits_disappears() -> None:
    a = np.array([1 / 3, 0.1, 7e-9, 123456.789])
    assert significant(a * (1 + 1e-15)).tobytes() == significant(a * (1 - 1e-15)).tobytes()


def test_minus_zero_is_zero() -> None:
    assert significant(np.array([-0.0])).tobytes() == np.array([0.0]).tobytes()


def test_groups_are_numbered_by_size_then_by_first_member() -> None:
    assert by_size(np.array([9, 4, 4, 9, 1, -1, 4])).tolist() == [1, 0, 0, 1, 2, -1, 0]
    assert by_size(np.array([], dtype=int)).tolist() == []
    assert by_size(np.array([-1, -1])).tolist() == [-1, -1]


def test_a_missing_value_is_null_and_not_a_number() -> None:
    table = measure(np.array(["a", "b"]), "x", np.array([1, -1]), np.array([False, True]))
    assert table.to_pylist() == [{"id": "a", "x": 1}, {"id": "b", "x": None}]
