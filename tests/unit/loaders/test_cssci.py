"""The text export of the Chinese Social Sciences Citation Index."""

from __future__ import annotations

from pathlib import Path

from kg.loaders.cssci import CssciLoader
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "cssci"


def read(name: str) -> Loaded:
    return loaded(CssciLoader(), CORPUS / name)


def test_an_article_with_its_issue_people_and_places() -> None:
    lakes = read("export.txt").records[0]
    assert lakes["title"] == "湖泊与河流的记忆:以水文档案为例"
    assert [m["name"] for m in lakes["mentions"]] == ["林一舟", "周望", "陈晚"]
    assert [[a["name"] for a in m["affiliations"]] for m in lakes["mentions"]] == [
        ["江湖大学, 档案学院"], ["水利史研究所"], ["江湖大学, 档案学院"],
    ]  # fmt: skip
    assert (lakes["n_authors"], lakes["authors_complete"]) == (3, True)
    assert (lakes["venue"]["name"], lakes["venue"]["type"]) == ("水文档案学刊", "journal")
    printed = ("year", "volume", "issue", "pages", "type")
    assert [lakes[key] for key in printed] == [2019, "40", "3", "3-19", "article"]
    assert [k["label"] for k in lakes["keywords"]] == ["湖泊", "水文档案", "集体记忆"]


def test_works_cited_are_read_as_far_as_their_full_stops_allow() -> None:
    article, book, initials, other = read("export.txt").records[0]["references"]
    parts = ("first_author", "title", "source", "year", "volume", "page")
    assert [article[key] for key in parts] == ["周望", "水闸与时间", "水利史研究", 2015, "12", "45"]
    assert [book[key] for key in parts] == ["约翰·里德", "河流的语言", None, 2008, None, None]
    assert [initials[key] for key in parts] == [None, None, None, 2001, None, None]
    assert (other["text"], other["year"]) == ("江湖年鉴", None)


def test_a_review_whose_only_place_is_the_first_authors() -> None:
    dams = read("export.txt").records[1]
    assert [a["name"] for m in dams["mentions"] for a in m["affiliations"]] == ["水利史研究所"]
    assert (dams["type"], dams["volume"], dams["issue"]) == ("review", None, "10")
    assert [(k["label"], k["scheme"]) for k in dams["keywords"]] == [
        ("堤坝", "author"), ("历史学", "subject"), ("图书馆、情报与文献学", "subject"),
    ]  # fmt: skip
    assert (dams["references"], dams["n_references"]) == ([], None)


def test_what_names_no_work_is_rejected_and_the_rest_goes_on() -> None:
    found = read("broken_untitled.txt")
    assert [(r["title"], r["year"]) for r in found.records] == [("井的地图", None)]
    assert [(r.line, r.index) for r in found.rejects] == [(1, 0)]
