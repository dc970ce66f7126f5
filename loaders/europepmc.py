"""Answers of Europe PMC's search: `resultList.result`, core or lite, as JSON, XML or Dublin Core.

Format: https://europepmc.org/RestfulWebService. A lite result names its authors in one text, and
tells the day of first publication alone: where print states no day, the first of the month or of
the year stands for it.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from lxml import etree
from msgspec import Struct, field

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.json.text import ENVELOPES, answer_of, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.addresses import place_of
from kg.loaders.reading.people.names import PrintedName, mention, mentions, person, string_of_names
from kg.loaders.reading.pubmed.values import MESH, is_retracted, pubmed_type
from kg.loaders.reading.repositories.europepmc import DESCRIPTION, result_of
from kg.loaders.reading.text import head_of
from kg.loaders.reading.values import year
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import children, local_name, markup, text_of
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["EuropePmcLoader"]


class Affiliated(Struct, gc=False):
    """An address of an author."""

    affiliation: str | None = None


class Affiliations(Struct, gc=False, rename="camel"):
    """The addresses of an author."""

    author_affiliation: list[Affiliated] = []


class Author(Struct, gc=False, rename="camel"):
    """An author, or a group as one. `authorId` is an object, or a text in XML."""

    full_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    initials: str | None = None
    suffix: str | None = None
    collective_name: str | None = None
    author_id: Any = None
    affiliations: Affiliations | None = field(default=None, name="authorAffiliationDetailsList")
    affiliation: str | None = None


class Authors(Struct, gc=False):
    """The authors in order."""

    author: list[Author] = []


class Journal(Struct, gc=False, rename="camel"):
    """A journal."""

    title: str | None = None
    medline_abbreviation: str | None = None
    issn: str | None = None
    essn: str | None = None


class JournalInfo(Struct, gc=False, rename="camel"):
    """The issue in which it appeared."""

    volume: str | None = None
    issue: str | None = None
    date_of_publication: str | None = None
    journal: Journal | None = None


class Publisher(Struct, gc=False):
    """Who has made a preprint or book public."""

    publisher: str | None = None


class Kinds(Struct, gc=False, rename="camel"):
    """Types of publication."""

    pub_type: list[str] = []


class Keywords(Struct, gc=False):
    """Keywords of the authors."""

    keyword: list[str] = []


class Heading(Struct, gc=False, rename="camel"):
    """A heading of MeSH; its qualifiers are left out."""

    descriptor_name: str | None = None


class Headings(Struct, gc=False, rename="camel"):
    """Headings of MeSH."""

    mesh_heading: list[Heading] = []


class FullText(Struct, gc=False, rename="camel"):
    """Where the whole text stands, and for whom."""

    availability_code: str | None = None
    document_style: str | None = None
    url: str | None = None


class FullTexts(Struct, gc=False, rename="camel"):
    """Where the whole text stands."""

    full_text_url: list[FullText] = []


class Result(Struct, gc=False, rename="camel"):
    """A result; what lite has in place of a member of core stands behind it."""

    id: str | None = None
    source: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    title: str | None = None
    author_list: Authors | None = None
    author_string: str | None = None
    journal_info: JournalInfo | None = None
    journal_title: str | None = None
    journal_issn: str | None = None
    journal_volume: str | None = None
    issue: str | None = None
    book_or_report_details: Publisher | None = None
    pub_year: str | None = None
    page_info: str | None = None
    abstract_text: str | None = None
    language: str | None = None
    pub_type_list: Kinds | None = None
    pub_type: str | None = None
    keyword_list: Keywords | None = None
    mesh_heading_list: Headings | None = None
    full_text_url_list: FullTexts | None = None
    cited_by_count: int | None = None
    electronic_publication_date: str | None = None
    first_publication_date: str | None = None


_SHAPE: Final = Shape(Result, ("resultList", "result", *ENVELOPES))
_SIGNS: Final = ("authorString", "pubYear", "firstPublicationDate", "isOpenAccess", "citedByCount")
_OF_SOURCE: Final = {"PPR": "preprint", "PAT": "patent", "ETH": "thesis"}
_FREE: Final = ("OA", "F")
_LABEL: Final = re.compile(r"<h4>\s*([^<]*?)[\s:.]*</h4>")
_FIRST_DAY: Final = re.compile(r"(?:-01){1,2}$")


class EuropePmcLoader:
    """A search answer of Europe PMC."""

    name: ClassVar[str] = "europepmc"
    title: ClassVar[str] = "Europe PMC search answer (JSON, XML, Dublin Core)"
    lost: ClassVar[str] = "Grants, chemicals, qualifiers of MeSH, licences and links to data."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "citation_count",
        "retracted", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By what a result says, or by an answer, which may have none."""
        root = root_of(head)
        if root is not None:
            return 0.95 if root.name == "responseWrapper" and "hitCount" in root.names else 0.0
        if {"hitCount", "resultList"} <= (answer_of(head) or {}).keys():
            return 0.95
        result = first_object(head, _SHAPE.inside) or {}
        return 0.95 if "source" in result and sum(s in result for s in _SIGNS) > 1 else 0.0

    def load(self, source: Source) -> Loading:
        """Read result by result."""
        if root_of(head_of(source)) is None:
            return json_loading(source, _SHAPE, _record)
        return in_batches(xml_items(source, ("result", DESCRIPTION), _of_xml))


