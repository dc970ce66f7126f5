"""The arXiv metadata snapshot on Kaggle: one JSON object a line; and unarXive, which has such an
object as `metadata` beside the full text and the references.

Formats: https://www.kaggle.com/datasets/Cornell-University/arxiv and
https://github.com/IllDepence/unarXive. `authors_parsed` gives the names
in parts; the date is that of the first version, and the last one is the version meant. TeX in
titles and abstracts is made readable; the source's own line then stays in `raw`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct, field

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.arxiv.prose import code_url, journal_name, prose
from kg.loaders.reading.json.pages import Page, Shape, pages
from kg.loaders.reading.json.text import first_object
from kg.loaders.reading.latex import readable
from kg.loaders.reading.people.names import string_of_names
from kg.loaders.reading.tables import arrow_columns as columns
from kg.loaders.reading.tables.row_ids import whole_arxiv_id

__all__ = ["ArxivKaggleLoader"]


class Version(Struct, gc=False):
    """One version and when it was handed in."""

    version: str | None = None
    created: str | None = None


class Cited(Struct, gc=False):
    """A reference of unarXive: as printed, and what it was found to be."""

    bib_entry_raw: str | None = None
    ids: dict[str, Any] | None = None


class Paper(Struct, gc=False):
    """What is read of a line, or of the `metadata` in it."""

    id: str | None = None
    title: str | None = None
    authors: str | None = None
    authors_parsed: list[list[str | None]] | None = None
    comments: str | None = None
    journal_ref: str | None = field(default=None, name="journal-ref")
    doi: str | None = None
    categories: str | None = None
    abstract: str | dict[str, Any] | None = None
    versions: list[Version] | None = None
    update_date: str | None = None
    metadata: Paper | None = None
    bib_entries: dict[str, Cited] | None = None


_SHAPE: Final = Shape(Paper)
_SIGNS: Final = ("authors_parsed", "update_date", "submitter", "versions", "journal-ref")


class ArxivKaggleLoader:
    """The arXiv snapshot on Kaggle."""

    name: ClassVar[str] = "arxiv-kaggle"
    title: ClassVar[str] = "arXiv metadata snapshot of Kaggle (JSON Lines)"
    lost: ClassVar[str] = (
        "The submitter, the licence, report numbers, the dates of later versions, and full texts."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "venue", "keywords", "references", "n_references", "has_code",
        "code_url", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the members that only this snapshot has."""
        paper = first_object(head)
        inner = (paper or {}).get("metadata")
        paper = inner if isinstance(inner, dict) and "authors_parsed" in inner else paper
        if paper is None or "id" not in paper:
            return 0.0
        signs = sum(sign in paper for sign in _SIGNS)
        if "authors_parsed" in paper and "title" in paper:
            return 0.95
        return 0.9 if signs >= 3 and "abstract" in paper else 0.0

    def load(self, source: Source) -> Loading:
        """Read page by page."""
        return columns.loading(source.uri, pages(source, _SHAPE), _fields)


def _fields(page: Page[Paper]) -> dict[str, Any]:
    papers = [line.metadata or line for line in page.values]
    titles = [_prose(p.title) for p in papers]
    abstracts = [_prose(_abstract(p)) for p in papers]
    codes = [_code(p) for p in papers]
    preprints = [identifiers.arxiv(p.id) or identifiers.arxiv(whole_arxiv_id(p.id)) for p in papers]
    dated = [_dated(p, found) for p, found in zip(papers, preprints, strict=True)]
    return (
        _people(papers)
        | _references(page.values)
        | {
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
            "raw": [_raw(page, i) if _has_tex(p) else None for i, p in enumerate(papers)],
        }
    )


def _raw(page: Page[Paper], place: int) -> str:
    """The line; of one with a full text, its metadata."""
    inner = page.values[place].metadata
    return page.text(place) if inner is None else msgspec.json.encode(inner).decode()


def _has_tex(paper: Paper) -> bool:
    told = (paper.title, _abstract(paper))
    return any(text and ("\\" in text or "$" in text) for text in told)


def _abstract(paper: Paper) -> str | None:
    return paper.abstract if isinstance(paper.abstract, str) else None


def _prose(text: str | None) -> str | None:
    """The text on one line, TeX made readable; most of it has only the ends of lines to lose."""
    if not text:
        return None
    if "\\" in text or "$" in text:
        return prose(text)
    text = text.replace("\n", " ").strip()
    return (" ".join(text.split()) if "  " in text or "\t" in text else text) or None


def _code(paper: Paper) -> str | None:
    abstract = _abstract(paper)
    if "http" in (abstract or "") or "http" in (paper.comments or ""):
        return code_url(paper.comments, abstract)
    return None


def _dated(paper: Paper, found: tuple[str, int | None] | None) -> dates.Dated:
    """The day of the first version, else the month of the id; `update_date` is of the record."""
    if paper.versions and (created := paper.versions[0].created):
        when = _day(created[:16])  # without the time
        if when.year is not None:
            return when
    if found is not None:
        return dates.from_arxiv_id(found[0])
    return dates.from_text(paper.update_date)


