"""A BibTeX text of any length in sections that can be read one without the other.

A section begins where an entry begins on a line of its own: wherever that stands, even inside an
entry that was never closed, readers of BibTeX begin anew. Only the reason why such an entry cannot
be read is another where a section ends in it: the end of the file, not the next entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["Section", "sections"]

_CHARACTERS = 4_000_000
_BEGINS = re.compile(r"\n@[A-Za-z]+[ \t]*\{")
_LONGEST_BEGINNING = 100


class Section(NamedTuple):
    """Some whole entries, and the line that the first begins on, counted from 0."""

    line: int
    text: str


def sections(pieces: Iterable[str], characters: int = _CHARACTERS) -> Iterator[Section]:
    """The text that the pieces make, in sections of so many characters or of one longer entry.

    >>> [section.text for section in sections(["@misc{a}\\n@mi", "sc{b}\\n", "% c"], 12)]
    ['@misc{a}\\n', '@misc{b}\\n% c']
    """
    line, held = 0, ""
    for piece in pieces:
        held += piece
        if len(held) >= characters and (at := _last_beginning(held, characters + len(piece))):
            yield Section(line, held[:at])
            line += held.count("\n", 0, at)
            held = held[at:]
    if held:
        yield Section(line, held)


def _last_beginning(text: str, unsearched: int) -> int:
    """Where the last entry begins in the unsearched end of a text; 0 when nowhere."""
    start = max(0, len(text) - unsearched - _LONGEST_BEGINNING)
    at = text.rfind("\n@", start)
    while at >= 0 and not _BEGINS.match(text, at):
        at = text.rfind("\n@", start, at)
    return at + 1
