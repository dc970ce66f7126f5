"""BibTeX of people's own publication lists, of publishers, and what EndNote keeps of PubMed in it:
fields and marks that no manual of BibTeX has, but that tell the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.bibtex import BibtexLoader
from kg.loaders.reading.people.name_marks import without_marks
from kg.testing.loaders import loaded


def record_of(tmp_path: Path, fields: str, kind: str = "article") -> dict[str, Any]:
    path = tmp_path / "papers.bib"
    path.write_text(
        f"---\n---\n\n@{kind}{{key, title = {{Deep Lakes}}, {fields}}}\n", encoding="utf-8"
    )
    found = loaded(BibtexLoader(), path)
    assert found.rejects == []
    (record,) = found.records
    return record


def ids(record: dict[str, Any]) -> set[tuple[str, str]]:
    return {(i["scheme"], i["value"]) for i in record["ids"]}


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ("arxiv = {1706.00001}", {("arxiv", "1706.00001")}),
        ("arxiv = {https://arxiv.org/abs/1706.00001v2}", {("arxiv", "1706.00001")}),
        ("pdf = {https://arxiv.org/pdf/1706.00001}", {("arxiv", "1706.00001")}),
        ("html = {https://doi.org/10.5555/lakes.1}", {("doi", "10.5555/lakes.1")}),
        ("arxiv = {http://papers.example.org/abstract=12}", set()),
        ("PubMedID = {34696078}", {("pmid", "34696078")}),
        ("note ={PMID: 31234567}", {("pmid", "31234567")}),
        (
            r"Note={[DOI:\href{https://dx.doi.org/10.5555/lakes.1}{10.5555/lakes.1}] "
            "[PubMed Central:PMC1234567] [PubMed:12345678]}",
            {("doi", "10.5555/lakes.1"), ("pmcid", "PMC1234567"), ("pmid", "12345678")},
        ),
        ("note = {Comment on PMID: 31234567}", set()),
        ('note = "10.5555/lakes.1"', {("doi", "10.5555/lakes.1")}),
        ("bdsk-url-1 = {https://doi.org/10.5555/lakes.1}", {("doi", "10.5555/lakes.1")}),
        (
            "url = {http://example.org/a; http://doi.acm.org/10.5555/lakes.1; http://example.org}",
            {("doi", "10.5555/lakes.1")},
        ),
        (
            'url = {doi:<a href="https://doi.org/10.5555/lakes.1">10.5555/lakes.1</a>}',
            {("doi", "10.5555/lakes.1")},
        ),
    ],
)
def test_fields_of_sites_and_publishers_tell_the_work(
    fields: str, known: set[tuple[str, str]], tmp_path: Path
) -> None:
    assert ids(record_of(tmp_path, fields)) == known


def test_numbers_in_a_note_are_no_remark(tmp_path: Path) -> None:
    assert record_of(tmp_path, "note = {PMID: 31234567}")["comment"] is None
    assert record_of(tmp_path, "note = {Best paper: see p. 3}")["comment"] == "Best paper: see p. 3"


def test_a_site_links_the_code_of_a_paper(tmp_path: Path) -> None:
    record = record_of(tmp_path, "code = {https://github.com/moreau/lakes}, html = {a.html}")
    assert (record["has_code"], record["code_url"]) == (True, "https://github.com/moreau/lakes")
    assert record["url"] is None
    assert record_of(tmp_path, "code = {local.zip}")["has_code"] is None


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        (r"Moreau*†, E. and Berg, P.$^{\dagger}$", "Moreau, E. and Berg, P."),
        (r"E. Moreau\textsuperscript{1,*} and P. Berg{*}", "E. Moreau and P. Berg"),
        (r"E. Moreau\thanks{Equal {first} share} and P. Berg\dag", "E. Moreau and P. Berg"),
        (r"E. Moreau\footnotemark[1] and P. Berg<sup>1</sup>", "E. Moreau and P. Berg"),
        (r"E. Moreau¹,² and P. Berg (equal contribution)", "E. Moreau and P. Berg "),
        (r"\textbf{M{\"u}ller, E.} and \underline{\emph{P. Berg}}", r"M{\"u}ller, E. and P. Berg"),
        (r"{\bf Moreau, E.} and **Berg, P.**", "Moreau, E. and Berg, P."),
        (r"M\textsuperscript{c}Lean, E.", r"M\textsuperscript{c}Lean, E."),
        (r"Zol\^{a}, \'Emile and St\^*, B.", r"Zol\^{a}, \'Emile and St\^, B."),
    ],
)
def test_marks_and_emphasis_are_no_part_of_a_name(written: str, bare: str) -> None:
    assert without_marks(written) == bare


def test_a_name_in_bold_has_its_parts(tmp_path: Path) -> None:
    [one, two] = record_of(tmp_path, r"author = {\textbf{Moreau, Emil}$^*$ and Berg, P.}")[
        "mentions"
    ]
    assert (one["name"], one["family"], one["given"]) == ("Moreau, Emil", "Moreau", "Emil")
    assert two["name"] == "Berg, P."


@pytest.mark.parametrize(
    ("written", "families"),
    [
        ("Moreau J and Berg PW and van der Reed C", ["Moreau", "Berg", "van der Reed"]),
        ("Moreau, J K and Berg P W", ["Moreau", "Berg"]),
        ("Malcolm X and Alex Haley", [None, None]),
        ("Weinan E", [None]),
        ("Moreau, Emil and Weinan E", ["Moreau", None]),
        ("Moreau, E. and P Berg", ["Moreau", None]),
    ],
)
def test_family_names_come_first_where_initials_follow_them(
    written: str, families: list[str | None], tmp_path: Path
) -> None:
    record = record_of(tmp_path, f"author = {{{written}}}")
    assert [m["family"] for m in record["mentions"]] == families


def test_bibsonomy_dates_the_entry_not_the_work(tmp_path: Path) -> None:
    fields = "date = {2006-02-15}, interhash = {67ad}, month = jun, year = 2004"
    assert record_of(tmp_path, fields)["date"] == "2004-06"


def test_types_that_mendeley_names_in_words(tmp_path: Path) -> None:
    assert record_of(tmp_path, "year = 2018", "web_page")["type"] == "web-page"
    assert record_of(tmp_path, "year = 2018", "book_section")["type"] == "chapter"


OF_PUBMED = """note = {1179-192x
Moreau, Emil W
Orcid: 0000-0002-1825-0097
van den Berg, Piet
Orcid: 0000-0001-5109-3700
Nobody, Else
Orcid: 0000-0002-1694-233X
P50/National Institute of Lakes/
Journal Article
Peru
2021/03/09
Lakes Res. 2021 Mar;12(3):4-9. doi: 10.5555/lakes.1.}"""


def test_endnote_keeps_orcids_of_pubmed_in_a_note_that_is_no_remark(tmp_path: Path) -> None:
    record = record_of(tmp_path, "author = {Moreau, E. W. and van den Berg, P.}, " + OF_PUBMED)
    assert [[i["value"] for i in m["ids"]] for m in record["mentions"]] == [
        ["0000-0002-1825-0097"], ["0000-0001-5109-3700"]
    ]  # fmt: skip
    assert record["comment"] is None


@pytest.mark.parametrize(
    ("field", "labels"),
    [
        ("Animals\n*Ponds/history\nModels, Old", ["Animals", "Ponds/history", "Models, Old"]),
        ("deep water,\nlakes,\nponds", ["deep water", "lakes", "ponds"]),
        ("deep\n  water, lakes", ["deep water", "lakes"]),
        ("rivers, deep lakes, old\nponds, wells", ["rivers", "deep lakes", "old ponds", "wells"]),
    ],
)  # fmt: skip
def test_endnote_lists_keywords_one_a_line(field: str, labels: list[str], tmp_path: Path) -> None:
    record = record_of(tmp_path, f"keywords = {{{field}}}")
    assert [k["label"] for k in record["keywords"]] == labels


@pytest.mark.parametrize("server", ["bioRxiv", "medRxiv", "PsyArXiv"])
def test_what_a_preprint_server_has_is_a_preprint(server: str, tmp_path: Path) -> None:
    record = record_of(tmp_path, f"journal = {{{server}}}")
    assert (record["type"], record["venue"]["type"]) == ("preprint", "repository")


@pytest.mark.parametrize(
    ("written", "pages"),
    [("55--", "55"), ("5--9", "5-9"), ("--", None), ("634 - 664", "634-664"), ("5 -- 9", "5-9")],
)
def test_pages_have_one_hyphen_between_them(
    written: str, pages: str | None, tmp_path: Path
) -> None:
    assert record_of(tmp_path, f"pages = {{{written}}}")["pages"] == pages


def test_an_address_is_no_journal(tmp_path: Path) -> None:
    record = record_of(tmp_path, "journal = {https://lakes.example/news/1.html}")
    assert (record["venue"], record["url"]) == (None, "https://lakes.example/news/1.html")
