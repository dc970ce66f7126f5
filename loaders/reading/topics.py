"""Headings of lists of papers: which of them name a topic."""

from __future__ import annotations

import re

from kg.loaders.reading.markdown_links import unlinked
from kg.loaders.reading.markup import unescaped

__all__ = ["topic"]

_COUNT = re.compile(r"\s*[(\[]\s*(?:total:?\s*)?\d+\s*(?:papers?|articles?)?\s*[)\]]\s*", re.I)
_NO_TOPIC = re.compile(
    r"(?:latest|newe?s?t?|recent|today'?s?|all|daily)?\s*(?:trending\s+)?(?:\d+\s+)?"
    r"(?:papers?|articles?|today)?|\d{4}(?!\d).*|.*\btable of contents|summary",
    re.IGNORECASE,
)


def topic(heading: str) -> str | None:
    """The words of a heading without pictures and counts; None for a day or no words.

    >>> topic("🔥 Looms (12 papers)"), topic("📚 Recent Papers"), topic("2025-09-01")
    ('Looms', None, None)
    """
    plain = _COUNT.sub(" ", unescaped(unlinked(heading))).strip(" *_`:")
    plain = re.sub(r"^[^\w(\"'“]+", "", plain)
    return None if _NO_TOPIC.fullmatch(plain) else plain
