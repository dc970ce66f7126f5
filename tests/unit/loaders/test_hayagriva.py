"""Hayagriva's YAML: bibliographies of people who write with Typst."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.csl_json import CslJsonLoader
from kg.loaders.reading.text import head_of
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

_LAKES = """\
# kept by hand
lakes:
    type: Article
    title:
        value: "{Lakes} as graphs: On {DPLL}"
        short: Lakes
    author: ["Moreau, Emil", "Berg, Jr., Piet", "et al."]
    date: 1999-10
    page-range: 3-14
    serial-number:
        doi: https://doi.org/10.5555/lakes.1
        issn: 2377-5750
    abstract: |
        On lakes.
    note: In English
    parent:
        - type: Periodical
          title: Waters
          volume: 12
          issue: 3
        - type: Video
          title: A film
"""


def read(tmp_path: Path, text: str) -> Loaded:
    path = tmp_path / "works.yml"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "works.yml")).name == "csl-json"
    return loaded(CslJsonLoader(), path)


def only(tmp_path: Path, *lines: str) -> dict[str, Any]:
    text = "x:\n  title: On Lakes\n" + "".join(f"  {line}\n" for line in lines)
    (record,) = read(tmp_path, text).records
    return record


def test_an_article_and_what_it_appeared_in(tmp_path: Path) -> None:
    (lakes,) = read(tmp_path, _LAKES).records
    assert lakes["title"] == "Lakes as graphs: On DPLL"
    assert [(m["name"], m["given"]) for m in lakes["mentions"]] == [
        ("Emil Moreau", "Emil"),
        ("Piet Berg, Jr.", "Piet"),
    ]
    assert not lakes["authors_complete"]
    assert lakes["ids"] == [{"scheme": "doi", "value": "10.5555/lakes.1"}]
    assert (lakes["venue"]["name"], lakes["venue"]["issn"]) == ("Waters", "2377-5750")
    assert (lakes["volume"], lakes["issue"], lakes["pages"]) == ("12", "3", "3-14")
    assert (lakes["date"], lakes["type"], lakes["abstract"], lakes["comment"]) == (
        "1999-10", "article", "On lakes.", "In English",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "kind", "venue"),
    [
        (("type: article", "parent: {type: proceedings, title: P}"), "conference-paper", "P"),
        (("type: Proceedings", "parent: {type: Conference, title: P}"), "conference-paper", "P"),
        (("type: Article", "parent: [{type: Blog, url: x}]"), "web-page", None),
        (("type: article", "parent: {type: repository, title: arXiv}"), "preprint", "arXiv"),
        (("type: Anthos", "parent: {title: P, parent: {title: Q}}"), "chapter", "P"),
        (("type: repository", "parent: {parent: {title: Q}}"), "software", "Q"),
        (("type: thesis # of Oslo",), "thesis", None),
        (("type: article", "arxiv: 1710.04469"), "preprint", None),
        (("type: Video",), "other", None),
    ],
)
def test_types_are_told_by_what_a_work_appeared_in(
    lines: tuple[str, ...], kind: str, venue: str | None, tmp_path: Path
) -> None:
    record = only(tmp_path, *lines)
    assert record["type"] == kind
    assert (record["venue"] or {"name": None})["name"] == venue


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ('arxiv: "1710.04469v2"', [("arxiv", "1710.04469")]),
        ("doi: 10.5555/1", [("doi", "10.5555/1")]),
        ("serial-number: 10.5555/1", [("doi", "10.5555/1")]),
        ("serial-number: {pmid: 1234, pmcid: PMC1}", [("pmid", "1234"), ("pmcid", "PMC1")]),
        ("serial-number: v2.5", []),
        ('url: {value: "https://arxiv.org/abs/1710.04469", date: 2020}', [("arxiv", "1710.04469")]),
    ],
)  # fmt: skip
def test_identifiers_stand_in_several_places(
    line: str, ids: list[tuple[str, str]], tmp_path: Path
) -> None:
    record = only(tmp_path, "type: misc", line)
    assert [(one["scheme"], one["value"]) for one in record["ids"]] == ids


def test_people_have_names_in_parts_or_as_one_text(tmp_path: Path) -> None:
    people = "[{name: Berg, given-name: Ada, prefix: van}, Emil Moreau, {alias: x}]"
    record = only(tmp_path, "type: book", f"author: {people}", 'editor: "Rivers, J."')
    assert [(m["name"], m["family"], m["role"]) for m in record["mentions"]] == [
        ("Ada van Berg", "van Berg", "author"),
        ("Emil Moreau", None, "author"),
        ("J. Rivers", "Rivers", "editor"),
    ]


def test_a_chapter_by_its_number_has_the_name_of_its_book(tmp_path: Path) -> None:
    entry = (
        "a:\n  type: Chapter\n  page-range: 1-9\n  parent:\n"
        "    title: Waters\n    author: Berg, Ada\n    date: ~2003-06\n    volume: 5\n"
    )
    (record,) = read(tmp_path, entry).records
    assert (record["title"], record["type"], record["venue"]) == ("Waters", "chapter", None)
    assert (record["date"], record["volume"], record["n_authors"]) == ("2003-06", "5", 1)


def test_a_damaged_entry_costs_no_other(tmp_path: Path) -> None:
    text = _LAKES + 'a:\n  title: "No end\nb: just text\nc:\n  type: web\n  title: On Rivers\n'
    found = read(tmp_path, text)
    assert [record["title"] for record in found.records][1:] == ["On Rivers"]
    assert [(reject.line, reject.reason.partition(":")[0]) for reject in found.rejects] == [
        (23, "not YAML"), (25, "not an entry"),
    ]  # fmt: skip


def test_other_mappings_are_no_bibliographies(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    for text in ("a:\n  type: docker\n  title: x\n", "a:\n  type: web\n  port: 80\n"):
        path.write_text(text, encoding="utf-8")
        assert CslJsonLoader().sniff(head_of(Source(path, "x.yml"))) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "lakes:\n  type: article\n  title: Lakes\n  author: &us\n    - Brook, Ada\n"
        "ponds:\n  type: article\n  title: Ponds\n  author: *us\n",
        "- title: Lakes\n  type: book\n  author: &us\n  - family: Brook\n    given: Ada\n"
        "- title: Ponds\n  type: book\n  author: *us\n",
    ],
)
def test_an_entry_may_call_what_one_before_has_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text)
    found = loaded(CslJsonLoader(), path)
    assert found.rejects == []
    people = [(r["title"], [m["family"] for m in r["mentions"]]) for r in found.records]
    assert people == [("Lakes", ["Brook"]), ("Ponds", ["Brook"])]
