"""JSON with our columns, in which other programs give values another shape than ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(tmp_path: Path, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    return read_document(tmp_path, list(rows))


def read_document(tmp_path: Path, document: Any, indent: int | None = None) -> list[dict[str, Any]]:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document, indent=indent), encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == "jsonl"
    return loaded(loader, path).records


def test_keys_of_names_are_those_that_are_read(tmp_path: Path) -> None:
    parts, whole = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "authors": [{"first_name": "Ada", "last_name": "Brook"}]},
        {"title": "Rivers", "year": 2030, "authors": [{"display_name": "Sam Reed"}]},
    )
    assert parts["mentions"][0]["family"] == "Brook"
    assert whole["mentions"][0]["name"] == "Sam Reed"


def test_the_first_of_several_identifiers(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {
            "title": "Ponds",
            "year": 2031,
            "journal": "Waters",
            "issn": ["0028-0836", "1476-4687"],
            "doi": ["10.5555/ponds"],
            "url": ["", "https://example.org/1"],
            "language": ["en"],
        },
    )
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Waters", "0028-0836")
    assert ponds["ids"] == [{"scheme": "doi", "value": "10.5555/ponds"}]
    assert (ponds["url"], ponds["language"]) == ("https://example.org/1", "en")


def test_a_venue_with_members(tmp_path: Path) -> None:
    journal = {"name": "Waters", "issn": ["0028-0836"], "volume": "3", "pages": "1-9"}
    first, second = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "journal": journal},
        {"title": "Rivers", "year": 2030, "journal": journal, "volume": "4"},
    )
    assert (first["venue"]["name"], first["venue"]["issn"]) == ("Waters", "0028-0836")
    assert (first["volume"], first["pages"], second["volume"]) == ("3", "1-9", "4")


def test_a_source_beside_a_journal_is_a_database(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path, {"source": "crossref", "title": "Ponds", "year": 2031, "journal": "Waters"}
    )
    assert ponds["venue"]["name"] == "Waters"


def test_an_author_without_a_name_cuts_the_list(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {
            "title": "Ponds",
            "year": 2031,
            "authors": [{"name": None, "author_id": "7"}, {"name": "Ada Brook"}],
        },
    )
    assert (len(ponds["mentions"]), ponds["authors_complete"]) == (1, False)


def test_institutions_of_authors_and_of_works(tmp_path: Path) -> None:
    lab = [{"display_name": "Lake Lab"}]
    own, of_work = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "authors": [{"name": "Ada Brook", "institutions": lab}]},
        {"title": "Rivers", "year": 2030, "authors": [{"name": "Ada Brook"}], "institutions": lab},
    )
    for record in (own, of_work):
        assert record["mentions"][0]["affiliations"][0]["name"] == "Lake Lab"


def test_words_for_others_among_author_objects_cut_the_list(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "authors": [{"name": "Ada Brook*"}, {"name": "et al."}]},
    )
    assert [m["name"] for m in ponds["mentions"]] == ["Ada Brook"]
    assert ponds["authors_complete"] is False


def ids(record: dict[str, Any]) -> dict[str, str]:
    return {i["scheme"]: i["value"] for i in record["ids"]}


ARXIV = "https://arxiv.org/abs/2601.00001"


@pytest.mark.parametrize(
    "links",
    [
        {"links": {"arxiv": ARXIV, "pdf": "", "code": "https://github.com/a/ponds"}},
        {
            "links": [
                {"label": "Paper", "href": ARXIV},
                {"text": "GitHub", "url": "https://x.org/c"},
            ]
        },
        {"urls": {"paper": ARXIV, "source code": "https://x.org/c", "video": "https://x.org/v"}},
        {
            "link": {"url": ARXIV, "label": "Preprint"},
            "code": {"url": "https://x.org/c", "stars": 3},
        },
    ],
)
def test_addresses_in_objects_and_lists(tmp_path: Path, links: dict[str, Any]) -> None:
    (ponds,) = read(tmp_path, {"title": "Ponds", "year": 2026, "authors": ["Ada Brook"], **links})
    assert ids(ponds) == {"arxiv": "2601.00001"}
    assert ponds["code_url"] in ("https://github.com/a/ponds", "https://x.org/c")


def test_addresses_of_other_things_are_none_of_the_paper(tmp_path: Path) -> None:
    links = [{"label": "Slides", "url": "https://x.org/s"}, {"label": "Project page"}]
    (ponds,) = read(tmp_path, {"title": "Ponds", "year": 2026, "links": links})
    assert (ponds["url"], ponds["open_access_url"], ponds["code_url"]) == (None, None, None)


def test_a_value_of_another_shape_is_missing_and_the_record_kept(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {
            "title": "Ponds",
            "authors": {"name": "Ada Brook"},
            "date": {"year": 2026, "month": 5},
            "abstract": {"methods": "We count."},
            "language": {"code": "en"},
        },
    )
    assert (ponds["date"], ponds["abstract"], ponds["n_authors"]) == ("2026-05", None, 1)


@pytest.mark.parametrize("envelope", ["results", "entries", "data", "records"])
@pytest.mark.parametrize("indent", [None, 2])
def test_papers_in_answers(tmp_path: Path, envelope: str, indent: int | None) -> None:
    papers = [{"title": "Ponds", "year": 2026}, {"title": "Rings", "year": 2025}]
    found = read_document(tmp_path, {"total": 2, envelope: papers}, indent)
    assert [record["title"] for record in found] == ["Ponds", "Rings"]


@pytest.mark.parametrize("indent", [None, 2])
def test_what_a_paper_says_of_its_results_is_no_paper(tmp_path: Path, indent: int | None) -> None:
    paper = {"title": "Ponds", "authors": ["Ada Brook"], "results": {"sites": 3}, "data": ["a.csv"]}
    for document in (paper, [paper], {"papers": [paper]}):
        (ponds,) = read_document(tmp_path, document, indent)
        assert ponds["title"] == "Ponds"


def test_data_beside_a_title_are_no_papers(tmp_path: Path) -> None:
    ponds, rings = read(
        tmp_path,
        {"title": "Ponds", "year": 2026, "data": [{"link": "a.zip", "text": "Counts"}]},
        {"title": "Rings", "year": 2025},
    )
    assert (ponds["title"], rings["title"]) == ("Ponds", "Rings")


def test_a_page_with_a_title_lists_its_papers(tmp_path: Path) -> None:
    for papers in ([{"paper_title": "Ponds", "year": 2026}], {"10.5555/p": {"title": "Ponds"}}):
        page = {"title": "Publications", "publications": papers}
        (ponds,) = read_document(tmp_path, {**page, "year": 2026})
        assert ponds["title"] == "Ponds"


@pytest.mark.parametrize("indent", [None, 2])
def test_papers_listed_by_kind(tmp_path: Path, indent: int | None) -> None:
    document = {
        "name": "Ada Brook",
        "journalArticles": [{"title": "Ponds", "authors": "Brook, A., & Reed, S.", "year": "2026"}],
        "talks": [{"title": "On Looms", "place": "Delft"}],
        "conferences": [{"title": "Rings", "authors": "Brook, A."}, {"title": "Lakes"}],
    }
    found = read_document(tmp_path, document, indent)
    assert [record["title"] for record in found] == ["Ponds", "Rings", "Lakes"]


def test_dois_that_papers_stand_under(tmp_path: Path) -> None:
    ponds, rings = read_document(
        tmp_path,
        {
            "10.5555/ponds": {"title": "Ponds", "journal": "Waters", "year": 2026},
            "10.5555/rings": {"title": "Rings", "doi": "10.5555/r", "year": 2026},
        },
    )
    assert (ids(ponds), ids(rings)) == ({"doi": "10.5555/ponds"}, {"doi": "10.5555/r"})


def test_articles_of_doaj(tmp_path: Path) -> None:
    article = {
        "title": "Ponds",
        "year": "2026",
        "month": "5",
        "start_page": "1",
        "end_page": "9",
        "author": [{"name": "Ada Brook", "orcid_id": "0000-0002-1825-0097", "affiliation": "Lab"}],
        "identifier": [{"id": "0028-0836", "type": "eissn"}, {"id": "10.5555/p", "type": "DOI"}],
        "journal": {"title": "Waters", "volume": "3", "number": "2", "issns": ["0028-0836"]},
        "link": [{"type": "fulltext", "content_type": "html", "url": "https://x.org/p"}],
    }
    (ponds,) = read_document(
        tmp_path,
        {"total": 1, "results": [{"id": "a1", "admin": {"seal": True}, "bibjson": article}]},
    )
    assert (ids(ponds), ponds["date"], ponds["pages"]) == ({"doi": "10.5555/p"}, "2026-05", "1-9")
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Waters", "0028-0836")
    assert (ponds["volume"], ponds["issue"], ponds["url"]) == ("3", "2", "https://x.org/p")
    (ada,) = ponds["mentions"]
    assert (ada["ids"][0]["value"], ada["affiliations"][0]["name"]) == (
        "0000-0002-1825-0097",
        "Lab",
    )


def test_works_of_core_and_documents_of_mendeley(tmp_path: Path) -> None:
    core = {
        "id": 5,
        "title": "Ponds",
        "authors": [{"name": "Brook, Ada"}],
        "yearPublished": 2026,
        "language": {"code": "en", "name": "English"},
        "identifiers": [
            {"identifier": "oai:x:1", "type": "OAI_ID"},
            {"identifier": "10.5555/p", "type": "DOI"},
        ],
        "journals": [{"title": "Waters", "identifiers": ["0028-0836"]}],
        "downloadUrl": "https://x.org/p.pdf",
    }
    mendeley = {
        "title": "Rings",
        "authors": [{"first_name": "Ada", "last_name": "Brook"}],
        "year": 2025,
        "identifiers": {"doi": "10.5555/r", "pmid": "17", "issn": "0028-0836"},
    }
    ponds, rings = read(tmp_path, core, mendeley)
    assert (ids(ponds), ponds["venue"]["name"]) == ({"doi": "10.5555/p"}, "Waters")
    assert ponds["open_access_url"] == "https://x.org/p.pdf"
    assert ids(rings) == {"doi": "10.5555/r", "pmid": "17"}


def test_a_list_of_authors_in_one_text_of_a_list(tmp_path: Path) -> None:
    ponds, rings, lakes = read(
        tmp_path,
        {"title": "Ponds", "year": 2026, "authors": ["Brook, A., van Reed, S. and Beek, M."]},
        {"title": "Rings", "year": 2026, "authors": ["Institute of Ponds and Lakes"]},
        {"title": "Lakes", "year": 2026, "authors": ["Brook, A. and Reed, S."]},
    )
    assert [m["name"] for m in ponds["mentions"]] == ["Brook, A.", "van Reed, S.", "Beek, M."]
    assert [m["name"] for m in rings["mentions"]] == ["Institute of Ponds and Lakes"]
    assert [m["family"] for m in lakes["mentions"]] == ["Brook", "Reed"]


@pytest.mark.parametrize("indent", [None, 2])
def test_works_of_the_japan_link_center(tmp_path: Path, indent: int | None) -> None:
    work = {
        "doi": "10.5555/p",
        "content_language": "ja",
        "title_list": [{"lang": "en", "title": "Ponds"}, {"lang": "ja", "title": "池"}],
        "creator_list": [
            {
                "sequence": "1",
                "names": [
                    {"lang": "en", "last_name": "Ike", "first_name": "Hana"},
                    {"lang": "ja", "last_name": "池", "first_name": "花"},
                ],
                "affiliation_list": [{"affiliation_name": "Lake &amp; Lab", "sequence": "1"}],
            }
        ],
        "journal_title_name_list": [{"journal_title_name": "Waters", "type": "full", "lang": "en"}],
        "journal_id_list": [{"journal_id": "0028-0836", "type": "ISSN"}],
        "publication_date": {"publication_year": "2026", "publication_month": "5"},
        "first_page": "1",
        "last_page": "9",
        "citation_list": [{"doi": "10.5555/r"}, {"original_text": "1) Rings, 1999."}],
    }
    document = {"status": "OK", "apiType": "doi", "data": work}
    (ponds,) = read_document(tmp_path, document, indent)
    assert (ponds["title"], ids(ponds), ponds["date"]) == ("池", {"doi": "10.5555/p"}, "2026-05")
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Waters", "0028-0836")
    assert (ponds["pages"], ponds["language"]) == ("1-9", "ja")
    (hana,) = ponds["mentions"]
    assert (hana["family"], hana["given"]) == ("池", "花")
    assert hana["affiliations"][0]["name"] == "Lake & Lab"
    assert [r["text"] for r in ponds["references"]] == [None, "1) Rings, 1999."]


@pytest.mark.parametrize("authors", [["A Brook", "S Reed"], "A Brook and S Reed"])
def test_what_google_scholar_s_reader_keeps_apart(tmp_path: Path, authors: Any) -> None:
    bib = {"title": "Ponds", "author": authors, "pub_year": 2031, "journal": "Waters"}
    paper = {"container_type": "Publication", "bib": bib, "num_citations": 7}
    paper["pub_url"] = "https://arxiv.org/abs/2601.00001"
    (ponds,) = read_document(tmp_path, {"Ponds: A Question": paper})
    assert (ponds["title"], ponds["year"], ponds["venue"]["name"]) == ("Ponds", 2031, "Waters")
    assert [m["name"] for m in ponds["mentions"]] == ["A Brook", "S Reed"]
    assert (ids(ponds), ponds["citation_count"]) == ({"arxiv": "2601.00001"}, 7)


def test_texts_told_by_language_are_those_in_the_language_of_the_work(tmp_path: Path) -> None:
    german, first = read(
        tmp_path,
        {
            "title": {"en": "Ponds", "de": "Teiche"},
            "authors": ["Ada Brook"],
            "year": 2031,
            "language": "ger",
            "abstract": {"en": "They are still.", "de": ""},
            "journal": {"de-AT": "Gewässer"},
            "keywords": {"de": ["Teich", "Ufer"], "en": ["pond"]},
        },
        {"title": {"fi": None, "en": "Rivers"}, "authors": ["Sam Reed"], "year": 2030},
    )
    assert (german["title"], german["abstract"]) == ("Teiche", "They are still.")
    assert german["venue"]["name"] == "Gewässer"
    assert [k["label"] for k in german["keywords"]] == ["Teich", "Ufer"]
    assert first["title"] == "Rivers"


def test_publications_of_open_journal_systems(tmp_path: Path) -> None:
    author = {
        "givenName": {"en": "Ada", "fr_CA": ""},
        "familyName": {"en": "Brook", "fr_CA": ""},
        "fullName": "Ada Brook",
        "affiliation": {"en": "Pond House", "fr_CA": "Maison des étangs"},
        "orcid": "https://orcid.org/0000-0002-1825-0097",
        "email": "ada@ponds.example",
    }
    publication = {
        "id": 2,
        "locale": "en",
        "title": {"en": "Ponds", "fr_CA": "Étangs"},
        "fullTitle": {"en": "Ponds: A Review", "fr_CA": "Étangs"},
        "authors": [author],
        "authorsString": "Ada Brook (Author)",
        "abstract": {"en": "<p>Ponds are still.</p>", "fr_CA": ""},
        "datePublished": "2023-11-18",
        "doiObject": {"doi": "10.5555/ponds", "resolvingUrl": "https://doi.org/10.5555/ponds"},
        "keywords": {"en": ["ponds", "lakes"], "fr_CA": []},
        "pages": "71-98",
        "urlPublished": "https://ponds.example/article/view/1",
        "citations": ["Reed S (2016) Rivers. https://doi.org/10.5555/rivers"],
    }
    for document in (publication, {"items": [{"id": 1, "publications": [publication]}]}):
        (ponds,) = read_document(tmp_path, document)
        assert (ponds["title"], ponds["abstract"]) == ("Ponds: A Review", "Ponds are still.")
        (ada,) = ponds["mentions"]
        assert (ada["family"], ada["given"]) == ("Brook", "Ada")
        assert [a["name"] for a in ada["affiliations"]] == ["Pond House"]
        assert ada["ids"][0]["value"] == "0000-0002-1825-0097"
        assert ponds["ids"] == [{"scheme": "doi", "value": "10.5555/ponds"}]
        assert (ponds["date"], ponds["pages"], ponds["language"]) == ("2023-11-18", "71-98", "en")
        assert [k["label"] for k in ponds["keywords"]] == ["ponds", "lakes"]
        assert ponds["references"][0]["text"].startswith("Reed S (2016)")


def test_an_answer_of_the_search_of_plos(tmp_path: Path) -> None:
    work = {
        "id": "10.5555/journal.0001",
        "title_display": "Ponds and <i>rivers</i>",
        "author_display": ["Ada Brook", "Sam Reed"],
        "abstract": ["\nWhere water rests.\n"],
        "publication_date": "2031-02-03T00:00:00Z",
        "article_type": "Research Article",
        "journal": "Waters",
        "eissn": "1476-4687",
    }
    answer = {"response": {"numFound": 1, "start": 0, "docs": [work]}}
    (record,) = read_document(tmp_path, answer)
    assert record["title"].startswith("Ponds and")
    assert [mention["name"] for mention in record["mentions"]] == ["Ada Brook", "Sam Reed"]
    assert record["ids"] == [{"scheme": "doi", "value": "10.5555/journal.0001"}]
    assert (record["year"], record["venue"]["name"]) == (2031, "Waters")
    assert record["abstract"] == "Where water rests."


def test_works_under_their_dois_under_a_name(tmp_path: Path) -> None:
    works = {
        "10.5555/1": {"title": "Ponds", "year": 2031, "doi": "10.5555/1"},
        "10.5555/2": {"title": "Rivers", "year": 2030, "doi": "10.5555/2"},
    }
    records = read_document(tmp_path, {"waters": works})
    assert [record["title"] for record in records] == ["Ponds", "Rivers"]


def test_works_of_the_api_of_the_osti(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {
            "osti_id": "17",
            "title": "Ponds",
            "authors": [
                "Brook, Ada [Pond Lab. (PL), Lima (Peru); Loom House] (ORCID:0000000218250097)",
                "Reed, Sam",
            ],
            "description": "<p>We dig.</p>",
            "publication_date": "2031-05-06T04:00:00Z",
            "format": "Medium: ED; Size: p. 12-20",
            "journal_name": "Waters",
            "journal_issn": "ISSN 0028-0836",
            "journal_volume": "3",
            "journal_issue": "1",
            "product_type": "Journal Article",
            "subjects": ["58 GEOSCIENCES", "ponds"],
            "doi": "10.5555/ponds",
            "links": [
                {"rel": "citation", "href": "https://www.osti.gov/biblio/17"},
                {"rel": "fulltext", "href": "https://www.osti.gov/servlets/purl/17"},
            ],
        },
    )
    brook, reed = ponds["mentions"]
    assert (brook["name"], brook["family"], reed["name"]) == ("Brook, Ada", "Brook", "Reed, Sam")
    assert [a["name"] for a in brook["affiliations"]] == [
        "Pond Lab. (PL), Lima (Peru)",
        "Loom House",
    ]
    assert brook["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert (ponds["abstract"], ponds["date"], ponds["type"]) == ("We dig.", "2031-05-06", "article")
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Waters", "0028-0836")
    assert (ponds["volume"], ponds["issue"], ponds["pages"]) == ("3", "1", "12-20")
    assert [k["label"] for k in ponds["keywords"]] == ["58 GEOSCIENCES", "ponds"]
    assert ponds["url"] == "https://www.osti.gov/biblio/17"
    assert ponds["open_access_url"] == "https://www.osti.gov/servlets/purl/17"


def test_places_behind_names_in_one_text(tmp_path: Path) -> None:
    authors = "Brook, Ada [Pond Lab.; Loom House]; Reed, Sam"
    (ponds,) = read(tmp_path, {"title": "Ponds", "year": 2031, "authors": authors})
    assert [m["name"] for m in ponds["mentions"]] == ["Brook, Ada", "Reed, Sam"]
    assert [a["name"] for a in ponds["mentions"][0]["affiliations"]] == ["Pond Lab.", "Loom House"]


@pytest.mark.parametrize("alone", [True, False])
def test_articles_of_the_american_physical_society(alone: bool, tmp_path: Path) -> None:
    article = {
        "id": "10.1103/PhysRevE.1.1",
        "title": {"value": "Ponds on <i>ice</i>", "format": "html"},
        "abstract": {"value": "<p>We dig.</p>", "format": "html"},
        "authors": [
            {"type": "Collaboration", "name": "Pond Collaboration"},
            {
                "type": "Person",
                "name": "Ada M. Brook",
                "surname": "Brook",
                "firstname": "Ada M.",
                "affiliationIds": ["a2", "a9"],
            },
        ],
        "affiliations": [{"id": "a1", "name": "Loom House"}, {"id": "a2", "name": "Pond Lab."}],
        "journal": {"id": "PRE", "name": "Physical Review E"},
        "volume": {"number": "1"},
        "issue": {"number": "2"},
        "pageStart": "052801",
        "date": "2031-05-06",
        "articleType": "article",
        "classificationSchemes": {"subjectAreas": [{"id": "ponds", "label": "Ponds"}]},
    }
    (ponds,) = read_document(tmp_path, article if alone else {"data": [article]}, indent=2)
    assert (ponds["title"], ponds["abstract"]) == ("Ponds on ice", "We dig.")
    assert [(m["name"], m["family"]) for m in ponds["mentions"]] == [
        ("Pond Collaboration", None),
        ("Ada M. Brook", "Brook"),
    ]
    assert [a["name"] for a in ponds["mentions"][1]["affiliations"]] == ["Pond Lab."]
    assert ponds["ids"] == [{"scheme": "doi", "value": "10.1103/physreve.1.1"}]
    assert (ponds["venue"]["name"], ponds["volume"]) == ("Physical Review E", "1")
    assert (ponds["issue"], ponds["pages"], ponds["date"]) == ("2", "052801", "2031-05-06")
    assert [k["label"] for k in ponds["keywords"]] == ["Ponds"]
