"""Hugging Face "Daily Papers" search page, copied as text: title, abstract, number of authors.

The page reads::

    Daily Papers

    byAK and the research community

    Jan 8

    Title of the paper

    Abstract.

      • 6 authors
    ·
    Sep 19, 2025 5

It prints how many authors a paper has and none of their names, so `n_authors` is set, the list
is empty and known to be cut. In place of the number an organisation may stand. The day at the top
has no year and is that of the visit; it says nothing about the papers, whose dates lack a year
where it is the same. The number some dates end in is either upvotes or comments, the text
does not tell which: it is kept as `hf_count=…` in `comment`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.arxiv.prose import code_url, prose
from kg.loaders.reading.dates import Dated, from_arxiv_id, from_parts, from_text
from kg.loaders.reading.digests.hf_markdown import MarkdownItem, is_markdown, markdown_items
from kg.loaders.reading.identifiers import arxiv
from kg.loaders.reading.text import read_text
from kg.records import Identifier, PaperRecord, Provenance, Reject

__all__ = ["HfDailyPageLoader"]

_FOOT_BEGINS = re.compile(r"•\s*\d[\d,]*\s+authors?")
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?"
_FOOT = re.compile(
    rf"(?:•\s*(?P<authors>\d{{1,5}})\s+authors?\s*(?:·\s*)?(?P<date>{_DAY})?"
    rf"|[^·•]{{1,100}}·\s*(?P<of_group>{_DAY})?)(?:\s*(?<!\d)(?P<count>\d+))?"
)
_LIKES = re.compile(r"-|\d[\d.,]*k?")
_TOP = re.compile(
    r"new|Get trending papers in your email inbox(?: once a day)?!|Subscribe|Daily Papers"
    r"|[Bb]y ?AK\b.*|(?:• )?Daily\s+(?:• )?Weekly\s+(?:• )?Monthly|Daily|Weekly|Monthly"
    rf"|Trending Papers|{_DAY}"
)
_WHOSE = "Submitted by"
"""Above the name of whoever found the paper, on the page of a day."""


@dataclass(slots=True)
class _Item:
    """Paragraphs since the last paper, each on its own line of the file."""

    line: int
    paragraphs: list[str] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n\n".join(self.paragraphs)


class HfDailyPageLoader:
    """Reads a Hugging Face daily-papers page."""

    name: ClassVar[str] = "hf-daily-page"
    title: ClassVar[str] = "Hugging Face daily papers page"
    lost: ClassVar[str] = "Names of authors: the page prints only how many there are."
    fills: ClassVar[tuple[str, ...]] = (
        *("title", "n_authors", "authors_complete", "ids", "abstract", "year", "date"),
        *("has_code", "code_url", "url", "comment", "raw"),
    )

    def sniff(self, head: Head) -> float:
        """By the heading of the page and the lines that count authors."""
        lines = [line.strip() for line in head.text.split("\n")]
        top = lines[:24]
        named = "Daily Papers" in top and any(line.startswith(("byAK", "by AK")) for line in top)
        feet = any(_FOOT_BEGINS.fullmatch(line) for line in lines)
        if is_markdown(head.text) and "Daily Papers" in head.text:
            return 0.9
        return 0.5 * feet + 0.5 * named

    def load(self, source: Source) -> Loading:
        return in_batches(_records(source))


def _records(source: Source) -> Iterator[PaperRecord | Reject]:
    text = read_text(source).text
    if is_markdown(text):
        for index, linked in enumerate(markdown_items(text)):
            yield _linked(linked, Provenance(source.uri, index, linked.line))
        return
    yield from _of_text(text, source.uri)


def _linked(item: MarkdownItem, at: Provenance) -> PaperRecord:
    code = code_url(item.abstract)
    preprint = arxiv(item.paper_id)
    dated = _first_version(item.date, preprint[0]) if preprint else from_text(item.date)
    return PaperRecord(
        provenance=at,
        title=prose(item.title),
        n_authors=item.n_authors,
        authors_complete=False,
        ids=(Identifier("arxiv", preprint[0]),) if preprint else (),
        abstract=prose(item.abstract),
        year=dated.year,
        date=dated.date,
        has_code=True if code else None,
        code_url=code,
        url=f"https://huggingface.co/papers/{item.paper_id}",
        comment=f"hf_count={item.count}" if item.count else None,
        raw=item.raw,
    )


def _first_version(printed: str | None, preprint: str) -> Dated:
    """The day of a paper's first version; where its year is left out, that of the id, which arXiv
    gives out on that day or soon after it."""
    dated, numbered = from_text(printed), from_arxiv_id(preprint)
    if dated.year or not (dated.date and numbered.year and numbered.date):
        return dated if dated.date else numbered
    month, day = dated.date[2:4], dated.date[5:]
    before = month > numbered.date[5:]
    return from_parts(numbered.year - before, int(month), int(day))


def _of_text(text: str, uri: str) -> Iterator[PaperRecord | Reject]:
    item: _Item | None = None
    index = 0
    paragraphs = _after_top(_paragraphs(text))
    for line, paragraph in paragraphs:
        if item is None and paragraph == _WHOSE:
            next(paragraphs, None)
            continue
        if item is None and _LIKES.fullmatch(paragraph):
            continue
        if item is None:
            item = _Item(line)
        item.paragraphs.append(paragraph)
        if paragraph.startswith("•") or ("·" in paragraph and _foot(paragraph)):
            yield _record(item, index, uri)
            item = None
            index += 1
    if item is not None:
        reason = "no number of authors and no date follow it: the page breaks off here"
        yield Reject(uri, reason, line=item.line, index=index, raw=item.raw)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of lines that are not blank, each with the number of its first line."""
    block: list[str] = []
    number = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), "\n".join(block)
            block = []


def _after_top(paragraphs: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The paragraphs after the page's own heading."""
    top = True
    for line, paragraph in paragraphs:
        top = top and _TOP.fullmatch(paragraph) is not None
        if not top:
            yield line, paragraph


def _foot(paragraph: str) -> re.Match[str] | None:
    return _FOOT.fullmatch(" ".join(paragraph.split()))


def _record(item: _Item, index: int, file: str) -> PaperRecord | Reject:
    *body, last = item.paragraphs
    foot = _foot(last)
    if foot is None or not body:
        shown = " ".join(last.split())[:60]
        reason = (
            "no title stands before the number of authors"
            if foot
            else f"{shown!r} is not a number of authors and a date"
        )
        return Reject(file, reason, line=item.line, index=index, raw=item.raw)
    dated = from_text(foot["date"] or foot["of_group"])
    abstract = " ".join(body[1:])
    code = code_url(abstract)
    return PaperRecord(
        provenance=Provenance(file, index, item.line),
        title=prose(body[0]),
        n_authors=int(foot["authors"] or 0) or None,
        authors_complete=False,
        abstract=prose(abstract),
        year=dated.year,
        date=dated.date,
        has_code=True if code else None,
        code_url=code,
        comment=f"hf_count={foot['count']}" if foot["count"] else None,
        raw=item.raw,
    )
