"""Saved web pages of papers: what their meta tags tell, of Highwire (`citation_title`) or Dublin
Core (`DC.title`).

Format: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing. Places and ORCIDs stand
behind the author whose they are. Any page may have a title and creator in Dublin Core: one that has
those alone is a paper when an identifier, a journal's number or its type says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.records import placed
from kg.loaders.reading.paper_types import is_preprint_server, published_type, venue_type
from kg.loaders.reading.people.names import string_of_names
from kg.loaders.reading.repositories.values import identified, plain_prose, repository_type
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.text import read_text
from kg.loaders.reading.web_page.people import page_people
from kg.loaders.reading.web_page.tags import PageTags, pages_of
from kg.loaders.reading.web_page.tree import begins_page
from kg.records import (
    Identifier,
    KeywordTag,
    PaperRecord,
    Provenance,
    Reference,
    Reject,
    VenueMention,
)

__all__ = ["MetaTagsLoader"]

_TITLES: Final = ("citation_title", "eprints.title", "dc.title", "dcterms.title")
_JOURNALS: Final = (
    "citation_journal_title", "citation_conference_title", "citation_conference",
    "citation_inbook_title", "citation_book_title", "prism.publicationname",
    "citation_journal_abbrev", "eprints.publication", "eprints.book_title", "eprints.event_title",
    "dc.source",
)  # fmt: skip
_PRINTED: Final = (
    "citation_publication_date", "citation_date", "citation_cover_date", "citation_year",
    "prism.publicationdate", "eprints.date", "dc.date.issued", "dcterms.issued", "dc.issued",
    "dc.date", "dcterms.date",
)  # fmt: skip
_ABSTRACTS: Final = (
    "citation_abstract", "eprints.abstract", "dcterms.abstract", "dc.description.abstract",
    "dc.description", "dcterms.description",
)  # fmt: skip
_ISSUES: Final = (
    "citation_issue", "citation_number", "prism.number", "eprints.number", "dc.source.issue",
)  # fmt: skip
_IDENTIFIERS: Final = (
    "citation_doi", "prism.doi", "eprints.doi", "eprints.id_number", "dc.identifier.doi",
    "dc.identifier", "dcterms.identifier",
)  # fmt: skip
_NO_PAPER: Final = "a page of a web site: no journal, type or identifier of a paper"


class MetaTagsLoader:
    """Pages of papers by their meta tags."""

    name: ClassVar[str] = "meta-tags"
    title: ClassVar[str] = "saved web pages of papers (meta tags of Highwire, EPrints, Dublin Core)"
    lost: ClassVar[str] = (
        "Publishers, mail addresses, addresses of PDFs, rights, and all that only the page itself "
        "says."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "references", "n_references", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a page with a title in such tags; surer of one with authors than of its JSON-LD."""
        if not begins_page(head.text):
            return 0.0
        found = next((page for page in pages_of(head.text) if page.first(*_TITLES)), None)
        if found is None or _is_no_paper(found):
            return 0.0
        return 0.75 if found.first("citation_author", "citation_authors") else 0.65

    def load(self, source: Source) -> Loading:
        """Read page by page."""
        return in_batches(_items(source))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, page in enumerate(pages_of(read_text(source).text)):
        at = Provenance(source.uri, index, page.line)
        yield from placed(_NO_PAPER if _is_no_paper(page) else _record(page, at), at, page.raw)


def _is_no_paper(page: PageTags) -> bool:
    """Whether Dublin Core alone is told, of what need be no paper."""
    if any(name.startswith("citation_") for name, _ in page.tags):
        return False
    numbers = page.first("dc.source.issn", "prism.issn", "dc.identifier.pagenumber")
    return not (numbers or _ids(page, None) or _stated_type(page))


def _record(page: PageTags, at: Provenance) -> PaperRecord:
    people = page_people(page)
    n_authors = sum(one.role == "author" for one in people.mentions)
    dated = _dated(page)
    kind = _type(page)
    preprint = _arxiv(page)
    references = tuple(map(_reference, page.every("citation_reference")))
    address = _address(page)
    return PaperRecord(
        provenance=at,
        title=plain_prose(page.first(*_TITLES)),
        mentions=people.mentions,
        n_authors=n_authors if n_authors and people.complete else None,
        authors_complete=people.complete if n_authors else None,
        ids=_ids(page, kind),
        arxiv_version=preprint[1] if preprint else None,
        abstract=plain_prose(page.first(*_ABSTRACTS)),
        year=dated.year,
        date=dated.date,
        type=kind,
        language=page.first("citation_language", "dc.language", "dcterms.language"),
        venue=_venue(page, kind),
        volume=page.first("citation_volume", "prism.volume", "eprints.volume", "dc.source.volume"),
        issue=page.first(*_ISSUES),
        pages=_pages(page),
        keywords=unique_tags(_keywords(page)),
        references=references,
        n_references=len(references) or None,
        url=address,
        open_access_url=_free_copy(page, address),
        raw=page.raw,
    )


def _dated(page: PageTags) -> dates.Dated:
    """The date of the issue, finer by that on line where both are of one year."""
    printed = next(
        (d for d in map(dates.from_text, page.every(*_PRINTED)) if d.year), dates.UNDATED
    )
    return dates.printed_or_online(
        printed, lambda: dates.from_text(page.first("citation_online_date"))
    )


def _journal(page: PageTags) -> str | None:
    """Where it appeared; what is called a journal and a report's institution is a site."""
    institution = page.first("citation_technical_report_institution")
    return next((name for name in page.every(*_JOURNALS) if name != institution), None)


