"""From what the user typed to the files to read.

Files, folders, globs, archives, named pipes, standard input, works by DOI.
"""

from __future__ import annotations

import glob
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from kg.errors import InputError, MissingInput, UnreadableInput
from kg.fetch import fetch_doi, is_remote, not_fetched
from kg.progress import Progress, silent
from kg.workspace.archives import Unpacking
from kg.workspace.files import writing
from kg.workspace.manifest import FILE

__all__ = ["PIPE", "InputFile", "Inputs", "input_files"]

PIPE = "-"
"""The `source` of what came through a pipe: it has no place where it could be found again."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to import. `named` is True when the user named it (and not only its folder).

    `uri` is the path as typed, `source` the absolute path, by which the same file is known next
    week; both as text that can be stored, whatever bytes the name is made of.
    """

    path: Path
    uri: str
    source: str
    named: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files meant, and for what was typed in vain, why."""

    files: list[InputFile]
    failed: list[InputError]


@contextmanager
def input_files(inputs: Sequence[str], progress: Progress = silent) -> Iterator[Inputs]:
    """All files meant, each once, in the order given (folders: sorted by path).

    `-` is standard input; it and named pipes are kept in temporary files while the context
    lasts, and so are the members of archives and the sheets of workbooks, each an input of its own
    (`lists.zip!/refs.bib`, `refs.xlsx!/Sheet1`), named where it is the only one of a named archive.
    What cannot be found or read is in `failed`, beside the rest.
    """
    with tempfile.TemporaryDirectory(prefix="kg-input-") as scratch:
        files: dict[tuple[str, str], InputFile] = {}
        failed: list[InputError] = []
        unpacking = Unpacking(Path(scratch), progress)
        for number, text in enumerate(inputs):
            try:
                for file in _files(text, Path(scratch, f"pipe-{number}")):
                    place = (file.source, file.uri if file.source == PIPE else "")
                    if place not in files:
                        files |= _opened_up(file, place, unpacking, failed)
            except InputError as error:
                failed.append(error)
        yield Inputs(list(files.values()), [*failed, *unpacking.failed])


_Place: TypeAlias = tuple[str, str]


def _opened_up(
    file: InputFile, place: _Place, unpacking: Unpacking, failed: list[InputError]
) -> dict[_Place, InputFile]:
    """The file, or when it is an archive its members, by what makes them the same next week."""
    try:
        members = unpacking.unpack(file.path, file.uri)
    except InputError as error:
        failed.append(error)
        return {}
    if members is None:
        return {place: file}
    if not members:
        failed.append(MissingInput(f"{file.uri} has nothing in it", hint="name another file"))
    found = {}
    for member in members:
        name = _text(member.name)
        uri = f"{file.uri}!/{name}"
        source = PIPE if file.source == PIPE else f"{file.source}!/{name}"
        found[source, uri if source == PIPE else ""] = InputFile(
            member.path, uri, source, named=file.named and len(members) == 1
        )
    return found


def _files(text: str, scratch: Path) -> Iterator[InputFile]:
    path = Path(text)
    if text == "-":
        yield _standard_input(scratch)
    elif is_remote(text) and not os.path.lexists(path):
        yield InputFile(fetch_doi(text), text, text.lower(), named=True)
    elif not text or "\0" in text:
        raise MissingInput(f"{text!r} is no name of a file", hint="check the path")
    elif path.is_dir():
        yield from _folder(path)
    elif os.path.lexists(path):
        yield _file(path, scratch)
    elif elsewhere := not_fetched(text):
        raise elsewhere
    elif not glob.has_magic(text):
        yield _file(path, scratch)
    else:
        yield from _pattern(text, scratch)


def _file(path: Path, scratch: Path) -> InputFile:
    """A file by name; a pipe is read to its end first, for a pipe can be read only once."""
    try:
        mode = path.stat().st_mode
    except OSError:
        mode = stat.S_IFREG  # Whoever opens it says what is wrong.
    if stat.S_ISFIFO(mode):
        with path.open("rb") as stream:
            return _spooled(stream, scratch, _text(path))
    if not stat.S_ISREG(mode):
        raise UnreadableInput(
            f"{_text(path)} is a device or a socket, not a file",
            hint="name a file, or pipe its content in: … | kg build -",
        )
    return _found(path, named=True)


def _found(path: Path, *, named: bool) -> InputFile:
    return InputFile(path, _text(path), _text(os.path.realpath(path)), named)


def _text(path: Path | str) -> str:
    """A path as text: bytes that are no UTF-8 are written out."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _folder(folder: Path) -> Iterator[InputFile]:
    files = sorted(_walk(folder))
    if not files:
        raise MissingInput(
            f"{_text(folder)} has no files in it", hint="name a folder with paper lists"
        )
    for path in files:
        yield _found(path, named=False)


def _walk(folder: Path) -> Iterator[Path]:
    """Regular files below, hidden ones and graph directories left out; links not followed."""
    for here, folders, names in os.walk(folder, followlinks=False, onerror=_refused):
        if FILE in names and "records" in folders:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(here, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _refused(error: OSError) -> None:
    raise UnreadableInput(
        f"the folder {_text(error.filename)} cannot be read: {error.strerror}",
        hint="check who may read it (ls -ld), or name the files themselves",
    ) from error


def _pattern(pattern: str, scratch: Path) -> Iterator[InputFile]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (absolute patterns)
    if not matches:
        raise MissingInput(f"nothing matches {pattern}", hint="check the path and the pattern")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            yield from _folder(path)
        else:
            yield _file(path, scratch)


def _standard_input(scratch: Path) -> InputFile:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("there is no standard input to read", hint="pipe a file into kg build -")
    return _spooled(sys.stdin.buffer, scratch, "-")


def _spooled(stream: BinaryIO, scratch: Path, uri: str) -> InputFile:
    """What comes through a pipe, kept as a file."""
    with writing(scratch), scratch.open("wb") as out:
        shutil.copyfileobj(stream, out)
    return InputFile(scratch, uri, PIPE, named=True)
