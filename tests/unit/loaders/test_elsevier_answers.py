"""Works that Elsevier's APIs tell of one by one, and what ScienceDirect finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded
from tests.corpus_files import ids

ADA = {
    "ce:given-name": "Ada M.", "ce:initials": "A.M.", "ce:surname": "Brook", "@seq": "1",
    "preferred-name": {"ce:given-name": "Ada", "ce:surname": "Brook"}, "@auid": "70000000001",
    "affiliation": {"@id": "60000001", "@href": "https://api.example.org"},
    "ce:indexed-name": "Brook A.M.",
}  # fmt: skip
SAM = {
    "preferred-name": {"ce:given-name": "Sam", "ce:surname": "Reed"}, "@auid": "70000000002",
    "affiliation": [{"@id": "60000001"}, {"@id": "60000002"}], "ce:indexed-name": "Reed S.",
}  # fmt: skip
CORE: dict[str, Any] = {
    "dc:title": "Ponds", "prism:publicationName": "Water", "prism:aggregationType": "Journal",
    "prism:coverDate": "2013-05-01", "prism:volume": "12", "prism:issueIdentifier": "3",
    "prism:startingPage": "1", "prism:endingPage": "9", "prism:doi": "10.5555/ponds",
    "prism:issn": "00280836 14764687",
}  # fmt: skip
OF_SCOPUS: dict[str, Any] = CORE | {
    "dc:identifier": "SCOPUS_ID:85000000003", "eid": "2-s2.0-85000000003", "pubmed-id": "30000001",
    "dc:description": "We count.", "subtypeDescription": "Article", "citedby-count": "12",
    "dc:creator": {"author": [ADA]},
    "link": [{"@rel": "self", "@href": "https://api.example.org"},
             {"@rel": "scopus", "@href": "https://scopus.example.org/3"}],
}  # fmt: skip
SCIDIR = "https://sciencedirect.example.org/S1"


def read(folder: Path, answer: dict[str, Any]) -> Loaded:
    path = folder / "85000000003"
    path.write_text(json.dumps(answer), encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == "scopus-csv"
    return loaded(loader, path)


def people(of: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (m["name"], m["family"], [a["name"] for a in m["affiliations"]]) for m in of["mentions"]
    ]


class TestAWorkOfScopus:
    def test_is_told_as_in_its_search(self, tmp_path: Path) -> None:
        answer = {
            "coredata": OF_SCOPUS, "authors": {"author": [ADA, SAM]},
            "affiliation": {"@id": "60000001", "affilname": "Pond Institute"},
            "authkeywords": {"author-keyword": {"$": "pond"}}, "language": {"@xml:lang": "eng"},
            "idxterms": {"mainterm": [{"$": "Water", "@weight": "b"}, {"$": "Water"}]},
        }  # fmt: skip
        (record,) = read(tmp_path, {"abstracts-retrieval-response": answer}).records
        assert people(record) == [
            ("Ada M. Brook", "Brook", ["Pond Institute"]),
            ("Sam Reed", "Reed", ["Pond Institute"]),
        ]
        assert (record["authors_complete"], record["n_authors"]) == (True, 2)
        assert ids(record) == [
            ("doi", "10.5555/ponds"), ("pmid", "30000001"), ("eid", "2-s2.0-85000000003"),
        ]  # fmt: skip
        assert (record["title"], record["abstract"]) == ("Ponds", "We count.")
        assert (record["date"], record["type"], record["language"]) == (
            "2013-05-01", "article", "en",
        )  # fmt: skip
        assert (record["volume"], record["issue"], record["pages"]) == ("12", "3", "1-9")
        assert (record["venue"]["issn"], record["citation_count"]) == ("0028-0836", 12)
        assert [(k["label"], k["scheme"]) for k in record["keywords"]] == [
            ("pond", "author"), ("Water", "subject"),
        ]  # fmt: skip
        assert record["url"] == "https://scopus.example.org/3"

    def test_without_its_envelope_as_elsapy_keeps_it(self, tmp_path: Path) -> None:
        tail = {"bibliography": {"@refcount": "2"}}
        answer = {"item": {"bibrecord": {"tail": tail}}, "coredata": OF_SCOPUS}
        (record,) = read(tmp_path, answer).records
        assert (record["title"], record["n_references"]) == ("Ponds", 2)

    def test_names_the_first_author_where_the_list_is_left_out(self, tmp_path: Path) -> None:
        answer: dict[str, Any] = {"coredata": OF_SCOPUS, "authors": None, "affiliation": []}
        (record,) = read(tmp_path, {"abstracts-retrieval-response": answer}).records
        assert people(record) == [("Brook A.M.", "Brook", [])]
        assert record["authors_complete"] is False

    @pytest.mark.parametrize("view", ["full", "references"])
    def test_tells_what_it_cites(self, tmp_path: Path, view: str) -> None:
        where = {"voliss": {"@volume": "7"}, "pagerange": {"@first": "12", "@last": "19"}}
        by = {"author": [{"ce:surname": "Elm", "ce:indexed-name": "Elm B."}]}
        numbers = [{"@idtype": "DOI", "$": "10.5555/lakes"}, {"@idtype": "SGR", "$": "85000000001"}]
        full = {"@id": "1", "ref-info": {
            "ref-publicationyear": {"@first": "2001"}, "ref-title": {"ref-titletext": "Lakes"},
            "refd-itemidlist": {"itemid": numbers}, "ref-sourcetitle": "Ice", "ref-authors": by,
            "volisspag": where,
        }}  # fmt: skip
        short = {
            "@id": "1", "scopus-id": "85000000001", "ce:doi": "10.5555/lakes", "title": "Lakes",
            "sourcetitle": "Ice", "author-list": by, "prism:coverDate": "2001-01-01",
            "volisspag": where,
        }  # fmt: skip
        listed = {"@refcount": "2", "reference": [full, {"ref-fulltext": "Snow, 1999."}]}
        bibliography = {"item": {"bibrecord": {"tail": {"bibliography": listed}}}}
        answers: dict[str, dict[str, Any]] = {
            "full": bibliography,
            "references": {"references": {"@total-references": "2", "reference": short}},
        }
        answer = {"coredata": OF_SCOPUS} | answers[view]
        (record,) = read(tmp_path, {"abstracts-retrieval-response": answer}).records
        assert record["n_references"] == 2
        cited = record["references"][0]
        assert ids(cited) == [("doi", "10.5555/lakes"), ("eid", "2-s2.0-85000000001")]
        assert (cited["title"], cited["year"], cited["first_author"]) == ("Lakes", 2001, "Elm B.")
        assert (cited["source"], cited["volume"], cited["page"]) == ("Ice", "7", "12")


class TestScienceDirect:
    def test_an_article_with_its_text(self, tmp_path: Path) -> None:
        core = CORE | {
            "eid": "1-s2.0-S1", "dc:identifier": "doi:10.5555/ponds", "pubType": "fla",
            "dc:creator": [{"$": "Brook, Ada M."}, {"$": "van Reed, Sam"}],
            "dc:description": "\n  Abstract\n  We count.\n", "dcterms:subject": [{"$": "pond"}],
            "link": [{"@rel": "scidir", "@href": SCIDIR}],
        }  # fmt: skip
        answer = {"coredata": core, "scopus-eid": "2-s2.0-85000000003", "originalText": "Long."}
        (record,) = read(tmp_path, {"full-text-retrieval-response": answer}).records
        assert people(record) == [("Ada M. Brook", "Brook", []), ("Sam van Reed", "van Reed", [])]
        assert ids(record) == [("doi", "10.5555/ponds"), ("eid", "2-s2.0-85000000003")]
        assert (record["abstract"], record["type"]) == ("We count.", "article")
        assert [k["label"] for k in record["keywords"]] == ["pond"]
        assert (record["url"], record["raw"]) == (SCIDIR, None)

    def test_what_it_finds(self, tmp_path: Path) -> None:
        found = CORE | {
            "dc:identifier": "DOI:10.5555/ponds", "pii": "S1", "dc:creator": "Ada Brook",
            "authors": {"author": [{"$": "Ada Brook"}, {"$": "Sam Reed"}]},
            "link": [{"@ref": "scidir", "@href": f"{SCIDIR}?dgcid=api"}],
        }  # fmt: skip
        (record,) = read(tmp_path, {"search-results": {"entry": [found]}}).records
        assert [m["name"] for m in record["mentions"]] == ["Ada Brook", "Sam Reed"]
        assert (record["authors_complete"], record["url"]) == (True, SCIDIR)
        assert ids(record) == [("doi", "10.5555/ponds")]

    def test_what_its_second_version_finds(self, tmp_path: Path) -> None:
        found = {
            "authors": [{"name": "Ada Brook", "order": 1}], "doi": "10.5555/ponds", "pii": "S1",
            "pages": {"first": "1", "last": "9"}, "publicationDate": "2013-05-01",
            "sourceTitle": "Water", "title": "Ponds", "volumeIssue": "Volume 12, Issue 3",
            "uri": f"{SCIDIR}?dgcid=api",
        }  # fmt: skip
        (record,) = read(tmp_path, {"resultsFound": 1, "results": [found]}).records
        assert (record["title"], record["venue"]["name"]) == ("Ponds", "Water")
        assert (record["volume"], record["issue"], record["pages"]) == ("12", "3", "1-9")
        assert [m["name"] for m in record["mentions"]] == ["Ada Brook"]
        assert (record["date"], record["url"]) == ("2013-05-01", SCIDIR)