def _stated_type(page: PageTags) -> str | None:
    names = ("citation_article_type", "dc.type.articletype", "eprints.type", "dc.type")
    said = page.every(*names, "dcterms.type")
    return next(filter(None, map(repository_type, said)), None)


def _type(page: PageTags) -> str | None:
    """By where it appeared, else by what it is called."""
    stated = _stated_type(page)
    if page.first("citation_dissertation_institution", "citation_dissertation_name"):
        return "thesis"
    if page.first("citation_conference_title", "citation_conference"):
        return "conference-paper"
    if page.first("citation_inbook_title", "citation_book_title"):
        return "chapter"
    journals = ("citation_journal_title", "prism.publicationname", "eprints.publication")
    if _journal(page) in page.every(*journals):
        of_journal = stated if stated in ("review", "editorial", "conference-paper") else "article"
        return published_type(of_journal, _journal(page))
    if page.first("citation_technical_report_institution", "citation_technical_report_number"):
        return "report"
    if stated is None and page.first("citation_arxiv_id"):
        return "preprint"
    return stated


def _venue(page: PageTags, kind: str | None) -> VenueMention | None:
    name = _journal(page)
    if name is None or kind in ("book", "thesis"):
        return None
    of_paper = "repository" if is_preprint_server(name) else venue_type(kind)
    numbers = page.every("citation_issn", "prism.issn", "eprints.issn", "dc.source.issn")
    issns = map(identifiers.issn, numbers)
    isbn = identifiers.isbn(page.first("citation_isbn", "eprints.isbn"))
    return VenueMention(name, of_paper, next(filter(None, issns), None), isbn)


def _pages(page: PageTags) -> str | None:
    first = page.first("citation_firstpage", "citation_first_page", "prism.startingpage")
    last = page.first("citation_lastpage", "citation_last_page", "prism.endingpage")
    wholes = ("citation_pages", "citation_article_number", "eprints.pagerange")
    whole = page.first(*wholes, "dc.identifier.pagenumber")
    return values.page_range(first, last) or whole


def _arxiv(page: PageTags) -> tuple[str, int | None] | None:
    return identifiers.arxiv(page.first("citation_arxiv_id"))


def _ids(page: PageTags, kind: str | None) -> tuple[Identifier, ...]:
    """Identifiers of the work itself, an ISBN when it is a book's own."""
    ids = [i for said in page.every(*_IDENTIFIERS) for i in identified(said)]
    ids = [one for one in ids if one.scheme != "isbn"]
    if preprint := _arxiv(page):
        ids.append(Identifier("arxiv", preprint[0]))
    ids += identifiers.of("pmid", page.first("citation_pmid"))
    if kind in ("book", "thesis"):
        ids += identifiers.of("isbn", page.first("citation_isbn", "eprints.isbn"))
    return identifiers.unique(ids)


def _keywords(page: PageTags) -> Iterator[KeywordTag]:
    """Keywords, a tag each or all in one between semicolons or commas."""
    told = page.every("citation_keywords", "citation_keyword", "eprints.keywords")
    separators = ";," if len(told) == 1 else ";"
    for said in told:
        yield from (KeywordTag(word) for word in values.items(said, separators))
    if not told:
        for said in page.every("dc.subject", "dcterms.subject"):
            yield from (
                KeywordTag(word, "subject", "dublin-core") for word in values.items(said, ";")
            )


def _address(page: PageTags) -> str | None:
    names = (
        "citation_abstract_html_url", "citation_public_url", "citation_fulltext_html_url",
        "dc.identifier.uri", "prism.url", "eprints.official_url",
    )  # fmt: skip
    return next((said for said in page.every(*names) if "://" in said), None)


def _free_copy(page: PageTags, address: str | None) -> str | None:
    """The full text where it is said that all the world may read it."""
    if not any(name == "citation_fulltext_world_readable" for name, _ in page.tags):
        return None
    told = page.every("citation_pdf_url", "citation_fulltext_html_url")
    return next((said for said in told if "://" in said), address)


_PART: Final = re.compile(r"(?:^|[;,]\s*)citation_(\w+)\s*=\s*")
_OF_REFERENCE: Final = {"publication_date": "year", "date": "year", "cover_date": "year"}


def _reference(said: str) -> Reference:
    """A cited work: `citation_title=…;citation_author=…`, or as it is printed."""
    before, *rest = _PART.split(said)
    told: dict[str, str] = {}
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        if text := text.strip(" ;,"):
            told.setdefault(_OF_REFERENCE.get(name, name), text)
    if not told:
        return Reference(ids=identifiers.unique(identified(said)), text=plain_prose(before))
    authors = string_of_names(told.get("author", ""), commas=True).names
    source = told.get("journal_title") or told.get("inbook_title") or told.get("conference_title")
    return Reference(
        ids=_cited_ids(told),
        title=plain_prose(told.get("title")),
        year=dates.from_text(told.get("year")).year,
        first_author=authors[0].name if authors else None,
        source=plain_prose(source),
        volume=told.get("volume"),
        page=(told.get("firstpage") or told.get("pages", "")).partition("-")[0].strip() or None,
    )


def _cited_ids(told: dict[str, str]) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(told.get("doi"))
    ids += identifiers.of("arxiv", told.get("arxiv_id"))
    ids += identifiers.of("pmid", told.get("pmid"))
    return identifiers.unique(ids)
