"""EndNote XML, Zotero RDF and Zotero JSON: the same library as three programs write it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Loader, Source
from kg.loaders.endnote_xml import EndnoteXmlLoader
from kg.loaders.sniff import choose
from kg.loaders.zotero_json import ZoteroJsonLoader
from kg.loaders.zotero_rdf import ZoteroRdfLoader
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus"
FIRST = [
    pytest.param(EndnoteXmlLoader(), "library.xml", id="endnote-xml"),
    pytest.param(ZoteroJsonLoader(), "export.json", id="zotero-json"),
    pytest.param(ZoteroRdfLoader(), "library.rdf", id="zotero-rdf"),
]


def read(loader: Loader, name: str) -> Loaded:
    return loaded(loader, CORPUS / loader.name / name)


def ids(record: dict[str, Any]) -> dict[str, str]:
    return {i["scheme"]: i["value"] for i in record["ids"]}


def names(record: dict[str, Any], role: str = "author") -> list[str]:
    return [m["name"] for m in record["mentions"] if m["role"] == role]


@pytest.mark.parametrize(("loader", "name"), FIRST)
def test_an_article_with_all_its_facts(loader: Loader, name: str) -> None:
    weaving = read(loader, name).records[0]
    assert weaving["title"] == "Weaving by engines"
    assert ids(weaving) == {"doi": "10.1000/engines.1", "pmid": "11736001"}
    assert (weaving["date"], weaving["type"]) == ("1999-10-15", "article")
    assert (weaving["volume"], weaving["issue"]) == ("12", "3")
    assert (weaving["venue"]["name"], weaving["venue"]["issn"]) == (
        "Journal of Engines",
        "1539-3755",
    )
    assert weaving["abstract"] == "The engine weaves."
    assert weaving["mentions"][0]["family"] == "Lovelace"
    assert weaving["n_authors"] == 2


@pytest.mark.parametrize(("loader", "name"), FIRST[1:])
def test_what_hangs_on_zotero_items_is_none(loader: Loader, name: str) -> None:
    found = read(loader, name)
    weaving = found.records[0]
    assert "mine" not in str({**weaving, "raw": None})
    assert not any(r["title"] in ("a.pdf", "alone") for r in found.records)
    assert names(weaving) == ["Ada Lovelace", "Engine Consortium"]
    assert (weaving["citation_count"], weaving["comment"]) == (42, "read twice")
    assert [(k["label"], k["scheme"]) for k in weaving["keywords"]] == [
        ("looms", "author"), ("Cotton", "extracted"),
    ]  # fmt: skip


def test_endnote_keywords_urls_and_other_numbers() -> None:
    weaving, chapter, preprint = read(EndnoteXmlLoader(), "library.xml").records
    assert [k["label"] for k in weaving["keywords"]] == ["looms", "cards", "engines"]
    assert weaving["url"] == "https://example.org/engines", "not the file on a disk"
    assert ids(chapter) == {"wos": "000100000000002"}
    assert (chapter["type"], chapter["venue"]["isbn"]) == ("chapter", "9780306406157")
    assert names(chapter, "editor") == ["Knuth, Donald"]
    assert (ids(preprint), preprint["arxiv_version"]) == ({"arxiv": "1706.00001"}, 2)
    assert (preprint["n_authors"], preprint["authors_complete"]) == (None, False)


def test_what_endnote_writes_for_a_web_of_science_record_is_no_address(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(
        "<xml><records><record><titles><title>Looms</title></titles><dates><year>1937</year></dates>"
        "<accession-num>ISI:000200148800007</accession-num><urls><related-urls>"
        "<url>&lt;Go to ISI&gt;://000200148800007</url></related-urls></urls></record></records></xml>"
    )
    (looms,) = loaded(EndnoteXmlLoader(), path).records
    assert (looms["url"], ids(looms)) == (None, {"wos": "000200148800007"})


def test_zotero_json_creators_and_preprints() -> None:
    _, preprint, program = read(ZoteroJsonLoader(), "export.json").records
    assert (ids(preprint), preprint["arxiv_version"]) == ({"arxiv": "1706.00001"}, 2)
    assert (names(program), program["type"]) == (["Grace Hopper"], "software")


def test_zotero_json_names_in_one_field_and_extra_as_lines(tmp_path: Path) -> None:
    item = {
        "itemType": "journalArticle",
        "title": "Ponds",
        "creators": [
            {"creatorType": "author", "lastName": "Bureau of Lakes", "fieldMode": 1},
            {"creatorType": "author", "lastName": "Moreau", "firstName": "E.", "fieldMode": 0},
        ],
        "extra": ["Citation Key: moreau", "DOI: 10.5555/ponds", "read twice"],
    }
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"config": {"label": "x"}, "items": [item]}), encoding="utf-8")
    (record,) = loaded(ZoteroJsonLoader(), path).records
    assert [(m["name"], m["family"]) for m in record["mentions"]] == [
        ("Bureau of Lakes", None),
        ("E. Moreau", "Moreau"),
    ]
    assert record["ids"] == [{"scheme": "doi", "value": "10.5555/ponds"}]
    assert record["comment"] == "read twice"


def test_a_doi_of_works_with_nothing_in_common_is_none_of_theirs(tmp_path: Path) -> None:
    items = [
        {"itemType": "journalArticle", "title": title, "DOI": "10.5555/a",
         "creators": [{"creatorType": "author", "lastName": author}]}
        for title, author in (("Lakes", "Brook"), ("Ponds", "Reed"))
    ]  # fmt: skip
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"config": {"label": "x"}, "items": items}), encoding="utf-8")
    assert [r["ids"] for r in loaded(ZoteroJsonLoader(), path).records] == [[], []]


def test_zotero_api_puts_items_under_data() -> None:
    compiling, book = read(ZoteroJsonLoader(), "api.json").records
    assert (compiling["date"], compiling["venue"]["type"]) == ("2001-05", "conference")
    assert names(compiling, "editor") == ["Donald Knuth"]
    assert ids(book) == {"isbn": "9780306406157"}


def test_zotero_items_in_a_map_from_types_and_in_the_answer_to_a_write(tmp_path: Path) -> None:
    book = {"itemType": "book", "title": "Looms", "creators": [], "date": "1951"}
    talk = {"itemType": "conferencePaper", "title": "Weft", "creators": [], "date": "1952"}
    forms: list[dict[str, Any]] = [
        {"book": book, "conferencePaper": talk},
        {
            "successful": {"0": {"key": "AAAA1111", "data": book}, "1": {"data": talk}},
            "success": {"0": "AAAA1111", "1": "BBBB2222"},
            "unchanged": {},
            "failed": {},
        },
    ]
    for form in forms:
        path = tmp_path / "x"
        path.write_text(json.dumps(form), encoding="utf-8")
        assert choose(Source(path, "x")).name == "zotero-json"
        found = loaded(ZoteroJsonLoader(), path)
        assert [r["title"] for r in found.records] == ["Looms", "Weft"]
        assert not found.rejects


def test_zotero_rdf_containers_inside_and_beside() -> None:
    _, chapter, talk, book = read(ZoteroRdfLoader(), "library.rdf").records
    assert chapter["venue"]["name"] == "A book of looms"
    assert (names(chapter), names(chapter, "editor")) == (["Grace Hopper"], ["Donald Knuth"])
    assert talk["venue"]["name"] == "Meeting on Invariants"
    assert (ids(talk), talk["arxiv_version"]) == ({"arxiv": "1706.00001"}, 2)
    assert ids(book) == {"isbn": "9780306406157"}


def test_in_zotero_rdf_those_who_made_an_item_have_the_name_of_its_type(tmp_path: Path) -> None:
    path = tmp_path / "library.rdf"
    path.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:z="http://www.zotero.org/namespaces/export#" '
        'xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><bib:Data rdf:about="#item_1">'
        "<z:itemType>computerProgram</z:itemType><z:programmers><rdf:Seq><rdf:li><foaf:Person>"
        "<foaf:surname>Moreau</foaf:surname><foaf:givenName>Ed</foaf:givenName></foaf:Person>"
        "</rdf:li></rdf:Seq></z:programmers><dc:title>Lakes 2.0</dc:title></bib:Data></rdf:RDF>",
        encoding="utf-8",
    )
    (program,) = loaded(ZoteroRdfLoader(), path).records
    assert (names(program), program["n_authors"]) == (["Ed Moreau"], 1)


def test_zotero_rdf_numbers_of_preprints_reports_and_patents_are_no_issues(tmp_path: Path) -> None:
    items = "".join(
        f"<rdf:Description><z:itemType>{kind}</z:itemType><dc:title>T</dc:title>"
        f"{more}</rdf:Description>"
        for kind, more in (
            ("preprint", "<prism:number>arXiv:1706.00001</prism:number>"),
            ("report", "<prism:number>arXiv:1706.00002</prism:number>"),
            ("patent", "<prism:number>US1</prism:number>"),
            (
                "journalArticle",
                "<dcterms:isPartOf><bib:Journal><dc:title>arXiv:1706.00003 [cs]</dc:title>"
                "</bib:Journal></dcterms:isPartOf>",
            ),
        )
    )
    head, _, _ = (
        (CORPUS / "zotero-rdf/library.rdf").read_text(encoding="utf-8").partition("<bib:Article")
    )
    path = tmp_path / "library.rdf"
    path.write_text(f"{head}{items}</rdf:RDF>", encoding="utf-8")
    records = loaded(ZoteroRdfLoader(), path).records
    assert [(r["type"], ids(r), r["issue"]) for r in records] == [
        ("preprint", {"arxiv": "1706.00001"}, None),
        ("preprint", {"arxiv": "1706.00002"}, None),
        ("patent", {}, None),
        ("preprint", {"arxiv": "1706.00003"}, None),
    ]
    assert records[3]["venue"]["type"] == "repository"


@pytest.mark.parametrize(
    ("loader", "name"),
    [
        (EndnoteXmlLoader(), "broken_record.xml"),
        (ZoteroJsonLoader(), "broken_items.json"),
        (ZoteroRdfLoader(), "broken_item.rdf"),
    ],
)
def test_what_is_broken_is_rejected_and_the_rest_read(loader: Loader, name: str) -> None:
    found = read(loader, name)
    assert [r["title"].split()[1] for r in found.records] == ["first", "last"]
    assert len(found.rejects) == 2
    assert all(r.line for r in found.rejects)


def test_a_surname_alone_is_a_whole_name_in_zotero_rdf(tmp_path: Path) -> None:
    path = tmp_path / "library.rdf"
    path.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:z="http://www.zotero.org/namespaces/export#" '
        'xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><bib:Article rdf:about="#item_1">'
        "<z:itemType>journalArticle</z:itemType><bib:authors><rdf:Seq><rdf:li><foaf:Person>"
        "<foaf:surname>Ada Brook</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:authors>"
        "<dc:title>Lakes</dc:title></bib:Article></rdf:RDF>",
        encoding="utf-8",
    )
    (record,) = loaded(ZoteroRdfLoader(), path).records
    assert [(m["name"], m["family"]) for m in record["mentions"]] == [("Ada Brook", None)]


def test_an_export_of_zotero_may_begin_with_more_collections_than_a_head_holds(
    tmp_path: Path,
) -> None:
    collections = {f"{n:08}": {"items": list(range(500)), "name": "lakes"} for n in range(50)}
    item = {"itemType": "journalArticle", "title": "Lakes"}
    export = {"collections": collections, "config": {"label": "BetterBibTeX JSON"}, "items": [item]}
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export, indent=2), encoding="utf-8")
    assert choose(Source(path, "export.json")).name == "zotero-json"
    assert [r["title"] for r in loaded(ZoteroJsonLoader(), path).records] == ["Lakes"]


_OF_ONE_DOI = {
    "x.ris": "TY  - JOUR\nTI  - {0}\nAU  - {1}\nDO  - 10.5555/all\nER  - \n",
    "x.yaml": "- title: {0}\n  type: chapter\n  DOI: 10.5555/all\n  author:\n  - family: {1}\n",
    "x.xml": (
        '<record><ref-type name="Book Section">5</ref-type><contributors><authors><author>{1}'
        "</author></authors></contributors><titles><title>{0}</title></titles>"
        "<electronic-resource-num>10.5555/all</electronic-resource-num></record>"
    ),
}


@pytest.mark.parametrize("name", _OF_ONE_DOI)
def test_the_doi_of_a_whole_volume_is_none_of_its_papers(name: str, tmp_path: Path) -> None:
    each = (("Lakes", "Brook"), ("Ponds", "Reed"))
    text = "".join(_OF_ONE_DOI[name].format(title, author) for title, author in each)
    path = tmp_path / name
    path.write_text(f"<xml><records>{text}</records></xml>" if "<" in text else text)
    found = loaded(choose(Source(path, name)), path).records
    assert [(r["title"], r["ids"]) for r in found] == [("Lakes", []), ("Ponds", [])]
