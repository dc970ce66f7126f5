"""JATS, PubMed and EndNote: what publishers and programs put into elements beside plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def record(tmp_path: Path, text: str) -> dict[str, Any]:
    """The only record of a file with this text, by the surest loader."""
    path = tmp_path / "x.xml"
    path.write_text(text, encoding="utf-8")
    (found,) = loaded(choose(Source(path, "x.xml")), path).records
    return found


def jats(tmp_path: Path, meta: str, references: str = "") -> dict[str, Any]:
    return record(
        tmp_path,
        '<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>'
        f'<article-id pub-id-type="doi">10.5555/ponds</article-id>{meta}'
        f"</article-meta></front><back><ref-list>{references}</ref-list></back></article>",
    )


def endnote(tmp_path: Path, fields: str) -> dict[str, Any]:
    return record(
        tmp_path,
        f"<xml><records><record>{fields}<titles><title>Ponds</title></titles><contributors/>"
        "</record></records></xml>",
    )


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


def names(of: dict[str, Any]) -> list[str]:
    return [m["name"] for m in of["mentions"]]


class TestJats:
    def test_marks_of_notes_are_no_part_of_a_title(self, tmp_path: Path) -> None:
        ponds = jats(
            tmp_path,
            '<title-group><article-title>Ponds<xref ref-type="fn" rid="n1">*</xref><fn id="n1"><p>'
            "Paid by us.</p></fn> and lakes</article-title></title-group>",
        )
        assert ponds["title"] == "Ponds and lakes"

    def test_a_heading_that_only_says_abstract(self, tmp_path: Path) -> None:
        plain = jats(tmp_path, "<abstract><title>Abstract</title><p>We count.</p></abstract>")
        parts = jats(tmp_path, "<abstract><sec><title>Aim</title><p>We count.</p></sec></abstract>")
        assert (plain["abstract"], parts["abstract"]) == ("We count.", "Aim We count.")

    def test_a_name_in_two_scripts(self, tmp_path: Path) -> None:
        ponds = jats(
            tmp_path,
            '<contrib-group><contrib contrib-type="author"><name-alternatives>'
            '<name name-style="eastern" xml:lang="ja"><surname>小川</surname>'
            "<given-names>湖</given-names></name>"
            '<name name-style="western" xml:lang="en"><surname>Ogawa</surname>'
            "<given-names>Umi</given-names></name></name-alternatives></contrib></contrib-group>",
        )
        assert names(ponds) == ["Umi Ogawa"]

    def test_institutions_and_keywords_in_parts(self, tmp_path: Path) -> None:
        ponds = jats(
            tmp_path,
            '<contrib-group><contrib contrib-type="author"><name><surname>Brook</surname></name>'
            "</contrib></contrib-group><aff><institution-wrap><institution-id>"
            "https://ror.org/02kpeqv85</institution-id><institution>Uni</institution>"
            "</institution-wrap></aff><kwd-group><compound-kwd>"
            '<compound-kwd-part content-type="code">W1</compound-kwd-part>'
            '<compound-kwd-part content-type="text">ponds</compound-kwd-part></compound-kwd>'
            "<kwd>lakes</kwd></kwd-group>",
        )
        assert ponds["mentions"][0]["affiliations"][0]["ror"] == "02kpeqv85"
        assert [k["label"] for k in ponds["keywords"]] == ["ponds", "lakes"]

    def test_a_reference_by_the_link_it_leads_to(self, tmp_path: Path) -> None:
        ponds = jats(
            tmp_path,
            "",
            '<ref><mixed-citation>Reed. Lakes. 2001. <ext-link ext-link-type="uri"'
            ' xlink:href="https://doi.org/10.5555/lakes">link</ext-link></mixed-citation></ref>',
        )
        assert [ids(r) for r in ponds["references"]] == [[("doi", "10.5555/lakes")]]


def test_pubmed_a_name_that_was_wrong_is_no_author(tmp_path: Path) -> None:
    ponds = record(
        tmp_path,
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>"
        'Ponds</ArticleTitle><AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Brook'
        '</LastName><ForeName>Ada</ForeName></Author><Author ValidYN="N"><LastName>Broke'
        "</LastName><ForeName>Ada</ForeName></Author></AuthorList></Article></MedlineCitation>"
        "</PubmedArticle></PubmedArticleSet>",
    )
    assert (names(ponds), ponds["n_authors"]) == (["Ada Brook"], 1)


class TestEndnote:
    @pytest.mark.parametrize(
        ("kind", "read"),
        [
            ('<ref-type name="17">17</ref-type>', "article"),
            ("<ref-type>10</ref-type>", "conference-paper"),
            ('<ref-type name="Thesis">32</ref-type>', "thesis"),
            ('<ref-type name="Map">20</ref-type>', "other"),
        ],
    )
    def test_types_by_number(self, tmp_path: Path, kind: str, read: str) -> None:
        assert endnote(tmp_path, kind)["type"] == read

    def test_what_pubmed_and_arxiv_put_there(self, tmp_path: Path) -> None:
        of_pubmed = endnote(
            tmp_path,
            '<ref-type name="Journal Article">17</ref-type><accession-num>29456894'
            "</accession-num><remote-database-provider>NLM</remote-database-provider>"
            "<keywords><keyword>*Ponds</keyword></keywords>",
        )
        of_arxiv = endnote(
            tmp_path,
            '<ref-type name="Journal Article">17</ref-type><pages>arXiv:1402.01234</pages>',
        )
        assert ids(of_pubmed) == [("pmid", "29456894")]
        assert [k["label"] for k in of_pubmed["keywords"]] == ["Ponds"]
        assert ids(of_arxiv) == [("arxiv", "1402.01234")]
