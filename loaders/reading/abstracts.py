"""What databases and hosts put around an abstract: words on rights and interests, its heading."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["bare_abstract"]

_SIGNS: Final = (
    "[ABSTRACT FROM ", "Copyright of ", " Database Record (c)", "Competing Interest Statement",
)  # fmt: skip
"""One of them stands in it: to look for them is much faster than for all that follows."""
_BELOW: Final = re.compile(
    r"(?:\([A-Z][a-z]{2,12}\) )?\[ABSTRACT FROM (?:AUTHOR|PUBLISHER)S?\]\Z"
    r"|\(?Psyc\w{2,9} Database Record \(c\) \d{4} APA, all rights reserved\)?\.?\Z"
    r"|(?:### Competing Interest Statement\b|Competing Interest Statement(?=[A-Z])).{1,4000}\Z"
    r"|(?:\[ABSTRACT FROM (?:AUTHOR|PUBLISHER)S?\]\s{0,9})?(?:<i>)?"
    r"\bCopyright of (?:(?!Copyright of ).){1,300} is the (?:copyright )?property of "
    r"(?:(?!may not be copied).){1,300}may not be copied.{1,900}\Z",
    re.DOTALL,
)
_HEADING: Final = re.compile(
    r"\A(?:A(?i:bstract)(?=[A-Z][a-z]|[.:]?\Z)|ABSTRACT:?\s+(?=[A-Z])"
    r"|Abstract - (?=[A-Z])|- (?=Background )"
    r"|(?:Abstract|Summary|SUMMARY)(?:[^\S\n]{2,}|[^\S\n]*\n\s*)(?=[^\Wa-z]))"
)
"""Glued to the first word, where a program has taken lines out; in capitals; before the first of
Cochrane's parts; on a line of its own or far from the text, as Crossref has it; or all there is."""
_HEADING_FIRST: Final = re.compile(r"\A(?:Abstract|ABSTRACT|Summary|SUMMARY) (?=[^\Wa-z])")


def bare_abstract(abstract: str | None, *, headed: bool = False) -> str | None:
    """The abstract without its heading, up to what EBSCO and APA say of their rights and bioRxiv
    of interests. Where it is known to be headed, as Wiley's are, the heading may be a word like
    the others.

    >>> bare_abstract("AbstractWe weave.Competing Interest StatementThe authors have none.")
    'We weave.'
    >>> bare_abstract("Abstract algebra is used.")
    'Abstract algebra is used.'
    >>> bare_abstract("Abstract\\n              We weave.")
    'We weave.'
    >>> bare_abstract("Abstract")
    """
    if abstract and any(words in abstract for words in _SIGNS):
        abstract = _BELOW.sub("", abstract.rstrip()).rstrip()
    if abstract and headed:
        abstract = _HEADING_FIRST.sub("", abstract)
    return _HEADING.sub("", abstract) or None if abstract else None
