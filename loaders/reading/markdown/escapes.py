"""Backslashes before signs that Markdown would read: some programs write all signs of a text so."""

from __future__ import annotations

import re

__all__ = ["is_escaped", "without_escapes"]

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_FREQUENT = "-("


def is_escaped(text: str) -> bool:
    """Whether no hyphen of the text, or where it has none no bracket, is without a backslash: TeX
    has them before few.

    >>> is_escaped(r"Real\\-Time Looms"), is_escaped(r"Real-Time \\(p\\) Looms")
    (True, False)
    """
    for sign in _FREQUENT:
        if number := text.count(sign):
            return text.count(f"\\{sign}") == number
    return False


def without_escapes(text: str) -> str:
    """The text as it reads.

    >>> without_escapes(r"Real\\-Time \\(p\\) Looms")
    'Real-Time (p) Looms'
    """
    return _ESCAPED.sub(r"\1", text)
