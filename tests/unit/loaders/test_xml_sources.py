"""What arXiv, OAI-PMH, the ACL Anthology and DBLP say in XML, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg import plugins
from kg.errors import UnknownFormat
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def records(name: str, file: str) -> list[dict[str, Any]]:
    return loaded(plugins.loader(name), CORPUS / name / file).records


def ids(record: dict[str, Any]) -> dict[str, str]:
    return {i["scheme"]: i["value"] for i in record["ids"]}


def names(record: dict[str, Any]) -> list[str]:
    return [m["name"] for m in record["mentions"]]


def test_arxiv_dates_a_paper_by_its_first_version() -> None:
    record = records("arxiv-atom", "feed.xml")[0]
    assert (record["date"], record["arxiv_version"]) == ("2024-03-01", 2)
    assert ids(record) == {"arxiv": "2403.00001", "doi": "10.1234/loom.1"}
    assert record["title"] == "Engines that weave algebraic patterns"
    assert record["abstract"].startswith("We weave α patterns.")
    assert record["code_url"] == "https://github.com/ada/engine"
    assert [k["label"] for k in record["keywords"]] == ["cs.LG", "stat.ML"]
    assert record["mentions"][0]["affiliations"][0]["name"] == "Analytical Society"
    assert record["venue"]["name"] == "J. Looms"
    assert record["open_access_url"].endswith("/pdf/2403.00001v2")


def test_arxiv_an_entry_without_a_date_has_the_month_of_its_id() -> None:
    assert records("arxiv-atom", "feed.xml")[2]["date"] == "2024-03"


def test_arxiv_an_error_of_the_api_is_told() -> None:
    found = loaded(plugins.loader("arxiv-atom"), CORPUS / "arxiv-atom" / "broken_entries.xml")
    assert [r["title"] for r in found.records] == ["A whole entry", "Another whole entry"]
    assert "incorrect id format for 1234" in found.rejects[-1].reason


def test_arxiv_an_answer_that_a_program_recorded_is_read() -> None:
    (record,) = records("arxiv-atom", "recorded.json")
    assert names(record) == ["Grace Hopper"]


def test_oai_reads_all_three_forms() -> None:
    first, raw, dublin_core = records("oai-pmh", "harvest.xml")
    assert names(first) == ["Ada Lovelace", "J. Balázs, Jr"]
    assert first["date"] == "2024-03-01"
    assert names(raw) == ["Emmy Noether", "David Hilbert", "Felix Klein"]
    assert (raw["date"], raw["arxiv_version"]) == ("1999-01-04", 2)
    assert ids(dublin_core) == {"doi": "10.1234/south.7"}
    assert (dublin_core["date"], dublin_core["language"]) == ("2019-05-02", "en")
    assert dublin_core["venue"] == {
        "name": "Southern Looms", "type": "journal", "issn": "1539-3755", "isbn": None,
    }  # fmt: skip
    assert [k["label"] for k in dublin_core["keywords"]] == ["weaving", "machines"]


def test_oai_classes_of_mathematics_and_computing(tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record>'
        "<header><identifier>oai:arXiv.org:2403.00001</identifier></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2403.00001</id><title>Looms</title>'
        "<categories>math.CO</categories><msc-class>05C85 (Primary), 68R10 (Secondary)"
        "</msc-class><acm-class>F.2.2; G.2.m</acm-class></arXiv>"
        "</metadata></record></GetRecord></OAI-PMH>"
    )
    (looms,) = loaded(plugins.loader("oai-pmh"), path).records
    labels = [k["label"] for k in looms["keywords"]]
    assert labels == ["math.CO", "05C85", "68R10", "F.2.2", "G.2.m"]


def test_oai_a_deleted_record_is_told() -> None:
    found = loaded(plugins.loader("oai-pmh"), CORPUS / "oai-pmh" / "broken_records.xml")
    assert "deleted" in found.rejects[0].reason
    assert "olac" in found.rejects[1].reason


def test_oai_an_answer_without_records_says_what_the_archive_says(tmp_path: Path) -> None:
    path = tmp_path / "answer.xml"
    path.write_text(
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        '<error code="noRecordsMatch">nothing since May</error></OAI-PMH>'
    )
    with pytest.raises(UnknownFormat, match="noRecordsMatch nothing since May"):
        list(plugins.loader("oai-pmh").load(Source(path, "answer.xml")))


def test_acl_ids_of_old_and_new_collections() -> None:
    old, withdrawn = records("acl-xml", "P99.xml")
    assert ids(old) == {"acl": "P99-1001", "doi": "10.3115/v1/p99-1001"}
    assert ids(withdrawn)["acl"] == "P99-1002"
    assert withdrawn["retracted"] is True
    assert withdrawn["open_access_url"] == "http://www.example.org/2.pdf"
    assert ids(records("acl-xml", "2020.looms.xml")[0])["acl"] == "2020.looms-main.1"
    workshop = loaded(plugins.loader("acl-xml"), CORPUS / "acl-xml" / "broken_papers.xml")
    assert [ids(r)["acl"] for r in workshop.records] == ["W07-0301", "W07-0303"]


def test_acl_volumes_of_before_2019_are_files_of_their_own() -> None:
    path = CORPUS / "acl-xml" / "J79.xml"
    assert choose(Source(path, path.name)).name == "acl-xml"
    whole, woven = records("acl-xml", "J79.xml")
    assert (ids(whole), whole["year"]) == ({"acl": "J79-1000"}, None)
    assert (ids(woven), woven["title"]) == ({"acl": "J79-1023"}, "LOOM2: Woven")
    assert (woven["date"], woven["venue"]["name"]) == ("1979-05", "Looms, Microfiche 83")


def test_acl_a_paper_of_a_journal_has_its_volume_and_issue() -> None:
    (threads,) = records("acl-xml", "J05.xml")
    assert (threads["venue"]["name"], threads["volume"], threads["issue"]) == (
        "Journal of Looms",
        "31",
        "2",
    )


def test_acl_a_paper_has_the_date_and_venue_of_its_volume() -> None:
    record = records("acl-xml", "P99.xml")[0]
    assert (record["year"], record["date"]) == (1999, "1999-07")
    assert record["venue"]["name"] == "Proceedings of the 99th Meeting on Looms"
    assert record["title"] == "Deep weaving of α threads in H₂O"
    assert names(record) == ["Grace Hopper", "Madonna"]
    assert record["comment"] == "Best paper"
    assert records("acl-xml", "2020.looms.xml")[0]["venue"]["type"] == "journal"


def test_dblp_numbers_of_homonyms_are_identifiers_and_no_names() -> None:
    record = records("dblp", "dump.xml")[0]
    assert names(record) == ["Ada Lovelace", "Wei Wang", "Jürgen Müller"]
    assert record["mentions"][1]["ids"] == [{"scheme": "dblp", "value": "Wei Wang 0001"}]
    assert record["mentions"][0]["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]


def test_dblp_titles_links_and_citations() -> None:
    record = records("dblp", "dump.xml")[0]
    assert record["title"] == "On NP-hard looms and H₂O"
    assert ids(record) == {"dblp": "journals/loom/LovelaceM99", "doi": "10.1234/loom.9"}
    assert [r["ids"][0]["value"] for r in record["references"]] == ["journals/loom/Hopper98"]
    assert record["open_access_url"] == "https://doi.org/10.1234/LOOM.9"


def test_dblp_home_pages_are_no_papers_and_preprints_are() -> None:
    found = records("dblp", "dump.xml")
    kinds = {ids(r)["dblp"]: r["type"] for r in found}
    assert not any(key.startswith("homepages/") for key in kinds)
    assert kinds["journals/corr/abs-2403-00001"] == "preprint"
    assert kinds["phd/Hopper34"] == "thesis"
    assert {r["title"] for r in found if r["retracted"]} == {"Withdrawn looms"}


def test_dblp_search_answers_give_what_is_there_once_or_several_times() -> None:
    first, second, third, fourth = records("dblp-json", "answer.json")
    assert names(first) == ["Wei Wang", "Ada Lovelace"]
    assert first["mentions"][0]["ids"] == [{"scheme": "dblp", "value": "35/7092-1"}]
    assert names(second) == ["Alan Turing"]
    assert (third["type"], fourth["venue"]["type"]) == ("proceedings", "repository")
    assert ids(fourth) == {"arxiv": "2403.00001"}


def test_a_volume_whose_meta_is_broken_takes_nothing_from_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "P98.xml"
    page.write_text(
        '<collection id="P98"><volume id="1"><meta><booktitle>Looms</booktitle>'
        '<year>1998</year></meta><paper id="1"><title>A</title>'
        '<pwccode url="https://github.com/ada/loom">ada/loom</pwccode></paper></volume>\n'
        '<volume id="2"><paper id="1"><title>B</title></paper></volume>\n'
        '<event id="acl-1998"><meta><title>ACL</title><year>1901</year></meta></event></collection>'
    )
    first, second = loaded(plugins.loader("acl-xml"), page).records
    assert (first["year"], first["code_url"]) == (1998, "https://github.com/ada/loom")
    assert (second["year"], second["venue"]) == (None, None)


def test_two_months_are_no_month_and_a_pid_is_a_better_id_than_a_number(tmp_path: Path) -> None:
    page = tmp_path / "dblp.xml"
    page.write_text(
        '<dblp><article key="journals/x/A1" mdate="2020-01-01"><author pid="65/9612">Wei Wang 0001'
        "</author><title>Looms.</title><month>July/August</month><year>1999</year></article></dblp>"
    )
    (record,) = loaded(plugins.loader("dblp"), page).records
    assert (record["date"], record["mentions"][0]["name"]) == ("1999", "Wei Wang")
    assert record["mentions"][0]["ids"] == [{"scheme": "dblp", "value": "65/9612"}]


def test_the_ir_anthology_has_keys_and_homonyms_of_dblp(tmp_path: Path) -> None:
    page = tmp_path / "2021.ponds_journals.xml"
    page.write_text(
        '<collection id="2021.ponds_journals"><volume id="24"><meta><booktitle>Ponds</booktitle>'
        '</meta><paper id="1"><title>Lakes.</title><author><first>Wei</first><last>Wang 0001</last>'
        "</author><doi>10.5555/lakes</doi><url>https://doi.org/10.5555/lakes</url>"
        "<dblp>journals/ponds/Wang21</dblp></paper></volume></collection>"
    )
    (lakes,) = loaded(plugins.loader("acl-xml"), page).records
    assert ids(lakes) == {"doi": "10.5555/lakes", "dblp": "journals/ponds/Wang21"}
    assert (lakes["year"], lakes["open_access_url"]) == (2021, None)
    assert lakes["mentions"][0]["ids"] == [{"scheme": "dblp", "value": "Wei Wang 0001"}]
    assert names(lakes) == ["Wei Wang"]


def test_of_old_collections_the_first_paper_is_the_volume(tmp_path: Path) -> None:
    path = tmp_path / "W04.xml"
    path.write_text(
        '<volume id="W04"><paper id="0100"><title>Proceedings of Looms</title>'
        "<editor><first>Ada</first><last>Lovelace</last></editor><year>2004</year></paper>"
        '<paper id="0101"><title>Gears</title><author><first>Mary</first><last>Somerville</last>'
        "</author><year>2004</year></paper></volume>"
    )
    found = loaded(choose(Source(path, path.name)), path).records
    assert [r["type"] for r in found] == ["proceedings", "conference-paper"]
