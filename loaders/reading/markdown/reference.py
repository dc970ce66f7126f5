"""A whole reference in the style of the APA, as search engines and managers offer it to be copied.

Brook, A., Reed, B., & Lane, C. (2023). Engines that weave. *Looms*, *41*(4), 1-26.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.loaders.reading.markdown.links import unlinked

__all__ = ["Reference", "reference"]

_LONGEST = 4_000
_BEFORE = re.compile(
    r"[\s*+-]*(?:\d{1,4}[.)]\s+|\[\d{1,4}\]\s+)?"
    r"(?P<authors>[^\W\d_](?:[\w'’. -]{0,40}), (?:[^\W\d_]\.[ -]?){1,4}[^()\[\]]{0,2000}?)"
    r"\s*\((?P<year>(?:19|20)\d\d)[a-z]?(?:, [A-Z][^()]{0,30})?\)\.?\s+"
)
_ITALIC = re.compile(r"(?<![*\w])[*_](?P<text>[^*_\s][^*_]{2,400})[*_]")
_END = re.compile(r"(?<=[^\W_])[.](?=\s|$)|(?<=[?!])(?=\s|$)")
_JOURNAL = re.compile(r"\s*(?P<name>[A-Z][^,.\d]{2,100}),\s*\d")
_ENDS = " .,*_"


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of a reference."""

    authors: str
    year: str
    title: str
    venue: str | None


def reference(text: str) -> Reference | None:
    """The parts of a reference, None where it is of another style.

    >>> reference("Brook, A., & Reed, B. (2023). Why? An answer. *Looms*, *4*(1), 1-26.")
    Reference(authors='Brook, A., & Reed, B.', year='2023', title='Why? An answer', venue='Looms')
    >>> reference("Brook, A. (2022, May). Weaving. In *Proceedings of Looms* (pp. 1-2).").venue
    'Proceedings of Looms'
    >>> reference("Brook, A. (1974). Weaving by hand. Looms, 18(4), 11-31.").venue
    'Looms'
    >>> reference("Brook (2022) Weaving") is None
    True
    """
    begun = _BEFORE.match(text[:_LONGEST])
    if begun is None:
        return None
    rest = unlinked(text[begun.end() : begun.end() + _LONGEST])
    italic = _ITALIC.search(rest)
    if italic and italic.start() > 0:
        title, venue = rest[: italic.start()].rstrip().removesuffix(" In"), italic["text"]
    elif italic:
        title, venue = italic["text"], None
    else:
        end = _END.search(rest)
        journal = _JOURNAL.match(rest, end.end()) if end else None
        title = rest[: end.start()] if end else rest
        venue = journal["name"] if journal else None
    title = title.strip(_ENDS)
    return Reference(begun["authors"], begun["year"], title, venue) if len(title) > 2 else None
