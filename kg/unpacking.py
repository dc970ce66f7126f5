"""Compressed bytes to plain ones, and archives to their members: by content, within limits.

gzip, bzip2, xz and zstd are told by their first bytes, whatever the file is called. A stream that
grows beyond `RATIO` times what was read of it is a bomb and refused; one that is damaged gives
what it still holds, and says so.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import IO, Any, BinaryIO, Final, Protocol, cast

from kg.errors import InputError

__all__ = ["FLOOR", "RATIO", "Readable", "compression", "copied", "refused_bomb", "unpacked"]

RATIO = 250
"""How many times its size a file may unpack to; real exports stay below 50."""

FLOOR = 32 << 20
"""Bytes that may be unpacked in any case, before the ratio is looked at."""

_DEPTH = 3
_BUFFER_BYTES = 1 << 17
_MAGIC: Final = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_BLOCKS: Final = (b"1AY&SY", b"\x17rE8P\x90")
_DAMAGE: Final = (EOFError, zlib.error, lzma.LZMAError, ValueError, OSError)


def compression(data: bytes) -> str | None:
    """How the content that begins so is compressed; None when it is not.

    >>> compression(gzip.compress(b"")), compression(b"BZh, he said")
    ('gzip', None)
    """
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return None if kind == "bzip2" and data[4:10] not in _BLOCKS else kind


def unpacked(stream: BinaryIO, uri: str, damaged: Callable[[str], None]) -> BinaryIO:
    """The stream unpacked as often as it is packed, up to three times; itself when it is not.

    A packed stream that ends early or is damaged ends where it can no longer be read, and
    `damaged` is told why. Raises InputError when nothing of it can be read, and, while reading,
    when it is a bomb.
    """
    buffered = cast(io.BufferedReader, stream)
    for _ in range(_DEPTH):
        kind = compression(buffered.peek(16)[:16])
        if kind is None:
            break
        inner = _opened(kind, buffered)
        buffered = io.BufferedReader(_Unpacked(kind, inner, buffered, uri, damaged), _BUFFER_BYTES)
        if not buffered.peek(1) and cast(_Unpacked, buffered.raw).broken:
            raise InputError(
                f"{uri}: begins like {kind} data, but cannot be unpacked",
                hint="the download or copy may have been interrupted: fetch it again",
            )
    return buffered


def _opened(kind: str, packed: io.BufferedReader) -> IO[bytes]:
    if kind == "gzip":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=packed, mode="rb"))
    if kind == "bzip2":
        return bz2.BZ2File(packed)
    if kind == "xz":
        return lzma.LZMAFile(packed)
    from pyarrow import CompressedInputStream, PythonFile

    return cast("IO[bytes]", CompressedInputStream(PythonFile(packed, mode="r"), "zstd"))


class _Unpacked(io.RawIOBase):
    """One layer of compression taken off."""

    def __init__(
        self,
        kind: str,
        inner: IO[bytes],
        packed: BinaryIO,
        uri: str,
        damaged: Callable[[str], None],
    ) -> None:
        self._kind, self._inner, self._packed = kind, inner, packed
        self._uri, self._damaged = uri, damaged
        # All that can be had at once: what comes before a fault is not lost with it.
        self._more: Callable[[int], bytes] = getattr(inner, "read1", inner.read)
        self._given = 0
        self.broken = False

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def readinto(self, buffer: Any) -> int:
        if self.broken:
            return 0
        try:
            data = self._more(len(buffer))
        except _DAMAGE as error:
            if isinstance(error, InputError) or getattr(error, "errno", None) == errno.EIO:
                raise
            self.broken = True
            self._damaged(f"the {self._kind} data are cut or damaged: {error}")
            return 0
        self._given += len(data)
        if self._given > FLOOR and self._given > RATIO * self._packed.tell():
            raise refused_bomb(self._uri)
        buffer[: len(data)] = data
        return len(data)


def refused_bomb(uri: str) -> InputError:
    """The error for what unpacks to far more than it could honestly hold."""
    return InputError(
        f"{uri}: unpacks to more than {RATIO} times its size, and was left alone",
        hint="if it is what it should be, unpack it yourself and build from that",
    )


class Readable(Protocol):
    """What can be read to its end, once."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, about so many; none at the end."""


def copied(source: Readable, target: IO[bytes], uri: str, limit: int) -> int:
    """Copy all of a stream, and say how many bytes; raises InputError beyond the limit."""
    size = 0
    while piece := source.read(_BUFFER_BYTES):
        size += len(piece)
        if size > limit:
            raise refused_bomb(uri)
        target.write(piece)
    return size
