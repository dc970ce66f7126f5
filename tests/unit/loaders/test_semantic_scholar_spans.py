"""Texts of S2ORC in the datasets: what the spans of a text tell of its work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded
from tests.corpus_files import ids

ENTRY = "Elm B. Lakes. Water Letters, 2001."
FRONT = "Ponds\n\nAda M. Brook \nPond Institute\n\nWe count ponds.\n\n"
NUMBERS = {"arxiv": "1402.01234", "mag": "9", "acl": None, "pubmed": "123", "doi": "10.5555/ponds"}


def spans(text: str, *parts: str, **attributes: Any) -> str:
    """A kind of spans as the datasets write it: the places of parts of a text."""
    places = [(text.index(part), text.index(part) + len(part)) for part in parts]
    told = {"attributes": attributes} if attributes else {}
    return json.dumps([{"start": start, "end": str(end), **told} for start, end in places])


def read(folder: Path, *texts: dict[str, Any]) -> list[dict[str, Any]]:
    path = folder / "texts.jsonl"
    path.write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == "semantic-scholar"
    return loaded(loader, path).records


def test_the_first_version_tells_all_in_spans(tmp_path: Path) -> None:
    text = f"{FRONT}{ENTRY}\n" + "Long. " * 100_000
    kinds = {
        "title": spans(text, "Ponds"), "author": spans(text, "Ada M. Brook"),
        "authorfirstname": spans(text, "Ada", "M."), "authorlastname": spans(text, "Brook"),
        "abstract": spans(text, "We count ponds."), "bibauthor": spans(text, "Elm B."),
        "bibentry": spans(text, ENTRY, id="b0", matched_paper_id=78),
        "bibtitle": spans(text, "Lakes"), "bibvenue": spans(text, "Water Letters"),
        "bibref": None, "figure": "[{]", "table": "{}",
    }  # fmt: skip
    free = {"oainfo": {"openaccessurl": "https://x.example.org/1.pdf"}}
    line = {"corpusid": 77, "externalids": NUMBERS, "content": {
        "source": free, "text": text, "annotations": kinds,
    }}  # fmt: skip
    (record,) = read(tmp_path, line)
    assert (record["title"], record["abstract"]) == ("Ponds", "We count ponds.")
    assert [(m["given"], m["family"]) for m in record["mentions"]] == [("Ada M.", "Brook")]
    assert ids(record) == [
        ("doi", "10.5555/ponds"), ("arxiv", "1402.01234"), ("pmid", "123"), ("mag", "9"),
        ("s2", "CorpusID:77"),
    ]  # fmt: skip
    (cited,) = record["references"]
    assert ids(cited) == [("s2", "CorpusID:78")]
    assert (cited["title"], cited["first_author"], cited["source"], cited["text"]) == (
        "Lakes", "Elm B.", "Water Letters", ENTRY,
    )  # fmt: skip
    assert (record["n_references"], record["raw"]) == (1, None)
    assert record["open_access_url"] == "https://x.example.org/1.pdf"


def test_the_second_has_the_bibliography_apart(tmp_path: Path) -> None:
    entry = spans(ENTRY, ENTRY, id="b0", doi="10.5555/lakes")
    line = {
        "corpusid": 77, "openaccessinfo": {"externalids": {"DOI": "10.5555/ponds"}},
        "title": "Ponds of old", "authors": [{"authorId": "5", "name": "Ada Brook"}],
        "body": {"text": FRONT, "annotations": {
            "title": spans(FRONT, "Ponds"), "abstract": spans(FRONT, "We count ponds."),
        }},
        "bibliography": {"text": ENTRY, "annotations": {
            "bib_entry": entry, "bib_title": spans(ENTRY, "Lakes"),
        }},
    }  # fmt: skip
    (record,) = read(tmp_path, line)
    assert (record["title"], record["abstract"]) == ("Ponds of old", "We count ponds.")
    assert [m["name"] for m in record["mentions"]] == ["Ada Brook"]
    (cited,) = record["references"]
    assert (ids(cited), cited["title"]) == ([("doi", "10.5555/lakes")], "Lakes")


def test_a_text_that_was_not_read_has_its_numbers(tmp_path: Path) -> None:
    line = {"corpusid": 77, "externalids": NUMBERS, "content": {"text": None, "annotations": {}}}
    (record,) = read(tmp_path, line)
    assert (record["title"], record["references"], len(record["ids"])) == (None, [], 5)
