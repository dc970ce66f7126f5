"""RIS, as EndNote, Zotero, Ovid, Scopus, the Web of Science and publishers write it, and what says
the same with other tags: RefWorks', NoteExpress's, CNKI's and Cochrane's own exports.

Format: https://en.wikipedia.org/wiki/RIS_(file_format). Read leniently: one or two spaces before
the hyphen, values over several lines, unknown tags, text between records, a missing `ER`, several
dates of which some are empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.endnote.fields import labels
from kg.loaders.reading.exporter_notes import ids_of_note, read_notes, with_orcids_of_notes
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.paper_types import published_type, venue_type
from kg.loaders.reading.people.names import NameList, listed, mentions, with_initials_last
from kg.loaders.reading.ris.cousins import TagOf, cousin_of_ris
from kg.loaders.reading.ris.people import rejoined, with_addresses
from kg.loaders.reading.ris.table import ris_type
from kg.loaders.reading.scopus.references import scopus_references
from kg.loaders.reading.spaces import BLANKS, one_line
from kg.loaders.reading.strangers import without_strangers_ids
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import head_of, open_lines
from kg.records import (
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reject,
    VenueMention,
)

__all__ = ["RisLoader"]

_TAG = re.compile(r"\s*([A-Z][A-Z0-9]|PMID)(\s{1,3}|)-(?:\s(.*)|)", re.DOTALL)
_START = re.compile(r"^\s*TY(?:\s{1,3}-\s+|  -)\S", re.MULTILINE)

_URL = re.compile(r"https?://[^\s;]+")

_NOTHING: Final = frozenset(("", "NA", "n/a"))  # as R writes it, and Wiley before there is an issue
_WITH_EDITORS: Final = frozenset(("conference-paper", "chapter", "book"))


@dataclass(slots=True)
class _Entry:
    """The values of one record by tag, in order, and where it began."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def end(self) -> _Entry:
        """The same entry, whose values that say nothing are gone; the tags they had stay."""
        for tag, said in self.values.items():
            if not _NOTHING.isdisjoint(said):
                self.values[tag] = [value for value in said if value not in _NOTHING]
        return self

    def all(self, *tags: str) -> list[str]:
        stated: list[str] = []
        for tag in tags:
            if tag in self.values:
                stated += self.values[tag]
        return stated

    def first(self, *tags: str) -> str | None:
        values = self.values
        for tag in tags:
            if tag in values and (stated := values[tag]):
                return unmarked(stated[0])
        return None

    def search(self, pattern: re.Pattern[str], *tags: str) -> re.Match[str] | None:
        """What a pattern finds first in all values of the tags."""
        values = self.all(*tags)
        return pattern.search(" ".join(values)) if values else None


