"""Values as they leave a store: plain Python, the same from every engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["escape_full_text", "plain"]

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


def plain(value: Any, convert: Callable[[Any], Any]) -> Any:
    """The value with whatever `convert` knows replaced, inside lists and maps too.

    `convert` returns its argument when it does not know it.

    >>> plain({"a": [1, {2}]}, lambda v: sorted(v) if isinstance(v, set) else v)
    {'a': [1, [2]]}
    """
    if isinstance(value, Mapping):
        return {str(k): plain(v, convert) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [plain(v, convert) for v in value]
    return convert(value)
