"""RIS as publishers and their hosts write it, each with habits of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.loaders.ris import RisLoader
from kg.testing.loaders import loaded


def record_of(tmp_path: Path, lines: str) -> dict[str, Any]:
    path = tmp_path / "x.ris"
    path.write_text(f"TY  - JOUR\nTI  - Lakes\n{lines}\nER  - \n", encoding="utf-8")
    (record,) = loaded(RisLoader(), path).records
    return record


def ids(record: dict[str, Any]) -> dict[str, str]:
    return {i["scheme"]: i["value"] for i in record["ids"]}


def test_psycinfo_of_ebsco(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "N1  - Accession Number: 2019-12345-001. PMID: 30945678 Release Date: 20190401.\n"
        "N2  - Lakes calm. (PsycINFO Database Record (c) 2019 APA, all rights reserved)",
    )
    assert (ids(record), record["abstract"]) == ({"pmid": "30945678"}, "Lakes calm.")


def test_wiley_notes_the_address_of_the_doi(tmp_path: Path) -> None:
    record = record_of(tmp_path, "N1  - https://doi.org/10.5555/lakes.1")
    assert (ids(record), record["comment"]) == ({"doi": "10.5555/lakes.1"}, None)


def test_acm_has_a_dash_between_pages_and_the_web_of_science_a_plus(tmp_path: Path) -> None:
    assert record_of(tmp_path, "SP  - 1–12")["pages"] == "1-12"
    assert record_of(tmp_path, "SP  - 7\nEP  - +")["pages"] == "7"


def test_ebsco_tells_the_language_of_each_abstract(tmp_path: Path) -> None:
    record = record_of(tmp_path, "AB  - Lakes are wet. (English) [ABSTRACT FROM AUTHOR]")
    assert record["abstract"] == "Lakes are wet."


def test_springer_tells_the_doi_of_a_chapter_as_its_id(tmp_path: Path) -> None:
    assert ids(record_of(tmp_path, "ID  - 10.5555/978-3_13")) == {"doi": "10.5555/978-3_13"}
    assert ids(record_of(tmp_path, "ID  - Brook2031")) == {}


def test_oup_and_biorxiv_have_lost_the_lines_of_abstracts(tmp_path: Path) -> None:
    said = "AbstractLakes.Competing Interest StatementThe authors have declared no interest."
    assert record_of(tmp_path, f"AB  - {said}")["abstract"] == "Lakes."


def test_catalogues_say_that_an_author_is_one(tmp_path: Path) -> None:
    (brook,) = record_of(tmp_path, "AU  - Brook, Ada, author")["mentions"]
    assert (brook["name"], brook["given"]) == ("Brook, Ada", "Ada")


def test_the_day_online_is_no_remark(tmp_path: Path) -> None:
    assert record_of(tmp_path, "N1  - 2031/06/01 online")["comment"] is None


def test_embase_notes_its_number_and_days(tmp_path: Path) -> None:
    assert record_of(tmp_path, "N1  - L627000001\n2031-04-05")["comment"] is None


def test_formulas_are_read_and_sums_of_money_are_none(tmp_path: Path) -> None:
    record = record_of(tmp_path, r"AB  - Lakes of $$\alpha $$ and $L^2$ cost $5 or $10.")
    assert record["abstract"] == "Lakes of α and L² cost $5 or $10."


def test_covidence_leaves_editors_of_bibtex_together_and_notes_who_said_what(
    tmp_path: Path,
) -> None:
    record = record_of(
        tmp_path,
        "A1  - Brook, Ada\nA1  - Reed, S and Elm, JHW and Oak, L.\n"
        "N1  - Ann Berg (2019-09-17 02:54:57)(Screen): read it; ",
    )
    assert [m["name"] for m in record["mentions"]] == [
        "Brook, Ada", "Reed, S", "Elm, JHW", "Oak, L.",
    ]  # fmt: skip
    assert record["comment"] is None


def test_mendeley_puts_the_citation_of_ebsco_behind_numbers(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "VL  - 60 OP  - Journal of Lakes. Jul2016, Vol. 60 Issue 8, p2.\n"
        "IS  - 8 OP - Lakes. June, 2016",
    )
    assert (record["volume"], record["issue"]) == ("60", "8")


def test_wiley_has_headings_in_abstracts_and_no_issue_at_first(tmp_path: Path) -> None:
    record = record_of(
        tmp_path, "VL  - n/a\nIS  - n/a\nPB  - Wiley & Sons\nN2  - Abstract We dive."
    )
    assert (record["volume"], record["issue"], record["abstract"]) == (None, None, "We dive.")


def test_preprints_have_no_pages_in_ads(tmp_path: Path) -> None:
    record = record_of(tmp_path, "SP  - arXiv:2301.00001\nUR  - https://arxiv.org/abs/2301.00001")
    assert (record["pages"], ids(record)) == (None, {"arxiv": "2301.00001"})
