"""Answers of Scopus, IEEE Xplore, Lens.org, ADS, Springer Nature and Unpaywall."""

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


def test_scopus_as_pybliometrics_makes_a_table_of_it() -> None:
    ponds, preface = read(CORPUS / "scopus-csv" / "pybliometrics.csv", "scopus-csv").records
    assert (ponds["title"], ponds["date"], ponds["type"]) == ("Ponds & lakes", "2021-03", "article")
    assert [
        (m["family"], m["given"], m["ids"][0]["value"], [a["name"] for a in m["affiliations"]])
        for m in ponds["mentions"]
    ] == [
        ("Brook", "Ada", "70000000001", ["Univ York", "Univ Ulm"]),
        ("van Reed", "Sam", "70000000002", ["Univ Ulm"]),
    ]  # fmt: skip
    assert (ponds["authors_complete"], ponds["n_authors"]) == (True, 2)
    assert (ponds["volume"], ponds["issue"], ponds["pages"]) == ("12", "3", "31-48")
    assert [i for _, i in ids(ponds)] == ["10.1000/ponds.1", "30000001", "2-s2.0-85000000001"]
    assert ponds["abstract"] == "Ponds are small lakes."
    assert [tag["label"] for tag in ponds["keywords"]] == ["pond", "deep lake"]
    assert (preface["type"], preface["date"], preface["pages"], preface["mentions"]) == (
        "editorial", "2022-05-06", "105", [],
    )  # fmt: skip


def test_scopus_as_elsapy_makes_a_table_of_it() -> None:
    (ice,) = read(CORPUS / "scopus-csv" / "elsapy.csv", "scopus-csv").records
    assert (ice["title"], ice["date"], ice["pages"]) == ("Ice", "2020-08", "102066")
    assert [m["name"] for m in ice["mentions"]] == ["Elm B."]
    assert (ice["authors_complete"], ice["url"]) == (False, "https://pages.example.org/1")
    assert ice["venue"]["issn"] == "0028-0836"


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


def test_lens_as_json_lines() -> None:
    ponds, rain = read(CORPUS / "lens-csv" / "works.jsonl", "lens-csv").records
    assert (ponds["title"], ponds["abstract"]) == ("Ponds & lakes", "We skate.")
    brook, group = ponds["mentions"]
    assert (brook["name"], brook["family"], group["name"]) == (
        "Ada M. Brook", "Brook", "Pond Study Group",
    )  # fmt: skip
    assert [i["scheme"] for i in brook["ids"]] == ["orcid"]
    assert (brook["affiliations"][0]["ror"], brook["affiliations"][0]["country"]) == (
        "00qzypv28", "PE",
    )  # fmt: skip
    assert ids(ponds) == [  # of two numbers of one kind, none is told
        ("doi", "10.5555/ponds.1"), ("pmid", "30000001"), ("lens", "000-000-000-000-01X"),
    ]  # fmt: skip
    assert (ponds["date"], ponds["type"], ponds["language"]) == ("2031-03", "article", "en")
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Journal of Ponds", "0028-0836")
    assert (ponds["volume"], ponds["issue"], ponds["pages"]) == ("12", "3", "101-117")
    assert [tag["scheme"] for tag in ponds["keywords"]] == ["author", "mesh", "subject"]
    assert [ids(cited) for cited in ponds["references"]] == [[("lens", "000-000-000-000-028")]]
    assert (ponds["n_references"], ponds["citation_count"]) == (4, 5)
    assert ponds["open_access_url"] == "https://pages.example.org/1.pdf"
    assert (rain["n_authors"], rain["authors_complete"], rain["date"]) == (3, False, "2030-05-01")


def test_ads() -> None:
    ponds, rain = read(CORPUS / "ads" / "answer.json", "ads").records
    assert (ponds["title"], ponds["abstract"]) == ("Ponds of H2O & ice", "We skate.")
    brook, reed, group = ponds["mentions"]
    assert (brook["family"], brook["given"], group["name"]) == (
        "Brook", "Ada M.", "Pond Study Group",
    )  # fmt: skip
    assert [place["name"] for place in brook["affiliations"]] == ["Lake Lab", "River University"]
    assert ids(reed) == [("orcid", "0000-0002-1825-0097")]
    assert ids(ponds) == [("doi", "10.5555/ponds.1"), ("arxiv", "3101.00001")]
    assert (ponds["date"], ponds["type"], ponds["authors_complete"]) == ("2031-03", "article", True)
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Journal of Ponds", "0028-0836")
    assert (ponds["volume"], ponds["issue"], ponds["pages"]) == ("12", "3", "101-117")
    assert [tag["scheme"] for tag in ponds["keywords"]] == ["author", "author", "arxiv-category"]
    assert (ponds["n_references"], ponds["citation_count"]) == (2, 5)
    assert (rain["type"], rain["venue"], rain["date"]) == ("preprint", None, "2030-01")
    assert (rain["n_authors"], rain["authors_complete"]) == (2, False)


def test_springer_nature_gives_its_records_as_json() -> None:
    rivers, streams = read(CORPUS / "springer-csv" / "answer.json", "springer-csv").records
    ada, sol = rivers["mentions"]
    assert (ada["family"], ada["given"], sol["name"]) == ("Brook", "Ada", "Reed, Sol")
    assert ids(ada) == [("orcid", "0000-0002-1825-0097")]
    assert (rivers["abstract"], rivers["date"], rivers["type"]) == (
        "We study rivers.",
        "2031-05",  # the issue's
        "article",
    )
    assert (rivers["venue"]["name"], rivers["venue"]["issn"]) == ("Journal of Rivers", "0028-0836")
    assert (rivers["volume"], rivers["issue"], rivers["pages"]) == ("12", "3", "1-20")
    assert rivers["url"] == "https://example.org/rivers.1"
    assert rivers["open_access_url"] == "https://example.org/rivers.1.pdf"
    assert [m["role"] for m in streams["mentions"]] == ["author", "editor"]
    assert (streams["n_authors"], streams["type"]) == (1, "conference-paper")
    assert (streams["date"], streams["abstract"]) == ("2030-11-30", "They flow. They meet.")


def test_unpaywall_names_authors_and_free_copies(tmp_path: Path) -> None:
    ponds, winter, bare = read(CORPUS / "unpaywall" / "works.jsonl", "unpaywall").records
    ada, sam, group = ponds["mentions"]
    assert (ada["family"], ada["affiliations"][0]["name"]) == ("Brook", "Institute of Ponds")
    assert ids(ada) == [("orcid", "0000-0002-1825-0097")]
    assert (sam["name"], group["name"]) == ("Sam Reed, Jr.", "Pond Group")
    assert (ponds["title"], ponds["type"]) == ("Of ponds & puddles", "article")
    assert ponds["date"] == "2031-03-04"
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Journal of Ponds", "0028-0836")
    assert ponds["open_access_url"] == "https://example.org/1.pdf"
    (emmy,) = winter["mentions"]
    assert (emmy["family"], emmy["corresponding"]) == ("Well", True)
    assert (winter["date"], winter["type"]) == ("2030", "chapter")  # the day is not known
    assert (ids(bare), bare["authors_complete"]) == ([("doi", "10.5555/ponds.3")], None)

    path = tmp_path / "search.json"
    lines = (CORPUS / "unpaywall" / "works.jsonl").read_text().splitlines()
    hits = [{"response": json.loads(line), "score": 0.1} for line in lines]
    path.write_text(json.dumps({"elapsed_seconds": 0.2, "results": hits}))
    assert [one["title"] for one in read(path, "unpaywall").records][:1] == ["Of ponds & puddles"]
