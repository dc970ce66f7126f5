"""The arXiv metadata snapshot on Kaggle: one JSON object a line.

Format: https://www.kaggle.com/datasets/Cornell-University/arxiv. `authors_parsed` gives the names
in parts; the date is that of the first version, and the last one is the version meant. TeX in
titles and abstracts is made readable; the source's own line then stays in `raw`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

import pyarrow as pa
from msgspec import Struct, field

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import arrow_columns as columns
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.json_pages import Page, Shape, pages
from kg.loaders.reading.json_text import first_object
from kg.loaders.reading.latex import readable
from kg.loaders.reading.names import string_of_names
from kg.loaders.reading.prose import code_url, journal_name, prose

__all__ = ["ArxivKaggleLoader"]


class Version(Struct, gc=False):
    """One version and when it was handed in."""

    version: str | None = None
    created: str | None = None


class Paper(Struct, gc=False):
    """What is read of a line."""

    id: str | None = None
    title: str | None = None
    authors: str | None = None
    authors_parsed: list[list[str | None]] | None = None
    comments: str | None = None
    journal_ref: str | None = field(default=None, name="journal-ref")
    doi: str | None = None
    categories: str | None = None
    abstract: str | None = None
    versions: list[Version] | None = None
    update_date: str | None = None


_SHAPE: Final = Shape(Paper)
_SIGNS: Final = ("authors_parsed", "update_date", "submitter", "versions", "journal-ref")


class ArxivKaggleLoader:
    """The arXiv snapshot on Kaggle."""

    name: ClassVar[str] = "arxiv-kaggle"
    title: ClassVar[str] = "arXiv metadata snapshot of Kaggle (JSON Lines)"
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "venue", "keywords", "has_code", "code_url", "url", "comment",
        "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the members that only this snapshot has."""
        paper = first_object(head)
        if paper is None or "id" not in paper:
            return 0.0
        signs = sum(sign in paper for sign in _SIGNS)
        if "authors_parsed" in paper and "title" in paper:
            return 0.95
        return 0.9 if signs >= 3 and "abstract" in paper else 0.0

    def load(self, source: Source) -> Loading:
        """Read page by page."""
        for page in pages(source, _SHAPE):
            yield from columns.loading(source.uri, page, _fields)


def _fields(page: Page[Paper]) -> dict[str, Any]:
    papers = page.values
    titles = [_prose(p.title) for p in papers]
    abstracts = [_prose(p.abstract) for p in papers]
    codes = [_code(p) for p in papers]
    preprints = [identifiers.arxiv(p.id) for p in papers]
    dated = [_dated(p, found) for p, found in zip(papers, preprints, strict=True)]
    return _people(papers) | {
        "title": titles,
        "ids": _ids(papers, preprints),
        "arxiv_version": [len(p.versions) if p.versions else None for p in papers],
        "abstract": abstracts,
        "year": [when.year for when in dated],
        "date": [when.date for when in dated],
        "type": "preprint",
        "venue": _venues(papers),
        "keywords": _keywords(papers),
        "has_code": [True if code else None for code in codes],
        "code_url": codes,
        "url": [f"https://arxiv.org/abs/{found[0]}" if found else None for found in preprints],
        "comment": [_prose(p.comments) for p in papers],
        "raw": [page.text(i) if _has_tex(p) else None for i, p in enumerate(papers)],
    }


def _has_tex(paper: Paper) -> bool:
    return any(text and ("\\" in text or "$" in text) for text in (paper.title, paper.abstract))


def _prose(text: str | None) -> str | None:
    """The text on one line, TeX made readable; most of it has only the ends of lines to lose."""
    if not text:
        return None
    if "\\" in text or "$" in text:
        return prose(text)
    text = text.replace("\n", " ").strip()
    return (" ".join(text.split()) if "  " in text or "\t" in text else text) or None


