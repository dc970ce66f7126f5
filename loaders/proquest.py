"""ProQuest's reports in text: what it saves as "Text only".

A document begins with its number, has its title on a line of its own, then names and values, one
a line between blank lines, and ends at a line of underscores::

    Document 1 of 2
    On Lakes
    Author: Brook, Ada; Reed, Sam
    Publication title: Journal of Lakes

The table of contents before the documents and the bibliography behind them list the same works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import NameList, listed, mentions
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.tagged import Entry, entries_loading
from kg.loaders.reading.text import open_lines
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, VenueMention

__all__ = ["ProquestLoader"]

_START: Final = re.compile(r"^Document 1 of \d{1,5}\s*$", re.MULTILINE)
_NUMBER: Final = re.compile(r"Document \d{1,5} of \d{1,5}")
_RULE: Final = re.compile(r"_{20,}")
_NAMED: Final = re.compile(r"([A-Z][A-Za-z/ -]{1,40}): ?(.*)")
_LONG: Final = ("abstract", "full text")
"""Fields of several paragraphs, in which words may stand before colons as well."""
_HEADING: Final = "heading"


class ProquestLoader:
    """ProQuest, text."""

    name: ClassVar[str] = "proquest"
    title: ClassVar[str] = "ProQuest, saved as text"
    lost: ClassVar[str] = "Full texts, advisers and committees, schools, places and publishers."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the number of the first document; the bibliography behind may be BibTeX or RIS."""
        return 0.98 if "ProQuest" in head.text and _START.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read document by document."""
        return entries_loading(source.uri, _entries(source), _record)


def _entries(source: Source) -> Iterator[Entry]:
    """The documents: from a number to a line of underscores, to the next number or to the end."""
    entry: Entry | None = None
    for number, line in open_lines(source):
        text = line.strip()
        begins = _NUMBER.fullmatch(text)
        if entry is not None and (begins or _RULE.fullmatch(text)):
            yield entry
            entry = None
        if begins:
            entry = Entry(number)
        elif entry is not None and text:
            entry.printed.append(line)
            _add(entry, text)
    if entry is not None:
        yield entry


def _add(entry: Entry, text: str) -> None:
    """A line: the title, a named value, an address, or more of a long text."""
    name, value = entry.fields[-1] if entry.fields else (None, "")
    found = _NAMED.fullmatch(text)
    if name is None:
        entry.fields.append((_HEADING, text))
    elif found and (name not in _LONG or found[1].lower() in _FIELDS):
        entry.fields.append((found[1].lower(), found[2].strip()))
    elif text.startswith("http"):
        entry.fields.append(("url", text))
    elif name in _LONG:
        entry.fields[-1] = (name, f"{value} {text}")


_FIELDS: Final = frozenset(
    (
        "advisor", "author", "author affiliation", "classification", "committee member",
        "company / organization", "copyright", "correspondence author", "country of publication",
        "database", "degree", "document feature", "document type", "document url", "doi", "e-issn",
        "full text", "identifier / keyword", "identifier/keyword", "isbn", "issn", "issue",
        "keywords", "language", "language of publication", "links", "location", "mesh",
        "number of references", "pages", "place of publication", "proquest document id",
        "publication date", "publication info", "publication subject", "publication title",
        "publication year", "publisher", "series title", "source type", "subject", "title",
        "volume", "year",
    )
)  # fmt: skip
"""Names that end an abstract."""


def _record(entry: Entry, at: Provenance, raw: str) -> PaperRecord:
    paper_type = _type(entry)
    authors = _authors(entry)
    year = dates.from_text(entry.first("publication year", "year", "degree date")).year
    dated = dates.of_issue(entry.first("publication date"), year)
    return PaperRecord(
        provenance=at,
        title=entry.first("title", _HEADING),
        mentions=mentions(authors.names),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names else None,
        ids=_ids(entry, paper_type),
        abstract=bare_abstract(entry.first("abstract")),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=entry.first("language", "language of publication"),
        venue=_venue(entry, paper_type),
        volume=entry.first("volume"),
        issue=entry.first("issue"),
        pages=entry.first("pages"),
        keywords=_keywords(entry),
        url=entry.first("document url", "url"),
        raw=raw,
    )


def _type(entry: Entry) -> str | None:
    kinds = entry.all("document type", "source type")
    if any("dissertation" in kind.lower() for kind in kinds):
        return "thesis"
    return common_type(kinds[0].partition(",")[0]) if kinds else None


_MARKS: Final = re.compile(r"(?<![\s\d,*])[\s\d,*]+\Z")


def _authors(entry: Entry) -> NameList:
    """The names between semicolons, without the numbers of addresses behind them."""
    each = (name for text in entry.all("author") for name in text.split(";"))
    return listed(bare for name in each if (bare := _MARKS.sub("", name).strip()))


def _ids(entry: Entry, paper_type: str | None) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(entry.first("doi"))
    if paper_type in ("book", "thesis"):
        ids += identifiers.of("isbn", entry.first("isbn"))
    return identifiers.unique(ids)


def _venue(entry: Entry, paper_type: str | None) -> VenueMention | None:
    name = entry.first("publication title")
    if name is None or paper_type in ("book", "thesis"):
        return None
    issn = identifiers.issn(entry.first("issn", "e-issn"))
    return VenueMention(name, venue_type(paper_type), issn, identifiers.isbn(entry.first("isbn")))


def _keywords(entry: Entry) -> tuple[KeywordTag, ...]:
    """The authors' keywords, between commas where there is no semicolon, and the subjects."""
    own = entry.all("identifier / keyword", "identifier/keyword", "keywords")
    tags = [KeywordTag(k) for text in own for k in text.split("; " if ";" in text else ", ")]
    subjects = (part.strip() for text in entry.all("subject") for part in text.split(";"))
    tags += [KeywordTag(subject, "subject", "proquest") for subject in subjects]
    return unique_tags(tag for tag in tags if tag.label)
