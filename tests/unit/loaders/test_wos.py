from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.reading.text import head_of
from kg.loaders.wos import WosLoader
from kg.loaders.wos_table import WosTableLoader
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def records(name: str) -> list[dict[str, Any]]:
    return loaded(WosLoader(), CORPUS / "wos" / name).records


@pytest.fixture(scope="module")
def engines() -> dict[str, Any]:
    return records("clarivate.txt")[0]


def by_name(record: dict[str, Any]) -> dict[str, Any]:
    return {mention["name"]: mention for mention in record["mentions"]}


def test_lines_that_begin_with_blanks_continue_a_field(engines: dict[str, Any]) -> None:
    assert engines["title"].endswith("engines of two kinds")
    assert "Punched cards" in [k["label"] for k in engines["keywords"]]


def test_numbers_of_inspec_are_shorter_and_its_months_numbers(tmp_path: Path) -> None:
    path = tmp_path / "inspec.txt"
    path.write_text(
        "FN X\nVR 1.0\nPT J\nTI Looms\nPD 04 2006\nPY 2006\nUT INSPEC:8863438\nER\n\nEF\n"
    )
    (looms,) = loaded(WosLoader(), path).records
    assert looms["ids"] == [{"scheme": "wos", "value": "INSPEC:8863438"}]
    assert looms["date"] == "2006-04"


