"""Tables that libraries' databases hand over, each with habits of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.loaders.bibtex import BibtexLoader
from kg.loaders.csv_table import CsvLoader
from kg.loaders.ris import RisLoader
from kg.testing.loaders import loaded


def record_of(tmp_path: Path, text: str) -> dict[str, Any]:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    (record,) = loaded(CsvLoader(), path).records
    return record


def places(record: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(m["name"], [a["name"] for a in m["affiliations"]]) for m in record["mentions"]]


def test_engineering_village_numbers_affiliations(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "Title,Accession number,Author,Author affiliation,Source,Volume,Issue date,"
        "Publication year,Pages,Document type,Main heading,Controlled/Subject terms,"
        "Uncontrolled terms,Classification code,DOI\n"
        'Ponds,20190312345678,"Brook, Ada (1); Reed, Sam (1, 2); Kenry","(1) Univ York, York; '
        '(2) Uni Ulm, Ulm",Lakes,12,"March 1, 2019",2019,45-56,Journal article (JA),Water,'
        "Lakes - Ponds,depth - width,444,10.1000/ponds.1\n",
    )
    york, ulm = "Univ York, York", "Uni Ulm, Ulm"
    assert places(record) == [("Brook, Ada", [york]), ("Reed, Sam", [york, ulm]), ("Kenry", [])]
    assert (record["date"], record["type"]) == ("2019-03-01", "article")
    assert [k["label"] for k in record["keywords"]] == ["depth", "width", "Lakes", "Ponds"]


def test_ebsco_calls_authors_contributors(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "title,abstract,an,contributors,coverDate,doi,issns,issue,language,longDBName,pageEnd,"
        "pageStart,plink,publicationDate,docTypes,source,subjects,volume\n"
        'Ponds,Small.,123,"Brook, Ada; Reed, Sam",2019-03-01,10.1000/ponds.1,15393755,3,English,'
        'CINAHL Complete,56,45,https://example.org/1,20190301,Article,Lakes,"Ponds; Water, Fresh",'
        "12\n",
    )
    assert places(record) == [("Brook, Ada", []), ("Reed, Sam", [])]
    assert (record["date"], record["type"], record["pages"]) == ("2019-03-01", "article", "45-56")
    assert (record["venue"]["name"], record["venue"]["issn"]) == ("Lakes", "1539-3755")
    assert [k["label"] for k in record["keywords"]] == ["Ponds", "Water, Fresh"]


def test_stars_and_checkwords_are_no_part_of_a_subject(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "Title,Authors,Year,Keywords\n"
        'Ponds,"Brook, A",2003,"*Lakes;Adult;Humans[checkword];Ponds/*history;C*-algebras"\n',
    )
    labels = [k["label"] for k in record["keywords"]]
    assert labels == ["Lakes", "Adult", "Humans", "Ponds/history", "C*-algebras"]
    path = tmp_path / "x.bib"
    path.write_text("@article{x, title={Ponds}, keywords={*Lakes; Humans [checkword]}}\n")
    (entry,) = loaded(BibtexLoader(), path).records
    assert [k["label"] for k in entry["keywords"]] == ["Lakes", "Humans"]


def test_a_column_of_links_may_hold_bare_dois(tmp_path: Path) -> None:
    record = record_of(
        tmp_path, "title,year,task,source,link\nPonds,2024,review,Lake Studies,10.1000/ponds.1\n"
    )
    assert [(i["scheme"], i["value"]) for i in record["ids"]] == [("doi", "10.1000/ponds.1")]
    assert record["url"] is None
    record = record_of(tmp_path, "title,year,link\nPonds,2024,pages.example.org/ponds\n")
    assert record["url"] == "pages.example.org/ponds"


def test_refworks_puts_a_dash_before_proceedings_without_editors(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text(
        "TY  - CONF\nA1  - A. Brook\nT1  - Ponds\nY1  - 2013\n"
        "T2  - - 2013 Conference on Lakes (COL)\nER  - \n"
    )
    (record,) = loaded(RisLoader(), path).records
    assert record["venue"]["name"] == "2013 Conference on Lakes (COL)"


def test_tables_of_bibtex_entries_lose_their_braces(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        '"","bibtype","author","title","journal","year","volume","pages","doi","unique-id"\n'
        '"ISI:1","Article","{Lake Society} and Br{\\""u}ck, Ada","{Ponds, {Lakes}, and\n Rivers}",'
        '"{LAKE STUDIES}","{2016}","{70}","{1-32}","{10.1000/ponds}","{ISI:000369585700001}"\n',
    )
    assert (record["title"], record["venue"]["name"]) == (
        "Ponds, Lakes, and Rivers",
        "LAKE STUDIES",
    )
    assert [m["name"] for m in record["mentions"]] == ["Lake Society", "Brück, Ada"]
    assert (record["volume"], record["pages"], record["year"]) == ("70", "1-32", 2016)
    assert ("doi", "10.1000/ponds") in [(i["scheme"], i["value"]) for i in record["ids"]]
    assert record["type"] == "article"


def test_databases_are_no_venues_and_titles_stand_in_a_line(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "bibtex_key;title;author;journal;year;source\n"
        'ISI:1;"Ponds\nand lakes";Brook, A. and Reed, S.;;2016;ISI Web of Science\n',
    )
    assert (record["title"], record["venue"]) == ("Ponds and lakes", None)


def test_stars_and_ticks_are_no_keywords(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_text(
        "TY  - JOUR\nTI  - Ponds\nKW  - Lakes\nKW  - \U0001f31f\U0001f31f\nKW  - \u2705\nER  - \n",
        encoding="utf-8",
    )
    (record,) = loaded(RisLoader(), path).records
    assert [k["label"] for k in record["keywords"]] == ["Lakes"]


def test_organisations_stand_in_brackets_behind_names(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "title,date,authors,url\n"
        'Ponds,2026-06-01,"Ada Brook (Looms), Sam Reed (Looms), Wei Hu (Wayne), Jo Beek (Uni Ulm), '
        'Lake Society of Ulm (LSU)",https://example.org/ponds\n',
    )
    assert places(record)[:2] == [("Ada Brook", ["Looms"]), ("Sam Reed", ["Looms"])]
    assert places(record)[2] == ("Wei Hu (Wayne)", [])
    assert places(record)[4] == ("Lake Society of Ulm (LSU)", [])


def test_lists_of_json_hold_the_affiliation_of_the_only_author(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "title,authors,year,journal,pages,affiliations\n"
        'Ponds,"[""Brook, Ada""]",2026,Ponds \\& Lakes,2560?2574,"[""Looms; Ulm""]"\n',
    )
    assert places(record) == [("Brook, Ada", ["Looms; Ulm"])]
    assert (record["venue"]["name"], record["pages"]) == ("Ponds & Lakes", "2560-2574")
