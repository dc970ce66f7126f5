"""Crossref's metadata as XML: works inside what they appeared in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "crossref"


def read(path: Path) -> Loaded:
    return loaded(choose(Source(path, path.name)), path)


def by_doi(name: str) -> dict[str, dict[str, Any]]:
    return {r["ids"][0]["value"]: r for r in read(CORPUS / name).records}


def names(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(mention["name"], mention["role"]) for mention in record["mentions"]]


def test_an_article_has_what_is_told_of_its_journal_and_issue() -> None:
    ice = by_doi("unixref.xml")["10.5555/ponds.1"]
    assert (ice["title"], ice["type"], ice["language"]) == (
        "Ice on ponds: A survey",
        "article",
        "en",
    )
    assert ice["venue"]["name"] == "Journal of Ponds & Lakes"
    assert (ice["volume"], ice["issue"], ice["pages"]) == ("12", "3", "101-117")
    assert ice["abstract"] == "Ponds freeze from above."
    assert ice["ids"][1] == {"scheme": "pmid", "value": "30000001"}
    assert ice["url"] == "https://ponds.example.org/1"


def test_the_day_online_is_finer_than_the_year_in_print() -> None:
    assert by_doi("unixref.xml")["10.5555/ponds.1"]["date"] == "2031-03-04"


def test_persons_organisations_and_editors_and_nobody_else() -> None:
    ice = by_doi("unixref.xml")["10.5555/ponds.1"]
    assert names(ice) == [
        ("Ada M. Brook, Jr.", "author"),
        ("Lake Consortium", "author"),
        ("Sam Reed", "editor"),
    ]
    ada, lake, sam = ice["mentions"]
    assert (ada["family"], ada["suffix"], lake["family"]) == ("Brook", "Jr.", None)
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert ada["affiliations"][0]["ror"] == "04wxnsj81"
    assert sam["affiliations"][0]["name"] == "University of Snow"


def test_references_by_doi_in_parts_or_as_printed() -> None:
    first, second = by_doi("unixref.xml")["10.5555/ponds.1"]["references"]
    assert first["ids"] == [{"scheme": "doi", "value": "10.5555/snow.9"}]
    assert (first["title"], first["year"], first["source"]) == (
        "Snow on ice",
        1999,
        "Journal of Snow",
    )
    assert second["text"] == "Brook, A. Water. 1998."


def test_a_part_has_the_book_or_proceedings_around_it() -> None:
    found = by_doi("unixref.xml")
    rain, weaving = found["10.5555/water.1"], found["10.5555/looms.1"]
    assert (rain["type"], rain["venue"]["name"], rain["year"]) == (
        "chapter",
        "The book of water",
        2030,
    )
    assert rain["venue"]["isbn"] == "9783161484100"
    assert names(rain) == [("Plato", "author"), ("Sam Reed", "editor")]
    assert (weaving["venue"]["name"], weaving["date"], weaving["pages"]) == (
        "Proceedings on Looms",
        "2029-06",
        "e12",
    )


def test_figures_are_no_works_and_an_error_is_told() -> None:
    assert len(read(CORPUS / "unixref.xml").records) == 3
    found = read(CORPUS / "broken_unixref.xml")
    assert [reject.reason for reject in found.rejects] == [
        "an error in place of a work: doi:10.5555/none not found"
    ]


def test_a_book_is_a_record_where_it_is_deposited() -> None:
    found = by_doi("deposit.xml")
    assert [(r["title"], r["type"]) for r in found.values()] == [
        ("Wells", "book"),
        ("Depth", "chapter"),
        ("Tides", "preprint"),
        ("Of springs", "thesis"),
        ("Review of Tides", "review"),
    ]
    assert found["10.5555/wells"]["ids"][1] == {"scheme": "isbn", "value": "9783161484100"}
    assert found["10.5555/tides"]["venue"]["name"] == "PondArxiv"
    assert names(found["10.5555/springs"]) == [("Emmy Well", "author")]
    assert names(found["10.5555/tides.r1"]) == [("Sam Reed", "author")]


QUERIES = """<crossref_result><query_result><body>
<query status="resolved" fl_count="43"><doi type="journal_article">10.5555/ice</doi>
<issn type="print">00280836</issn><journal_title>Journal of Ponds</journal_title><contributors>
<contributor sequence="first" contributor_role="editor"><surname>Reed</surname></contributor>
<contributor sequence="first" contributor_role="author"><given_name>Ada</given_name>
<surname>Brook</surname></contributor></contributors><volume>7</volume><issue>8</issue>
<first_page>39</first_page><last_page>60</last_page><year media_type="print">2031</year>
<article_title>Ice</article_title></query>
<query status="resolved"><doi type="book_content">10.5555/rain</doi><isbn>9783161484100</isbn>
<volume_title>Water</volume_title><article_title>Rain</article_title></query>
<query status="resolved"><crm-item name="citedby-count">19</crm-item><doi_record><crossref><journal>
<journal_article><titles><title>Snow</title></titles></journal_article></journal></crossref>
</doi_record></query>
<query status="unresolved"><doi>10.5555/none</doi><msg>not found</msg></query>
<query status="resolved"><doi type="journal_title">10.5555/ponds</doi></query>
</body></query_result></crossref_result>"""


def test_answers_to_queries_in_short_and_in_full(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(QUERIES)
    found = read(path)
    ice, rain, snow = found.records
    assert (ice["title"], ice["type"], ice["year"]) == ("Ice", "article", 2031)
    assert names(ice) == [("Ada Brook", "author"), ("Reed", "editor")]
    assert (ice["venue"]["name"], ice["venue"]["issn"]) == ("Journal of Ponds", "0028-0836")
    assert (ice["volume"], ice["issue"], ice["pages"]) == ("7", "8", "39-60")
    assert (rain["type"], rain["venue"]["name"]) == ("chapter", "Water")
    assert [r["citation_count"] for r in found.records] == [43, None, 19]
    assert snow["title"] == "Snow"
    assert [reject.reason for reject in found.rejects] == [
        "a work that Crossref does not know: 10.5555/none",
        "a journal, series or issue, not a work: 10.5555/ponds",
    ]


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<sa_component/>", "figures or supplements of a work, not a work"),
        ("<grant/>", "a grant, not a work"),
        ("<journal><journal_metadata/></journal>", "a journal without works"),
    ],
)
def test_what_holds_no_work_is_told(tmp_path: Path, inside: str, reason: str) -> None:
    path = tmp_path / "x"
    path.write_text(f"<doi_record><crossref>{inside}</crossref></doi_record>")
    (reject,) = read(path).rejects
    assert reject.reason == reason


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:j.0="http://purl.org/dc/terms/" xmlns:j.1="http://prismstandard.org/namespaces/basic/2.1/"
 xmlns:j.2="http://purl.org/ontology/bibo/" xmlns:j.3="http://xmlns.com/foaf/0.1/">
<rdf:Description rdf:about="http://dx.doi.org/10.5555/ice"><j.0:title>Ice</j.0:title>
<j.1:startingPage>3</j.1:startingPage><j.2:pageEnd>9</j.2:pageEnd><j.0:date>2031-05-02</j.0:date>
<j.0:creator><j.3:Person><j.3:name>Ada Brook</j.3:name><j.3:familyName>Brook</j.3:familyName>
<j.3:givenName>Ada</j.3:givenName></j.3:Person></j.0:creator>
<j.1:doi>10.5555/ice</j.1:doi><j.1:volume>7</j.1:volume><j.0:isPartOf><j.2:Journal>
<j.1:issn>0028-0836</j.1:issn><j.0:title>Water</j.0:title></j.2:Journal></j.0:isPartOf>
</rdf:Description></rdf:RDF>"""


