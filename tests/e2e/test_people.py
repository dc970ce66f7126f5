"""`kg recommend` as a user runs it, on the example graph."""

from __future__ import annotations

from pathlib import Path

from tests.command import kg

SPECIA = "Lucia Specia"


def test_recommend_gives_people_with_reasons(built_graph: Path) -> None:
    ran = kg("recommend", "--author", "specia", "--limit", "5", "-g", built_graph, "--json")
    rows = ran.json()
    assert len(rows) == 5
    assert "there are more" in ran.err
    known = kg(
        "query", "coauthors", "--author", SPECIA, "--limit", "0", "-g", built_graph, "--json"
    )
    coauthors = {row["author_id"] for row in known.json()}
    assert not coauthors & {row["author_id"] for row in rows}
    first = rows[0]
    assert first["through"]
    assert first["shared_coauthors"] >= len(first["through"])
    assert first["last_year"]


def test_filters_of_recommend(built_graph: Path) -> None:
    ran = kg("recommend", "--author", SPECIA, "--since", "2020", "-g", built_graph, "--json")
    assert {row["last_year"] for row in ran.json()} == {2020}
    none = kg("recommend", "--author", SPECIA, "--min-papers", "999", "-g", built_graph, "--csv")
    assert none.code == 0
    assert len(none.out.splitlines()) == 1
    assert "nobody fits" in none.err


def test_an_unknown_name_asks_back(built_graph: Path) -> None:
    ran = kg("recommend", "--author", "Lucia Spezia", "-g", built_graph)
    assert ran.code == 1
    assert SPECIA in ran.err
