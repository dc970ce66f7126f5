"""Author profile page, copied as text: one person, a few figures, and the papers listed.

The page reads::

    Ada Lovelace

    LG
    h-index25
    19papers
    1,158citations
    Novelty51%
    AI Score53

    19 Papers

    81.6LGMay 31, 2024Code
    Title of the paper

    First Author, Second Author, Third Author et al. · organisation

    Abstract.

What it does not say is left unknown. At most three names of a paper are printed; when `et al.`
follows, the list is incomplete, and the owner of the page, if not printed, is added as an author
without position (evidence `page_owner`): the page lists the paper as theirs. When the list is
complete nobody is added, as the owner then stands in it under another spelling. A head without a
year gives a date without one. The organisation is the paper's, not any one name's, so it goes
into `comment`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from msgspec.structs import replace

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.arxiv.prose import code_url, prose
from kg.loaders.reading.dates import UNDATED, Dated, from_parts, month_number
from kg.loaders.reading.text import read_text
from kg.records import AuthorProfile, KeywordTag, Mention, PaperRecord, Provenance, Reject

__all__ = ["AuthorPageLoader", "FewerThanAnnounced"]

_FIGURES = {
    "h_index": re.compile(r"h-index\s*([\d,]+)"),
    "citations": re.compile(r"([\d,]+)\s*citations?"),
    "novelty": re.compile(r"Novelty\s*([\d.]+)\s*%"),
    "ai_score": re.compile(r"AI Score\s*([\d.]+)"),
}
_LIST_BEGINS = re.compile(r"([\d,]+) Papers?")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_HEAD = re.compile(
    rf"(?P<score>\d{{1,3}}(?:\.\d+)?)?(?P<code>[A-Z]{{2}}|[A-Za-z]{{2,8}}-[A-Za-z]{{2,4}})"
    rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?(?P<has_code>Code)?"
)
_LIKE_A_HEAD = re.compile(r"(?=.*\d)[\d.]{0,6}[A-Z]{2}\S.{0,30}")
_ET_AL = re.compile(r",?(?<!\s)\s+et\.? al\.?$")

# The last part of an arXiv category, for those that arXiv has in one archive only
# (https://arxiv.org/category_taxonomy), and the four of the profile pages' own field that other
# archives have too: CV, GT, IT and GN. ST is mathematics, statistics or finance: kept as it is.
_ARCHIVES = {
    "cs": "AI AR CC CE CL CR CV CY DB DC DL ET FL GT HC IR IT LG MA MM MS NE NI OH OS PF PL RO SD "
    "SE SI",
    "eess": "AS IV",
    "stat": "ME ML",
    "q-bio": "BM CB GN MN PE QM TO",
    "q-fin": "PM RM TR",
    "math": "AC AG AT CA CT FA GM HO KT MG OA QA RA RT SG",
}
_CATEGORIES = {
    code: f"{archive}.{code}" for archive, codes in _ARCHIVES.items() for code in codes.split()
}


@dataclass(frozen=True, slots=True)
class _Page:
    owner: str
    profile: AuthorProfile
    file: str


@dataclass(slots=True)
class _Entry:
    """The blocks of lines of one paper, the first of them head and title."""

    line: int
    blocks: list[list[str]] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n\n".join("\n".join(block) for block in self.blocks)


class FewerThanAnnounced(UserWarning):
    """A page holds only a part of the papers it speaks of."""


class AuthorPageLoader:
    """Reads the profile page of an author."""

    name: ClassVar[str] = "author-page"
    title: ClassVar[str] = "author profile page"
    lost: ClassVar[str] = (
        "Authors beyond the third; identifiers and links, which the page does not print."
    )
    fills: ClassVar[tuple[str, ...]] = (
        *("title", "mentions", "n_authors", "authors_complete", "abstract", "year", "date"),
        *("keywords", "has_code", "code_url", "comment", "score", "raw"),
    )

    def sniff(self, head: Head) -> float:
        """By the lines that begin such a page: name, subject, and the numbers below them."""
        lines = [line.strip() for line in head.text.split("\n", 60)[:60]]
        figures = sum(
            any(pattern.fullmatch(line) for line in lines) for pattern in _FIGURES.values()
        )
        begins = any(_LIST_BEGINS.fullmatch(line) for line in lines)
        of_person = begins or any(_FIGURES["h_index"].fullmatch(line) for line in lines)
        return min(1.0, 0.5 * begins + 0.15 * figures) if figures and of_person else 0.0

    def load(self, source: Source) -> Loading:
        return in_batches(_records(source))


def _records(source: Source) -> Iterator[PaperRecord | Reject]:
    lines = read_text(source).text.split("\n")
    start = next(
        (n for n, line in enumerate(lines) if _LIST_BEGINS.fullmatch(line.strip())), len(lines)
    )
    page = _page(lines[:start], source.uri)
    printed = 0
    for index, entry in enumerate(_entries(lines, start + 1)):
        yield _record(entry, index, page)
        printed = index + 1
    if start < len(lines):
        _compare(lines[start].strip(), printed, source.uri)


def _compare(heading: str, printed: int, file: str) -> None:
    """A page that was copied before all of it was loaded shows fewer papers than it announces."""
    found = _LIST_BEGINS.fullmatch(heading)
    announced = _number(found[1]) if found else None
    if announced is not None and printed < announced:
        warnings.warn(
            f"{file}: announces {announced:.0f} papers and prints {printed}; load all of the page"
            " before it is copied or saved",
            FewerThanAnnounced,
            stacklevel=2,
        )


def _page(lines: list[str], file: str) -> _Page:
    stripped = [line.strip() for line in lines]
    owner = " ".join(next(filter(None, stripped), "").split())
    figures: dict[str, float] = {}
    for line in stripped:
        for name, pattern in _FIGURES.items():
            if (found := pattern.fullmatch(line)) and (value := _number(found[1])) is not None:
                figures.setdefault(name, value)
    h_index, citations = figures.get("h_index"), figures.get("citations")
    profile = AuthorProfile(
        h_index=None if h_index is None else int(h_index),
        citations=None if citations is None else int(citations),
        novelty=figures.get("novelty"),
        ai_score=figures.get("ai_score"),
    )
    return _Page(owner, profile, file)


def _number(digits: str) -> float | None:
    """The number, when it is one and a person could have it."""
    try:
        value = float(digits.replace(",", ""))
    except ValueError:
        return None
    return value if value < 2**31 else None


def _entries(lines: list[str], start: int) -> Iterator[_Entry]:
    """The papers. A head, or what looks like one after an abstract, begins the next."""
    entry: _Entry | None = None
    for line, block in _blocks(lines, start):
        if entry is None or _begins_entry(block, entry):
            if entry is not None:
                yield entry
            entry = _Entry(line)
        entry.blocks.append(block)
    if entry is not None:
        yield entry


def _begins_entry(block: list[str], entry: _Entry) -> bool:
    if _HEAD.fullmatch(block[0]):
        return True
    after_abstract = len(entry.blocks) >= 3
    return after_abstract and len(block) == 2 and _LIKE_A_HEAD.fullmatch(block[0]) is not None


def _blocks(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that are not blank, each with its line number from 1."""
    block: list[str] = []
    for number, line in enumerate(lines[start:], start + 1):
        if text := line.strip():
            block.append(text)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield len(lines) - len(block) + 1, block


