"""PubMed XML: `PubmedArticleSet`, as E-utilities and the yearly baseline give it, and the
`MedlineCitationSet` of baselines to 2016.

Elements: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html. Titles and abstracts hold
markup and MathML, a date may be a `MedlineDate`, an author a `CollectiveName`, and the list cut
(`CompleteYN="N"`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar, Final

from lxml import etree
from msgspec.structs import replace

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.jats.references import jats_id
from kg.loaders.reading.markup import unescaped, unmarked
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.addresses import place_of
from kg.loaders.reading.people.names import mention, person
from kg.loaders.reading.pubmed.values import MESH, is_retracted, pubmed_type
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.text import head_of
from kg.loaders.reading.values import count, integer
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import markup, text_of
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["PubmedXmlLoader"]

_RECORDS: Final = ("PubmedArticle", "PubmedBookArticle")
_OF_OLD_SETS: Final = "MedlineCitation"
_DELETED: Final = ("DeleteCitation", "DeleteDocument")
_SET: Final = "PubmedArticleSet"
_Element = etree._Element
_KEPT: Final = 16_384
"""Addresses and headings read lately, which come again and again."""


class PubmedXmlLoader:
    """PubMed XML."""

    name: ClassVar[str] = "pubmed-xml"
    title: ClassVar[str] = "PubMed XML"
    lost: ClassVar[str] = (
        "Grants, chemical lists, comments and corrections beyond a retraction. The list of deleted "
        "numbers in update files is told as a reject; papers of other files that have them stay."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "retracted", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By its root, or by an article of its own."""
        root = root_of(head)
        own = root is not None and not root.names.isdisjoint((*_RECORDS, _OF_OLD_SETS, _SET))
        return 0.97 if own else 0.0

    def load(self, source: Source) -> Loading:
        """Read article by article."""
        root = root_of(head_of(source))
        is_old = root is not None and root.names.isdisjoint(_RECORDS)
        names = (_OF_OLD_SETS,) if is_old else _RECORDS
        yield from in_batches(xml_items(source, (*names, *_DELETED), _made))


def _made(element: _Element, provenance: Provenance) -> PaperRecord | str | None:
    """A record; of a list of deleted ones what it is, and nothing where it lists none."""
    if element.tag not in _DELETED:
        return _record(element, provenance)
    n = sum(1 for _ in element.iterchildren("PMID"))
    return f"a list of {n} that PubMed has deleted, not a paper" if n else None


def _record(element: _Element, provenance: Provenance) -> PaperRecord:
    inside = _by_tag(element)
    citation = element if element.tag == _OF_OLD_SETS else inside.get(_OF_OLD_SETS)
    if citation is None:
        return _book(inside.get("BookDocument", element), provenance)
    of_citation = _by_tag(citation)
    article = of_citation.get("Article", citation)
    parts = _by_tag(article)
    journal = _by_tag(parts.get("Journal"))
    issue = _by_tag(journal.get("JournalIssue"))
    data = _by_tag(inside.get("PubmedData"))
    kinds = _texts(parts.get("PublicationTypeList"))
    paper_type = pubmed_type(kinds)
    authors, complete = _authors(parts.get("AuthorList"))
    if "Affiliation" in parts:
        authors = _with_address(authors, _at(text_of(parts["Affiliation"])))
    dated = _dated(issue.get("PubDate"), parts.get("ArticleDate"))
    references = _references(data.get("ReferenceList")) or _cited(of_citation)
    title, abstract = parts.get("ArticleTitle"), parts.get("Abstract")
    return PaperRecord(
        provenance=provenance,
        title=_title(title, parts.get("VernacularTitle")),
        mentions=authors,
        n_authors=len(authors) if authors and complete else None,
        authors_complete=complete if authors or not complete else None,
        ids=_ids(
            of_citation.get("PMID"),
            data.get("ArticleIdList"),
            *((article,) if "ELocationID" in parts or "OtherID" in parts else ()),
            *((citation,) if "OtherID" in of_citation else ()),
        ),
        abstract=_abstract(abstract),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=text_of(parts.get("Language")),
        venue=_venue(journal, of_citation.get("MedlineJournalInfo"), paper_type),
        volume=text_of(issue.get("Volume")),
        issue=text_of(issue.get("Issue")),
        pages=_pages(parts.get("Pagination")),
        keywords=_keywords(citation),
        references=references,
        n_references=len(references) or count(text_of(of_citation.get("NumberOfReferences"))),
        retracted=is_retracted(kinds) or _has_retraction(of_citation),
        raw=_marked_up(title, abstract),
    )


