"""Addresses of authors, as databases print them: the place without how to write to the author."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["place_of"]

# Bounded, and begun only where a run of signs begins, so that time stays linear.
_MAIL: Final = re.compile(
    r"(?:(?<![\s.,;])[\s.,;]++)?(?:\b(?:E-?mail|Electronic)(?: address(?:es)?)?\s{0,3}:?\s{0,3})?"
    r"[^\s,;:@]{1,64}@[^\s,;@]{1,255}[\s,;]*+",
    re.IGNORECASE,
)


_ROR: Final = r"https?://ror\.org/\w{9}"
_ISNI: Final = r"\d{4} ?\d{4} ?\d{4} ?\d{3}[\dX]"
_GRID: Final = rf"grid\.\d{{1,9}}\.[0-9a-f]{{1,2}}?(?=[\sA-Z]|{_ISNI})"
_NUMBERS_BEFORE: Final = re.compile(
    rf"(?=https?://ror|grid\.)(?:{_ROR}\s?)?(?:{_GRID}\s?)?(?:{_ISNI}\s?)?|{_ISNI}\s?{_GRID}\s?"
)
_NUMBERS_AFTER: Final = re.compile(
    rf"[\s.,;]{{0,5}}\b(?:GRID|ISNI|ROR): ?"
    rf"(?:{_ROR}|{_ISNI}|grid\.\d{{1,9}}\.[0-9a-f]{{1,2}})(?![^\s.,;])"
)
"""Numbers of organisations that publishers send before or after their names."""

_MARK: Final = re.compile(
    r"[a-z] (?=[A-Z])"
    r"|\d{1,2}(?=[A-Z])(?=[^\d,;]{0,60}?(?:Dep(?:artment|t)|Div|School|Facult|Instit|Cent[er]|Univ|Hosp"
    r"|Laborator|College|Clinic))"
)
"""The letter, or the number before an institution, by which a paper refers authors to an address:
companies may begin with a number."""


def place_of(address: str) -> str:
    """The address without mail addresses and marks, which would make the place another one for
    each author or paper.

    >>> place_of("Maps, Rome, Italy. Electronic address: a.b@example.org.")
    'Maps, Rome, Italy'
    >>> place_of("a@example.org"), place_of("Univ Nowhere, Peru.")
    ('', 'Univ Nowhere, Peru.')
    >>> place_of("a Department of Maps , Nowhere , Peru")
    'Department of Maps, Nowhere, Peru'
    >>> place_of("2Department of Maps, Peru"), place_of("3Shape Ltd, Peru")
    ('Department of Maps, Peru', '3Shape Ltd, Peru')
    >>> place_of("Univ Nowhere, Peru. GRID: grid.42629.3b. ISNI: 0000000121965555")
    'Univ Nowhere, Peru'
    >>> place_of("grid.5337.20000 0004 1936 7603Univ Nowhere, Peru")
    'Univ Nowhere, Peru'
    >>> place_of("0000 0004 1936 7603grid.5337.2Univ Nowhere, Peru")
    'Univ Nowhere, Peru'
    """
    if "grid." in address or "ISNI: " in address or "ror.org" in address:
        before = _NUMBERS_BEFORE.match(address)
        address = _NUMBERS_AFTER.sub("", address[before.end() if before else 0 :])
    if found := _MARK.match(address):
        address = address[found.end() :].replace(" ,", ",")
    return _MAIL.sub(". ", address).strip(" .,;") if "@" in address else address