def _of_xml(element: etree._Element, at: Provenance) -> PaperRecord | str:
    in_dublin_core = local_name(element) == DESCRIPTION
    result = _SHAPE.of(result_of(element) if in_dublin_core else _said(element))
    return result if isinstance(result, str) else _record(result, at, markup(element))


def _said(element: etree._Element) -> Any:
    """An element as JSON has it: the texts of its children by name, those of one name in a list."""
    said: dict[str, list[Any]] = {}
    for node in children(element):
        name = local_name(node)
        said.setdefault(name.lower() if name.isupper() else name, []).append(_said(node))
    if not said:
        return text_of(element)
    return {name: found if found[1:] else found[0] for name, found in said.items()}


def _record(result: Result, at: Provenance, text: str) -> PaperRecord:
    info = result.journal_info or JournalInfo()
    kinds = _kinds(result)
    paper_type = _OF_SOURCE.get(result.source or "") or pubmed_type(kinds)
    authors, complete = _authors(result)
    dated = _dated(result, info)
    return PaperRecord(
        provenance=at,
        title=plain(result.title),
        mentions=authors,
        n_authors=len(authors) if authors and complete else None,
        authors_complete=complete if authors else None,
        ids=_ids(result),
        abstract=plain(_LABEL.sub(r" \1: ", result.abstract_text or "")),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=result.language,
        venue=_venue(result, info, paper_type),
        volume=info.volume or result.journal_volume,
        issue=info.issue or result.issue,
        pages=result.page_info,
        keywords=_keywords(result),
        citation_count=_count(result.cited_by_count),
        retracted=is_retracted(kinds),
        url=f"https://europepmc.org/article/{result.source}/{result.id}" if result.id else None,
        open_access_url=_open_access_url(result),
        raw=text,
    )


def _count(number: int | None) -> int | None:
    return number if number is not None and number >= 0 else None


def _kinds(result: Result) -> list[str]:
    if result.pub_type_list is not None:
        return result.pub_type_list.pub_type
    return [kind for part in (result.pub_type or "").split(";") if (kind := part.strip())]


def _authors(result: Result) -> tuple[tuple[Mention, ...], bool]:
    """The authors in order, and whether the list is whole."""
    if result.author_list is None:
        names = string_of_names(result.author_string or "", commas=True)
        return mentions(names.names), names.complete
    named = ((author, _name(author)) for author in result.author_list.author)
    each = ((author, name) for author, name in named if name is not None)
    return tuple(_mention(*one, place) for place, one in enumerate(each, 1)), True


def _name(author: Author) -> PrintedName | None:
    given, whole = author.first_name or author.initials, author.collective_name or author.full_name
    return person(author.last_name, given, suffix=author.suffix, literal=whole)


def _mention(author: Author, name: PrintedName, position: int) -> Mention:
    said = author.author_id.values() if isinstance(author.author_id, dict) else (author.author_id,)
    orcid = identifiers.orcid(" ".join(map(str, said)))
    held = author.affiliations.author_affiliation if author.affiliations else ()
    stated = [one.affiliation for one in held] or [author.affiliation]
    places = (place for address in stated if address and (place := place_of(address)))
    return mention(name, position, orcid=orcid, affiliations=tuple(map(Affiliation, places)))


def _ids(result: Result) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(result.doi)
    number = result.id if result.source == "MED" else None
    ids += identifiers.of("pmid", result.pmid or number)
    ids += identifiers.of("pmcid", result.pmcid)
    return identifiers.unique(ids)


def _dated(result: Result, info: JournalInfo) -> dates.Dated:
    printed = dates.of_issue(info.date_of_publication, year(result.pub_year))
    return dates.printed_or_online(printed, lambda: _online(result))


def _online(result: Result) -> dates.Dated:
    day = result.electronic_publication_date or result.first_publication_date or ""
    if result.electronic_publication_date is None and result.source != "PPR":
        day = _FIRST_DAY.sub("", day)
    return dates.from_text(day)


def _venue(result: Result, info: JournalInfo, paper_type: str | None) -> VenueMention | None:
    journal = info.journal or Journal(result.journal_title, issn=result.journal_issn)
    held_by = result.book_or_report_details.publisher if result.book_or_report_details else None
    if name := plain(journal.title or journal.medline_abbreviation):
        number = identifiers.issn(journal.issn) or identifiers.issn(journal.essn)
        return VenueMention(name, venue_type(paper_type), number)
    is_preprint = paper_type == "preprint" and held_by
    return VenueMention(str(held_by), "repository") if is_preprint else None


def _keywords(result: Result) -> tuple[KeywordTag, ...]:
    own = result.keyword_list.keyword if result.keyword_list else []
    headings = result.mesh_heading_list.mesh_heading if result.mesh_heading_list else []
    labels = (one.descriptor_name for one in headings)
    tags = [KeywordTag(label) for text in own if (label := plain(text))]
    return tuple(dict.fromkeys(tags + [KeywordTag(label, *MESH) for label in labels if label]))


def _open_access_url(result: Result) -> str | None:
    """The address of a free copy, of a PDF before that of a page."""
    held = result.full_text_url_list.full_text_url if result.full_text_url_list else []
    free = [copy for copy in held if copy.availability_code in _FREE and copy.url]
    free.sort(key=lambda copy: copy.document_style != "pdf")
    return free[0].url if free else None
