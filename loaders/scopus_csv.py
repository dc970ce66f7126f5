"""Scopus CSV exports, whatever was ticked, in whatever year and language; its plain text, which
says the same in lines; and answers of its search, also as elsapy and pybliometrics make tables of
them, of who is asked for one work, and of ScienceDirect.

Authors are separated by commas (to 2022: `Zhao J., Li X.`) or semicolons (since; in 2025 with the
name in full behind its initials); `Author full names` carries the Scopus ids in brackets; `Authors
with affiliations` begins each entry with the author's name and strings all of their affiliations
together, which the column `Affiliations` takes apart again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import NameList, PrintedName, initials_last, listed, mentions
from kg.loaders.reading.scopus.frames import is_scopus_frame, record_of_frame
from kg.loaders.reading.scopus.languages import ENGLISH_HEADERS, in_english
from kg.loaders.reading.scopus.plain_text import is_scopus_text, scopus_text_entries
from kg.loaders.reading.scopus.references import scopus_references
from kg.loaders.reading.scopus.retrieval import RETRIEVED, is_retrieved, retrieved_work
from kg.loaders.reading.scopus.search import SCOPUS_ENTRIES, is_scopus_search, scopus_entry
from kg.loaders.reading.tables.index_table import Cells, headers_of, table_loading, unique_tags
from kg.loaders.reading.tagged import Entry, entries_loading
from kg.loaders.reading.text import head_of
from kg.records import Affiliation, Identifier, KeywordTag, PaperRecord, Provenance, VenueMention

__all__ = ["ScopusCsvLoader"]

_SIGNS: Final = frozenset(
    ("eid", "authorsid", "authorids", "authorfullnames", "authorswithaffiliations", "indexkeywords",
     "sourcetitle", "citedby", "documenttype", "publicationstage", "artno")
)  # fmt: skip
_TYPES: Final = {
    "article": "article", "conference paper": "conference-paper", "review": "review",
    "book chapter": "chapter", "book": "book", "editorial": "editorial", "letter": "article",
    "note": "article", "short survey": "review", "data paper": "article", "retracted": "article",
    "conference review": "proceedings", "article in press": "article", "preprint": "preprint",
}  # fmt: skip


class ScopusCsvLoader:
    """Scopus CSV and plain text."""

    name: ClassVar[str] = "scopus-csv"
    title: ClassVar[str] = "Scopus CSV, plain text, JSON of Elsevier's APIs"
    lost: ClassVar[str] = (
        "Funding, publisher, correspondence addresses beyond the author's name, CODEN."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "citation_count", "retracted", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By headers that Scopus alone combines, or its numbers in entries and addresses."""
        if is_scopus_search(head) or is_retrieved(head) or is_scopus_text(head):
            return 0.95
        headers = in_english(headers_of(head))
        if is_scopus_frame(headers):
            return 0.95
        if "title" not in headers or not headers & {"eid", "sourcetitle"}:
            return 0.0
        return 0.95 if len(headers & _SIGNS) >= 3 or {"eid", "sourcetitle"} <= headers else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row; funding texts may take more columns than the header has."""
        head = head_of(source)
        if is_scopus_search(head):
            yield from json_loading(source, SCOPUS_ENTRIES, scopus_entry)
        elif is_retrieved(head):
            yield from json_loading(source, RETRIEVED, retrieved_work)
        elif is_scopus_text(head):
            yield from entries_loading(source.uri, scopus_text_entries(source), _record_of_entry)
        elif is_scopus_frame(headers_of(head)):
            yield from table_loading(source, record_of_frame)
        else:
            yield from table_loading(source, _record, "Funding Text", ENGLISH_HEADERS)


def _record_of_entry(entry: Entry, provenance: Provenance, raw: str) -> PaperRecord:
    return _record(Cells.named(entry.fields), provenance, raw)


def _record(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    names = _names(cells)
    roster = _roster(cells, names)
    kind = (cells.line("Document Type") or "").lower()
    paper_type = _TYPES.get(kind, "other") if kind else None
    dated = dates.from_text(cells.text("Year"))
    references = scopus_references(cells.text("References"))
    return PaperRecord(
        provenance=provenance,
        title=cells.line("Title"),
        mentions=roster.mentions + mentions(_editors(cells), "editor"),
        n_authors=len(roster) if len(roster) and names.complete else None,
        authors_complete=names.complete if len(roster) else None,
        ids=_ids(cells, paper_type),
        abstract=_abstract(cells),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=cells.line("Language of Original Document", "Language"),
        venue=_venue(cells, paper_type),
        volume=cells.line("Volume"),
        issue=cells.line("Issue"),
        pages=_pages(cells),
        keywords=_keywords(cells),
        references=references,
        n_references=len(references) or None,
        citation_count=cells.count("Cited by"),
        retracted=True if kind == "retracted" else None,
        url=cells.text("Link"),
        raw=raw,
    )


_WITH_ID: Final = re.compile(r"(.*\S)\s*\((\d{6,12})\)")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.[ -]?)+(?:,? ?(?:Jr|Sr|[IV]{2,3})\.?)?")
_REPEATED: Final = re.compile(r"(?:[^\W\d_]{1,3}\.[ -]?)+, ([^,]+, .+)")
"""Of 2025: `J.M., Zhao, Jia Ming`, the initials before the name."""
_NOBODY: Final = re.compile(r"\[?\s*no (?:authors?|author name|author id) .*", re.IGNORECASE)


def _names(cells: Cells) -> NameList:
    """The authors: full names where given, else as printed."""
    text = cells.text("Author full names", "Authors") or ""
    if _NOBODY.fullmatch(text):
        return NameList((), True)
    pieces = _pieces(text)
    return listed(found[1] if (found := _WITH_ID.fullmatch(p)) else p for p in pieces)


def _pieces(text: str) -> list[str]:
    """The names in a list, whatever stands between them."""
    if ";" not in text and not _WITH_ID.fullmatch(text) and not _REPEATED.fullmatch(text):
        return _between_commas([piece.strip() for piece in text.split(",")])
    return [_once(piece.strip()) for piece in text.split(";")]


def _once(name: str) -> str:
    found = _REPEATED.fullmatch(name)
    return found[1] if found else name


def _between_commas(parts: Sequence[str]) -> list[str]:
    """Names from a list that commas separate: `Zhao J., Li X.`, or `Zhao, J., Li, X.`"""
    names: list[str] = []
    for part in parts:
        if names and _INITIALS.fullmatch(part) and not _INITIALS.search(names[-1]):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names


def _roster(cells: Cells, names: NameList) -> Roster:
    """The authors with Scopus ids, affiliations, and who corresponds."""
    found = mentions([initials_last(name) for name in names.names])
    numbers = [n for n in cells.parts("Author(s) ID", "Author IDs") if n.isdecimal()]
    numbers = numbers or re.findall(r"\((\d{6,12})\)", cells.text("Author full names") or "")
    roster = Roster(found)
    short = [n for n in _pieces(cells.text("Authors") or "") if n]
    if len(short) == len(found):
        roster.also_known(short)
    if len(numbers) == len(found):
        for place, number in enumerate(numbers):
            roster.identify(place, Identifier("scopus", number))
    _add_affiliations(cells, roster)
    if corresponding := (cells.text("Correspondence Address") or "").partition(";")[0].strip():
        roster.mark_corresponding(corresponding)
    return roster


def _add_affiliations(cells: Cells, roster: Roster) -> None:
    """`Zhao J., Univ A, Oslo; Li X., Univ B, Rome`: each entry to the author that begins it."""
    known = sorted(cells.parts("Affiliations"), key=len, reverse=True)
    for entry in cells.parts("Authors with affiliations"):
        name, _, rest = _name_and_rest(entry, roster)
        for affiliation in _apart(rest, known):
            roster.add_affiliation(name, Affiliation(affiliation))
    roster.add_nobodys(cells.parts("Affiliations"), Affiliation)


def _name_and_rest(entry: str, roster: Roster) -> tuple[str, str, str]:
    """The author's name, which may have a comma of its own, and what follows it."""
    first, comma, rest = entry.partition(",")
    if not roster.knows(first):
        second, more, behind = rest.partition(",")
        if roster.knows(f"{first}, {second}"):
            return f"{first}, {second}", more, behind
    return first, comma, rest


