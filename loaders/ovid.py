"""Ovid's own tagged form, which it offers for Citavi, EndNote and reprints, of all its databases:
MEDLINE, Embase, PsycINFO, BIOSIS, the Zoological Record, journals.

A record begins with its number, `<12. >`; a line is a tag, two blanks, a hyphen and a value, which
goes on over lines without a tag. Databases differ in what has a tag of its own; what has none is in
the citation (`SO`) and, for libraries with a link resolver, in an OpenURL (`XL`)::

    SO  - Lakes Research. 12(3):4-9, March 9, 2021.
    SO  - Lakes Research. Vol.12(3), Mar 2021, pp. 4-9.
    SO  - Lakes Research March 2021;12(3):4-9

Its plain text has names for tags, `<12>` for the number, and values on indented lines::

    Title
      On Lakes

Its tables have the tags as headers, and values of a list on lines of their own in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final
from urllib.parse import parse_qsl

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import (
    NameList,
    PrintedName,
    listed,
    mentions,
    one_name,
    with_initials_last,
)
from kg.loaders.reading.pubmed.values import heading, unstarred
from kg.loaders.reading.ris.people import with_addresses
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.index_table import (
    Cells,
    headers_of,
    table_loading,
    unique_tags,
)
from kg.loaders.reading.tagged import Entry, Grammar, tagged_loading
from kg.loaders.reading.text import head_of
from kg.records import (
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["OvidLoader"]

_START: Final = re.compile(r"^\s?VN  - Ovid Technologies", re.MULTILINE)
_IN_WORDS: Final = re.compile(
    r"\A\s*(?:<\d+>[^\S\n]*\n[A-Z][A-Za-z ]{2,30}|Score|Accession Number)\n  \S.*\n"
    r"(?:.*\n){0,60}?(?:Title|Authors?|Source)\n  \S"
)
_NUMBER: Final = re.compile(r"<(\d+)\. >")
_TAG: Final = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)", re.DOTALL)
_LISTS: Final = ("IN", "RF")
"""Tags whose further lines are further values."""


def _tag_of(line: str) -> tuple[str, str] | None:
    line = line.strip()
    if found := _NUMBER.fullmatch(line):
        return "<>", found[1]
    found = _TAG.fullmatch(line)
    return (found[1], found[2].strip()) if found else None


_NAMES: Final = {
    "Author": "AU", "Authors": "AU", "Authors Full Name": "FA", "Corporate Authors": "CA",
    "Institution": "IN", "Title": "TI", "Source": "SO", "Abstract": "AB", "Author Keywords": "KW",
    "Keyword Heading": "KW", "References": "RF", "Cited References": "RF", "ISSN": "IS",
    "Unique Identifier": "UI", "PMID": "PM", "Digital Object Identifier": "DO", "DOI Number": "DO",
    "Publication Type": "PT", "Document Type": "DT", "Language": "LG", "ISBN": "IB",
    "Year of Publication": "YR", "Publication Year": "YR", "Date of Publication": "DP",
    "Journal Name": "JN", "Volume": "VO", "Issue": "IP", "Issue/Part": "IP", "Page": "PG",
    "Database": "DB",
}  # fmt: skip


def _name_of(line: str) -> tuple[str, str] | None:
    """The tag of a name on a line of its own; one without a tag keeps its name."""
    if line[:1].isspace():
        return None
    line = line.rstrip()
    return ("<>", line) if line.startswith("<") else (_NAMES.get(line, line), "")


def _go_on(entry: Entry, line: str) -> None:
    tag, value = entry.fields[-1]
    if tag in _LISTS:
        entry.fields.append((tag, line.strip()))
    else:
        entry.fields[-1] = (tag, f"{value} {line.strip()}".strip())


_TAGGED: Final = Grammar(_tag_of, "<>", _go_on)
_WORDED: Final = Grammar(_name_of, "<>", _go_on)


class OvidLoader:
    """Ovid."""

    name: ClassVar[str] = "ovid"
    title: ClassVar[str] = (
        "Ovid's tagged form (for Citavi, EndNote and reprints), plain text and tables"
    )
    lost: ClassVar[str] = "Substances, organisms, grants, and codes of classifications."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the line that names the vendor, numbers in angles above names and values, or headers
        that are its tags."""
        if _START.search(head.text) or _IN_WORDS.match(head.text):
            return 0.95
        return 0.9 if headers_of(head) >= _HEADERS else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        head = head_of(source)
        if headers_of(head) >= _HEADERS:
            yield from table_loading(source, _record_of_row)
        else:
            grammar = _WORDED if _IN_WORDS.match(head.text) else _TAGGED
            yield from tagged_loading(source, grammar, _record)


