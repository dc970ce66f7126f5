"""Forms in which answers come less often: Dublin Core of Europe PMC, DataCite's `crosscite+json`,
works of ORCID that cite themselves, notes and papers of which programs kept a part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded


def read(tmp_path: Path, value: Any, loader: str, name: str = "x.json") -> Loaded:
    """What the surest loader, which must be this one, makes of a text or a JSON value."""
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    surest = choose(Source(path, name))
    assert surest.name == loader
    return loaded(surest, path)


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["scheme"], one["value"]) for one in of["ids"]]


def names(of: dict[str, Any]) -> list[str]:
    return [mention["name"] for mention in of["mentions"]]


DUBLIN_CORE = """<?xml version="1.0"?>
<responseWrapper xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><hitCount>1</hitCount><rdf:RDF>
<rdf:Description rdf:about="http://europepmc.org/abstract/MED/30000001">
 <dc:title>Ponds in winter.</dc:title>
 <dc:creator>Brook, AM</dc:creator><dc:creator>Pond Study Group</dc:creator>
 <dc:contributor>Lake Lab, Nowhere.</dc:contributor>
 <dc:subject>Water</dc:subject><dc:description>Review; Journal Article</dc:description>
 <dc:date>2031-03-01</dc:date><dc:language>eng</dc:language>
 <dc:identifier>http://europepmc.org/abstract/MED/30000001</dc:identifier>
 <dc:identifier>https://doi.org/10.5555/ponds.1</dc:identifier>
 <dcterms:bibliographicCitation>Brook AM. Ponds. PMCID: PMC42.</dcterms:bibliographicCitation>
 <dcterms:bibliographicCitation>&amp;rft.jtitle=Ponds%20%26%20Lakes&amp;rft.volume=12&amp;rft.issue=3&amp;rft.pages=1-9</dcterms:bibliographicCitation>
 <dcterms:abstract>&lt;h4&gt;Aim&lt;/h4&gt;We skate.</dcterms:abstract>
 <dcterms:isPartOf>urn:ISSN:0028-0836</dcterms:isPartOf>
