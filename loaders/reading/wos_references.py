"""Cited references as the Web of Science writes them: `Aria M, 2017, J INFORMETR, V11, P959`."""

from __future__ import annotations

import re

from kg.loaders.reading import identifiers
from kg.records import Identifier, Reference

__all__ = ["cited_reference"]

_DOI = re.compile(r"\bDOI\s+\[?\s*(?:DOI\s+)?(10\.[^\s,\]]+)", re.IGNORECASE)
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)")


def cited_reference(text: str) -> Reference:
    """One cited reference; what does not follow the pattern stays in its text.

    >>> cited = cited_reference("Aria M, 2017, J INFORMETR, V11, P959, DOI 10.1016/j.joi.2017")
    >>> cited.first_author, cited.year, cited.source, cited.volume, cited.page, cited.ids[0].value
    ('Aria M', 2017, 'J INFORMETR', '11', '959', '10.1016/j.joi.2017')
    """
    parts = [part.strip() for part in text.split(",")]
    found = _DOI.search(text)
    doi = identifiers.doi(found[1]) if found else None
    year = next((i for i, part in enumerate(parts[:3]) if _YEAR.fullmatch(part)), None)
    rest = parts[year + 1 :] if year is not None else []
    source = rest[0] if rest and not rest[0].upper().startswith("DOI ") else None
    return Reference(
        ids=(Identifier("doi", doi),) if doi else (),
        text=text,
        year=int(parts[year]) if year is not None else None,
        first_author=parts[0] if year else None,
        source=source,
        volume=next((p[1:] for p in rest[1:] if re.fullmatch(r"V\d+\w*", p)), None),
        page=next((p[1:] for p in rest[1:] if re.fullmatch(r"P\w?\d+\w*", p)), None),
    )
