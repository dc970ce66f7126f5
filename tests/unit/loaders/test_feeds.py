"""arXiv's news, classes among its categories, and older forms of DataCite and the Anthology."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def record(tmp_path: Path, text: str) -> dict[str, Any]:
    """The only record of a file with this text, by the surest loader."""
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    (found,) = loaded(choose(Source(path, "x")), path).records
    return found


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


def names(of: dict[str, Any]) -> list[str]:
    return [m["name"] for m in of["mentions"]]


RSS_2 = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 version="2.0"><channel><title>cs.DL updates on arXiv.org</title>
<link>http://rss.arxiv.org/rss/cs.DL</link><item><title>Ponds</title>
<link>https://arxiv.org/abs/2401.00001</link>
<description>arXiv:2401.00001v2 Announce Type: replace-cross
Abstract: We count.</description>
<guid isPermaLink="false">oai:arXiv.org:2401.00001v2</guid><category>cs.DL</category>
<pubDate>Mon, 05 Feb 2024 00:00:00 -0500</pubDate>
<arxiv:announce_type>replace-cross</arxiv:announce_type>
<dc:creator>Ada Brook (Uni A), Sam Reed</dc:creator></item></channel></rss>
"""
ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns="http://www.w3.org/2005/Atom"><id>http://rss.arxiv.org/atom/cs.DL</id>
<title>cs.DL updates on arXiv.org</title><entry><id>oai:arXiv.org:2401.00001v2</id>
<title>Ponds</title><link href="https://arxiv.org/abs/2401.00001" rel="alternate"/>
<summary>arXiv:2401.00001v2 Announce Type: new
Abstract: We count.</summary><category term="cs.DL"/>
<published>2024-02-05T00:00:00-05:00</published>
<dc:creator>Ada Brook, Sam Reed</dc:creator></entry></feed>
"""
RSS_1 = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://export.arxiv.org/rss/cs">
<title>cs updates on arXiv.org</title></channel>
<item rdf:about="http://arxiv.org/abs/2401.00001">
<title>Ponds. (arXiv:2401.00001v2 [cs.DL] UPDATED)</title>
<link>http://arxiv.org/abs/2401.00001</link>
<description>&lt;p&gt;We count.&lt;/p&gt;</description>
<dc:creator>&lt;a href="http://arxiv.org/find/1"&gt;Ada Brook&lt;/a&gt;,
 &lt;a href="x"&gt;Sam Reed&lt;/a&gt;
</dc:creator></item></rdf:RDF>
"""


@pytest.mark.parametrize("news", [RSS_2, ATOM, RSS_1])
def test_news_of_arxiv(tmp_path: Path, news: str) -> None:
    """The date of the announcement is not that of the paper, whose id tells its month."""
    ponds = record(tmp_path, news)
    assert (ponds["title"], ponds["abstract"], ponds["date"]) == ("Ponds", "We count.", "2024-01")
    assert (ids(ponds), ponds["arxiv_version"]) == ([("arxiv", "2401.00001")], 2)
    assert names(ponds) == ["Ada Brook", "Sam Reed"]
    assert [k["label"] for k in ponds["keywords"]] == ["cs.DL"]
    assert ponds["url"] == "https://arxiv.org/abs/2401.00001"


def test_an_entry_of_arxiv_alone(tmp_path: Path) -> None:
    ponds = record(
        tmp_path,
        '<entry xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        "<id>https://arxiv.org/abs/2401.00001v2</id><title>Ponds</title>"
        "<author><name>Ada Brook</name></author><published>2024-01-02T00:00:00Z</published>"
        "</entry>",
    )
    assert (ids(ponds), ponds["date"]) == ([("arxiv", "2401.00001")], "2024-01-02")
    assert names(ponds) == ["Ada Brook"]


def test_classes_among_the_categories_of_arxiv(tmp_path: Path) -> None:
    ponds = record(
        tmp_path,
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.00001v1'
        '</id><title>Ponds</title><category term="math.CO"/><category term="hep-th"/>'
        '<category term="05C50, 68R10; I.2.7"/></entry></feed>',
    )
    assert [(k["label"], k["scheme"]) for k in ponds["keywords"]] == [
        ("math.CO", "arxiv-category"), ("hep-th", "arxiv-category"), ("05C50", "subject"),
        ("68R10", "subject"), ("I.2.7", "subject"),
    ]  # fmt: skip


def test_a_journal_of_the_anthology_is_one_venue(tmp_path: Path) -> None:
    ponds = record(
        tmp_path,
        '<collection id="J06"><volume id="1" type="journal"><meta><booktitle>Water Linguistics,'
        " Volume 32, Number 1, March 2006</booktitle><year>2006</year></meta>"
        '<paper id="1"><title>Ponds</title><pages>1--9</pages></paper></volume></collection>',
    )
    assert (ponds["venue"]["name"], ponds["pages"]) == ("Water Linguistics", "1-9")


def test_datacite_of_the_api_before_2019(tmp_path: Path) -> None:
    work = {
        "doi": "10.5555/a", "url": "https://ponds.org/a", "title": "Ponds", "published": "2017",
        "author": [{"given": "Ada", "family": "Brook"}, {"literal": "Pond, Lake and River Group"}],
        "container-title": "Pond Archive", "description": "We count.",
        "resource-type-id": "dataset", "resource-type-subtype": "Table", "data-center-id": "x.y",
    }  # fmt: skip
    answer = {"data": [{"id": "https://doi.org/10.5555/a", "type": "works", "attributes": work}]}
    ponds = record(tmp_path, json.dumps(answer))
    assert names(ponds) == ["Ada Brook", "Pond, Lake and River Group"]
    assert (ponds["title"], ponds["year"], ponds["type"]) == ("Ponds", 2017, "dataset")
    assert (ids(ponds), ponds["abstract"]) == ([("doi", "10.5555/a")], "We count.")


def test_datacite_with_what_a_harvest_had_around_it(tmp_path: Path) -> None:
    ponds = record(
        tmp_path,
        '<oai_datacite xmlns="http://schema.datacite.org/oai/oai-1.1/"><payload>'
        '<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">'
        "10.5555/a</identifier><titles><title>Ponds</title></titles>"
        "<publicationYear>2026</publicationYear></resource></payload></oai_datacite>",
    )
    assert (ids(ponds), ponds["title"], ponds["year"]) == ([("doi", "10.5555/a")], "Ponds", 2026)


def test_datacite_of_graphql_and_in_a_list_of_resources(tmp_path: Path) -> None:
    work = {"id": "https://doi.org/10.5555/a", "titles": [{"title": "Ponds"}],
            "creators": [{"name": "Brook, Ada"}], "publicationYear": 2019}  # fmt: skip
    answer = {"data": {"works": {"totalCount": 1, "nodes": [work]}}}
    as_json = record(tmp_path, json.dumps(answer))
    as_xml = record(
        tmp_path,
        '<resources><resource xmlns="http://datacite.org/schema/kernel-4"><identifier'
        ' identifierType="DOI">10.5555/a</identifier><creators><creator><creatorName>Brook, Ada'
        "</creatorName></creator></creators><titles><title>Ponds</title></titles>"
        "<publicationYear>2019</publicationYear></resource></resources>",
    )
    for ponds in (as_json, as_xml):
        assert (ponds["title"], ponds["year"], names(ponds)) == ("Ponds", 2019, ["Brook, Ada"])
        assert ids(ponds) == [("doi", "10.5555/a")]
