"""Answers of APIs as programs record them for their tests."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

WORKS = {
    "message": {
        "items": [
            {"DOI": "10.5555/1", "title": ["Ponds"], "member": "1", "prefix": "10.5555"},
            {"DOI": "10.5555/2", "title": ["Lakes"], "member": "1", "prefix": "10.5555"},
        ]
    }
}


def read(tmp_path: Path, value: Any) -> Loaded:
    """What the surest loader makes of a JSON file."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")
    return loaded(choose(Source(path, path.name)), path)


def titles(of: Loaded) -> list[str]:
    return [record["title"] for record in of.records]


@pytest.mark.parametrize("kind", ["interactions", "http_interactions"])
def test_cassettes_in_json(tmp_path: Path, kind: str) -> None:
    answer = json.dumps(WORKS)
    body = {"string": answer}
    if kind == "http_interactions":
        packed = base64.b64encode(gzip.compress(answer.encode())).decode()
        body = {"encoding": "utf-8", "base64_string": packed, "string": ""}
    request = {"method": "GET", "uri": "https://api.crossref.org/works"}
    tape = {"version": 1, kind: [{"request": request, "response": {"body": body}}]}
    assert titles(read(tmp_path, tape)) == ["Ponds", "Lakes"]


ASKED = {"method": "GET", "url": "https://api.crossref.org/works"}
ANSWER = json.dumps(WORKS)


@pytest.mark.parametrize(
    "tape",
    [
        [{"request": ASKED, "response": {"binary": False, "body": ANSWER, "status_code": 200}}],
        {"log": {"version": "1.2", "creator": {"name": "x"}, "entries": [
            {"request": ASKED, "response": {"content": {"mimeType": "x", "text": ANSWER}}},
        ]}},
        {"statusCode": 200, "headers": {"Server": "x"}, "data": ANSWER, "context": []},
    ],
    ids=["exvcr", "har", "saloon"],
)  # fmt: skip
def test_recordings_of_other_programs(tmp_path: Path, tape: Any) -> None:
    assert titles(read(tmp_path, tape)) == ["Ponds", "Lakes"]


@pytest.mark.parametrize(
    "beginning",
    [
        "---\nversion: 2\ninteractions:\n    - id: 0\n      request:\n        url: https://x.org\n",
        "\n-\n      request:\n        method: GET\n",
    ],
    ids=["go-vcr", "php-vcr"],
)
def test_cassettes_of_other_languages(tmp_path: Path, beginning: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"{beginning}      response:\n        body: '{ANSWER}'\n", encoding="utf-8")
    assert titles(loaded(choose(Source(path, path.name)), path)) == ["Ponds", "Lakes"]


PACKED = gzip.compress(json.dumps(WORKS).encode()).hex()


@pytest.mark.parametrize(
    "answer", [json.dumps(WORKS), WORKS, [PACKED], [PACKED[:100], PACKED[100:]]]
)
def test_recordings_of_nock(tmp_path: Path, answer: Any) -> None:
    """nock takes JSON apart, and writes what is compressed in hexadecimal pieces."""
    asked = {"scope": "https://api.crossref.org:443", "method": "GET", "path": "/works", "body": ""}
    tape = [{**asked, "status": 503, "response": "Wait"}, {**asked, "response": answer}]
    found = read(tmp_path, tape)
    assert titles(found) == ["Ponds", "Lakes"]
    assert [reject.reason for reject in found.rejects] == [
        "an answer in no known format of papers, of https://api.crossref.org:443/works (error 503)"
    ]


@pytest.mark.parametrize("answer", [None, "", ["two", "words"], 5])
def test_recordings_of_nock_without_papers(tmp_path: Path, answer: Any) -> None:
    asked = {"scope": "https://x.org:443", "method": "GET", "path": "/works", "response": answer}
    found = read(tmp_path, [asked])
    assert (found.records, len(found.rejects)) == ([], 1)


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (
            {"body": {"string": '{"error": "none"}'}, "status": {"code": 404, "message": ""}},
            "an answer that holds no papers, of https://x.org (error 404)",
        ),
        (
            {"body": {"string": "Brook, A. (2031). Ice."}, "status": {"status_code": "200"}},
            "an answer in no known format of papers, of https://x.org",
        ),
        (
            {"content": "<html></html>", "status_code": 500},
            "an answer that holds no papers, of https://x.org (error 500)",
        ),
        (
            {"body": {"string": "[null]"}, "status": 200},
            "an answer that holds no papers, of https://x.org",
        ),
    ],
)
def test_answers_without_papers_say_why(tmp_path: Path, response: Any, reason: str) -> None:
    tape = {"interactions": [{"request": {"uri": "https://x.org"}, "response": response}]}
    found = read(tmp_path, tape)
    assert [reject.reason for reject in found.rejects] == [reason]


def test_a_service_answers_null_for_what_it_does_not_know(tmp_path: Path) -> None:
    found = read(tmp_path, [None, {"paperId": "ab" * 20, "title": "Ponds"}])
    assert titles(found) == ["Ponds"]
    assert [reject.reason for reject in found.rejects] == ["null in the place of a record"]


def test_the_agency_of_a_doi_is_no_work(tmp_path: Path) -> None:
    told = {"DOI": "10.13039/100000001", "agency": {"id": "crossref", "label": "Crossref"}}
    answer = {"status": "ok", "message-type": "work-agency", "message": told}
    found = read(tmp_path, answer)
    assert found.records == []
    assert [reject.reason for reject in found.rejects] == ["the agency of a DOI, not a work"]


def test_answers_whose_utf8_was_recorded_as_latin1(tmp_path: Path) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2101.00001v1</id>'
        "<title>Über Seen</title><author><name>Bjørn Müller</name></author></entry></feed>"
    )
    arxiv = {"url": "https://export.arxiv.org/api/query", "status_code": 200}
    (record,) = read(tmp_path, {**arxiv, "body": feed.encode().decode("latin-1")}).records
    assert (record["title"], record["mentions"][0]["name"]) == ("Über Seen", "Bjørn Müller")
    (same,) = read(tmp_path, {**arxiv, "body": feed}).records
    assert same["title"] == "Über Seen"
    works = {"message": {"items": [{**WORKS["message"]["items"][0], "title": ["Über Seen"]}]}}
    answer = json.dumps(works, ensure_ascii=False).encode().decode("latin-1")
    tape = [{"request": ASKED, "response": {"body": answer, "status_code": 200}}]
    assert titles(read(tmp_path, tape)) == ["Über Seen"]
