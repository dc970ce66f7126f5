"""JSON-LD of schema.org: what publishers, repositories and people write of papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

Members = dict[str, Any]


def read(tmp_path: Path, text: str) -> Loaded:
    path = tmp_path / "saved"
    path.write_text(text, encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == "schema-org"
    return loaded(loader, path)


def article(**members: Any) -> Members:
    return {
        "@context": "https://schema.org", "@type": "ScholarlyArticle", "name": "Ponds", **members,
    }  # fmt: skip


def record(tmp_path: Path, **members: Any) -> Members:
    """The only record of a file with this article."""
    (found,) = read(tmp_path, json.dumps(article(**members))).records
    return found


def names(of: Members, role: str = "author") -> list[str]:
    return [m["name"] for m in of["mentions"] if m["role"] == role]


def ids(of: Members) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


class TestWhereWorksStand:
    @pytest.mark.parametrize(
        "around",
        [
            "{}",
            "[{}, {}]",
            "{}\n{}\n",
            '{{"@context": "https://schema.org", "@graph": [{}, {{"@type": "Person"}}]}}',
            '{{"@context": "https://schema.org", "@type": "WebPage", "mainEntity": {}}}',
            '{{"@context": "https://schema.org", "@type": "ItemList", "itemListElement": '
            '[{{"@type": "ListItem", "item": {}}}]}}',
            '{{"@context": "https://schema.org", "@type": "PublicationIssue", "hasPart": [{}]}}',
        ],
    )
    def test_alone_in_lists_graphs_and_pages(self, tmp_path: Path, around: str) -> None:
        one = json.dumps(article())
        found = read(tmp_path, around.format(one, one))
        assert [r["title"] for r in found.records] == ["Ponds"] * around.count("{}")
        assert found.rejects == []

    def test_in_scripts_of_a_saved_page(self, tmp_path: Path) -> None:
        script = "<script type='application/ld+json'>\n//<![CDATA[\n{}\n//]]></script>"
        page = f"<html>\n{script.format(json.dumps(article()))}\n</html>"
        (found,) = read(tmp_path, page).records
        assert (found["title"], found["line"]) == ("Ponds", 4)

    @pytest.mark.parametrize("prefix", ["schema:", "http://schema.org/", "https://schema.org/"])
    def test_names_with_prefixes(self, tmp_path: Path, prefix: str) -> None:
        members = {f"{prefix}name": "Ponds", f"{prefix}datePublished": {"@value": "2019"}}
        document = {"@context": {"schema": "https://schema.org/"}, "@type": f"{prefix}Thesis"}
        graph = {**document, "name": "Ponds", **members}
        (found,) = read(tmp_path, json.dumps(graph)).records
        assert (found["title"], found["type"], found["year"]) == ("Ponds", "thesis", 2019)


class TestWhatIsNoPaper:
    def test_works_of_other_kinds_and_mere_pages_are_rejected(self, tmp_path: Path) -> None:
        nodes = [
            article(),
            {"@type": "BlogPosting", "headline": "News"},
            {"@type": "Article", "headline": "About us", "author": {"name": "Ada Brook"}},
        ]
        found = read(tmp_path, json.dumps({"@context": "https://schema.org", "@graph": nodes}))
        assert [r["index"] for r in found.records] == [0]
        assert [(r.index, r.reason) for r in found.rejects] == [
            (1, "of the kind BlogPosting, not a paper"),
            (
                2,
                "a page of a web site: no journal, abstract or identifier of a paper",
            ),
        ]

    @pytest.mark.parametrize(
        "told",
        [
            {"identifier": "https://doi.org/10.5555/a"},
            {"abstract": "We count."},
            {"isPartOf": {"@type": "Periodical", "name": "Waters", "issn": "1539-3755"}},
        ],
    )
    def test_articles_are_papers_by_what_they_tell(self, tmp_path: Path, told: Members) -> None:
        found = record(tmp_path, **{"@type": "Article", **told})
        assert found["type"] == "article"

    def test_persons_and_sites_are_passed_over(self, tmp_path: Path) -> None:
        nodes = [{"@type": "Person", "name": "Ada"}, {"@type": "WebSite", "name": "S"}, article()]
        found = read(tmp_path, json.dumps({"@context": "https://schema.org", "@graph": nodes}))
        assert (len(found.records), found.rejects) == (1, [])


class TestPeople:
    def test_named_by_the_id_of_another_node(self, tmp_path: Path) -> None:
        nodes = [
            article(author=[{"@id": "#ada"}, {"name": "Reed, Sam"}]),
            {"@type": "Person", "@id": "#ada", "name": "Ada Brook"},
        ]
        graph = {"@context": "https://schema.org", "@graph": nodes}
        (found,) = read(tmp_path, json.dumps(graph)).records
        assert names(found) == ["Ada Brook", "Reed, Sam"]

    @pytest.mark.parametrize(
        "said",
        [
            {"author": "Ada Brook; Sam Reed"},
            {"author": ["Ada Brook", "Sam Reed"]},
            {"creator": [{"name": "Ada Brook"}, {"name": "Sam Reed"}]},
            {"author": {"@list": [{"name": "Ada Brook"}, {"name": ["Sam Reed"]}]}},
            {"author": [{"@type": "Role", "author": {"name": "Ada Brook"}}, {"name": "Sam Reed"}]},
            {"author": [{"familyName": "Brook", "givenName": "Ada"}, {"name": "Sam Reed"}]},
        ],
    )
    def test_ways_to_write_authors(self, tmp_path: Path, said: Members) -> None:
        found = record(tmp_path, **said)
        assert (names(found), found["authors_complete"]) == (["Ada Brook", "Sam Reed"], True)

    @pytest.mark.parametrize(
        "told",
        [
            {"@id": "https://orcid.org/0000-0002-1825-0097"},
            {"sameAs": ["https://ponds.org/ada", "https://orcid.org/0000-0002-1825-0097"]},
            {"identifier": {"propertyID": "ORCID", "value": "0000-0002-1825-0097"}},
        ],
    )
    def test_orcids(self, tmp_path: Path, told: Members) -> None:
        (one,) = record(tmp_path, author={"name": "Ada Brook", **told})["mentions"]
        assert ids(one) == [("orcid", "0000-0002-1825-0097")]

    def test_oxford_prints_numbers_before_places(self, tmp_path: Path) -> None:
        places = ["12  Weir Board ,  Lima ,  Peru", "Section 5 Ponds"]
        (one,) = record(tmp_path, author={"name": "B", "affiliation": places})["mentions"]
        assert [a["name"] for a in one["affiliations"]] == [
            "Weir Board, Lima, Peru", "Section 5 Ponds",
        ]  # fmt: skip


JOURNAL: Members = {"@type": "Periodical", "name": "Waters", "issn": "1539-3755"}
VOLUME: Members = {"@type": "PublicationVolume", "volumeNumber": "12"}
ISSUE: Members = {"@type": "PublicationIssue", "issueNumber": 3}


class TestPlaces:
    def test_issue_volume_and_journal_inside_one_another(self, tmp_path: Path) -> None:
        around = {**ISSUE, "isPartOf": {**VOLUME, "isPartOf": JOURNAL}}
        found = record(tmp_path, isPartOf=around, pageStart="7", pageEnd="9")
        assert (found["volume"], found["issue"], found["pages"]) == ("12", "3", "7-9")
        assert found["venue"] == {
            "name": "Waters", "type": "journal", "issn": "1539-3755", "isbn": None,
        }  # fmt: skip

    def test_side_by_side_and_in_one(self, tmp_path: Path) -> None:
        found = record(tmp_path, isPartOf=[VOLUME, JOURNAL])
        assert (found["volume"], found["venue"]["name"]) == ("12", "Waters")
        both = {"@type": ["Periodical", "PublicationVolume"], "name": "W", "volumeNumber": "5"}
        found = record(tmp_path, isPartOf=both)
        assert (found["volume"], found["venue"]["name"]) == ("5", "W")

    def test_an_issue_called_by_its_journal(self, tmp_path: Path) -> None:
        found = record(tmp_path, isPartOf={**ISSUE, "name": "Waters"})
        assert found["venue"]["name"] == "Waters"

    def test_sites_are_no_venues(self, tmp_path: Path) -> None:
        assert record(tmp_path, isPartOf={"@type": "WebSite", "name": "S"})["venue"] is None

    @pytest.mark.parametrize(
        ("book", "kind"),
        [("Proceedings of the Meeting", "conference-paper"), ("Handbook of Ponds", "chapter")],
    )
    def test_articles_in_books(self, tmp_path: Path, book: str, kind: str) -> None:
        assert record(tmp_path, isPartOf={"@type": "Book", "name": book})["type"] == kind


def test_pages_cut_headlines_short(tmp_path: Path) -> None:
    found = record(tmp_path, name="A census of <i>ponds</i>", headline="A census of…")
    assert found["title"] == "A census of ponds"


def test_identifiers_of_each_kind(tmp_path: Path) -> None:
    numbers = [
        {"propertyID": "DOI", "value": "10.5555/a"},
        {"propertyID": "pmid", "value": ["1234567"]},
        {"@type": "ARXIV", "text": "2403.00001"},
        {"name": "dimensions_id", "value": "pub.1005850085"},
    ]
    assert ids(record(tmp_path, identifier=numbers)) == [
        ("doi", "10.5555/a"), ("pmid", "1234567"), ("arxiv", "2403.00001"),
    ]  # fmt: skip
    assert ids(record(tmp_path, sameAs="https://doi.org/10.5555/a")) == [("doi", "10.5555/a")]


def test_a_day_of_change_is_no_date(tmp_path: Path) -> None:
    assert record(tmp_path, dateModified="2024-01-01")["date"] is None
    assert record(tmp_path, dateCreated="2020-02", dateModified="2024")["date"] == "2020-02"


def test_keywords_and_subjects(tmp_path: Path) -> None:
    about = [{"@type": "DefinedTerm", "name": "Limnology"}]
    found = record(tmp_path, keywords="ponds, weirs", about=about)
    assert [(k["label"], k["scheme"]) for k in found["keywords"]] == [
        ("ponds", "author"), ("weirs", "author"), ("Limnology", "subject"),
    ]  # fmt: skip


def test_references_but_not_how_to_cite_the_work_itself(tmp_path: Path) -> None:
    cited = [
        {"@id": "https://doi.org/10.5555/looms", "name": "Looms", "author": "E. Noether"},
        "Reed, S. Weirs. 2001.",
        "Brook, A. Ponds. 2019. doi:10.5555/a",
    ]
    found = record(tmp_path, citation=cited)
    assert [(r["title"], r["text"], r["first_author"]) for r in found["references"]] == [
        ("Looms", None, "E. Noether"), (None, "Reed, S. Weirs. 2001.", None),
    ]  # fmt: skip
    assert ids(found["references"][0]) == [("doi", "10.5555/looms")]


def test_free_copies(tmp_path: Path) -> None:
    found = record(tmp_path, url="https://ponds.org/a", isAccessibleForFree="True")
    assert found["open_access_url"] == "https://ponds.org/a"
