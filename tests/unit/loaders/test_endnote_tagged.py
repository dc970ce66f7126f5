"""EndNote's tagged form, of Google Scholar, of publishers that put titles first, and of `refer`."""

from __future__ import annotations

from pathlib import Path

from kg.loaders.endnote_tagged import EndnoteTaggedLoader
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "endnote-tagged"


def read(name: str) -> Loaded:
    return loaded(EndnoteTaggedLoader(), CORPUS / name)


def test_an_article_with_all_its_facts() -> None:
    rivers = read("scholar.enw").records[0]
    assert rivers["title"] == "Rivers that remember their lakes"
    assert [m["name"] for m in rivers["mentions"]] == ["Okafor, Ngozi", "Moreau, Élise"]
    assert (rivers["date"], rivers["type"], rivers["n_authors"]) == ("2021-09-03", "article", 2)
    assert (rivers["volume"], rivers["issue"], rivers["pages"]) == ("12", "3", "101-119")
    assert rivers["venue"] == {
        "name": "Journal of Inland Waters", "type": "journal", "issn": "2211-3681", "isbn": None,
    }  # fmt: skip
    assert [i["value"] for i in rivers["ids"]] == ["10.5555/riw.2021.101"]


def test_values_over_lines_go_on_and_keywords_stand_one_a_line() -> None:
    rivers = read("scholar.enw").records[0]
    assert rivers["abstract"] == "Water keeps the shape of where it was."
    assert [k["label"] for k in rivers["keywords"]] == ["rivers", "memory of landscapes"]


def test_a_cut_list_is_cut_and_editors_are_editors() -> None:
    herons = read("scholar.enw").records[1]
    assert herons["authors_complete"] is False
    assert [(m["name"], m["role"]) for m in herons["mentions"]] == [
        ("Zhang, Wei", "author"),
        ("Lund, Per", "editor"),
    ]
    assert herons["venue"]["name"] == "Proceedings of the Workshop on Birds"


def test_the_title_may_come_before_the_type() -> None:
    book, article = read("title_first.txt").records
    assert (book["title"], book["type"]) == ("Sluices of the low countries", "book")
    assert (article["title"], article["type"]) == ("A dyke for every tide", "article")
    assert article["venue"]["name"] == "Annals of Dykes"


def test_what_names_no_work_is_rejected_where_it_stands() -> None:
    found = read("broken_refer.txt")
    assert [r["title"] for r in found.records] == ["Notes on wells"]
    assert [(r.line, r.index) for r in found.rejects] == [(7, 1)]


def test_the_date_may_be_whole_in_its_place_and_markup_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.enw"
    path.write_text("%0 Thesis\n%A Moreau, E.\n%T Lakes &amp; ponds\n%D 2001-05\n", "utf-8")
    (thesis,) = loaded(EndnoteTaggedLoader(), path).records
    assert (thesis["title"], thesis["date"]) == ("Lakes & ponds", "2001-05")


def test_cnki_has_all_the_authors_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "cnki.enw"
    path.write_text(
        "%0 Journal Article\n%A 张远%A 李华%A 王五\n%T 湖泊研究\n%D 2021\n", encoding="utf-8"
    )
    lakes = loaded(EndnoteTaggedLoader(), path).records[0]
    assert [m["name"] for m in lakes["mentions"]] == ["张远", "李华", "王五"]
    assert lakes["n_authors"] == 3
