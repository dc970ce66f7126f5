"""The sources of Microsoft Word: its `Sources.xml`, the list inside a document, JabRef's `MsBib`.

Elements: https://learn.microsoft.com/en-us/dotnet/api/documentformat.openxml.bibliography. Word
has names in parts or a body; JabRef adds elements that begin with `BIBTEX_`, and numbers of all
kinds in one (`:ISSN:1234-5679:DOI:10.5555/a`).
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.endnote.fields import keywords
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.names import PrintedName, mentions, person, string_of_names
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import child, child_text, children, markup
from kg.records import Identifier, PaperRecord, Provenance, VenueMention

__all__ = ["WordSourcesLoader"]

_Element = etree._Element
_TYPES: Final = {
    "journalarticle": "article", "articleinaperiodical": "article", "book": "book",
    "booksection": "chapter", "conferenceproceedings": "conference-paper", "report": "report",
    "internetsite": "web-page", "documentfrominternetsite": "web-page", "patent": "patent",
    "electronicsource": "other",
}  # fmt: skip
_VENUES: Final = (
    "JournalName", "PeriodicalTitle", "ConferenceName", "BookTitle", "PublicationTitle",
)  # fmt: skip


class WordSourcesLoader:
    """Microsoft Word's sources."""

    name: ClassVar[str] = "word-sources"
    title: ClassVar[str] = "Sources of Microsoft Word (Sources.xml, MsBib)"
    lost: ClassVar[str] = (
        "Publishers and places, days of access, editions, and people other than authors, editors "
        "and inventors."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "venue", "volume", "issue", "pages", "keywords", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a list of sources with types."""
        root = root_of(head)
        listed = root is not None and root.name == "Sources" and "Source" in root.names
        return 0.95 if root and listed and root.names & {"SourceType", "Tag"} else 0.0

    def load(self, source: Source) -> Loading:
        """Read source by source."""
        yield from in_batches(xml_items(source, ["Source"], _record))


def _record(source: _Element, at: Provenance) -> PaperRecord:
    paper_type = _type(source)
    people = child(source, "Author")
    authors = _people(people, "Author") or _people(people, "Inventor")
    editors = _people(people, "Editor") if paper_type in ("book", "chapter") else []
    dated = _dated(source)
    return PaperRecord(
        provenance=at,
        title=child_text(source, "Title"),
        mentions=mentions(authors) + mentions(editors, "editor"),
        n_authors=len(authors) or None,
        authors_complete=True if authors else None,
        ids=_ids(source, paper_type),
        abstract=child_text(source, "BIBTEX_Abstract"),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        venue=_venue(source, paper_type),
        volume=child_text(source, "Volume"),
        issue=child_text(source, "Issue"),
        pages=child_text(source, "Pages"),
        keywords=keywords([text] if (text := child_text(source, "BIBTEX_KeyWords")) else []),
        url=child_text(source, "URL"),
        comment=child_text(source, "Comments"),
        raw=markup(source),
    )


def _type(source: _Element) -> str | None:
    """The type; a thesis is a report of a kind."""
    kind = child_text(source, "SourceType")
    if kind is None:
        return None
    if "thesis" in (child_text(source, "ThesisType") or "").lower():
        return "thesis"
    return _TYPES.get(kind.lower(), "other")


def _people(people: _Element | None, role: str) -> list[PrintedName]:
    """Those of a role: persons in parts, or a body, in whose place people have typed lists."""
    found = child(people, role) if people is not None else None
    if found is None:
        return []
    if body := child_text(found, "Corporate"):
        return list(string_of_names(body).names) if ";" in body else [PrintedName(body)]
    listed = child(found, "NameList")
    named = (_person(one) for one in children(listed, "Person")) if listed is not None else ()
    return [name for name in named if name is not None]


def _person(one: _Element) -> PrintedName | None:
    given = (child_text(one, part) for part in ("First", "Middle"))
    return person(child_text(one, "Last"), " ".join(filter(None, given)) or None)


def _dated(source: _Element) -> dates.Dated:
    year = dates.from_text(child_text(source, "Year")).year
    month = dates.month_number(child_text(source, "Month"))
    return dates.from_parts(year, month, values.integer(child_text(source, "Day")))


_DOI: Final = re.compile(r"\bDOI:\s*(10\.\S+?)(?=:[A-Z]{3,4}:|\s|\Z)", re.IGNORECASE)


def _ids(source: _Element, paper_type: str | None) -> tuple[Identifier, ...]:
    numbers, url = child_text(source, "StandardNumber") or "", child_text(source, "URL")
    inside = _DOI.search(numbers)
    stated = child_text(source, "DOI") or (inside[1] if inside else None)
    ids = identifiers.of_doi(stated) or identifiers.from_url(url)
    if paper_type in ("book", "thesis"):
        ids += identifiers.of("isbn", numbers)
    return identifiers.unique(ids)


def _venue(source: _Element, paper_type: str | None) -> VenueMention | None:
    name = child_text(source, *_VENUES)
    if name is None or paper_type in ("book", "thesis"):
        return None
    numbers = child_text(source, "StandardNumber")
    issn, isbn = identifiers.issn(numbers), identifiers.isbn(numbers)
    return VenueMention(name, venue_type(paper_type), issn, isbn)
