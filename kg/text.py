"""One spelling for comparing what people type with what sources print."""

from __future__ import annotations

import re

__all__ = ["fold"]

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Plain lower-case letters, words apart by one space: for looking up and comparing.

    >>> fold("Łukasz  O'Brien-Ünal")
    'lukasz o brien unal'
    """
    if not text.isascii():
        from anyascii import anyascii  # Its tables take a while to find, and most need none.

        text = anyascii(text)
    return _NOT_A_LETTER.sub(" ", text.lower()).strip()
