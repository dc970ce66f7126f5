"""Every analysis and command on empty, tiny and odd graphs: an answer, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import kg
from kg.analytics.registry import names_of
from kg.cli.app import cli
from kg.errors import KgError
from kg.rank import GRAPHS

TEAM = ("Ada Lovelace", "Grace Hopper", "Emmy Noether")
GRAPHS_OF: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "empty": [{"title": "Forgotten at once", "authors": ["Ada Lovelace"]}],
    "one author": [{"title": "On snow", "authors": ["Ada Lovelace"]}],
    "one community": [
        {"title": f"On {what}", "authors": TEAM, "year": 2020} for what in ("snow", "ice", "firn")
    ],
    "a large team": [
        {"title": "By all of us", "authors": [f"Person{n} Surname{n}" for n in range(5000)]}
    ],
}
"""No abstracts, and but for one no years."""

COMMANDS = [
    ("info",),
    ("communities",),
    ("communities", "--inside", "0"),
    ("evolution",),
    ("bursts",),
    ("recommend", "--author", "Ada Lovelace"),
    ("reviewers", "--title", "Snow and ice"),
    ("rising",),
    ("analyze", "--cite", "text"),
    *(("rank", "papers", "--on", on, "--by", "harmonic") for on in GRAPHS["papers"]),
    *(("rank", kind, "--by", "betweenness", "--since", "1900") for kind in GRAPHS),
    ("view", "-o", "-"),
    *(("export", "--to", form) for form in ("graphml", "gexf", "pajek", "rdf")),
    *(("export", "--to", form) for form in ("vosviewer", "neo4j-csv")),
]


@pytest.fixture(scope="module", params=GRAPHS_OF)
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with every analysis run; the empty one is what is left when its import is undone."""
    folder = tmp_path_factory.mktemp("odd")
    file = folder / "papers.jsonl"
    file.write_text("\n".join(map(json.dumps, GRAPHS_OF[request.param])), encoding="utf-8")
    empty = request.param == "empty"
    analyses = () if empty else names_of()
    kg.build(folder / "g", [str(file)], kg.BuildOptions(analyses=tuple(analyses)))
    if empty:
        kg.forget(folder / "g", str(file))
    return folder / "g"


def test_every_command_answers_or_says_why_not(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in COMMANDS:
        ran = CliRunner().invoke(cli, [*words, "-g", str(graph)])
        reason = ran.exception
        assert ran.exit_code == 0 or isinstance(reason, KgError), (words, reason)
        assert ran.output.strip() or str(reason), words


def test_nobody_is_invented(graph: Path) -> None:
    """A paper of thousands ties nobody; what has no value is null, and never not-a-number."""
    tables = kg.open(graph).tables
    authors = pq.read_table(tables.nodes["Author"])
    tied = pq.read_metadata(tables.relationships["COAUTHOR"]).num_rows
    assert tied == (3 if authors.num_rows == 3 else 0)
    for column in authors.columns:
        assert all(value == value for value in column.drop_null().to_pylist())
    assert authors.num_rows in (0, 1, 3, 5000)
