"""EndNote's tagged form (`.enw`), as Google Scholar and publishers offer it; `refer` before it.

A line is `%`, a letter or sign, a blank and a value; a record ends at a blank line before a tag, or
where another `%0` comes. Some writers put the title before `%0`. Continued lines have no tag.
Tags: https://support.clarivate.com/Endnote/s/article/EndNote-Importing-a-Text-File.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import identifiers
from kg.loaders.reading.endnote.fields import (
    FILLS,
    WITH_EDITORS,
    dated,
    endnote_type,
    keywords,
    venue_of,
)
from kg.loaders.reading.exporter_notes import read_notes, with_orcids_of_notes
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.paper_types import published_type
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.tagged import Entry, Grammar, tagged_loading
from kg.records import Identifier, PaperRecord, Provenance

__all__ = ["EndnoteTaggedLoader"]

_TAG: Final = re.compile(r"%([0-9A-Z!@$&()*+<=>?^\[\]#~-])(?:\s+(.*)|)", re.DOTALL)
_FIELD: Final = re.compile(r"^%([ADT0])\s+\S", re.MULTILINE)
_ITSELF: Final = re.compile(r"\A\s*%[0-9A-Z]\s")


def _tag_of(line: str) -> tuple[str, str] | None:
    found = _TAG.fullmatch(line.lstrip())
    return None if found is None else (found[1], (found[2] or "").strip())


def _go_on(entry: Entry, line: str) -> None:
    """A list of keywords has one a line; of any other value it is more of the same."""
    tag, value = entry.fields[-1]
    if tag == "K":
        entry.fields.append((tag, line.strip()))
    else:
        entry.fields[-1] = (tag, f"{value} {line.strip()}".strip())


_GRAMMAR: Final = Grammar(_tag_of, "0", _go_on)


class EndnoteTaggedLoader:
    """EndNote tagged."""

    name: ClassVar[str] = "endnote-tagged"
    title: ClassVar[str] = "EndNote tagged (enw, refer)"
    lost: ClassVar[str] = "Publisher and place, research notes, call numbers and custom fields."
    fills: ClassVar[tuple[str, ...]] = FILLS

    def sniff(self, head: Head) -> float:
        """By a first line that is a tag, and at least two of type, author, date and title."""
        if not _ITSELF.match(head.text):
            return 0.0
        return 0.9 if len(set(_FIELD.findall(head.text))) >= 2 else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from tagged_loading(source, _GRAMMAR, _record)


def _record(entry: Entry, provenance: Provenance, raw: str) -> PaperRecord:
    kind, work = entry.first("0"), entry.first("9")
    venue = entry.first("J", "B")
    in_pages = bool(venue and entry.first("P"))
    paper_type = published_type(endnote_type(kind, work, in_pages), venue) if kind else None
    authors = listed(_names(entry, "A"))
    editors = listed(_names(entry, "E")).names if paper_type in WITH_EDITORS else ()
    urls = [url for url in entry.all("U") if "://" in url]
    preprint = _preprint(entry)
    when = dated(entry.first("D"), entry.first("8"))
    notes = entry.all("Z")
    told = read_notes(notes)
    return PaperRecord(
        provenance=provenance,
        title=unmarked(entry.first("T", "!") or "") or None,
        mentions=with_orcids_of_notes(mentions(authors.names), notes) + mentions(editors, "editor"),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names or not authors.complete else None,
        ids=_ids(entry, paper_type, preprint, urls),
        arxiv_version=preprint[1] if preprint else None,
        abstract=unmarked(entry.first("X") or "") or None,
        year=when.year,
        date=when.date,
        type=paper_type,
        language=entry.first("G"),
        venue=venue_of(venue, paper_type, entry.first("@")),
        volume=entry.first("V"),
        issue=entry.first("N"),
        pages=entry.first("P"),
        keywords=keywords(entry.all("K")),
        n_references=told.n_references,
        citation_count=told.citation_count,
        url=urls[0] if urls else None,
        comment=told.remark,
        raw=raw,
    )


def _names(entry: Entry, tag: str) -> Iterator[str]:
    """One name a line; some writers put all in one, between semicolons or tags (CNKI)."""
    between = re.compile(rf";|%{tag}\s")
    return (name for value in entry.all(tag) for name in between.split(value))


def _preprint(entry: Entry) -> tuple[str, int | None] | None:
    texts = (text for tag in "RMJBU" for text in entry.all(tag) if "arxiv" in text.lower())
    return next(filter(None, map(identifiers.arxiv, texts)), None)


def _ids(
    entry: Entry, paper_type: str | None, preprint: tuple[str, int | None] | None, urls: list[str]
) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    for text in entry.all("R"):
        if stated := identifiers.of_doi(text):
            ids += stated
            break
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    database = (entry.first("W") or entry.first("~") or "").lower()
    if any(name in database for name in ("pubmed", "medline", "nlm")):
        ids += identifiers.of("pmid", entry.first("M"))
    for url in urls:
        ids += [i for i in identifiers.from_url(url) if i.scheme != "doi" or not ids]
    if paper_type in ("book", "thesis"):
        ids += identifiers.of("isbn", entry.first("@"))
    return identifiers.unique(ids)
