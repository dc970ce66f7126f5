"""Lists with a small form of their own: Word's sources, JSTOR's data sets, ProQuest's reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.loaders.jstor import JstorLoader
from kg.loaders.proquest import ProquestLoader
from kg.loaders.word_sources import WordSourcesLoader
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def names(record: dict[str, Any], role: str = "author") -> list[str]:
    return [m["name"] for m in record["mentions"] if m["role"] == role]


class TestWordSources:
    def test_an_article_with_its_numbers_in_one(self) -> None:
        looms = loaded(WordSourcesLoader(), CORPUS / "word-sources/sources.xml").records[0]
        assert (looms["title"], looms["type"], looms["date"]) == (
            "On looms", "article", "1843-03-03",
        )  # fmt: skip
        assert names(looms) == ["Ada B. Lovelace", "Emil Moreau"], "translators are no authors"
        assert looms["ids"] == [{"scheme": "doi", "value": "10.5555/looms.1"}]
        assert (looms["venue"]["name"], looms["venue"]["issn"]) == ("Journal of Looms", "1234-5679")
        assert (looms["volume"], looms["issue"], looms["pages"]) == ("4", "2", "12-19")
        assert [k["label"] for k in looms["keywords"]] == ["looms", "ponds"]

    def test_bodies_editors_inventors_and_lists_in_the_place_of_a_body(self) -> None:
        found = loaded(WordSourcesLoader(), CORPUS / "word-sources/sources.xml").records
        _, maps, weaving, loom = found
        assert (names(maps), names(maps, "editor")) == (["Office of Maps, Nowhere"], ["Piet Berg"])
        assert (maps["type"], maps["venue"]["name"]) == ("chapter", "The book of ponds")
        assert maps["ids"][0]["value"] == "10.5555/ponds.7", "by its address"
        assert (weaving["type"], names(weaving)) == ("thesis", ["Weaver, Ida", "Potter, Lea"])
        assert (loom["type"], names(loom)) == ("patent", ["Jacquard"])

    def test_a_source_that_names_nothing_is_rejected(self) -> None:
        found = loaded(WordSourcesLoader(), CORPUS / "word-sources/broken_sources.xml")
        assert [r["title"] for r in found.records] == ["The first book", "The last book"]
        assert [r.line for r in found.rejects] == [4]


class TestJstor:
    def test_an_article_a_review_and_front_matter(self) -> None:
        north, review, front = loaded(JstorLoader(), CORPUS / "jstor/citations.xml").records
        assert (north["title"], names(north)) == (
            "Bedstraws of the north", ["Ada Brook", "Emil Moreau"],
        )  # fmt: skip
        assert (north["date"], north["pages"], north["type"]) == ("1954-07-01", "88-105", "article")
        assert (north["venue"]["name"], north["volume"]) == ("Nowhere Naturalist", "52")
        assert (review["title"], review["comment"]) == (
            None, "Review of Natural History of Ponds, Emil Moreau;Lea Potter",
        )  # fmt: skip
        assert (front["type"], front["mentions"], front["ids"][0]["value"]) == (
            "other", [], "10.5555/1003",
        )  # fmt: skip


class TestProquest:
    def test_each_document_once_whatever_lists_it_before_and_behind(self) -> None:
        found = loaded(ProquestLoader(), CORPUS / "proquest/report.txt")
        assert [r["title"] for r in found.records] == ["On looms", "Ponds: a study"]
        assert found.rejects == []

    def test_a_thesis(self) -> None:
        thesis = loaded(ProquestLoader(), CORPUS / "proquest/report.txt").records[0]
        assert (thesis["type"], thesis["date"], thesis["venue"]) == ("thesis", "2014", None)
        assert names(thesis) == ["Lovelace, Ada"], "advisers and committees are no authors"
        assert thesis["ids"] == [{"scheme": "isbn", "value": "9780306406157"}]
        assert thesis["abstract"] == "Looms are woven upon. Result: they weave."
        assert thesis["url"] == "http://search.proquest.com/docview/1000000001?accountid=1"
        assert [k["label"] for k in thesis["keywords"]] == [
            "Looms", "Wefts", "Philosophy of Science", "Weaving",
        ]  # fmt: skip

    def test_an_article(self) -> None:
        ponds = loaded(ProquestLoader(), CORPUS / "proquest/report.txt").records[1]
        assert (ponds["type"], ponds["date"], names(ponds)) == (
            "article", "2012-05", ["Brook, Ada", "Reed, Sam"],
        )  # fmt: skip
        assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Journal of Ponds", "1234-5679")
        assert (ponds["volume"], ponds["issue"], ponds["pages"]) == ("7", "2", "12-19")
        assert ponds["ids"] == [{"scheme": "doi", "value": "10.5555/ponds.2"}]

    def test_a_document_without_anything_is_rejected(self) -> None:
        found = loaded(ProquestLoader(), CORPUS / "proquest/broken_report.txt")
        assert [r["title"] for r in found.records] == ["The first document", "The last document"]
        assert [r.line for r in found.rejects] == [13]
