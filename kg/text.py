"""One spelling for comparing what people type with what sources print; numbers with their nouns."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["counted", "fold", "meant"]

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


def counted(n: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "topic"), counted(1200, "topic"), counted(2, "community", "communities")
    ('1 topic', '1,200 topics', '2 communities')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def meant(typed: str, known: Iterable[str]) -> str:
    """A question for the names nearest to what was typed, empty when none is near.

    >>> meant("coautors", ["coauthors", "papers"]), meant("x", ["papers"])
    ('did you mean coauthors?', '')
    """
    from difflib import get_close_matches

    near = get_close_matches(typed, list(known), n=3)
    return f"did you mean {' or '.join(near)}?" if near else ""