def test_rdf_tells_authors_without_their_order(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(RDF)
    (ice,) = read(path).records
    assert (ice["title"], ice["date"], ice["type"]) == ("Ice", "2031-05-02", "article")
    (ada,) = ice["mentions"]
    assert (ada["name"], ada["family"], ada["position"]) == ("Ada Brook", "Brook", None)
    assert (ice["venue"]["name"], ice["venue"]["issn"]) == ("Water", "0028-0836")
    assert (ice["volume"], ice["pages"]) == ("7", "3-9")
    assert ice["ids"] == [{"scheme": "doi", "value": "10.5555/ice"}]


def test_harvests_hold_one_work_a_record(tmp_path: Path) -> None:
    article = (
        "<crossref><journal><journal_metadata><full_title>Waters</full_title></journal_metadata>"
        "<journal_article><titles><title>Ponds</title></titles><contributors><person_name "
        'contributor_role="author" sequence="first"><surname>Ada Brook</surname></person_name>'
        "</contributors><doi_data><doi>10.5555/ponds</doi></doi_data></journal_article></journal>"
        "</crossref>"
    )
    queried = (
        '<crossref_result xmlns="http://www.crossref.org/qrschema/3.0"><query_result><body>'
        '<crossref_metadata><doi type="journal_article">10.5555/ponds</doi>'
        '<crm-item name="citedby-count" type="number">3</crm-item>'
        f"<doi_record>{article}</doi_record></crossref_metadata></body></query_result>"
        "</crossref_result>"
    )
    records = "".join(
        f"<record><header/><metadata>{told}</metadata></record>"
        for told in (article, queried, "<crossref><journal/></crossref>", "<crossref/>")
    )
    path = tmp_path / "harvest.xml"
    path.write_text(
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
        f"{records}</ListRecords></OAI-PMH>"
    )
    found = read(path)
    assert [r["citation_count"] for r in found.records] == [None, 3]
    assert [r.reason for r in found.rejects] == [
        "a journal without works",
        "metadata of Crossref without a work",
    ]
    for ponds in found.records:
        assert (ponds["title"], ponds["venue"]["name"]) == ("Ponds", "Waters")
        assert [(m["name"], m["family"]) for m in ponds["mentions"]] == [("Ada Brook", None)]
        assert ponds["raw"].startswith("<crossref")
