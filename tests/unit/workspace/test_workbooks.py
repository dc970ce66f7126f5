"""A workbook is taken apart into its sheets, each a table of text."""

from __future__ import annotations

import io
import itertools
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kg.errors import InputError
from kg.workspace import workbooks
from kg.workspace.inputs import input_files
from tests.unit.workspace.workbooks import ERROR, xls

Sheets = Mapping[str, Sequence[Sequence[object]]]


def xlsx(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(["#N/A" if cell is ERROR else cell for cell in row])
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Make = Callable[..., bytes]
BOTH = pytest.mark.parametrize("make", [xlsx, xls])


def taken(path: Path, data: bytes) -> tuple[dict[str, str], list[str]]:
    """The text of each sheet by its name; what failed."""
    path.write_bytes(data)
    with input_files([str(path)]) as found:
        content = {
            f.uri.removeprefix(f"{path}!/"): f.path.read_bytes().decode() for f in found.files
        }
        return content, [error.message for error in found.failed]


@BOTH
def test_each_sheet_is_a_table(make: Make, tmp_path: Path) -> None:
    book = make({"Élan": [["title", "year"], ["Of ponds", 2019]], "2": [["x"]]})
    assert taken(tmp_path / "a", book) == ({"Élan": "title,year\nOf ponds,2019\n", "2": "x\n"}, [])


@BOTH
def test_cells_are_written_as_they_are_meant(make: Make, tmp_path: Path) -> None:
    row = ["two\nlines", 'a "b", c', 2019, 0.25, date(2020, 3, 4), True, False, ERROR, None, "end"]
    content, failed = taken(tmp_path / "a", make({"s": [row]}))
    assert failed == []
    assert content == {"s": '"two\nlines","a ""b"", c",2019,0.25,2020-03-04,TRUE,FALSE,,,end\n'}


def test_times_of_day_and_signs_written_out(tmp_path: Path) -> None:
    row = [datetime(2020, 3, 4, 5, 6), "one_x000D_\ntwo", "a_x_b"]
    content, _ = taken(tmp_path / "a", xlsx({"s": [row]}))
    assert content == {"s": '2020-03-04T05:06:00,"one\r\ntwo",a_x_b\n'}


@BOTH
def test_rows_keep_their_numbers(make: Make, tmp_path: Path) -> None:
    rows = [["title"], [None], [], ["Of ponds"], [None], []]
    content, _ = taken(tmp_path / "a", make({"s": rows}))
    assert content == {"s": "title\n\n\nOf ponds\n"}


@BOTH
def test_hidden_and_empty_sheets_are_left_out(make: Make, tmp_path: Path) -> None:
    book = make({"a": [["x"]], "b": [["secret"]], "c": [], "d": [[None]]}, hidden=["b"])
    assert taken(tmp_path / "a", book) == ({"a": "x\n"}, [])


@BOTH
def test_a_workbook_without_anything_is_told(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert taken(path, make({"a": []})) == ({}, [f"{path} has nothing in it"])


def test_a_sheet_that_says_it_has_a_single_cell_is_read_whole(tmp_path: Path) -> None:
    data = _replaced(
        xlsx({"s": [["title", "year"], ["Of ponds", 2019]]}),
        FIRST,
        lambda text: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', text),
    )
    assert taken(tmp_path / "a", data)[0] == {"s": "title,year\nOf ponds,2019\n"}


@pytest.mark.parametrize("wrong", [b"<cellStyleXfs/>", b'<cellStyleXfs><xf fontId="x"/>', b"<"])
def test_looks_that_are_wrong_are_no_reason_to_refuse_or_to_print(
    wrong: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = _replaced(
        xlsx({"s": [["title", date(2020, 1, 2)]]}),
        "xl/styles.xml",
        lambda text: re.sub(rb"<cellStyleXfs.*</cellStyleXfs>", wrong, text),
    )
    assert taken(tmp_path / "a", data) == ({"s": "title,43832\n"}, [])
    assert capsys.readouterr() == ("", "")


def test_the_only_sheet_of_a_named_workbook_is_named(tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    one.write_bytes(xlsx({"s": [["x"]]}))
    two.write_bytes(xlsx({"s": [["x"]], "t": [["y"]]}))
    with input_files([str(one), str(two)]) as found:
        assert [f.named for f in found.files] == [True, False, False]
    with input_files([str(tmp_path)]) as found:
        assert not any(f.named for f in found.files)


def test_workbooks_in_archives_are_opened_too(tmp_path: Path) -> None:
    path = tmp_path / "lists.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("new.xlsx", xlsx({"s": [["x"]]}))
        archive.writestr("old.xls", xls({"t": [["y"]]}))
    with input_files([str(path)]) as found:
        assert [f.uri for f in found.files] == [f"{path}!/new.xlsx!/s", f"{path}!/old.xls!/t"]


def test_other_office_documents_are_no_workbooks(tmp_path: Path) -> None:
    old = tmp_path / "old.doc"
    old.write_bytes(
        xls({"s": [["x"]]}).replace("Workbook".encode("utf-16-le"), b"W\0o\0r\0d\0" * 2)
    )
    new = tmp_path / "new.docx"
    with zipfile.ZipFile(new, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert workbooks.workbook_kind(old) is None
    assert workbooks.workbook_kind(new) is None


def test_an_encrypted_workbook_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    _, failed = taken(path, xls({"s": [["x"]]}, encrypted=True))
    assert failed == [f"{path}: is an encrypted workbook"]


def _replaced(book: bytes, part: str, other: Callable[[bytes], bytes]) -> bytes:
    """A workbook one part of which is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, other(data) if name == part else data)
    return out.getvalue()


FIRST = "xl/worksheets/sheet1.xml"


def _rows(text: str) -> Callable[[bytes], bytes]:
    whole = f"<sheetData>{text}</sheetData>".encode()
    return lambda sheet: re.sub(rb"<sheetData.*</sheetData>", whole, sheet)


def shared(text: str, rows: str) -> bytes:
    """A workbook as Excel writes it: its only text stands in a part of its own, number 0 there."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    book = _replaced(xlsx({"s": [[1]]}), FIRST, _rows(rows))
    book = _replaced(book, "[Content_Types].xml", lambda x: x.replace(b"</Types>", told))
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a", 8) as parts:
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        texts = f'<sst xmlns="{space}"><si><t>{text}</t></si></sst>'
        parts.writestr("xl/sharedStrings.xml", texts)
    return out.getvalue()


def test_texts_that_cells_share(tmp_path: Path) -> None:
    cell = '<c t="s"><v>0</v></c>'
    book = shared("Of ponds", f"<row>{cell}{cell}</row><row>{cell}</row>")
    assert taken(tmp_path / "a", book)[0] == {"s": "Of ponds,Of ponds\nOf ponds\n"}


def zeros() -> bytes:
    return _replaced(xlsx({"s": [["x"]]}), "docProps/app.xml", lambda _: bytes(80 << 20))


def entities() -> bytes:
    nested = [f'<!ENTITY {b} "{f"&{a};" * 99}">' for a, b in itertools.pairwise("abcdefghij")]
    declared = f'<!DOCTYPE x [<!ENTITY a "lol">{"".join(nested)}]>'.encode()
    return _replaced(
        xlsx({"s": [[1]]}),
        FIRST,
        lambda sheet: declared + sheet.replace(b"<v>1</v>", b"<v>&j;</v>"),
    )


def far_rows() -> bytes:
    row = '<row r="999999999999"><c><v>1</v></c></row>'
    return _replaced(xlsx({"s": [[1]]}), FIRST, _rows(row))


def one_text_in_many_cells() -> bytes:
    return shared("x" * 30_000, '<row><c t="s"><v>0</v></c></row>' * 2_000)


BOMBS: dict[Callable[[], bytes], str] = {
    zeros: "unpacks to more than",
    entities: "workbook is damaged",
    far_rows: "rows without anything",
    one_text_in_many_cells: "unpacks to more than",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused(bomb: Callable[[], bytes], tmp_path: Path) -> None:
    content, failed = taken(tmp_path / "bomb.xlsx", bomb())
    assert content == {}
    assert len(failed) == 1
    assert BOMBS[bomb] in failed[0]


@BOTH
def test_a_damaged_workbook_is_an_error_with_a_sentence(make: Make, tmp_path: Path) -> None:
    data = make({"s": [["title", "year", "date"], ["Of ponds", 2019, date(2020, 1, 2)]] * 3})
    path = tmp_path / "a"
    dice = random.Random(5)
    cut = [data[:end] for end in range(600, len(data), 211)]
    flipped = [_flipped(data, dice) for _ in range(150)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for damaged in (*cut, *flipped):
            path.write_bytes(damaged)
            if kind := workbooks.workbook_kind(path):
                try:
                    for _, sheet in workbooks.sheets(path, "a", kind):
                        while sheet.read():
                            pass
                except InputError as error:
                    assert error.message.startswith("a")


def _flipped(data: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(dice.randrange(1, 12)):
        damaged[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(damaged)
