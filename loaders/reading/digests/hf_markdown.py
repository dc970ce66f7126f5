"""Hugging Face's daily papers saved as Markdown: a linked heading, a linked abstract, a foot::

    ### [Title of the paper](https://huggingface.co/papers/2606.00683)

    [Abstract.](https://huggingface.co/papers/2606.00683)

    [- 6 authors](https://huggingface.co/papers/2606.00683)

    ·

    May 29[6](https://huggingface.co/papers/2606.00683#community)

The links tell what the text of the page does not: the arXiv id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["MarkdownItem", "is_markdown", "markdown_items"]

_LINK: Final = r"\]\((?:https?://huggingface\.co)?/papers/"
_HEADING: Final = re.compile(
    rf"^#{{2,4}}[ \t]+\[(?P<title>[^\n]{{1,1000}}?){_LINK}(?P<id>[\w.]{{4,40}})\)[ \t]*$",
    re.MULTILINE,
)
_ABSTRACT: Final = re.compile(rf"\s*\[(?P<text>[^!-].*?){_LINK}[\w.]+\)", re.DOTALL)
_AUTHORS: Final = re.compile(r"(?:^|[-•\s])(\d{1,5}) authors?\b")
_DATE: Final = re.compile(
    r"^(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)[ \t]*(?:\[(?P<count>\d+)\]\(|$)",
    re.MULTILINE,
)
_BREAK: Final = re.compile(r"\\+\s+")


@dataclass(frozen=True, slots=True)
class MarkdownItem:
    """What stands under a heading; `line` is the heading's, from 1."""

    line: int
    raw: str
    paper_id: str
    title: str
    abstract: str | None
    n_authors: int | None
    date: str | None
    count: str | None


def is_markdown(text: str) -> bool:
    """Whether linked headings of papers stand in the text."""
    return _HEADING.search(text) is not None


def markdown_items(text: str) -> Iterator[MarkdownItem]:
    """The papers in the order of the page."""
    found = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    line, counted = 1, 0
    for heading, end in zip(found, ends, strict=False):
        line += text.count("\n", counted, heading.start())
        counted = heading.start()
        yield _item(heading, line, text[heading.end() : end])


def _item(heading: re.Match[str], line: int, below: str) -> MarkdownItem:
    abstract = _ABSTRACT.match(below)
    foot = below[abstract.end() :] if abstract else below
    authors, dated = _AUTHORS.search(foot), _DATE.search(foot)
    return MarkdownItem(
        line=line,
        raw=(heading[0] + below).strip(),
        paper_id=heading["id"],
        title=_BREAK.sub(" ", heading["title"]),
        abstract=_BREAK.sub(" ", abstract["text"]) if abstract else None,
        n_authors=int(authors[1]) if authors else None,
        date=dated["date"] if dated else None,
        count=dated["count"] if dated else None,
    )
