"""The how-to on writing a loader: its code runs, and passes the suite that ours pass."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kg.loaders.base import Loader
from kg.testing.loaders import LoaderContract

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-loader.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
(REGISTERED,) = (text for language, text in BLOCKS if language == "toml")
LOADER, TEST = (text for language, text in BLOCKS if language == "python")
CARDS, BROKEN = (text for language, text in BLOCKS if language == "text")


def run(text: str, names: dict[str, Any]) -> dict[str, Any]:
    exec(compile(text, str(PAGE), "exec", dont_inherit=True), names)
    return names


NAMES = run(LOADER, {"__name__": "cards"})


class TestCards(LoaderContract):
    """The suite itself, on the loader and the examples of the page."""

    loader: ClassVar[Loader] = NAMES["CardsLoader"]()

    @pytest.fixture(autouse=True)
    def written(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        folder = tmp_path_factory.mktemp("examples")
        (folder / "cards.txt").write_text(CARDS, encoding="utf-8")
        (folder / "broken.txt").write_text(BROKEN, encoding="utf-8")
        type(self).examples = folder


def test_the_page_keeps_what_its_title_says() -> None:
    code = [line for line in LOADER.splitlines() if line.strip() and not line.startswith('"""')]
    assert len(code) <= 50


def test_the_test_on_the_page_is_one() -> None:
    suite = run(TEST, dict(NAMES))["TestCards"]
    assert issubclass(suite, LoaderContract)
    assert suite.loader.name == "cards"


def test_installed_as_the_page_says_it_is_found_by_the_command(tmp_path: Path) -> None:
    """A distribution of somebody else's, as an installer leaves it."""
    site, graph = tmp_path / "site", tmp_path / "graph"
    meta, package = site / "my_package-1.0.dist-info", site / "my_package"
    meta.mkdir(parents=True)
    package.mkdir()
    points = tomllib.loads(REGISTERED)["project"]["entry-points"]["kg.loaders"]
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: my-package\nVersion: 1.0\n")
    lines = [f"{name} = {place}" for name, place in points.items()]
    (meta / "entry_points.txt").write_text("\n".join(["[kg.loaders]", *lines]) + "\n")
    (package / "__init__.py").write_text("")
    (package / "cards.py").write_text(LOADER, encoding="utf-8")
    (tmp_path / "cards.txt").write_text(CARDS, encoding="utf-8")

    def kg(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *words],
            env={**os.environ, "PYTHONPATH": str(site)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert "cards" in {row["format"] for row in json.loads(kg("formats", "--json"))}
    kg("build", str(tmp_path / "cards.txt"), "-g", str(graph), "--no-analysis")
    told = json.loads(kg("info", "-g", str(graph), "--json"))
    assert told["nodes"]["Paper"] == CARDS.count(" / ") // 2
    assert [i["loader"] for i in told["imports"]] == ["cards"]
