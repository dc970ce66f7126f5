"""BibTeX text cut where a block begins on a line of its own, and what is plain there read at once.

bibtexparser takes a block that begins on a line of its own for the end of any before it, however
broken that is, so each stretch between two of them can be read by itself. Nearly all hold one
entry of names and values in braces or quotes, which a regular expression reads in a fraction of
the time; whatever does not match it to the letter is left to bibtexparser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["LIST_OF_TYPES", "PlainEntry", "Stretch", "in_one_word", "stretches"]


class PlainEntry(NamedTuple):
    """An entry as it stands: type, key, names with values in their delimiters, own text."""

    type: str
    key: str
    fields: list[tuple[str, str]]
    raw: str


class Stretch(NamedTuple):
    """What stands from one block's beginning to the next one's.

    `entry` when that is a plain entry, else its `text`; that of a stretch that `goes_on` has the
    beginning of the next block at its end, for whoever reads it to stop at.
    """

    entry: PlainEntry | None
    text: str = ""
    goes_on: bool = False


# A backslash makes the sign behind it harmless; where two of them stand before a brace or quote,
# opinions differ, so that is not plain.
_ESCAPE: Final = r"\\(?:[^\\]|\\(?![{}\"\\]))"


def _balanced(signs: str, depth: int) -> str:
    """A pattern for text, other than the signs, in which braces are closed again."""
    run = rf"[^{signs}\\]*+"
    inside = rf"\{{{_balanced(signs, depth - 1)}\}}|" if depth else ""
    return rf"{run}(?:(?:{inside}{_ESCAPE}){run})*+"


_IN_BRACES: Final = _balanced("{}", 4)
_IN_QUOTES: Final = _balanced('{}"', 4)
_VALUE: Final = rf"\{{{_IN_BRACES}\}}|\"{_IN_QUOTES}\"|[^\s{{}}\"',=#%@\\()]++"
_NAME: Final = r"\s*+([\w:.+/-]++(?:[ \t]++[\w:.+/-]++)*+)\s*+=\s*+"
_FIELD: Final = re.compile(rf"{_NAME}({_VALUE})\s*+(?:,|(?=[)}}]))")
_OF_TWO_WORDS: Final = r"(?i:[a-z]++-[a-z]++|(?:journal|conference|book) [a-z]++)"
LIST_OF_TYPES: Final = rf"\[[\w', ]{{2,100}}\]|{_OF_TWO_WORDS}"
"""Types of a work as Semantic Scholar prints them: `@['JournalArticle', 'Review']{Reed2031,`, and
one of two words, as Crossref and OpenAlex have them: `@journal-article{Reed2031,`."""
_TYPE: Final = rf"@(?!(?i:comment|preamble|string)\b)(\w++|{LIST_OF_TYPES})\s*+"
_KEY: Final = r"([^{}()\",=\\@\n]*+),"
_BEFORE_FIELDS: Final = re.compile(rf"{_TYPE}(?:(\{{)|\(){_KEY}")
_CLOSING: Final = {"{": re.compile(r"\s*+\}"), None: re.compile(r"\s*+\)")}
_BEGINNING: Final = re.compile(rf"^[^\S\n]*+(@(?:\w*+|{LIST_OF_TYPES})\s*+[{{(])", re.MULTILINE)
_OF_LIST: Final = {
    "conference": "inproceedings",
    "booksection": "incollection",
    "book": "book",
}


_TWO_WORDS: Final = re.compile(
    r"^([^\S\n]*@(?:[a-z]+(?=-)|journal|conference|book))[- ]([a-z]+\s*[{(])",
    re.MULTILINE | re.IGNORECASE,
)


def in_one_word(text: str) -> str:
    """The text with one word for types of two, which bibtexparser does not read.

    >>> in_one_word("@journal-article{a, title = {B}}")
    '@journal_article{a, title = {B}}'
    """
    return _TWO_WORDS.sub(r"\1_\2", text)


def stretches(text: str) -> Iterator[tuple[int, Stretch]]:
    """The stretches that hold a block, each with its line, counted from 0."""
    line = at = 0
    for found in _BEGINNING.finditer(text):
        if stretch := _stretch(text, at, found.start(1), found.end()):
            yield line, stretch
        line += text.count("\n", at, found.start(1))
        at = found.start(1)
    if stretch := _stretch(text, at, len(text), len(text)):
        yield line, stretch


def _stretch(text: str, begin: int, end: int, following: int) -> Stretch | None:
    """What stands from `begin` to `end`, where the next block has its beginning up to `following`.

    None when there is no block in it.
    """
    found = _plain(text, begin, end)
    if found is not None and text.find("@", begin + len(found.raw), end) < 0:
        return Stretch(found)
    if text.find("@", begin, end) < 0:
        return None
    return Stretch(None, text[begin:following], following > end)


def _plain(text: str, begin: int, end: int) -> PlainEntry | None:
    """The entry that begins there, when nothing but plain fields are in it."""
    opening = _BEFORE_FIELDS.match(text, begin, end)
    if opening is None:
        return None
    fields: list[tuple[str, str]] = []
    at = opening.end()
    while field := _FIELD.match(text, at, end):
        fields.append((field[1], field[2]))
        at = field.end()
    closing = _CLOSING[opening[2]].match(text, at, end)
    if closing is None:
        return None
    raw = text[begin : closing.end()]
    return PlainEntry(_type(opening[1].lower()), opening[3].strip(), fields, raw)


def _type(said: str) -> str:
    if not said.startswith("["):
        return said
    return next((ours for theirs, ours in _OF_LIST.items() if theirs in said), "article")
