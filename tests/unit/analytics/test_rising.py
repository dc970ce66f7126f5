"""Rising: growth against what careers of the same age gain, small counts held back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.analytics.corpus import Choice
from kg.analytics.rising import GAINS, cohort_means, rising, shrunken_ratio
from kg.errors import ParameterError
from tests.unit.analytics.test_meet import Rows, some_papers, tables


def careers() -> Rows:
    """30 authors who begin in 2015 and write one paper a year; one writes six a year at last."""
    papers: Rows = [
        (f"p {a} {year}", year, [f"a{a:02}"]) for a in range(30) for year in range(2015, 2021)
    ]
    return papers + [(f"more {n}", 2018 + n % 3, ["a07"]) for n in range(15)]


def test_who_outgrows_the_cohort_is_first(tmp_path: Path) -> None:
    found = rising(tables(tmp_path, careers()))
    first = found.authors[0]
    assert (first.author_id, first.gained, first.career_age) == ("a07", 18.0, 6)
    assert first.expected == pytest.approx((29 * 3 + 18) / 30)
    assert 1 < first.growth < first.gained / first.expected, "held back"
    assert found.window == (2018, 2020)
    assert [a.author_id for a in found.authors] == ["a07"]


def test_the_expectation_is_the_mean_of_the_age() -> None:
    rng = np.random.default_rng(0)
    age, gain = rng.integers(1, 5, 400), rng.random(400)
    means = cohort_means(age, gain)
    for a in range(1, 5):
        assert means[age == a] == pytest.approx(gain[age == a].mean())


def test_cohorts_are_as_large_as_promised() -> None:
    rng = np.random.default_rng(1)
    age = rng.integers(1, 60, 300)
    _, sizes = np.unique(cohort_means(age, rng.random(300)), return_counts=True)
    assert sizes.min() >= 20
    assert sizes.sum() == 300


def test_the_more_chance_explains_the_less_is_believed() -> None:
    expected = np.full(5, 4.0)
    calm = shrunken_ratio(np.array([4.0, 4, 4, 4, 9]), expected)
    wild = shrunken_ratio(np.array([0.0, 0, 0, 11, 9]), expected)
    assert calm[4] < wild[4] < 9 / 4


@pytest.mark.parametrize("by", [by for by in GAINS if by != "citations"])
def test_rows_in_any_order(by: str, tmp_path: Path) -> None:
    papers = some_papers(5, n=120)
    found = [
        rising(tables(tmp_path / str(order), papers, order), by=by, choice=Choice(min_papers=1))
        for order in range(3)
    ]
    assert found[0].window
    assert found[0] == found[1] == found[2]


def test_new_coauthors_are_those_not_met_before(tmp_path: Path) -> None:
    papers: Rows = careers()
    papers += [("x", 2015, ["a", "b"]), ("x", 2020, ["a", "b", "c"]), ("y", 2020, ["a", "d"])]
    found = rising(tables(tmp_path, papers), by="coauthors", choice=Choice(min_papers=1), limit=0)
    gained = {a.author_id: a.gained for a in found.authors}
    assert gained["a"] == 2


def test_filters_come_before_the_measure(tmp_path: Path) -> None:
    found = rising(tables(tmp_path, careers()), choice=Choice(until=2017, min_papers=1))
    assert found.window == (2015, 2017)
    assert found.authors == ()
    assert any("nobody" in note for note in found.notes)


def test_what_cannot_be_counted_is_said(tmp_path: Path) -> None:
    undated = rising(tables(tmp_path / "a", [("x", None, ["a"])]))
    assert undated.authors == ()
    assert "has a year" in undated.notes[0]
    few = rising(tables(tmp_path / "b", [("x", 2020, ["a"])]))
    assert "no expectation" in few.notes[0]
    with pytest.raises(ParameterError, match="citations"):
        rising(tables(tmp_path / "c", careers()), by="citations")
