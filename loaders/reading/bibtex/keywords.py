"""What entries of BibTeX are about: keywords of authors and libraries, headings, classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.loaders.reading.arxiv.classes import class_tags
from kg.loaders.reading.bibtex.people import database
from kg.loaders.reading.latex import readable
from kg.loaders.reading.pubmed.values import unstarred
from kg.records import KeywordTag

__all__ = ["keyword_tags"]

_OF_AUTHORS: Final = ("author_keywords", "keywords", "keyword", "mendeley-tags")
_HEADINGS: Final = (
    ("keywords-plus", "extracted", "keywords-plus"),
    ("mesh", "mesh", "mesh-headings"),
    ("web-of-science-categories", "subject", "wos-categories"),
    ("subject-category", "subject", "wos-categories"),
    ("research-areas", "subject", "research-areas"),
)
"""Fields of the Web of Science, and one of BibDesk, whose parts may hold commas."""
_CLASSES: Final = re.compile(
    r"\s*+\d\d[A-Z-][\dxA-Z]{2}(?:[\s,;()]++\d\d[A-Z-][\dxA-Z]{2})*+[\s)]*+"
)
"""Of mathematics alone: `11Y40 (11K41 11R16)`, `47-01,47Axx`."""


def keyword_tags(fields: Mapping[str, str]) -> tuple[KeywordTag, ...]:
    """What an entry is about: the words of its authors or of the library, then classes."""
    tags: dict[str, KeywordTag] = {}
    own = _labels if database(fields) is None else _parts
    for name in _OF_AUTHORS:
        if name in fields and not _CLASSES.fullmatch(fields[name]):
            for label in own(fields[name]):
                tags.setdefault(label.lower(), KeywordTag(label))
    for name, scheme, origin in _HEADINGS:
        for label in _parts(fields[name], ";") if name in fields else ():
            tags.setdefault(f"{scheme} {label.lower()}", KeywordTag(label, scheme, origin))
    classes = _classes(fields)
    return (*tags.values(), *(class_tags(classes) if classes else ()))


def _classes(fields: Mapping[str, str]) -> str:
    """The classes of mathematics that MathSciNet tells, and zbMATH, which calls them keywords."""
    said = (fields.get(name) for name in ("mrclass", "classmath", "keywords"))
    known = next((text for text in said if text and _CLASSES.fullmatch(text)), "")
    return known.replace("(", " ").replace(")", " ")


_COMMA_WITHOUT_BLANK: Final = re.compile(
    r"(?<=[^\W\d_]{2}),(?=[^\s\d,])|(?<=[^\W\d_][)\]]),(?=[^\s\d,])|(?<=;),|(?<=; ),"
)
"""One between keywords; `N,N-dimethyl` and `1,2-diol` have theirs within."""


def _labels(field: str) -> list[str]:
    """The keywords of a library: between semicolons, and between commas, where these have no blank
    behind them, as Mendeley writes them, or are more than the semicolons; EndNote's one a line.
    Cochrane's headings, some of which have a star, have commas within."""
    if "\n" in field and _stand_in_lines(lines := field.strip().split("\n")):
        return [label for line in lines if (label := unstarred(readable(line)))]
    if ";" in field and "*" not in field:
        field = _COMMA_WITHOUT_BLANK.sub(";", readable(field))
        if field.count(", ") > field.count(";"):
            field = field.replace(", ", ";")
    return _parts(field)


def _stand_in_lines(lines: list[str]) -> bool:
    """Whether each line is a keyword, in which a comma may stand, not a piece of a list."""
    if any(line[:1].isspace() or line.rstrip()[-1:] in ("", ",", ";") for line in lines):
        return False
    return sum(line.count(",") + line.count(";") for line in lines) <= len(lines)


def _parts(field: str, separator: str | None = None) -> list[str]:
    text = " ".join(readable(field).split())
    separator = separator or next((sign for sign in (";", " | ") if sign in text), ",")
    labels = map(unstarred, text.split(separator))
    return [bare for label in labels if (bare := label.lstrip("\u2022 ")) not in _NO_LABELS]


_NO_LABELS: Final = ("", "CCS Concepts", "CCS Concepts:")
"""A heading that Eurographics has among its keywords, before classes of the ACM with bullets."""
