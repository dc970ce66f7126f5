"""`kg analyze` on a small real graph: a report to read, JSON for programs, plain errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.analyze import analyze
from kg.cli.app import cli
from kg.errors import GraphNotFound, UnknownPlugin

PAPERS = [
    ("Calving of a glacier \x1b[31m", ["Ada Lovelace", "Grace Hopper"]),
    ("A glacier and its calving front", ["Ada Lovelace", "Alan Turing"]),
    ("Glacier calving in winter", ["Grace Hopper", "Ada Lovelace"]),
    ("Alone", ["Solo Writer"]),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    lines = (json.dumps({"title": t, "authors": a, "year": 2020}) for t, a in PAPERS)
    (folder / "papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    built = CliRunner().invoke(
        cli, ["build", str(folder / "papers.jsonl"), "-g", str(folder / "g"), "--no-analysis"]
    )
    assert built.exit_code == 0, built.output
    return folder / "g"


def run(graph: Path, *options: str) -> Result:
    return CliRunner().invoke(analyze, ["-g", str(graph), *options])


def test_the_report_names_leaders_communities_and_topics(graph: Path) -> None:
    ran = run(graph)
    assert ran.exit_code == 0, ran.output
    assert "Authors by degree: number of coauthors" in ran.output
    assert ran.output.index("Ada Lovelace") < ran.output.index("Grace Hopper")
    assert "Topics of papers" in ran.output
    assert "\x1b" not in ran.output


def test_json_holds_the_same_and_how_to_repeat_it(graph: Path) -> None:
    said = json.loads(
        run(graph, "--measures", "degree,communities", "--seed", "5", "--json").output
    )
    first = said["report"][0]["rows"][0]
    assert first == {"rank": 1, "author": "Ada Lovelace", "degree": 2}
    assert [(a["name"], a["seed"]) for a in said["analyses"]] == [
        ("degree", None),
        ("communities", 5),
    ]


def test_quiet_says_nothing(graph: Path) -> None:
    ran = run(graph, "--measures", "degree", "--quiet")
    assert (ran.exit_code, ran.output) == (0, "")


def test_what_cannot_be_done_is_said(graph: Path, tmp_path: Path) -> None:
    assert isinstance(run(graph, "--measures", "popularity").exception, UnknownPlugin)
    assert run(graph, "--measures", "degree", "--all").exit_code == 2
    assert isinstance(run(tmp_path / "nothing").exception, GraphNotFound)