_HEADERS: Final = frozenset(("ui", "db", "ti", "so", "au"))
_IN_PROSE: Final = frozenset(("ti", "so", "ab"))


def _record_of_row(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    return _record(Entry(provenance.line or 0, list(_fields(cells))), provenance, raw)


def _fields(cells: Cells) -> Iterator[tuple[str, str]]:
    """The cells under their tags; only in titles, citations and abstracts lines go on."""
    for header, cell in cells.by_key.items():
        lines = [line.strip() for line in cell.splitlines() if line.strip()]
        values = [" ".join(lines)] if header in _IN_PROSE else lines
        yield from ((header.upper(), value) for value in values)


def _record(entry: Entry, provenance: Provenance, raw: str) -> PaperRecord:
    cited = _Citation(entry)
    paper_type = _type(entry)
    authors = _authors(entry)
    dated = cited.dated
    references = tuple(map(_reference, entry.all("RF")))
    return PaperRecord(
        provenance=provenance,
        title=_title(entry),
        mentions=_placed(mentions(authors.names), entry),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names or not authors.complete else None,
        ids=_ids(entry, paper_type, cited),
        abstract=bare_abstract(entry.first("AB")),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=(entry.first("LG") or "").strip(" .") or None,
        venue=_venue(entry, paper_type, cited),
        volume=entry.first("VO", "VI") or cited.stated("volume"),
        issue=entry.first("IP") or cited.stated("issue"),
        pages=entry.first("PG") or cited.stated("pages"),
        keywords=_keywords(entry),
        references=references,
        n_references=len(references) or None,
        url=entry.first("UR"),
        raw=raw,
    )


_KIND_BEHIND: Final = re.compile(r"(?<=\S)\s*\[[A-Z][A-Za-z ]{3,20}\][\s.]*\Z")


def _title(entry: Entry) -> str | None:
    """The title without the words in brackets behind it: `[References]`, `[French]`."""
    title = entry.first("TI", "BT")
    return _KIND_BEHIND.sub("", title) if title else None


_TYPES: Final = {
    "peer reviewed journal": "article", "conference abstract": "article",
    "meeting paper": "conference-paper", "dissertation abstract": "thesis",
    "authored book": "book", "original articles": "article",
}  # fmt: skip


def _type(entry: Entry) -> str | None:
    """The type that tells most of those stated."""
    behind = _KIND_BEHIND.search(entry.first("TI", "BT") or "")
    told = [*entry.all("DT", "PT"), *([behind[0]] if behind else ())]
    stated = [kind.strip(" .[]").lower() for kind in told]
    kinds = [kind for text in stated if (kind := _TYPES.get(text) or common_type(text)) != "other"]
    return next((kind for kind in kinds if kind != "article"), kinds[0] if kinds else None)


_ROLE: Final = re.compile(rf"{BLANKS}\[[^\[\]]*(?:\]|\Z)")
_MARKS: Final = re.compile(r"(?<![\s\d,*+#^])[\s\d,*+#^]+\Z")
_DEGREES: Final = re.compile(
    r"(?:,?(?<!\s)\s+(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|MPH|RN|DO|MBBS|MBChB|FRC[PS]|DDS|PharmD|MS|MA|BA)\.?)+\Z"
)


def _authors(entry: Entry) -> NameList:
    """The names, in full where these are told as well, without roles, marks of addresses and
    degrees behind them; bodies come last."""
    stated = [_ROLE.sub("", text) for text in entry.all("FA") or entry.all("AU")]
    each = (name for text in stated for name in text.split(";"))
    bare = (_DEGREES.sub("", _MARKS.sub("", name)) for name in each)
    people = with_initials_last(listed(bare))
    bodies = tuple(PrintedName(name) for said in entry.all("CA") if (name := said.strip(" .")))
    return NameList(people.names + bodies, people.complete)


_OF_FAMILIES: Final = re.compile(r"\(([^()]+)\)\s*(\S.*)")


def _placed(authors: tuple[Mention, ...], entry: Entry) -> tuple[Mention, ...]:
    """The authors with their addresses; of Embase these name families alone."""
    by_family: dict[str, str | None] = {}
    for author in authors:
        if author.family:
            by_family[author.family] = None if author.family in by_family else author.name
    addresses = [_with_whole_names(line, by_family) for line in entry.all("IN")]
    return with_addresses(authors, addresses, of_scopus=False) if addresses else authors


def _with_whole_names(address: str, by_family: dict[str, str | None]) -> str:
    found = _OF_FAMILIES.fullmatch(address)
    if found is None:
        return address
    names = (by_family.get(name.strip()) for name in found[1].split(","))
    known = [name.replace(",", "") for name in names if name]
    return f"({'; '.join(known)}) {found[2]}"


_MONTHS: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_IN_SOURCE: Final = tuple(
    map(
        re.compile,
        (
            rf"(?P<title>.{{3,200}}?) (?P<date>(?:{_MONTHS}\S*(?: \d\d?,)? )\d{{4}});"
            r"(?P<volume>[^:;()]{1,20})(?:\((?P<issue>[^()]*)\))?:(?P<pages>[\w-]+)?.*",
            r"(?P<title>.{3,200}?)(?: \[[^\[\]]*\])?\. .*?(?:\bVol\.\s?)?\b(?P<volume>\d{1,5})"
            r"\s?\((?P<issue>(?!pp\b|no pag)[^()]{1,30})\)(?P<rest>.*)",
            r"(?P<title>.{3,200}?)(?: \[[^\[\]]*\])?\. (?P<volume>\d{1,5})"
            r"(?P<rest> \((?:pp\b|no pag).*)",
            r"(?P<title>.{3,200}?)(?: \[[^\[\]]*\])?\. (?P<rest>.*)",
            r"(?P<title>.{3,200}?)(?: \[[^\[\]]*\])?\.",
        ),
    )
)
_PAGES: Final = re.compile(r"(?:\bpp\.? ?|:)(\w{1,8}\d(?:-\w{1,8})?|\d{1,6}(?:-\w{1,8})?)")
_ARTICLE: Final = re.compile(r"\bArticle Number: ([\w.-]{1,30}\w)")
_MONTH: Final = re.compile(
    r"[,;] ([A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?(?:19|20)\d\d"
    r"|(?:19|20)\d\d [A-Z][a-z]{2}(?: \d{1,2})?)\b"
)
_LONGEST_SOURCE: Final = 1_000
_AHEAD: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d\b")
"""The day on which a paper appeared before its issue."""
_PUBLISHED: Final = re.compile(r"Date of Publication: ([^.]{4,40})")


@dataclass(frozen=True)
class _Citation:
    """What the citation and the OpenURL of a record say of where it appeared."""

    entry: Entry

    def stated(self, name: str) -> str | None:
        """A part of it: `title`, `volume`, `issue`, `pages`, `date`, `issn`, `isbn`."""
        return self._link.get(name) or self._parts.get(name)

    @cached_property
    def dated(self) -> dates.Dated:
        year = dates.from_text(self.entry.first("YR")).year
        published = _PUBLISHED.search(self._source) or _MONTH.search(self._parts.get("rest", ""))
        text = self.entry.first("DG", "DP") or (published[1] if published else None)
        found = dates.of_issue(text or self._parts.get("date"), year)
        if found.year is not None:
            return found
        ahead = _AHEAD.search(self.entry.first("Status") or "")
        return dates.from_text(ahead[0] if ahead else self._link.get("date"))

    @cached_property
    def _source(self) -> str:
        return (self.entry.first("SO") or "")[:_LONGEST_SOURCE]

    @cached_property
    def _parts(self) -> dict[str, str]:
        found = next((f for form in _IN_SOURCE if (f := form.fullmatch(self._source))), None)
        parts = {name: text for name, text in found.groupdict().items() if text} if found else {}
        rest = parts.get("rest", "")
        pages = _PAGES.search(rest) or _ARTICLE.search(rest)
        return {"pages": pages[1]} | parts if pages else parts

    @cached_property
    def _link(self) -> dict[str, str]:
        links = (link for link in self.entry.all("XL") if "sid=OVID" in link)
        told: dict[str, str] = {}
        for name, value in parse_qsl(next(links, "").partition("?")[2]):
            told.setdefault(f"id {value.partition(':')[0]}" if name == "id" else name, value)
        return told


def _ids(entry: Entry, paper_type: str | None, cited: _Citation) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(entry.first("DO", "DI") or cited.stated("id doi"))
    of_medline = "medline" in (entry.first("DB") or "").lower()
    number = entry.first("PM") or (entry.first("UI") if of_medline else None)
    ids += identifiers.of("pmid", (number or cited.stated("id pmid") or "").partition(" [")[0])
    if paper_type == "book":
        ids += identifiers.of("isbn", entry.first("IB"))
    return identifiers.unique(ids)


def _venue(entry: Entry, paper_type: str | None, cited: _Citation) -> VenueMention | None:
    name = entry.first("JN", "JT") or cited.stated("title")
    if name is None or paper_type in ("book", "thesis", "patent"):
        return None
    issn = identifiers.issn(entry.first("IS")) or identifiers.issn(cited.stated("issn"))
    isbn = identifiers.isbn(entry.first("IB") or cited.stated("isbn"))
    in_journal = issn and not isbn and paper_type == "conference-paper"
    return VenueMention(name, "journal" if in_journal else venue_type(paper_type), issn, isbn)


def _keywords(entry: Entry) -> tuple[KeywordTag, ...]:
    """Keywords of authors, PsycINFO's key concepts, and the terms of the thesaurus."""
    tags = [
        KeywordTag(k) for text in entry.all("KW") for p in text.split(";") if (k := p.strip(" ."))
    ]
    concepts = (part.strip() for text in entry.all("ID") for part in text.split(", "))
    tags += [KeywordTag(concept, "subject", "key-concepts") for concept in concepts if concept]
    terms = entry.all("MH", "SH")
    if "medline" in (entry.first("DB") or "").lower():
        tags += map(heading, terms)
    else:
        tags += [KeywordTag(unstarred(term), "subject", "thesaurus") for term in terms]
    return unique_tags(tag for tag in tags if tag.label)


_YEAR: Final = r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?"
_AUTHOR_AND_YEAR: Final = (
    re.compile(rf"(?P<author>[^(]{{2,300}}?)\({_YEAR}\)"),
    re.compile(rf"(?P<author>.{{2,300}}?)\. {_YEAR}\. "),
)


def _reference(text: str) -> Reference:
    """A work cited, in the styles that databases take over: `Brook, A., & Reed, S. (2001). Lakes.
    Waters, 1, 2-3.`, `Brook A, Reed S. 2001. Lakes. Waters 1: 2-3.`"""
    found = next((f for form in _AUTHOR_AND_YEAR if (f := form.match(text))), None)
    link = text.rpartition("http")[2]
    doi = identifiers.doi(f"http{link}") if "doi.org/" in link else None
    first = one_name(_first_of(found["author"].strip())) if found else None
    return Reference(
        ids=tuple(identifiers.from_doi(doi)) if doi else (),
        text=text,
        year=int(found["year"]) if found else None,
        first_author=first.name if first else None,
    )


def _first_of(authors: str) -> str:
    """The first of `Brook, A., & Reed, S.` or `Brook A, Reed S`; of a body without its stop."""
    first, comma, rest = authors.partition(", ")
    if not comma:
        return authors.rstrip(".")
    given = rest.split(", ")[0]
    return f"{first}, {given}" if "." in given else first
