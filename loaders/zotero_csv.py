"""Zotero's CSV export: a row an item, notes and attachments beside it ignored."""

from __future__ import annotations

from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.tables.index_table import Cells, headers_of, table_loading, unique_tags
from kg.loaders.reading.zotero.extra import (
    citations_of_extra,
    extra_ids,
    extra_lines,
    remark_of_extra,
)
from kg.loaders.reading.zotero.types import zotero_type, zotero_venue
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance

__all__ = ["ZoteroCsvLoader"]

_OWN: Final = frozenset(
    ("key", "itemtype", "abstractnote", "dateadded", "datemodified", "librarycatalog",
     "fileattachments", "manualtags", "automatictags", "publicationtitle")
)  # fmt: skip


class ZoteroCsvLoader:
    """Zotero CSV."""

    name: ClassVar[str] = "zotero-csv"
    title: ClassVar[str] = "Zotero CSV"
    lost: ClassVar[str] = "Attachments, notes, call numbers and dates of access."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "citation_count", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By an author and a title beside columns of Zotero's own; people leave some out."""
        headers = headers_of(head)
        return 0.95 if {"author", "title"} <= headers and len(headers & _OWN) >= 3 else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row."""
        yield from table_loading(source, _record)


def _record(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    authors, editors = listed(cells.parts("Author")), listed(cells.parts("Editor"))
    extra = cells.text("Extra")
    lines = extra_lines(extra)
    venue = cells.line("Publication Title", "Proceedings Title", "Conference Name")
    preprint = _preprint(cells, lines.get("arxiv"))
    paper_type = zotero_type(cells.line("Item Type"), venue, preprint is not None)
    stated = dates.from_text(cells.text("Date"))
    dated = stated if stated.year else dates.from_text(cells.text("Publication Year"))
    return PaperRecord(
        provenance=provenance,
        title=cells.line("Title"),
        mentions=mentions(authors.names) + mentions(editors.names, "editor"),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names else None,
        ids=_ids(cells, lines, preprint, paper_type),
        arxiv_version=preprint[1] if preprint else None,
        abstract=bare_abstract(cells.prose("Abstract Note")),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=cells.line("Language"),
        venue=zotero_venue(paper_type, venue, cells.text("ISSN"), cells.text("ISBN")),
        volume=cells.line("Volume"),
        issue=cells.line("Issue"),
        pages=cells.line("Pages"),
        keywords=unique_tags(
            [
                *(KeywordTag(label) for label in cells.parts("Manual Tags")),
                *(
                    KeywordTag(x, "extracted", "automatic-tags")
                    for x in cells.parts("Automatic Tags")
                ),
            ]
        ),
        citation_count=citations_of_extra(extra),
        url=cells.text("Url"),
        comment=remark_of_extra(extra),
        raw=raw,
    )


def _preprint(cells: Cells, of_extra: str | None) -> tuple[str, int | None] | None:
    """The arXiv id; of several spellings the one that has a version."""
    headers = ("Archive ID", "Report Number", "Number", "Url", "Archive Location")
    texts = [text for header in headers if (text := cells.text(header)) and "arxiv" in text.lower()]
    found = [preprint for text in (of_extra, *texts) if (preprint := identifiers.arxiv(text))]
    return next((p for p in found if p[1] and p[0] == found[0][0]), found[0]) if found else None


def _ids(
    cells: Cells,
    lines: dict[str, str],
    preprint: tuple[str, int | None] | None,
    paper_type: str | None,
) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(cells.text("DOI"))
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    ids += extra_ids(lines)
    ids += identifiers.from_url(cells.text("Url"))
    if paper_type == "book":
        ids += identifiers.of("isbn", cells.text("ISBN"))
    return identifiers.unique(ids)
