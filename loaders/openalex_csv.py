"""OpenAlex CSV exports of works: the API's fields by their paths, lists separated by bars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.paper_types import common_type
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.tables.index_table import Cells, headers_of, table_loading, unique_tags
from kg.loaders.reading.values import integer, truth
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["OpenAlexCsvLoader"]

_NAMES: Final = ("authorships.author.display_name", "author_names", "authors", "authorships")
_AUTHOR_IDS: Final[tuple[tuple[str, str, Callable[[str], str | None]], ...]] = (
    ("authorships.author.orcid", "orcid", identifiers.orcid),
    ("author_orcids", "orcid", identifiers.orcid),
    ("authorships.author.id", "openalex", identifiers.openalex),
    ("author_ids", "openalex", identifiers.openalex),
)
_TAGS: Final = (
    ("keywords.display_name", "extracted", "openalex-keywords"),
    ("keywords", "extracted", "openalex-keywords"),
    ("topics.display_name", "openalex-topic", "openalex-topics"),
    ("primary_topic.display_name", "openalex-topic", "openalex-topics"),
    ("concepts.display_name", "subject", "openalex-concepts"),
    ("mesh.descriptor_name", "mesh", "mesh-terms"),
)
_VENUES: Final = {"journal": "journal", "conference": "conference", "repository": "repository",
                  "book series": "book", "ebook platform": "book"}  # fmt: skip


class OpenAlexCsvLoader:
    """OpenAlex CSV."""

    name: ClassVar[str] = "openalex-csv"
    title: ClassVar[str] = "OpenAlex CSV"
    lost: ClassVar[str] = "Columns of counts by year and of related works."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "citation_count", "retracted", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By paths of the API, or by its own names beside a title."""
        headers = headers_of(head)
        titled = headers & {"displayname", "title"}
        own = headers & {"primarylocationsourcedisplayname", "authorshipsauthordisplayname",
                         "openaccessoaurl", "idsopenalex", "openaccessisoa", "openalexid",
                         "bestoalocationpdfurl", "primarylocationsourceid"}  # fmt: skip
        named = {"authornames", "authororcids", "isoa", "citedbycount", "institutionnames"}
        if titled and (len(own) >= 2 or (own and "citedbycount" in headers)):
            return 0.95
        return 0.95 if titled and len(headers & named) >= 3 else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row."""
        yield from table_loading(source, _record)


def _record(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    names = listed(_bars(cells.text(*_NAMES)))
    roster = _roster(cells, len(names.names), Roster(mentions(names.names)))
    cut = truth(cells.text("is_authors_truncated"))
    complete = names.complete and not cut
    year = dates.from_text(cells.text("publication_year")).year
    stated = dates.from_text(cells.text("publication_date"))
    dated = stated if year in (None, stated.year) else dates.from_parts(year)
    cited = [
        i for part in _bars(cells.text("referenced_works")) if (i := identifiers.openalex(part))
    ]
    return PaperRecord(
        provenance=provenance,
        title=cells.line("title", "display_name"),
        mentions=roster.mentions,
        n_authors=len(roster) if len(roster) and complete else cells.count("authors_count"),
        authors_complete=complete if len(roster) else None,
        ids=_ids(cells),
        abstract=cells.prose("abstract"),
        year=dated.year,
        date=dated.date,
        type=common_type(cells.line("type", "type_crossref")),
        language=cells.line("language"),
        venue=_venue(cells),
        volume=cells.line("biblio.volume", "volume"),
        issue=cells.line("biblio.issue", "issue"),
        pages=_pages(cells),
        keywords=unique_tags(
            KeywordTag(label, scheme, origin)
            for header, scheme, origin in _TAGS
            for label in _bars(cells.text(header))
            if label.strip()
        ),
        references=tuple(Reference((Identifier("openalex", value),)) for value in cited),
        n_references=cells.count("referenced_works_count") or len(cited) or None,
        citation_count=cells.count("cited_by_count"),
        retracted=truth(cells.text("is_retracted")),
        url=cells.text("primary_location.landing_page_url", "landing_page_url", "doi"),
        open_access_url=cells.text("open_access.oa_url", "oa_url", "best_oa_location.pdf_url"),
        raw=raw,
    )


def _bars(text: str | None) -> list[str]:
    """A list between bars; places that hold nothing are kept."""
    return [part.strip() for part in text.split("|")] if text else []


def _roster(cells: Cells, count: int, roster: Roster) -> Roster:
    """Columns that run parallel to the names; of another length they say nothing certain."""
    for header, scheme, normal in _AUTHOR_IDS:
        for place, value in _parallel(cells, header, count):
            if identifier := normal(value):
                roster.identify(place, Identifier(scheme, identifier))
    for place, affiliation in _places(cells, count):
        roster.place(place, affiliation)
    for place, value in _parallel(cells, "authorships.is_corresponding", count):
        if truth(value):
            roster.correspond(place)
    return roster


_RAW_STRING: Final = re.compile(r"""'raw_affiliation_string': (['"])(.*?)\1, '""")


def _places(cells: Cells, count: int) -> Iterable[tuple[int, Affiliation]]:
    """Affiliations as printed, else the institutions.

    Who has none keeps an empty place, so a list as long as that of the authors has one for each.
    """
    printed = [
        *_parallel(cells, "authorships.raw_affiliation_strings", count),
        *(
            (place, found[2])
            for place, value in _parallel(cells, "authorships.affiliations", count)
            if (found := _RAW_STRING.search(value))
        ),
    ]
    if printed:
        return [(place, Affiliation(name)) for place, name in printed]
    header = "authorships.institutions.display_name"
    if count == 1:
        return [(0, Affiliation(name)) for name in _bars(cells.text(header)) if name]
    countries = dict(_parallel(cells, "authorships.countries", count))
    return [
        (n, Affiliation(x, country=countries.get(n))) for n, x in _parallel(cells, header, count)
    ]


def _parallel(cells: Cells, header: str, count: int) -> Sequence[tuple[int, str]]:
    parts = _bars(cells.text(header))
    return [(i, part) for i, part in enumerate(parts) if part] if len(parts) == count else []


def _ids(cells: Cells) -> tuple[Identifier, ...]:
    ids = identifiers.of("openalex", cells.text("openalex_id", "ids.openalex", "id"))
    ids += identifiers.of_doi(cells.text("doi", "ids.doi"))
    ids += identifiers.of("pmid", cells.text("ids.pmid", "pmid"))
    ids += identifiers.of("pmcid", cells.text("ids.pmcid", "pmcid"))
    if mag := integer(cells.text("ids.mag", "mag")):
        ids.append(Identifier("mag", str(mag)))
    ids += identifiers.from_url(cells.text("primary_location.landing_page_url"))
    return identifiers.unique(ids)


def _venue(cells: Cells) -> VenueMention | None:
    name = cells.line(
        "primary_location.source.display_name", "source_display_name", "host_venue.display_name",
        "journal", "source",
    )  # fmt: skip
    if name is None:
        return None
    kind = (cells.line("primary_location.source.type", "source_type") or "").lower()
    number = identifiers.issn(
        cells.text("primary_location.source.issn_l", "primary_location.source.issn", "issn")
    )
    return VenueMention(name, _VENUES.get(kind), number)


def _pages(cells: Cells) -> str | None:
    return values.page_range(cells.line("biblio.first_page"), cells.line("biblio.last_page"))
