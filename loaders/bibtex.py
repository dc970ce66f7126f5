"""BibTeX and BibLaTeX, as reference managers, publishers and databases write it.

Formats: https://ctan.org/pkg/bibtex, https://ctan.org/pkg/biblatex. LaTeX is made readable in the
fields that are used. A list that ends in `and others` is incomplete. Fields of a `crossref` parent
are inherited; strings, comments and preambles are no records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar, Final

from msgspec.structs import replace

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.bibtex.encoding import bibtex_encoding
from kg.loaders.reading.bibtex.entries import BadEntry, BibEntry, entries, entries_of
from kg.loaders.reading.bibtex.fields import dated_entry, prose_of, text_of
from kg.loaders.reading.bibtex.journal_macros import journal_of_macro
from kg.loaders.reading.bibtex.keywords import keyword_tags
from kg.loaders.reading.bibtex.people import database, with_people
from kg.loaders.reading.bibtex.sections import Section, sections
from kg.loaders.reading.bibtex.stretches import LIST_OF_TYPES
from kg.loaders.reading.bibtex.types import TYPES, type_of_entry
from kg.loaders.reading.exporter_notes import ids_of_note, read_notes, with_orcids_of_notes
from kg.loaders.reading.latex import readable
from kg.loaders.reading.paper_types import common_type, published_type, venue_type
from kg.loaders.reading.people.name_marks import names_of_field
from kg.loaders.reading.people.names import NameList, mentions
from kg.loaders.reading.scopus.references import scopus_references
from kg.loaders.reading.strangers import letters, without_strangers_ids
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import open_pieces
from kg.loaders.reading.wos.references import cited_reference
from kg.loaders.reading.zotero.extra import remark_of_extra
from kg.records import (
    Identifier,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    Reject,
    VenueMention,
)

__all__ = ["BibtexLoader"]

_REMARK = re.compile(r"^[ \t]*@(?:comment|preamble|string)\s*[{(]", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"(?=.*\b(?:Encoding:|JabRef|BibDesk))\s*+(?:%[^\n]*+\s*+)++", re.DOTALL)
"""Of a library in which nothing stands yet."""
_FIELD = re.compile(r"^\s*[\w-]+\s*=\s*[{\"\w]", re.MULTILINE)

_BEGUN = r"\s*+(?:[^,={}\n]*+\s*+,|(?:[^\s,={}]+\s+)?[\w-]+\s*=)"
_TYPED = "|".join([*TYPES, "misc", "string", "comment", "preamble", "xdata", "set"])
_ENTRY = re.compile(
    # In parentheses only what is known: decorators and annotations of programs begin like that.
    rf"^[ \t]*@[ \t]*(?:(?:[a-z]+|{LIST_OF_TYPES})\s*\{{|(?:{_TYPED})\s*\(){_BEGUN}",
    re.MULTILINE | re.IGNORECASE,
)


class BibtexLoader:
    """BibTeX and BibLaTeX."""

    name: ClassVar[str] = "bibtex"
    title: ClassVar[str] = "BibTeX or BibLaTeX"
    lost: ClassVar[str] = (
        "Fields that no paper property stands for (`file`, `address`, `publisher`); formatting "
        "by LaTeX."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "references", "n_references", "citation_count", "has_code", "code_url", "url", "comment",
        "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By entries at the beginning of lines, with fields; a library without by remarks."""
        found = _ENTRY.search(head.text)
        if found is None:
            empty = head.complete and _HEADING.fullmatch(head.text)
            return 0.3 if empty or _REMARK.search(head.text) else 0.0
        return 0.95 if _FIELD.search(head.text, found.start()) or "=" in found[0] else 0.6

    def load(self, source: Source) -> Loading:
        """Read a long text in sections, more than once where strings or parents, which may stand
        behind their use, are in it."""
        yield from in_batches(without_strangers_ids(_items(source)))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, entry in enumerate(_entries(source)):
        if isinstance(entry, BadEntry):
            yield Reject(source.uri, entry.reason, entry.line, index, entry.raw[:RAW_CHARACTERS])
            continue
        record = _record(entry, Provenance(source.uri, index, entry.line))
        if not record.tells_a_work:
            yield Reject(source.uri, NAMELESS, entry.line, index, entry.raw[:RAW_CHARACTERS])
        else:
            yield record


