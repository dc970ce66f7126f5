"""Tables that programs make of answers of an API: data frames saved as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.csv_table import CsvLoader
from kg.loaders.reading.text import head_of
from kg.testing.loaders import loaded


def names(record: dict[str, Any]) -> list[str]:
    return [mention["name"] for mention in record["mentions"]]


class TestDataFrames:
    """Of answers of an API, whose lists and objects pandas writes as Python prints them."""

    def frame(self, tmp_path: Path, **cells: Any) -> dict[str, Any]:
        path = tmp_path / "x.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([cells, cells.values()])
        assert CsvLoader().sniff(head_of(Source(path, "x"))) >= 0.8
        (record,) = loaded(CsvLoader(), path).records
        return record

    def ids(self, thing: dict[str, Any]) -> dict[str, str]:
        return {i["scheme"]: i["value"] for i in thing["ids"]}

    def test_openalex(self, tmp_path: Path) -> None:
        author = {"id": "https://openalex.org/A5000000001", "display_name": "N. Pike"}
        person = {"author": author, "institutions": [{"display_name": "Lake Lab"}]}
        source = {"display_name": "Lakes", "issn_l": "0028-0836"}
        ponds = self.frame(
            tmp_path,
            id="https://openalex.org/W2741809807",
            title="Ponds",
            publication_year=2001,
            authorships=[person | {"raw_author_name": "Nora Pike"}],
            primary_location={"is_oa": True, "source": source},
            biblio={"volume": "3", "issue": None, "first_page": "1", "last_page": "9"},
            referenced_works=["https://openalex.org/W2"],
            cited_by_count=4,
        )
        assert self.ids(ponds) == {"openalex": "W2741809807"}
        assert (ponds["venue"]["name"], ponds["volume"], ponds["pages"]) == ("Lakes", "3", "1-9")
        (nora,) = ponds["mentions"]
        assert (nora["name"], self.ids(nora)) == ("Nora Pike", {"openalex": "A5000000001"})
        assert nora["affiliations"][0]["name"] == "Lake Lab"
        assert [self.ids(r) for r in ponds["references"]] == [{"openalex": "W2"}]

    def test_crossref(self, tmp_path: Path) -> None:
        ponds = self.frame(
            tmp_path,
            **{
                "DOI": "10.5555/p",
                "title": ["Ponds"],
                "container-title": ["Lakes"],
                "author": [{"given": "Nora", "family": "Pike", "affiliation": []}],
                "issued": {"date-parts": [[2001, 5]]},
                "is-referenced-by-count": 12,
                "reference": [{"key": "1", "DOI": "10.5555/r"}],
            },
        )
        assert (ponds["title"], ponds["venue"]["name"], ponds["date"]) == (
            "Ponds", "Lakes", "2001-05",
        )  # fmt: skip
        assert (names(ponds), ponds["citation_count"]) == (["Nora Pike"], 12)
        assert [self.ids(r) for r in ponds["references"]] == [{"doi": "10.5555/r"}]

    def test_semantic_scholar(self, tmp_path: Path) -> None:
        ponds = self.frame(
            tmp_path,
            paperId="0",
            externalIds={"DOI": "10.5555/p", "ArXiv": "2105.00001", "CorpusId": 7},
            title="Ponds",
            year=2021,
            journal={"name": "Lakes", "volume": "3"},
            authors=[{"authorId": "1", "name": "Nora Pike"}],
        )
        assert self.ids(ponds) == {"doi": "10.5555/p", "arxiv": "2105.00001"}
        assert (ponds["venue"]["name"], ponds["volume"], names(ponds)) == (
            "Lakes", "3", ["Nora Pike"],
        )  # fmt: skip

    def test_openreview_whose_values_are_wrapped(self, tmp_path: Path) -> None:
        ponds = self.frame(
            tmp_path,
            forum="rJ4km2R5t7",
            title={"value": "Ponds"},
            authors={"value": ["Nora Pike", "Sam Reed"]},
            abstract={"value": "Pike's ponds."},
            tcdate=1727524853394,
        )
        assert (ponds["title"], names(ponds)) == ("Ponds", ["Nora Pike", "Sam Reed"])
        assert (ponds["abstract"], ponds["date"]) == ("Pike's ponds.", "2024-09-28")
        assert self.ids(ponds) == {"openreview": "rJ4km2R5t7"}

    def test_openreview_flattened(self, tmp_path: Path) -> None:
        cells = {"forum": "rJ4km2R5t7", "content.title.value": "Ponds"}
        ponds = self.frame(tmp_path, **cells, **{"content.authors.value": ["Nora Pike"]})
        assert (ponds["title"], names(ponds)) == ("Ponds", ["Nora Pike"])
