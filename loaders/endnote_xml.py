"""EndNote's XML export, which Bookends, Mendeley and others write too.

Texts stand in runs of `style`, or without them. There is no published schema; the elements are
those of EndNote's own RIS-like fields. Before version 8 they had names in capitals.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.endnote.fields import (
    FILLS,
    WITH_EDITORS,
    dated,
    endnote_type,
    keywords,
    venue_of,
)
from kg.loaders.reading.endnote.version7 import of_today
from kg.loaders.reading.exporter_notes import read_notes, with_orcids_of_notes
from kg.loaders.reading.paper_types import published_type
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.strangers import without_strangers_ids
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import child, child_text, child_texts, local_name, markup
from kg.records import Identifier, PaperRecord, Provenance, VenueMention

__all__ = ["EndnoteXmlLoader"]

_Element = etree._Element
_NUMBERED: Final = {
    "3": "Book", "5": "Book Section", "6": "Book", "9": "Computer Program",
    "10": "Conference Proceedings", "12": "Web Page", "17": "Journal Article",
    "19": "Magazine Article", "23": "Newspaper Article", "25": "Patent", "27": "Report",
    "28": "Edited Book", "31": "Statute", "32": "Thesis", "34": "Unpublished Work",
    "36": "Manuscript", "43": "Electronic Article", "44": "Electronic Book",
    "46": "Government Document", "47": "Conference Paper", "56": "Blog", "57": "Serial",
    "58": "Standard", "59": "Dataset",
}  # fmt: skip
"""EndNote's numbers of its reference types."""
_WEB: Final = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_WOS: Final = re.compile(r"(?:WOS|ISI):(\w{10,20})", re.IGNORECASE)


class EndnoteXmlLoader:
    """EndNote XML."""

    name: ClassVar[str] = "endnote-xml"
    title: ClassVar[str] = "EndNote XML"
    lost: ClassVar[str] = "Publisher and place, research notes, attached files and custom fields."
    fills: ClassVar[tuple[str, ...]] = FILLS

    def sniff(self, head: Head) -> float:
        """By records with a `ref-type` or `titles`, inside `records`; once all was in capitals."""
        root = root_of(head)
        if root is None:
            return 0.0
        of_today = {"records", "record"} <= root.names and len(root.names & _OF_TODAY) >= 2
        before = {"RECORDS", "RECORD"} <= root.names and len(root.names & _BEFORE) >= 2
        return 0.95 if of_today or before else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from in_batches(without_strangers_ids(xml_items(source, ("record", "RECORD"), _read)))


_OF_TODAY: Final = frozenset(("ref-type", "rec-number", "contributors", "titles", "source-app"))
_BEFORE: Final = frozenset(("REFERENCE_TYPE", "REFNUM", "AUTHORS", "SECONDARY_TITLE"))


def _read(record: _Element, provenance: Provenance) -> PaperRecord:
    today = record if local_name(record) == "record" else of_today(record)
    return _record(today, provenance, markup(record))


def _record(record: _Element, provenance: Provenance, raw: str) -> PaperRecord:
    paper_type = _type(record)
    authors = listed(child_texts(record, "contributors/authors/author"))
    editors = child_texts(record, "contributors/secondary-authors/author")
    when = dated(child_text(record, "dates/year"), child_text(record, "dates/pub-dates/date"))
    urls = [url for url in _urls(record) if _WEB.match(url)]
    preprint = _preprint(record, urls)
    notes = child_texts(record, "notes")
    told = read_notes(notes)
    return PaperRecord(
        provenance=provenance,
        title=child_text(record, "titles/title", "titles/short-title"),
        mentions=with_orcids_of_notes(mentions(authors.names), notes)
        + mentions(listed(editors).names if paper_type in WITH_EDITORS else (), "editor"),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names or not authors.complete else None,
        ids=_ids(record, paper_type, preprint, urls),
        arxiv_version=preprint[1] if preprint else None,
        abstract=child_text(record, "abstract"),
        year=when.year,
        date=when.date,
        type=paper_type,
        language=child_text(record, "language"),
        venue=_venue(record, paper_type),
        volume=child_text(record, "volume"),
        issue=child_text(record, "number", "issue"),
        pages=child_text(record, "pages", "custom7", "electronic-pages"),
        keywords=keywords(child_texts(record, "keywords/keyword")),
        n_references=told.n_references,
        citation_count=told.citation_count,
        url=urls[0] if urls else None,
        comment=told.remark,
        raw=raw,
    )


def _type(record: _Element) -> str | None:
    """By the name of the reference type, for which some programs write its number."""
    kind = child(record, "ref-type")
    if kind is None:
        return None
    name = kind.get("name") or ""
    number = name if name.isdecimal() else (kind.text or "").strip()
    name = name if name and not name.isdecimal() else _NUMBERED.get(number, "")
    venue = child_text(record, "periodical/full-title", "titles/secondary-title")
    in_pages = bool(venue and child_text(record, "pages"))
    return published_type(endnote_type(name, child_text(record, "work-type"), in_pages), venue)


def _urls(record: _Element) -> list[str]:
    kinds = ("related-urls", "web-urls", "text-urls", "pdf-urls")
    return [url for kind in kinds for url in child_texts(record, f"urls/{kind}/url")]


def _preprint(record: _Element, urls: list[str]) -> tuple[str, int | None] | None:
    own = (
        "accession-num", "electronic-resource-num", "titles/secondary-title", "volume", "number",
        "pages",
    )  # fmt: skip
    texts = [child_text(record, path) for path in own]
    found = (identifiers.arxiv(t) for t in (*texts, *urls) if t and "arxiv" in t.lower())
    return next(filter(None, found), None)


def _ids(
    record: _Element,
    paper_type: str | None,
    preprint: tuple[str, int | None] | None,
    urls: list[str],
) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    for text in child_texts(record, "electronic-resource-num"):
        if stated := identifiers.of_doi(text):
            ids += stated
            break
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    number = child_text(record, "accession-num") or ""
    held = (child_text(record, f"remote-database-{part}") for part in ("name", "provider"))
    database = " ".join(filter(None, held)).lower()
    if any(name in database for name in ("pubmed", "medline", "nlm")):
        ids += identifiers.of("pmid", number)
    if found := _WOS.fullmatch(number):
        ids.append(Identifier("wos", found[1].upper()))
    ids += identifiers.of("pmcid", child_text(record, "custom2"))
    for url in urls:
        ids += [i for i in identifiers.from_url(url) if i.scheme != "doi" or not ids]
    if paper_type in ("book", "thesis"):
        ids += identifiers.of("isbn", child_text(record, "isbn"))
    return identifiers.unique(ids)


def _venue(record: _Element, paper_type: str | None) -> VenueMention | None:
    name = child_text(
        record, "periodical/full-title", "titles/secondary-title", "periodical/abbr-1",
        "titles/alt-title",
    )  # fmt: skip
    return venue_of(name, paper_type, child_text(record, "isbn"))