def _entries(source: Source) -> Iterator[BibEntry | BadEntry]:
    encoding = bibtex_encoding(source)

    def parts() -> Iterator[Section]:
        return sections(open_pieces(source, encoding))

    match list(islice(parts(), 2)):
        case []:
            return iter(())
        case [(_, text)]:
            return entries(text)
    return entries_of(parts)


def _record(entry: BibEntry, provenance: Provenance) -> PaperRecord:
    fields = entry.fields
    authors = _names(fields, "author", "authors", "autor")
    authors = _with_orcids(authors, fields.get("author+an:orcid", ""))
    editors = _names(fields, "editor", "editors")
    preprint = _preprint(fields)
    paper_type = _type(entry, preprint is not None)
    dated = dated_entry(fields)
    references = _references(fields)
    addresses = _urls(fields, *_ADDRESSES)
    return PaperRecord(
        provenance=provenance,
        title=_title(fields),
        mentions=_people(mentions(authors.names), fields) + mentions(editors.names, "editor"),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names or not authors.complete else None,
        ids=_ids(entry, preprint, paper_type, addresses),
        arxiv_version=preprint[1] if preprint else None,
        abstract=_abstract(fields),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=text_of(fields, "language", "langid", "hyphenation"),
        venue=_venue(fields, paper_type),
        volume=text_of(fields, "volume"),
        issue=_issue(fields),
        pages=_pages(fields),
        keywords=keyword_tags(fields),
        references=references,
        n_references=_count(fields, "number-of-cited-references") or len(references) or None,
        citation_count=_citations(fields),
        has_code=True if (code := _url(fields, "code", "github", "repository")) else None,
        code_url=code,
        url=next(iter(addresses), None) or _url(fields, "note", "journal"),
        comment=_comment(fields),
        raw=entry.raw,
    )


def _abstract(fields: dict[str, str]) -> str | None:
    """The abstract, also under the name that Open Journal Systems and OSTI give it; behind a blank,
    as Atypon has them, or before several the first word `Abstract` is a heading."""
    said = prose_of(fields, "abstract", "abstractnote")
    if said is None:
        return None
    of_wiley = any("onlinelibrary.wiley.com" in fields.get(n, "") for n in ("url", "eprint"))
    headed = _HEADED.match(fields.get("abstract", "")) is not None
    return bare_abstract(said, headed=headed or of_wiley)


_HEADED: Final = re.compile(r"\s+Abstract\s|\w+(?:\s{2,}|\n)")


def _issue(fields: dict[str, str]) -> str | None:
    """The issue; Annual Reviews, which have none, tell the volume again: `Volume 11, 2024`."""
    issue = text_of(fields, "number", "issue")
    return None if issue and _VOLUME_AGAIN.fullmatch(issue) else issue


_VOLUME_AGAIN: Final = re.compile(r"Volume \d+, \d{4}")


def _pages(fields: dict[str, str]) -> str | None:
    """The range of pages, or the number an article has; hyphens in a row are one, and none
    where no last page follows. HighWire's `elocation-id` repeats the DOI where no volume is."""
    pages = text_of(fields, "pages", "eid", "article-number", "art_number", "articleno")
    if pages is None and "volume" in fields:
        pages = text_of(fields, "elocation-id")
    if pages and pages.startswith(_UNPAGED):
        return None
    return _HYPHENS.sub("-", pages).rstrip("-") or None if pages else None


_UNPAGED: Final = ("No Pagination Specified", "arXiv:")
"""What PsycINFO has of an article online, twice where it asks for the first page and the last, and
ADS of a preprint, before its id."""
_HYPHENS: Final = re.compile(r"(?<!\s)\s*(?:-*[\u2012-\u2015]+-*|-{2,})\s*|(?<=\w) - (?=\w)")


def _title(fields: dict[str, str]) -> str | None:
    title, subtitle = prose_of(fields, "title"), prose_of(fields, "subtitle")
    if title:
        return (f"{title}: {subtitle}" if subtitle else title).rstrip(_SIGN_OF_A_NOTE)
    return prose_of(fields, "booktitle", "maintitle", "titleaddon")


_SIGN_OF_A_NOTE: Final = "\u2020"
"""The dagger at the end of a title, with which journals refer to the foot of the page."""


def _names(fields: dict[str, str], *names: str) -> NameList:
    field = next(filter(None, map(fields.get, names)), None)
    return names_of_field(field) if field else NameList((), True)


def _people(authors: tuple[Mention, ...], fields: dict[str, str]) -> tuple[Mention, ...]:
    note = fields.get("note")
    return with_people(with_orcids_of_notes(authors, [note]) if note else authors, fields)


