"""The how-to on Python: its code runs, from top to bottom, on the graph of the examples."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "python.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_code_of_the_page_runs(
    built_graph: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(built_graph, tmp_path / "kg-graph")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        exec(compile(block, str(PAGE), "exec"), names)
    said = capsys.readouterr().out
    assert "betweenness is estimated: within 0.02 of the exact value" in said
    assert re.search(r"^\d+ authors, \d+ ties$", said, re.MULTILINE)


def test_the_page_names_every_measure_and_graph() -> None:
    from kg.analytics.network import MEASURES
    from kg.rank import GRAPHS

    text = PAGE.read_text(encoding="utf-8")
    method = {"component": "components", "community": "communities"}
    assert all(f"`{method.get(name, name)}`" in text for name in MEASURES)
    assert all(f"`{graph}()`" in text for graphs in GRAPHS.values() for graph in graphs)
