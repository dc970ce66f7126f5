"""A reader sees the old file or the new one, whole; what cannot be written is said plainly."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import CannotWrite
from kg.workspace.files import discard, fresh_folder, writing, written_whole


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "table"
    target.write_text("old")
    with written_whole(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "table"
    target.write_text("old")
    with pytest.raises(RuntimeError), written_whole(target) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert [p.name for p in tmp_path.iterdir()] == ["table"]
    assert target.read_text() == "old"


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    link, file = tmp_path / "newest", tmp_path / "deep" / "table"
    link.symlink_to(file)
    with written_whole(link) as temporary:
        temporary.write_text("new")
    assert link.is_symlink()
    assert file.read_text() == "new"


def test_a_pipe_is_sent_what_was_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text)
        with written_whole(pipe) as temporary:
            temporary.write_text("whole")
        assert read.result(timeout=10) == "whole"
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    main, side = os.openpty()
    device = Path(os.ttyname(side))
    with written_whole(device) as temporary:
        temporary.write_text("whole")
    assert os.read(main, 5) == b"whole"
    assert device.is_char_device()
    os.close(main)
    os.close(side)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "not allowed"),
        (errno.EFBIG, "size allowed"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_a_sentence_with_the_target(number: int, said: str) -> None:
    with pytest.raises(CannotWrite, match=said) as raised, writing(Path("/some/table")):
        raise OSError(number, os.strerror(number))
    assert "/some/table" in raised.value.message


def test_a_fresh_folder_is_empty_whatever_was_there(tmp_path: Path) -> None:
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "deep" / "leftover").write_text("x")
    assert list(fresh_folder(tmp_path / "out").iterdir()) == []


def test_discarding_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    discard(tmp_path / "nothing")
