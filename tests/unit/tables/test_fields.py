"""When records of one paper disagree, each field has a rule; what all lack stays null."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import plugins
from kg.tables.fields import AUTHORITY
from tests.workshop import Row, Workshop, paper

ADA = "Ada Lovelace"

BIBTEX = r"""
@article{a, title = {Title by BibTeX}, author = {Lovelace, Ada}, year = 2021,
  doi = {10.1000/authority}}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    shop = Workshop(Path(tmp_path_factory.mktemp("fields")))
    shop.file(
        "old.jsonl",
        [
            paper("A longer title by JSON Lines", [ADA], 2020, doi="10.1000/authority"),
            paper("Completeness", [ADA], 2020, doi="10.1000/complete", abstract="All of it."),
            paper("Newness", [ADA], 2020, doi="10.1000/new", citation_count=5, url="https://a.org"),
            paper("Its own rules", [ADA], 2020, doi="10.1000/own", arxiv_id="2001.00001v3",
                  retracted=True, date="2020-03-04"),
            paper("Undated", [ADA], None, doi="10.1000/undated"),
            paper("Ids beside each other", [ADA], doi="10.1000/ids", pmid="12"),
        ],
    )  # fmt: skip
    shop.file(
        "new.jsonl",
        [
            paper("Completeness", [ADA], 2020, doi="10.1000/complete", abstract="Cut."),
            paper("Newness", [ADA], 2022, doi="10.1000/new", citation_count=4, url="https://b.org"),
            paper("Its own rules", [ADA], 2020, doi="10.1000/own", arxiv_id="2001.00001v2",
                  retracted=False, date="2020"),
            paper("Ids beside each other", [ADA], doi="10.1000/ids", acl_id="P19-1001"),
        ],
    )  # fmt: skip
    (shop.path / "refs.bib").write_text(BIBTEX)
    shop.take(*(shop.path / name for name in ("refs.bib", "old.jsonl", "new.jsonl")))
    yield shop


@pytest.fixture
def row(request: pytest.FixtureRequest, shop: Workshop) -> Row:
    return shop.one("Paper", doi=f"10.1000/{request.param}")


@pytest.mark.parametrize("row", ["authority"], indirect=True)
def test_the_loader_with_authority_comes_first(row: Row) -> None:
    assert AUTHORITY["bibtex"] > AUTHORITY["jsonl"]
    assert (row["title"], row["year"]) == ("Title by BibTeX", 2021)


@pytest.mark.parametrize("row", ["complete"], indirect=True)
def test_then_the_longer_text(row: Row) -> None:
    assert row["abstract"] == "All of it."


@pytest.mark.parametrize("row", ["new"], indirect=True)
def test_then_the_newest(row: Row) -> None:
    assert (row["year"], row["citation_count"], row["url"]) == (2022, 4, "https://b.org")


@pytest.mark.parametrize("row", ["own"], indirect=True)
def test_a_yes_a_version_and_a_date_have_rules_of_their_own(row: Row) -> None:
    assert (row["retracted"], row["arxiv_version"]) == (True, 3)
    assert row["date"] == "2020-03-04"


@pytest.mark.parametrize("row", ["undated"], indirect=True)
def test_an_unknown_year_is_null_and_never_0(row: Row) -> None:
    assert (row["year"], row["date"]) == (None, None)
    assert (row["citation_count"], row["n_references"]) == (None, None)


@pytest.mark.parametrize("row", ["ids"], indirect=True)
def test_identifiers_of_all_records_stand_side_by_side(row: Row) -> None:
    assert (row["pmid"], row["acl_id"]) == ("12", "P19-1001")


def test_every_loader_of_ours_has_its_weight() -> None:
    assert set(AUTHORITY) >= set(plugins.names("kg.loaders")) - {"loaders"}
