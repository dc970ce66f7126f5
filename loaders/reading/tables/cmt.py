"""Rows of Microsoft's CMT, which conferences keep submissions in, in our columns.

One column names the authors with their institutions, `Ada Lovelace (Analytical Society)*`, another
the same authors with family names first; a star marks who corresponds. Subject areas stand as
`Machines -> Looms`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import Any, Final

__all__ = ["cmt_cells", "is_of_cmt"]

_NUMBER, _NAMES, _CONTACT = "Paper ID", "Author Names", "Primary Contact Author Name"
_SIGNS: Final = frozenset(("Author Emails", "Primary Subject Area"))
_PLACED: Final = ("Authors", "Author Details", "Authors (Affiliations)")
_AREAS: Final = ("Primary Subject Area", "Secondary Subject Areas")
_BETWEEN: Final = re.compile(r";(?![^()]{0,300}\))")


def is_of_cmt(header: Collection[str]) -> bool:
    """Whether a header is CMT's: it tells whom to write to."""
    return _CONTACT in header or (_NUMBER in header and not _SIGNS.isdisjoint(header))


def cmt_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The authors with what two columns say of them, and the subject areas as keywords."""
    column = next((name for name in _PLACED if cells.get(name)), "")
    placed = list(_people(cells.get(column)))
    named = list(_people(cells.get(_NAMES)))
    if len(placed) != len(named):
        placed, named = placed or named, []
    yield (
        _PLACED[0],
        [
            {
                "name": (own or person)["name"],
                "affiliation": [person["affiliation"]],
                "corresponding": person["corresponding"] or (own or person)["corresponding"],
            }
            for person, own in zip_longest(placed, named)
        ],
    )
    areas = (part for name in _AREAS for part in str(cells.get(name) or "").split(";"))
    yield "keywords", [area.rpartition("->")[2].strip(" *") for area in areas if area.strip(" *")]


def _people(cell: Any) -> Iterator[dict[str, Any]]:
    for part in _BETWEEN.split(str(cell or "")):
        name, place = _apart(part.replace("*", "").strip())
        if name:
            yield {"name": name, "affiliation": place, "corresponding": "*" in part or None}


def _apart(text: str) -> tuple[str, str | None]:
    """A name and the last brackets behind it: `Ada (Countess) Lovelace (Royal Society)`."""
    depth = 0
    for at in range(len(text) - 1, -1, -1) if text.endswith(")") else ():
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth == 0:
            return text[:at].strip(), text[at + 1 : -1].strip() or None
    return text, None
