"""RIS in its many flavours."""

from __future__ import annotations

from pathlib import Path

from kg.loaders.ris import RisLoader
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "ris"


def read(tmp_path: Path, text: str) -> Loaded:
    path = tmp_path / "x.ris"
    path.write_text(text, encoding="utf-8")
    return loaded(RisLoader(), path)


def test_a_zotero_export() -> None:
    lakes, rivers, ponds = loaded(RisLoader(), CORPUS / "zotero.ris").records
    assert lakes["title"] == "Lakes as graphs"
    assert [(m["name"], m["family"], m["suffix"]) for m in lakes["mentions"]] == [
        ("Moreau, Élodie", "Moreau", None),
        ("King, Martin, Jr.", "King", "Jr."),
        ("The Lake Consortium", None, None),
    ]
    assert (lakes["year"], lakes["date"], lakes["line"]) == (2014, "2014-05-31", 2)
    assert lakes["ids"] == [{"scheme": "doi", "value": "10.5555/jog.2014.7"}]
    assert lakes["venue"]["name"] == "Journal of Imaginary Graphs"
    assert lakes["venue"]["issn"] == "1539-3755"
    assert [k["label"] for k in lakes["keywords"]] == ["lakes", "graphs", "water"]
    assert lakes["citation_count"] == 42
    assert rivers["type"] == "conference-paper"
    assert [(m["name"], m["role"]) for m in rivers["mentions"]] == [
        ("Zhang,Wei", "author"),
        ("Török, Balázs", "editor"),
    ]
    assert (ponds["n_authors"], ponds["authors_complete"]) == (None, False)
    assert (ponds["ids"][0]["value"], ponds["arxiv_version"]) == ("1602.01234", 3)
    assert (ponds["date"], ponds["type"]) == ("2016-02", "preprint")


def test_a_value_goes_on_over_lines_even_when_one_looks_like_a_tag() -> None:
    lakes = loaded(RisLoader(), CORPUS / "zotero.ris").records[0]
    assert lakes["abstract"] == (
        "First line of the abstract, which goes on in a second line "
        "AI - and even looks like a tag in the third."
    )


def test_text_between_records_and_missing_ends() -> None:
    found = loaded(RisLoader(), CORPUS / "ovid.ris")
    assert found.rejects == []
    assert [r["title"][:12] for r in found.records] == [
        "An Ovid reco",
        "The end of t",
        "And so is th",
    ]
    assert found.records[0]["abstract"] == "The abstract stands in N2."
    assert [m["role"] for m in found.records[0]["mentions"]] == ["author"]
    assert found.records[1]["ids"] == [{"scheme": "pmid", "value": "30000001"}]


def test_one_space_before_the_hyphen() -> None:
    (book,) = loaded(RisLoader(), CORPUS / "one_space.ris").records
    assert (book["title"], book["year"]) == ("One space before the hyphen", 1999)
    assert book["ids"] == [{"scheme": "isbn", "value": "9780306406157"}]


def test_a_record_that_names_no_paper_is_a_reject() -> None:
    found = loaded(RisLoader(), CORPUS / "broken_untitled.ris")
    assert [r["title"] for r in found.records] == ["A title", "Another title"]
    (reject,) = found.rejects
    assert (reject.line, reject.index) == (6, 1)
    assert (reject.raw or "").startswith("TY  - JOUR\nAU  - Zhang")


def test_the_first_date_that_holds_counts_and_the_finest_of_its_year(tmp_path: Path) -> None:
    dates = "PY  - 99\nPY  - ///\nPY  - 2001///\nY1  - 2001/09/00/\nDA  - 2003\n"
    text = f"TY  - JOUR\nTI  - T\n{dates}ER  -\n"
    (record,) = read(tmp_path, text).records
    assert (record["year"], record["date"]) == (2001, "2001-09")


def test_several_types_in_a_row_are_one_record(tmp_path: Path) -> None:
    found = read(tmp_path, "TY  - BOOK\nTY  - JOUR\nTI  - T\nER  - \n")
    assert len(found.records) == 1
    assert found.rejects == []


def test_an_author_with_a_year_tells_a_work_though_it_has_no_title(tmp_path: Path) -> None:
    path = tmp_path / "untitled.ris"
    path.write_text("TY  - JOUR\nAU  - Zhang, W.\nPY  - 2004\nER  - \n", encoding="utf-8")
    found = loaded(RisLoader(), path)
    assert not found.rejects
    assert [(r["title"], r["year"]) for r in found.records] == [(None, 2004)]


def test_a_journal_may_be_called_like_its_paper_but_a_book_is_not_in_itself(
    tmp_path: Path,
) -> None:
    journal, book = (
        "TY  - JOUR\nTI  - Water\nJO  - Water\nER  - \n",
        "TY  - CHAP\nTI  - A\nBT  - A\n",
    )
    found = read(tmp_path, journal + book).records
    assert [r["venue"] and r["venue"]["name"] for r in found] == ["Water", None]
