"""Author lists: complete beats cut, and what is not known is not invented."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.workshop import Workshop, paper

ADA, BEN, CAY, DEE = "Ada Lovelace", "Ben Okri", "Cay Horst", "Dee Brown"


def at(name: str, place: str) -> dict[str, Any]:
    return {"name": name, "affiliations": [place]}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    shop = Workshop(Path(tmp_path_factory.mktemp("people")), max_team=3)
    shop.build(
        cut=[
            paper("Cut here and whole there", [at(DEE, "Nowhere"), ADA], doi="10.1000/a",
                  n_authors=9, authors_complete=False),
            paper("Cut everywhere", [ADA, BEN], 2018, doi="10.1000/b", n_authors=3,
                  authors_complete=False),
            paper("A large team", [ADA, BEN, CAY, DEE], doi="10.1000/c"),
            paper("A large team of which few are named", [ADA, BEN], n_authors=5_000,
                  authors_complete=False, doi="10.1000/d"),
            paper("Nobody is named", [], n_authors=4, authors_complete=False, doi="10.1000/e"),
        ],
        whole=[
            paper("Cut here and whole there", [ADA, at(BEN, "Turing Institute")], 2016,
                  doi="10.1000/a"),
            paper("Cut everywhere", [CAY], 2018, doi="10.1000/b", authors_complete=False),
        ],
    )  # fmt: skip
    yield shop


def test_a_complete_list_is_the_list(shop: Workshop) -> None:
    row = shop.one("Paper", doi="10.1000/a")
    assert (row["n_authors"], row["authors_complete"]) == (2, True)
    assert shop.names_of(row["title"]) == [ADA, BEN]


def test_of_cut_lists_every_name_counts_and_the_list_stays_incomplete(shop: Workshop) -> None:
    row = shop.one("Paper", doi="10.1000/b")
    assert shop.names_of(row["title"]) == [ADA, BEN, CAY]
    assert (row["n_authors"], row["authors_complete"]) == (3, False)


def test_a_paper_without_names_invents_none(shop: Workshop) -> None:
    row = shop.one("Paper", doi="10.1000/e")
    assert (row["n_authors"], row["authors_complete"]) == (4, False)
    assert shop.names_of(row["title"]) == []


def pair(shop: Workshop, one: str, other: str) -> dict[str, Any]:
    ids = shop.ids("Author", "name")
    start, end = sorted((ids[one], ids[other]))
    return shop.one("COAUTHOR", start=start, end=end)


def test_a_coauthorship_knows_its_papers_weight_years_and_whether_there_may_be_more(
    shop: Workshop,
) -> None:
    ada_ben = pair(shop, ADA, BEN)
    assert (ada_ben["papers"], ada_ben["weight"]) == (2, 1 + 1 / 2)
    assert (ada_ben["first_year"], ada_ben["last_year"]) == (2016, 2018)
    assert ada_ben["lower_bound"] is True
    assert pair(shop, BEN, CAY)["papers"] == 1


def test_a_paper_of_more_than_the_limit_adds_no_pairs(shop: Workshop) -> None:
    ids = shop.ids("Author", "name")
    stored = {(r["start"], r["end"]) for r in shop.facts["COAUTHOR"]}
    wanted = {tuple(sorted((ids[a], ids[b]))) for a, b in combinations((ADA, BEN, CAY), 2)}
    assert stored == wanted


def test_an_institution_beside_a_name_that_does_not_count_leads_nowhere(shop: Workshop) -> None:
    assert [i["name"] for i in shop.facts["Institution"]] == ["Turing Institute"]


def test_years_and_papers_of_an_author(shop: Workshop) -> None:
    ada = shop.one("Author", name=ADA)
    assert (ada["n_papers"], ada["first_year"], ada["last_year"]) == (4, 2016, 2020)


def test_every_relationship_joins_two_nodes_that_are_there(shop: Workshop) -> None:
    from kg.schema import RELATIONSHIPS

    for kind in RELATIONSHIPS:
        for end in kind.ends:
            for row in shop.facts.get(kind.table(end), []):
                assert row["start"] in {n["id"] for n in shop.facts[kind.start]}
                assert row["end"] in {n["id"] for n in shop.facts[end]}


PROFILE_PAGE = (Path(__file__).parents[3] / "examples" / "pages" / "author-profile.txt").resolve()


def test_the_owner_of_a_profile_page_is_an_author_with_evidence_of_its_own(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    shop.take(PROFILE_PAGE)
    owned = [r for r in shop.facts["AUTHORED"] if r["evidence"] == "page_owner"]
    (owner,) = {r["start"] for r in owned}
    assert all(r["position"] is None for r in owned)
    incomplete = {p["id"] for p in shop.facts["Paper"] if p["authors_complete"] is False}
    assert {r["end"] for r in owned} <= incomplete
    profile = shop.one("Author", id=owner)
    assert profile["profile_source"] == shop.facts["Source"][0]["id"]
    assert profile["h_index"] is not None
