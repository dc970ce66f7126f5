"""Rows of Engineering Village's tables (Compendex, INSPEC) in our columns.

Numbers behind names lead to affiliations: `Brook, Ada (1); Reed, Sam (1, 2)` and `(1) Univ York,
York; (2) Uni Ulm, Ulm`. Types have their letters behind them, and hyphens part terms.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

__all__ = ["engineering_village_cells", "is_of_engineering_village"]

_NAMES, _PLACES, _TYPE = "Author", "Author affiliation", "Document type"
_SIGNS: Final = frozenset(("Accession number", "Main heading", "Classification code"))
_MARKED: Final = re.compile(r"(.*?)\s*\(([\d, ]{1,40})\)")
_PLACE: Final = re.compile(r"\((\d{1,3})\) ?([^;]*(?:;(?! ?\(\d)[^;]*)*)")
_TERMS: Final = ("Uncontrolled terms", "Controlled/Subject terms")


def is_of_engineering_village(header: Collection[str]) -> bool:
    """Whether a header has its accession number with headings or codes of its thesaurus."""
    return "Accession number" in header and len(_SIGNS.intersection(header)) > 1


def engineering_village_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the cells of a row hold together put apart."""
    places = dict(_PLACE.findall(str(cells.get(_PLACES) or "")))
    if names := str(cells.get(_NAMES) or ""):
        yield _NAMES, [_person(name.strip(), places) for name in names.split(";") if name.strip()]
    if places:
        yield _PLACES, None
    yield _TYPE, str(cells.get(_TYPE) or "").partition(" (")[0]
    yield "date", cells.get("Issue date")
    terms = [term for column in _TERMS for term in str(cells.get(column) or "").split(" - ")]
    yield "keywords", [term.strip() for term in terms if term.strip()]


def _person(text: str, places: dict[str, str]) -> dict[str, Any]:
    found = _MARKED.fullmatch(text)
    if found is None:
        return {"name": text}
    at = [places[number] for number in re.findall(r"\d+", found[2]) if number in places]
    return {"name": found[1], "affiliation": [place.strip() for place in at]}
