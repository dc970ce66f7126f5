"""Saved web pages: what the meta tags of Highwire and Dublin Core tell of the paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.loaders.base import Source
from kg.loaders.meta_tags import MetaTagsLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus/meta-tags"


def read(name: str) -> Loaded:
    return loaded(MetaTagsLoader(), CORPUS / name)


def page(tmp_path: Path, *tags: tuple[str, str], body: str = "") -> dict[str, Any]:
    """The record of a page with these tags."""
    path = tmp_path / "saved"
    metas = "\n".join(f'<meta name="{name}" content="{said}">' for name, said in tags)
    path.write_text(f"<!DOCTYPE html>\n<html><head>{metas}</head>{body}</html>", encoding="utf-8")
    assert choose(Source(path, "saved")).name == "meta-tags"
    (found,) = loaded(MetaTagsLoader(), path).records
    return found


def ids(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in record["ids"]]


def test_an_article_with_all_its_facts() -> None:
    (article,) = read("article.html").records
    assert article["title"] == "Weaving & dyeing by engines"
    assert ids(article) == [("doi", "10.5555/looms.12.3"), ("pmid", "11736001")]
    assert article["venue"] == {
        "name": "Journal of Looms", "type": "journal", "issn": "1539-3755", "isbn": None,
    }  # fmt: skip
    assert (article["volume"], article["issue"], article["pages"]) == ("12", "3", "101-117")
    assert (article["date"], article["type"], article["language"]) == (
        "2021-03-07",
        "article",
        "en",
    )
    assert article["abstract"] == "An engine weaves."
    assert [k["label"] for k in article["keywords"]] == ["looms", "cotton", "engines"]
    assert article["url"] == "https://looms.example.org/12/3/101"
    assert article["open_access_url"] == "https://looms.example.org/12/3/101.pdf"
    assert article["line"] == 7  # the tag in a comment is none


def test_places_and_orcids_are_those_of_the_author_before_them() -> None:
    (article,) = read("article.html").records
    brook, reed = article["mentions"]
    assert (brook["family"], brook["ids"][0]["value"]) == ("Brook", "0000-0002-1825-0097")
    assert [a["name"] for a in brook["affiliations"]] == [
        "Loom University, Loomford",
        "Mill Laboratory",
    ]
    assert (reed["name"], reed["ids"]) == ("Samuel Reed", [])
    assert [a["name"] for a in reed["affiliations"]] == ["Mill Laboratory"]


def test_places_that_all_stand_behind_the_last_of_several_authors_are_nobodys(
    tmp_path: Path,
) -> None:
    found = page(
        tmp_path,
        ("citation_title", "Looms"),
        ("citation_author", "Brook, Ada"),
        ("citation_author", "Reed, Samuel"),
        ("citation_author_institution", "Loom University"),
        ("citation_author_institution", "Mill Laboratory"),
    )
    assert [m["affiliations"] for m in found["mentions"]] == [[], []]


def test_works_cited_in_parts_and_as_printed() -> None:
    (article,) = read("article.html").records
    threads, dyes = article["references"]
    assert (threads["title"], threads["first_author"]) == ("On threads", "L. Weaver")
    assert (threads["source"], threads["volume"], threads["page"]) == ("J. Threads", "7", "34")
    assert (threads["year"], threads["ids"][0]["value"]) == (1999, "10.5555/threads.7")
    assert dyes["ids"][0]["value"] == "10.5555/dyes.9"
    assert dyes["text"].startswith("Dyer M. Colours of old looms.")
    assert article["n_references"] == 2


def test_parts_of_works_cited_may_stand_between_commas(tmp_path: Path) -> None:
    said = (
        "citation_title=Looms, old;,citation_author=Ada Brook;,citation_publication_date=1984-05;"
    )
    found = page(tmp_path, ("citation_title", "Looms"), ("citation_reference", said))
    (cited,) = found["references"]
    assert (cited["title"], cited["first_author"], cited["year"]) == (
        "Looms, old",
        "Ada Brook",
        1984,
    )


def test_dublin_core_alone_and_several_pages_in_a_file() -> None:
    thesis, preprint, talk = read("repository.html").records
    assert (thesis["title"], thesis["type"], thesis["date"]) == (
        "On spindles",
        "thesis",
        "2019-11-05",
    )
    assert [m["name"] for m in thesis["mentions"]] == ["Carder, Paul", "Dyer, Maud"]
    assert ids(thesis) == [("doi", "10.5555/spindles")]
    assert (preprint["type"], ids(preprint)) == ("preprint", [("arxiv", "2507.00191")])
    assert (preprint["arxiv_version"], preprint["line"]) == (2, 18)
    assert (talk["type"], talk["venue"]["name"]) == ("conference-paper", "Meeting of Weavers")
    assert [m["name"] for m in talk["mentions"]] == ["Mill, Clara"]


def test_tags_of_eprints(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        ("eprints.title", "Looms"),
        ("eprints.creators_name", "Brook, Ada"),
        ("eprints.creators_name", "Reed, Samuel"),
        ("eprints.type", "article"),
        ("eprints.date", "2018-03"),
        ("eprints.publication", "Journal of Looms"),
        ("eprints.volume", "12"),
        ("eprints.number", "3"),
        ("eprints.pagerange", "101-117"),
        ("eprints.issn", "1539-3755"),
        ("eprints.id_number", "10.5555/looms"),
        ("eprints.abstract", "It weaves."),
        ("DC.creator", "Brook, Ada"),
        ("DC.identifier", "Brook, Ada (2018) Looms. Journal of Looms, 12 (3). pp. 101-117."),
    )
    assert [m["family"] for m in found["mentions"]] == ["Brook", "Reed"]
    assert (found["type"], found["date"], found["abstract"]) == ("article", "2018-03", "It weaves.")
    assert (found["venue"]["name"], found["venue"]["issn"]) == ("Journal of Looms", "1539-3755")
    assert (found["volume"], found["issue"], found["pages"]) == ("12", "3", "101-117")
    assert ids(found) == [("doi", "10.5555/looms")]


def test_pages_that_are_xml_as_well(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 '
        'Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head>'
        '<meta name="citation_title" content="Étangs" /></head><body></body></html>',
        encoding="utf-8",
    )
    assert choose(Source(path, "saved")).name == "meta-tags"
    (found,) = loaded(MetaTagsLoader(), path).records
    assert (found["title"], found["line"]) == ("Étangs", 3)


def test_publishers_that_give_authors_in_dublin_core_alone(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        ("citation_title", "Looms"),
        ("citation_journal_title", "bioRxiv"),
        ("dc.creator", "Brook, Ada"),
        ("dc.creator", "Reed, Samuel"),
    )
    assert [m["name"] for m in found["mentions"]] == ["Brook, Ada", "Reed, Samuel"]
    assert (found["type"], found["venue"]["type"]) == ("preprint", "repository")


def test_the_site_of_a_manuscript_is_no_journal(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        ("citation_title", "Looms"),
        ("citation_journal_title", "Looms Online"),
        ("citation_technical_report_institution", "Looms Online"),
    )
    assert (found["type"], found["venue"]) == ("report", None)


def test_keywords_in_tags_of_their_own_keep_their_commas(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        ("citation_title", "Looms"),
        ("citation_keywords", "looms, old"),
        ("citation_keywords", "cotton"),
    )
    assert [k["label"] for k in found["keywords"]] == ["looms, old", "cotton"]


def test_pages_of_no_paper_are_rejects_or_no_format_at_all(tmp_path: Path) -> None:
    broken = read("broken_pages.html")
    assert [r["title"] for r in broken.records] == ["The first page"]
    assert [(r.line, r.reason) for r in broken.rejects] == [
        (13, "a page of a web site: no journal, type or identifier of a paper"),
        (19, "neither a title nor an identifier"),
    ]
    path = tmp_path / "site"
    path.write_text('<html><head><meta name="DC.title" content="Our mill"></head></html>')
    with pytest.raises(UnknownFormat, match="is a web page"):
        choose(Source(path, "site"))


def test_a_page_with_json_ld_as_well_is_read_by_its_tags_when_these_name_authors(
    tmp_path: Path,
) -> None:
    script = (
        '<script type="application/ld+json">{"@context": "https://schema.org", '
        '"@type": "ScholarlyArticle", "name": "Looms of old"}</script>'
    )
    found = page(
        tmp_path, ("citation_title", "Looms"), ("citation_author", "Ada Brook"), body=script
    )
    assert found["title"] == "Looms"
    path = tmp_path / "other"
    tag = '<meta name="citation_title" content="Looms">'
    path.write_text(f"<html><head>{tag}</head>{script}</html>", encoding="utf-8")
    assert choose(Source(path, "other")).name == "schema-org"
