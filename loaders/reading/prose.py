"""Titles and abstracts as arXiv hands them on: spaces, TeX, and where the code is."""

from __future__ import annotations

import re

from kg.loaders.reading.latex import readable

__all__ = ["code_url", "prose"]

_CLAIM = re.compile(
    r"\b(?:codes?|implementations?|source|repository|repo|open-?sourced?)\b"
    r"(?P<between>[^<>]{0,160}?)"
    r"(?P<url>https?://(?:www\.)?"
    r"(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|anonymous\.4open\.science)/"
    r"[^\s<>{}|\\^`\"')\]]+)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[.!?]\s|\bwill\b|\bupon\b|\bhttps?://", re.IGNORECASE)


def prose(text: str | None) -> str | None:
    """The text with TeX made readable and runs of white space made one space; None when empty.

    A tilde or brace alone is no sign of TeX here: such texts are mostly plain.

    >>> prose("SO(3)  and $\\\\alpha$"), prose("about ~30 m"), prose(" ")
    ('SO(3) and α', 'about ~30 m', None)
    """
    if text and ("\\" in text or "$" in text):
        text = readable(text)
    return " ".join(text.split()) or None if text else None


def code_url(*texts: str | None) -> str | None:
    """The address of the code, when one of the texts clearly says so; the first that does.

    Clearly: a word for code and an address of a code host in the same sentence, and no promise
    (`will be released at`).

    >>> code_url("We prune. Our code is available at https://github.com/ada/engine.")
    'https://github.com/ada/engine'
    >>> code_url("Code will be released at https://github.com/ada/engine") is None
    True
    """
    for text in texts:
        for found in _CLAIM.finditer(text or ""):
            if not _ELSEWHERE.search(found["between"]):
                return found["url"].rstrip(".,;:!?*")
    return None
