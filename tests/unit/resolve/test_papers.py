"""Which records are one paper: by identifiers, else by title, year and a shared author."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workshop import Workshop, paper

ADA, BEN, CAY = "Ada Lovelace", "Ben Okri", "Cay Horst"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    shop = Workshop(Path(tmp_path_factory.mktemp("papers")))
    shop.build(
        one=[
            paper("Same DOI, one title", [ADA], doi="10.1000/same"),
            paper("Preprint and article alike", [ADA, BEN], arxiv_id="2001.00001"),
            paper("Same title and year", [ADA, BEN]),
            paper("Same title and no year", [ADA], year=2019),
            paper("Same title, other year", [ADA], year=2019),
            paper("Same title, other authors", [ADA]),
            paper("Same title, other DOIs", [ADA], doi="10.1000/first"),
            paper("Preface", [ADA]),
            paper("", [ADA], doi="10.1000/untitled"),
            paper("Chained by two identifiers", [ADA], doi="10.1000/chain", acl_id="P19-1001"),
            paper("DOI of arXiv", [ADA], doi="10.48550/arXiv.2002.00002"),
        ],
        two=[
            paper("Same DOI, another title", [BEN], doi="https://doi.org/10.1000/SAME"),
            paper("Preprint and article: alike!", [ADA, BEN], doi="10.1000/published"),
            paper("SAME TITLE — and year", ["Lovelace, A."]),
            paper("Same title and no year", [ADA], year=None),
            paper("Same title, other year", [ADA], year=2021),
            paper("Same title, other authors", [CAY]),
            paper("Same title, other DOIs", [ADA], doi="10.1000/second"),
            paper("Preface", [ADA]),
            paper("Now it has a title", [], doi="10.1000/untitled"),
            paper("Another link of the chain", [CAY], acl_id="P19-1001", pmid="77"),
            paper("Seen on arXiv only", [CAY], arxiv_id="2002.00002v3"),
        ],
        three=[
            paper(
                "Preprint and article: alike", [BEN], arxiv_id="2001.00001", doi="10.1000/published"
            ),
            paper("A third link of the chain", [CAY], pmid="77"),
        ],
    )
    yield shop


def papers(shop: Workshop, **where: object) -> int:
    return len([p for p in shop.facts["Paper"] if all(p[k] == v for k, v in where.items())])


@pytest.mark.parametrize(
    "identifier",
    [
        {"doi": "10.1000/same"},
        {"doi": "10.1000/untitled"},
        {"arxiv_id": "2002.00002"},
        {"pmid": "77"},
    ],
)
def test_an_identifier_in_common_makes_one_paper(
    shop: Workshop, identifier: dict[str, str]
) -> None:
    assert papers(shop, **identifier) == 1


def test_identifiers_join_along_a_chain(shop: Workshop) -> None:
    found = shop.one("Paper", pmid="77")
    assert (found["doi"], found["acl_id"]) == ("10.1000/chain", "P19-1001")


def test_a_record_with_both_ids_joins_preprint_and_article(shop: Workshop) -> None:
    assert shop.one("Paper", doi="10.1000/published")["arxiv_id"] == "2001.00001"


def test_one_title_year_and_author_in_common_make_one_paper(shop: Workshop) -> None:
    titles = [p["title"].lower() for p in shop.facts["Paper"]]
    assert len([t for t in titles if t.startswith("same title") and "and year" in t]) == 1


def test_an_unknown_year_contradicts_none(shop: Workshop) -> None:
    assert shop.one("Paper", title="Same title and no year")["year"] == 2019


@pytest.mark.parametrize(
    "title", ["Same title, other year", "Same title, other authors", "Same title, other DOIs"]
)
def test_year_authors_or_identifiers_that_disagree_keep_papers_apart(
    shop: Workshop, title: str
) -> None:
    assert papers(shop, title=title) == 2


def test_the_short_name_of_a_doi_joins_those_that_give_it_and_contradicts_no_doi(
    workshop: Workshop,
) -> None:
    short, full = "On the short names of things", "Things and their long names"
    workshop.build(
        one=[paper(short, [ADA], doi="10/gfz2h4"), paper(full, [ADA], doi="10/abc3d")],
        two=[paper("Short names", [BEN], doi="https://doi.org/gfz2h4")],
        three=[paper(full, [ADA], doi="10.1000/full")],
    )
    assert len(workshop.facts["Paper"]) == 2
    assert workshop.one("Paper", title=full)["doi"] == "10.1000/full"


def test_a_title_that_says_little_joins_nothing(shop: Workshop) -> None:
    assert papers(shop, title="Preface") == 2


def test_every_record_is_recorded_in_its_source_once(shop: Workshop) -> None:
    assert len(shop.facts["RECORDED_IN"]) == 11 + 11 + 2


BRIDGE = "Two editions and a note without a date"


@pytest.mark.parametrize("first", [2019, 2021, None])
def test_an_undated_record_joins_no_two_dated_ones(workshop: Workshop, first: int | None) -> None:
    """It goes with the older of them, in whatever order they come."""
    years = sorted((2019, 2021, None), key=lambda year: year != first)
    records = [[paper(BRIDGE, [ADA], year=year)] for year in years]
    workshop.take(*(workshop.file(f"from{i}.jsonl", one) for i, one in enumerate(records)))
    assert sorted(p["year"] for p in workshop.facts["Paper"]) == [2019, 2021]
    sources = [r["start"] for r in workshop.facts["RECORDED_IN"]]
    assert sources.count(workshop.one("Paper", year=2019)["id"]) == 2


def test_years_that_identifiers_span_are_no_contradiction(workshop: Workshop) -> None:
    workshop.build(
        one=[paper("First seen as a preprint", [ADA], year=2020, arxiv_id="2001.00009")],
        two=[
            paper("First seen as a preprint", [ADA], year=2021, arxiv_id="2001.00009"),
            paper("First seen as a preprint", [ADA], year=2021),
            paper("First seen as a preprint", [ADA], year=None),
        ],
    )
    assert len(workshop.facts["Paper"]) == 1
