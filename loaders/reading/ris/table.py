"""RIS as a table: one record a row, one tag a column; and what its reference types are to us.

Tools that hold RIS as data frames (synthesisr, EviAtlas) save it so; columns that they have renamed
stand beside those that still bear tags.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from kg.loaders.reading.endnote.fields import endnote_type

__all__ = ["is_of_ris", "ris_cells", "ris_type"]

_TYPES: Final = {
    "JOUR": "article", "EJOUR": "article", "EJOU": "article", "MGZN": "article",
    "NEWS": "article", "INPR": "preprint", "ABST": "article",
    "JFULL": "other", "CONF": "conference-paper", "CPAPER": "conference-paper",
    "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter",
    "ENCYC": "chapter", "DICT": "chapter", "SER": "book", "THES": "thesis", "RPRT": "report",
    "GOVDOC": "report", "STAND": "report", "DATA": "dataset", "AGGR": "dataset", "DBASE": "dataset",
    "COMP": "software", "PAT": "patent", "UNPB": "preprint", "MANSCPT": "preprint",
    "ELEC": "web-page", "WEB": "web-page", "BLOG": "web-page", "ICOMM": "web-page",
}  # fmt: skip
_COLUMNS: Final = {
    "TI": "title", "T1": "title", "AU": "authors", "A1": "authors", "PY": "year", "Y1": "year",
    "DA": "date", "JF": "venue", "JO": "venue", "T2": "venue", "SN": "issn", "VL": "volume",
    "IS": "issue", "SP": "pages", "EP": "last_page", "AB": "abstract", "N2": "abstract",
    "KW": "keywords", "DO": "doi", "UR": "url", "LA": "language",
}  # fmt: skip


def ris_type(kind: str) -> str:
    """Our type for a reference type of RIS, or for EndNote's name of it.

    >>> ris_type("JOUR"), ris_type("Book Section")
    ('article', 'chapter')
    """
    return _TYPES.get(kind.upper()) or endnote_type(kind)


def is_of_ris(header: Collection[str]) -> bool:
    """Whether the columns of a table bear tags of RIS.

    >>> is_of_ris(["TY", "AU", "year", "TI", "JO"]), is_of_ris(["TI", "Time"])
    (True, False)
    """
    names = set(header)
    return bool(names & {"TI", "T1"} and names & {"AU", "A1"} and "TY" in names)


def ris_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The cells of a row under our own names, of several tags for one the first that is filled."""
    filled: dict[str, Any] = {}
    for tag, name in _COLUMNS.items():
        if cells.get(tag) and not cells.get(name):
            filled.setdefault(name, cells[tag])
    if kind := cells.get("TY"):
        filled["type"] = ris_type(str(kind))
    yield from filled.items()
