"""Rows of Embase's CSV in our columns: it writes the issue, its date and the pages in one cell.

The cell: `Lakes (2014) 3:2 (17-21). Date of Publication: 31 May 2014`. Names are `Brook A.M.`,
between commas; terms have their qualifiers behind them, `lake (diagnosis, surgery)`; the DOI and
the ISSN stand in the address of a link resolver.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final
from urllib.parse import unquote

from kg.loaders.reading.people.names import initials_last, one_name

__all__ = ["embase_cells", "is_of_embase"]

_NAMES, _ISSUE, _LINK, _TERMS = "Author Names", "Source", "Open URL Link", "keywords"
_PARTS: Final = re.compile(
    r"(?P<venue>.{1,400}?) \((?P<year>\d{4})\)"
    r"(?: (?P<volume>[^:()]{1,40}?))?(?::(?P<issue>[^()]{1,40}?))?"
    r"(?: \((?P<pages>[^()]{1,60})\))?\.(?: Article Number: (?P<number>\S{1,40}?)\.?)?"
    r"(?: Date of Publication: (?P<date>.{4,40}))?"
)
_IN_LINK: Final = {
    "doi": re.compile(r"[?&]id=doi:([^&]+)"),
    "issn": re.compile(r"[?&]issn=(\w{8})\b"),
}
_BETWEEN: Final = re.compile(r", (?![^()]*\))")
"""A comma between terms, not one inside the brackets behind a term."""


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
    yield _NAMES, [_person(name) for name in str(cells.get(_NAMES, "")).split(", ") if name.strip()]
    yield _TERMS, [term for term in _BETWEEN.split(str(cells.get(_TERMS, ""))) if term.strip()]


def _person(text: str) -> dict[str, str | None]:
    """A name whose initials stand behind it."""
    printed = one_name(text)
    name = initials_last(printed) if printed is not None else None
    parts = {} if name is None else {"family": name.family, "given": name.given}
    return {"name": text.strip(), **parts}
