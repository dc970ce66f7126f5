"""From what the user typed to the files to read: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, MissingInput
from kg.workspace.manifest import FILE

__all__ = ["InputFile", "input_files"]


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to import. `named` is True when the user named it (and not only its folder).

    `source` is the absolute path, by which the same file is known next week.
    """

    path: Path
    uri: str
    source: str
    named: bool


@contextmanager
def input_files(inputs: Sequence[str]) -> Iterator[list[InputFile]]:
    """All files meant, each once, in the order given (folders: sorted by path).

    `-` is standard input, kept in a temporary file while the context lasts.
    """
    with tempfile.TemporaryDirectory(prefix="kg-stdin-") as scratch:
        found: dict[str, InputFile] = {}
        for text in inputs:
            for file in _files(text, Path(scratch)):
                found.setdefault(file.source, file)
        yield list(found.values())


def _files(text: str, scratch: Path) -> Iterator[InputFile]:
    if text == "-":
        yield _standard_input(scratch)
        return
    path = Path(text)
    if path.is_dir():
        yield from _folder(path)
    elif path.exists() or path.is_symlink() or not glob.has_magic(text):
        yield _file(path, named=True)
    else:
        yield from _pattern(text)


def _file(path: Path, *, named: bool) -> InputFile:
    return InputFile(path, str(path), str(path.resolve()), named)


def _folder(folder: Path) -> Iterator[InputFile]:
    files = sorted(_walk(folder))
    if not files:
        raise MissingInput(f"{folder} has no files in it", hint="name a folder with paper lists")
    for path in files:
        yield _file(path, named=False)


def _walk(folder: Path) -> Iterator[Path]:
    """Regular files below, hidden ones and graph directories left out; links not followed."""
    for here, folders, names in os.walk(folder, followlinks=False):
        if FILE in names and "records" in folders:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(here, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _pattern(pattern: str) -> Iterator[InputFile]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (absolute patterns)
    if not matches:
        raise MissingInput(f"nothing matches {pattern}", hint="check the path and the pattern")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            yield from _folder(path)
        else:
            yield _file(path, named=True)


def _standard_input(scratch: Path) -> InputFile:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("there is no standard input to read", hint="pipe a file into kg build -")
    path = scratch / "stdin"
    with path.open("wb") as out:
        shutil.copyfileobj(sys.stdin.buffer, out)
    return InputFile(path, "-", "-", named=True)
