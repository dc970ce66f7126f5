"""Workbooks of Excel (xlsx, and xls of before 2007) to one CSV text a sheet.

A cell is written as it is meant, not as it is shown: 2019.0 as 2019, dates as ISO 8601, errors as
nothing. Rows keep their numbers, so that what is said of a line of the text holds for the sheet.
"""

from __future__ import annotations

import csv
import io
import mmap
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import datetime, time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from kg.errors import InputError

if TYPE_CHECKING:
    import xlrd

__all__ = ["Sheet", "Workbook", "sheets", "workbook_kind"]

Workbook = Literal["xlsx", "xls"]
Row = Sequence[object]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_STREAM = "Workbook".encode("utf-16-le")
"""What the part of an old Office document is called that makes it a workbook."""
_PART, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_MOST_ROWS = 1 << 20
"""Rows of a sheet, by Excel's own limit."""
_ERRORS = frozenset(
    ("#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!", "#GETTING_DATA")
)


def workbook_kind(path: Path) -> Workbook | None:
    """Which workbook a file is; None of one that is none. Costs a look at its directory."""
    with path.open("rb") as stream:
        begin = stream.read(len(_OLE))
        if begin == _OLE:
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return "xls" if content.find(_STREAM) >= 0 else None
    if not begin.startswith(_ZIP):
        return None
    try:
        with zipfile.ZipFile(path) as parts:
            return "xlsx" if _PART in parts.namelist() else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None


class Sheet:
    """The CSV text of a sheet in UTF-8, made while it is read."""

    def __init__(self, pieces: Iterator[bytes], uri: str) -> None:
        self._pieces = pieces
        self._uri = uri

    def read(self, _size: int = -1, /) -> bytes:
        """The next row; nothing at the end. InputError where the workbook is damaged."""
        with _sentences(self._uri):
            return next(self._pieces, b"")


def sheets(path: Path, uri: str, kind: Workbook) -> Iterator[tuple[str, Sheet]]:
    """The name of each sheet with anything on it that is not hidden, and its text.

    Raises InputError. Memory: of xlsx the texts of all cells, each once; of xls the sheet.
    """
    found = _texts(path, kind)
    while True:
        with _sentences(uri):
            name, pieces = next(found, ("", None))
        if pieces is None:
            return
        yield name, Sheet(pieces, f"{uri}!/{name}")


def _texts(path: Path, kind: Workbook) -> Iterator[tuple[str, Iterator[bytes]]]:
    for name, rows in _xlsx(path) if kind == "xlsx" else _xls(path):
        pieces = _csv(rows)
        for first in pieces:
            yield name, chain((first,), pieces)
            break


@contextmanager
def _sentences(uri: str) -> Iterator[None]:
    """Their libraries meet damaged workbooks with any error there is, and one of them prints."""
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        hint = "open it and save it again, or save it as CSV"
        if "encrypted" in str(error):
            raise InputError(f"{uri}: is an encrypted workbook", hint=hint) from error
        why = str(error) or type(error).__name__
        raise InputError(f"{uri}: the workbook is damaged: {why}", hint=hint) from error


def _xlsx(path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    from openpyxl import load_workbook

    with path.open("rb") as stream:  # by name it would want to be called .xlsx
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
        except Exception:  # the looks that many programs write are what it stumbles over most
            plain = _without_looks(stream)
            book = load_workbook(plain, read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()  # some programs state a single cell
                yield sheet.title, sheet.iter_rows(values_only=True)


def _without_looks(stream: BinaryIO) -> BinaryIO:
    """A copy without the styles of cells: dates are numbers of days in it."""
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(stream) as parts,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as others,
    ):
        for name in parts.namelist():
            if name != _STYLES:
                others.writestr(name, parts.read(name))
    return copy


def _xls(path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    import xlrd

    # Remarks on files that are slightly wrong go nowhere.
    with xlrd.open_workbook(
        str(path), logfile=io.StringIO(), on_demand=True, ragged_rows=True
    ) as book:
        for number, name in enumerate(book.sheet_names()):
            sheet = book.sheet_by_index(number)
            if sheet.visibility == 0:
                yield name, ([_value(cell, book.datemode) for cell in row] for row in sheet)
            book.unload_sheet(number)


def _value(cell: xlrd.sheet.Cell, datemode: Literal[0, 1]) -> object:
    """What a cell of an old workbook holds: dates are numbers there, marked as dates."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(float(cell.value), datemode)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """A row at a time; rows without anything are kept between others, not at the end."""
    empty = 0
    for row in rows:
        cells = [_text(value) for value in row]
        if not any(cells):
            empty += 1
            if empty > _MOST_ROWS:
                raise ValueError(f"more than {_MOST_ROWS:,} rows without anything")
            continue
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(cells)
        yield ("\n" * empty + out.getvalue()).encode("utf-8", errors="replace")
        empty = 0


def _text(value: object) -> str:
    if isinstance(value, str):
        return "" if value in _ERRORS else _unescaped(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    return "" if value is None else str(value)


def _unescaped(text: str) -> str:
    """Text whose control characters are not written as `_x000D_`."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return str(unescape(text))
