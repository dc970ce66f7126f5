"""Cited references as the Web of Science writes them: `Aria M, 2017, J INFORMETR, V11, P959`."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.loaders.reading import identifiers
from kg.records import Reference

__all__ = ["cited_reference", "is_cited_reference"]

_DOI = re.compile(r"\bDOI:?\s+\[?\s*(?:DOI\s+)?(10\.[^\s,\]]+)", re.IGNORECASE)
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)")
_VOLUME = re.compile(r"V\.?\s?(\d+\w*(?:-\w+)?)")
_PAGE = re.compile(r"(?:[Pp](\w{0,3}\d+\w*)|p([IVXLC]{1,8}))|(?:ARTN?|ART\. NO\.|AR)\s+(\w+)")
_REFERENCES_KEPT = 16_384
"""References read lately: papers of one field cite the same works in the same words."""

_INITIALS = re.compile(r"[A-Z]{1,4}")
_NOBODY = frozenset(("[anonymous]", "[no title captured]", "anonymous", "[no author]"))


@lru_cache(_REFERENCES_KEPT)
def cited_reference(text: str) -> Reference:
    """One cited reference; what does not follow the pattern stays in its text.

    Both shapes of names are met: `Aria M, 2017` and, in newer exports, `Aaker, JL, 1997`.

    >>> cited = cited_reference("Aria M, 2017, J INFORMETR, V11, P959, DOI 10.1016/j.joi.2017")
    >>> cited.first_author, cited.year, cited.source, cited.volume, cited.page, cited.ids[0].value
    ('Aria M', 2017, 'J INFORMETR', '11', '959', '10.1016/j.joi.2017')
    >>> cited_reference("Brin S, 2001, LAKES, V3, pVII").page
    'VII'
    >>> cited_reference("Reed J., 2010, J. Lakes, V92-B, P242").volume
    '92-B'
    >>> undated = cited_reference("Reed J, J LAKES, V3, P7")
    >>> undated.first_author, undated.source, undated.volume
    ('Reed J', 'J LAKES', '3')
    >>> cited_reference("Aaker, JL, 1997, J MARKETING RES, V34, P347").first_author
    'Aaker JL'
    """
    parts = [part.strip() for part in text.split(",")]
    found = _DOI.search(text)
    doi = identifiers.doi(found[1]) if found else None
    year = next((i for i, part in enumerate(parts[:3]) if _YEAR.fullmatch(part)), None)
    names = _names_of_undated(parts) if year is None else year
    rest = parts[year + 1 :] if year is not None else parts[names:] if names else []
    source = rest[0] if rest and not _is_place(rest[0]) and not _is_nobody(rest[0]) else None
    author = " ".join(parts[:names]).lstrip("*") or None
    return Reference(
        ids=tuple(identifiers.from_doi(doi)) if doi else (),
        text=text,
        year=int(parts[year]) if year is not None else None,
        first_author=None if author is None or _is_nobody(author) else author,
        source=source or None,
        volume=next((f[1] for p in rest if (f := _VOLUME.fullmatch(p))), None),
        page=next((f[1] or f[2] or f[3] for p in rest if (f := _PAGE.fullmatch(p))), None),
    )


def _names_of_undated(parts: list[str]) -> int:
    """How many parts are the name where no year follows it, but a source and places in that; none
    where anything else does."""
    names = 2 if len(parts) > 2 and _INITIALS.fullmatch(parts[1]) else 1
    told = len(parts) > names and all(map(_is_place, parts[names + 1 :]))
    return names if told else 0


def _is_nobody(part: str) -> bool:
    return part.lower() in _NOBODY


def _is_place(part: str) -> bool:
    """Whether a part that could be the source is a volume, page or DOI: the source is missing."""
    return bool(part.upper().startswith("DOI ") or _VOLUME.fullmatch(part) or _PAGE.fullmatch(part))


def is_cited_reference(text: str) -> bool:
    """Whether a line looks like a cited reference, wherever it stands.

    >>> is_cited_reference("ALLEN PJ, 1966, AM J PHYS, V34"), is_cited_reference("Univ X, Oslo")
    (True, False)
    """
    parts = text.split(",", 3)
    return any(_YEAR.fullmatch(part.strip()) for part in parts[1:3])
