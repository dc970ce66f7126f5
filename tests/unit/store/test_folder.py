"""The folder of the embedded store: one writer, many readers, a generation whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import BrokenGraph, CannotWrite, StoreBusy
from kg.store.embedded.folder import Shown, StoreFolder


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "store")


def show(folder: StoreFolder, generation: str) -> str:
    """Make and show a database that holds its generation in a file."""
    with folder.new_database() as name:
        folder.path(name).mkdir()
        (folder.path(name) / "content").write_text(generation)
        folder.show(Shown(name, "graph", generation, "schema"))
    return name


def databases(folder: StoreFolder) -> set[str]:
    return {path.name for path in folder.root.glob("db-*") if path.is_dir()}


def test_nothing_is_shown_before_the_first(folder: StoreFolder) -> None:
    assert folder.shown() is None


def test_the_new_one_replaces_the_old(folder: StoreFolder) -> None:
    show(folder, "1")
    name = show(folder, "2")
    assert folder.shown() == Shown(name, "graph", "2", "schema")
    assert databases(folder) == {name}


def test_a_failed_one_leaves_the_old_and_no_rest(folder: StoreFolder) -> None:
    name = show(folder, "1")
    with pytest.raises(RuntimeError), folder.new_database() as failed:
        folder.path(failed).mkdir()
        raise RuntimeError
    assert folder.shown() == Shown(name, "graph", "1", "schema")
    assert databases(folder) == {name}


def test_the_rest_of_a_killed_one_is_swept_up(folder: StoreFolder) -> None:
    name = show(folder, "1")
    program = (
        "import os, sys; from pathlib import Path\n"
        "from kg.store.embedded.folder import StoreFolder\n"
        "folder = StoreFolder(Path(sys.argv[1]))\n"
        "with folder.new_database() as name: folder.path(name).mkdir(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(folder.root)], check=False)
    assert len(databases(folder)) == 2
    assert folder.shown() == Shown(name, "graph", "1", "schema")
    assert databases(folder) > {show(folder, "2")} or len(databases(folder)) == 1


def test_what_is_being_read_stays_until_nobody_reads_it(folder: StoreFolder) -> None:
    old = show(folder, "1")
    with folder.lock(old).shared():
        new = show(folder, "2")
        assert (folder.path(old) / "content").read_text() == "1"
    newer = show(folder, "3")
    assert databases(folder) == {newer}
    assert new != newer


def test_one_writer_at_a_time(folder: StoreFolder) -> None:
    with (
        folder.new_database(),
        pytest.raises(StoreBusy, match="writing"),
        StoreFolder(folder.root).new_database(),
    ):
        pytest.fail("two writers")


def test_a_change_in_place_waits_for_no_reader(folder: StoreFolder) -> None:
    name = show(folder, "1")
    with (
        folder.lock(name).shared(),
        pytest.raises(StoreBusy, match="readers"),
        folder.lock(name).exclusive("there are readers"),
    ):
        pytest.fail("changed under a reader")


def test_a_reader_is_told_which_process_changes_the_graph(folder: StoreFolder) -> None:
    name = show(folder, "1")
    with (
        folder.lock(name).exclusive(""),
        pytest.raises(StoreBusy, match=f"process {os.getpid()}"),
    ):
        folder.lock(name).take_shared()


def test_a_damaged_state_is_explained(folder: StoreFolder) -> None:
    show(folder, "1")
    for text in ("", "{", "[]", '{"a": 1}'):
        (folder.root / "state.json").write_text(text)
        with pytest.raises(BrokenGraph, match=r"state\.json"):
            folder.shown()


def test_a_target_that_is_no_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with (
        pytest.raises(CannotWrite, match="cannot be written"),
        StoreFolder(tmp_path / "store").new_database(),
    ):
        pytest.fail("written into a file")
