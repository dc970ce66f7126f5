"""Answers of Europe PMC, of the API of bioRxiv and medRxiv, and NCBI's summaries of PubMed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Loader, Source
from kg.loaders.biorxiv import BiorxivLoader
from kg.loaders.europepmc import EuropePmcLoader
from kg.loaders.pubmed_summary import PubmedSummaryLoader
from kg.loaders.reading.text import head_of
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def read(loader: Loader, path: Path) -> Loaded:
    assert loader.sniff(head_of(Source(path, "x"))) > 0.9
    return loaded(loader, path)


def kept(loader: Loader, tmp_path: Path, value: Any) -> list[dict[str, Any]]:
    """The records of JSON that a program has kept."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return read(loader, path).records


def names(record: dict[str, Any]) -> list[str]:
    return [mention["name"] for mention in record["mentions"]]


def ids(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in record["ids"]]


def keywords(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(k["label"], k["scheme"]) for k in record["keywords"]]


class TestEuropePmc:
    def test_a_core_result(self) -> None:
        looms = read(EuropePmcLoader(), CORPUS / "europepmc" / "core.json").records[0]
        assert looms["title"] == "Weaving by engines: H2O & steam."
        assert looms["abstract"] == (
            "Background: Looms are slow. Results: Engines are not (p < 0.05)."
        )
        assert ids(looms) == [
            ("doi", "10.5555/looms.1"), ("pmid", "30000001"), ("pmcid", "PMC7000001"),
        ]  # fmt: skip
        assert names(looms) == ["Ada A Lovelace", "L van Beek", "Engine Consortium"]
        ada = looms["mentions"][0]
        assert (ada["family"], ada["ids"][0]["value"]) == ("Lovelace", "0000-0002-1825-0097")
        assert [a["name"] for a in ada["affiliations"]] == [
            "Mill of Nowhere",
            "Analytical Society.",
        ]
        assert looms["venue"] == {
            "name": "Journal of engines", "type": "journal", "issn": "1539-3755", "isbn": None,
        }  # fmt: skip
        assert (looms["volume"], looms["issue"], looms["pages"]) == ("12", "3", "101-117")
        assert (looms["type"], looms["language"], looms["citation_count"]) == ("review", "en", 42)
        assert keywords(looms) == [
            ("looms", "author"), ("Steam & water", "author"),
            ("Textiles", "mesh"), ("Humans", "mesh"),
        ]  # fmt: skip
        assert looms["url"] == "https://europepmc.org/article/MED/30000001"
        assert looms["open_access_url"] == "https://europepmc.org/articles/PMC7000001?pdf=render"

    def test_dates_are_of_the_precision_that_is_stated(self) -> None:
        core = read(EuropePmcLoader(), CORPUS / "europepmc" / "core.json").records
        lite = read(EuropePmcLoader(), CORPUS / "europepmc" / "lite.json").records
        assert [record["date"] for record in core + lite] == [
            "2019-10", "2020-05-01", "2018-03-09", "2001-05", "2002",
        ]  # fmt: skip

    def test_a_preprint_and_what_was_withdrawn(self) -> None:
        _, ponds, rings = read(EuropePmcLoader(), CORPUS / "europepmc" / "core.json").records
        assert (ponds["type"], ponds["venue"]["name"]) == ("preprint", "bioRxiv")
        assert ponds["venue"]["type"] == "repository"
        assert (rings["retracted"], ponds["retracted"]) == (True, None)

    def test_a_lite_result(self) -> None:
        ponds, alone = read(EuropePmcLoader(), CORPUS / "europepmc" / "lite.json").records
        assert names(ponds) == ["Pike NH", "Wolf S", "Lake Consortium"]
        assert (ponds["type"], ponds["venue"]["name"], ponds["volume"]) == ("review", "Lakes", "7")
        assert (ponds["venue"]["issn"], ponds["issue"]) == ("1539-3755", "2")
        assert (names(alone), alone["authors_complete"]) == ([], None)

    def test_xml_says_the_same(self) -> None:
        looms, pond = read(EuropePmcLoader(), CORPUS / "europepmc" / "answer.xml").records
        assert (looms["title"], looms["abstract"]) == (
            "Weaving by engines.", "Background: Looms are slow.",
        )  # fmt: skip
        assert names(looms) == ["Ada A Lovelace", "Ada Brook"]
        assert looms["mentions"][0]["ids"][0]["value"] == "0000-0002-1825-0097"
        assert (looms["date"], looms["venue"]["issn"]) == ("2019-10-15", "1539-3755")
        assert keywords(looms) == [("looms", "author"), ("cards", "author")]
        assert (names(pond), pond["date"], pond["citation_count"]) == (
            ["Lake Consortium"], "2002-02-03", 0,
        )  # fmt: skip

    def test_results_as_programs_keep_them(self, tmp_path: Path) -> None:
        text = (CORPUS / "europepmc" / "core.json").read_text(encoding="utf-8")
        results = json.loads(text)["resultList"]["result"]
        titles = [one["title"] for one in kept(EuropePmcLoader(), tmp_path, json.loads(text))]
        for value in (
            results,
            {"papers": {one["id"]: {"downloaded": True, **one} for one in results}},
            [{"hitCount": 1, "resultList": {"result": [one]}} for one in results],
        ):
            records = kept(EuropePmcLoader(), tmp_path, value)
            assert [record["title"] for record in records] == titles

    @pytest.mark.parametrize("said", ["0000-0002-1825-0097", {"#text": "0000-0002-1825-0097"}])
    def test_a_single_author_is_no_list(self, tmp_path: Path, said: Any) -> None:
        author = {"fullName": "Brook A", "lastName": "Brook", "authorId": said}
        result = {
            "id": "1", "source": "MED", "title": "Ponds", "pubYear": 2001, "citedByCount": "3",
            "authorList": {"author": author}, "keywordList": {"keyword": "ponds"},
        }  # fmt: skip
        (ponds,) = kept(EuropePmcLoader(), tmp_path, [result])
        assert (names(ponds), ponds["citation_count"]) == (["Brook"], 3)
        assert ponds["mentions"][0]["ids"][0]["scheme"] == "orcid"
        assert keywords(ponds) == [("ponds", "author")]

    def test_an_answer_without_results_is_empty(self, tmp_path: Path) -> None:
        nothing = {"version": "6.9", "hitCount": 0, "resultList": {"result": []}}
        assert kept(EuropePmcLoader(), tmp_path, nothing) == []


