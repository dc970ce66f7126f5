"""Text on its way into a full-text search, the same for every engine."""

from __future__ import annotations

import re

__all__ = ["escape_full_text"]

_LUCENE = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
_OPERATORS = re.compile(r"\b(AND|OR|NOT|TO)\b")


def escape_full_text(text: str) -> str:
    r"""Text to search for, so that nothing in it is an operator of the full-text language.

    Both stores speak Lucene's: https://lucene.apache.org/core/10_0_0/queryparser/ . Words stay
    words; a text without any word becomes one that finds nothing.

    >>> escape_full_text('C++ (deep) AND "x": a*')
    'C\\+\\+ \\(deep\\) and \\"x\\"\\: a\\*'
    >>> escape_full_text("  ")
    '""'
    """
    escaped = _LUCENE.sub(r"\\\1", text)
    return _OPERATORS.sub(lambda m: m[0].lower(), escaped).strip() or '""'
