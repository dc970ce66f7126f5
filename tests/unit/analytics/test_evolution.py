"""What becomes of communities from one window of years to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.analytics.evolution import evolution, lineage
from kg.analytics.graph import Inputs
from kg.errors import AnalysisError
from kg.testing.tables import write_tables

Team = tuple[int | None, str]


def kinds(before: Sequence[int], after: Sequence[int]) -> list[tuple[str, Any, Any]]:
    found = lineage(np.array(before, dtype=np.int64), np.array(after, dtype=np.int64))
    return sorted((e.kind, e.before, e.after) for e in found)


def test_each_event_by_its_simplest_case() -> None:
    assert kinds([0, 0, 0], [-1, -1, -1]) == [("death", (0,), ())]
    assert kinds([-1, -1], [0, 0]) == [("birth", (), (0,))]
    assert kinds([0, 0, 0, 1, 1, 1], [0] * 6) == [("merge", (0, 1), (0,))]
    assert kinds([0] * 6, [0, 0, 0, 1, 1, 1]) == [("split", (0,), (0, 1))]
    assert kinds([0, 0, 0, -1], [0, 0, 0, 0]) == [("growth", (0,), (0,))]
    assert kinds([0, 0, 0, 0], [0, 0, 0, -1]) == [("decline", (0,), (0,))]
    assert kinds([0, 0, 0], [0, 0, 0]) == [("steady", (0,), (0,))]


def test_one_who_moves_makes_no_kin() -> None:
    assert kinds([0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 1, 1]) == [
        ("decline", (1,), (1,)),
        ("growth", (0,), (0,)),
    ]


def test_nothing_before_and_nothing_after_is_no_event() -> None:
    assert kinds([], []) == kinds([-1], [-1]) == []


def teams(folder: Path, *papers: Team) -> Inputs:
    """Papers as (year, "author author …")."""
    rows: dict[str, list[dict[str, Any]]] = {"Paper": [], "AUTHORED": [], "COAUTHOR": []}
    for n, (year, authors) in enumerate(papers):
        rows["Paper"].append({"id": f"p{n:02}", "title": "A title", "year": year})
        rows["AUTHORED"] += [
            {"start": a, "end": f"p{n:02}", "position": i} for i, a in enumerate(authors.split(), 1)
        ]
    everybody = sorted({row["start"] for row in rows["AUTHORED"]})
    rows["Author"] = [{"id": a, "name": a.upper()} for a in everybody]
    tables = write_tables(folder, rows, graph_id="test", generation="1")
    return Inputs(tables.files)


def test_two_groups_that_begin_to_write_together_are_told_as_a_merge(tmp_path: Path) -> None:
    inputs = teams(tmp_path, (2001, "a b c"), (2002, "d e f"), (2006, "a b c d e f"), (None, "a z"))
    assert evolution(inputs, window=5).windows == ((2001, 2001), (2002, 2006))
    found = evolution(inputs, window=3, smallest=3)
    assert found.windows == ((2001, 2003), (2004, 2006))
    assert list(found.rows(inputs)) == [
        ("2001-2003", "birth", [], [0], 3, ["A", "B", "C"]),
        ("2001-2003", "birth", [], [1], 3, ["D", "E", "F"]),
        ("2004-2006", "merge", [0, 1], [0], 6, ["A", "B", "C"]),
    ]
    assert found.undated == 1


def test_a_team_of_thousands_adds_no_ties(tmp_path: Path) -> None:
    crowd = " ".join(f"x{n}" for n in range(3000))
    found = evolution(teams(tmp_path, (2001, crowd), (2001, "x1 x2 x3 x4")), smallest=4)
    assert [len(c.members) for c in found.communities] == [4]


def test_without_years_there_is_no_story_and_the_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="no paper is dated"):
        evolution(teams(tmp_path, (None, "a b")))


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    papers = [(2000 + n % 7, f"a{n % 5} a{(n * 3) % 11} a{(n * 7) % 13}") for n in range(40)]
    papers = [(y, " ".join(dict.fromkeys(t.split()))) for y, t in papers]
    one = evolution(teams(tmp_path / "1", *papers), window=3, smallest=2)
    other = evolution(teams(tmp_path / "2", *papers[::-1]), window=3, smallest=2)
    assert one.communities == other.communities
    assert one.events == other.events
