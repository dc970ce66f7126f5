"""Shares of roles and the persistence of ties, against their definitions, on 200 random corpora."""

from __future__ import annotations

import random
from statistics import fmean

import numpy as np
import pyarrow as pa
import pytest

from kg.analytics.roles import author_shares
from kg.analytics.turnover import persistence, turnover

NAN = float("nan")


def mean(values: list[bool]) -> float:
    return fmean(values) if values else NAN


def test_shares_of_roles_follow_their_definition() -> None:
    for seed in range(200):
        rng = random.Random(seed)
        n = rng.randint(0, 7)
        rows = []
        for _ in range(rng.randint(0, 12) if n else 0):
            team = rng.sample(range(n), rng.randint(1, n))
            size = rng.choice((float(len(team)), NAN))
            rows += [(a, rng.choice((p, p, NAN)), size) for p, a in enumerate(team, 1)]
        author, place, size_of = np.array(rows).reshape(-1, 3).T
        found = author_shares(author.astype(np.int64), place, size_of, n)
        for a in range(n):
            own = [(p, s) for who, p, s in rows if who == a]
            joint = [(p, s) for p, s in own if p == p and s != 1]
            assert found.solo[a] == pytest.approx(
                mean([s == 1 for _, s in own if s == s]), nan_ok=True
            )
            assert found.first[a] == pytest.approx(mean([p == 1 for p, _ in joint]), nan_ok=True)
            assert found.last[a] == pytest.approx(
                mean([p == s for p, s in joint if s == s]), nan_ok=True
            )


def test_persistence_and_turnover_follow_their_definition() -> None:
    for seed in range(200):
        rng = random.Random(seed)
        n = rng.randint(0, 7)
        pairs = [(a, b) for a in range(n) for b in range(a) if rng.random() < 0.4]
        spans = [sorted(rng.choices(range(2018, 2024), k=2)) for _ in range(len(pairs) + n)]
        ties, lives = spans[: len(pairs)], spans[len(pairs) :]
        start, end = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        first, last = np.array(ties, dtype=np.int64).reshape(-1, 2).T
        found = persistence(start, end, first, last, n)
        for a in range(n):
            own = [f < t for pair, (f, t) in zip(pairs, ties, strict=True) if a in pair]
            assert found[a] == pytest.approx(mean(own), nan_ok=True)
        for row in turnover(table(lives), table(ties)).to_pylist():
            new = [t > f for f, t in ties if f == row["year"]]
            assert row["newcomers"] == sum(f == row["year"] for f, _ in lives)
            assert row["leavers"] == sum(t == row["year"] for _, t in lives)
            assert (row["new_ties"], row["lasting"]) == (len(new), sum(new))
            assert row["persistence"] == (pytest.approx(fmean(new)) if new else None)


def table(spans: list[list[int]]) -> pa.Table:
    first, last = (pa.array([s[i] for s in spans], pa.int64()) for i in (0, 1))
    return pa.table({"first_year": first, "last_year": last})
