"""IEEE Xplore CSV exports: authors and their affiliations side by side, several term lists. The
answers of its API are read as well.
"""

from __future__ import annotations

from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.answers.ieee import IEEE_ARTICLES, ieee_article, is_ieee_answer
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.tables.index_table import Cells, headers_of, table_loading, unique_tags
from kg.loaders.reading.text import head_of
from kg.records import Affiliation, KeywordTag, PaperRecord, Provenance, VenueMention

__all__ = ["IeeeCsvLoader"]

_KINDS: Final = (
    ("conference", "conference-paper"), ("journal", "article"), ("magazine", "article"),
    ("early access", "article"), ("standard", "report"), ("book", "chapter"), ("course", "other"),
)  # fmt: skip
_TERMS: Final = (
    ("IEEE Terms", "subject", "ieee-terms"),
    ("INSPEC Controlled Terms", "subject", "inspec-controlled"),
    ("INSPEC Non-Controlled Terms", "extracted", "inspec-non-controlled"),
    ("Mesh_Terms", "mesh", "mesh-terms"),
)


class IeeeCsvLoader:
    """IEEE Xplore CSV."""

    name: ClassVar[str] = "ieee-csv"
    title: ClassVar[str] = "IEEE Xplore CSV, answers of its API"
    lost: ClassVar[str] = "Patent counts, funding and dates of issue and meeting."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "venue", "volume", "issue", "pages", "keywords", "n_references", "citation_count",
        "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By `Document Title` beside a header of Xplore's own, or by the members of an article."""
        if is_ieee_answer(head):
            return 0.95
        headers = headers_of(head)
        own = headers & {"authoraffiliations", "dateaddedtoxplore", "ieeeterms", "pdflink"}
        return 0.95 if "documenttitle" in headers and own else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row, or article by article."""
        if is_ieee_answer(head_of(source)):
            yield from json_loading(source, IEEE_ARTICLES, ieee_article)
            return
        yield from table_loading(source, _record)


def _record(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    names = listed(cells.parts("Authors"))
    roster = Roster(mentions(names.names))
    affiliations = [part.strip() for part in (cells.prose("Author Affiliations") or "").split(";")]
    if len(affiliations) == len(roster):
        for place, name in enumerate(affiliations):
            if name not in ("", "NA", "N/A"):
                roster.place(place, Affiliation(name))
    kind = (cells.line("Document Identifier") or "").lower()
    paper_type = next((value for sign, value in _KINDS if sign in kind), None)
    year = dates.from_text(cells.text("Publication Year", "Year")).year
    issued = cells.text("Issue Date", "Publication Date", "Online Date")
    dated = dates.of_issue(issued, year) if _agrees(issued, year) else dates.from_parts(year)
    doi = identifiers.doi(cells.text("DOI"))
    return PaperRecord(
        provenance=provenance,
        title=cells.line("Document Title"),
        mentions=roster.mentions,
        n_authors=len(roster) if len(roster) and names.complete else None,
        authors_complete=names.complete if len(roster) else None,
        ids=identifiers.unique(identifiers.from_doi(doi) if doi else ()),
        abstract=cells.prose("Abstract"),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        venue=_venue(cells, paper_type),
        volume=cells.line("Volume"),
        issue=cells.line("Issue"),
        pages=_pages(cells),
        keywords=_keywords(cells),
        n_references=cells.count("Reference Count"),
        citation_count=cells.count("Article Citation Count"),
        url=cells.text("PDF Link"),
        raw=raw,
    )


def _agrees(issued: str | None, year: int | None) -> bool:
    return year is None or dates.from_text(issued).year in (None, year)


def _venue(cells: Cells, paper_type: str | None) -> VenueMention | None:
    name = cells.line("Publication Title")
    if name is None:
        return None
    return VenueMention(
        name,
        venue_type(paper_type),
        identifiers.issn(cells.text("ISSN")),
        identifiers.isbn(cells.text("ISBNs", "ISBN")),
    )


def _pages(cells: Cells) -> str | None:
    return values.page_range(cells.line("Start Page"), cells.line("End Page"))


def _keywords(cells: Cells) -> tuple[KeywordTag, ...]:
    tags = [KeywordTag(label) for label in _of_authors(cells.parts("Author Keywords"))]
    for header, scheme, origin in _TERMS:
        tags += [KeywordTag(label, scheme, origin) for label in cells.parts(header)]
    return unique_tags(tags)


def _of_authors(labels: list[str]) -> list[str]:
    """Keywords as the authors gave them: some wrote commas for semicolons."""
    if len(labels) == 1 and labels[0].count(",") > 1:
        return [label for part in labels[0].split(",") if (label := part.strip())]
    return labels
