from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.pubmed_nbib import PubmedNbibLoader
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "pubmed-nbib"


@pytest.fixture
def records() -> list[dict[str, Any]]:
    return loaded(PubmedNbibLoader(), CORPUS / "results.nbib").records


def names(record: dict[str, Any]) -> list[str]:
    return [m["name"] for m in record["mentions"]]


def test_indented_lines_go_on(records: list[dict[str, Any]]) -> None:
    assert records[0]["title"] == "Weaving by engines: a randomized, double-blind study."
    assert records[0]["abstract"].endswith("It weaves well.")


def test_short_names_add_nobody_and_bodies_are_authors(records: list[dict[str, Any]]) -> None:
    assert names(records[0]) == ["Lovelace, Ada B", "Babbage, Charles Jr", "Engine Consortium"]
    assert [m["position"] for m in records[0]["mentions"]] == [1, 2, 3]


def test_addresses_and_orcid_belong_to_the_author_before(records: list[dict[str, Any]]) -> None:
    ada, charles, _ = records[0]["mentions"]
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert len(ada["affiliations"]) == 2
    assert charles["affiliations"] == []


def test_one_address_before_all_authors_is_the_first_ones(tmp_path: Path) -> None:
    path = tmp_path / "old.nbib"
    path.write_text(
        "PMID- 10000001\nTI  - Looms.\nAD  - Mill of\n      Nowhere.\nFAU - Lovelace, Ada\n"
        "AU  - Lovelace A\nFAU - Babbage, Charles\nAU  - Babbage C\n"
    )
    (looms,) = loaded(PubmedNbibLoader(), path).records
    places = [[a["name"] for a in m["affiliations"]] for m in looms["mentions"]]
    assert places == [["Mill of Nowhere."], []]


def test_a_missing_blank_and_a_line_of_no_tag(records: list[dict[str, Any]]) -> None:
    second = records[1]
    assert second["title"] == "This title lost its blank"
    assert second["ids"] == [{"scheme": "pmid", "value": "22664220"}]
    assert second["line"] == 39


def test_names_with_initials_only_and_a_list_that_is_cut(records: list[dict[str, Any]]) -> None:
    second = records[1]
    assert [(m["family"], m["given"]) for m in second["mentions"]] == [
        ("Hopper", "G"), ("de la Cruz", "JM"),
    ]  # fmt: skip
    assert (second["n_authors"], second["authors_complete"]) == (None, False)


def test_headings_without_stars_and_qualifiers(records: list[dict[str, Any]]) -> None:
    assert [(k["label"], k["scheme"]) for k in records[0]["keywords"]] == [
        ("weaving", "author"), ("punched cards", "author"), ("Engines", "mesh"), ("Looms", "mesh"),
    ]  # fmt: skip


def test_the_doi_among_the_locations(records: list[dict[str, Any]]) -> None:
    assert {i["scheme"]: i["value"] for i in records[0]["ids"]} == {
        "doi": "10.1000/engines.1", "pmid": "11736001", "pmcid": "PMC7384743",
    }  # fmt: skip


def test_dates_are_as_precise_as_printed(records: list[dict[str, Any]]) -> None:
    assert [r["date"] for r in records] == ["1999-10-15", "2006", "1998", "2020"]


def test_types_and_retraction(records: list[dict[str, Any]]) -> None:
    assert [r["type"] for r in records] == ["review", "article", None, "book"]
    assert [r["retracted"] for r in records] == [None, True, None, None]


def test_a_record_may_begin_otherwise_and_its_title_be_in_another_language(
    records: list[dict[str, Any]],
) -> None:
    assert {i["scheme"] for i in records[2]["ids"]} == {"pmid", "pmcid"}
    assert records[2]["title"] == "Ueber Webstuehle."


def test_a_record_that_names_nothing_is_rejected() -> None:
    found = loaded(PubmedNbibLoader(), CORPUS / "broken_nameless.nbib")
    assert [(r.line, r.index) for r in found.rejects] == [(4, 1)]
    assert len(found.records) == 2


def test_eric_has_its_own_numbers_and_links() -> None:
    lesson, thesis = loaded(PubmedNbibLoader(), CORPUS / "eric.nbib").records
    assert lesson["ids"] == [{"scheme": "doi", "value": "10.5555/jwl.2015.11"}]
    assert (lesson["type"], thesis["type"]) == ("article", "thesis")
    assert lesson["venue"]["issn"] == "2211-3681"
    assert thesis["url"] is None


def test_numbers_instead_of_pages_and_addresses_without_mail(tmp_path: Path) -> None:
    path = tmp_path / "new.nbib"
    path.write_text(
        "PMID- 10000002\nTI  - Looms.\nLID - 10.5555/looms [doi]\nLID - e80092\n"
        "AID - https://example.org/looms/ [pii]\nFAU - Lovelace, Ada\n"
        "AD  - Mill, Nowhere. Electronic address: ada@example.org.\nAD  - ada@example.org\n"
        "AD  - Mill, Nowhere. GRID: grid.42629.3b. ISNI: 0000000121965555\n"
        "AD  - grid.42629.3b0000 0001 2196 5555Mill, Nowhere\n"
    )
    (looms,) = loaded(PubmedNbibLoader(), path).records
    assert (looms["pages"], looms["url"]) == ("e80092", "https://example.org/looms/")
    assert [a["name"] for a in looms["mentions"][0]["affiliations"]] == ["Mill, Nowhere"]


def test_days_online_and_chapters_that_joined_a_book_later(tmp_path: Path) -> None:
    path = tmp_path / "dates.nbib"
    path.write_text(
        "PMID- 10000003\nTI  - Looms.\nDP  - 2021\nDEP - 20210304\n\n"
        "PMID- 10000004\nTI  - Looms.\nDP  - 2021 Nov\nDEP - 20210304\n\n"
        "PMID- 10000005\nTI  - Cards.\nBTI - Looms.\nDP  - 1993\nCTDT- 20060202\n"
    )
    found = loaded(PubmedNbibLoader(), path).records
    assert [r["date"] for r in found] == ["2021-03-04", "2021-11", "2006-02-02"]


def test_a_chapter_is_one_whatever_else_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "x.nbib"
    path.write_text(
        "PMID- 10000006\nTI  - Cards.\nBTI - LoomReviews((R))\nFAU - Reed, Samuel A Jr\n"
        "AU  - Reed SA Jr\nPT  - Review\nPT  - Book Chapter\n"
    )
    (cards,) = loaded(PubmedNbibLoader(), path).records
    assert (cards["type"], cards["venue"]["type"]) == ("chapter", "book")
    assert cards["venue"]["name"] == "LoomReviews®"
    (samuel,) = cards["mentions"]
    assert (samuel["given"], samuel["suffix"]) == ("Samuel A", "Jr")


def test_what_publishers_escaped_and_abstracts_that_are_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "x.nbib"
    path.write_text(
        "PMID- 10000007\nTI  - Looms &amp;\n      ponds.\nAID - doi:10.5555/looms\n"
        "OAB - Publisher: Abstract available from the\n      publisher.\n"
        "FAU - Lovelace, Ada\nAD  - 1Department of Looms &amp; Ponds, Peru"
    )
    (looms,) = loaded(PubmedNbibLoader(), path).records
    assert (looms["title"], looms["abstract"]) == ("Looms & ponds.", None)
    assert looms["ids"][0] == {"scheme": "doi", "value": "10.5555/looms"}
    places = [a["name"] for a in looms["mentions"][0]["affiliations"]]
    assert places == ["Department of Looms & Ponds, Peru"]
