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


_MARK: Final = re.compile(r"[a-z] (?=[A-Z])")
"""The letter by which a paper refers its authors to an address."""


def place_of(address: str) -> str:
    """The address without mail addresses and marks, which would make the place another one for
    each author or paper.

    >>> place_of("Maps, Rome, Italy. Electronic address: a.b@example.org.")
    'Maps, Rome, Italy'
    >>> place_of("a@example.org"), place_of("Univ Nowhere, Peru.")
    ('', 'Univ Nowhere, Peru.')
    >>> place_of("a Department of Maps , Nowhere , Peru")
    'Department of Maps, Nowhere, Peru'
    """
    if found := _MARK.match(address):
        address = address[found.end() :].replace(" ,", ",")
    return _MAIL.sub(". ", address).strip(" .,;") if "@" in address else address
