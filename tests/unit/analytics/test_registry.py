"""Analyses by name."""

from __future__ import annotations

import pytest

from kg.analytics.registry import DEFAULT, analyses, names_of
from kg.errors import ParameterError, UnknownPlugin


def test_every_default_is_registered_under_its_own_name() -> None:
    assert tuple(a.name for a in analyses(DEFAULT)) == DEFAULT
    assert names_of()[: len(DEFAULT)] == DEFAULT


def test_the_seed_reaches_those_that_have_one() -> None:
    chosen = {a.name: a for a in analyses(DEFAULT, seed=7)}
    seeds = {name: getattr(a, "seed", None) for name, a in chosen.items()}
    assert {n for n, s in seeds.items() if s == 7} == {"betweenness", "communities", "topics"}
    assert all(getattr(a, "seed", 0) == 0 for a in analyses(DEFAULT))


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownPlugin, match="pagerank"):
        names_of(["degree", "popularity"])


def test_no_name_at_all_is_an_error() -> None:
    with pytest.raises(ParameterError, match="no measure"):
        names_of([" ", ""])
