"""Writing files so that a reader sees the old one or the new one, whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import CannotWrite

__all__ = ["discard", "fresh_folder", "settle", "writing", "written_whole"]

_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space and run the same command again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space and run the same command again"),
    errno.EROFS: ("the file system is read-only", "choose another place with -g or -o"),
    errno.EACCES: ("writing there is not allowed", "choose another place with -g or -o"),
    errno.EPERM: ("writing there is not allowed", "choose another place with -g or -o"),
    errno.ENOTDIR: ("a part of the path is a file", "choose another place with -g or -o"),
    errno.EEXIST: ("there is a file of that name", "choose another name with -g or -o"),
    errno.EFBIG: ("the file would grow over the size allowed", "raise the limit (ulimit -f)"),
}


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what the system says about a failed write into a `CannotWrite` that says it plainly."""
    try:
        yield
    except CannotWrite:
        raise
    except OSError as error:
        reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), None))
        raise CannotWrite(f"cannot write {target}: {reason}", hint=hint) from error


def settle(path: Path) -> None:
    """Make what was written to a file or folder outlive a power cut (fsync)."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Give a temporary name to write to; on success it takes the target's name at once.

    A link stays a link: what it leads to is replaced. What is no file (a pipe, a device) stays
    what it is, and is sent what was written.
    """
    with writing(target), (_sent_whole if _is_stream(target) else _replaced_whole)(target) as named:
        yield named


def _is_stream(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


@contextmanager
def _replaced_whole(target: Path) -> Iterator[Path]:
    target = target.resolve() if target.is_symlink() else target
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        settle(temporary)
        temporary.replace(target)
        settle(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _sent_whole(target: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix="kg-") as folder:
        temporary = Path(folder) / "whole"
        yield temporary
        with temporary.open("rb") as whole, target.open("wb") as out:
            shutil.copyfileobj(whole, out)


def fresh_folder(path: Path) -> Path:
    """Make an empty folder of that name; what a killed run left there goes."""
    with writing(path):
        discard(path)
        path.mkdir(parents=True)
    return path


def discard(path: Path) -> None:
    """Remove a folder and all in it, if it is there."""
    shutil.rmtree(path, ignore_errors=True)
