"""Rows as people and as programs get them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.output import How, cell, emit, visible
from kg.testing.tables import HOSTILE

COLUMNS = ("name", "papers", "weight", "names", "known")
ROWS = [
    ("Ada Lovelace", 12, 1 / 3, ["Ada", "A. Lovelace"], True),
    ("李 明", None, 123456.789, [], None),
    ("Zoë", 3, 1e-7, None, False),
]


def printed(columns: Sequence[str], rows: Sequence[Sequence[Any]], how: How) -> str:
    out = io.StringIO()
    assert emit(columns, rows, how, out=out) == len(rows)
    return out.getvalue()


def test_a_table_is_aligned_for_people() -> None:
    assert printed(COLUMNS, ROWS, "table").splitlines() == [
        "name          papers  weight  names             known",
        "------------  ------  ------  ----------------  -----",
        "Ada Lovelace      12  0.3333  Ada; A. Lovelace  yes",
        "李 明                 123457",
        "Zoë                3   1e-07                    no",
    ]


def test_json_is_exact() -> None:
    rows = json.loads(printed(COLUMNS, ROWS, "json"))
    assert rows == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert json.loads(printed(COLUMNS, [], "json")) == []


def test_ndjson_is_one_object_a_line() -> None:
    lines = printed(COLUMNS, ROWS, "ndjson").splitlines()
    assert [json.loads(line)["name"] for line in lines] == [row[0] for row in ROWS]


@pytest.mark.parametrize(("how", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_separated_values_are_exact(how: How, delimiter: str) -> None:
    text = printed(COLUMNS, ROWS, how)
    head, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    assert tuple(head) == COLUMNS
    assert rows[0] == ["Ada Lovelace", "12", repr(1 / 3), '["Ada", "A. Lovelace"]', "true"]
    assert rows[1] == ["李 明", "", "123456.789", "[]", ""]


def test_numbers_json_does_not_have_are_null() -> None:
    rows = [(float("nan"), [float("inf")])]
    assert json.loads(printed(("a", "b"), rows, "json")) == [{"a": None, "b": [None]}]


@given(st.text())
def test_machine_formats_give_any_text_back(text: str) -> None:
    assert json.loads(printed(("t",), [(text,)], "json")) == [{"t": text}]
    assert json.loads(printed(("t",), [(text,)], "ndjson")) == {"t": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_gives_hostile_text_back(text: str) -> None:
    out = io.StringIO(newline="")
    emit(("t", "n"), [(text, 1)], "csv", out=out)
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [["t", "n"], [text, "1"]]


@given(st.text())
def test_a_table_row_is_one_line_of_harmless_text(text: str) -> None:
    lines = printed((text, "n"), [(text, 1), ([text], 2), ({text: text}, 3)], "table").split("\n")
    assert len(lines) == 6
    assert all(visible(line) == line for line in lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("naïve 人工智能", "naïve 人工智能"),
    ],
)
def test_control_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_floats_in_tables_have_four_digits() -> None:
    values = (0.0, 1.0, 2 / 3, 98765.4, 1.5e-9, float("nan"))
    assert [cell(v) for v in values] == ["0", "1", "0.6667", "98765", "1.5e-09", "nan"]


def on_terminal(
    how: How, columns: Sequence[str], rows: Sequence[Sequence[Any]], **environment: str
) -> bytes:
    """What a terminal gets, from a process of its own."""
    code = f"from kg.cli.output import emit\nemit({columns!r}, {rows!r}, {how!r})\n"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=theirs, env={**os.environ, **environment}
    )
    os.close(theirs)
    got = b""
    try:
        while chunk := os.read(ours, 65536):
            got += chunk
    except OSError:
        pass  # Linux says so when the other end is closed.
    os.close(ours)
    assert process.wait() == 0
    return got


@pytest.mark.parametrize("how", ["table", "json", "ndjson", "csv", "tsv"])
def test_nothing_in_the_data_controls_a_terminal(how: How) -> None:
    text = on_terminal(how, ["text", "n"], [(t, 1) for t in HOSTILE]).decode()
    assert "\\x1b[31mred" in text or "\\u001b[31mred" in text
    for evil in ("\x1b[31m", "\u202e"):
        assert evil not in text


@pytest.mark.parametrize("columns", ["30", "80", "200"])
def test_a_narrow_terminal_loses_no_column(columns: str) -> None:
    names = [f"c{i}" for i in range(6)]
    rows = [(f"text{i} of some length", i, 1.5, "x" * 30, None, f"id{i}") for i in (1, 2)]
    text = on_terminal("table", names, rows, COLUMNS=columns).decode()
    assert all(name in text for name in names)
    assert "id1" in text
    assert "id2" in text


def test_a_single_row_too_wide_for_the_terminal_stands_upright() -> None:
    text = on_terminal("table", ["title", "year"], [("long " * 30, 2024)], COLUMNS="60").decode()
    assert [line.split()[0] for line in text.splitlines() if "year" in line] == ["year"]
