"""The page "Add an analysis" works as it stands: its file, its entry point, commands and test."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.app import cli

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-an-analysis.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's file and entry point, as an installed package on the path."""
    folder = tmp_path_factory.mktemp("package")
    (measure, test), (entry,) = (
        [text for kind, text in BLOCKS if kind == wanted] for wanted in ("python", "toml")
    )
    (folder / "two_steps.py").write_text(measure, encoding="utf-8")
    (folder / "test_two_steps.py").write_text(test, encoding="utf-8")
    about = folder / "two_steps-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: two-steps\nVersion: 1.0\n")
    line = entry.splitlines()[1].replace('"', "")
    (about / "entry_points.txt").write_text(f"[kg.analyses]\n{line}\n")
    return folder


def run(*words: str | Path) -> Result:
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done


def test_it_passes_the_suite_of_the_page(package: Path) -> None:
    path = os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_two_steps.py",
         "-k", "oracle and (empty or random)"],
        cwd=package,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    assert "passed" in ran.stdout


def test_its_commands_run_and_only_what_changed_is_computed_again(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)
    graph, source = tmp_path / "g", tmp_path / "papers.jsonl"
    papers = [
        {"title": "Of glaciers", "authors": ["Ada Lovelace", "Alan Turing"]},
        {"title": "Of rivers", "authors": ["Alan Turing", "Emmy Noether"]},
    ]
    source.write_text("\n".join(map(json.dumps, papers)))
    run("build", source, "-g", graph, "--no-analysis")
    run("analyze", "--measures", "cuts,turnover", "-g", graph)
    (commands,) = (text for kind, text in BLOCKS if kind == "sh")
    for line in commands.splitlines():
        assert "Emmy Noether" in run(*line.split()[1:], "-g", graph).stdout
    before = _written(graph)
    # A keyword changes no tie: what reads authors and ties alone is taken over as it was.
    papers[0]["keywords"] = "ice"
    source.write_text("\n".join(map(json.dumps, papers)))
    run("build", source, "-g", graph)
    assert _written(graph) == before
    papers[0]["authors"] = ["Ada Lovelace", "Alan Turing", "Mary Somerville"]
    source.write_text("\n".join(map(json.dumps, papers)))
    run("build", source, "-g", graph)
    assert not set(_written(graph).items()) & set(before.items())


def _written(graph: Path) -> dict[str, int]:
    """The file of each analysis in the newest generation: the same one when it was taken over."""
    newest = max((graph / "tables").iterdir(), key=lambda folder: folder.name)
    return {
        name: (newest / "measures" / f"{name}.of.Author.parquet").stat().st_ino
        for name in ("two-steps", "cuts", "turnover")
    }
