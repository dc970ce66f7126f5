"""Classes of mathematics and computing (MSC, ACM), as authors type them into arXiv's forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.records import KeywordTag

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["class_tags"]

_RANK: Final = re.compile(r"\(?\b(?:primary|secondary|MSC(?: ?[12]\d{3})?)\b\)?:?", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[;,]|\s(?=\d\d[A-Z-])")


def class_tags(typed: str | None) -> Iterator[KeywordTag]:
    """Several classes in one text, some with a rank.

    >>> [tag.label for tag in class_tags("14J60 (Primary), 14F05 14J26 (Secondary)")]
    ['14J60', '14F05', '14J26']
    >>> [tag.label for tag in class_tags("Primary 51F99. Secondary 51-02; F.2.2")]
    ['51F99', '51-02', 'F.2.2']
    """
    labels = (label.strip(" .\n") for label in _BETWEEN.split(_RANK.sub(";", typed or "")))
    for label in dict.fromkeys(filter(None, labels)):
        yield KeywordTag(label, scheme="subject", origin="msc-acm-classes")
