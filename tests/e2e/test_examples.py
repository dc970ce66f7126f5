"""The example graph: every record is read, and the three exports merge into one bibliography."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

import pytest

from tests.command import here
from tests.command import info as info_of

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPORTS = {"library.bib": 151, "export.ris": 162, "shared.json": 167}
PAGES = {"author-profile.txt": 4, "daily-papers.txt": 3, "dailyarxiv.md": 5}
BIBLIOGRAPHY = 326
ON_PAGES = 4 + 3 + 4
"""The arXiv list prints one of its papers in two sections."""


@pytest.fixture(scope="module")
def info(built_graph: Path) -> dict[str, Any]:
    """What `kg info --json` tells of it."""
    told: dict[str, Any] = info_of(built_graph)
    return told


def test_every_record_is_read(info: dict[str, Any]) -> None:
    read = {Path(one["uri"]).name: one["records"] for one in info["imports"]}
    assert read == EXPORTS | PAGES
    assert info["rejects"] == 0


def test_papers_of_several_exports_are_one(info: dict[str, Any]) -> None:
    assert info["nodes"]["Paper"] == BIBLIOGRAPHY + ON_PAGES


def test_authors_are_one_however_an_export_writes_accents(built_graph: Path) -> None:
    """BibTeX says `Popovi\\'c`, the others `Popović`."""
    rows = here("query", "find-authors", "--name", "Popovic", "-g", built_graph, "--json").json()
    assert [row["author"] for row in rows] == ["Maja Popović"]


def test_the_people_of_the_field_stand_on_top(built_graph: Path) -> None:
    rows = here("query", "prolific-authors", "--limit", "1", "-g", built_graph, "--json").json()
    assert rows[0]["author"] == "Lucia Specia"


def test_the_script_draws_the_committed_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "KG_BENCH_DATA" not in os.environ:
        pytest.skip("KG_BENCH_DATA does not name the Anthology's tables")
    script = importlib.import_module("examples.make_examples")
    monkeypatch.setattr(script, "TARGET", tmp_path)
    script.main()
    for name in EXPORTS:
        committed = EXAMPLES / "mt-evaluation" / name
        assert (tmp_path / name).read_bytes() == committed.read_bytes()
