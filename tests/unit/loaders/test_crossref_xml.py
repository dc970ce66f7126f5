"""Crossref's metadata as XML: works inside what they appeared in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "crossref"


def read(path: Path) -> Loaded:
    return loaded(choose(Source(path, path.name)), path)


def by_doi(name: str) -> dict[str, dict[str, Any]]:
    return {r["ids"][0]["value"]: r for r in read(CORPUS / name).records}


def names(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(mention["name"], mention["role"]) for mention in record["mentions"]]


def test_an_article_has_what_is_told_of_its_journal_and_issue() -> None:
    ice = by_doi("unixref.xml")["10.5555/ponds.1"]
    assert (ice["title"], ice["type"], ice["language"]) == (
        "Ice on ponds: A survey",
        "article",
        "en",
    )
    assert ice["venue"]["name"] == "Journal of Ponds & Lakes"
    assert (ice["volume"], ice["issue"], ice["pages"]) == ("12", "3", "101-117")
    assert ice["abstract"] == "Ponds freeze from above."
    assert ice["ids"][1] == {"scheme": "pmid", "value": "30000001"}
    assert ice["url"] == "https://ponds.example.org/1"


def test_the_day_online_is_finer_than_the_year_in_print() -> None:
    assert by_doi("unixref.xml")["10.5555/ponds.1"]["date"] == "2031-03-04"


def test_persons_organisations_and_editors_and_nobody_else() -> None:
    ice = by_doi("unixref.xml")["10.5555/ponds.1"]
    assert names(ice) == [
        ("Ada M. Brook, Jr.", "author"),
        ("Lake Consortium", "author"),
        ("Sam Reed", "editor"),
    ]
    ada, lake, sam = ice["mentions"]
    assert (ada["family"], ada["suffix"], lake["family"]) == ("Brook", "Jr.", None)
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert ada["affiliations"][0]["ror"] == "04wxnsj81"
    assert sam["affiliations"][0]["name"] == "University of Snow"


def test_references_by_doi_in_parts_or_as_printed() -> None:
    first, second = by_doi("unixref.xml")["10.5555/ponds.1"]["references"]
    assert first["ids"] == [{"scheme": "doi", "value": "10.5555/snow.9"}]
    assert (first["title"], first["year"], first["source"]) == (
        "Snow on ice",
        1999,
        "Journal of Snow",
    )
    assert second["text"] == "Brook, A. Water. 1998."


def test_a_part_has_the_book_or_proceedings_around_it() -> None:
    found = by_doi("unixref.xml")
    rain, weaving = found["10.5555/water.1"], found["10.5555/looms.1"]
    assert (rain["type"], rain["venue"]["name"], rain["year"]) == (
        "chapter",
        "The book of water",
        2030,
    )
    assert rain["venue"]["isbn"] == "9783161484100"
    assert names(rain) == [("Plato", "author"), ("Sam Reed", "editor")]
    assert (weaving["venue"]["name"], weaving["date"], weaving["pages"]) == (
        "Proceedings on Looms",
        "2029-06",
        "e12",
    )


def test_figures_are_no_works_and_an_error_is_told() -> None:
    found = read(CORPUS / "unixref.xml")
    assert len(found.records) == 3
    assert [reject.reason for reject in found.rejects] == [
        "an error in place of a work: doi:10.5555/none not found"
    ]


def test_a_book_is_a_record_where_it_is_deposited() -> None:
    found = by_doi("deposit.xml")
    assert [(r["title"], r["type"]) for r in found.values()] == [
        ("Wells", "book"),
        ("Depth", "chapter"),
        ("Tides", "preprint"),
        ("Of springs", "thesis"),
        ("Review of Tides", "review"),
    ]
    assert found["10.5555/wells"]["ids"][1] == {"scheme": "isbn", "value": "9783161484100"}
    assert found["10.5555/tides"]["venue"]["name"] == "PondArxiv"
    assert names(found["10.5555/springs"]) == [("Emmy Well", "author")]
    assert names(found["10.5555/tides.r1"]) == [("Sam Reed", "author")]


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<query_result><body><query status='unresolved'/></body></query_result>", "answer of Cr"),
        ("<crossref><sa_component/></crossref>", "figures or supplements of a work"),
        ("<crossref><grant/></crossref>", "a grant, not a work"),
        ("<crossref><journal><journal_metadata/></journal></crossref>", "a journal without works"),
    ],
)
def test_what_holds_no_work_is_told(tmp_path: Path, inside: str, reason: str) -> None:
    path = tmp_path / "x"
    path.write_text(f"<crossref_result>{inside}</crossref_result>")
    (reject,) = read(path).rejects
    assert reason in reject.reason
