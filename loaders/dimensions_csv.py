"""Dimensions CSV exports, plain and for bibliometric mapping (with cited references).

The header may stand behind a line that tells of the data. A cited reference is a row of its own
between semicolons: `[Authors]|id|Source|Year|Volume|Issue|Pages|DOI|publication id|times cited`.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import NameList, listed, mentions
from kg.loaders.reading.tables.index_table import Cells, headers_of, table_loading, unique_tags
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["DimensionsCsvLoader"]

_TAGS: Final = (
    ("MeSH terms", "mesh", "mesh-terms"),
    ("Fields of Research (ANZSRC 2020)", "subject", "fields-of-research"),
    ("FOR (ANZSRC) Categories", "subject", "fields-of-research"),
    ("Concepts", "extracted", "concepts"),
)
_BRACKET: Final = re.compile(r"[()]")
_REFERENCE: Final = re.compile(r"\[([^\]]*)\]((?:\|[^|;]*){5,10})")


class DimensionsCsvLoader:
    """Dimensions CSV."""

    name: ClassVar[str] = "dimensions-csv"
    title: ClassVar[str] = "Dimensions CSV"
    lost: ClassVar[str] = "Altmetrics, funders and the Field Citation Ratio."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "venue", "volume", "issue", "pages", "keywords", "references", "n_references",
        "citation_count", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By `Publication ID` and a header of its own beside a title."""
        headers = headers_of(head)
        own = headers & {"pubyear", "dimensionsurl", "timescited", "sourcelinkout"}
        return 0.95 if {"publicationid", "title"} <= headers and own else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row."""
        yield from table_loading(source, _record)


def _record(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    names = listed(cells.parts("Authors"))
    roster = _roster(cells, names)
    paper_type = common_type(cells.line("Publication Type"))
    year = dates.from_text(cells.text("PubYear", "Publication Year")).year
    stated = dates.from_text(cells.text("Publication Date", "Publication Date (online)"))
    dated = stated if year in (None, stated.year) else dates.from_parts(year)
    references = _references(cells.text("Cited references") or "")
    doi = identifiers.doi(cells.text("DOI"))
    return PaperRecord(
        provenance=provenance,
        title=cells.line("Title"),
        mentions=roster.mentions + mentions(listed(cells.parts("Book editors")).names, "editor"),
        n_authors=len(roster) if len(roster) and names.complete else None,
        authors_complete=names.complete if len(roster) else None,
        ids=_ids(cells, doi),
        abstract=cells.prose("Abstract"),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        venue=_venue(cells, paper_type),
        volume=cells.line("Volume"),
        issue=cells.line("Issue"),
        pages=cells.line("Pagination"),
        keywords=unique_tags(
            KeywordTag(label, scheme, origin)
            for header, scheme, origin in _TAGS
            for label in cells.parts(header)
        ),
        references=references,
        n_references=len(references) or None,
        citation_count=cells.count("Times cited"),
        url=cells.text("Source Linkout", "Dimensions URL"),
        raw=raw,
    )


def _roster(cells: Cells, names: NameList) -> Roster:
    """The authors; `Name (Affiliation; Affiliation)` gives each theirs, by place."""
    roster = Roster(mentions(names.names))
    for header in ("Authors (Raw Affiliation)", "Authors Affiliations", "Authors Affiliation"):
        entries = _bracketed(cells.prose(header) or "")
        if len(entries) == len(roster) and any(entries):
            for place, affiliations in enumerate(entries):
                for name in affiliations:
                    roster.place(place, Affiliation(name))
            break
    for entry in (cells.text("Corresponding Authors") or "").split(";"):
        roster.mark_corresponding(entry.partition("(")[0])
    return roster


def _bracketed(text: str) -> list[list[str]]:
    """What stands in brackets behind each name; a bracket inside belongs to what it stands in.

    >>> _bracketed("Ada (Inst of Looms (IL); Univ London); Bea ()")
    [['Inst of Looms (IL)', 'Univ London'], []]
    """
    entries: list[list[str]] = []
    depth = start = 0
    for found in _BRACKET.finditer(text):
        if found[0] == "(":
            start = found.end() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                inside = text[start : found.start()].split(";")
                entries.append([name for part in inside if (name := part.strip())])
    return entries


def _ids(cells: Cells, doi: str | None) -> tuple[Identifier, ...]:
    ids = identifiers.from_doi(doi) if doi else []
    ids += identifiers.of("pmid", cells.text("PMID"))
    ids += identifiers.of("pmcid", cells.text("PMCID"))
    ids += identifiers.of("arxiv", cells.text("arXiv ID"))
    return identifiers.unique(ids)


def _venue(cells: Cells, paper_type: str | None) -> VenueMention | None:
    name = cells.line("Source title", "Source title/Anthology title", "Anthology title")
    if name is None:
        return None
    return VenueMention(
        name,
        venue_type(paper_type),
        identifiers.issn(cells.text("ISSN")),
        identifiers.isbn(cells.text("ISBN")),
    )


def _references(text: str) -> tuple[Reference, ...]:
    return tuple(_reference(found) for found in _REFERENCE.finditer(text))


def _reference(found: re.Match[str]) -> Reference:
    fields = [part.strip() for part in found[2].split("|")[1:]]
    _, source, year, volume, _, pages, doi = (fields + [""] * 7)[:7]
    value = identifiers.doi(doi)
    return Reference(
        ids=(Identifier("doi", value),) if value else (),
        text=found[0].strip(),
        year=int(year) if re.fullmatch(r"1[5-9]\d\d|20\d\d", year) else None,
        first_author=found[1].partition(";")[0].strip() or None,
        source=source or None,
        volume=volume or None,
        page=pages.partition("-")[0].strip() or None,
    )