@lru_cache(maxsize=16_384)
def _day(created: str) -> dates.Dated:
    """The day of `Mon, 2 Apr 2007`, or of another spelling."""
    dated = dates.of_message(created)
    return dated if dated.year else dates.from_text(created.partition("T")[0])


def _people(papers: Sequence[Paper]) -> dict[str, Any]:
    counts, names = _plain_names(papers) or _any_names(papers)
    n = sum(counts)
    return {
        "mentions": columns.listed(
            counts,
            columns.MENTION,
            name=names[0],
            position=[place for n in counts for place in range(1, n + 1)],
            given=names[1],
            family=names[2],
            suffix=names[3],
            role="author",
            evidence="printed",
            ids=columns.nothing(n, columns.IDENTIFIER),
            affiliations=columns.nothing(n, columns.AFFILIATION),
        ),
        "n_authors": [n or None for n in counts],
        "authors_complete": [True if n else None for n in counts],
    }


_ODD: Final = r"[\\\\\n\t]|  |^ | $|^$"
"""What makes a part of a name one to look at: TeX, blanks to lose, or nothing there."""

Columns = tuple[Any, Any, Any, Any]
"""Of all names: as printed, given, family, suffix."""


def _plain_names(papers: Sequence[Paper]) -> tuple[list[int], Columns] | None:
    """Names that need only be joined, which most pages hold for the most part, by column."""
    counts, parts = columns.flat(p.authors_parsed for p in papers)
    if not all(counts) or min(map(len, parts)) < 3:
        return None
    family, given, suffix, *_ = (pa.array(c, pa.string()) for c in zip(*parts, strict=False))
    odd = pc.or_(
        pc.or_(pc.match_substring_regex(family, _ODD), pc.match_substring_regex(given, _ODD)),
        pc.not_equal(suffix, ""),
    )
    name = pc.binary_join_element_wise(given, family, " ")
    suffix = pa.nulls(len(parts), pa.string())
    rows = np.flatnonzero(pc.fill_null(odd, True).to_numpy(zero_copy_only=False))
    if len(rows):
        found = [_name(parts[row]) for row in rows]
        if None in found:
            return None
        mask = np.zeros(len(parts), dtype=bool)
        mask[rows] = True
        name, given, family, suffix = (
            pc.replace_with_mask(column, mask, pa.array([f and f[i] for f in found], pa.string()))
            for i, column in enumerate((name, given, family, suffix))
        )
    return counts, (name, given, family, suffix)


def _any_names(papers: Sequence[Paper]) -> tuple[list[int], Columns]:
    """The same name by name, also where only the string of all authors is given."""
    counts, people = columns.flat(_names(p) for p in papers)
    name, given, family, suffix = zip(*people, strict=True) if people else ((), (), (), ())
    return counts, (name, given, family, suffix)


Name = tuple[str, str | None, str | None, str | None]


def _names(paper: Paper) -> list[Name]:
    """Name, given names, family and suffix of each author."""
    if parsed := _parsed(paper):
        return [name for parts in parsed if (name := _name(parts))]
    listed = string_of_names(readable((paper.authors or "").replace(", ", "; "))).names
    return [(n.name, n.given, n.family, n.suffix) for n in listed]


def _parsed(paper: Paper) -> list[list[str | None]]:
    """The parts of each name, also where a table has made one text of them."""
    parsed = paper.authors_parsed or []
    if len(parsed) == 1 and len(parsed[0]) == 1 and (text := parsed[0][0] or "").startswith("["):
        return [parts for parts in values.items(text) if isinstance(parts, list)]
    return parsed


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


def _references(lines: Sequence[Paper]) -> dict[str, Any]:
    """What unarXive tells of the works cited; the snapshot tells nothing of them."""
    counts, cited = columns.flat([*(p.bib_entries or {}).values()] for p in lines)
    doi, *_ = columns.doi_schemes([_cited_id(c, "doi") for c in cited])
    schemes = [(scheme, _cited_ids(cited, key, normal)) for scheme, key, normal in _CITED]
    return {
        "references": columns.listed(
            counts,
            columns.REFERENCE,
            ids=columns.id_lists(len(cited), [doi, *schemes]),
            text=columns.plain_texts([c.bib_entry_raw for c in cited]),
        ),
        "n_references": [n or None for n in counts],
    }


_CITED: Final[tuple[tuple[str, str, Callable[[str], str | None]], ...]] = (
    ("arxiv", "arxiv_id", lambda text: (identifiers.arxiv(text) or (None,))[0]),
    ("openalex", "open_alex_id", identifiers.openalex),
    ("pmid", "pubmed_id", identifiers.pmid),
    ("pmcid", "pmc_id", identifiers.pmcid),
)


def _cited_ids(cited: Sequence[Cited], key: str, normal: Callable[[str], str | None]) -> pa.Array:
    told = (_cited_id(one, key) for one in cited)
    return pa.array([normal(text) if text else None for text in told], pa.string())


def _cited_id(cited: Cited, key: str) -> str | None:
    return values.text((cited.ids or {}).get(key))