class RisLoader:
    """RIS."""

    name: ClassVar[str] = "ris"
    title: ClassVar[str] = (
        "RIS, also with the tags of RefWorks, NoteExpress, CNKI (E-Study) and Cochrane"
    )
    lost: ClassVar[str] = (
        "Tags that no paper property stands for (publisher, place, notes of the exporter)."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "references", "n_references", "citation_count", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a `TY  - ` line, or a record of RefWorks, NoteExpress, CNKI or Cochrane."""
        if _START.search(head.text):
            return 0.95
        return 0.9 if cousin_of_ris(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from in_batches(without_strangers_ids(_items(source)))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    index = 0
    begun = head_of(source).text
    tag_of = _tag_of if _START.search(begun) else cousin_of_ris(begun) or _tag_of
    for entry in _entries(open_lines(source), tag_of):
        record = _record(entry, Provenance(source.uri, index, entry.line))
        if record.tells_a_work:
            yield record
        elif "TY" in entry.values:
            raw = "\n".join(entry.lines)[:RAW_CHARACTERS]
            yield Reject(source.uri, NAMELESS, entry.line, index, raw)
        else:  # text between records that happens to look like a tag
            continue
        index += 1


def _entries(lines: Iterable[tuple[int, str]], tag_of: TagOf) -> Iterator[_Entry]:
    """The records: from `TY` to `ER`, to the next `TY` where `ER` is missing, or to the end."""
    entry: _Entry | None = None
    tag = ""
    for number, line in lines:
        found = tag_of(line)
        if found is None:
            if entry is not None and line.strip():
                entry.lines.append(line)
                _continue_value(entry, tag, line.strip())
            continue
        tag, value = found
        if entry is not None and (tag == "ER" or (tag == "TY" and _has_begun(entry))):
            yield entry.end()
            entry = None
        if tag == "ER":
            continue
        if tag == "TY" and entry is not None and entry.values.keys().isdisjoint(_OF_RECORDS):
            entry = None  # text between records that happens to look like a tag
        if entry is None:
            entry = _Entry(number)
        entry.lines.append(line)
        entry.values.setdefault(tag, []).append(value)
    if entry is not None:
        yield entry.end()


_OF_RECORDS: Final = frozenset(("TY", "TI", "T1", "AU", "A1", "DO"))


def _has_begun(entry: _Entry) -> bool:
    """Whether another type opens another record; tables that became RIS have theirs anywhere."""
    return "TY" in entry.values and len(entry.values) > 1


def _tag_of(line: str) -> tuple[str, str] | None:
    """Tag and value of a line; None for a line that continues a value."""
    if line[2:5] == "  -" and line[:2] in _KNOWN:
        return line[:2], line[5:].strip()
    found = _TAG.fullmatch(line)
    if found is None or (len(found[2]) < 2 and not _is_sure(found[1], found[2])):
        return None
    return found[1], (found[3] or "").strip()


def _is_sure(tag: str, gap: str) -> bool:
    """Whether fewer than the two spaces of the format still make a tag: not in running text."""
    return tag in _KNOWN and (gap != "" or tag in _BOUNDS)


_BOUNDS: Final = ("TY", "ER")
_KNOWN: Final = frozenset(
    "TY ER A1 A2 A3 A4 AB AD AN AU BT C1 C2 CT CY DA DB DO DP ED EP ET ID IS J1 J2 JA JF JO KW L1 "
    "L2 L3 LA LB M1 M3 N1 N2 PB PMID PY RN SN SP ST T1 T2 T3 TI UR VL VO Y1 Y2".split()
)


def _continue_value(entry: _Entry, tag: str, text: str) -> None:
    values = entry.values.get(tag)
    if not values:
        return
    if tag == "KW":
        values.append(text)
    else:
        values[-1] = f"{values[-1]} {text}".strip()


def _record(entry: _Entry, provenance: Provenance) -> PaperRecord:
    kind = entry.first("TY") or ""
    paper_type = _type(entry, kind)
    authors = _names(_author_lines(entry, paper_type))
    editors = _names(entry.all("ED", "A2") if paper_type in _WITH_EDITORS else [])
    preprint = identifiers.arxiv(entry.first("AN")) or _preprint(entry)
    dated = _dated(entry)
    urls = [url for value in entry.all("UR", "L2") for url in _URL.findall(value)]
    notes = entry.all("N1", "U3")
    told = read_notes(notes, entry.all("N1"))
    references = [r for note in notes for r in scopus_references(_after(_CITED, note))]
    return PaperRecord(
        provenance=provenance,
        title=_line(entry.first("TI", "T1", "CT", "BT", "TT", "ST")),
        mentions=with_orcids_of_notes(_authors(authors, entry, urls), notes)
        + mentions(editors.names, "editor"),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names or not authors.complete else None,
        ids=_ids(entry, paper_type, preprint, urls),
        arxiv_version=preprint[1] if preprint else None,
        abstract=bare_abstract(
            entry.first("AB", "N2"), headed="Wiley" in (entry.first("PB") or "")
        ),
        year=dated.year,
        date=dated.date,
        type=_stated(kind, paper_type, preprint is not None),
        language=entry.first("LA"),
        venue=_venue(entry, paper_type),
        volume=_volume(entry)[0],
        issue=_issue(entry),
        pages=_pages(entry),
        keywords=_keywords(entry),
        references=tuple(references),
        n_references=told.n_references or len(references) or None,
        citation_count=told.citation_count,
        url=urls[0] if urls else None,
        comment=told.remark,
        raw="\n".join(entry.lines),
    )


def _type(entry: _Entry, kind: str) -> str:
    """The type; a book on pages of another is a chapter, as the Web of Science means it."""
    paper_type = published_type(ris_type(kind), entry.first("JF", "JO", "T2")) or "other"
    if paper_type == "book" and entry.first("SP") and entry.first("EP"):
        inside = entry.first("T2") not in (None, entry.first("TI", "T1"))
        return "chapter" if inside else paper_type
    return paper_type


def _author_lines(entry: _Entry, paper_type: str) -> list[str]:
    """The authors, of which the Web of Science gives those of the whole book, or who held the
    conference, as `A1`; with articles its `A1` is a group among the authors."""
    if paper_type in _WITH_EDITORS and _WOS.search(entry.first("AN") or ""):
        return entry.all("AU") or entry.all("A1")
    return entry.all("AU", "A1")


def _stated(kind: str, paper_type: str, preprint: bool) -> str | None:
    """The type; a `TY` that is empty, as R's tools write it, tells none."""
    if preprint and paper_type == "other":
        return "preprint"
    return paper_type if kind else None


def _line(text: str | None) -> str | None:
    return one_line(text) if text else None


_REGISTERED: Final = re.compile(r"[A-Z][A-Za-z-]{2,12}/?\d{4}[\d/-]{2,20}(?:-[A-Z]{2})?")
"""The number of a trial, which Cochrane gives as the author of what a register says of it."""


def _names(values: list[str]) -> NameList:
    """One name a line, family name first; several in one line are separated by semicolons."""
    if not values:
        return NameList((), True)
    names = rejoined([name for value in values for name in unmarked(value).split(";")])
    return with_initials_last(listed([name for name in names if not _is_registered(name)]))


def _is_registered(name: str) -> bool:
    return "," not in name and _REGISTERED.fullmatch(name.strip()) is not None


def _authors(names: NameList, entry: _Entry, urls: list[str]) -> tuple[Mention, ...]:
    of_scopus = any("scopus.com" in url for url in urls)
    tags = ("AD",) if of_scopus else ("AD", "M1", "M2", "C1")
    stated = entry.all(*tags) + [a for note in entry.all("N1") for a in _OF_REFWORKS.findall(note)]
    addresses = [" ".join(unmarked(value).split()) for value in stated]
    found = mentions(names.names)
    return with_addresses(found, addresses, of_scopus=of_scopus) if addresses else found


_OF_REFWORKS: Final = re.compile(r"\bM1: (\([^()]*\).*?)(?=; M1: |\Z)", re.DOTALL)
"""The addresses of Embase, which RefWorks keeps in its notes."""


def _preprint(entry: _Entry) -> tuple[str, int | None] | None:
    for value in entry.all("DO", "UR", "JO", "JF", "T2", "M1", "M3", "N1", "PB"):
        if "arxiv" in value.lower() and (found := identifiers.arxiv(value)):
            return found
    return None


_WOS: Final = re.compile(r"\b(?:WOS|ISI):(\w{15})\b", re.IGNORECASE)


def _ids(
    entry: _Entry, paper_type: str, preprint: tuple[str, int | None] | None, urls: list[str]
) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    for value in entry.all("DO", "DI", "M3", "L3", "L1", "ID"):
        ids += identifiers.of_doi(value)
        if ids:
            break
    ids += [one for note in entry.all("N1", "M3") for one in ids_of_note(note)]
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    if pmid := _pmid(entry):
        ids.append(Identifier("pmid", pmid))
    of_dimensions = entry.search(_OF_DIMENSIONS["PMCID"], "U1")
    stated = of_dimensions[1] if of_dimensions else entry.first("C2", "C7")
    ids += identifiers.of("pmcid", stated)
    if found := entry.search(_WOS, "AN", "UR"):
        ids.append(Identifier("wos", found[1].upper()))
    for url in urls:
        ids += identifiers.from_url(url)
    is_book = entry.first("TY") in ("BOOK", "EBOOK", "THES") and paper_type in ("book", "thesis")
    if is_book:
        ids += identifiers.of("isbn", _numbers(entry))
    return _one_doi(ids)


_OF_DIMENSIONS: Final = {
    name: re.compile(rf"\b((?:PMC)?\d{{4,9}}) \[{name}\]") for name in ("PMID", "PMCID")
}
_OF_NLM: Final = ("pubmed", "medline", "nlm", "d=med")
_OF_EBSCO: Final = re.compile(
    r"(?:\bNLM UID: .*|\AAccession Number: \d{4}-\d{5}-\d{3}\. )\bPMID: (?:NLM)?([1-9]\d{4,7})\b"
)
_OF_COCHRANE: Final = re.compile(r"\bPUBMED (\d{5,8})\b")
_OF_OVID: Final = re.compile(r"\bovid\b.*[?&]AN=(\d{5,8})\b", re.IGNORECASE)


def _pmid(entry: _Entry) -> str | None:
    """The PMID: what PubMed's accession number is, even if an address of Ovid alone states it, what
    Embase puts into a custom field, Dimensions and Cochrane into others, EBSCO among its notes, and
    APA under a tag of four letters, programs under its first two."""
    accession, database = entry.first("AN"), " ".join(entry.all("DB", "DP")).lower()
    if stated := entry.first("PMID", "PM") or ("embase" in database and entry.first("C5")):
        return identifiers.pmid(stated)
    if accession is None and (found := _OF_OVID.search(entry.first("L2", "UR") or "")):
        accession = found[1]
        database = database or found[0].lower()
    of_pubmed = database and any(name in database for name in _OF_NLM)
    if of_pubmed or (accession and "PMID" in accession):
        return identifiers.pmid(accession)
    found = entry.search(_OF_DIMENSIONS["PMID"], "U1")
    found = found or entry.search(_OF_COCHRANE, "C3") or entry.search(_OF_EBSCO, "N1")
    return found[1] if found else None


def _numbers(entry: _Entry) -> str:
    """All ISSNs and ISBNs: of several only one may be right."""
    return " ".join(entry.all("SN"))


def _one_doi(ids: list[Identifier]) -> tuple[Identifier, ...]:
    """The identifiers, of several DOIs the first: links may lead to other works."""
    if len(ids) < 2:
        return tuple(ids)
    first = next((i for i in ids if i.scheme == "doi"), None)
    return identifiers.unique(i for i in ids if i.scheme != "doi" or i == first)


def _dated(entry: _Entry) -> dates.Dated:
    """The finest date that agrees with the first year stated; `DA` may leave the year out."""
    texts = entry.all("PY", "Y1", "DA")
    if notes := entry.all("C1"):
        of_jstor = (dates.of_issue(_after(_OF_JSTOR, note), None).date for note in notes)
        texts += [date for date in of_jstor if date]
    stated = list(map(dates.from_text, texts))
    year = next((date.year for date in stated if date.year is not None), None)
    if year is None:
        return dates.UNDATED
    of_year = [date for date in stated if date.year == year]
    if len(of_year) == len(texts) == 1:
        return of_year[0]
    of_year += [
        dates.of_issue(text, year)
        for text, date in zip(texts, stated, strict=True)
        if date.year is None
    ]
    return max(of_year, key=lambda d: len(d.date or ""))


_OF_JSTOR: Final = re.compile(r"Full publication date:\s*")
_OF_JOURNALS: Final = ("JF", "JO", "JA", "J2", "J1")


def _venue(entry: _Entry, paper_type: str) -> VenueMention | None:
    tags: tuple[str, ...] = ("JF", "JO", "T2", "BT", "JA", "J2", "J1")
    if paper_type in ("conference-paper", "chapter"):
        tags = ("T2", "BT", "JF", "JO", "C3", "J2", "JA", "T3")
    name = (_line(entry.first(*tags)) or "").removeprefix("- ")  # RefWorks' for a lost editor
    if not name or "://" in name or paper_type in ("book", "thesis"):
        return None
    if name == entry.first("TI", "T1") and name not in entry.all(*_OF_JOURNALS):
        return None  # a book that names itself once more
    number = _numbers(entry)
    return VenueMention(
        name, venue_type(paper_type), identifiers.issn(number), identifiers.isbn(number)
    )


_NO_ISSUE: Final = re.compile(r"(?:\w{3}, )?\d{7,9}(?:, \w{3})?|\([^()]+\) .{20,}")


def _issue(entry: _Entry) -> str | None:
    """The issue; of papers without one Ovid gives the journal's codes in its place, Covidence the
    addresses of Embase."""
    issue = _without_source(entry.first("IS"))
    return None if issue and _NO_ISSUE.fullmatch(issue) else issue or _volume(entry)[1]


_SOURCE_BEHIND: Final = re.compile(r" OP {1,2}- .*")


def _without_source(number: str | None) -> str | None:
    """A number without the citation that EBSCO puts under a tag of its own, and Mendeley behind
    whatever it reads before: `60 OP  - Journal of Lakes July 2016 60:1185-1205`."""
    return _SOURCE_BEHIND.sub("", number) if number else None


_OF_AGRIS: Final = re.compile(r"(?:v(?:ol)?\. ?)+(\S+)(?: issue (\S+))?", re.IGNORECASE)


def _volume(entry: _Entry) -> tuple[str | None, str | None]:
    """The volume, and the issue that AGRIS has behind it: `v. 7 issue 4`."""
    volume = _without_source(entry.first("VL", "VO"))
    found = _OF_AGRIS.fullmatch(volume) if volume and volume[0] in "vV" else None
    return (found[1], found[2]) if found else (volume, None)


def _pages(entry: _Entry) -> str | None:
    """First and last page as one range, which may all stand in the first; else the number that
    an article has instead of pages."""
    first, last = _without_pp(entry.first("SP")), entry.first("EP")
    article = entry.first("C7") or ""
    if first is None and article[-1:].isdecimal() and not identifiers.pmcid(article):
        return article
    if first and first.startswith("arXiv:"):
        return None
    if first and first.count("-") == 1:
        first = values.page_range(*first.split("-"))
    return first if first and last in first.split("-") else values.page_range(first, last)


def _without_pp(pages: str | None) -> str | None:
    pages = _PP.sub("", pages) if pages and pages.startswith("p") else pages
    return _DASH.sub("-", pages) if pages else None


_PP: Final = re.compile(r"\App?\.?\s*(?=\d)")
_DASH: Final = re.compile(rf"{BLANKS}[\u2010-\u2014]\s*")


def _keywords(entry: _Entry) -> tuple[KeywordTag, ...]:
    return unique_tags(KeywordTag(label) for label in labels(entry.all("KW")))


_CITED: Final = re.compile(r"References:\s")


def _after(heading: re.Pattern[str], note: str) -> str:
    """What follows a heading that a note begins with; nothing where it does not."""
    found = heading.match(note)
    return note[found.end() :] if found else ""
