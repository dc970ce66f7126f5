"""Answers of the search of Scopus and of the API of IEEE Xplore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def read(path: Path, name: str) -> Loaded:
    loader = choose(Source(path, path.name))
    assert loader.name == name
    return loaded(loader, path)


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["scheme"], one["value"]) for one in of["ids"]]


def test_scopus_names_the_first_author_alone() -> None:
    ice, _ = read(CORPUS / "scopus-csv" / "search.json", "scopus-csv").records
    (brook,) = ice["mentions"]
    assert (brook["name"], brook["family"], brook["given"]) == ("Brook A.M.", "Brook", "A.M.")
    assert (ice["n_authors"], ice["authors_complete"]) == (None, False)
    assert ids(ice) == [
        ("doi", "10.5555/ponds.1"),
        ("pmid", "30000001"),
        ("eid", "2-s2.0-85000000001"),
    ]
    assert (ice["venue"]["name"], ice["venue"]["issn"]) == ("Journal of Ponds", "0028-0836")
    assert (ice["volume"], ice["issue"], ice["pages"]) == ("12", "3", "101-117")
    assert (ice["type"], ice["date"], ice["citation_count"]) == ("article", "2031-03-04", 42)
    assert ice["url"] == "https://pages.example.org/1"


def test_scopus_in_its_complete_view() -> None:
    _, rain = read(CORPUS / "scopus-csv" / "search.json", "scopus-csv").records
    sam, emmy = rain["mentions"]
    assert (sam["name"], emmy["name"], rain["authors_complete"]) == ("Sam Reed", "E. Well", True)
    assert [i["scheme"] for i in sam["ids"]] == ["orcid", "scopus"]
    assert emmy["affiliations"][0]["name"] == "Trust of Water"
    assert [tag["label"] for tag in rain["keywords"]] == ["rain", "clouds"]
    assert (rain["date"], rain["abstract"]) == ("2030", "It rains.")  # not the first of January
    assert rain["venue"]["isbn"] == "9783161484100"


def test_scopus_says_that_it_found_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    entry = {"@_fa": "true", "error": "Result set was empty"}
    path.write_text(
        json.dumps({"search-results": {"opensearch:totalResults": "0", "entry": [entry]}})
    )
    found = read(path, "scopus-csv")
    assert [r.reason for r in found.rejects] == ["Scopus has no entry: Result set was empty"]


def test_an_answer_of_xplore() -> None:
    weaving, book = read(CORPUS / "ieee-csv" / "api.json", "ieee-csv").records
    ada, sam = weaving["mentions"]
    assert (ada["name"], sam["name"]) == ("Ada M. Brook", "Sam Reed")
    assert [a["name"] for a in ada["affiliations"]] == [
        "Institute of Looms, Oslo",
        "Trust of Cards",
    ]
    assert (weaving["type"], weaving["date"], weaving["pages"]) == (
        "conference-paper",
        "2030-06",
        "956-960",
    )
    assert [(tag["label"], tag["scheme"]) for tag in weaving["keywords"]] == [
        ("looms", "author"),
        ("cards", "author"),
        ("Weaving", "subject"),
        ("Yarn", "extracted"),
    ]
    assert weaving["citation_count"] == 10
    assert (book["type"], book["venue"], ids(book)) == ("book", None, [("isbn", "9780306406157")])