@pytest.mark.parametrize(
    ("kind", "dois"),
    [("Article; Book Chapter", []), ("Book", [{"scheme": "doi", "value": "10.5555/waters"}])],
)
def test_the_doi_of_a_book_is_none_of_its_chapters(
    kind: str, dois: list[dict[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "book.txt"
    path.write_text(
        f"FN X\nVR 1.0\nPT B\nTI Ponds\nSO WATERS\nDT {kind}\nD2 10.5555/waters\nER\n\nEF\n"
    )
    (ponds,) = loaded(WosLoader(), path).records
    assert ponds["ids"] == dois


def test_full_names_stand_for_the_short_ones_and_groups_follow(engines: dict[str, Any]) -> None:
    names = ["Lovelace, Ada", "Babbage, Charles", "Noether, Emmy", "Engine Consortium"]
    assert [m["name"] for m in engines["mentions"]] == names
    assert [m["position"] for m in engines["mentions"]] == [1, 2, 3, 4]


def test_addresses_go_to_the_names_before_them(engines: dict[str, Any]) -> None:
    at = {n: [a["name"] for a in m["affiliations"]] for n, m in by_name(engines).items()}
    assert at["Babbage, Charles"] == ["Univ London"]
    assert at["Noether, Emmy"] == ["Univ Gottingen"]


def test_identifiers_of_strangers_are_nobodys(engines: dict[str, Any]) -> None:
    ids = {n: [(i["scheme"], i["value"]) for i in m["ids"]] for n, m in by_name(engines).items()}
    assert ids["Lovelace, Ada"] == [("orcid", "0000-0002-1825-0097")]
    assert ids["Noether, Emmy"] == [("researcherid", "A-1234-2010")]
    assert ids["Babbage, Charles"] == []


def test_the_corresponding_author_is_found_by_the_short_name(engines: dict[str, Any]) -> None:
    assert [n for n, m in by_name(engines).items() if m["corresponding"]] == ["Lovelace, Ada"]


def test_references_in_both_shapes(engines: dict[str, Any]) -> None:
    first, second, third, anonymous = engines["references"]
    assert first["ids"] == [{"scheme": "doi", "value": "10.1515/crll.1826.1.65"}]
    assert (second["first_author"], second["source"]) == ("Jacquard JM", "LOOMS AND CARDS")
    assert (third["volume"], third["page"], third["year"]) == ("1918", "235", 1918)
    assert anonymous["first_author"] is None


def test_keywords_keep_their_schemes(engines: dict[str, Any]) -> None:
    schemes = {(k["label"], k["scheme"], k["origin"]) for k in engines["keywords"]}
    assert ("Analytical engine", "author", "author-keywords") in schemes
    assert ("LOOMS", "extracted", "keywords-plus") in schemes
    assert ("Computer Science, Theory & Methods", "subject", "wos-categories") in schemes
    assert ("Computer Science", "subject", "research-areas") in schemes


def test_facts_of_publication(engines: dict[str, Any]) -> None:
    assert engines["date"] == "1999-10-15"
    assert (engines["volume"], engines["issue"], engines["pages"]) == ("12", "3", "101-117")
    assert (engines["citation_count"], engines["n_references"]) == (42, 4)
    assert engines["venue"]["issn"] == "1539-3755"
    assert {(i["scheme"], i["value"]) for i in engines["ids"]} == {
        ("doi", "10.1000/engines.1"), ("pmid", "11736001"), ("wos", "000100000000001"),
    }  # fmt: skip


def test_a_proceedings_paper_is_no_article_and_its_editors_no_authors() -> None:
    paper = records("clarivate.txt")[1]
    assert (paper["type"], paper["venue"]["type"]) == ("conference-paper", "conference")
    assert [(m["name"], m["role"]) for m in paper["mentions"]] == [
        ("Hopper, Grace", "author"), ("Knuth, DE", "editor"),
    ]  # fmt: skip
    assert paper["pages"] == "77"
    assert paper["date"] == "2001", "an issue of two months has no month"


def test_an_address_without_names_is_the_only_authors() -> None:
    (author, _) = records("clarivate.txt")[1]["mentions"]
    assert [a["name"] for a in author["affiliations"]] == ["Harvard Univ"]


def test_names_in_one_line_a_missing_end_and_other_databases() -> None:
    medline, zoology, early = records("isi_without_ef.isi")
    assert [m["name"] for m in medline["mentions"]] == ["Jacquard, Joseph M", "Weaver, Anna"]
    assert medline["ids"] == [{"scheme": "pmid", "value": "16842170"}]
    assert zoology["ids"] == [{"scheme": "wos", "value": "ZOOREC:ZOOR12400001234"}]
    assert zoology["retracted"] is True
    assert early["date"] == "2023-08"


def test_a_list_that_says_et_al_is_cut() -> None:
    record = records("isi_without_ef.isi")[0]
    assert (record["n_authors"], record["authors_complete"]) == (None, False)


def test_files_pasted_together_are_read_through_and_lost_tags_survived() -> None:
    found = loaded(WosLoader(), CORPUS / "wos" / "broken_pasted.txt")
    assert [r["title"] for r in found.records] == [
        "EXPERIMENTS ON ENGINES", "The last of the records",
    ]  # fmt: skip
    assert [r["first_author"] for r in found.records[0]["references"]] == [
        "ABRAHAMS M", "ALLENBY PJ",
    ]  # fmt: skip
    assert [(r.line, r.index) for r in found.rejects] == [(16, 1)]


def test_rows_of_the_table_hold_the_same_fields() -> None:
    first, second, book = loaded(WosTableLoader(), CORPUS / "wos-table" / "savedrecs.txt").records
    assert first["title"] == 'The "engine" in rows', "nothing is quoted"
    noether = by_name(first)["von Noether, Emmy"]
    assert [a["name"] for a in noether["affiliations"]] == ["Univ London", "Univ Gottingen"]
    assert noether["corresponding"] is True
    assert by_name(first)["Lovelace, Ada"]["ids"][0]["scheme"] == "researcherid"
    assert len(first["references"]) == 2, "a semicolon inside a DOI separates nothing"
    assert (first["date"], first["pages"]) == ("2023-10", "2300058")
    assert [m["name"] for m in second["mentions"]] == ["Hopper, G"]
    assert (book["type"], book["venue"]) == ("book", None)


def test_rows_that_do_not_fit_are_rejects() -> None:
    found = loaded(WosTableLoader(), CORPUS / "wos-table" / "broken_rows.txt")
    assert [(r.line, r.index) for r in found.rejects] == [(3, 1), (4, 2)]
    assert len(found.records) == 2


def test_spreadsheets_name_the_fields_in_full(tmp_path: Path) -> None:
    path = tmp_path / "savedrecs.csv"
    path.write_text(
        "Article Title,DOI,DOI,Author Full Names,Source Title,Keywords Plus,Publication Date,"
        "Publication Year,Addresses,Cited References,UT (Unique WOS ID),Start Page,End Page\n"
        'Ponds,https://doi.org/,10.1000/p,"Pike, Nora; Wolf, Susan",LAKES,CARP,SEP,2020,'
        '"[Pike, Nora; Wolf, Susan] River Univ, Lake City; [Wolf, Susan] Fen Univ, Oslo",'
        '"Otter A, 1999, LAKES, V1, P2; Bear B, 1998, RIVERS, V3, P4",WOS:000100000000002,1,9\n'
        ",,,,,,,2020,,,,,\n",
        encoding="utf-8",
    )
    assert WosTableLoader().sniff(head_of(Source(path, "x"))) > 0.9
    found = loaded(WosTableLoader(), path)
    (ponds,) = found.records
    assert [[a["name"] for a in m["affiliations"]] for m in ponds["mentions"]] == [
        ["River Univ"], ["River Univ", "Fen Univ"],
    ]  # fmt: skip
    assert (ponds["date"], ponds["pages"], len(ponds["references"])) == ("2020-09", "1-9", 2)
    assert {i["scheme"]: i["value"] for i in ponds["ids"]} == {
        "doi": "10.1000/p", "wos": "000100000000002",
    }  # fmt: skip
    assert [(r.line, r.index) for r in found.rejects] == [(3, 1)]


def test_tags_in_csv_as_bibliometrix_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "M.csv"
    path.write_text(
        '"","AU","ID","C1","CR","TI","SO","PY","TC","UT","SR_FULL"\n'
        '"1","PIKE N;WOLF S","CARP",NA,"OTTER A, 1999, LAKES, V1, P2;BEAR B, 1998, RIVERS, V3",'
        '"ON PONDS","LAKES",2001,12,"ISI000100000000002","PIKE N, 2001"\n',
        encoding="utf-8",
    )
    assert WosTableLoader().sniff(head_of(Source(path, "x"))) > 0.9
    (ponds,) = loaded(WosTableLoader(), path).records
    assert [(m["name"], m["family"]) for m in ponds["mentions"]] == [
        ("PIKE N", "PIKE"),
        ("WOLF S", "WOLF"),
    ]
    assert [r["first_author"] for r in ponds["references"]] == ["OTTER A", "BEAR B"]
    assert ponds["ids"] == [{"scheme": "wos", "value": "000100000000002"}]


def test_rows_that_a_spreadsheet_has_quoted(tmp_path: Path) -> None:
    path = tmp_path / "savedrecs.txt"
    path.write_text('PT\tAU\tTI\tSO\nJ\t"Pike, N; Wolf, S"\t"Ponds, ""old"" ones"\tLAKES\n')
    (ponds,) = loaded(WosTableLoader(), path).records
    assert [m["name"] for m in ponds["mentions"]] == ["Pike, N", "Wolf, S"]
    assert ponds["title"] == 'Ponds, "old" ones'


def test_the_zoological_record_writes_a_name_before_the_address(tmp_path: Path) -> None:
    path = tmp_path / "savedrecs.txt"
    path.write_text(
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Ponds\n"
        "AU Pike, Nora H. (nora@example.org) \n   Wolf, Sam\nSO Lakes\n"
        "C1 Pike, Nora H.; Lake Univ, Dept Ponds,\n   Rome, Italy, Italy.\nER\n\nEF\n"
    )
    (ponds,) = loaded(WosLoader(), path).records
    assert [(m["name"], [a["name"] for a in m["affiliations"]]) for m in ponds["mentions"]] == [
        ("Pike, Nora H.", ["Lake Univ"]),
        ("Wolf, Sam", []),
    ]


def tagged(tmp_path: Path, lines: str) -> dict[str, Any]:
    path = tmp_path / "savedrecs.txt"
    path.write_text(f"FN X\nVR 1.0\nPT J\n{lines}ER\n\nEF\n", encoding="utf-8")
    (record,) = loaded(WosLoader(), path).records
    return record


def test_short_names_tell_the_parts_of_the_full_ones(tmp_path: Path) -> None:
    record = tagged(
        tmp_path,
        "AU Brooks, GV\n   Zhao, LH\n   Tran, HA\n   Reed, S\n   Lee, A\n"
        "AF Brooks, G., V\n   Zhao Lihua\n   Huu-Anh Tran\n   Reed, Sam, V\n   Zhou Wei\nTI Ponds\n"
        "C1 [Brooks, G., V] Univ York, York, England.\n",
    )
    parts = [(m["family"], m["given"], m["suffix"]) for m in record["mentions"]]
    assert parts == [
        ("Brooks", "G. V.", None), ("Zhao", "Lihua", None), ("Tran", "Huu-Anh", None),
        ("Reed", "Sam", "V"), (None, None, None),
    ]  # fmt: skip
    assert [a["name"] for a in record["mentions"][0]["affiliations"]] == ["Univ York"]


def test_scielo_has_months_as_numbers_longer_ids_and_keywords_in_three_languages(
    tmp_path: Path,
) -> None:
    record = tagged(
        tmp_path,
        "TI Charcas\t\nDT research-article\t\nDE ponds\t\nX5 charcas\t\nY5 lagoas\nPD 06\nPY 2022\n"
        "EC Water Resources\nCR Reed S., 2020, [No title captured], P151\n"
        "UT SCIELO:S2007-74672022000100003\n",
    )
    assert (record["title"], record["type"], record["date"]) == ("Charcas", "article", "2022-06")
    assert record["ids"] == [{"scheme": "wos", "value": "SCIELO:S2007-74672022000100003"}]
    assert [(k["label"], k["scheme"]) for k in record["keywords"]] == [
        ("ponds", "author"), ("charcas", "author"), ("lagoas", "author"),
        ("Water Resources", "subject"),
    ]  # fmt: skip
    assert record["references"][0]["source"] is None


def test_a_note_of_retraction_is_no_part_of_the_title(tmp_path: Path) -> None:
    record = tagged(
        tmp_path, "TI Ponds (a study)\n   (Retracted Article. See vol. 12, pg 3, 2020)\n"
    )
    assert (record["title"], record["retracted"]) == ("Ponds (a study)", True)
    assert tagged(tmp_path, "TI Ponds (a study)\n")["retracted"] is None
    bare = tagged(tmp_path, "AU Reed, S\nPY 2019\nTI (Retracted article)\n")
    assert (bare["title"], bare["retracted"]) == (None, True)


def test_a_title_of_nothing_but_markup_is_none(tmp_path: Path) -> None:
    assert tagged(tmp_path, "AU Reed, S\nPY 2019\nTI <b></b>\n")["title"] is None


def test_days_and_citations_that_citespace_gives_to_all_of_cnki(tmp_path: Path) -> None:
    made = "TI 池塘\nAU 梁玖, \nNR 0\nTC 0\nPD JUN 15\nPY 2021\nIS 05\nUT CNKI:0\n"
    record = tagged(tmp_path, made)
    assert (record["date"], record["citation_count"], record["ids"]) == ("2021", None, [])
    record = tagged(tmp_path, made.replace("CNKI:0", "WOS:000383687300029"))
    assert (record["date"], record["citation_count"]) == ("2021-06-15", 0)


@pytest.mark.parametrize(
    ("said", "kind"),
    [("", "journal"), ("BN 978-0-306-40615-7\n", "conference")],
)
def test_papers_of_a_meeting_that_a_journal_printed(tmp_path: Path, said: str, kind: str) -> None:
    record = tagged(
        tmp_path, f"TI Ponds\nSO J PONDS\nDT Article; Proceedings Paper\nCT 9th Meeting\n{said}"
    )
    assert (record["type"], record["venue"]["type"]) == ("conference-paper", kind)


def test_inspec_has_its_authors_before_their_address_and_the_doi_among_numbers(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "FN ISI Export Format\nVR 1.0\nPT J\nTI Lakes\nAU Brook, A.\n   Reed, S.\n"
        "C1 Brook, A.; Reed, S.; Inst. of\n   Maps, Nowhere, Peru\n"
        "ID 1234-5679/2006/89(4)/1(3)/$2.00],[S1234-5679(06)1-1],[10.5555/lakes.1]\n"
        "UT INSPEC:1234567\nER\n\nEF\n"
    )
    (record,) = loaded(WosLoader(), path).records
    places = [[a["name"] for a in m["affiliations"]] for m in record["mentions"]]
    assert places == [["Inst. of Maps"], ["Inst. of Maps"]]
    assert record["ids"][0] == {"scheme": "doi", "value": "10.5555/lakes.1"}
    assert record["keywords"] == []


@pytest.mark.parametrize(("said", "pages"), [("UNSP 1722034", "1722034"), ("ARTN e12", "e12")])
def test_the_number_of_an_article_without_the_sort_of_number(
    tmp_path: Path, said: str, pages: str
) -> None:
    record = tagged(tmp_path, f"TI Ponds\nSO J PONDS\nAR {said}\n")
    assert record["pages"] == pages


def test_what_stands_low_or_high_as_inspec_writes_it(tmp_path: Path) -> None:
    record = tagged(tmp_path, "TI Ponds of H/sub 2/O at 10/sup 6/ Hz,\n   in/out\nSO J PONDS\n")
    assert record["title"] == "Ponds of H₂O at 10⁶ Hz, in/out"


def test_what_the_zoological_record_and_biosis_have_for_keywords(tmp_path: Path) -> None:
    record = tagged(
        tmp_path,
        "TI Turtles\nDE Emys orbicularis [Habitat / Ponds of\n   Nowhere / survey] [Age /  / ]. \n"
        "BD Ecology; Habitat\nUT ZOOREC:ZOOR15500000001\n",
    )
    assert [(k["label"], k["scheme"]) for k in record["keywords"]] == [
        ("Emys orbicularis", "author"), ("Habitat", "author"), ("Ponds of Nowhere", "author"),
        ("Age", "author"), ("Ecology", "subject"), ("Habitat", "subject"),
    ]  # fmt: skip
    record = tagged(
        tmp_path, "TI Turtles\nMC Biodiversity\nMI nesting; ponds\nUT BIOSIS:PREV2018\n"
    )
    assert [k["label"] for k in record["keywords"]] == ["Biodiversity", "nesting", "ponds"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [("S\nCT 3rd Meeting on Ponds", "conference-paper"), ("S", None), ("B", "book")],
)
def test_a_paper_in_a_series_is_one_of_the_meeting_that_is_named(
    tmp_path: Path, said: str, kind: str | None
) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"FN X\nVR 1.0\nPT {said}\nTI Ponds\nSO PONDS\nPY 2012\nER\n\nEF\n")
    (record,) = loaded(WosLoader(), path).records
    assert record["type"] == kind
