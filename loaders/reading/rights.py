"""What EBSCO and APA say of their rights below an abstract."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["without_rights"]

_OPENINGS: Final = ("[ABSTRACT FROM ", "Copyright of ", " Database Record (c)")
"""One of them stands in it: to look for them is much faster than for all that follows."""
_RIGHTS: Final = re.compile(
    r"(?:\([A-Z][a-z]{2,12}\) )?\[ABSTRACT FROM (?:AUTHOR|PUBLISHER)S?\]\Z"
    r"|\(?Psyc\w{2,9} Database Record \(c\) \d{4} APA, all rights reserved\)?\.?\Z"
    r"|(?:\[ABSTRACT FROM (?:AUTHOR|PUBLISHER)S?\]\s{0,9})?"
    r"\bCopyright of (?:(?!Copyright of ).){1,300} is the (?:copyright )?property of "
    r"(?:(?!may not be copied).){1,300}may not be copied.{1,900}\Z",
    re.DOTALL,
)


def without_rights(abstract: str | None) -> str | None:
    """The abstract up to the words on whose it is and what may not be done with it."""
    if not abstract or not any(words in abstract for words in _OPENINGS):
        return abstract or None
    return _RIGHTS.sub("", abstract.rstrip()).rstrip() or None
