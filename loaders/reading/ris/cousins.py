"""Formats that say with other tags what RIS says: RefWorks', NoteExpress's, CNKI's and Cochrane's
own.

RefWorks' lines have a tag and a space (https://refworks.com/refworks/help/RefWorks_Tagged_Format.htm),
NoteExpress's a name in braces. CNKI and Wanfang export both; CNKI's lines have a name in English
and Chinese, and begin with the database, or with a number for the type where they are for E-Study::

    RT Journal Article    {Reference Type}: Journal Article    SrcDatabase-来源库: 期刊
    A1 Moreau, Emil       {Author}: Moreau, Emil               Author-作者: 莫罗;
    T1 On Lakes           {Title}: On Lakes                    Title-题名: 湖泊研究

Cochrane's lines have a tag and a colon below the number of the record::

    Record #1 of 2
    ID: CN-01234567
    AU: Moreau E
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
_OF_CNKI: Final = re.compile(
    r"^(?:(?P<study>DataType: ?\d)|SrcDatabase-来源库: ?\S[^\n]*)\s*\nTitle-题名:", re.MULTILINE
)
_OF_COCHRANE: Final = re.compile(r"^Record #\d+ of \d+\s*\n(?:ID|AU|TI): ?\S", re.MULTILINE)


def cousin_of_ris(text: str) -> TagOf | None:
    """What reads the lines of the format a text is in as tags of RIS and their values.

    >>> tag_of = cousin_of_ris("RT Book, Whole\\nT1 On Lakes\\n")
    >>> tag_of("RT Book, Whole"), tag_of("YR 1999"), tag_of("Is this a tag?")
    (('TY', 'BOOK'), ('PY', '1999'), None)
    >>> cousin_of_ris("TY  - JOUR\\n")
    """
    if _OF_REFWORKS.search(text):
        return _refworks
    if of_cnki := _OF_CNKI.search(text):
        return _cnki_study if of_cnki["study"] else _cnki
    if _OF_COCHRANE.search(text):
        return _cochrane
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


_OF_DATABASES: Final = (
    ("会议", "CONF"), ("硕士", "THES"), ("博士", "THES"), ("学位", "THES"), ("报纸", "NEWS"),
    ("专利", "PAT"), ("图书", "BOOK"), ("标准", "STAND"),
)  # fmt: skip
"""What stands in the names of CNKI's databases for the type of what is in them."""
_OF_NUMBERS: Final = {"1": "JOUR", "2": "THES", "3": "CONF", "4": "NEWS"}
_IN_CHINESE: Final = {
    "题名": "T1", "作者": "A1", "单位": "AD", "机构": "AD", "文献来源": "JF", "刊名": "JF",
    "关键词": "KW", "摘要": "AB", "发表时间": "DA", "出版时间": "DA", "年": "PY", "卷": "VL",
    "期": "IS", "页码": "SP", "国际标准刊号": "SN", "网址": "UR", "链接": "UR", "DOI": "DO",
}  # fmt: skip
_IN_TWO_LANGUAGES: Final = re.compile(
    r"[A-Z][A-Za-z]{1,20}-([\u4e00-\u9fff]{1,8}|DOI): ?(.*)", re.S
)
_OF_STUDY: Final = re.compile(r"DataType: ?(\d+)\s*")


def _cnki(line: str) -> tuple[str, str] | None:
    found = _IN_TWO_LANGUAGES.fullmatch(line.strip())
    if found is None:
        return None
    name, value = found[1], found[2].strip(" ;").replace(";;", ";")
    if name == "来源库":
        return "TY", next((kind for sign, kind in _OF_DATABASES if sign in value), "JOUR")
    return _IN_CHINESE.get(name, f"{name} of CNKI"), value


def _cnki_study(line: str) -> tuple[str, str] | None:
    """The same where a number tells the type, and the database is but a remark."""
    if found := _OF_STUDY.fullmatch(line.strip()):
        return "TY", _OF_NUMBERS.get(found[1], "GEN")
    told = _cnki(line)
    return ("database of CNKI", told[1]) if told and told[0] == "TY" else told


_RECORD: Final = re.compile(r"Record #\d+ of \d+")
_COCHRANE_LINE: Final = re.compile(r"([A-Z]{2,3}): ?(.*)", re.DOTALL)
_OF_LIBRARY: Final = {
    "ID": "AN", "AU": "AU", "TI": "TI", "SO": "JF", "YR": "PY", "VL": "VL", "NO": "IS", "PG": "SP",
    "PM": "C3", "KY": "KW", "DOI": "DO", "AB": "AB", "US": "UR", "SN": "SN", "LA": "LA",
}  # fmt: skip


def _cochrane(line: str) -> tuple[str, str] | None:
    text = line.strip()
    if _RECORD.fullmatch(text):
        return "TY", "JOUR"
    found = _COCHRANE_LINE.fullmatch(text)
    if found is None:
        return None
    return _OF_LIBRARY.get(found[1], f"{found[1]} of Cochrane"), found[2].strip()
