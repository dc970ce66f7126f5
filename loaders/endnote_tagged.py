"""EndNote's tagged form (`.enw`), as Google Scholar and publishers offer it; `refer` before it.

A line is `%`, a letter or sign, a blank and a value; a record ends at a blank line before a tag, or
where another `%0` comes. Some writers put the title before `%0`. Continued lines have no tag.
Tags: https://support.clarivate.com/Endnote/s/article/EndNote-Importing-a-Text-File.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.endnote import WITH_EDITORS, endnote_type
from kg.loaders.reading.index_table import unique_tags
from kg.loaders.reading.names import listed, mentions
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import open_lines
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reject, VenueMention

__all__ = ["EndnoteTaggedLoader"]

_TAG: Final = re.compile(r"%([0-9A-Z!@$&()*+<=>?^\[\]#~-])(?:\s+(.*)|)", re.DOTALL)
_FIELD: Final = re.compile(r"^%([ADT0])\s+\S", re.MULTILINE)
_ITSELF: Final = re.compile(r"\A\s*%[0-9A-Z]\s")


@dataclass(slots=True)
class _Entry:
    """Tags and values of one record in order, the lines as printed, and where it began."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        return [value for tag in tags for t, value in self.fields if t == tag and value]

    def first(self, *tags: str) -> str | None:
        return next(iter(self.all(*tags)), None)


class EndnoteTaggedLoader:
    """EndNote tagged."""

    name: ClassVar[str] = "endnote-tagged"
    title: ClassVar[str] = "EndNote tagged (enw, refer)"
    lost: ClassVar[str] = "Publisher and place, research notes, call numbers and custom fields."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords", "url",
        "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a first line that is a tag, and at least two of type, author, date and title."""
        if not _ITSELF.match(head.text):
            return 0.0
        return 0.9 if len(set(_FIELD.findall(head.text))) >= 2 else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from in_batches(_items(source))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, entry in enumerate(_entries(open_lines(source))):
        record = _record(entry, Provenance(source.uri, index, entry.line))
        if record.tells_a_work:
            yield record
        else:
            raw = record.raw and record.raw[:RAW_CHARACTERS]
            yield Reject(source.uri, NAMELESS, entry.line, index, raw)


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    blank = False
    for number, line in lines:
        if not line.strip():
            blank = True
            continue
        found = _TAG.fullmatch(line.lstrip())
        if found is not None:
            if entry is not None and (blank or (found[1] == "0" and entry.first("0"))):
                yield entry
                entry = None
            entry = entry or _Entry(number)
            entry.fields.append((found[1], (found[2] or "").strip()))
        elif entry is not None:
            _continue_value(entry, line.strip())
        blank = False
        if entry is not None:
            entry.printed.append(line)
    if entry is not None:
        yield entry


def _continue_value(entry: _Entry, text: str) -> None:
    """A list of keywords has one a line; of any other value it is more of the same."""
    tag, value = entry.fields[-1]
    if tag == "K":
        entry.fields.append((tag, text))
    else:
        entry.fields[-1] = (tag, f"{value} {text}".strip())


def _record(entry: _Entry, provenance: Provenance) -> PaperRecord:
    kind = entry.first("0")
    paper_type = endnote_type(kind) if kind else None
    authors = listed(_names(entry, "A"))
    editors = listed(_names(entry, "E")).names if paper_type in WITH_EDITORS else ()
    urls = [url for url in entry.all("U") if "://" in url]
    preprint = _preprint(entry)
    dated = _dated(entry)
    return PaperRecord(
        provenance=provenance,
        title=entry.first("T", "!"),
        mentions=mentions(authors.names) + mentions(editors, "editor"),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names or not authors.complete else None,
        ids=_ids(entry, paper_type, preprint, urls),
        arxiv_version=preprint[1] if preprint else None,
        abstract=entry.first("X"),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=entry.first("G"),
        venue=_venue(entry, paper_type),
        volume=entry.first("V"),
        issue=entry.first("N"),
        pages=entry.first("P"),
        keywords=_keywords(entry),
        url=urls[0] if urls else None,
        comment=entry.first("Z"),
        raw="\n".join(entry.printed),
    )


def _names(entry: _Entry, tag: str) -> Iterator[str]:
    """One name a line; some writers put all in one, between semicolons."""
    return (name for value in entry.all(tag) for name in value.split(";"))


def _dated(entry: _Entry) -> dates.Dated:
    """The year, and the day that may stand apart from it (`September 1, 2021`, `Mar 3`)."""
    year = dates.from_text(entry.first("D")).year
    stated = entry.first("8")
    if year is not None and dates.from_text(stated).year not in (None, year):
        return dates.from_parts(year)
    return dates.of_issue(stated, year)


def _preprint(entry: _Entry) -> tuple[str, int | None] | None:
    texts = (text for text in entry.all("R", "M", "J", "B", "U") if "arxiv" in text.lower())
    return next(filter(None, map(identifiers.arxiv, texts)), None)


def _ids(
    entry: _Entry, paper_type: str | None, preprint: tuple[str, int | None] | None, urls: list[str]
) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    for text in entry.all("R"):
        if doi := identifiers.doi(text):
            ids += identifiers.from_doi(doi)
            break
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    database = (entry.first("W") or entry.first("~") or "").lower()
    if any(name in database for name in ("pubmed", "medline", "nlm")):
        ids += [Identifier("pmid", pmid)] if (pmid := identifiers.pmid(entry.first("M"))) else []
    for url in urls:
        ids += [i for i in identifiers.from_url(url) if i.scheme != "doi" or not ids]
    if paper_type == "book" and (isbn := identifiers.isbn(entry.first("@"))):
        ids.append(Identifier("isbn", isbn))
    return identifiers.unique(ids)


def _venue(entry: _Entry, paper_type: str | None) -> VenueMention | None:
    name = entry.first("J", "B")
    if name is None or paper_type in ("book", "thesis"):
        return None
    number = entry.first("@")
    return VenueMention(
        name, venue_type(paper_type), identifiers.issn(number), identifiers.isbn(number)
    )


def _keywords(entry: _Entry) -> tuple[KeywordTag, ...]:
    labels = (part.strip() for value in entry.all("K") for part in value.split(";"))
    return unique_tags(KeywordTag(label) for label in labels if label)