_ANNOTATION: Final = re.compile(r"(\d{1,5})\s*=\s*[\"']?([^\"';]+)")


def _with_orcids(names: NameList, annotation: str) -> NameList:
    """The names with their ORCIDs, which BibLaTeX's annotation tells by place: `1="0000-…"`."""
    orcids = {
        int(place): identifiers.orcid(text) for place, text in _ANNOTATION.findall(annotation)
    }
    if not orcids:
        return names
    each = (replace(n, orcid=orcids.get(place)) for place, n in enumerate(names.names, 1))
    return NameList(tuple(each), names.complete)


def _preprint(fields: dict[str, str]) -> tuple[str, int | None] | None:
    """The arXiv id, from `eprint` or from where else exporters put it."""
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip().lower()
    eprint = fields.get("eprint")
    if eprint and archive in ("", "arxiv") and (found := identifiers.arxiv(eprint.strip("{} "))):
        return found
    for name in ("arxivid", "arxiv"):
        if found := identifiers.arxiv(fields.get(name)):
            return found
    for name in (
        "journal",
        "journaltitle",
        "url",
        "howpublished",
        "volume",
        "number",
        "note",
        "doi",
        "pdf",
        "html",
    ):
        value = fields.get(name, "")
        if ("arxiv" in value.lower() or "abs/" in value) and (found := identifiers.arxiv(value)):
            return found
    return None


def _type(entry: BibEntry, preprint: bool) -> str:
    known = _stated_type(entry.fields) or type_of_entry(entry.type, entry.fields)
    if known == "book" and _is_part_of_another(entry.fields):
        known = "chapter"
    journal = entry.fields.get("journal", entry.fields.get("journaltitle", "")).lower()
    if preprint and (known in ("other", "web-page", "preprint", "report") or not journal):
        return (
            "preprint" if known not in ("conference-paper", "chapter", "book", "thesis") else known
        )
    if known == "article" and ("arxiv" in journal or journal.strip("{} ") == "corr"):
        return "preprint"
    return published_type(known, journal.strip("{} ")) or known


def _is_part_of_another(fields: dict[str, str]) -> bool:
    """Whether a book stands in one of another title, as old libraries enter chapters."""
    title, book = (letters(text_of(fields, name) or "") for name in ("title", "booktitle"))
    return bool(title and book) and not (title.startswith(book) or book.startswith(title))


def _stated_type(fields: dict[str, str]) -> str | None:
    """The document type of a database, which puts chapters under `@book`; of several
    (`Article; Proceedings Paper`) the one that tells most."""
    if database(fields) is None:
        return None
    stated = (text_of(fields, "document_type", "type") or "").split(";")
    kinds = [kind for text in stated if (kind := common_type(text)) and kind != "other"]
    return next((kind for kind in kinds if kind != "article"), kinds[0] if kinds else None)


_ID_FIELDS: Final = {
    "pmid": "pmid", "pubmed_id": "pmid", "pubmedid": "pmid", "pmcid": "pmcid", "pmc": "pmcid",
    "openalex": "openalex", "s2id": "s2",
}  # fmt: skip
_OTHER_ADDRESSES: Final = ("ee", "biburl", "bdsk-url-1", "bdsk-url-2", "html")
_WOS: Final = re.compile(r"\{?(?:WOS|ISI):(\w{10,20})\}?", re.IGNORECASE)


def _ids(
    entry: BibEntry,
    preprint: tuple[str, int | None] | None,
    paper_type: str,
    addresses: Sequence[str],
) -> tuple[Identifier, ...]:
    fields = entry.fields
    ids = identifiers.of_doi(_unwrapped(fields.get("doi", "")))
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip().lower()
    if archive in ("pubmed", "pmid", "medline"):
        ids += identifiers.of("pmid", fields.get("eprint"))
    for name, scheme in _ID_FIELDS.items():
        if name in fields:
            ids += identifiers.of(scheme, _unwrapped(fields[name]))
    others = (x for name in _OTHER_ADDRESSES if name in fields for x in _urls(fields, name))
    for address in (*addresses, entry.key, *others):
        ids += identifiers.from_url(address)
    ids += ids_of_note(readable(fields.get("note", "")))
    if found := _WOS.fullmatch(fields.get("unique-id", entry.key)):
        ids.append(Identifier("wos", found[1].upper()))
    if entry.key.startswith("DBLP:"):
        ids += identifiers.of("dblp", entry.key)
    if paper_type in ("book", "thesis"):
        ids += identifiers.of("isbn", fields.get("isbn"))
    return identifiers.unique(ids)


