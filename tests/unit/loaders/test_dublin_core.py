"""Dublin Core as repositories of several makers fill it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(path: Path, *elements: str) -> dict[str, Any]:
    """The one record of a harvest whose elements of Dublin Core these are."""
    body = "".join(
        f"<dc:{name}>{text}</dc:{name}>" for name, _, text in (e.partition(": ") for e in elements)
    )
    path.write_text(
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>'
        "<header><identifier>oai:loom.example:1</identifier></header><metadata>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{body}</oai_dc:dc>'
        "</metadata></record></ListRecords></OAI-PMH>"
    )
    loader = choose(Source(path, path.name))
    [record] = loaded(loader, path).records
    return record


def test_alternative_identifiers_are_the_works_own(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: Looms",
        "relation: http://loom.example/1/looms.pdf",
        "relation: https://doi.org/10.5555/another",
        "relation: info:eu-repo/semantics/altIdentifier/doi/http://dx.doi.org/10.5555/looms",
        "relation: info:eu-repo/semantics/altIdentifier/arxiv/2001.00001",
    )
    assert [i["value"] for i in looms["ids"]] == ["10.5555/looms", "2001.00001"]


def test_an_issn_is_no_part_of_a_journals_name(tmp_path: Path) -> None:
    path = tmp_path / "harvest.xml"
    looms = read(path, "title: Looms", "source: Weavers: A Letter, ISSN 0921-4526, 2013, Vol. 4")
    assert (looms["venue"]["name"], looms["venue"]["issn"]) == ("Weavers: A Letter", "0921-4526")
    looms = read(
        path,
        "title: Looms",
        "source: ISSN: 0921-4526",
        "source: EISSN: 1520-8524",
        "source: Weavers' Letters",
        "source: Weavers' Letters, 2020, 148 (4), pp.2321-2330. &#x27E8;10.5555/looms&#x27E9;",
    )
    assert (looms["venue"]["name"], looms["venue"]["issn"]) == ("Weavers' Letters", "0921-4526")
    assert (looms["volume"], looms["issue"], looms["pages"]) == ("148", "4", "2321-2330")


def test_an_issn_may_be_an_alternative_identifier(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: Looms",
        "source: Weavers' Letters",
        "relation: info:eu-repo/semantics/altIdentifier/eissn/0921-4526",
    )
    assert looms["venue"]["issn"] == "0921-4526"


def test_the_journal_of_a_citation_may_have_no_issue(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: Sea Looms",
        "identifier: Lovelace, Ada  (2012) Sea Looms.   Letters: Of the Sea, 77, 12-20.",
    )
    assert (looms["venue"]["name"], looms["volume"]) == ("Letters: Of the Sea", "77")
    assert looms["pages"] == "12-20"
    book = "identifier: Lovelace, Ada  (2012) Sea Looms.  In: Book of the Sea, 3, 12-20."
    assert read(tmp_path / "harvest.xml", "title: Sea Looms", book)["venue"] is None


def test_places_told_behind_names_are_no_abstract(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: Looms",
        "creator: Lovelace, Ada",
        "creator: Somerville, Mary F.",
        "description: Se teje.",
        "description: Fil: Lovelace, Ada. Casa de los Telares; Argentina",
        "description: Fil: Somerville, Mary F.. Universidad del Lago; Argentina",
    )
    assert looms["abstract"] == "Se teje."
    assert [[a["name"] for a in m["affiliations"]] for m in looms["mentions"]] == [
        ["Casa de los Telares; Argentina"],
        ["Universidad del Lago; Argentina"],
    ]


def test_what_is_said_beside_an_abstract_is_none(tmp_path: Path) -> None:
    looms = read(tmp_path / "harvest.xml", "title: Looms", "description: International audience")
    assert looms["abstract"] is None


def test_addresses_are_no_subjects_and_arxiv_is_no_journal(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: Looms",
        "subject: Weaving; https://purl.example/ford/1.6",
        "subject: info:eu-repo/classification/ddc/590",
        "source: arXiv",
    )
    assert [k["label"] for k in looms["keywords"]] == ["Weaving"]
    assert looms["venue"] is None


def test_the_issue_of_a_journal_is_a_relation_for_some(tmp_path: Path) -> None:
    path = tmp_path / "harvest.xml"
    looms = read(path, "title: Looms", "relation: Métiers ; vol. 68 no. 3-4 (2015)")
    assert (looms["venue"]["name"], looms["volume"], looms["issue"]) == ("Métiers", "68", "3-4")
    looms = read(
        path,
        "title: Looms",
        "creator: Reed, Sam [Loom House, Peru; Pond Lab., Peru] (ORCID:0000000218250097); Brook, A",
        "relation: Journal Name: Weavers' Letters; Journal Volume: 15; Journal Issue: 4",
        "format: Medium: X; Size: Pages 2448 to 2455",
        "identifierOther: Journal ID: ISSN 0921-4526",
        "doi: 10.5555/looms",
    )
    assert (looms["venue"]["name"], looms["venue"]["issn"]) == ("Weavers' Letters", "0921-4526")
    assert (looms["volume"], looms["issue"], looms["pages"]) == ("15", "4", "2448-2455")
    assert [i["value"] for i in looms["ids"]] == ["10.5555/looms"]
    reed, brook = looms["mentions"]
    assert (reed["name"], reed["ids"][0]["value"]) == ("Reed, Sam", "0000-0002-1825-0097")
    assert [a["name"] for a in reed["affiliations"]] == ["Loom House, Peru", "Pond Lab., Peru"]
    assert (brook["name"], brook["position"]) == ("Brook, A", 2)


def test_works_of_the_osti_without_a_harvest(tmp_path: Path) -> None:
    path = tmp_path / "osti.xml"
    path.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcq="http://purl.org/dc/terms/">'
        '<records count="1"><record rownumber="1"><dc:title>Looms</dc:title>'
        "<dc:creator>Brook, Ada; Reed, Sam</dc:creator><dc:type>Thesis/Dissertation</dc:type>"
        "<dc:identifier>OSTI ID: 17, Legacy ID: OSTI ID: 17</dc:identifier><dc:doi/>"
        "<dcq:identifier-citation>https://www.osti.gov/biblio/17</dcq:identifier-citation>"
        "</record></records></rdf:RDF>"
    )
    [looms] = loaded(choose(Source(path, path.name)), path).records
    assert (looms["title"], looms["type"], looms["ids"]) == ("Looms", "thesis", [])
    assert [m["name"] for m in looms["mentions"]] == ["Brook, Ada", "Reed, Sam"]
    assert looms["url"] == "https://www.osti.gov/biblio/17"


def test_parts_of_a_place_in_elements_of_bibo(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: Станки",
        "subject: ТКАЧЕСТВО,СТАНКИ В ДОМЕ,РЕКИ",
        "issn: 0921-4526",
        "issue: 2",
        "pages: 52-58",
        "volume: 3 (21)",
        "bibliographicCitation: Ткацкое дело",
        "bibliographicCitation: 0921-4526",
    )
    assert (looms["venue"]["name"], looms["venue"]["issn"]) == ("Ткацкое дело", "0921-4526")
    assert (looms["volume"], looms["issue"], looms["pages"]) == ("3 (21)", "2", "52-58")
    assert [k["label"] for k in looms["keywords"]] == ["ТКАЧЕСТВО", "СТАНКИ В ДОМЕ", "РЕКИ"]


def test_a_subject_with_a_comma_is_one(tmp_path: Path) -> None:
    path = tmp_path / "harvest.xml"
    assert len(read(path, "title: Looms", "subject: Looms, Handlooms")["keywords"]) == 1
    two = read(path, "title: Looms", "subject: 1,3-Dioxane", "subject: Ponds")["keywords"]
    assert [k["label"] for k in two] == ["1,3-Dioxane", "Ponds"]


def test_citations_of_eprints_without_a_volume_or_with_one_page(tmp_path: Path) -> None:
    path = tmp_path / "harvest.xml"
    begin = "identifier: Brook, A (2011) Looms.  Weavers' Letters"
    looms = read(path, "title: Looms", f"{begin}.   ISSN 0921-4526 DOI: 10.5555/looms")
    assert (looms["venue"]["name"], looms["venue"]["issn"]) == ("Weavers' Letters", "0921-4526")
    looms = read(path, "title: Looms", f"{begin}, 65 (5).  p. 391.  ISSN 0921-4526")
    assert (looms["volume"], looms["issue"], looms["pages"]) == ("65", "5", "391")


def test_the_shelf_mark_of_a_library_is_no_journal(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: Métiers",
        "source: Bibliothèque nationale de France, département Droit, économie, F-21134 (42)",
        "date: 1743",
    )
    assert (looms["venue"], looms["volume"], looms["issue"]) == (None, None, None)


def test_codes_of_languages_before_texts_and_9999_are_left_out(tmp_path: Path) -> None:
    looms = read(
        tmp_path / "harvest.xml",
        "title: [en] LOOMS",
        "title: [pt] TEARES",
        "subject: [pt] TECELAGEM",
        "description: [en] We weave.&lt;br/&gt;",
        "date: 9999",
        "type: Thèse ou mémoire / Electronic Thesis or Dissertation",
    )
    assert (looms["title"], looms["abstract"]) == ("LOOMS", "We weave.")
    assert [k["label"] for k in looms["keywords"]] == ["TECELAGEM"]
    assert (looms["year"], looms["date"], looms["type"]) == (None, None, "thesis")
