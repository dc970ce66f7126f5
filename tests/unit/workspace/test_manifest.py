"""`manifest.json` comes back as it was written, and says so when it cannot be understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import BrokenGraph, NewerFormat
from kg.schema import FORMAT_VERSION
from kg.workspace.manifest import (
    FILE,
    Import,
    Manifest,
    Settings,
    read_manifest,
    write_manifest,
)


def one_import(number: int) -> Import:
    return Import(
        id=f"réfs-{number}",
        number=number,
        loader="bibtex",
        uri="réfs.bib",
        source="/home/ada/réfs.bib",
        sha256="0" * 64,
        records=3,
        rejects=1,
        imported_at="2026-01-01T00:00:00+00:00",
    )


def test_what_was_written_is_read(tmp_path: Path) -> None:
    made = Manifest(
        graph_id="g",
        generation="000002-ab",
        previous="000001-aa",
        next_number=3,
        ledger=2,
        imports=(one_import(1), one_import(2)),
        settings=Settings(seed=7, max_team=50, analyses=("degree",)),
    )
    write_manifest(tmp_path, made)
    assert read_manifest(tmp_path) == made


def test_without_a_manifest_there_is_no_graph(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "nowhere") is None


def test_imports_stand_in_the_order_they_came() -> None:
    made = Manifest("g").with_imports((one_import(2), one_import(1)))
    assert [i.number for i in made.imports] == [1, 2]


def test_a_graph_of_a_newer_kg_is_refused_with_the_way_out(tmp_path: Path) -> None:
    write_manifest(tmp_path, Manifest("g", format_version=FORMAT_VERSION + 1))
    with pytest.raises(NewerFormat) as raised:
        read_manifest(tmp_path)
    assert raised.value.hint is not None
    assert "pip install --upgrade" in raised.value.hint


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"format_version": 1}', '{"format_version": "one"}', "\0\0"],
)
def test_a_damaged_manifest_is_said_to_be_broken(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BrokenGraph, match=FILE) as raised:
        read_manifest(tmp_path)
    assert raised.value.hint


def test_a_manifest_with_a_field_too_many_is_broken(tmp_path: Path) -> None:
    write_manifest(tmp_path, Manifest("g"))
    stored = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps({**stored, "surprise": 1}))
    with pytest.raises(BrokenGraph):
        read_manifest(tmp_path)
