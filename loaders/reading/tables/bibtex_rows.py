"""Rows of the tables that programs make of entries of BibTeX, in our columns.

R's bibtex and RefManageR, bib2df, and pandas behind bibtexparser write the fields of the entries as
they stand there, in braces and with commands of LaTeX, and the kind of an entry under a name of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from kg.loaders.reading.latex import readable

__all__ = ["bibtex_cells", "is_of_bibtex"]

_KINDS: Final = ("entrytype", "bibtype", "bibtex_type", "bibtextype")
_PROSE: Final = frozenset(
    ("title", "abstract", "journal", "booktitle", "keywords", "publisher", "note", "series")
)
"""Fields to read; names and identifiers are read by those who know them."""
_NAME_IN_BRACES: Final = re.compile(r"(?:(?<= and )|^)\{((?:(?! and )[^{}\\])+)\}(?= and |$)")


def is_of_bibtex(header: Collection[str]) -> bool:
    """Whether a header has the kinds of entries, and their titles."""
    names = set(map(str.lower, header))
    return "title" in names and not names.isdisjoint(_KINDS)


def bibtex_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The kind under our name, and cells without markup."""
    for name, cell in cells.items():
        if not isinstance(cell, str):
            continue
        if name.lower() in _KINDS:
            yield "type", cell
        elif name.lower() in _PROSE:
            yield name, " ".join(readable(cell).split())
        elif name.lower() in ("author", "editor"):
            yield name, _NAME_IN_BRACES.sub(r"\1", " ".join(cell.split()))
        elif _is_in_braces(cell):
            yield name, cell[1:-1]


def _is_in_braces(cell: str) -> bool:
    """Whether a cell stands in one pair of braces; those of `{A} and {B}` are two."""
    if not (cell.startswith("{") and cell.endswith("}")):
        return False
    depth = 0
    for sign in cell[:-1]:
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return False
    return True