def _apart(text: str, known: Sequence[str]) -> list[str]:
    """Affiliations strung together by commas, in order; text that no known one covers is one."""
    found: list[tuple[int, str]] = []
    for affiliation in known:
        if (at := text.find(affiliation)) >= 0:
            found.append((at, affiliation))
            text = text[:at] + "\0" * len(affiliation) + text[at + len(affiliation) :]
    left = text.replace("\0", "").strip(" ,")
    if left and not found:
        return [left]
    return [affiliation for _, affiliation in sorted(found)]


_EID: Final = re.compile(r"2-s2\.0-\d+")


_GLUED: Final = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_]{2})")


def _editors(cells: Cells) -> list[PrintedName]:
    """The editors; older exports put nothing between one and the next."""
    pieces = (name for part in cells.parts("Editors") for name in _GLUED.split(_once(part)))
    return [initials_last(name) for name in listed(pieces).names]


def _ids(cells: Cells, paper_type: str | None) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(cells.text("DOI"))
    ids += identifiers.of("pmid", cells.text("PubMed ID"))
    if found := _EID.search(cells.text("EID") or ""):
        ids.append(Identifier("eid", found[0]))
    ids += identifiers.from_url(cells.text("Link"))
    if paper_type == "book":
        ids += identifiers.of("isbn", cells.text("ISBN"))
    return identifiers.unique(ids)


def _abstract(cells: Cells) -> str | None:
    text = cells.prose("Abstract")
    return None if text and re.match(values.NO_ABSTRACT, text) else text


def _venue(cells: Cells, paper_type: str | None) -> VenueMention | None:
    name = cells.line("Source title", "Abbreviated Source Title", "Conference name")
    if name is None or paper_type == "book":
        return None
    number = cells.text("ISSN")
    return VenueMention(
        name,
        "conference" if cells.text("Conference name") else venue_type(paper_type),
        identifiers.issn(number.rjust(8, "0") if number and number.isalnum() else number),
        identifiers.isbn(cells.text("ISBN")),
    )


def _pages(cells: Cells) -> str | None:
    first, last = cells.line("Page start"), cells.line("Page end")
    return values.page_range(first, last) or cells.line("Pages", "Art. No.", "Article number")


def _keywords(cells: Cells) -> tuple[KeywordTag, ...]:
    tags = [KeywordTag(label) for label in cells.parts("Author Keywords")]
    indexed = cells.parts("Index Keywords")
    return unique_tags([*tags, *(KeywordTag(x, "subject", "index-keywords") for x in indexed)])
