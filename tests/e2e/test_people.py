"""`kg recommend` as a user runs it, on the example graph."""

from __future__ import annotations

from pathlib import Path

from tests.command import here, kg

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
    ran = here("recommend", "--author", SPECIA, "--since", "2020", "-g", built_graph, "--json")
    assert {row["last_year"] for row in ran.json()} == {2020}
    none = here("recommend", "--author", SPECIA, "--min-papers", "999", "-g", built_graph, "--csv")
    assert none.code == 0
    assert len(none.out.splitlines()) == 1
    assert "nobody fits" in none.err


def test_an_unknown_name_asks_back(built_graph: Path) -> None:
    ran = here("recommend", "--author", "Lucia Spezia", "-g", built_graph)
    assert ran.code == 2
    assert SPECIA in ran.err


def test_reviewers_and_who_was_left_out(built_graph: Path) -> None:
    title = "Quality estimation of machine translation"
    asked = ("reviewers", "--title", title, "--author", SPECIA, "-g", built_graph)
    rows = here(*asked, "--json", "--limit", "0").json()
    assert rows
    assert all(row["papers"] for row in rows)
    out = {row["author_id"]: row["reasons"] for row in here(*asked, "--excluded", "--json").json()}
    assert not out.keys() & {row["author_id"] for row in rows}
    assert all(out.values())
    assert "is an author of the paper" in next(iter(out.values()))
    assert here("reviewers", "-g", built_graph).code == 2


def test_rising(built_graph: Path) -> None:
    rows = here(
        "rising", "--until", "2020", "--min-papers", "4", "-g", built_graph, "--json"
    ).json()
    assert rows
    assert all(row["growth"] > 1 and row["gained"] > row["expected"] for row in rows)
    assert [r["growth"] for r in rows] == sorted((r["growth"] for r in rows), reverse=True)


def test_what_was_measured_can_be_cited(built_graph: Path) -> None:
    text = here("analyze", "--cite", "text", "-g", built_graph).out
    assert "sha256" in text
    assert "Brin" in text
    entries = here("analyze", "--cite", "bibtex", "--measures", "pagerank", "-g", built_graph).out
    assert "doi = {10.1016/S0169-7552(98)00110-X}" in entries
    items = here("analyze", "--cite", "csl", "-g", built_graph).json()
    assert {"software", "dataset", "article-journal"} <= {item["type"] for item in items}
