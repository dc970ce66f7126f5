"""A DuckDB of little memory puts aside what is more, and nothing of it remains."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.workspace.bounded import bounded


def test_what_outgrows_memory_lies_where_it_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, aside = tmp_path / "here", tmp_path / "aside"
    for folder in (here, aside):
        folder.mkdir()
    monkeypatch.chdir(here)
    with bounded(aside, memory_mb=150) as connection:
        connection.execute("CREATE TABLE t AS SELECT md5(i::VARCHAR) AS m FROM range(8000000) r(i)")
        assert connection.sql("SELECT count(m) FROM t").fetchone() == (8_000_000,)
        assert [file for file in aside.rglob("*") if file.is_file()]
    assert list(aside.iterdir()) == []
    assert list(here.iterdir()) == []