def _record(entry: _Entry, index: int, page: _Page) -> PaperRecord | Reject:
    head, *title = entry.blocks[0]
    found = _HEAD.fullmatch(head)
    if found is None:
        reason = f"{head[:60]!r} is not a score, a subject code and a date"
        return Reject(page.file, reason, line=entry.line, index=index, raw=entry.raw)
    if not title:
        reason = "no title follows the date"
        return Reject(page.file, reason, line=entry.line, index=index, raw=entry.raw)
    rest = [" ".join(block) for block in entry.blocks[1:]]
    authors = rest.pop(0) if rest and _is_names(rest[0]) else ""
    abstract = " ".join(rest)
    dated, code = _dated(found), code_url(abstract)
    return replace(
        _with_authors(authors, page),
        provenance=Provenance(page.file, index, entry.line),
        title=prose(" ".join(title)),
        abstract=prose(abstract),
        year=dated.year,
        date=dated.date,
        keywords=(_subject(found["code"]),),
        has_code=True if found["has_code"] or code else None,
        code_url=code,
        score=float(found["score"]) if found["score"] else None,
        raw=entry.raw,
    )


def _dated(found: re.Match[str]) -> Dated:
    month = month_number(found["month"])
    if month is None:
        return UNDATED
    return from_parts(int(found["year"]) if found["year"] else None, month, int(found["day"]))


def _subject(code: str) -> KeywordTag:
    label = _CATEGORIES.get(code, code if len(code) == 2 else code.lower())
    return KeywordTag(label, scheme="arxiv-category", origin="subject-code")


def _is_names(text: str) -> bool:
    """Whether this is a list of names, not an abstract whose names are missing."""
    names, _, _ = text.partition(" · ")
    return all(len(name) <= 80 and len(name.split()) <= 8 for name in names.split(", "))


def _with_authors(text: str, page: _Page) -> PaperRecord:
    """A record of the authors alone."""
    names, _, organisation = text.partition(" · ")
    cut = _ET_AL.search(names)
    names = names[: cut.start()] if cut else names
    printed = [" ".join(name.split()) for name in names.split(",") if name.strip()]
    mentions = tuple(
        Mention(name, position, profile=page.profile if _same(name, page.owner) else None)
        for position, name in enumerate(printed, 1)
    )
    complete = cut is None if printed else None
    if page.owner and not complete and not any(_same(name, page.owner) for name in printed):
        mentions += (Mention(page.owner, evidence="page_owner", profile=page.profile),)
    return PaperRecord(
        provenance=Provenance(page.file, 0),
        title=None,
        mentions=mentions,
        n_authors=len(printed) if complete else None,
        authors_complete=complete,
        comment=f"organisation: {organisation.strip()}" if organisation.strip() else None,
    )


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()
