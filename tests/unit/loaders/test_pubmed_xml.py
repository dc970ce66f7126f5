from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.pubmed_xml import PubmedXmlLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "pubmed-xml"


@pytest.fixture
def records() -> list[dict[str, Any]]:
    return loaded(PubmedXmlLoader(), CORPUS / "set.xml").records


def test_markup_becomes_text_and_stays_in_raw(records: list[dict[str, Any]]) -> None:
    assert records[0]["title"] == "Weaving Fe₂O₃ by engines."
    assert records[0]["abstract"] == "METHODS: We weave x². RESULTS: It is woven."
    assert "<sub>2</sub>" in records[0]["raw"]
    assert "msup" in records[0]["raw"]


def test_authors_with_ids_affiliations_suffix_and_bodies(records: list[dict[str, Any]]) -> None:
    ada, charles, body = records[0]["mentions"]
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert [(a["name"][:10], a["ror"]) for a in ada["affiliations"]] == [
        ("Department", "04cw6st05"), ("Institute ", None),
    ]  # fmt: skip
    assert (charles["family"], charles["suffix"]) == ("Babbage", "Jr")
    assert (body["name"], body["family"], body["position"]) == ("Engine Consortium", None, 3)


def test_a_list_that_says_it_is_cut(records: list[dict[str, Any]]) -> None:
    assert (records[0]["n_authors"], records[0]["authors_complete"]) == (3, True)
    assert (records[1]["n_authors"], records[1]["authors_complete"]) == (None, False)


def test_dates_are_as_precise_as_stated(records: list[dict[str, Any]]) -> None:
    assert [r["date"] for r in records] == ["1999-10-15", "1998", "2020-03-07", "1993"]


def test_keywords_and_headings(records: list[dict[str, Any]]) -> None:
    assert [(k["label"], k["scheme"]) for k in records[0]["keywords"]] == [
        ("weaving", "author"), ("Looms", "mesh"),
    ]  # fmt: skip


def test_references_with_their_ids(records: list[dict[str, Any]]) -> None:
    abel, jacquard = records[0]["references"]
    assert {i["scheme"] for i in abel["ids"]} == {"pmid", "doi"}
    assert abel["year"] == 1826
    assert (jacquard["ids"], jacquard["text"]) == ([], "Jacquard JM. Looms.")


def test_retraction_from_either_side(records: list[dict[str, Any]]) -> None:
    assert [r["retracted"] for r in records] == [True, True, None, None]


def test_a_title_in_its_own_language_and_a_chapter(records: list[dict[str, Any]]) -> None:
    assert records[1]["title"] == "Ueber Webstuehle."
    assert (records[3]["type"], records[3]["venue"]["name"]) == ("chapter", "A book of looms")
    assert [r["type"] for r in records[:3]] == ["review", "article", None]


def test_a_broken_article_is_a_reject_and_the_rest_is_read() -> None:
    found = loaded(PubmedXmlLoader(), CORPUS / "broken_article.xml")
    assert [r["title"] for r in found.records] == ["The first article", "The last article"]
    assert [r.line for r in found.rejects] == [3, 4]


def read(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    path = tmp_path / "set.xml"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "set.xml")).name == "pubmed-xml"
    found = loaded(PubmedXmlLoader(), path)
    assert found.rejects == []
    return found.records


