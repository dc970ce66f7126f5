from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.pubmed_xml import PubmedXmlLoader
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "pubmed-xml"


@pytest.fixture
def records() -> list[dict[str, Any]]:
    return loaded(PubmedXmlLoader(), CORPUS / "set.xml").records


def test_markup_becomes_text_and_stays_in_raw(records: list[dict[str, Any]]) -> None:
    assert records[0]["title"] == "Weaving Fe₂O₃ by engines."
    assert records[0]["abstract"] == "METHODS: We weave x². RESULTS: It is woven."
    assert "<sub>2</sub>" in records[0]["raw"]
    assert "msup" in records[0]["raw"]


def test_authors_with_ids_affiliations_suffix_and_bodies(records: list[dict[str, Any]]) -> None:
    ada, charles, body = records[0]["mentions"]
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert [(a["name"][:10], a["ror"]) for a in ada["affiliations"]] == [
        ("Department", "https://ror.org/04cw6st05"), ("Institute ", None),
    ]  # fmt: skip
    assert (charles["family"], charles["suffix"]) == ("Babbage", "Jr")
    assert (body["name"], body["family"], body["position"]) == ("Engine Consortium", None, 3)


def test_a_list_that_says_it_is_cut(records: list[dict[str, Any]]) -> None:
    assert (records[0]["n_authors"], records[0]["authors_complete"]) == (3, True)
    assert (records[1]["n_authors"], records[1]["authors_complete"]) == (None, False)


def test_dates_are_as_precise_as_stated(records: list[dict[str, Any]]) -> None:
    assert [r["date"] for r in records] == ["1999-10-15", "1998", "2020-03-07", "1993"]


def test_keywords_and_headings(records: list[dict[str, Any]]) -> None:
    assert [(k["label"], k["scheme"]) for k in records[0]["keywords"]] == [
        ("weaving", "author"), ("Looms", "mesh"),
    ]  # fmt: skip


def test_references_with_their_ids(records: list[dict[str, Any]]) -> None:
    abel, jacquard = records[0]["references"]
    assert {i["scheme"] for i in abel["ids"]} == {"pmid", "doi"}
    assert abel["year"] == 1826
    assert (jacquard["ids"], jacquard["text"]) == ([], "Jacquard JM. Looms.")


def test_retraction_from_either_side(records: list[dict[str, Any]]) -> None:
    assert [r["retracted"] for r in records] == [True, True, None, None]


def test_a_title_in_its_own_language_and_a_chapter(records: list[dict[str, Any]]) -> None:
    assert records[1]["title"] == "Ueber Webstuehle."
    assert (records[3]["type"], records[3]["venue"]["name"]) == ("chapter", "A book of looms")
    assert [r["type"] for r in records[:3]] == ["review", "article", None]


def test_a_broken_article_is_a_reject_and_the_rest_is_read() -> None:
    found = loaded(PubmedXmlLoader(), CORPUS / "broken_article.xml")
    assert [r["title"] for r in found.records] == ["The first article", "The last article"]
    assert [r.line for r in found.rejects] == [3, 4]
