"""Opening what the user named: bytes out, errors as sentences.

Every loader reads through `opened`, so that compressed input (gzip, bzip2, xz, zstd, a ZIP of one
file) is read like any other.
"""

from __future__ import annotations

import errno
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

from kg.errors import InputError, MissingInput, UnknownFormat, UnreadableInput
from kg.loaders.base import Source
from kg.unpacking import FLOOR, RATIO, refused_bomb, unpacked

__all__ = ["CHUNK_BYTES", "chunks", "opened", "read_bytes"]

CHUNK_BYTES = 1 << 20
_ZIP = b"PK\x03\x04"


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source's content as bytes, unpacked, from its beginning.

    It can be sought in unless it was compressed. Compressed content that is cut or damaged ends
    where it can no longer be read, and `source.findings.damage` says why.

    Raises MissingInput, UnreadableInput, or InputError for a folder, an archive of several files,
    a bomb or a failing disk, also when that shows only while reading inside the `with` block.
    """
    try:
        if source.path.exists() and not (source.path.is_file() or source.path.is_dir()):
            raise InputError(
                f"{source.uri}: is a pipe or a device, not a file",
                hint="pipe its content in: … | kg build -",
            )
        with source.path.open("rb") as stream:
            if stream.peek(4).startswith(_ZIP):
                with _only_member(source, stream) as member:
                    yield member
            else:
                yield unpacked(stream, source.uri, _note_of(source))
    except OSError as error:
        if isinstance(error, InputError):
            raise
        raise _explained(source, error) from error


def _note_of(source: Source) -> Callable[[str], None]:
    def note(damage: str) -> None:
        source.findings.damage = damage

    return note


@contextmanager
def _only_member(source: Source, stream: BinaryIO) -> Iterator[BinaryIO]:
    """The content of a ZIP of one file; of several, `kg build` makes one input each."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) != 1:
                raise UnknownFormat(
                    f"{source.uri}: is an archive of {len(members)} files, or an Office document",
                    hint="unpack it, or save it as CSV",
                )
            if members[0].file_size > max(FLOOR, RATIO * members[0].compress_size):
                raise refused_bomb(source.uri)
            with archive.open(members[0]) as member:
                yield unpacked(_buffered(member), source.uri, _note_of(source))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"{source.uri}: the ZIP archive cannot be read: {error}",
            hint="unpack it yourself, and build from what is in it",
        ) from error


def _buffered(member: IO[bytes]) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, member), CHUNK_BYTES))


def read_bytes(source: Source) -> bytes:
    """The whole content of the source; memory as large as the file."""
    with opened(source) as stream:
        return stream.read()


def chunks(source: Source) -> Iterator[bytes]:
    """The content piece by piece, `CHUNK_BYTES` at a time."""
    with opened(source) as stream:
        while piece := stream.read(CHUNK_BYTES):
            yield piece


def _explained(source: Source, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MissingInput(f"{source.uri}: no such file", hint="check the name, or use a glob")
    if isinstance(error, PermissionError):
        return UnreadableInput(
            f"{source.uri}: may not be read", hint="check its permissions: ls -l shows them"
        )
    if isinstance(error, IsADirectoryError):
        return InputError(
            f"{source.uri}: is a folder, not a file", hint="`kg build` reads the files in a folder"
        )
    if error.errno == errno.ENAMETOOLONG:
        return MissingInput(f"{source.uri[:80]}…: no file can have so long a name")
    return UnreadableInput(
        f"{source.uri}: cannot be read: {error.strerror or error}",
        hint="copy it to a local disk and try again",
    )