def _code(paper: Paper) -> str | None:
    if "http" in (paper.abstract or "") or "http" in (paper.comments or ""):
        return code_url(paper.comments, paper.abstract)
    return None


def _dated(paper: Paper, found: tuple[str, int | None] | None) -> dates.Dated:
    """The day of the first version, else the month of the id; `update_date` is of the record."""
    if paper.versions and (created := paper.versions[0].created):
        when = _day(created)
        if when.year is not None:
            return when
    if found is not None:
        return dates.from_arxiv_id(found[0])
    return dates.from_text(paper.update_date)


def _day(created: str) -> dates.Dated:
    """The day of `Mon, 2 Apr 2007 19:18:42 GMT`; the time's digits are no days."""
    words = created.split()
    if len(words) >= 4 and words[1].isdecimal() and words[3].isdecimal():
        return dates.from_parts(int(words[3]), dates.month_number(words[2]), int(words[1]))
    return dates.from_text(created.partition("T")[0])


def _people(papers: Sequence[Paper]) -> dict[str, Any]:
    lists = [_names(p) for p in papers]
    counts, people = columns.flat(lists)
    return {
        "mentions": columns.listed(
            counts,
            columns.MENTION,
            name=[name for name, _, _, _ in people],
            position=[place for n in counts for place in range(1, n + 1)],
            given=[given for _, given, _, _ in people],
            family=[family for _, _, family, _ in people],
            suffix=[suffix for _, _, _, suffix in people],
            role="author",
            evidence="printed",
            ids=columns.nothing(len(people), columns.IDENTIFIER),
            affiliations=columns.nothing(len(people), columns.AFFILIATION),
        ),
        "n_authors": [n or None for n in counts],
        "authors_complete": [True if n else None for n in counts],
    }


Name = tuple[str, str | None, str | None, str | None]


def _names(paper: Paper) -> list[Name]:
    """Name, given names, family and suffix of each author."""
    if paper.authors_parsed:
        return [name for parts in paper.authors_parsed if (name := _name(parts))]
    listed = string_of_names(readable((paper.authors or "").replace(", ", "; "))).names
    return [(n.name, n.given, n.family, n.suffix) for n in listed]


def _name(parts: list[str | None]) -> Name | None:
    """A name of `[last, first, suffix, (affiliation)]`."""
    family, given, suffix = (*parts, None, None, None)[:3]
    if "\\" in (family or "") or "\\" in (given or ""):
        family, given = readable(family or ""), readable(given or "")
    whole = f"{given} {family}" if given and family else given or family
    if not whole or whole.isspace():
        return None
    if suffix:
        whole = f"{whole}, {suffix}"
    return (
        " ".join(whole.split()) if "  " in whole or "\n" in whole else whole.strip(),
        (given or None) if family else None,
        (family or None) if given else None,
        suffix or None,
    )


def _ids(papers: Sequence[Paper], preprints: Sequence[tuple[str, int | None] | None]) -> Any:
    # A paper may name several DOIs; the first is the one of the paper.
    dois = [p.doi.split()[0] if p.doi and not p.doi.isspace() else None for p in papers]
    doi, *_ = columns.doi_schemes(dois)
    arxiv = pa.array([found[0] if found else None for found in preprints], pa.string())
    return columns.id_lists(len(papers), [doi, ("arxiv", arxiv)])


def _venues(papers: Sequence[Paper]) -> Any:
    """The journal of the journal reference: where the paper appeared afterwards."""
    names = pa.array([p.journal_ref and journal_name(p.journal_ref) for p in papers], pa.string())
    return columns.venues(names, [None] * len(papers))


def _keywords(papers: Sequence[Paper]) -> Any:
    counts, labels = columns.flat(p.categories.split() if p.categories else None for p in papers)
    return columns.listed(
        counts,
        columns.KEYWORD,
        label=labels,
        scheme="arxiv-category",
        origin="arxiv-categories",
    )
