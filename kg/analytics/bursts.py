"""Bursts: years in which something appears more often than its own history lets one expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Burst", "bursts"]


@dataclass(frozen=True, slots=True)
class Burst:
    """A run of periods in the higher state: first and last index, events in it, and its weight.

    `weight` is how much cheaper the run is in the higher state than in the lower one (natural
    logarithm of a ratio of likelihoods): the greater, the surer.
    """

    start: int
    end: int
    events: int
    weight: float


def bursts(
    events: Sequence[int] | NDArray[np.int64],
    totals: Sequence[int] | NDArray[np.int64],
    *,
    scaling: float = 2.0,
    gamma: float = 1.0,
) -> list[Burst]:
    """Bursts of something that occurs in `events[t]` of `totals[t]` papers of each period.

    Kleinberg's automaton of two states for batched arrivals: the lower has the share p of all
    events in all papers, the higher `scaling` times that; a period costs -ln of its binomial
    probability, going up costs `gamma` ln(periods), going down nothing. The cheapest sequence of
    states is found exactly. Periods without papers cost nothing in either state. Raises
    `ValueError` when the two differ in length, or events exceed totals. O(periods). Kleinberg
    2003, doi:10.1023/A:1024940629314 (section 4).

    >>> bursts([1, 1, 1, 8, 9, 1, 1], [20] * 7)
    [Burst(start=3, end=4, events=17, weight=7.037764110569016)]
    >>> bursts([2, 2, 2], [20, 20, 20])
    []
    """
    r, d = np.asarray(events, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    if r.shape != d.shape:
        raise ValueError("events and totals must be of the same length")
    if (r > d).any() or (r < 0).any():
        raise ValueError("events must be between 0 and the total of their period")
    if r.sum() == 0 or r.sum() == d.sum():
        return []
    low = r.sum() / d.sum()
    # A share cannot exceed 1: the higher state of what is in most papers is near to certainty.
    high = min(low * scaling, 1 - (1 - low) / scaling)
    cost = np.stack([_cost(r, d, low), _cost(r, d, high)])
    states = _cheapest(cost, gamma * np.log(len(r)))
    gain = cost[0] - cost[1]
    return [
        Burst(a, b, int(r[a : b + 1].sum()), float(gain[a : b + 1].sum()))
        for a, b in _runs(states, d)
    ]


def _cost(r: NDArray[np.float64], d: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """-ln of the binomial probability, without the coefficient that both states have in common."""
    return np.asarray(-(r * np.log(share) + (d - r) * np.log1p(-share)))


def _cheapest(cost: NDArray[np.float64], up: float) -> list[int]:
    """States (0 or 1) of least total cost, beginning from the lower; the lower where both are."""
    n = cost.shape[1]
    best = [0.0, np.inf]
    came: list[tuple[int, int]] = []
    for t in range(n):
        to_low = 0 if best[0] <= best[1] else 1
        to_high = 0 if best[0] + up < best[1] else 1
        came.append((to_low, to_high))
        best = [
            best[to_low] + cost[0, t],
            (best[0] + up if to_high == 0 else best[1]) + cost[1, t],
        ]
    state = 0 if best[0] <= best[1] else 1
    states = [state]
    for t in range(n - 1, 0, -1):
        state = came[t][state]
        states.append(state)
    return states[::-1]


def _runs(states: list[int], totals: NDArray[np.float64]) -> list[tuple[int, int]]:
    """First and last of each run of the higher state, both periods with papers."""
    padded = np.diff(np.array([0, *states, 0]))
    starts, ends = np.flatnonzero(padded == 1), np.flatnonzero(padded == -1)
    runs = [a + np.flatnonzero(totals[a:b]) for a, b in zip(starts, ends, strict=True)]
    return [(int(run[0]), int(run[-1])) for run in runs]
