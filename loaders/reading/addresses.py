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


def place_of(address: str) -> str:
    """The address without mail addresses: they would make the place another one for each author.

    >>> place_of("Maps, Rome, Italy. Electronic address: a.b@example.org.")
    'Maps, Rome, Italy'
    >>> place_of("a@example.org"), place_of("Univ Nowhere, Peru.")
    ('', 'Univ Nowhere, Peru.')
    """
    return _MAIL.sub(". ", address).strip(" .,;") if "@" in address else address
