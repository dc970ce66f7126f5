from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.jats import JatsLoader
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "jats"


@pytest.fixture
def records() -> list[dict[str, Any]]:
    return loaded(JatsLoader(), CORPUS / "article.nxml").records


def test_people_with_what_they_point_to(records: list[dict[str, Any]]) -> None:
    ada, charles, body, editor = records[0]["mentions"]
    assert [(a["name"], a["ror"], a["country"]) for a in ada["affiliations"]] == [
        ("University of London, London, UK", "04cw6st05", "GB"),
        ("Institute of Looms, Lyon, France", None, None),
    ]
    assert [a["name"][:9] for a in charles["affiliations"]] == ["Institute"]
    assert (ada["corresponding"], charles["corresponding"]) == (True, None)
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert (body["name"], body["position"]) == ("Engine Consortium", 3)
    assert (editor["name"], editor["role"]) == ("Donald Knuth", "editor")
    assert records[0]["n_authors"] == 3


def test_title_abstract_and_their_raw_form(records: list[dict[str, Any]]) -> None:
    assert records[0]["title"] == "Weaving by engine λ: a review"
    assert records[0]["abstract"] == "Background We weave x²."
    assert "msup" in records[0]["raw"]


def test_the_finest_date_in_the_year_of_the_issue(records: list[dict[str, Any]]) -> None:
    assert [r["date"] for r in records] == ["1999-10-15", "2001"]


def test_references_in_three_forms(records: list[dict[str, Any]]) -> None:
    abel, jacquard, plain = records[0]["references"]
    assert (abel["first_author"], abel["title"], abel["volume"], abel["page"]) == (
        "Abel NH", "On cards", "1", "65",
    )  # fmt: skip
    assert abel["ids"] == [{"scheme": "doi", "value": "10.1515/crll.1826.1.65"}]
    assert (jacquard["title"], jacquard["year"]) == ("Looms and cards", 1804)
    assert plain["text"] == "Plain text of a work, 1900."


def article(tmp_path: Path, front: str, references: str = "") -> dict[str, Any]:
    path = tmp_path / "article.xml"
    path.write_text(
        "<article><front><article-meta><title-group><article-title>Ponds</article-title>"
        f"</title-group>{front}</article-meta></front><back><ref-list>{references}</ref-list>"
        "</back></article>",
        encoding="utf-8",
    )
    (record,) = loaded(JatsLoader(), path).records
    return record


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (
            '<label>1</label><institution content-type="dept">Lakes</institution><institution>Uni'
            "</institution><addr-line><named-content>York</named-content></addr-line>"
            "<country>UK</country>",
            "Lakes, Uni, York, UK",
        ),
        (
            '<institution content-type="orgname">Uni</institution><country country="BR">Brasil'
            '</country><institution content-type="original">Uni. York, Brasil.</institution>',
            "Uni. York, Brasil",
        ),
        ("<institution>Uni</institution>, York, <country>UK</country>", "Uni, York, UK"),
    ],
)
def test_parts_of_an_affiliation_side_by_side(tmp_path: Path, parts: str, name: str) -> None:
    record = article(
        tmp_path,
        '<contrib-group><contrib contrib-type="author"><name><surname>Brook</surname></name>'
        f'<xref ref-type="aff" rid="a1"/></contrib><aff id="a1">{parts}</aff></contrib-group>',
    )
    assert [a["name"] for a in record["mentions"][0]["affiliations"]] == [name]


def test_an_entry_of_the_references_may_cite_several(tmp_path: Path) -> None:
    record = article(
        tmp_path,
        "",
        "<ref><label>1</label><mixed-citation>(a) A. Brook, 2001.</mixed-citation>"
        "<mixed-citation>(b) S. Reed, 2002.</mixed-citation></ref>"
        "<ref><mixed-citation>Brook A. Ponds.</mixed-citation><element-citation><article-title>"
        "Ponds</article-title></element-citation></ref>",
    )
    texts = [reference["text"] for reference in record["references"]]
    assert texts == ["(a) A. Brook, 2001.", "(b) S. Reed, 2002.", "Ponds"]


def test_references_are_printed_without_blanks_before_marks(tmp_path: Path) -> None:
    record = article(
        tmp_path,
        "",
        "<ref><mixed-citation><string-name>A. Brook</string-name>, <article-title>Ponds"
        "</article-title>. <source>Water</source> <fpage>4</fpage>–<lpage>9</lpage>,"
        "<page-range>4</page-range> (<year>2006</year>).</mixed-citation></ref>",
    )
    (reference,) = record["references"]
    assert reference["text"] == "A. Brook, Ponds. Water 4–9, 4 (2006)."
    assert reference["first_author"] == "A. Brook"


def test_facts(records: list[dict[str, Any]]) -> None:
    first, second = records
    assert {i["scheme"]: i["value"] for i in first["ids"]} == {
        "doi": "10.1000/engines.1", "pmid": "11736001", "pmcid": "PMC7384743",
    }  # fmt: skip
    assert [(k["label"], k["scheme"]) for k in first["keywords"]] == [
        ("weaving", "author"), ("punched cards", "author"), ("Looms", "mesh"),
        ("Looms", "subject"),
    ]  # fmt: skip
    assert first["open_access_url"] == "https://example.org/engines"
    assert (first["type"], second["type"]) == ("review", "other")
    assert (second["retracted"], second["pages"]) == (True, "e77")


def test_a_broken_article_is_a_reject_and_the_rest_is_read() -> None:
    found = loaded(JatsLoader(), CORPUS / "broken_article.xml")
    assert [r["title"] for r in found.records] == ["The first article", "The last article"]
    assert [r.line for r in found.rejects] == [3, 4]
