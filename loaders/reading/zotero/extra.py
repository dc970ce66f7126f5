"""Zotero's `Extra` field: lines of `Key: value` that hold what Zotero has no field for.

https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.loaders.reading import identifiers
from kg.loaders.reading.spaces import BLANKS
from kg.records import Identifier

__all__ = ["citations_of_extra", "extra_ids", "extra_lines", "remark_of_extra"]

_LINE: Final = re.compile(rf"\s*([A-Za-z_][\w .-]{{1,40}}?)\s*[:=]\s*(\S.*?){BLANKS}")
_CITED: Final = re.compile(
    r"(\d{1,9}) citations? \(|(?:Cited by|Citations?|ZSCC)\s*:\s*(\d{1,9})\b|^(0\d{4})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_BREAK: Final = re.compile(r"\n| (?=(?:PMID|PMCID|DOI|arXiv|Citation Key): )")
"""Between lines, which exports as CSV have put into one."""
_WOS: Final = re.compile(r"\d{15}")
_SCHEMES: Final = {
    "arxiv": "arxiv", "pmid": "pmid", "pmcid": "pmcid", "openalex": "openalex", "s2id": "s2",
}  # fmt: skip


def extra_lines(extra: str | None) -> dict[str, str]:
    """The `Key: value` lines by key in lower case; the first of equal keys counts.

    An arXiv id may be given as the `_eprint` that it was in BibTeX.

    >>> extra_lines("PMID: 11736001\\nread it twice")
    {'pmid': '11736001'}
    >>> extra_lines("PMID: 11736001 PMCID: PMC7384743")
    {'pmid': '11736001', 'pmcid': 'PMC7384743'}
    """
    found: dict[str, str] = {}
    for line in _BREAK.split(extra or ""):
        if match := _LINE.fullmatch(line):
            found.setdefault(match[1].lower(), match[2])
    if identifiers.arxiv(eprint := found.get("_eprint")):
        found.setdefault("arxiv", eprint or "")
    return found


def extra_ids(lines: Mapping[str, str]) -> list[Identifier]:
    """The identifiers among the lines."""
    ids = identifiers.of_doi(lines.get("doi"))
    for key, scheme in _SCHEMES.items():
        ids += identifiers.of(scheme, lines.get(key))
    if number := _WOS.fullmatch(lines.get("wos", "")):
        ids.append(Identifier("wos", number[0]))
    return ids


def citations_of_extra(extra: str | None) -> int | None:
    """Times cited, as add-ons write it: `12 citations (Crossref) [2024-05-01]`; that for Google
    Scholar once wrote the number alone, with zeros before it.

    >>> citations_of_extra("12 citations (Crossref) [2024-05-01]"), citations_of_extra("none")
    (12, None)
    >>> citations_of_extra("ZSCC: 0000123"), citations_of_extra("OCLC: 12\\n00007")
    (123, 7)
    """
    found = _CITED.search(extra or "")
    return int(found[1] or found[2] or found[3]) if found else None


def remark_of_extra(extra: str | None) -> str | None:
    """What of the field is a remark: the lines that hold no key, or are the authors' comment.

    >>> remark_of_extra("Comment: 12 pages\\nPlace: Lyon\\nread twice")
    '12 pages read twice'
    """
    kept: list[str] = []
    for line in _BREAK.split(extra or ""):
        keyed = _LINE.fullmatch(line)
        if keyed and keyed[1].lower() in ("comment", "comments", "note"):
            kept.append(keyed[2])
        elif line.strip() and not keyed and not _CITED.search(line):
            kept.append(line.strip())
    return " ".join(kept) or None
