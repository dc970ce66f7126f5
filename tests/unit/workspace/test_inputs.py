"""What may be typed after `kg build`, and which files it means."""

from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from kg.errors import MissingInput, UnreadableInput
from kg.workspace.inputs import Inputs, input_files


def meant(*texts: str | Path) -> Inputs:
    with input_files([str(t) for t in texts]) as found:
        return found


def names(found: Inputs) -> list[str]:
    assert found.failed == []
    return [f.path.name for f in found.files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.bib", "a.bib", "deep/c.ris", ".hidden.bib", ".git/d.bib"):
        path = tmp_path / "lists" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "lists"


def test_a_folder_means_its_files_by_path_and_no_hidden_ones(folder: Path) -> None:
    found = meant(folder)
    assert names(found) == ["a.bib", "b.bib", "c.ris"]
    assert not any(f.named for f in found.files)


def test_a_graph_directory_inside_a_folder_is_not_read(folder: Path) -> None:
    (folder / "graph" / "records").mkdir(parents=True)
    (folder / "graph" / "manifest.json").write_text("{}")
    (folder / "graph" / "records" / "x.parquet").write_text("x")
    assert names(meant(folder)) == ["a.bib", "b.bib", "c.ris"]


def test_a_pattern_means_what_it_matches(folder: Path) -> None:
    assert names(meant(f"{folder}/*.bib")) == ["a.bib", "b.bib"]
    assert names(meant(f"{folder}/**/*.ris")) == ["c.ris"]


def test_a_file_named_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "refs[1].bib").write_text("x")
    assert names(meant(tmp_path / "refs[1].bib")) == ["refs[1].bib"]


def test_the_same_file_twice_is_one_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "link.bib").symlink_to("a.bib")
    assert names(meant("a.bib", folder / "a.bib", "./deep/../a.bib", "link.bib")) == ["a.bib"]


def test_what_is_missing_stands_beside_what_is_there(folder: Path) -> None:
    (folder / "empty").mkdir()
    found = meant(folder / "empty", folder / "a.bib", f"{folder}/*.nbib", "")
    assert [f.path.name for f in found.files] == ["a.bib"]
    assert [type(e) for e in found.failed] == [MissingInput] * 3
    assert "no files" in found.failed[0].message
    assert "nothing matches" in found.failed[1].message


def test_links_in_circles_are_not_followed(folder: Path) -> None:
    (folder / "again").symlink_to(folder)
    (folder / "loop").symlink_to(folder / "loop")
    assert names(meant(folder)) == ["a.bib", "b.bib", "c.ris"]
    found = meant(folder / "loop")
    assert [f.uri for f in found.files] == [str(folder / "loop")]


def test_standard_input_is_kept_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"@article{x}")))
    with input_files(["-"]) as found:
        (file,) = found.files
        assert (file.uri, file.path.read_bytes()) == ("-", b"@article{x}")
    assert not file.path.exists()


def test_a_named_pipe_is_read_to_its_end_like_standard_input(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"@article{x}",))
    writer.start()
    with input_files([str(pipe)]) as found:
        (file,) = found.files
        assert (file.uri, file.path.read_bytes()) == (str(pipe), b"@article{x}")
    writer.join()


def test_a_device_is_no_paper_list() -> None:
    found = meant("/dev/zero")
    assert [type(e) for e in found.failed] == [UnreadableInput]
    assert "device" in found.failed[0].message


@pytest.mark.parametrize("name", [b"two\nlines.bib", "\N{OWL}.bib".encode(), b"latin-\xe9.bib"])
def test_any_name_a_file_can_have_becomes_text_that_can_be_stored(
    tmp_path: Path, name: bytes
) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 (paths of bytes)
    with open(path, "w") as out:  # noqa: PTH123
        out.write("x")
    (file,) = meant(os.fsdecode(path)).files
    assert file.path.read_text() == "x"
    file.uri.encode()
    file.source.encode()
