"""Opening what the user named: bytes out, errors as sentences.

Every loader reads through `opened`, so that compressed input has one place to be taken apart.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kg.errors import InputError, MissingInput, UnreadableInput
from kg.loaders.base import Source

__all__ = ["CHUNK_BYTES", "chunks", "opened", "read_bytes"]

CHUNK_BYTES = 1 << 20


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source's content as bytes, from its beginning.

    Raises MissingInput, UnreadableInput, or InputError for a folder or a failing disk, also when
    that shows only while reading inside the `with` block.
    """
    try:
        if source.path.exists() and not (source.path.is_file() or source.path.is_dir()):
            raise InputError(
                f"{source.uri}: is a pipe or a device, not a file",
                hint="pipe its content in: … | kg build -",
            )
        with source.path.open("rb") as stream:
            yield stream
    except OSError as error:
        if isinstance(error, InputError):
            raise
        raise _explained(source, error) from error


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
