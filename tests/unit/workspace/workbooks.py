"""Workbooks of before 2007 for tests: no living library writes them.

Formats: [MS-CFB] https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb and [MS-XLS]
https://learn.microsoft.com/openspecs/office_file_formats/ms-xls, as little of them as is read.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import date

__all__ = ["ERROR", "xls"]

Cell = str | float | bool | date | None

ERROR = object()
"""A cell in which the formula failed (`#N/A`)."""

_SECTOR = 512
_END, _FREE, _OF_TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_DAY_0 = date(1899, 12, 30)
_PLAIN, _DATED = 0, 1


def xls(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    hidden: Sequence[str] = (),
    encrypted: bool = False,
) -> bytes:
    """A workbook with these sheets, a list of rows each."""
    bodies = [_sheet(rows) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    begin = _begin(0x0005) + (_record(0x002F, bytes(6)) if encrypted else b"")
    begin += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, bytes(2))
    begin += _format(0) + _format(14)
    at = len(begin) + sum(12 + len(name) for name in names) + 4
    listed = b""
    for name, body, title in zip(names, bodies, sheets, strict=True):
        state = struct.pack("<IBBBB", at, title in hidden, 0, len(name) // 2, 1)
        listed += _record(0x0085, state + name)
        at += len(body)
    return _compound(begin + listed + _record(0x000A, b"") + b"".join(bodies))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def _format(number: int) -> bytes:
    return _record(0x00E0, struct.pack("<HHH", 0, number, 0x0001) + bytes(14))


def _sheet(rows: Sequence[Sequence[object]]) -> bytes:
    cells = [
        _cell(y, x, value)
        for y, row in enumerate(rows)
        for x, value in enumerate(row)
        if value is not None
    ]
    return _begin(0x0010) + b"".join(cells) + _record(0x000A, b"")


def _cell(row: int, column: int, value: object) -> bytes:
    if value is ERROR or isinstance(value, bool):
        said = (0x2A, 1) if value is ERROR else (bool(value), 0)
        return _record(0x0205, struct.pack("<HHHBB", row, column, _PLAIN, *said))
    if isinstance(value, date):
        days = float((value - _DAY_0).days)
        return _record(0x0203, struct.pack("<HHHd", row, column, _DATED, days))
    if isinstance(value, int | float):
        return _record(0x0203, struct.pack("<HHHd", row, column, _PLAIN, value))
    text = str(value)
    said_so = struct.pack("<HHHHB", row, column, _PLAIN, len(text), 1) + text.encode("utf-16-le")
    return _record(0x0204, said_so)


def _compound(stream: bytes) -> bytes:
    """The file system in a file that holds the stream `Workbook` alone."""
    stream = stream.ljust(4096, b"\0")  # a shorter one would lie elsewhere
    n = -(-len(stream) // _SECTOR)
    chain = [_OF_TABLE, _END, *range(3, n + 2), _END]
    assert len(chain) <= _SECTOR // 4
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    root = _entry("Root Entry", 5, 1, _END, 0)
    book = _entry("Workbook", 2, _FREE, 2, n * _SECTOR)
    folder = (root + book).ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + table + folder + stream.ljust(n * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return entry + bytes(36) + struct.pack("<III", first, size, 0)