def _book(book: _Element, provenance: Provenance) -> PaperRecord:
    """A chapter of a book on the NCBI Bookshelf, or the book."""
    parts = _by_tag(book)
    whole = parts.get("Book", book)
    of_book = _by_tag(whole)
    chapter, title = parts.get("ArticleTitle"), _plain(of_book.get("BookTitle"))
    lists = {n.get("Type"): n for at in (whole, book) for n in at.iterchildren("AuthorList")}
    editors, _ = _authors(lists.pop("editors", None), "editor")
    authors, complete = _authors(next(reversed(lists.values()), None))
    is_chapter = chapter is not None and text_of(chapter) is not None
    added = _date(parts.get("ContributionDate")) if is_chapter else dates.UNDATED
    dated = added if added.year is not None else _dated(of_book.get("PubDate"), None)
    references = _references(parts.get("ReferenceList"))
    isbn = identifiers.isbn(text_of(of_book.get("Isbn")))
    own = (Identifier("isbn", isbn),) if isbn and not is_chapter else ()
    return PaperRecord(
        provenance=provenance,
        title=_title(chapter, None) or title,
        mentions=authors + editors,
        n_authors=len(authors) if authors and complete else None,
        authors_complete=complete if authors else None,
        ids=_ids(
            parts.get("PMID"),
            parts.get("ArticleIdList"),
            *((book,) if is_chapter else (book, whole)),
        )
        + own,
        abstract=_abstract(parts.get("Abstract")),
        year=dated.year,
        date=dated.date,
        type="chapter" if is_chapter else "book",
        language=text_of(parts.get("Language")),
        venue=VenueMention(title, "book", None, isbn) if is_chapter and title else None,
        pages=_pages(parts.get("Pagination")),
        keywords=_keywords(book),
        references=references,
        n_references=len(references) or None,
        raw=_marked_up(chapter, parts.get("Abstract")),
    )


def _by_tag(element: _Element | None) -> dict[str, _Element]:
    """The children by name, of equal names the first; a third of the cost of asking for each."""
    return {n.tag: n for n in reversed(_children(element))} if element is not None else {}


def _children(element: Any) -> list[_Element]:
    """The children: a slice is made in half the time that it takes to walk them."""
    found: list[_Element] = element[:]
    return found


def _texts(element: _Element | None) -> list[str]:
    """The texts of the children."""
    return [text for node in element if (text := text_of(node))] if element is not None else []


def _title(title: _Element | None, vernacular: _Element | None) -> str | None:
    """The title; `[Not Available].` stands where only the original language has one."""
    text = _plain(title)
    return text if text and text != "[Not Available]." else _plain(vernacular)


def _plain(node: _Element | None) -> str | None:
    """The text of an element, of which some publishers have escaped signs and markup twice."""
    return unmarked(text) or None if (text := text_of(node)) else None


def _authors(authors: _Element | None, role: str = "author") -> tuple[tuple[Mention, ...], bool]:
    """The authors in order, and whether the list is whole."""
    if authors is None:
        return (), True
    found: list[Mention] = []
    for author in authors:
        if author.get("ValidYN") == "N":  # a name that was wrong, and that another corrects
            continue
        if author.tag == "Author" and (one := _author(author, len(found) + 1, role)):
            found.append(one)
    return tuple(found), authors.get("CompleteYN") != "N"


def _with_address(authors: tuple[Mention, ...], at: Affiliation | None) -> tuple[Mention, ...]:
    """The authors with the one address that records had before 2014: that of the first."""
    if not authors or at is None:
        return authors
    first, *others = authors
    places = (at, *first.affiliations)
    return (replace(first, affiliations=places), *others)


