"""Keywords, venues, citations: nodes whose spelling, or identifier, is their identity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workshop import Workshop, paper

ADA = "Ada Lovelace"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    shop = Workshop(Path(tmp_path_factory.mktemp("things")))
    shop.build(
        refs=[
            paper("The first of the papers", [ADA], doi="10.1000/1", venue="Journal of Graphs",
                  keywords=["Graph-Theory", "C", "C++", "naïve Bayes"],
                  references=["doi:10.1000/2", "doi:10.9999/outside"]),
            paper("The second of the papers", [ADA], doi="10.1000/2", venue="JOURNAL OF GRAPHS",
                  keywords=["graph theory", "C++"],
                  references=["doi:10.9999/OUTSIDE", "doi:10.1000/2"]),
            paper("The third of the papers", [ADA], doi="10.1000/3", venue="Journal of Graphs",
                  keywords=["graph theory", "C++", "Naive Bayes"]),
        ]
    )  # fmt: skip
    yield shop


def test_spellings_of_a_keyword_are_one_and_the_most_frequent_shows(shop: Workshop) -> None:
    counts = {k["label"]: k["n_papers"] for k in shop.facts["Keyword"]}
    assert counts == {"graph theory": 3, "C": 1, "C++": 3, "Naive Bayes": 2}


def test_keywords_on_the_same_paper_occur_together(shop: Workshop) -> None:
    ids = shop.ids("Keyword", "label")
    start, end = sorted((ids["graph theory"], ids["C++"]))
    row = shop.one("CO_OCCURS", start=start, end=end)
    assert (row["papers"], row["weight"]) == (3, round(1 / 3 + 1 + 1 / 2, 12))


def test_spellings_of_a_venue_are_one(shop: Workshop) -> None:
    (venue,) = shop.facts["Venue"]
    assert (venue["name"], venue["n_papers"]) == ("Journal of Graphs", 3)


def test_a_reference_leads_to_the_paper_here_or_to_a_cited_work(shop: Workshop) -> None:
    papers = shop.ids("Paper", "doi")
    works = shop.ids("CitedWork", "doi")
    assert shop.rows("CITES_Paper", "start", "end") == [(papers["10.1000/1"], papers["10.1000/2"])]
    assert sorted(shop.rows("CITES_CitedWork", "start", "end")) == sorted(
        (papers[doi], works["10.9999/outside"]) for doi in ("10.1000/1", "10.1000/2")
    )


def test_references_are_counted_where_the_source_states_no_number(shop: Workshop) -> None:
    assert shop.one("Paper", doi="10.1000/1")["n_references"] == 2
    assert shop.one("Paper", doi="10.1000/3")["n_references"] is None


def test_a_cited_work_becomes_a_paper_when_it_is_imported(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    citing = paper("A paper that cites another", [ADA], references=["doi:10.1000/cited"])
    shop.build(one=[citing])
    assert [w["doi"] for w in shop.facts["CitedWork"]] == ["10.1000/cited"]
    shop.build(two=[paper("The paper that it cites", [ADA], doi="10.1000/cited")])
    assert shop.facts["CitedWork"] == []
    assert len(shop.facts["CITES_Paper"]) == 1
