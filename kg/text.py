"""One spelling for comparing what people type with what sources print."""

from __future__ import annotations

import re

from anyascii import anyascii

__all__ = ["fold"]

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Plain lower-case letters, words apart by one space: for looking up and comparing.

    >>> fold("Łukasz  O'Brien-Ünal")
    'lukasz o brien unal'
    """
    return _NOT_A_LETTER.sub(" ", anyascii(text).lower()).strip()
