"""The Web of Science as spreadsheets hold it: its fields under their names in full.

What it exports for Excel, and people save as CSV, has the fields of the tagged form under long
names; which stand there depends on what was ticked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["is_of_wos", "tags_of"]

_TAG: Final = re.compile(r"[A-Z][A-Z0-9]")
_NAMES: Final = {
    "publicationtype": "PT", "authors": "AU", "bookauthors": "BA", "bookeditors": "BE",
    "authorfullnames": "AF", "bookauthorfullnames": "BF", "groupauthors": "CA",
    "articletitle": "TI", "sourcetitle": "SO", "bookseriestitle": "SE", "language": "LA",
    "documenttype": "DT", "conferencetitle": "CT", "authorkeywords": "DE", "keywordsplus": "ID",
    "abstract": "AB", "addresses": "C1", "reprintaddresses": "RP", "researcherids": "RI",
    "orcids": "OI", "citedreferences": "CR", "citedreferencecount": "NR",
    "timescitedwoscore": "TC", "timescitedalldatabases": "Z9", "issn": "SN", "eissn": "EI",
    "isbn": "BN", "journalabbreviation": "J9", "journalisoabbreviation": "JI",
    "publicationdate": "PD", "publicationyear": "PY", "year": "PY", "volume": "VL", "issue": "IS",
    "startpage": "BP", "endpage": "EP", "articlenumber": "AR", "doi": "DI", "doilink": "DL",
    "bookdoi": "D2", "earlyaccessdate": "EA", "woscategories": "WC", "researchareas": "SC",
    "pubmedid": "PM", "utuniquewosid": "UT", "utuniqueid": "UT",
}  # fmt: skip
_OF_WOS_ALONE: Final = frozenset(("AF", "ID", "UT", "RP", "C1", "Z9", "TC", "WC", "NR", "J9"))


def _key(header: str) -> str:
    return "".join(c for c in header.lower() if c.isalnum())


def tags_of(header: Iterable[str]) -> list[str]:
    """The two-letter field of each column; the header itself where there is none.

    >>> tags_of(["Article Title", "Times Cited, WoS Core", "PY", "Shelf"])
    ['TI', 'TC', 'PY', 'Shelf']
    """
    return [cell if _TAG.fullmatch(cell) else _NAMES.get(_key(cell), cell) for cell in header]


def is_of_wos(header: Sequence[str]) -> bool:
    """Whether a table has titles of the Web of Science and fields that only it has.

    >>> is_of_wos(["Article Title", "Source Title", "Author Full Names", "Keywords Plus"])
    True
    >>> is_of_wos(["Article Title", "Authors", "Journal Title", "DOI"])
    False
    """
    tags = set(tags_of(header))
    return {"TI"} <= tags and bool(tags & {"SO", "PY"}) and len(tags & _OF_WOS_ALONE) >= 2