class TestBiorxiv:
    def test_each_version_of_a_preprint(self) -> None:
        first, second = read(BiorxivLoader(), CORPUS / "biorxiv" / "details.json").records
        assert (first["title"], first["abstract"]) == (
            "Ponds as graphs: a survey", "We look at ponds.",
        )  # fmt: skip
        assert names(first) == ["Berg, P.", "Moreau, E. W.", "van Beek, L."]
        assert (first["n_authors"], first["authors_complete"]) == (3, True)
        assert (first["date"], second["date"]) == ("2020-05-01", "2020-06-11")
        assert (first["type"], first["venue"]["name"]) == ("preprint", "bioRxiv")
        assert keywords(first) == [("ecology", "subject")]

    def test_what_a_journal_published_is_the_same_paper(self) -> None:
        first, second = read(BiorxivLoader(), CORPUS / "biorxiv" / "details.json").records
        assert ids(first) == [("doi", "10.1101/2020.05.01.000001"), ("doi", "10.5555/ponds.7")]
        assert ids(second) == [("doi", "10.1101/2020.05.01.000001")]

    def test_the_corresponding_author_is_named_in_full(self) -> None:
        first, second = read(BiorxivLoader(), CORPUS / "biorxiv" / "details.json").records
        beek, moreau = first["mentions"][2], second["mentions"][1]
        assert (beek["corresponding"], beek["affiliations"][0]["name"]) == (
            True, "University of Ponds",
        )  # fmt: skip
        assert (moreau["corresponding"], moreau["affiliations"][0]["name"]) == (True, "Lake Lab")
        assert first["mentions"][0]["corresponding"] is None

    def test_what_journals_have_published(self) -> None:
        (ponds,) = read(BiorxivLoader(), CORPUS / "biorxiv" / "pubs.json").records
        assert (ponds["title"], ponds["date"]) == ("Ponds as graphs", "2020-05-01")
        assert ids(ponds) == [("doi", "10.1101/2020.05.01.000001"), ("doi", "10.5555/ponds.7")]
        assert (ponds["venue"]["name"], names(ponds)[0]) == ("medRxiv", "Berg, P.")

    def test_a_collection_on_a_subject(self) -> None:
        (fevers,) = read(BiorxivLoader(), CORPUS / "biorxiv" / "subject.json").records
        assert (fevers["title"], fevers["abstract"]) == (
            "Ponds and fevers", "Fevers come from ponds.",
        )  # fmt: skip
        places = [[a["name"] for a in m["affiliations"]] for m in fevers["mentions"]]
        assert (names(fevers), places) == (["Per Berg", "Emile W. Moreau"], [["Lake Lab"], []])
        assert (fevers["venue"]["name"], fevers["date"]) == ("medRxiv", "2021-01-01")

    def test_preprints_as_programs_keep_them(self, tmp_path: Path) -> None:
        ponds = {
            "doi": "10.64898/2026.01.01.000001", "title": "Ponds", "authors": "Berg, P.",
            "date": "2026-01-01", "category": "ecology", "version": 1,
        }  # fmt: skip
        for value in ([ponds], {"results": [ponds]}, ponds):
            (record,) = kept(BiorxivLoader(), tmp_path, value)
            assert (record["title"], names(record)) == ("Ponds", ["Berg, P."])


