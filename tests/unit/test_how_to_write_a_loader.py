"""The how-to on writing a loader: its code runs, and passes the suite that ours pass."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kg.loaders.base import Loader
from kg.testing.loaders import LoaderContract

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-loader.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
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