</rdf:Description></rdf:RDF></responseWrapper>
"""


def test_dublin_core_of_europe_pmc(tmp_path: Path) -> None:
    (ponds,) = read(tmp_path, DUBLIN_CORE, "europepmc", "x.xml").records
    assert (ponds["title"], ponds["abstract"]) == ("Ponds in winter.", "Aim: We skate.")
    assert names(ponds) == ["AM Brook", "Pond Study Group"]
    assert ids(ponds) == [("doi", "10.5555/ponds.1"), ("pmid", "30000001"), ("pmcid", "PMC42")]
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Ponds & Lakes", "0028-0836")
    assert (ponds["volume"], ponds["issue"], ponds["pages"]) == ("12", "3", "1-9")
    assert (ponds["type"], ponds["date"]) == ("review", "2031-03")
    assert [tag["label"] for tag in ponds["keywords"]] == ["Water"]


class TestCrosscite:
    def test_with_one_creator_in_a_flat_work(self, tmp_path: Path) -> None:
        work = {
            "doi": "10.5555/1", "citeproc_type": "article", "resource_type_general": "Text",
            "resource_type": "JournalArticle", "title": "Ponds",
            "creator": {"type": "Person", "givenName": "Ada", "familyName": "Brook"},
            "publisher": "Lake Press", "container_title": "Water", "volume": "3",
            "first_page": "1", "last_page": "9", "keywords": ["rain", "snow"],
            "dates": {"date": "2017-05-04", "date-type": "Issued"}, "publication_year": "2017",
            "description": {"type": "Abstract", "text": "We skate."},
            "related_identifiers": [{"id": "https://doi.org/10.5555/2", "relation_type": "Cites"}],
            "schema_version": "http://datacite.org/schema/kernel-4",
        }  # fmt: skip
        (record,) = read(tmp_path, work, "datacite").records
        assert (record["title"], names(record)) == ("Ponds", ["Ada Brook"])
        assert (record["date"], record["abstract"]) == ("2017-05-04", "We skate.")
        assert (record["venue"]["name"], record["volume"], record["pages"]) == ("Water", "3", "1-9")
        assert [tag["label"] for tag in record["keywords"]] == ["rain", "snow"]
        assert [ids(cited) for cited in record["references"]] == [[("doi", "10.5555/2")]]

    def test_with_titles_and_a_periodical(self, tmp_path: Path) -> None:
        work = {
            "doi": "10.5555/1", "types": {"resourceTypeGeneral": "JournalArticle"},
            "creator": [{"familyName": "Brook", "givenName": "Ada"}, {"name": "Reed, Sam"}],
            "titles": [{"title": "Ponds"}], "publication_year": 2018,
            "periodical": {"type": "Periodical", "title": "Water", "issn": "1539-3755"},
            "schema_version": "http://datacite.org/schema/kernel-4",
        }  # fmt: skip
        (record,) = read(tmp_path, work, "datacite").records
        assert (names(record), record["year"]) == (["Ada Brook", "Reed, Sam"], 2018)
        assert (record["venue"]["name"], record["venue"]["issn"]) == ("Water", "1539-3755")


def test_one_identifier_of_a_creator_in_place_of_a_list(tmp_path: Path) -> None:
    number = {"nameIdentifier": "0000-0002-1825-0097", "nameIdentifierScheme": "ORCID"}
    work = {
        "titles": [{"title": "Ponds"}], "publicationYear": 2018,
        "creators": [{"name": "Brook, Ada", "nameIdentifiers": number}],
    }  # fmt: skip
    (record,) = read(tmp_path, work, "datacite").records
    assert ids(record["mentions"][0]) == [("orcid", "0000-0002-1825-0097")]


def test_numbers_that_figshare_gives_creators(tmp_path: Path) -> None:
    work = {
        "titles": [{"title": "Ponds"}], "publicationYear": 2018,
        "creators": [
            {"name": "Brook, Ada (17525)", "familyName": "Brook", "givenName": "Ada (17525)"},
            {"name": "Sam Reed (1752503)"},
        ],
    }  # fmt: skip
    (record,) = read(tmp_path, work, "datacite").records
    assert names(record) == ["Ada Brook", "Sam Reed"]


class TestOrcidCitations:
    def test_name_the_authors_of_a_work_without_contributors(self, tmp_path: Path) -> None:
        (record,) = self.works(tmp_path, "@article{b, author={Brook, A. and Reed, Sam}}")
        assert names(record) == ["Brook, A.", "Reed, Sam"]
        assert ids(record["mentions"][0]) == [("orcid", "0000-0002-1825-0097")]
        assert (record["n_authors"], record["authors_complete"]) == (2, True)

    def test_are_nothing_where_authors_are_cut(self, tmp_path: Path) -> None:
        (record,) = self.works(tmp_path, "@article{b, author={Brook, A. and others}}")
        assert (names(record), record["authors_complete"]) == (["Ada Brook"], False)

    def works(self, tmp_path: Path, bibtex: str) -> list[dict[str, Any]]:
        work = {
            "put-code": 1, "title": {"title": {"value": "Ponds"}},
            "citation": {"citation-type": "bibtex", "citation-value": bibtex},
        }  # fmt: skip
        record = {
            "orcid-identifier": {"path": "0000-0002-1825-0097"},
            "person": {
                "name": {"given-names": {"value": "Ada"}, "family-name": {"value": "Brook"}}
            },
            "activities-summary": {"works": {"group": [{"work-summary": [work]}]}},
        }
        return read(tmp_path, record, "orcid").records

    def test_in_the_first_version(self, tmp_path: Path) -> None:
        cited = {"work-citation-type": "BIBTEX", "citation": "@misc{b, author={Reed, Sam}}"}
        work = {"work-title": {"title": {"value": "Ponds"}}, "work-citation": cited}
        message = {"orcid-profile": {"orcid-activities": {"orcid-works": {"orcid-work": [work]}}}}
        (record,) = read(tmp_path, message, "orcid").records
        assert names(record) == ["Reed, Sam"]


def test_papers_of_semantic_scholar_without_their_own_id(tmp_path: Path) -> None:
    paper = {
        "title": "Ponds", "authors": [{"name": "Ada Brook"}], "year": 2020,
        "externalIds": {"ArXiv": "2001.00001"}, "openAccessPdf": {"url": "https://x.org/1.pdf"},
    }  # fmt: skip
    (record,) = read(tmp_path, [paper], "semantic-scholar").records
    assert (names(record), ids(record)) == (["Ada Brook"], [("arxiv", "2001.00001")])


def test_notes_of_which_the_day_of_change_is_kept(tmp_path: Path) -> None:
    note = {"id": "PfEc0LGf", "tmdate": 1700000000000, "content": {"title": "Ponds"}}
    (record,) = read(tmp_path, json.dumps(note) + "\n", "openreview", "x.jsonl").records
    assert (record["title"], ids(record)) == ("Ponds", [("openreview", "PfEc0LGf")])


def test_schemes_of_opencitations_in_capitals(tmp_path: Path) -> None:
    table = (
        "id,title,author,pub_date,venue\n"
        'DOI:10.5555/1 VIAF:7,Ponds,"Brook, Ada [ ORCID:0000-0002-1825-0097 ]",2020,\n'
    )
    (record,) = read(tmp_path, table, "opencitations", "x.csv").records
    assert ids(record) == [("doi", "10.5555/1")]
    assert ids(record["mentions"][0]) == [("orcid", "0000-0002-1825-0097")]


def test_what_researchgate_registers_is_not_published_by_unpublished(tmp_path: Path) -> None:
    told = {
        "doi": "10.5555/ponds",
        "creators": [{"name": "Brook, Ada"}],
        "titles": [{"title": "Ponds"}],
        "publisher": "Unpublished",
        "publicationYear": 2031,
        "types": {"resourceTypeGeneral": "Text", "resourceType": "Preprint"},
    }
    data = [{"id": "10.5555/ponds", "type": "dois", "attributes": told}]
    (ponds,) = read(tmp_path, {"data": data}, "datacite").records
    assert (ponds["title"], ponds["venue"], ponds["type"]) == ("Ponds", None, "preprint")


def test_records_of_b2share(tmp_path: Path) -> None:
    orcid = {"scheme": "ORCID", "name_identifier": "0000-0002-1825-0097"}
    told = {
        "DOI": "10.5555/b2share.1", "titles": [{"title": "Ponds"}],
        "creators": [
            {"creator_name": "Brook, Ada", "name_identifiers": [orcid],
             "affiliations": [{"affiliation_name": "Lake Lab"}]},
            {"creator_name": "Reed, Sam", "given_name": "Sam", "family_name": "Reed"},
        ],
        "descriptions": [{"description": "We skate.", "description_type": "Abstract"}],
        "keywords": ["ice", {"keyword": "water"}], "publication_date": "2021-03-04",
        "resource_types": [{"resource_type_general": "Dataset"}], "publisher": "Lake Data",
    }  # fmt: skip
    answer = {"hits": {"hits": [{"id": "1", "metadata": told}], "total": 1}}
    (record,) = read(tmp_path, answer, "datacite").records
    assert (record["title"], record["abstract"], record["date"]) == (
        "Ponds", "We skate.", "2021-03-04",
    )  # fmt: skip
    assert [m["family"] for m in record["mentions"]] == ["Brook", "Reed"]
    assert record["mentions"][0]["affiliations"][0]["name"] == "Lake Lab"
    assert ids(record["mentions"][0]) == [("orcid", "0000-0002-1825-0097")]
    assert [tag["label"] for tag in record["keywords"]] == ["ice", "water"]
    assert (record["type"], record["venue"]["name"]) == ("dataset", "Lake Data")


def test_records_of_dblp_below_a_root_of_a_programs_own(tmp_path: Path) -> None:
    page = '<www mdate="2021-12-17" key="homepages/1/2"><author>Ada Brook</author></www>'
    article = (
        '<article mdate="2021-10-14" key="journals/x/Brook20"><author>Ada Brook</author>'
        "<title>Ponds.</title><year>2020</year></article>"
    )
    (record,) = read(tmp_path, f"<list>\n{page}\n{article}\n</list>", "dblp", "x.xml").records
    assert (record["title"], names(record)) == ("Ponds", ["Ada Brook"])


def test_crossref_is_sent_whole_names_as_family_names(tmp_path: Path) -> None:
    people = [
        {"family": "Ada Brook", "sequence": "first"},
        {"family": "Reed", "given": "Sam", "sequence": "additional"},
        {"family": "Stream", "sequence": "additional"},
    ]
    work = {"DOI": "10.5555/ponds", "type": "journal-article", "title": ["Ponds"], "author": people}
    (ponds,) = read(tmp_path, {"message-type": "work", "message": work}, "crossref").records
    assert names(ponds) == ["Ada Brook", "Sam Reed", "Stream"]
    assert [m["family"] for m in ponds["mentions"]] == [None, "Reed", "Stream"]


def test_references_of_crossref_name_the_first_author_alone(tmp_path: Path) -> None:
    ponds, lakes = read(
        tmp_path,
        [
            {"key": "r1", "author": "Brook", "year": "1999", "volume": "310", "first-page": "540",
             "journal-title": "Waters", "DOI": "10.5555/ponds", "doi-asserted-by": "publisher"},
            {"key": "r2", "author": "Reed", "year": "2000", "article-title": "On lakes",
             "volume-title": "Handbook of Lakes", "unstructured": "Reed, On lakes (2000)"},
        ],
        "crossref",
    ).records  # fmt: skip
    assert (names(ponds), ponds["n_authors"], ponds["authors_complete"]) == (["Brook"], None, False)
    assert ids(ponds) == [("doi", "10.5555/ponds")]
    assert (ponds["year"], ponds["venue"]["name"], ponds["pages"]) == (1999, "Waters", "540")
    assert (lakes["title"], lakes["venue"]["name"]) == ("On lakes", "Handbook of Lakes")
    assert lakes["comment"] == "Reed, On lakes (2000)"


def test_numbers_of_a_virtual_meeting_are_no_forums(tmp_path: Path) -> None:
    """As MiniConf keeps the papers of a meeting: in the form of notes, numbered."""
    content = {"title": "Ponds", "authors": ["Ada Brook"], "pdf_url": "https://x.org/p.pdf"}
    note = {"id": "4-20", "forum": "4-20", "content": content}
    (record,) = read(tmp_path, [note], "openreview").records
    assert (record["ids"], record["url"], record["type"]) == ([], None, "conference-paper")
    assert record["open_access_url"] == "https://x.org/p.pdf"


@pytest.mark.parametrize(
    ("entry", "venue", "date"),
    [
        (
            "@inproceedings{\nb,\nbooktitle={Looms Conference},\nyear={2031}}",
            "Looms Conference",
            "2031",
        ),
        ("@misc{\nb,\ntitle={Looms},\nyear={2031}}", None, "2030-09-20"),
        ("@inproceedings{\nb,\nbooktitle={Submitted to Looms},\nyear={2031}}", None, "2030-09-20"),
    ],
)
def test_the_first_api_of_openreview_tells_the_venue_in_an_entry_alone(
    entry: str, venue: str | None, date: str, tmp_path: Path
) -> None:
    content = {"title": "Looms", "authors": ["Ada Brook"], "_bibtex": entry}
    note = {"id": "rJ4km2R5t7", "invitation": "L", "tcdate": 1916092800000, "content": content}
    (looms,) = read(tmp_path, {"notes": [note]}, "openreview").records
    assert ((looms["venue"] or {}).get("name"), looms["date"]) == (venue, date)
    assert looms["type"] == ("conference-paper" if venue else "preprint")
