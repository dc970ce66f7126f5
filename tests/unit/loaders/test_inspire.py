"""INSPIRE-HEP: what its JSON tells of a paper, its people and the works it cites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.inspire import InspireLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus/inspire"


@pytest.fixture(scope="module")
def answer() -> list[dict[str, Any]]:
    return loaded(InspireLoader(), CORPUS / "answer.json").records


@pytest.fixture(scope="module")
def broken() -> Loaded:
    return loaded(InspireLoader(), CORPUS / "broken_records.jsonl")


def made(tmp_path: Path, record: dict[str, Any]) -> dict[str, Any]:
    path = tmp_path / "x"
    path.write_text(json.dumps({"id": "1", "metadata": record}), encoding="utf-8")
    assert choose(Source(path, "x")).name == "inspire"
    (found,) = loaded(InspireLoader(), path).records
    return found


def tags(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(k["label"], k["scheme"]) for k in record["keywords"]]


def test_an_article_with_all_its_facts(answer: list[dict[str, Any]]) -> None:
    article = answer[0]
    assert article["title"] == "Looms at 13 TeV: A search for threads"
    assert [(i["scheme"], i["value"]) for i in article["ids"]] == [
        ("doi", "10.5555/loom.2026.12"),
        ("arxiv", "2507.00190"),
    ]
    assert article["venue"] == {"name": "J.Looms D", "type": "journal", "issn": None, "isbn": None}
    assert (article["volume"], article["issue"], article["pages"]) == ("12", "3", "034012")
    assert (article["date"], article["type"], article["language"]) == (
        "2026-02-17",
        "article",
        "en",
    )
    assert article["abstract"] == "Threads are searched for."
    assert (article["citation_count"], article["comment"]) == (17, "12 pages, 3 figures")
    assert article["url"] == "https://inspirehep.net/literature/990001"
    assert tags(article) == [
        ("thread: search for", "subject"),
        ("looms", "author"),
        ("Experiment-HEP", "subject"),
        ("hep-ex", "arxiv-category"),
        ("hep-ph", "arxiv-category"),
    ]


def test_authors_with_what_they_printed_and_without_supervisors(
    answer: list[dict[str, Any]],
) -> None:
    brook, reed = answer[0]["mentions"]
    assert (brook["family"], brook["given"], brook["position"]) == ("Brook", "Ada B.", 1)
    assert brook["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert [a["name"] for a in brook["affiliations"]] == [
        "Department of Weaving, Loom University, Loomford"
    ]
    assert (reed["family"], reed["suffix"]) == ("Reed", "Jr.")
    assert [a["name"] for a in reed["affiliations"]] == ["Mill Lab"]
    assert (answer[0]["n_authors"], answer[0]["authors_complete"]) == (2, True)
    assert [m["name"] for m in answer[2]["mentions"]] == ["Carder, Paul"]


def test_works_cited_by_identifiers_places_and_what_could_not_be_read(
    answer: list[dict[str, Any]],
) -> None:
    first, second, third = answer[0]["references"]
    assert [(i["scheme"], i["value"]) for i in first["ids"]] == [
        ("doi", "10.5555/loom.1999.1"),
        ("arxiv", "hep-th/9901001"),
    ]
    assert (first["title"], first["first_author"]) == ("Threads and strings", "Weaver, L.")
    assert (first["source"], first["volume"], first["page"]) == ("J.Looms", "7", "34")
    assert (first["year"], first["text"]) == (1999, None)
    assert second["text"] == "[2] M. Dyer, Colours (Loomford, 1987)."
    assert (third["first_author"], third["text"]) == ("Carder, P.", "private communication")
    assert answer[0]["n_references"] == 4


def test_what_has_no_journal_is_a_preprint_of_the_day_it_was_put_on_arxiv(
    answer: list[dict[str, Any]],
) -> None:
    preprint = answer[1]
    assert (preprint["type"], preprint["date"], preprint["venue"]) == (
        "preprint",
        "2025-07-02",
        None,
    )
    assert (preprint["n_authors"], preprint["authors_complete"]) == (12, False)


def test_theses_meetings_and_collaborations(answer: list[dict[str, Any]]) -> None:
    thesis, talk = answer[2:]
    assert (thesis["type"], thesis["date"]) == ("thesis", "2019-11")
    assert [i["scheme"] for i in thesis["ids"]] == ["isbn"]
    assert (talk["type"], talk["pages"], talk["year"]) == ("conference-paper", "584-588", 2025)
    assert (talk["venue"]["name"], talk["venue"]["type"]) == ("WEFT2025", "conference")
    assert [m["name"] for m in talk["mentions"]] == ["SPINDLE Collaboration"]


def test_editors_are_no_authors_and_scoap3_gives_names_in_parts(broken: Loaded) -> None:
    book, sponsored = broken.records
    assert [(m["name"], m["role"]) for m in book["mentions"]] == [
        ("Brook, Ada", "author"),
        ("Dyer, Maud", "editor"),
    ]
    assert (book["n_authors"], book["date"]) == (1, "1987-03")
    (reed,) = sponsored["mentions"]
    assert (reed["name"], reed["ids"][0]["value"]) == ("Samuel Reed", "0000-0002-1825-0097")
    assert (sponsored["venue"]["name"], sponsored["date"]) == ("Journal of Threads", "2020-04-01")


def test_conferences_and_records_of_nothing_are_rejects(broken: Loaded) -> None:
    reasons = [reject.reason for reject in broken.rejects]
    assert reasons[0] == "a record of INSPIRE's conferences, not of its literature"
    assert len(reasons) == 3


def test_a_search_for_few_members_is_known(tmp_path: Path) -> None:
    told = {"control_number": 3, "arxiv_eprints": [{"value": "2507.00190"}], "citation_count": 2}
    found = made(tmp_path, told)
    assert (found["ids"][0]["value"], found["citation_count"]) == ("2507.00190", 2)
    assert (found["n_authors"], found["authors_complete"]) == (None, None)


def test_a_review_in_a_journal_is_one(tmp_path: Path) -> None:
    told = {
        "control_number": 4,
        "titles": [{"title": "Looms"}],
        "document_type": ["article"],
        "publication_type": ["review"],
        "publication_info": [{"journal_title": "Rev.Looms", "year": 2001}],
    }
    assert made(tmp_path, told)["type"] == "review"


def test_formulas_in_titles_and_abstracts_are_readable(tmp_path: Path) -> None:
    told = {
        "control_number": 5,
        "titles": [{"title": r"Looms at $\alpha$ and H<sub>2</sub>"}],
        "abstracts": [{"value": r"A search in $\mu^+\mu^-$."}],
    }
    found = made(tmp_path, told)
    assert (found["title"], found["abstract"]) == ("Looms at α and H2", "A search in μ⁺μ⁻.")


def test_an_answer_that_lists_nothing_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text('{"hits": {"hits": [], "total": 0}, "links": {}}', encoding="utf-8")
    assert choose(Source(path, "x")).name == "blank"
