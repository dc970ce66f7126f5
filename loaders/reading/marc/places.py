"""Where in its host a paper stands, in the ways libraries write it.

K10plus gives `volume:12`, `number:3`, `pages:1-9` in subfields of their own, Invenio a subfield for
each; the rest is one text: `12(2019), 3, Seite 1-9`, `Vol. 24, no. 9 (Sept. 1993), p. 235-48`,
`Jg. 81, 2026, Nr. 2, S. 101-108`, or `24:9<235` behind them.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.loaders.reading.marc.fields import MarcField, MarcFields, bare

__all__ = ["MarcPlace", "marc_place"]


class MarcPlace(NamedTuple):
    """Volume, issue, pages and year; None where the host does not tell."""

    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    year: str | None = None


_VOLUME: Final = re.compile(
    r"\b(?:vol(?:ume|umen)?|v|bd|band|jg|jahrgang|tom[eo]?|t)\b\.?\s*(\d+[A-Z]?)", re.IGNORECASE
)
_ISSUE: Final = re.compile(
    r"(?:\b(?:no|n[uú]m(?:ero)?|nr|n|iss(?:ue)?|fasc(?:icule)?|heft|h)\b\.?|\bn[º°]\.?|№)\s*(\d+(?:[/-]\d+)?)",
    re.I,
)
_PAGES: Final = re.compile(
    r"\b(?:pp?|pages?|pag|s|seiten?|str)\b\.?\s*([A-Z]?\d+(?:\s*[-–]\s*[A-Z]?\d+)?)", re.IGNORECASE
)
_LEADING: Final = re.compile(r"(\d{1,3}),\s")
_YEAR: Final = re.compile(r"\b((?:19|20)\d\d)\b")
_VOLUME_AND_YEAR: Final = re.compile(
    r"(?<!\d)(\d{1,9})\s*\((?:19|20)\d\d\)(?:[,:]?\s*(?:no?\.?\s*|nr\.?\s*)?(\d+(?:[/-]\d+)?)\b(?![-–]))?",
    re.I,
)
_VOLUME_AND_ISSUE: Final = re.compile(
    r"(?<!\d)(\d{1,9})\s*\((\d{1,3}(?:[/-]\d+)?)\)(?:[,:]\s*(\d+[-–]\d+))?"
)
_CODED: Final = re.compile(r"(\d+)(?::(\d+(?:[/-]\d+)?))?(?::[^<]*)?<([A-Z]?\d+(?:[-–]\d+)?)")


def marc_place(fields: MarcFields, host: MarcField | None) -> MarcPlace:
    """The place of a record in its host."""
    if host is None:
        return MarcPlace()
    told = _of_text(", ".join(t for t in host.all("g") if not _KEYED.match(t)), host.first("q"))
    keyed = dict(text.split(":", 1) for text in fields.texts("773", "g") if _KEYED.match(text))
    if keyed:
        at = (keyed.get(k, "").strip() or None for k in ("volume", "number", "pages", "year"))
        return MarcPlace(*(own or other for own, other in zip(at, told, strict=True)))
    if host.first("vnc"):
        return MarcPlace(*(host.first(code) for code in "vncy"))
    return told


_KEYED: Final = re.compile(r"(?:volume|number|pages|year|month|day|extent|elocationid):")


def _of_text(text: str, code: str | None) -> MarcPlace:
    if coded := _CODED.match(code or ""):
        year = _YEAR.search(text)
        return MarcPlace(coded[1], coded[2], _whole(text) or coded[3], year[1] if year else None)
    volume = _VOLUME.search(text) or _LEADING.match(text)
    issue = _ISSUE.search(text)
    found = (volume[1] if volume else None, issue[1] if issue else None)
    pages = _whole(text)
    if both := _VOLUME_AND_YEAR.search(text):
        found = (found[0] or both[1], found[1] or both[2])
    elif both := _VOLUME_AND_ISSUE.search(text):
        found, pages = (found[0] or both[1], found[1] or both[2]), pages or both[3]
    year = _YEAR.search(text)
    return MarcPlace(*found, pages, year[1] if year else None)


def _whole(text: str) -> str | None:
    """The pages that a text names."""
    pages = _PAGES.search(text)
    return bare("".join(pages[1].split()).replace("–", "-")) if pages else None
