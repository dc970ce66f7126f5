"""PubMed's abstracts as text: paragraphs that are known by their order and their first words."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.pubmed_nbib import PubmedNbibLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded
from tests.corpus_files import CORPUS, names, printed_in

TEXT = CORPUS / "pubmed-nbib" / "abstracts.txt"


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    found = loaded(PubmedNbibLoader(), TEXT)
    assert found.rejects == []
    return found.records


def test_it_is_known_by_its_numbers() -> None:
    assert choose(Source(TEXT, TEXT.name), None).name == "pubmed-nbib"


def test_records_are_parted_by_two_blank_lines(records: list[dict[str, Any]]) -> None:
    assert [r["title"] for r in records] == [
        "On lakes: how deep they are.", "[Ponds. New ones].", "Preface.", "Sleet.",
    ]  # fmt: skip
    assert [r["line"] for r in records] == [2, 31, 49, 59]


def test_where_and_when_they_appeared(records: list[dict[str, Any]]) -> None:
    assert [printed_in(record) for record in records] == [
        ("J Lakes (Oslo)", "27", "4 Pt 2", "463-467"),
        ("Medicina (B Aires)", "79 Suppl 3", None, "54-59"),
        ("Ice", None, None, None),
        ("Weather Almanac [Internet]", None, None, None),
    ]
    assert [r["date"] for r in records] == ["2020-04-03", "2019", "2021-11-29", "2021-08-11"]
    assert [r["type"] for r in records] == [None, None, None, "chapter"]


def test_marks_lead_from_authors_to_addresses(records: list[dict[str, Any]]) -> None:
    york, ulm = (
        "Department of Lakes, University of York, York, UK.",
        "Institute of Ponds, Ulm, Germany",
    )
    assert [
        (m["name"], m["suffix"], [a["name"] for a in m["affiliations"]])
        for m in records[0]["mentions"]
    ] == [
        ("Brook AM", None, [york]), ("O'Reed S", None, [york, ulm]),
        ("van der Beek TJ Jr", "Jr", [ulm]), ("Oak", None, []), ("Lake Study Group", None, [ulm]),
    ]  # fmt: skip
    (elm,) = records[1]["mentions"]
    assert [a["name"] for a in elm["affiliations"]] == ["Hospital of Ponds, Nowhere."]


def test_nobody_is_no_author(records: list[dict[str, Any]]) -> None:
    assert names(records[2]) == []
    assert names(records[3]) == ["Ash J", "Kenry"]


def test_the_abstract_is_the_paragraph_that_is_nothing_else(records: list[dict[str, Any]]) -> None:
    assert [r["abstract"] for r in records] == [
        "OBJECTIVE: To find out, (1) by line and (2) by lead. RESULTS: Lakes are deep.",
        "Ponds are small.", None, "Sleet is neither rain nor snow.",
    ]  # fmt: skip


def test_numbers_stand_below(records: list[dict[str, Any]]) -> None:
    assert [{i["scheme"]: i["value"] for i in r["ids"]} for r in records] == [
        {"doi": "10.1000/lakes.1", "pmid": "30000001", "pmcid": "PMC7000001"},
        {"pmid": "30000002"},
        {"doi": "10.1000/ice.3", "pmid": "30000003"},
        {"pmid": "30000004"},
    ]
    assert [r["language"] for r in records] == [None, "es", None, None]
