"""RIS in its many flavours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.ris import RisLoader
from kg.loaders.sniff import choose
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


def record_of(tmp_path: Path, lines: str) -> dict[str, Any]:
    (record,) = read(tmp_path, f"TY  - JOUR\nTI  - Lakes\n{lines}\nER  - \n").records
    return record


def ids(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in record["ids"]]


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("PY  - 2019\nDA  - SEP 5", "2019-09-05"),
        ("DA  - Mar\nPY  - 2019", "2019-03"),
        ("PY  - 2019\nDA  - JUL-AUG", "2019"),
        ("PY  - 2019\nDA  - 2018 Dec", "2019"),
    ],
)
def test_the_day_may_stand_apart_from_the_year(lines: str, date: str, tmp_path: Path) -> None:
    assert record_of(tmp_path, lines)["date"] == date


@pytest.mark.parametrize(
    ("lines", "identifier"),
    [
        ("AN  - 30000001\nDP  - NLM", ("pmid", "30000001")),
        ("C5  - 30000002\nDB  - Embase\nDB  - Medline", ("pmid", "30000002")),
        (
            "DB  - Ovid MEDLINE(R)\nL2  - http://ovidsp.ovid.com/w.cgi?D=medp&AN=30000003",
            ("pmid", "30000003"),
        ),
        ("L2  - http://ovidsp.ovid.com/w.cgi?D=med1&AN=30000004", ("pmid", "30000004")),
        ("C2  - PMC30000\nAN  - 7", ("pmcid", "PMC30000")),
        ("UR  - <Go to ISI>://WOS:000123456700009", ("wos", "000123456700009")),
    ],
)
def test_where_databases_put_their_numbers(
    lines: str, identifier: tuple[str, str], tmp_path: Path
) -> None:
    assert ids(record_of(tmp_path, lines)) == [identifier]


def test_ebsco_tells_the_pmid_among_its_notes(tmp_path: Path) -> None:
    note = "N1  - tables. Journal Subset: USA. NLM UID: 101144770. PMID: NLM23803397."
    assert ids(record_of(tmp_path, f"TI  - Lakes\n{note}\n")) == [("pmid", "23803397")]


def test_a_custom_field_is_a_pmid_in_embase_alone(tmp_path: Path) -> None:
    assert ids(record_of(tmp_path, "C5  - 30000002\nDB  - Imaginary")) == []


@pytest.mark.parametrize(
    ("note", "cited", "references"),
    [
        ("Cited By (since 1996):9", 9, None),
        ("Times Cited in Web of Science Core Collection:  5\nCited Reference Count:  30", 5, 30),
        ("Water Times Cited:8 Cited References Count:59", 8, 59),
    ],
)
def test_counts_in_notes(note: str, cited: int, references: int | None, tmp_path: Path) -> None:
    record = record_of(tmp_path, f"N1  - {note}")
    assert (record["citation_count"], record["n_references"]) == (cited, references)
    assert record["comment"] is None


def test_scopus_may_state_the_doi_in_its_address_alone(tmp_path: Path) -> None:
    address = (
        "https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000001&doi=10.1000%2fRings"
        "&partnerID=40&md5=0a"
    )
    (rings,) = read(tmp_path, f"TY  - JOUR\nTI  - Rings\nUR  - {address}\nER  - \n").records
    assert rings["ids"] == [
        {"scheme": "doi", "value": "10.1000/rings"},
        {"scheme": "eid", "value": "2-s2.0-85000000001"},
    ]


def test_references_in_a_note_of_scopus(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "N1  - CODEN: ABCDE\nN1  - References: Moreau, E., Ponds (2011) Water, 3, p. 7;\n"
        "Okafor, N., Rivers (1999) Stream, 12, pp. 1-9;\nN1  - Read twice",
    )
    cited = [(r["first_author"], r["title"], r["year"]) for r in record["references"]]
    assert cited == [("Moreau, E.", "Ponds", 2011), ("Okafor, N.", "Rivers", 1999)]
    assert (record["n_references"], record["comment"]) == (2, "Read twice")


def test_what_stands_in_for_pages_and_the_first_right_number_of_a_journal(tmp_path: Path) -> None:
    record = record_of(tmp_path, "JF  - Water\nC7  - e0815\nSN  - 0000-0001\n1539-3755")
    assert (record["pages"], record["venue"]["issn"]) == ("e0815", "1539-3755")
    assert record_of(tmp_path, "SP  - 3\nC7  - 17")["pages"] == "3"
    in_a_book = record_of(tmp_path, "C7  - PMC30000")
    assert (in_a_book["pages"], ids(in_a_book)) == (None, [("pmcid", "PMC30000")])


def test_what_a_program_writes_for_nothing_is_nothing(tmp_path: Path) -> None:
    record = record_of(tmp_path, "AB  - NA\nN2  - Water.\nIS  - NA\nAU  - Na, Li")
    assert (record["abstract"], record["issue"]) == ("Water.", None)
    assert [m["family"] for m in record["mentions"]] == ["Na"]


def test_blanks_in_a_title_are_one(tmp_path: Path) -> None:
    text = "TY  - CHAP\nTI  - Lakes and        ponds\nT2  - On\t water\nER  - \n"
    (record,) = read(tmp_path, text).records
    assert (record["title"], record["venue"]["name"]) == ("Lakes and ponds", "On water")


def test_markup_of_the_web_is_read_as_well(tmp_path: Path) -> None:
    record = record_of(tmp_path, "JF  - Water &amp; Ice\nAB  - AT&T in <sub>2</sub> lakes.")
    assert (record["venue"]["name"], record["abstract"]) == ("Water & Ice", "AT&T in 2 lakes.")


def test_names_and_types_in_full_and_values_close_to_their_tags(tmp_path: Path) -> None:
    text = "TY  -Conference Paper\nTI  -Lakes\nAU  -van Dyk R.J.\nAU  -Ada B. Moreau\nER  -\n"
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "x")).name == "ris"
    (record,) = read(tmp_path, text).records
    assert record["type"] == "conference-paper"
    parts = [(m["family"], m["given"], m["name"]) for m in record["mentions"]]
    assert parts == [("van Dyk", "R.J.", "van Dyk R.J."), (None, None, "Ada B. Moreau")]


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ("AD  - [Moreau, E.; Berg, Piet] Univ Nowhere, Peru. [Berg, Piet] Inst Maps, Rome, Italy.",
         [["Univ Nowhere"], ["Univ Nowhere", "Inst Maps"]]),
        ("M1  - (Moreau E., e@example.org; Stranger A.) Maps, University of Nowhere",
         [["Maps, University of Nowhere"], []]),
        ("AD  - Berg, Piet: p@example.org\nAD  - Berg, Piet: Maps, Rome, p@example.org",
         [[], ["Maps, Rome"]]),
        ("AD  - Moreau, E.. Maps, Nowhere\nAD  - Lakes, Rome", [["Maps, Nowhere"], []]),
        ("M2  - Moreau, E. a Maps, Nowhere. Electronic address: e@example.org.",
         [["Maps, Nowhere"], []]),
        ("AD  - Maps, Nowhere", [[], []]),
        ("AD  - Maps, Nowhere\nUR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-1",
         [["Maps, Nowhere"], ["Maps, Nowhere"]]),
    ],
)  # fmt: skip
def test_addresses_are_those_of_the_authors_they_name(
    lines: str, places: list[list[str]], tmp_path: Path
) -> None:
    record = record_of(tmp_path, f"AU  - Moreau, E.\nAU  - Berg, Piet\nTI  - Lakes\n{lines}\n")
    assert [[a["name"] for a in m["affiliations"]] for m in record["mentions"]] == places


@pytest.mark.parametrize(
    ("kind", "authors"),
    [("BOOK", ["Moreau, E"]), ("CPAPER", ["Moreau, E"]), ("JOUR", ["Moreau, E", "Lake Grp"])],
)
def test_beside_authors_the_web_of_science_names_those_of_the_book_and_groups(
    kind: str, authors: list[str], tmp_path: Path
) -> None:
    text = (
        f"TY  - {kind}\nAU  - Moreau, E\nA1  - Lake Grp\nTI  - Ponds\nT2  - WATERS\n"
        "AN  - WOS:000000000000007\nER  - \n"
    )
    (record,) = read(tmp_path, text).records
    assert [m["name"] for m in record["mentions"]] == authors
    (group,) = read(tmp_path, text.replace("AU  - Moreau, E\n", "")).records
    assert [m["name"] for m in group["mentions"]] == ["Lake Grp"]


@pytest.mark.parametrize(
    ("lines", "kind", "venue"),
    [
        ("T2  - Waters\nSP  - 7\nEP  - 9", "chapter", "Waters"),
        ("T2  - Ponds\nSP  - 7\nEP  - 9", "book", None),
        ("T2  - A series\nSP  - 240", "book", None),
    ],
)
def test_a_book_on_pages_of_another_is_a_chapter(
    lines: str, kind: str, venue: str | None, tmp_path: Path
) -> None:
    text = f"TY  - BOOK\nAU  - Moreau, E\nTI  - Ponds\nSN  - 978-0-306-40615-7\n{lines}\nER  - \n"
    (record,) = read(tmp_path, text).records
    assert (record["type"], (record["venue"] or {}).get("name")) == (kind, venue)
    assert bool(ids(record)) == (kind == "book"), "the ISBN is the whole book's"


@pytest.mark.parametrize(
    "note", ["Accession Number: 0992; Keywords: Lakes", "1179-1926\nMoreau, Ed"]
)
def test_what_a_database_notes_of_its_record_is_no_comment(note: str, tmp_path: Path) -> None:
    assert record_of(tmp_path, f"N1  - {note}")["comment"] is None


def test_a_type_that_is_not_stated_is_none(tmp_path: Path) -> None:
    [record] = read(tmp_path, "TY  - \nTI  - Lakes\nJF  - Waters\nVL  - \nER  - \n").records
    assert (record["type"], record["title"], record["venue"]["name"]) == (None, "Lakes", "Waters")


def test_dimensions_keeps_ids_of_pubmed_among_its_custom_fields(tmp_path: Path) -> None:
    record = record_of(tmp_path, "U1  - 35957633 [PMID]\nU1  - PMC9359172 [PMCID]\nU2  - pub.115")
    assert record["ids"] == [
        {"scheme": "pmid", "value": "35957633"},
        {"scheme": "pmcid", "value": "PMC9359172"},
    ]


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        (" [ABSTRACT FROM AUTHOR]", ""),
        (
            " [ABSTRACT FROM AUTHOR] Copyright of Waters is the property of Water Press and its "
            "content may not be copied or emailed to multiple sites. (Copyright applies to all "
            "Abstracts.)",
            "",
        ),
        (" Copyright of lakes is the property of nobody.",) * 2,
    ],
)
def test_words_of_ebsco_on_rights_are_no_abstract(below: str, kept: str, tmp_path: Path) -> None:
    assert (
        record_of(tmp_path, f"AB  - Lakes are wet.{below}")["abstract"] == f"Lakes are wet.{kept}"
    )


def test_apa_tells_the_pmid_under_a_tag_of_four_letters(tmp_path: Path) -> None:
    text = "TY  - JOUR\nPMID  - 33355555\nT1  - Lakes\nY1  - 2020\nER  - \n"
    [record] = read(tmp_path, text).records
    assert (record["type"], record["ids"]) == ("article", [{"scheme": "pmid", "value": "33355555"}])


def test_the_provider_may_be_pubmed_where_the_database_is_another(tmp_path: Path) -> None:
    record = record_of(tmp_path, "AN  - 36037647\nDB  - A map of papers\nDP  - Nlm")
    assert record["ids"] == [{"scheme": "pmid", "value": "36037647"}]


def test_stars_mark_main_subjects_and_belong_to_no_keyword(tmp_path: Path) -> None:
    keywords = record_of(tmp_path, "KW  - *Lakes\nKW  - Ponds/growth/*physiology")["keywords"]
    assert [k["label"] for k in keywords] == ["Lakes", "Ponds/growth/physiology"]


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("PY  - Start date: 20170812", "2017-08-12"),
        ("PY  - 2016\nC1  - Full publication date: Mar., 2016", "2016-03"),
        ("PY  - 2016\nC1  - Full publication date: July-August 2016", "2016"),
    ],
)
def test_dates_as_trid_and_jstor_write_them(lines: str, date: str, tmp_path: Path) -> None:
    assert record_of(tmp_path, lines)["date"] == date


def test_pages_lose_the_letters_before_them(tmp_path: Path) -> None:
    assert record_of(tmp_path, "SP  - pp 37-64")["pages"] == "37-64"
    assert record_of(tmp_path, "SP  - 105685-105685")["pages"] == "105685"


def test_initials_come_last_where_most_names_without_commas_end_in_some(tmp_path: Path) -> None:
    names = record_of(tmp_path, "AU  - Berg PJ\nAU  - van der Beek A\nAU  - Lake Group")["mentions"]
    assert [(m["family"], m["given"]) for m in names] == [
        ("Berg", "PJ"),
        ("van der Beek", "A"),
        (None, None),
    ]


def test_nothing_as_r_writes_it_is_no_author_and_no_keyword(tmp_path: Path) -> None:
    record = record_of(tmp_path, "AU  - NA\nKW  - NA")
    assert (record["mentions"], record["keywords"]) == ([], [])


@pytest.mark.parametrize("codes", ["eag, 7805975", "0401664, du5", "101676033"])
def test_codes_of_a_journal_are_no_issue(codes: str, tmp_path: Path) -> None:
    assert record_of(tmp_path, f"IS  - {codes}\nDB  - Ovid MEDLINE(R)")["issue"] is None


def test_cochrane_gives_ids_of_other_databases_together(tmp_path: Path) -> None:
    record = record_of(tmp_path, "AN  - CN-01234567\nC3  - PUBMED 31858815,EMBASE 2001234567")
    assert record["ids"] == [{"scheme": "pmid", "value": "31858815"}]


@pytest.mark.parametrize("number", ["NCT01234567", "EUCTR2004-000446-20-GB", "JPRN-UMIN000012345"])
def test_the_number_of_a_trial_is_no_author_and_its_address_no_journal(
    number: str, tmp_path: Path
) -> None:
    record = record_of(tmp_path, f"AU  - {number}\nJA  - https://registry.example.org/{number}")
    assert (record["mentions"], record["venue"]) == ([], None)


def test_the_lens_tells_its_own_number_in_the_address(tmp_path: Path) -> None:
    record = record_of(tmp_path, "UR  - https://lens.org/000-454-299-663-96x")
    assert ids(record) == [("lens", "000-454-299-663-96X")]


def test_agris_has_words_before_its_numbers(tmp_path: Path) -> None:
    record = record_of(tmp_path, "VL  - v. v. 7 issue 4")
    assert (record["volume"], record["issue"]) == ("7", "4")
    assert record_of(tmp_path, "VL  - VIII")["volume"] == "VIII"


def test_orcids_stand_behind_names_in_notes_of_pubmed(tmp_path: Path) -> None:
    note = "N1  - 1179-192x\nMoreau, Ed\nOrcid: 0000-0002-1825-0097\nBerg, Piet\neng\nPeru"
    [author] = record_of(tmp_path, f"AU  - Moreau, E.\n{note}")["mentions"]
    assert [i["value"] for i in author["ids"]] == ["0000-0002-1825-0097"]


def test_keywords_may_stand_in_one_line_between_commas(tmp_path: Path) -> None:
    def labels(lines: str) -> list[str]:
        return [k["label"] for k in record_of(tmp_path, lines)["keywords"]]

    assert labels("KW  - deep lakes, ponds, wells") == ["deep lakes", "ponds", "wells"]
    assert labels("KW  - lakes\nKW  - Models, Old, Wooden") == ["lakes", "Models, Old, Wooden"]
    assert labels("KW  - Urban, Rural, and Lake Economics: Demand R21") == [
        "Urban, Rural, and Lake Economics: Demand R21"
    ]


def test_an_article_on_a_server_of_preprints_is_one(tmp_path: Path) -> None:
    [record] = read(tmp_path, "TY  - JOUR\nTI  - Lakes\nT2  - medRxiv\nER  - \n").records
    assert (record["type"], record["venue"]["type"]) == ("preprint", "repository")


def test_a_doi_may_stand_with_the_link_to_the_full_text_or_in_a_note(tmp_path: Path) -> None:
    of_ovid = record_of(tmp_path, "L1  - https://dx.doi.org/10.5555/Lakes.1")
    assert ids(of_ovid) == [("doi", "10.5555/lakes.1")]
    of_note = record_of(tmp_path, "N1  - doi: 10.5555/lakes.2")
    assert (ids(of_note), of_note["comment"]) == ([("doi", "10.5555/lakes.2")], None)


@pytest.mark.parametrize(
    "note",
    [
        'RAYYAN-INCLUSION: {"Ada"=>"Included"}',
        "ASReview_relevant",
        "Query date: 2021-03-09 12:00:00",
        "2021-03-09",
        "from Duplicate 1 (Lakes - Brook, Ada)",
        "Compilation and indexing terms, Copyright 2021 Example Inc.",
    ],
)
def test_notes_of_those_who_screen_are_no_remarks(note: str, tmp_path: Path) -> None:
    assert record_of(tmp_path, f"N1  - {note}")["comment"] is None


def test_refworks_keeps_the_addresses_of_embase_in_a_note(tmp_path: Path) -> None:
    note = "undefined; M1: (Brook A.; Reed S.) Univ Nowhere, Peru; M1: (Reed S.) Inst Maps"
    record = record_of(tmp_path, f"A1  - Brook, A.\nA1  - Reed, S.\nN1  - {note}")
    places = [[a["name"] for a in m["affiliations"]] for m in record["mentions"]]
    assert places == [["Univ Nowhere, Peru"], ["Univ Nowhere, Peru", "Inst Maps"]]
    assert record["comment"] is None


def test_eppi_reviewer_cuts_family_names_of_two_words(tmp_path: Path) -> None:
    record = record_of(tmp_path, "A1  - Brook A\nA1  - Dos Campos\nA1  - H B\nA1  - Reed S")
    assert [(m["family"], m["given"]) for m in record["mentions"]] == [
        ("Brook", "A"), ("Dos Campos", "H B"), ("Reed", "S"),
    ]  # fmt: skip


def test_covidence_has_addresses_for_an_issue(tmp_path: Path) -> None:
    issue = "(Brook A.) University of Nowhere, Lima, Peru(Reed S.) Institute of Ma"
    assert record_of(tmp_path, f"IS  - {issue}")["issue"] is None
    assert record_of(tmp_path, "IS  - (Supplement 2)")["issue"] == "(Supplement 2)"


@pytest.mark.parametrize("line", ["PM  - 12345678", "M3  - PMID: 12345678", "N1  - PMID: 12345678"])
def test_programs_put_the_pmid_where_they_please(line: str, tmp_path: Path) -> None:
    assert ids(record_of(tmp_path, line)) == [("pmid", "12345678")]


def test_a_type_may_stand_anywhere_in_a_record(tmp_path: Path) -> None:
    first = "DB  - X\nTI  - Lakes\nTY  - JOUR\nAU  - Brook, A.\nER  - \n"
    found = read(tmp_path, f"{first}\nTI  - Ponds\nTY  - BOOK\nER  - \n")
    assert found.rejects == []
    assert [(r["title"], r["type"], len(r["mentions"])) for r in found.records] == [
        ("Lakes", "article", 1), ("Ponds", "book", 0),
    ]  # fmt: skip


def test_asreview_has_cut_lists_of_names_into_letters(tmp_path: Path) -> None:
    lines = "\n".join(f"A1  - {letter}" for letter in "['Xu, An', 'Wu, Bo']")
    record = record_of(tmp_path, lines)
    assert [(m["family"], m["given"]) for m in record["mentions"]] == [("Xu", "An"), ("Wu", "Bo")]


def test_what_looks_like_a_tag_between_records_is_of_none(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - Lakes\nER  - \n\nC1  - Database: X\n\nSearch:\n2. \n"
    _, ponds = read(tmp_path, f"{text}TY  - JOUR\nTI  - Ponds\nER  - \n").records
    assert (ponds["line"], ponds["raw"]) == (9, "TY  - JOUR\nTI  - Ponds")
