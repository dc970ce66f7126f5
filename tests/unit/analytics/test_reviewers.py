"""Reviewers: by what people have published, without those in conflict, each with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.analytics.corpus import Choice
from kg.analytics.graph import Inputs
from kg.analytics.reviewers import ReviewOptions, Submission, reviewers
from kg.errors import ParameterError
from kg.testing.tables import write_tables
from tests.unit.analytics.test_meet import Rows, some_papers, tables

ICE: Rows = [
    ("glacier melt runoff", 2020, ["ada", "bob"]),
    ("glacier melt albedo", 2019, ["cleo"]),
    ("glacier ice runoff", 2018, ["cleo", "dan"]),
    ("market price auction", 2020, ["eve"]),
    ("market auction bidder", 2020, ["eve"]),
    *((f"filler {n} {word}", 2020, ["fay"]) for n, word in enumerate("abcdef")),
]


def names(people: Any) -> list[str]:
    return [p.author_id for p in people]


def test_people_who_have_published_on_it(tmp_path: Path) -> None:
    found = reviewers(tables(tmp_path, ICE), Submission(paper="p0"))
    assert names(found.candidates) == ["cleo", "dan"]
    cleo = found.candidates[0]
    assert (cleo.matching, cleo.papers[0], cleo.last_year) == (2, "glacier melt albedo", 2019)
    assert dict(zip(names(found.excluded), [e.reasons for e in found.excluded], strict=True)) == {
        "ada": ("is an author of the paper",),
        "bob": ("is an author of the paper",),
    }
    assert any("only 2 people are left" in note for note in found.notes)


def test_a_text_from_outside(tmp_path: Path) -> None:
    found = reviewers(tables(tmp_path, ICE), Submission(title="An auction of a market"))
    assert names(found.candidates) == ["eve"]
    assert any("no author was named" in note for note in found.notes)


def test_recent_coauthors_are_left_out_and_old_ones_are_not(tmp_path: Path) -> None:
    papers: Rows = [*ICE, ("poetry", 2017, ["ada", "cleo"]), ("poetry", 2010, ["ada", "dan"])]
    found = reviewers(tables(tmp_path, papers), Submission(paper="p0"))
    assert names(found.candidates) == ["dan"]
    assert found.excluded[-1].reasons == ("coauthor of Ada in 2017",)
    forgiven = reviewers(
        tables(tmp_path / "again", papers), Submission(paper="p0"), options=ReviewOptions(years=2)
    )
    assert "cleo" in names(forgiven.candidates)


def test_an_undated_joint_paper_is_a_conflict(tmp_path: Path) -> None:
    papers: Rows = [*ICE, ("poetry", None, ["ada", "cleo"])]
    found = reviewers(tables(tmp_path, papers), Submission(paper="p0"))
    assert found.excluded[-1].reasons == ("coauthor of Ada, year unknown",)


@pytest.mark.parametrize(
    ("senior", "said"),
    [("cleo", "advisor-like senior coauthor of Ada"), ("ada", "student-like junior coauthor of")],
)
def test_advisor_and_student_stay_in_conflict(senior: str, said: str, tmp_path: Path) -> None:
    papers: Rows = [*ICE, ("poetry", 1995, [senior])]
    papers += [(f"verse {n}", 2005 + n, ["ada", "cleo"]) for n in range(3)]
    found = reviewers(tables(tmp_path, papers), Submission(paper="p0"))
    assert found.excluded[-1].reasons[0].startswith(said)


def test_colleagues_are_left_out(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "Author": [{"id": a, "name": a.title(), "n_papers": 1} for a in ("ada", "cleo", "dan")],
        "Paper": [
            {"id": f"p{n}", "title": "glacier melt" if n < 3 else f"other {n}", "year": 2020}
            for n in range(9)
        ],
        "AUTHORED": [{"start": a, "end": f"p{n}"} for n, a in enumerate(("ada", "cleo", "dan"))],
        "COAUTHOR": [],
        "Institution": [{"id": "i1", "name": "Snow University"}],
        "AFFILIATED_WITH": [
            {"start": "ada", "end": "i1", "papers": 1, "first_year": 2020, "last_year": 2020},
            {"start": "cleo", "end": "i1", "papers": 1, "first_year": 2019, "last_year": 2019},
            {"start": "dan", "end": "i1", "papers": 1, "first_year": 2001, "last_year": 2001},
        ],
    }
    written = write_tables(tmp_path, rows, graph_id="test", generation="1")
    inputs = Inputs({**written.nodes, **written.relationships})
    found = reviewers(inputs, Submission(paper="p0"), options=ReviewOptions(least=0.01))
    assert names(found.candidates) == ["dan"]
    assert found.excluded[-1].reasons == ("at Snow University, like Ada",)


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_both_and_nobody_is_lost(seed: int, tmp_path: Path) -> None:
    """Everybody with a matching paper is a candidate, or left out for a reason."""
    papers = some_papers(seed)
    inputs = tables(tmp_path, papers)
    mine = set(papers[0][2])
    found = reviewers(inputs, Submission(paper="p0"), limit=0)
    free, barred = set(names(found.candidates)), set(names(found.excluded))
    assert not free & barred
    assert mine <= barred
    assert all(e.reasons for e in found.excluded)
    outside = reviewers(inputs, Submission(paper="p0"), limit=0, options=ReviewOptions(max_team=0))
    assert set(names(outside.candidates)) | set(names(outside.excluded)) == free | barred
    recent = {
        a
        for _, year, authors in papers
        if mine & set(authors) and (year is None or year > 2016)
        for a in authors
    }
    assert not free & recent


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    papers = some_papers(3)
    found = [
        reviewers(tables(tmp_path / str(order), papers, order), Submission(paper="p0"))
        for order in range(3)
    ]
    assert found[0] == found[1] == found[2]


def test_filters_say_which_papers_count(tmp_path: Path) -> None:
    found = reviewers(tables(tmp_path, ICE), Submission(paper="p0"), choice=Choice(since=2019))
    assert names(found.candidates) == ["cleo"]
    assert found.candidates[0].matching == 1


def test_a_team_of_thousands_makes_no_conflict_and_is_not_walked(tmp_path: Path) -> None:
    team = [f"t{n:04}" for n in range(5000)]
    papers: Rows = [*ICE, ("collider", 2020, [*team, "ada", "cleo"]), ("collider", 2020, ["zed"])]
    found = reviewers(tables(tmp_path, papers), Submission(paper="p0"))
    assert "cleo" in names(found.candidates)


def test_what_cannot_be_answered_is_said(tmp_path: Path) -> None:
    one = reviewers(tables(tmp_path / "one", [("glacier", 2020, ["ada"])]), Submission(paper="p0"))
    assert one.candidates == ()
    assert "no other paper" in one.notes[0]
    inputs = tables(tmp_path / "two", ICE)
    nobody = reviewers(inputs, Submission(title="volcano"))
    assert "nobody is left" in nobody.notes[0]
    with pytest.raises(ParameterError, match="nothing is said"):
        reviewers(inputs, Submission())
    with pytest.raises(ParameterError, match="p99"):
        reviewers(inputs, Submission(paper="p99"))
