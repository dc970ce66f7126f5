"""Records of Zenodo in their older form, and of InvenioRDM."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "datacite"


def record(path: Path) -> dict[str, Any]:
    loader = choose(Source(path, path.name))
    assert loader.name == "datacite"
    (found,) = loaded(loader, path).records
    return found


def names(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(mention["name"], mention["role"]) for mention in of["mentions"]]


def test_a_record_of_zenodo() -> None:
    ice = record(CORPUS / "zenodo.json")
    assert (ice["title"], ice["type"], ice["date"]) == ("Ice on ponds", "article", "2031-03-04")
    assert names(ice) == [
        ("Brook, Ada", "author"),
        ("Reed, Sam", "author"),
        ("Well, Emmy", "editor"),
    ]
    ada = ice["mentions"][0]
    assert ada["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert [place["name"] for place in ada["affiliations"]] == ["Institute of Ponds"]
    assert (ice["venue"]["name"], ice["venue"]["type"]) == ("Journal of Ponds", "journal")
    assert (ice["volume"], ice["issue"], ice["pages"]) == ("12", "3", "101-117")
    assert (ice["abstract"], ice["language"]) == ("Ponds freeze from above.", "en")
    assert [tag["label"] for tag in ice["keywords"]] == ["ice", "ponds", "Limnology"]
    cited, printed = ice["references"]
    assert cited["ids"] == [{"scheme": "doi", "value": "10.5555/snow"}]
    assert printed["text"] == "Brook, A. Water. 1998."
    assert ice["url"] == "https://zenodo.org/record/101"


def test_a_record_of_inveniordm() -> None:
    rain = record(CORPUS / "inveniordm.json")
    assert (rain["title"], rain["type"], rain["year"]) == ("Rain: A study", "chapter", 2030)
    assert names(rain) == [
        ("Ada Brook", "author"),
        ("Trust of Water, Lakes", "author"),
        ("Sam Reed", "editor"),
    ]
    ada, trust, _ = rain["mentions"]
    assert (ada["affiliations"][0]["ror"], trust["family"]) == ("04wxnsj81", None)
    assert rain["ids"] == [{"scheme": "doi", "value": "10.5555/abcde-12345"}]  # no ISBN of its book
    assert (rain["venue"]["name"], rain["pages"]) == ("The book of water", "1-12")
    assert [r["text"] or r["ids"][0]["value"] for r in rain["references"]] == [
        "10.5555/snow",
        "Reed 1999",
    ]


def test_a_deposit_and_a_work_that_appeared_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    told = {
        "title": "Snow",
        "upload_type": "publication",
        "publication_type": "workingpaper",
        "publication_date": "2031-01-02",
        "creators": [{"name": "Brook, Ada"}],
        "description": "Snow falls.",
        "journal_title": "",
    }
    path.write_text(json.dumps({"id": 7, "doi": "10.5281/zenodo.7", "metadata": told}))
    snow = record(path)
    assert (snow["type"], snow["venue"]["name"]) == ("preprint", "Zenodo")
    assert snow["ids"] == [{"scheme": "doi", "value": "10.5281/zenodo.7"}]