class TestPubmedSummary:
    def test_a_summary_of_pubmed(self) -> None:
        looms = read(PubmedSummaryLoader(), CORPUS / "pubmed-summary" / "summaries.json").records[0]
        assert (looms["title"], looms["date"]) == ("Weaving by engines.", "2019-10")
        assert [(m["name"], m["family"]) for m in looms["mentions"]] == [
            ("Lovelace AA", "Lovelace"), ("van Beek L Jr", "van Beek"), ("Engine Consortium", None),
        ]  # fmt: skip
        assert ids(looms) == [
            ("doi", "10.5555/looms.1"), ("pmid", "30000001"), ("pmcid", "PMC7000001"),
        ]  # fmt: skip
        assert (looms["venue"]["name"], looms["venue"]["issn"]) == (
            "Journal of engines", "1539-3755",
        )  # fmt: skip
        assert (looms["type"], looms["language"], looms["pages"]) == ("review", "en", "101-117")

    def test_a_title_in_its_own_language_and_a_day_online(self) -> None:
        rings = read(PubmedSummaryLoader(), CORPUS / "pubmed-summary" / "summaries.json").records[1]
        assert (rings["title"], rings["date"]) == ("Des anneaux.", "2018-03-09")
        assert ids(rings) == [("doi", "10.5555/rings.2"), ("pmid", "30000002")]
        assert (rings["retracted"], rings["language"]) == (True, "fr")

    def test_a_number_of_pubmed_central_is_no_pmid(self) -> None:
        (looms,) = read(PubmedSummaryLoader(), CORPUS / "pubmed-summary" / "pmc.json").records
        assert ids(looms) == [("doi", "10.5555/looms.1"), ("pmcid", "PMC7000001")]
        assert looms["date"] == "2019-10-15"

    def test_summaries_that_a_program_keeps_one_by_one(self, tmp_path: Path) -> None:
        (ponds,) = read(PubmedSummaryLoader(), CORPUS / "pubmed-summary" / "list.json").records
        assert [(m["name"], m["role"]) for m in ponds["mentions"]] == [
            ("Pike NH", "author"), ("Wolf S", "editor"),
        ]  # fmt: skip
        assert (ponds["date"], ponds["venue"]["name"], ids(ponds)) == (
            "2001", "Lakes", [("pmid", "30000003")],
        )  # fmt: skip
        summary = {"uid": "7", "title": "Rings", "fulljournalname": "Lakes", "pubtype": []}
        for value in ({"result": {"7": summary}}, {"7": summary}):
            (rings,) = kept(PubmedSummaryLoader(), tmp_path, value)
            assert (rings["title"], ids(rings)) == ("Rings", [("pmid", "7")])

    def test_a_number_without_a_summary_is_rejected(self) -> None:
        found = read(PubmedSummaryLoader(), CORPUS / "pubmed-summary" / "broken_summaries.json")
        assert [record["title"] for record in found.records] == ["Kept"]
        assert [reject.index for reject in found.rejects][:2] == [1, 2]

    def test_a_protein_has_a_title_and_is_no_paper(self, tmp_path: Path) -> None:
        path = tmp_path / "summaries.xml"
        path.write_text(
            "<eSummaryResult><DocSum><Id>20</Id><Item Name='Title' Type='String'>loomin, partial"
            "</Item><Item Name='CreateDate' Type='String'>2003/03/03</Item></DocSum>"
            "</eSummaryResult>"
        )
        found = read(PubmedSummaryLoader(), path)
        assert found.records == []
        assert ["another database" in reject.reason for reject in found.rejects] == [True]

    def test_summaries_in_xml(self) -> None:
        path = CORPUS / "pubmed-summary" / "summaries.xml"
        assert choose(Source(path, path.name)).name == "pubmed-summary"
        (looms,) = read(PubmedSummaryLoader(), path).records
        assert (looms["title"], looms["type"], looms["date"]) == (
            "Looms in wards.", "review", "2031-08"
        )  # fmt: skip
        assert [i["value"] for i in looms["ids"]] == ["10.5555/looms.1", "10000001", "PMC1000001"]
        brook, reed, group = looms["mentions"]
        assert (brook["family"], reed["suffix"], group["family"]) == ("Brook", "Jr", None)
        assert (looms["venue"]["name"], looms["pages"]) == ("Journal of looms", "188-91")
