"""Embase's CSV in our columns: it writes the issue, its date and the pages in one cell.

The cell: `Lakes (2014) 3:2 (17-21). Date of Publication: 31 May 2014`. Names are `Brook A.M.`,
between commas; terms have their qualifiers behind them, `lake (diagnosis, surgery)`; the DOI and
the ISSN stand in the address of a link resolver.

What it calls "fields by row" has no header: a row is a field of a work, and may have many values::

    "TITLE","On lakes"
    "AUTHOR NAMES","Brook A.M.","Reed S."
    "SOURCE","Lakes (2014) 3:2 Article Number: 17. Date of Publication: 31 May 2014"
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from typing import Any, Final
from urllib.parse import unquote

from kg.loaders.base import Head
from kg.loaders.reading.people.names import initials_last, one_name
from kg.loaders.reading.tables.csv_rows import Lines, cells_of, whole_rows
from kg.loaders.reading.tables.tabular import Row

__all__ = ["embase_cells", "embase_rows", "has_fields_by_row", "is_of_embase"]

_NAMES, _ISSUE, _LINK, _TERMS = "Author Names", "Source", "Open URL Link", "keywords"
_PARTS: Final = re.compile(
    r"(?P<venue>.{1,400}?) \((?P<year>\d{4})\)"
    r"(?: (?P<volume>[^:()]{1,40}?))?(?::(?P<issue>[^()]{1,40}?))?"
    r"(?: \((?P<pages>[^()]{1,60})\))?\.?(?: Article Number: (?P<number>\S{1,40}?)\.?)?"
    r"(?: Date of Publication: (?P<date>.{4,40}))?"
)
_IN_LINK: Final = {
    "doi": re.compile(r"[?&]id=doi:([^&]+)"),
    "issn": re.compile(r"[?&]issn=(\w{8})\b"),
}
_BETWEEN: Final = re.compile(r", (?![^()]*\))")
"""A comma between terms, not one inside the brackets behind a term."""
_BETWEEN_NAMES: Final = re.compile(", ")


def is_of_embase(header: Collection[str]) -> bool:
    """Whether a header is Embase's: its own thesaurus is named in no other."""
    own = {_NAMES, _ISSUE} <= set(header)
    return own and any(name.startswith("Emtree ") for name in header)


def embase_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the cells of a row hold together put apart, under our own names."""
    if found := _PARTS.fullmatch(str(cells.get(_ISSUE, "")).strip()):
        parts = found.groupdict()
        yield _ISSUE, parts["venue"]
        yield "pages", parts["pages"] or parts["number"]
        yield from ((name, parts[name]) for name in ("year", "volume", "issue", "date"))
    for name, pattern in _IN_LINK.items():
        if stated := pattern.search(str(cells.get(_LINK, ""))):
            yield name, unquote(stated[1])
    yield _NAMES, [_person(name) for name in _apart(cells.get(_NAMES), _BETWEEN_NAMES)]
    yield _TERMS, _apart(cells.get(_TERMS), _BETWEEN)


def _apart(stated: Any, between: re.Pattern[str]) -> list[str]:
    """The values of a cell, unless they are apart already."""
    values = stated if isinstance(stated, list) else between.split(str(stated or ""))
    return [value for value in values if value.strip()]


def _person(text: str) -> dict[str, str | None]:
    """A name whose initials stand behind it."""
    printed = one_name(text)
    name = initials_last(printed) if printed is not None else None
    parts = {} if name is None else {"family": name.family, "given": name.given}
    return {"name": text.strip(), **parts}


_FIELDS_BY_ROW: Final = re.compile(
    r'\A\s*(?:"?RECORD \d+"?,*\s*\n)?"?TITLE"?,[^\n]*\n(?:[^\n]+\n){0,3}'
    r'"?(?:AUTHOR NAMES|SOURCE)"?,'
)
_ROWS: Final = {
    "AUTHOR NAMES": _NAMES, "SOURCE": _ISSUE, "AUTHOR KEYWORDS": _TERMS, "OPEN URL LINK": _LINK,
    "MEDLINE PMID": "pmid", "LANGUAGE OF ARTICLE": "language",
}  # fmt: skip


def has_fields_by_row(head: Head) -> bool:
    """Whether a file has a row for each field of a work."""
    return _FIELDS_BY_ROW.match(head.text) is not None


def embase_rows(lines: Lines) -> Iterator[Row]:
    """The works as rows under the headers of the other form; each begins with its title."""
    fields: dict[str, Any] = {}
    begun, printed = 0, list[str]()
    for number, text in whole_rows(lines, ","):
        name, values = _field(text)
        if name == "TITLE" and fields:
            yield Row(begun, fields, "\n".join(printed))
            fields, printed = {}, []
        if name.startswith("RECORD "):
            continue
        begun = begun if fields else number
        fields[_ROWS.get(name, name)] = values if len(values) > 1 else "".join(values)
        printed.append(text)
    if fields:
        yield Row(begun, fields, "\n".join(printed))


def _field(text: str) -> tuple[str, list[str]]:
    """The name of a field and its values; of a row that is none, the row."""
    try:
        name, *values = cells_of(text, ",")
    except (csv.Error, ValueError):
        return text, []
    return name.strip(), [value for value in values if value.strip()]
