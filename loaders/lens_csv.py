"""Lens.org exports of scholarly works as CSV, JSON Lines and answers of its API; works cited are
given by their Lens ids."""

from __future__ import annotations

from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.answers.lens import LENS_WORKS, is_lens_json, lens_work
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.tables.index_table import Cells, headers_of, table_loading, unique_tags
from kg.loaders.reading.text import head_of
from kg.records import (
    Identifier,
    KeywordTag,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["LensCsvLoader"]

_TAGS: Final = (
    ("Keywords", "author", "author-keywords"),
    ("MeSH Terms", "mesh", "mesh-terms"),
    ("Fields of Study", "subject", "fields-of-study"),
)


class LensCsvLoader:
    """Lens.org CSV."""

    name: ClassVar[str] = "lens-csv"
    title: ClassVar[str] = "Lens.org CSV, JSON Lines, answers of its API"
    lost: ClassVar[str] = "Patent citations, funding and external URLs beyond the first."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "citation_count", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a Lens id beside a title."""
        if is_lens_json(head):
            return 0.96
        return 0.95 if {"lensid", "title"} <= headers_of(head) else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row, or work by work."""
        if is_lens_json(head_of(source)):
            yield from json_loading(source, LENS_WORKS, lens_work)
            return
        yield from table_loading(source, _record)


def _record(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    authors = listed(cells.parts("Author/s", "Authors"))
    paper_type = common_type(cells.line("Publication Type"))
    year = dates.from_text(cells.text("Publication Year")).year
    stated = dates.from_text(cells.text("Date Published"))
    dated = stated if stated.year is not None else dates.from_parts(year)
    references = _references(cells)
    urls = (cells.text("Source URLs") or "").split()
    return PaperRecord(
        provenance=provenance,
        title=cells.line("Title"),
        mentions=mentions(authors.names),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names else None,
        ids=_ids(cells),
        abstract=_abstract(cells),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        venue=_venue(cells, paper_type),
        volume=cells.line("Volume"),
        issue=cells.line("Issue Number", "Issue"),
        pages=_pages(cells),
        keywords=unique_tags(
            KeywordTag(label, scheme, origin)
            for header, scheme, origin in _TAGS
            for label in cells.parts(header)
        ),
        references=references,
        n_references=len(references) or None,
        citation_count=cells.count("Citing Works Count", "Scholarly Citation Count"),
        url=cells.text("External URL") or next(iter(urls), None),
        open_access_url=next((u for u in urls if ".pdf" in u.lower() or u.endswith("/pdf")), None)
        if _is_open(cells)
        else None,
        raw=raw,
    )


def _abstract(cells: Cells) -> str | None:
    """The abstract; where its heading was in markup, a semicolon is left of it."""
    return (cells.prose("Abstract") or "").lstrip("; ") or None


def _is_open(cells: Cells) -> bool:
    return (cells.text("Is Open Access") or "").lower() == "true"


def _ids(cells: Cells) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(cells.text("DOI"))
    ids += identifiers.of("pmid", next(iter(cells.parts("PMID")), None))
    ids += identifiers.of("pmcid", next(iter(cells.parts("PMCID")), None))
    numbers = cells.parts("Microsoft Academic ID")
    if len(numbers) == 1 and numbers[0].isdecimal():  # several are works that Lens took for one
        ids.append(Identifier("mag", numbers[0]))
    ids += identifiers.of("lens", cells.text("Lens ID"))
    return identifiers.unique(ids)


def _venue(cells: Cells, paper_type: str | None) -> VenueMention | None:
    name = cells.line("Source Title")
    number = next((i for part in cells.parts("ISSNs") if (i := identifiers.issn(part))), None)
    return VenueMention(name, venue_type(paper_type), number) if name else None


def _pages(cells: Cells) -> str | None:
    return values.page_range(cells.line("Start Page"), cells.line("End Page"))


def _references(cells: Cells) -> tuple[Reference, ...]:
    cited = filter(None, map(identifiers.lens, cells.parts("References")))
    return tuple(Reference((Identifier("lens", value),), value) for value in dict.fromkeys(cited))