def test_works_cited_as_they_were_told_before_lists_of_references(tmp_path: Path) -> None:
    cites = (
        '<CommentsCorrections RefType="Cites"><RefSource>J Looms (1985). 1999 Jun 3;12(3 Suppl):'
        '45-9</RefSource><PMID Version="1">10000001</PMID></CommentsCorrections>'
        '<CommentsCorrections RefType="Cites"><RefSource>Looms and more</RefSource>'
        '</CommentsCorrections><CommentsCorrections RefType="CommentOn"><RefSource>J Looms. 2001'
        '</RefSource><PMID Version="1">10000009</PMID></CommentsCorrections>'
    )
    (paper,) = read(
        tmp_path,
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>30000004</PMID><Article>"
        "<ArticleTitle>Looms</ArticleTitle></Article><CommentsCorrectionsList>"
        f"{cites}</CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    )
    looms, unparted = paper["references"]
    assert looms["ids"] == [{"scheme": "pmid", "value": "10000001"}]
    assert (looms["source"], looms["year"], looms["volume"], looms["page"]) == (
        "J Looms (1985)", 1999, "12", "45",
    )  # fmt: skip
    assert (unparted["text"], unparted["source"], paper["n_references"]) == (
        "Looms and more", None, 2,
    )  # fmt: skip


def test_the_sets_of_old_baselines(tmp_path: Path) -> None:
    citation = (
        '<MedlineCitation Owner="NLM" Status="MEDLINE"><PMID Version="1">{}</PMID><Article>'
        "<ArticleTitle>Looms</ArticleTitle><Affiliation>Mill of Nowhere.</Affiliation>"
        "<AuthorList><Author><LastName>Lovelace</LastName></Author>"
        "<Author><LastName>Babbage</LastName></Author></AuthorList></Article>"
        '<OtherID Source="NLM">PMC{}</OtherID></MedlineCitation>'
    )
    first, second = read(
        tmp_path,
        "<MedlineCitationSet>\n"
        + citation.format(30000005, 11)
        + "\n"
        + citation.format(30000006, 12)
        + "\n</MedlineCitationSet>",
    )
    assert [i["value"] for i in first["ids"]] == ["PMC11", "30000005"]
    assert (second["title"], second["line"]) == ("Looms", 3)
    places = [[a["name"] for a in m["affiliations"]] for m in first["mentions"]]
    assert places == [["Mill of Nowhere."], []], "the one address of old records is the first's"


def test_a_book_has_a_doi_and_editors_of_its_own(tmp_path: Path) -> None:
    doi = '<ELocationID EIdType="doi" ValidYN="Y">10.5555/looms</ELocationID>'
    author = '<AuthorList Type="{}"><Author><LastName>{}</LastName></Author></AuthorList>'
    of_book = f"<BookTitle>Looms</BookTitle>{author.format('editors', 'Weaver')}{doi}"
    book, chapter = read(
        tmp_path,
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>20000001</PMID>"
        f"<Book>{of_book}{author.format('authors', 'Lovelace')}</Book>"
        "</BookDocument></PubmedBookArticle><PubmedBookArticle><BookDocument><PMID>20000002</PMID>"
        f"<Book>{of_book}</Book><ArticleTitle>Cards</ArticleTitle>"
        f"{author.format('authors', 'Jacquard')}<Pagination><MedlinePgn>7-9</MedlinePgn>"
        "</Pagination></BookDocument></PubmedBookArticle></PubmedArticleSet>",
    )
    people = [[(m["name"], m["role"]) for m in r["mentions"]] for r in (book, chapter)]
    assert people == [
        [("Lovelace", "author"), ("Weaver", "editor")],
        [("Jacquard", "author"), ("Weaver", "editor")],
    ]
    assert ("doi", "10.5555/looms") in [(i["scheme"], i["value"]) for i in book["ids"]]
    assert [i["scheme"] for i in chapter["ids"]] == ["pmid"]
    assert (chapter["pages"], chapter["type"], book["type"]) == ("7-9", "chapter", "book")


def test_values_may_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    (guide,) = read(
        tmp_path,
        "<PubmedBookArticleSet><PubmedBookArticle><BookDocument><PMID>\n 21413195\n</PMID><Book>"
        "<BookTitle>Looms:\n A\n Guide</BookTitle>"
        "<PubDate><Year>\n 2009\n </Year><Month>\n 02\n </Month></PubDate></Book>"
        "</BookDocument></PubmedBookArticle></PubmedBookArticleSet>",
    )
    assert (guide["title"], guide["date"]) == ("Looms: A Guide", "2009-02")
    assert guide["ids"] == [{"scheme": "pmid", "value": "21413195"}]


def test_references_by_their_issues_and_by_numbers_without_letters(tmp_path: Path) -> None:
    number = '<ArticleIdList><ArticleId IdType="{}">{}</ArticleId></ArticleIdList>'
    listed = (
        "<Reference><Citation>J Looms. 1975 May 25;250(10):3644-54</Citation></Reference>"
        "<Reference><Citation>Weaver A. Cards. J Looms. 2015;16:84.</Citation>"
        f"{number.format('pmc', '2922021')}</Reference>"
    )
    (paper,) = read(
        tmp_path,
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>30000007</PMID><Article>"
        "<ArticleTitle>Looms</ArticleTitle></Article></MedlineCitation><PubmedData>"
        f"<ReferenceList>{listed}</ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>",
    )
    issue, cards = paper["references"]
    assert (issue["source"], issue["year"], issue["volume"], issue["page"]) == (
        "J Looms", 1975, "250", "3644",
    )  # fmt: skip
    assert (cards["source"], cards["year"]) == (None, 2015)
    assert cards["ids"] == [{"scheme": "pmcid", "value": "PMC2922021"}]


def test_a_chapter_has_a_date_and_references_of_its_own(tmp_path: Path) -> None:
    (chapter,) = read(
        tmp_path,
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>20000003</PMID><Book>"
        "<BookTitle>Looms</BookTitle><PubDate><Year>1993</Year></PubDate></Book>"
        "<ArticleTitle>Cards</ArticleTitle><ContributionDate><Year>2006</Year><Month>2</Month>"
        "<Day>2</Day></ContributionDate><ReferenceList><Reference><Citation>Weaver A. Looms. 2002."
        "</Citation></Reference></ReferenceList></BookDocument></PubmedBookArticle>"
        "</PubmedArticleSet>",
    )
    assert (chapter["date"], chapter["n_references"]) == ("2006-02-02", 1)
    assert chapter["references"][0]["text"] == "Weaver A. Looms. 2002."


def test_lists_of_deleted_numbers_are_rejects_and_no_papers(tmp_path: Path) -> None:
    article = (
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Looms."
        "</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )
    deleted = (
        '<DeleteCitation><PMID Version="1">2</PMID><PMID Version="1">3</PMID></DeleteCitation>'
    )
    for inside, titles in ((article + deleted, ["Looms."]), (deleted, [])):
        path = tmp_path / "update.xml"
        path.write_text(f"<PubmedArticleSet>{inside}</PubmedArticleSet>", encoding="utf-8")
        assert choose(Source(path, "update.xml")).name == "pubmed-xml"
        found = loaded(PubmedXmlLoader(), path)
        assert [record["title"] for record in found.records] == titles
        (reject,) = found.rejects
        assert reject.reason == "a list of 2 that PubMed has deleted, not a paper"
        assert "<PMID" in (reject.raw or "")


def test_parts_of_abstracts_without_a_heading_have_none(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>"
        'Looms</ArticleTitle><Abstract><AbstractText Label="UNASSIGNED">We weave.</AbstractText>'
        '<AbstractText Label="AIM">Cloth.</AbstractText></Abstract></Article></MedlineCitation>'
        "</PubmedArticle></PubmedArticleSet>"
    )
    (looms,) = loaded(PubmedXmlLoader(), path).records
    assert looms["abstract"] == "We weave. AIM: Cloth."


def test_what_publishers_have_escaped_twice_is_read(tmp_path: Path) -> None:
    author = (
        "<Author><LastName>Lovelace</LastName><AffiliationInfo><Affiliation>Looms &amp;amp; Ponds,"
        " Nowhere</Affiliation></AffiliationInfo></Author>"
    )
    (paper,) = read(
        tmp_path,
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>30000007</PMID><Article>"
        "<ArticleTitle>On &amp;#945;-looms, p &lt; 5, &amp;lt;i&amp;gt;E. coli&amp;lt;/i&amp;gt;"
        "</ArticleTitle><Abstract><AbstractText>R&amp;amp;D</AbstractText></Abstract>"
        f"<AuthorList>{author}</AuthorList></Article></MedlineCitation></PubmedArticle>"
        "</PubmedArticleSet>",
    )
    assert paper["title"] == "On α-looms, p < 5, E. coli"
    assert paper["abstract"] == "R&D"
    assert paper["mentions"][0]["affiliations"][0]["name"] == "Looms & Ponds, Nowhere"
