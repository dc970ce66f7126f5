"""Kleinberg's automaton: the cheapest states, found as by trying all of them."""

from __future__ import annotations

from itertools import product
from math import comb, log

import numpy as np
import pytest

from kg.analytics.bursts import bursts


def cost(
    states: tuple[int, ...], r: list[int], d: list[int], scaling: float, gamma: float
) -> float:
    """The cost of a sequence of states by the formulas of the paper."""
    low = sum(r) / sum(d)
    share = (low, min(low * scaling, 1 - (1 - low) / scaling))
    total, before = 0.0, 0
    for state, events, all_ in zip(states, r, d, strict=True):
        p = share[state]
        total -= log(comb(all_, events)) + events * log(p) + (all_ - events) * log(1 - p)
        total += gamma * log(len(r)) if state > before else 0
        before = state
    return total


@pytest.mark.parametrize("seed", range(200))
def test_no_other_sequence_of_states_is_cheaper(seed: int) -> None:
    rng = np.random.default_rng(seed)
    d = rng.integers(1, 30, 7).tolist()
    r = [int(rng.binomial(n, rng.choice([0.05, 0.2, 0.5]))) for n in d]
    if not 0 < sum(r) < sum(d):
        assert bursts(r, d) == []
        return
    scaling, gamma = float(rng.choice([1.5, 2, 3])), float(rng.choice([0.3, 1]))
    states = [0] * 7
    found = bursts(r, d, scaling=scaling, gamma=gamma)
    for burst in found:
        states[burst.start : burst.end + 1] = [1] * (burst.end - burst.start + 1)
        assert burst.events == sum(r[burst.start : burst.end + 1])
        assert burst.weight > 0
    cheapest = min(cost(s, r, d, scaling, gamma) for s in product((0, 1), repeat=7))
    assert cost(tuple(states), r, d, scaling, gamma) == pytest.approx(cheapest)


def test_a_rise_above_the_usual_share_is_a_burst_and_more_papers_of_all_are_none() -> None:
    assert [(b.start, b.end) for b in bursts([1, 1, 10, 12, 1], [40] * 5)] == [(2, 3)]
    assert bursts([1, 2, 4, 8, 16], [20, 40, 80, 160, 320]) == []


def test_years_without_papers_neither_begin_nor_break_a_burst() -> None:
    assert [(b.start, b.end) for b in bursts([0, 0, 9, 0, 9, 0], [30, 0, 30, 0, 30, 30])] == [
        (2, 4)
    ]


def test_what_stands_on_no_paper_or_on_all_never_bursts() -> None:
    assert bursts([0, 0], [3, 4]) == bursts([3, 4], [3, 4]) == bursts([], []) == []


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        bursts([5], [4])
    with pytest.raises(ValueError, match="same length"):
        bursts([1, 2], [4])
