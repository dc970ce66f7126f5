"""A little fuzzing of every loader each time; `make fuzz` goes on for as long as asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import plugins
from tests.fuzz import fuzz


@pytest.mark.parametrize("name", plugins.names("kg.loaders"))
def test_damaged_examples_never_break_a_loader(name: str, tmp_path: Path) -> None:
    assert fuzz(plugins.loader(name), 0.5, 1, tmp_path) == []
