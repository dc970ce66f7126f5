"""Titles and abstracts as arXiv hands them on: spaces, TeX, and where the code is."""

from __future__ import annotations

import re

from kg.loaders.reading.latex import readable
from kg.loaders.reading.spaces import one_line

__all__ = ["code_url", "journal_name", "prose"]

_ADDRESS = (
    r"(?P<url>https?://(?:www\.)?"
    r"(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|anonymous\.4open\.science)/"
    r"[^\s<>{}|\\^`\"')\]]+)"
)
_CLAIM = re.compile(
    r"\b(?:codes?|implementations?|source|repository|repo|open-?sourced?)\b"
    rf"(?P<between>[^<>]{{0,160}}?){_ADDRESS}",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\s*(?:\\url\{{)?{_ADDRESS}\}}?\s*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[.!?]\s|\bwill\b|\bupon\b|\bhttps?://", re.IGNORECASE)


def prose(text: str | None) -> str | None:
    """The text with TeX made readable and runs of white space made one space; None when empty.

    A tilde or brace alone is no sign of TeX here: such texts are mostly plain.

    >>> prose("SO(3)  and $\\\\alpha$"), prose("about ~30 m"), prose(" ")
    ('SO(3) and α', 'about ~30 m', None)
    """
    if text and ("\\" in text or "$" in text):
        start, end = _window(text)
        text = text[:start] + readable(text[start:end]) + text[end:]
    return one_line(text.replace("\n", " ").strip()) or None if text else None


def _window(text: str) -> tuple[int, int]:
    """The part that holds all that may be TeX: what is before and behind need not be looked at."""
    starts = [at for sign in "\\$~{`" if (at := text.find(sign)) >= 0]
    last = max(text.rfind(sign) for sign in "\\$~}`'")
    found = _BLANK.search(text, last + 2)
    return min(starts), found.start() if found else len(text)


_BLANK = re.compile(r"\s")


def code_url(*texts: str | None) -> str | None:
    """The address of the code, when one of the texts clearly says so; the first that does.

    Clearly: a word for code and an address of a code host in the same sentence, and no promise
    (`will be released at`). A text that is such an address and nothing else says so too.

    >>> code_url("https://github.com/ada/engine"), code_url("https://github.com/ada")
    ('https://github.com/ada/engine', None)
    >>> code_url("We prune. Our code is available at https://github.com/ada/engine.")
    'https://github.com/ada/engine'
    >>> code_url("Code will be released at https://github.com/ada/engine") is None
    True
    """
    for text in texts:
        alone = _ALONE.fullmatch(text or "")
        if alone and alone["url"].strip("/").count("/") > 3:
            return alone["url"].rstrip(".,;:!?*")
        for found in _CLAIM.finditer(text or ""):
            if not _ELSEWHERE.search(found["between"]):
                return found["url"].rstrip(".,;:!?*")
    return None


_VOLUME = re.compile(
    r"(?:(?<![\s,:;(])[\s,:;(]+)?(?:\b(?:vol(?:ume)?|no|issue|pp?|art(?:icle)?|year|e?-?issn)\b[.:]?\s*)?\d.*",
    re.I | re.S,
)
_LOOSE_END = re.compile(r"\b(?:of|the|on|in|at|and|for|vol|volume)\Z", re.IGNORECASE)


def journal_name(reference: str | None) -> str | None:
    """The journal in a reference as authors write it on arXiv: what stands before the volume.

    None when that is no name, as before an ordinal (`Proceedings of the 12th …`).

    >>> journal_name("Phys.Rev.D76:013009,2007"), journal_name("J. Informetrics, vol. 3 (2009)")
    ('Phys.Rev.D', 'J. Informetrics')
    >>> journal_name("Proceedings of the 12th Conference") is None
    True
    """
    name = _VOLUME.sub("", " ".join((reference or "").split())).strip(" ,:;(")
    if sum(map(str.isalpha, name)) < 2 or _LOOSE_END.search(name):
        return None
    return name
