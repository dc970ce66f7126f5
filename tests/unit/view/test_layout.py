"""Where authors stand."""

from __future__ import annotations

import math
import random

from kg.view.layout import positions
from kg.view.selection import Tie


def tie(a: int, b: int, weight: float = 1.0) -> Tie:
    return Tie(a, b, 1, weight, None, None, False)


def two_groups(n: int = 12) -> tuple[list[int], list[Tie]]:
    """Two cliques joined by one tie."""
    groups = [0] * n + [1] * n
    inside = [tie(a, b) for g in (0, n) for a in range(g, g + n) for b in range(a + 1, g + n)]
    return groups, [*inside, tie(0, n)]


def spread(places: list[tuple[int, int]]) -> float:
    x, y = (sum(axis) / len(places) for axis in zip(*places, strict=True))
    return max(math.dist(p, (x, y)) for p in places)


def test_the_same_graph_is_laid_out_the_same() -> None:
    groups, ties = two_groups()
    assert positions(groups, ties, [8.0] * 24) == positions(groups, ties, [8.0] * 24)


def test_nobody_stands_on_anybody() -> None:
    rng = random.Random(1)
    pairs = {tuple(sorted(rng.sample(range(80), 2))) for _ in range(150)}
    radii = [rng.uniform(7, 28) for _ in range(80)]
    places = positions([i % 5 for i in range(80)], [tie(a, b) for a, b in sorted(pairs)], radii)
    for a in range(80):
        for b in range(a + 1, 80):
            assert math.dist(places[a], places[b]) > radii[a] + radii[b]


def test_groups_stay_together() -> None:
    groups, ties = two_groups()
    places = positions(groups, ties, [8.0] * 24)
    left, right = places[:12], places[12:]
    apart = math.dist(
        *[tuple(sum(axis) / 12 for axis in zip(*side, strict=True)) for side in (left, right)]
    )
    assert apart > max(spread(left), spread(right))


def test_components_do_not_lie_on_each_other() -> None:
    ties = [tie(a, a + 1) for start in range(0, 40, 4) for a in range(start, start + 3)]
    places = positions([0] * 50, ties, [8.0] * 50)
    for start in range(4, 40, 4):
        part = places[start : start + 4]
        x, y = (sum(axis) / 4 for axis in zip(*part, strict=True))
        others = [p for i, p in enumerate(places) if not start <= i < start + 4]
        assert min(math.dist(p, (x, y)) for p in others) > spread(part) * 0.8


def test_one_author_and_none() -> None:
    assert positions([0], [], [8.0]) == [(0, 0)]
    assert positions([], [], []) == []
