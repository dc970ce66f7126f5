"""Headings of lists of papers: which of them name a topic."""

from __future__ import annotations

import re

from kg.loaders.reading.markdown.links import unlinked
from kg.loaders.reading.markup import unescaped
from kg.loaders.reading.spaces import BLANKS

__all__ = ["topic", "without_month"]

_COUNT = re.compile(
    rf"{BLANKS}[(\[（]\s*(?:(?:total:?|共)\s*)?\d+\s*(?:papers?|articles?|篇|件|편)?\s*[)\]）]\s*",
    re.I,
)
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])\s+(?=\S)")
"""The number of a section."""
_MONTH = re.compile(rf"{BLANKS}[-\u2013\u2014:|(]\s*(?:19|20)\d\d[-./]\d\d?(?:[-./]\d\d?)?\)?\s*$")
_PICTURES = re.compile(r"(?<!\s)\s+[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+$")
_RANKED = re.compile(r"top \d+\s*[-\u2013\u2014:]\s*", re.IGNORECASE)
_NO_TOPIC = re.compile(
    r"(?:latest|newe?s?t?|recent|today'?s?|all|daily|ranked|selected|recommended)?\s*(?:trending\s+)?(?:\d+\s+)?"
    r"(?:papers?|articles?|today)?|\d{4}(?!\d).*|.*\btable of contents|summary"
    r"|(?:papers?|articles?) (?:details?|lists?)|\d{1,2}[./]\d{1,2}"
    r"|(?:最新|今日|全部|所有)?论文(?:详情|列表)?|目录|(?:优先)?精读|快速浏览|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
    r"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+)?(?:\d{1,2}\s+)?"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|ust|tember|ober|ember)?\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?",
    re.IGNORECASE,
)


def topic(heading: str) -> str | None:
    """The words of a heading without pictures and counts; None for a day, a month or no words.

    >>> topic("🔥 Looms (12 papers)"), topic("March of the Looms"), topic("📚 Recent Papers")
    ('Looms', 'March of the Looms', None)
    >>> topic("Looms - 2026-06"), topic("Top 10 - Looms"), topic("3.2"), topic("论文详情")
    ('Looms', 'Looms', None, None)
    >>> topic("Artificial Intelligence 🧠"), topic("快速浏览")
    ('Artificial Intelligence', None)
    >>> topic("1.2 Looms（3 篇）"), topic("2. Engines"), topic("3D Looms"), topic("6 DoF")
    ('Looms', 'Engines', '3D Looms', '6 DoF')
    >>> topic("2025-09-01"), topic("05月"), topic("Wed, 3 Sep 2025"), topic("📅 October 7, 2025")
    (None, None, None, None)
    """
    plain = _COUNT.sub(" ", unescaped(unlinked(heading))).strip(" *_`:")
    plain = _PICTURES.sub("", plain)
    plain = _RANKED.sub("", without_month(re.sub(r"^[^\w(\"'“]+", "", plain)))
    numbered = _NUMBER.match(plain)
    plain = plain[numbered.end() :] if numbered else plain
    return None if _NO_TOPIC.fullmatch(plain) else plain


def without_month(heading: str) -> str:
    """A heading without the month or day that stands behind a dash, a bar or in brackets.

    >>> without_month("Looms (2026-06-01)"), without_month("Looms 2026")
    ('Looms', 'Looms 2026')
    """
    return _MONTH.sub("", heading)
