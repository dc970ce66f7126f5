"""Ovid's tagged form: what a database has no tag for stands in its citation or in a link."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.ovid import OvidLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "ovid"


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    found = loaded(OvidLoader(), CORPUS / "databases.txt")
    assert found.rejects == []
    kinds = ("embase", "psycinfo", "biosis", "journals", "medline")
    return dict(zip(kinds, found.records, strict=True))


def names(record: dict[str, Any]) -> list[str]:
    return [m["name"] for m in record["mentions"]]


def ids(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in record["ids"]]


def places(record: dict[str, Any]) -> list[list[str]]:
    return [[a["name"] for a in m["affiliations"]] for m in record["mentions"]]


def printed_in(record: dict[str, Any]) -> tuple[str | None, ...]:
    return (record["venue"]["name"], record["volume"], record["issue"], record["pages"])


def test_embase_has_where_it_appeared_in_the_citation(records: dict[str, dict[str, Any]]) -> None:
    lakes = records["embase"]
    assert lakes["title"] == "Lakes that were measured twice: A trial."
    assert printed_in(lakes) == ("Annals of Inland Waters", "12", "Supplement 3", "4-9")
    assert (lakes["date"], lakes["type"]) == ("2018-03-15", "article")
    assert lakes["venue"]["issn"] == "1539-3755"
    assert ids(lakes) == [("doi", "10.5555/lakes.2018.1")]
    assert lakes["abstract"] == "Background: We measured. Method(s): Twice."
    assert [k["label"] for k in lakes["keywords"]] == ["adult", "lake"]


def test_addresses_of_embase_name_families(records: dict[str, dict[str, Any]]) -> None:
    lakes = records["embase"]
    assert [(m["family"], m["given"]) for m in lakes["mentions"]] == [
        ("Brook", "A.M."), ("Dos Campos", "H.B."), ("Reed", "S."),
    ]  # fmt: skip
    nowhere = "Department of Maps, University of Nowhere, Lima, Peru"
    assert places(lakes) == [[nowhere], [nowhere], ["Institute of Rivers, Rome, Italy"]]


def test_psycinfo_has_tags_of_its_own_and_works_cited(records: dict[str, dict[str, Any]]) -> None:
    ponds = records["psycinfo"]
    assert (ponds["title"], ponds["date"]) == ("What ponds remember.", "2015-09")
    assert printed_in(ponds) == ("Journal of Ponds", "43", "5", "562-577")
    assert ids(ponds) == [("doi", "10.5555/ponds.2015"), ("pmid", "24000001")]
    assert places(ponds) == [
        ["University of Nowhere, Lima, Peru"], ["Institute of Rivers, Rome, Italy"],
    ]  # fmt: skip
    first, second = ponds["references"]
    assert (first["first_author"], first["year"]) == ("Brook, A.", 2001)
    assert first["ids"] == [{"scheme": "doi", "value": "10.5555/lakes.2001"}]
    assert (second["first_author"], second["year"]) == ("Society of Lakes", 1999)


def test_a_link_tells_the_book_that_a_chapter_is_in(records: dict[str, dict[str, Any]]) -> None:
    peaks = records["biosis"]
    assert names(peaks) == ["Okafor, Ngozi"]
    assert printed_in(peaks) == ("Mountains in two volumes", None, None, "371-397")
    assert (peaks["type"], peaks["venue"]["isbn"]) == ("chapter", "9780306406157")


def test_names_of_journals_have_degrees_and_marks_behind_them(
    records: dict[str, dict[str, Any]],
) -> None:
    rivers = records["journals"]
    assert (rivers["title"], names(rivers)) == ("Rivers that forget.", ["Zhao, Lihua", "He, Min"])
    assert (rivers["date"], rivers["language"]) == ("2011-08", "en")
    assert printed_in(rivers) == ("Acta Fluviatica", "43", "8", "647-653")
    assert [k["label"] for k in rivers["keywords"]] == ["rivers", "oblivion"]


def test_medline_has_its_number_full_names_and_bodies(records: dict[str, dict[str, Any]]) -> None:
    fens = records["medline"]
    assert (fens["title"], fens["type"]) == ("Fens in winter.", "review")
    assert names(fens) == ["Petit, Anne", "Fen Study Group"]
    assert ids(fens) == [("pmid", "25000001")]
    assert printed_in(fens) == ("Wetland Medicine", "7", "2", "11-9")
    assert [(k["label"], k["scheme"]) for k in fens["keywords"]] == [("Fens", "mesh")]


def test_a_record_without_a_title_is_a_reject() -> None:
    found = loaded(OvidLoader(), CORPUS / "broken_untitled.txt")
    assert [r["title"] for r in found.records] == ["Lakes with a title"]
    assert [reject.line for reject in found.rejects] == [1]


def test_plain_text_has_names_for_tags() -> None:
    above, below = loaded(OvidLoader(), CORPUS / "plain.txt").records
    assert above["title"] == "Clouds above lakes, and what they leave there."
    assert names(above) == ["Okafor, Ngozi", "Berg, Piet"]
    assert printed_in(above) == ("Ecology of Clouds", "8", "6", "1048-1064")
    assert (above["date"], above["abstract"]) == ("2015-09", "Clouds leave water.")
    assert above["type"] == "article", "as the words behind the title say"
    assert [k["label"] for k in above["keywords"]] == ["clouds", "canopy"]
    assert [(r["first_author"], r["year"]) for r in above["references"]] == [
        ("Brook A", 1989), ("Moreau E", 1998),
    ]  # fmt: skip
    assert (ids(above), below["title"]) == (
        [("doi", "10.5555/clouds.2015")],
        "Clouds below lakes.",
    )


def test_a_damaged_link_and_a_body_without_a_name_cost_nothing_else(tmp_path: Path) -> None:
    whole = (CORPUS / "databases.txt").read_text(encoding="utf-8")
    link = re.search(r"https?://(?=\S*sid=OVID)", whole)
    body = re.search(r"Fen Study Group\.?", whole)
    assert link is not None and body is not None
    path = tmp_path / "x"
    path.write_text(
        whole.replace(link[0], f"{link[0]}[", 1).replace(body[0], " . ", 1), encoding="utf-8"
    )
    found = loaded(OvidLoader(), path)
    assert (len(found.records), found.rejects) == (5, [])
    assert names(found.records[-1]) == ["Petit, Anne"]


def test_plain_text_without_numbers_and_papers_ahead_of_print(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    record = (
        "Score\n  *****\nAuthor\n  Okafor, Ngozi MD *;  Berg, Piet 1\nTitle\n  On {}.[Article]\n"
        "Source\n  Journal of Clouds. \nStatus\n  Publish Ahead of Print, 30 November 2015\n\n"
    )
    path.write_text("\n" + record.format("clouds") + record.format("lakes"))
    assert choose(Source(path, "x.txt")).name == "ovid"
    clouds, lakes = loaded(OvidLoader(), path).records
    assert (clouds["title"], lakes["title"]) == ("On clouds.", "On lakes.")
    assert (clouds["venue"]["name"], clouds["date"]) == ("Journal of Clouds", "2015-11-30")
    assert names(clouds) == ["Okafor, Ngozi", "Berg, Piet"]


def test_a_table_has_tags_as_headers_and_lists_in_cells() -> None:
    path = CORPUS / "table.csv"
    assert choose(Source(path, "x.csv")).name == "ovid"
    lakes, ponds = loaded(OvidLoader(), path).records
    assert lakes["title"] == "Lakes: depth, width and length."
    assert names(lakes) == ["Brook A.", "Dos Campos H.B."]
    york = "Department of Lakes, York, United Kingdom"
    assert places(lakes) == [[york, "Institute of Ponds, Ulm, Germany"], [york]]
    assert [k["label"] for k in lakes["keywords"]] == ["adult", "lake"]
    assert lakes["abstract"] == "Background: Lakes are deep. Method(s): A line."
    assert (ids(lakes), ids(ponds)) == ([("pmid", "30000001")], [("doi", "10.1000/ponds.2")])


def test_pages_of_embase_are_no_issue() -> None:
    lakes, ponds = loaded(OvidLoader(), CORPUS / "table.csv").records
    assert printed_in(lakes) == ("Journal of Lakes", "25", "1", "lak018")
    assert printed_in(ponds) == ("Annals of Ponds", "14", None, "4-9")
    assert (lakes["date"], ponds["date"]) == ("2018", "2021-12")