def _author(author: _Element, position: int, role: str) -> Mention | None:
    given = family = suffix = body = initials = None
    ids: tuple[Identifier, ...] = ()
    places: list[Affiliation] = []
    for node in _children(author):
        match node.tag:
            case "LastName":
                family = text_of(node)
            case "ForeName" | "FirstName":
                given = text_of(node)
            case "Initials":
                initials = node.text
            case "Suffix":
                suffix = text_of(node)
            case "CollectiveName":
                body = text_of(node)
            case "Identifier" if node.get("Source") == "ORCID":
                orcid = identifiers.orcid(node.text)
                ids = (Identifier("orcid", orcid),) if orcid else ids
            case "AffiliationInfo":
                places += _affiliation(node)
            case "Affiliation":  # before 2015
                places += [place] if (place := _at(text_of(node))) else []
    if family and given and not suffix:  # nearly all, and both are in order already
        return Mention(
            f"{given} {family}", position, given, family, None, role,
            ids=ids, affiliations=tuple(places),
        )  # fmt: skip
    name = person(family, given or initials, suffix=suffix, literal=body)
    if name is None:
        return None
    return mention(name, position, role, ids=ids, affiliations=tuple(places))


@lru_cache(_KEPT)
def _at(address: str | None) -> Affiliation | None:
    """The place of an address, which several authors of a paper have, and those of others."""
    place = place_of(unescaped(address)) if address else None
    return Affiliation(place) if place else None


def _affiliation(info: _Element) -> list[Affiliation]:
    """An affiliation with its ROR id, where one is given."""
    place = ror = None
    for node in _children(info):
        if node.tag == "Affiliation":
            place = _at(text_of(node))
        elif node.tag == "Identifier" and node.get("Source") == "ROR":
            ror = identifiers.ror(node.text)
    if place is None:
        return []
    return [place if ror is None else Affiliation(place.name, ror)]


def _abstract(abstract: _Element | None) -> str | None:
    """The abstract, its parts with their labels: `METHODS: …`."""
    if abstract is None:
        return None
    parts: list[str] = []
    for node in abstract:
        if node.tag == "AbstractText" and (text := _plain(node)):
            label = node.get("Label")
            parts.append(f"{label}: {text}" if label and label not in _UNLABELLED else text)
    return " ".join(parts) or None


_UNLABELLED: Final = ("UNLABELLED", "UNASSIGNED")


def _dated(published: _Element | None, online: _Element | None) -> dates.Dated:
    return dates.printed_or_online(_date(published), lambda: _date(online))


def _date(element: _Element | None) -> dates.Dated:
    """Year, month and day; or a `MedlineDate` such as `1998 Dec-1999 Jan`."""
    nodes = element if element is not None else ()
    parts = {node.tag: (node.text or "").strip() for node in nodes}
    if medline := parts.get("MedlineDate"):
        return dates.of_issue(medline, None)
    year, day = integer(parts.get("Year")), integer(parts.get("Day"))
    return (
        dates.from_parts(year, dates.month_number(parts.get("Month")), day)
        if year
        else dates.UNDATED
    )


_OTHERS: Final[dict[str | None, str]] = {"NLM": "pmc"}
"""Under which source of an `OtherID` the number of a free copy stands, before lists had it."""


def _ids(
    pmid: _Element | None, listed: _Element | None, *holders: _Element
) -> tuple[Identifier, ...]:
    """The numbers of a list, and those that stand in other elements beside much else."""
    ids: list[Identifier] = []
    beside = (node for at in holders for node in at.iterchildren("ELocationID", "OtherID"))
    for node in (*(listed if listed is not None else ()), *beside):
        kind = node.get("IdType") or node.get("EIdType") or _OTHERS.get(node.get("Source"))
        if kind == "doi" and node.get("ValidYN") != "N" and (doi := identifiers.doi(node.text)):
            if all(known.scheme != "doi" for known in ids):
                ids += identifiers.from_doi(doi)
        elif kind == "pmc" and (pmcid := identifiers.pmcid(node.text)):
            ids.append(Identifier("pmcid", pmcid))
    if pmid is not None:
        ids += identifiers.of("pmid", pmid.text)
    return identifiers.unique(ids)


def _venue(
    journal: dict[str, _Element], info: _Element | None, paper_type: str | None
) -> VenueMention | None:
    medline = _by_tag(info)
    name = text_of(journal.get("Title")) or text_of(journal.get("ISOAbbreviation"))
    name = name or text_of(medline.get("MedlineTA"))
    if name is None:
        return None
    number = identifiers.issn(text_of(journal.get("ISSN")))
    number = number or identifiers.issn(text_of(medline.get("ISSNLinking")))
    return VenueMention(
        name, "journal" if "JournalIssue" in journal else venue_type(paper_type), number
    )


