"""arXiv's mails of a day's papers, and its snapshot after it went through a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

RULE = "-" * 78
MAIL = f"""\
From: no-reply@arxiv.org (send mail ONLY to cs)
Subject: cs daily

{RULE}
 Submissions to:
Artificial Intelligence
 received from  Thu 29 Feb 24 19:00:00 GMT  to  Fri  1 Mar 24 19:00:00 GMT
{RULE}
\\\\
arXiv:2403.00001
Date: Fri, 1 Mar 2024 01:02:03 GMT   (100kb,D)

Title: Engines that weave
  by waves
Authors: Ada Lovelace (Loom House) and Charles Babbage
Categories: cs.AI math.CO
Comments: 12 plates
Journal-ref: Weavers' Letters 3 (2024)
DOI: 10.5555/LOOMS
License: http://creativecommons.org/licenses/by/4.0/
\\\\
  An engine weaves.

Gears: they turn.
\\\\ ( https://arxiv.org/abs/2403.00001 ,  100kb)
{RULE}
\\\\
arXiv:2301.00002 (*cross-listing*)
replaced with revised version Fri, 1 Mar 2024 01:02:03 GMT   (100kb,D)

Title: Old Gears
Authors: Mary Somerville
Categories: cs.AI
\\\\ ( https://arxiv.org/abs/2301.00002 ,  100kb)
%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---
"""


def read(path: Path, text: str, *, by: str) -> list[dict[str, Any]]:
    """The records of a text, which the loader of that name must recognise."""
    path.write_text(text, encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == by
    found = loaded(loader, path)
    assert found.rejects == []
    return found.records


def test_a_mail_tells_what_arxiv_tells(tmp_path: Path) -> None:
    engines, gears = read(tmp_path / "daily.txt", MAIL, by="arxiv-digest")
    assert (engines["title"], engines["date"]) == ("Engines that weave by waves", "2024-03-01")
    assert [m["name"] for m in engines["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert [i["value"] for i in engines["ids"]] == ["2403.00001", "10.5555/looms"]
    assert [k["label"] for k in engines["keywords"]] == ["cs.AI", "math.CO"]
    assert (engines["comment"], engines["venue"]["name"]) == ("12 plates", "Weavers' Letters")
    assert engines["abstract"] == "An engine weaves. Gears: they turn."
    assert (gears["ids"][0]["value"], gears["date"]) == ("2301.00002", "2023-01")
    assert (gears["title"], gears["abstract"]) == ("Old Gears", None)


def test_a_mail_may_break_off(tmp_path: Path) -> None:
    cut = MAIL[: MAIL.index("Gears: they")]
    [engines] = read(tmp_path / "daily.txt", cut, by="arxiv-digest")
    assert engines["abstract"] == "An engine weaves."


def test_a_table_made_texts_of_names_and_numbers_of_ids(tmp_path: Path) -> None:
    line = {
        "id": 704.0002,
        "submitter": "Ada Lovelace",
        "authors": "Ada Lovelace and Charles Babbage",
        "title": "Looms",
        "abstract": "They weave.",
        "authors_parsed": "[['Lovelace', 'Ada', ''], ['Babbage', 'Charles', 'Jr.']]",
    }
    [looms] = read(tmp_path / "arxiv.json", json.dumps([line]), by="arxiv-kaggle")
    assert [m["name"] for m in looms["mentions"]] == ["Ada Lovelace", "Charles Babbage, Jr."]
    assert looms["ids"] == [{"scheme": "arxiv", "value": "0704.0002"}]


def test_an_answer_that_only_says_that_nothing_was_found_is_empty(tmp_path: Path) -> None:
    text = json.dumps({"messages": [{"status": "no posts found"}], "collection": []})
    assert read(tmp_path / "answer.json", text, by="blank") == []
