"""Formats that say with other tags what RIS says: RefWorks' and NoteExpress's.

RefWorks' lines have a tag and a space (https://refworks.com/refworks/help/RefWorks_Tagged_Format.htm),
NoteExpress's a name in braces. CNKI and Wanfang export both::

    RT Journal Article              {Reference Type}: Journal Article
    A1 Moreau, Emil                 {Author}: Moreau, Emil
    T1 On Lakes                     {Title}: On Lakes
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

__all__ = ["TagOf", "cousin_of_ris"]

TagOf = Callable[[str], tuple[str, str] | None]

_OF_REFWORKS: Final = re.compile(
    r"^RT (?:Journal|Magazine|Newspaper|Book|Monograph|Dissertation|Thesis|Conference|Report"
    r"|Generic|Patent|Web Page|Abstract|Computer|Unpublished)[^\n]{0,30}\n"
    r"(?:[^\n]+\n){0,20}?(?:T1|A1) \S",
    re.MULTILINE,
)
_OF_NOTE_EXPRESS: Final = re.compile(r"^\{Reference Type\} ?: ?\S", re.MULTILINE)


def cousin_of_ris(text: str) -> TagOf | None:
    """What reads the lines of the format a text is in as tags of RIS and their values.

    >>> tag_of = cousin_of_ris("RT Book, Whole\\nT1 On Lakes\\n")
    >>> tag_of("RT Book, Whole"), tag_of("YR 1999"), tag_of("Is this a tag?")
    (('TY', 'BOOK'), ('PY', '1999'), None)
    >>> cousin_of_ris("TY  - JOUR\\n")
    """
    if _OF_REFWORKS.search(text):
        return _refworks
    return _note_express if _OF_NOTE_EXPRESS.search(text) else None


_TYPES: Final = {
    "journal article": "JOUR", "journal, electronic": "EJOUR", "magazine article": "MGZN",
    "newspaper article": "NEWS", "dissertation/thesis": "THES", "thesis": "THES",
    "dissertation": "THES", "conference proceedings": "CONF", "conference proceeding": "CONF",
    "conference paper": "CPAPER", "book, whole": "BOOK", "book, edited": "BOOK", "book": "BOOK",
    "monograph": "BOOK", "book, section": "CHAP", "book section": "CHAP", "report": "RPRT",
    "patent": "PAT", "web page": "ELEC", "computer program": "COMP", "abstract": "ABST",
    "unpublished material": "UNPB",
}  # fmt: skip
_TAGS: Final = {
    "YR": "PY", "FD": "DA", "VO": "VL", "OP": "EP", "K1": "KW", "NO": "N1", "LK": "UR", "UL": "UR",
    "DS": "DP", "ED": "ET", "PP": "CY",
}  # fmt: skip
_AS_IN_RIS: Final = "A1 A2 T1 T2 T3 JF JO IS SP AB PB SN AD AN LA DO DB ER".split()
_OTHERS: Final = (
    "SR ID A3 A4 A5 A6 AV CL SF OT CN IP RD ST U1 U2 U3 U4 U5 SL LL CR WT WV WP".split()
)
_NAMES: Final = {
    "title": "T1", "author": "A1", "author address": "AD", "journal": "JF", "source": "JF",
    "secondary title": "T2", "year": "PY", "date": "DA", "volume": "VL", "issue": "IS",
    "pages": "SP", "keywords": "KW", "abstract": "AB", "isbn/issn": "SN", "url": "UR", "doi": "DO",
    "database provider": "DP", "language": "LA",
}  # fmt: skip
_REFWORKS_LINE: Final = re.compile(r"([A-Z][A-Z0-9]|vo)(?: (.*)|)", re.DOTALL)
_NAMED: Final = re.compile(r"\{([A-Z][A-Za-z/ ]{1,30})\} ?:(.*)", re.DOTALL)


def _refworks(line: str) -> tuple[str, str] | None:
    found = _REFWORKS_LINE.fullmatch(line.strip())
    if found is None:
        return None
    tag, value = found[1].upper(), (found[2] or "").strip(" ;")
    if tag == "RT":
        return "TY", _TYPES.get(value.lower(), "GEN")
    if tag == "OP" and "-" in value:  # CNKI has all of the pages there, or one and a hyphen
        return "SP", value.rstrip("-")
    if tag in _OTHERS:
        return f"{tag} of RefWorks", value
    return (_TAGS.get(tag, tag), value) if tag in _TAGS or tag in _AS_IN_RIS else None


def _note_express(line: str) -> tuple[str, str] | None:
    found = _NAMED.fullmatch(line.strip())
    if found is None:
        return None
    name, value = found[1].lower(), found[2].strip(" ;")
    if name == "reference type":
        return "TY", _TYPES.get(value.lower(), "GEN")
    return _NAMES.get(name, f"{name} of NoteExpress"), value