_BRACES: Final = str.maketrans("", "", "{}")


def _unwrapped(value: str) -> str:
    """An identifier without the second braces of the Web of Science, or `\\url` around it."""
    if "\\href" in value:
        return readable(value)
    return value.translate(_BRACES).strip().removeprefix("\\url") if "{" in value else value


_ADDRESS: Final = re.compile(r"https?://(?:(?!</|['\"]>)[^\s\"])+")
_ADDRESSES: Final = ("url", "howpublished", "link", "ee", "bdsk-url-1", "remote-url", "html")


def _url(fields: dict[str, str], *names: str) -> str | None:
    """The first address; one in a note is an address still, but may be that of another work."""
    return next(iter(_urls(fields, *names)), None)


def _urls(fields: dict[str, str], *names: str) -> list[str]:
    """The addresses in the first field that has any, between which may be semicolons."""
    for name in names:
        if (text := fields.get(name)) and (found := _ADDRESS.findall(readable(text))):
            return [_without_stop(address) for address in found]
    return []


def _without_stop(address: str) -> str:
    """An address without the signs behind it; a closing bracket may be its own."""
    return address.rstrip(".,;>" if "(" in address else ".,;>)")


def _venue(fields: dict[str, str], paper_type: str) -> VenueMention | None:
    names = ("fjournal", "journal", "journaltitle", "booktitle", "eventtitle", "shortjournal",
             "conference")  # fmt: skip
    name = journal_of_macro(fields.get("journal", "")) or prose_of(fields, *names)
    if name is None or (paper_type in ("book", "proceedings") and "journal" not in fields):
        return None
    if paper_type == "book" and name == prose_of(fields, "title"):
        return None  # a book that names itself once more
    if name.startswith(("http://", "https://")):
        return None
    return VenueMention(
        name.rstrip(" ,"),
        "repository" if "arxiv" in name.lower() else venue_type(paper_type),
        identifiers.issn(fields.get("issn")),
        identifiers.isbn(fields.get("isbn")),
    )


_NEXT_CITED: Final = re.compile(
    r"(?:(?<![ .][A-Z])|(?<=[A-Z]{2} [A-Z])(?=\.\s+[A-Z]{2}))\.\s+"
    r"(?=[^\s,.][^,.]{1,60}(?:\.[^,.]{0,4}){0,4}(?:, [^,]{1,20})?, (?:1[5-9]|20)\d\d\b)"
)


def _references(fields: dict[str, str]) -> tuple[Reference, ...]:
    """Works cited, in exports of the Web of Science, or of Scopus."""
    if cited := fields.get("cited-references"):
        return tuple(cited_reference(one) for one in _cited_apart(readable(cited)))
    return scopus_references(readable(fields.get("references", "")))


def _cited_apart(text: str) -> list[str]:
    """One a line; where a program broke the lines anew, a full stop and a name with a year part
    them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if 2 * sum(line.endswith(".") for line in lines) <= len(lines):
        lines = _NEXT_CITED.split(" ".join(lines))
    return [line.rstrip(".") for line in lines]


def _count(fields: dict[str, str], name: str) -> int | None:
    value = fields.get(name, "").strip("{} ")
    return int(value) if value.isdecimal() and len(value) < 10 else None


_CITED_BY = re.compile(r"\s*cited by:?\s*(\d{1,9})\b", re.IGNORECASE)


def _citations(fields: dict[str, str]) -> int | None:
    """Times cited: a field of the Web of Science, the beginning of the note in Scopus."""
    found = _CITED_BY.match(fields.get("note", ""))
    return int(found[1]) if found else _count(fields, "times-cited")


_EXTRA: Final = re.compile(r"(?:_eprint|arXiv|ISBN|Publisher|PMC?ID|Version Number):")
"""How a note begins that Zotero's translators have written."""


def _comment(fields: dict[str, str]) -> str | None:
    """What a note remarks; one of numbers alone, or of a program, says nothing of the work."""
    stated = readable(fields.get("note", ""))
    if not stated or ids_of_note(stated):
        return None
    if _EXTRA.match(stated):
        return remark_of_extra(stated)
    return prose_of(fields, "note") if read_notes([stated]).remark else None
