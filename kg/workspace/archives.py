"""Archives (zip, tar, compressed or not) to one file a member, in a temporary folder.

A workbook is an archive of its sheets.

Names inside an archive are only shown, never used as paths. There are limits on how many members
there are, how deep archives stand in one another, and on what all of it unpacks to.
"""

from __future__ import annotations

import os
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from kg.errors import InputError
from kg.progress import Progress, silent
from kg.unpacking import FLOOR, RATIO, Readable, copied, refused_bomb, unpacked
from kg.workspace.files import writing
from kg.workspace.workbooks import Workbook, sheets, workbook_kind

__all__ = ["Member", "Unpacking"]

_MEMBERS = 10_000
_TOTAL_BYTES = 64 << 30
_DEPTH = 3
_ZIP = b"PK\x03\x04"
_TAR_MARK = 257
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive: where it was put, and its name there (`inner.zip!/refs.bib`)."""

    path: Path
    name: str


@dataclass
class Unpacking:
    """Unpacks archives into one folder; its limits hold for all of them together."""

    folder: Path
    progress: Progress = silent
    members: int = 0
    size: int = 0
    failed: list[InputError] = field(default_factory=list)
    """Archives inside archives that could not be read; the others are."""

    def unpack(self, path: Path, uri: str) -> list[Member] | None:
        """The members of an archive, hidden ones left out; None when the file is no archive.

        Other Office documents, which are archives too, are left whole. Raises InputError for an
        archive that is damaged, encrypted or too large; what cannot be opened is no archive.
        """
        try:
            kind = _kind(path, uri)
        except OSError:
            return None
        if kind is None:
            return None
        return list(self._members(path, uri, kind, 1))

    def _members(self, path: Path, uri: str, kind: str, depth: int) -> Iterator[Member]:
        if depth > _DEPTH:
            raise InputError(
                f"{uri}: archives inside archives, more than {_DEPTH} deep",
                hint="unpack the outer ones first",
            )
        for name, stream, limit in _PARTS[kind](path, uri):
            if _is_hidden(name):
                continue
            target = self._kept(stream, name, f"{uri}!/{name}", limit)
            yield from self._opened_up(target, uri, name, depth)

    def _opened_up(self, path: Path, uri: str, name: str, depth: int) -> Iterator[Member]:
        """The member, or its own members when it is an archive."""
        inside = f"{uri}!/{name}"
        try:
            kind = _kind(path, inside)
            if kind is None:
                yield Member(path, name)
                return
            for member in self._members(path, inside, kind, depth + 1):
                yield Member(member.path, f"{name}!/{member.name}")
        except InputError as error:
            self.failed.append(error)

    def _kept(self, stream: Readable, name: str, uri: str, limit: int) -> Path:
        self.progress(f"opening {uri}", self.members, None)
        self.members += 1
        if self.members > _MEMBERS:
            raise InputError(
                f"{uri}: an archive of more than {_MEMBERS:,} files",
                hint="unpack it, and build from the folder",
            )
        ending = _ENDING.search(name)
        target = self.folder / f"{self.members}{ending[0] if ending else ''}"
        try:
            with writing(target), target.open("wb") as out:
                self.size += copied(stream, out, uri, min(limit, _TOTAL_BYTES - self.size))
        except _BROKEN as error:
            raise _damaged(uri, error) from error
        return target


def _kind(path: Path, uri: str) -> str | None:
    """`zip`, `tar`, `xlsx` or `xls` when the file is an archive to be taken apart."""
    if workbook := workbook_kind(path):
        return workbook
    with path.open("rb") as stream:
        if stream.peek(4).startswith(_ZIP):
            return None if _is_office(path) else "zip"
        begin = unpacked(stream, uri, lambda _: None).read(_TAR_MARK + 5)
    return "tar" if begin[_TAR_MARK:] == b"ustar" else None


def _is_office(path: Path) -> bool:
    """Whether a ZIP is a document of an office program or an electronic book."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name in _OFFICE for name in archive.namelist()[:5])
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts


_Parts: TypeAlias = Iterator[tuple[str, Readable, int]]
"""Name, content and how long it may be, of each file in an archive."""


def _zipped(path: Path, uri: str) -> _Parts:
    """Those of a ZIP."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_zip(members, path, uri)
            for info in members:
                with archive.open(info) as stream:
                    yield info.filename, stream, max(FLOOR, RATIO * info.compress_size)
    except _BROKEN as error:
        raise _damaged(uri, error) from error


def _check_zip(members: list[zipfile.ZipInfo], path: Path, uri: str) -> None:
    if any(info.flag_bits & 1 for info in members):
        raise InputError(
            f"{uri}: is an encrypted archive", hint="unpack it with its password, build from that"
        )
    if sum(info.compress_size for info in members) > path.stat().st_size:
        raise refused_bomb(uri)  # its members share their bytes: no honest program writes that


def _tarred(path: Path, uri: str) -> _Parts:
    """Those of a tar archive; links and devices in it are nothing to read."""
    troubles: list[str] = []
    try:
        with path.open("rb") as packed:
            stream = unpacked(packed, uri, troubles.append)
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for info in archive:
                    content = archive.extractfile(info) if info.isreg() else None
                    if content is not None:
                        yield info.name, content, max(FLOOR, RATIO * path.stat().st_size)
    except _BROKEN as error:
        raise _damaged(uri, error) from error
    if troubles:
        raise _damaged(uri, troubles[0])


def _new_sheets(path: Path, uri: str) -> _Parts:
    """Those of a workbook that is a ZIP itself, whose parts are looked at for bombs before."""
    with Path(os.devnull).open("wb") as nowhere:
        for _, part, limit in _zipped(path, uri):
            copied(part, nowhere, uri, limit)
    return _sheets(path, uri, "xlsx")


def _sheets(path: Path, uri: str, kind: Workbook = "xls") -> _Parts:
    limit = max(FLOOR, RATIO * path.stat().st_size)  # a text may stand in every cell at no cost
    for name, text in sheets(path, uri, kind):
        yield name, text, limit


_PARTS: Final[dict[str, Callable[[Path, str], _Parts]]] = {
    "zip": _zipped, "tar": _tarred, "xlsx": _new_sheets, "xls": _sheets,
}  # fmt: skip


def _damaged(uri: str, why: object) -> InputError:
    if isinstance(why, InputError):
        return why
    return InputError(
        f"{uri}: the archive is damaged: {why}",
        hint="the download or copy may have been interrupted: fetch it again",
    )
