"""Which authors and coauthorships are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import AnalysisError, ParameterError
from kg.tables.sets import TableSet
from kg.view.base import ViewOptions
from kg.view.selection import Selection, matching_authors, select
from tests.unit.view.rows import author, tables, tie


@pytest.fixture
def path(tmp_path: Path) -> TableSet:
    """a - b - c - d - e, and f alone; b and c are the most central; years 2001 to 2006."""
    ranks = {"a": 0.1, "b": 0.3, "c": 0.3, "d": 0.2, "e": 0.1, "f": 0.0}
    authors = [
        author(i, i.upper(), pagerank=rank, last_year=2001 + at, community=int(i > "c"))
        for at, (i, rank) in enumerate(ranks.items())
    ]
    years = {("a", "b"): 2001, ("b", "c"): 2002, ("c", "d"): 2003, ("d", "e"): 2004}
    ties = [tie(a, b, weight=y - 2000, last_year=y) for (a, b), y in years.items()]
    return tables(tmp_path, Author=authors, COAUTHOR=ties)


def names(chosen: Selection) -> str:
    return "".join(a["id"] for a in chosen.authors)


def ties(chosen: Selection) -> set[str]:
    place = names(chosen)
    return {"".join(sorted(place[t.start] + place[t.end])) for t in chosen.ties}


def test_all_are_drawn_the_most_central_first_equals_by_id(path: TableSet) -> None:
    chosen = select(path, ViewOptions())
    assert names(chosen) == "bcdaef"
    assert ties(chosen) == {"ab", "bc", "cd", "de"}
    assert chosen.notes == ()


def test_too_large_a_graph_is_drawn_by_its_most_central_part(path: TableSet) -> None:
    chosen = select(path, ViewOptions(max_nodes=3))
    assert names(chosen) == "bcd"
    assert ties(chosen) == {"bc", "cd"}
    assert (chosen.n_authors, chosen.n_ties) == (6, 4)
    assert chosen.notes == (
        "3 of 6 authors are drawn: the most central ones",
        "2 of 4 coauthorships are drawn: those among the drawn authors",
    )


def test_of_too_many_ties_the_strongest_are_drawn(tmp_path: Path) -> None:
    ids = [f"a{i:02d}" for i in range(12)]
    pairs = [(a, b) for a in ids for b in ids if a < b]
    rows = [tie(a, b, weight=float(at)) for at, (a, b) in enumerate(pairs)]
    everyone = [author(i, i, pagerank=1.0) for i in ids]
    chosen = select(tables(tmp_path, Author=everyone, COAUTHOR=rows), ViewOptions(max_nodes=12))
    assert len(pairs) == 66
    assert len(chosen.ties) == 60
    assert min(t.weight for t in chosen.ties) == 6.0
    assert chosen.notes == ("60 of 66 coauthorships are drawn: the strongest",)


@pytest.mark.parametrize(("hops", "expected"), [(1, "abc"), (2, "abcd"), (3, "abcde")])
def test_an_ego_network_reaches_so_many_coauthorships(
    path: TableSet, hops: int, expected: str
) -> None:
    chosen = select(path, ViewOptions(ego="b", hops=hops))
    assert "".join(sorted(names(chosen))) == expected
    assert chosen.focus == 0
    assert names(chosen)[0] == "b"


def test_of_a_large_ego_network_the_nearest_stay(path: TableSet) -> None:
    assert names(select(path, ViewOptions(ego="a", hops=4, max_nodes=3))) == "abc"


def test_an_author_without_coauthors_is_drawn_alone(path: TableSet) -> None:
    chosen = select(path, ViewOptions(ego="f"))
    assert (names(chosen), chosen.ties) == ("f", [])


def test_since_a_year_only_newer_authors_and_ties(path: TableSet) -> None:
    chosen = select(path, ViewOptions(since=2004))
    assert names(chosen) == "def"
    assert ties(chosen) == {"de"}


def test_one_community(path: TableSet) -> None:
    assert names(select(path, ViewOptions(community=1))) == "def"


def test_what_does_not_exist_is_refused_with_what_does(path: TableSet) -> None:
    with pytest.raises(ParameterError, match="0 to 1"):
        select(path, ViewOptions(community=9))
    with pytest.raises(ParameterError, match="newest year here is 2006"):
        select(path, ViewOptions(since=2030))
    with pytest.raises(ParameterError, match="'zz'"):
        select(path, ViewOptions(ego="zz"))


def test_no_author_at_all(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="kg build"):
        select(tables(tmp_path), ViewOptions())


def test_communities_before_the_analysis(tmp_path: Path) -> None:
    lonely = tables(tmp_path, Author=[author("a", "A")])
    with pytest.raises(AnalysisError, match="kg analyze"):
        select(lonely, ViewOptions(community=0))


def test_before_the_analysis_weight_decides_and_the_page_says_so(tmp_path: Path) -> None:
    everyone = [author(i, i) for i in "abc"]
    rows = [tie("a", "b", weight=0.5), tie("b", "c", weight=2.0)]
    chosen = select(tables(tmp_path, Author=everyone, COAUTHOR=rows), ViewOptions())
    assert names(chosen) == "bca"
    assert any("kg analyze" in note for note in chosen.notes)


def test_without_any_coauthorship_it_is_said_why(tmp_path: Path) -> None:
    everyone = [author(i, i, pagerank=0.5) for i in "ab"]
    (note,) = select(tables(tmp_path, Author=everyone), ViewOptions()).notes
    assert note.startswith("no two authors share a paper here")
    assert "kg build" in note


@pytest.fixture
def people(tmp_path: Path) -> TableSet:
    rows = [
        author("1", "Zoë O'Neil", n_papers=2),
        author("2", "Zoë O'Neil-Smith", n_papers=9),
        author("3", "Søren Kierkegaard", names=["S. Kierkegaard"], n_papers=1),
        author("4", "李明", n_papers=1),
    ]
    return tables(tmp_path, Author=rows)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("3", "3"),
        ("zoe oneil", None),
        ("ZOE O'NEIL", "1"),
        ("zoe", "21"),
        ("kierkegaard", "3"),
        ("s. kierkegaard", "3"),
        ("李明", "4"),
    ],
)
def test_names_are_found_without_accents_and_in_part(
    people: TableSet, typed: str, ids: str | None
) -> None:
    if ids is None:
        with pytest.raises(ParameterError, match="no author"):
            matching_authors(people, typed)
    else:
        assert "".join(m.id for m in matching_authors(people, typed)) == ids


def test_an_empty_name_fits_nobody(people: TableSet) -> None:
    with pytest.raises(ParameterError):
        matching_authors(people, " ")
