"""A little fuzzing of every loader each time; `make fuzz` goes on for as long as asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import plugins
from kg.testing.loaders import survives
from tests.fuzz import fuzz


@pytest.mark.parametrize("name", plugins.names("kg.loaders"))
def test_damaged_examples_never_break_a_loader(name: str, tmp_path: Path) -> None:
    assert fuzz(plugins.loader(name), 0.3, 1, tmp_path) == []


FOUND = {
    "arxiv-digest": [b'<!do<html la",\n  Date": "2026-08-19", "T", "WE"]\n'],
}
"""Inputs that once broke a loader."""


@pytest.mark.parametrize("name", FOUND)
def test_what_once_broke_a_loader_no_longer_does(name: str, tmp_path: Path) -> None:
    for data in FOUND[name]:
        path = tmp_path / "hostile"
        path.write_bytes(data)
        survives(plugins.loader(name), path)
