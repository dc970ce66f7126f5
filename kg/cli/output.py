"""How rows leave: a table for people; JSON, NDJSON, CSV or TSV for programs.

Machine formats hold the data exactly: floats to the last digit, lists and maps as JSON. Tables
round floats to four digits, and show control characters instead of obeying them: a title that
holds a terminal escape sequence is read, not executed.
"""

from __future__ import annotations

import io
import json
import math
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TextIO, TypeAlias, TypeVar

import click

__all__ = ["How", "cell", "emit", "emit_object", "output_options", "visible"]

How: TypeAlias = Literal["table", "json", "ndjson", "csv", "tsv"]
F = TypeVar("F", bound=Callable[..., Any])

_HELP = {
    "json": "Print one JSON array of objects.",
    "ndjson": "Print one JSON object a line.",
    "csv": "Print comma-separated values.",
    "tsv": "Print tab-separated values.",
}


def output_options(command: F) -> F:
    """Decorator: the command takes `how: How`, a table unless one of the options is given."""
    for name, text in reversed(_HELP.items()):
        command = click.option(f"--{name}", "how", flag_value=name, default="table", help=text)(
            command
        )
    return command


def emit(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    how: How = "table",
    *,
    out: TextIO | None = None,
) -> int:
    """Print rows in the format asked for; returns how many there were.

    NDJSON, CSV and TSV are written as rows come. On a terminal, whatever the format, nothing
    is printed that would control it.
    """
    out = out or sys.stdout
    _prepare(out, how)
    if how == "table":
        return _table(columns, list(rows), out)
    if how in ("csv", "tsv"):
        return _separated(columns, rows, "," if how == "csv" else "\t", out)
    return _json(columns, rows, out, lines=how == "ndjson")


def _prepare(out: TextIO, how: How) -> None:
    """UTF-8 for programs whatever the locale; for people what the terminal can show."""
    if isinstance(out, io.TextIOWrapper):
        if how == "table":
            out.reconfigure(errors="backslashreplace")
        else:
            out.reconfigure(encoding="utf-8", errors="backslashreplace")


# Controls of both blocks, line and paragraph separators, bidirectional overrides and isolates,
# lone surrogates and the byte order mark.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Text with its control characters written out, harmless on a terminal.

    >>> visible("red: \\x1b[31m")
    'red: \\\\x1b[31m'
    """
    return _CONTROL.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _NAMED.get(match[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def cell(value: Any) -> str:
    """A value as a table shows it.

    >>> cell(None), cell(True), cell(0.123456), cell(1234567.8), cell(["a", "b"])
    ('', 'yes', '0.1235', '1234568', 'a; b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if 1000 <= abs(value) < 1e15 else f"{value:.4g}"
    if isinstance(value, list):
        return "; ".join(cell(item) for item in value)
    return visible(_dumps(value) if isinstance(value, dict) else str(value))


def _table(columns: Sequence[str], rows: list[Sequence[Any]], out: TextIO) -> int:
    texts = [[cell(value) for value in row] for row in rows]
    right = [
        all(type(row[i]) in (int, float, type(None)) for row in rows) and bool(rows)
        for i in range(len(columns))
    ]
    names = [visible(c) for c in columns]
    if out.isatty():
        _rich(names, texts, right, out)
    elif columns:
        _plain(names, texts, right, out)
    return len(rows)


def _plain(names: list[str], texts: list[list[str]], right: list[bool], out: TextIO) -> None:
    widths = [max(map(_width, column)) for column in zip(names, *texts, strict=True)]
    rule = ["-" * width for width in widths]
    for row in (names, rule, *texts):
        line = "  ".join(
            _pad(text, width, to_right)
            for text, width, to_right in zip(row, widths, right, strict=True)
        )
        out.write(line.rstrip() + "\n")


def _pad(text: str, width: int, to_right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if to_right else text + space


def _width(text: str) -> int:
    """Columns that a text takes on a screen: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _total(widths: Sequence[int]) -> int:
    """Columns on the screen of a whole table, with a gap of three between its columns."""
    return sum(widths) + 3 * (len(widths) - 1)


def _least(texts: list[list[str]], right: list[bool], width: int) -> list[int]:
    """Width that each column keeps: numbers theirs, texts some; none where there is no room.

    (rich leaves out the last columns when the widths to keep do not fit the terminal.)
    """
    columns = list(zip(*texts, strict=True)) or [()] * len(right)
    natural = [max(map(_width, column), default=1) for column in columns]
    least = [w if to_right else min(w, 10) for w, to_right in zip(natural, right, strict=True)]
    return least if _total(least) <= width else [1] * len(right)


def _rich(names: list[str], texts: list[list[str]], right: list[bool], out: TextIO) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out)
    widths = [max(map(_width, column)) for column in zip(names, *texts, strict=True)]
    if len(texts) == 1 and _total(widths) > console.width:
        # A single row that is too wide stands upright, one column a line.
        texts = [list(pair) for pair in zip(names, texts[0], strict=True)]
        names, right = ["column", "value"], [False, False]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    least = _least(texts, right, console.width)
    for name, to_right, width in zip(names, right, least, strict=True):
        justify: Literal["right", "left"] = "right" if to_right else "left"
        table.add_column(Text(name), justify=justify, overflow="fold", min_width=width)
    for row in texts:
        table.add_row(*(Text(text) for text in row))
    console.print(table)


def _separated(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], separator: str, out: TextIO
) -> int:
    import csv

    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    shield = visible if out.isatty() else str
    writer.writerow([shield(column) for column in columns])
    count = 0
    for row in rows:
        writer.writerow([shield(_field(value)) for value in row])
        count += 1
    return count


def emit_object(value: Mapping[str, Any]) -> None:
    """Print one JSON object; ASCII only, so that no title can control a terminal."""
    click.echo(json.dumps(value, indent=2))


def _field(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _dumps(value)


def _json(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO, *, lines: bool
) -> int:
    count = 0
    for count, row in enumerate(rows, 1):
        if not lines:
            out.write("[\n" if count == 1 else ",\n")
        out.write(_dumps(dict(zip(columns, row, strict=True))))
        if lines:
            out.write("\n")
    if not lines:
        out.write("\n]\n" if count else "[]\n")
    return count


def _dumps(value: Any) -> str:
    """Strict JSON on one line; what could control a terminal is escaped, so it stays exact."""
    text = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _finite(value: Any) -> Any:
    """The value, with what JSON has no number for (infinity, not-a-number) as null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return value