def _pages(pagination: _Element | None) -> str | None:
    parts = _by_tag(pagination)
    first, last = text_of(parts.get("StartPage")), text_of(parts.get("EndPage"))
    if first and last and first != last:
        return f"{first}-{last}"
    return text_of(parts.get("MedlinePgn")) or first


def _keywords(citation: _Element) -> tuple[KeywordTag, ...]:
    tags: list[KeywordTag] = []
    for keywords in citation.iterchildren("KeywordList"):
        tags += [KeywordTag(label) for label in _texts(keywords)]
    for headings in citation.iterchildren("MeshHeadingList"):
        for name in headings.iter("DescriptorName"):  # each heading has one
            if label := text_of(name):
                tags.append(_mesh(label))
    return unique_tags(tags)


@lru_cache(_KEPT)
def _mesh(label: str) -> KeywordTag:
    return KeywordTag(label, *MESH)


def _references(listed: _Element | None) -> tuple[Reference, ...]:
    """The references, of lists inside one another too."""
    return tuple(_listed_references(listed))


def _listed_references(listed: _Element | None) -> Iterator[Reference]:
    for node in listed.iter("Reference") if listed is not None else ():
        parts = _by_tag(node)
        ids = [i for number in parts.get("ArticleIdList", ()) for i in _numbered(number)]
        text = _plain(parts.get("Citation"))
        if text and _IS_ISSUE.match(text):
            yield _of_issue(text, identifiers.unique(ids))
        elif text or ids:
            yield Reference(identifiers.unique(ids), text, year=_year_of(text))


def _numbered(number: _Element) -> list[Identifier]:
    """What a number says, which is PubMed's own or one of those of JATS."""
    kind = number.get("IdType")
    return jats_id("pmid" if kind == "pubmed" else kind, number.text)


_IS_ISSUE: Final = re.compile(r"[^.,;]{2,100}\. \d{4}\b")
_ISSUE: Final = re.compile(
    r"(.{2,200}?)\. (\d{4})\b[^;]{0,40}"
    r"(?:;(\w{1,12})(?:\([^()]{0,40}\))?(?::(?!null)([\w.]{1,20}))?.*)?"
)
"""What PubMed writes of a journal's issue: `J Math. 1826 Jun;1(2):65-84`."""


def _cited(citation: dict[str, _Element]) -> tuple[Reference, ...]:
    """The works cited as records to 2018 name them: by their issues and PubMed ids."""
    notes = citation.get("CommentsCorrectionsList")
    cited = [n for n in (notes if notes is not None else ()) if n.get("RefType") == "Cites"]
    return tuple(_noted(_by_tag(note)) for note in cited)


def _noted(note: dict[str, _Element]) -> Reference:
    pmid = identifiers.pmid(text_of(note.get("PMID")))
    ids = (Identifier("pmid", pmid),) if pmid else ()
    return _of_issue(text_of(note.get("RefSource")), ids)


def _of_issue(text: str | None, ids: tuple[Identifier, ...]) -> Reference:
    found = _ISSUE.fullmatch(text or "")
    if found is None:
        return Reference(ids, text, year=_year_of(text))
    source, year, volume, page = found.groups()
    return Reference(ids, text, year=int(year), source=source, volume=volume, page=page)


_YEAR: Final = re.compile(r"[\s.(;](1[89]\d\d|20\d\d)(?=[\s;:.)-])")


def _year_of(text: str | None) -> int | None:
    """The year of a printed reference, where it can only be one."""
    found = set(_YEAR.findall(text)) if text else set()
    return int(found.pop()) if len(found) == 1 else None


def _has_retraction(citation: dict[str, _Element]) -> bool | None:
    notes = citation.get("CommentsCorrectionsList")
    if notes is None:
        return None
    return True if any(n.get("RefType") == "RetractionIn" for n in notes) else None


def _marked_up(*elements: _Element | None) -> str | None:
    """Title and abstract as they stand, where they hold markup that the text has lost."""
    marked = [element for element in elements if element is not None and len(element)]
    return "\n".join(markup(element) for element in marked) or None
