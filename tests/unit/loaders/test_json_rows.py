"""JSON with our columns, in which other programs give values another shape than ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(tmp_path: Path, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(list(rows)), encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == "jsonl"
    return loaded(loader, path).records


def test_keys_of_names_are_those_that_are_read(tmp_path: Path) -> None:
    parts, whole = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "authors": [{"first_name": "Ada", "last_name": "Brook"}]},
        {"title": "Rivers", "year": 2030, "authors": [{"display_name": "Sam Reed"}]},
    )
    assert parts["mentions"][0]["family"] == "Brook"
    assert whole["mentions"][0]["name"] == "Sam Reed"


def test_the_first_of_several_identifiers(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {
            "title": "Ponds",
            "year": 2031,
            "journal": "Waters",
            "issn": ["0028-0836", "1476-4687"],
            "doi": ["10.5555/ponds"],
            "url": ["", "https://example.org/1"],
            "language": ["en"],
        },
    )
    assert (ponds["venue"]["name"], ponds["venue"]["issn"]) == ("Waters", "0028-0836")
    assert ponds["ids"] == [{"scheme": "doi", "value": "10.5555/ponds"}]
    assert (ponds["url"], ponds["language"]) == ("https://example.org/1", "en")


def test_a_venue_with_members(tmp_path: Path) -> None:
    journal = {"name": "Waters", "issn": ["0028-0836"], "volume": "3", "pages": "1-9"}
    first, second = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "journal": journal},
        {"title": "Rivers", "year": 2030, "journal": journal, "volume": "4"},
    )
    assert (first["venue"]["name"], first["venue"]["issn"]) == ("Waters", "0028-0836")
    assert (first["volume"], first["pages"], second["volume"]) == ("3", "1-9", "4")


def test_a_source_beside_a_journal_is_a_database(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path, {"source": "crossref", "title": "Ponds", "year": 2031, "journal": "Waters"}
    )
    assert ponds["venue"]["name"] == "Waters"


def test_an_author_without_a_name_cuts_the_list(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {
            "title": "Ponds",
            "year": 2031,
            "authors": [{"name": None, "author_id": "7"}, {"name": "Ada Brook"}],
        },
    )
    assert (len(ponds["mentions"]), ponds["authors_complete"]) == (1, False)


def test_institutions_of_authors_and_of_works(tmp_path: Path) -> None:
    lab = [{"display_name": "Lake Lab"}]
    own, of_work = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "authors": [{"name": "Ada Brook", "institutions": lab}]},
        {"title": "Rivers", "year": 2030, "authors": [{"name": "Ada Brook"}], "institutions": lab},
    )
    for record in (own, of_work):
        assert record["mentions"][0]["affiliations"][0]["name"] == "Lake Lab"


def test_words_for_others_among_author_objects_cut_the_list(tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        {"title": "Ponds", "year": 2031, "authors": [{"name": "Ada Brook*"}, {"name": "et al."}]},
    )
    assert [m["name"] for m in ponds["mentions"]] == ["Ada Brook"]
    assert ponds["authors_complete"] is False
