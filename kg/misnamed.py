"""Why a Cypher statement finds nothing: names in it that the graph's schema does not have.

A statement that names a label, type or property that nothing has is right and gives no rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from kg.schema import NODES, RELATIONSHIPS

__all__ = ["misnamed"]

_TEXTS = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)
_LABELS = re.compile(r"\(\s*\w*\s*:([\s\w:|&!]+)")
_TYPES = re.compile(r"\[\s*\w*\s*:([\s\w:|!]+)")
_MEMBERS = re.compile(r"\b[a-z]\w*\.(\w+)\b(?!\s*[.(])")
_WITHIN = re.compile(r"[(\[]\s*(?:\w+|\w*\s*:[\s\w:|&!]+?)\s*\{([^{}]*)\}")
_KEY = re.compile(r"(\w+)\s*:")
_WORD = re.compile(r"\w+")


def misnamed(statement: str) -> list[str]:
    """A sentence for each label, type and property that no node or relationship has.

    >>> misnamed("MATCH (p:Papr)")
    ['no label is called Papr: did you mean Paper?']
    """
    bare = _TEXTS.sub("''", statement)
    properties = {p.name for kind in NODES for p in kind.properties}
    properties |= {p.name for of in RELATIONSHIPS for p in of.properties}
    named = [*_MEMBERS.findall(bare), *_within(bare, _WITHIN, _KEY)]
    return [
        *_strange("label", _within(bare, _LABELS, _WORD), {kind.label for kind in NODES}),
        *_strange("type", _within(bare, _TYPES, _WORD), {of.type for of in RELATIONSHIPS}),
        *_strange("property", named, properties | {"id"}),
    ]


def _within(statement: str, part: re.Pattern[str], word: re.Pattern[str]) -> Iterator[str]:
    for found in part.findall(statement):
        yield from word.findall(found)


def _strange(what: str, words: Iterable[str], known: set[str]) -> Iterator[str]:
    for word in dict.fromkeys(words):
        if word not in known:
            yield f"no {what} is called {word}: {_known(word, known)}"


def _known(word: str, known: set[str]) -> str:
    """The names that are meant, else the few or some of the many there are."""
    cased = {name.casefold(): name for name in sorted(known)}
    if near := get_close_matches(word.casefold(), cased, n=1):
        return f"did you mean {cased[near[0]]}?"
    return (
        f"known are {', '.join(cased.values())}"
        if len(known) < 20
        else "the schema page lists them"
    )
