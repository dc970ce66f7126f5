"""Scopus's plain text: a head of lines without names, then labels, as its CSV calls its columns."""

from __future__ import annotations

from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.scopus_csv import ScopusCsvLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded
from tests.corpus_files import CORPUS, names, printed_in

PLAIN = CORPUS / "scopus-csv" / "plain.txt"


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    found = loaded(ScopusCsvLoader(), PLAIN)
    assert found.rejects == []
    return found.records


def test_it_is_known_by_a_year_in_brackets_above_an_address_of_scopus() -> None:
    assert choose(Source(PLAIN, PLAIN.name), None).name == "scopus-csv"


def test_all_records_have_titles_and_years(records: list[dict[str, Any]]) -> None:
    assert [(r["title"], r["year"], r["type"]) for r in records] == [
        ("On lakes, and what lies below", 2026, "conference-paper"),
        ("Ponds in winter", 2021, "article"),
        ("Preface", 2020, "editorial"),
    ]


def test_authors_with_and_without_full_names(records: list[dict[str, Any]]) -> None:
    lakes, ponds, preface = records
    assert [(m["name"], m["ids"][0]["value"]) for m in lakes["mentions"]] == [
        ("Brook, Ada", "70000000001"), ("van Reed, Sam", "70000000002"),
    ]  # fmt: skip
    assert lakes["mentions"][0]["corresponding"]
    assert names(ponds) == ["Oak, L.M.", "Elm, K.Yu.", "the Pond Collaboration"]
    assert names(preface) == []


def test_where_a_work_appeared_is_read_from_its_end(records: list[dict[str, Any]]) -> None:
    assert [printed_in(record) for record in records] == [
        ("Waters, Lakes and Rivers", "11", "2", "1780142"),
        ("Annals of Ponds, Section B: Ice", "12", "4 Pt 2", "31-48"),
        ("Proceedings of the 3rd Conference on Ice, ICE 2020", None, None, "1-2"),
    ]
    assert [record["citation_count"] for record in records] == [3, None, None]


def test_identifiers_stand_before_and_behind_a_blank_line(records: list[dict[str, Any]]) -> None:
    assert [[i["value"] for i in record["ids"]] for record in records] == [
        ["10.1000/lakes.4", "2-s2.0-85000000001"],
        ["10.1000/ponds.5", "2-s2.0-85000000002"],
        ["2-s2.0-85000000003"],
    ]


def test_values_go_on_over_lines_that_have_no_label(records: list[dict[str, Any]]) -> None:
    lakes = records[0]
    assert lakes["abstract"] == "Lakes are deep. METHODS: A line and a lead."
    assert [k["label"] for k in lakes["keywords"]] == ["Depth", "Lakes"]
    assert [(r["title"], r["year"]) for r in lakes["references"]] == [
        ("Ponds in spring", 2006), ("UNESCO: Waters of the world", 2023),
    ]  # fmt: skip
