"""A work in the vocabulary of schema.org: who wrote it, where it stands, what it is known by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import is_preprint_server, published_type, venue_type
from kg.loaders.reading.people.addresses import place_of
from kg.loaders.reading.people.names import (
    listed,
    mention,
    numbered,
    one_name,
    person,
    string_of_names,
)
from kg.loaders.reading.repositories.values import identified, identified_as
from kg.loaders.reading.schema_org.nodes import Graph, Node, kinds, node_id
from kg.loaders.reading.tables.index_table import unique_tags
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

__all__ = ["PAPERS", "is_paper", "no_paper", "schema_record"]

PAPERS: Final = {
    "ScholarlyArticle": "article", "MedicalScholarlyArticle": "article", "Article": "article",
    "TechArticle": "article", "Thesis": "thesis", "Report": "report", "Chapter": "chapter",
    "Book": "book", "Dataset": "dataset", "SoftwareSourceCode": "software",
    "SoftwareApplication": "software",
}  # fmt: skip
"""Kinds of works that are papers or the like, and our types for them."""

_OTHER_WORKS: Final = frozenset(
    "NewsArticle BlogPosting LiveBlogPosting OpinionNewsArticle AdvertiserContentArticle Blog Map"
    " Movie VideoObject AudioObject MusicRecording Photograph Painting VisualArtwork Recipe Course"
    " Periodical PodcastEpisode HowTo FAQPage SocialMediaPosting Newspaper".split()
)
_UNSURE: Final = ("Article", "TechArticle", "CreativeWork")
"""Kinds that any page of a web site may be said to be."""
_SITES: Final = ("WebSite", "WebPage", "Blog", "DataCatalog", "Dataset", "CollectionPage")
_SCHOLARLY: Final = ("abstract", "citation", "pagination", "pageStart", "issueNumber")


def is_paper(node: Node) -> bool:
    """Whether it is said to be of a kind that papers are of."""
    found = kinds(node)
    return any(kind in PAPERS or kind in _UNSURE for kind in found)


def no_paper(node: Node, graph: Graph) -> str | None:
    """Why a work is none; None for a paper, and for what is no work."""
    found = kinds(node)
    if other := next((kind for kind in found if kind in _OTHER_WORKS), None):
        return f"of the kind {other}, not a paper"
    if not is_paper(node) or any(kind in PAPERS and kind not in _UNSURE for kind in found):
        return None
    told = any(True for _ in graph.every(node, *_SCHOLARLY))
    if told or _ids(node, graph, None) or _place(node, graph).issn:
        return None
    return "a page of a web site: no journal, abstract or identifier of a paper"


def schema_record(node: Node, graph: Graph, at: Provenance, raw: str) -> PaperRecord:
    """The record of a work."""
    title = _title(node, graph)
    authors, complete = _people(node, graph)
    place = _place(node, graph)
    kind = next((PAPERS[kind] for kind in kinds(node) if kind in PAPERS), "other")
    when = _dated(node, graph)
    references = tuple(_references(node, graph, title))
    address = next(_addresses(node, graph), None)
    n_authors = sum(one.role == "author" for one in authors)
    free = values.truth(next(graph.every(node, "isAccessibleForFree"), None))
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=authors,
        n_authors=n_authors if n_authors and complete else None,
        authors_complete=complete if n_authors else None,
        ids=_ids(node, graph, kind),
        abstract=_abstract(node, graph),
        year=when.year,
        date=when.date,
        type=_type(kind, place),
        language=_language(node, graph),
        venue=_venue(place, kind),
        volume=place.volume,
        issue=place.issue,
        pages=_pages(node, graph),
        keywords=unique_tags(_keywords(node, graph)),
        references=references,
        n_references=len(references) or None,
        url=address,
        open_access_url=address if free else None,
        raw=raw,
    )


def _title(node: Node, graph: Graph) -> str | None:
    """Name or headline, the longer one where both are there: pages cut headlines short."""
    found = (plain(graph.text(node, name)) for name in ("name", "headline"))
    return max(filter(None, found), key=len, default=None)


_HEADING: Final = re.compile(r"(?:Abstract|Summary)(?:[.:]\s*|\s+(?=[A-Z]))")


def _abstract(node: Node, graph: Graph) -> str | None:
    """The abstract, else the description, without the heading that it may begin with."""
    text = plain(graph.text(node, "abstract", "description"))
    return _HEADING.sub("", text, count=1) or None if text and _HEADING.match(text) else text


def _people(node: Node, graph: Graph) -> tuple[tuple[Mention, ...], bool]:
    """Authors and editors; whether the list of authors is whole."""
    said = [*graph.every(node, "author")] or [*graph.every(node, "creator")]
    found: list[Mention] = []
    complete = True
    for one in said:
        if isinstance(one, dict):
            found += filter(None, [_mention(one, graph, "author")])
        elif text := values.text(one):
            names = string_of_names(text) if len(said) == 1 else listed([text])
            complete = complete and names.complete
            found += (mention(name) for name in names.names)
    editors = (_mention(one, graph, "editor") for one in graph.objects(node, "editor"))
    return numbered([*found, *filter(None, editors)]), complete


def _mention(one: Node, graph: Graph, role: str) -> Mention | None:
    """A person or body; a role stands around the person that has it."""
    if "Role" in kinds(one) and (inner := next(graph.objects(one, "author", "editor"), None)):
        one = inner
    family, given = graph.text(one, "familyName"), graph.text(one, "givenName")
    name = plain(graph.text(one, "name"))
    printed = person(family, given) if family else one_name(name) if name else None
    if printed is None:
        return None
    orcid = next(filter(None, map(identifiers.orcid, _numbers(one, graph))), None)
    return mention(
        printed,
        None,
        role,
        ids=(Identifier("orcid", orcid),) if orcid else (),
        affiliations=tuple(dict.fromkeys(_affiliations(one, graph))),
    )


def _numbers(one: Node, graph: Graph) -> Iterator[str]:
    yield from (text for text in (node_id(one), graph.text(one, "orcid")) if text)
    for text in graph.texts(one, "sameAs", "identifier", "url"):
        if "orcid" in text.lower():
            yield text
    for number in graph.objects(one, "identifier"):
        if "orcid" in (graph.text(number, "propertyID") or "").lower():
            yield graph.text(number, "value") or ""


_MARK: Final = re.compile(r"\A\d{1,2}\s+(?=[^\W\d])")
_LOOSE: Final = re.compile(r"(?<!\s)\s+([,.;])")


def _affiliations(one: Node, graph: Graph) -> Iterator[Affiliation]:
    """Where a person works; Oxford prints the number of the place before it."""
    for text in graph.texts(one, "affiliation", "memberOf", "worksFor"):
        name = place_of(_LOOSE.sub(r"\1", _MARK.sub("", plain(text) or "")))
        if name and "://" not in name:
            yield Affiliation(name)


_KINDS_OF_IDS: Final = {"doi": "doi", "pmid": "pmid", "pubmed": "pmid", "pmcid": "pmcid"}


def _ids(node: Node, graph: Graph, kind: str | None) -> tuple[Identifier, ...]:
    """What it is known by: numbers with their kind, addresses, and its own name in the graph."""
    found: list[Identifier] = []
    for number in graph.objects(node, "identifier", "productId"):
        said = (graph.text(number, "propertyID", "name") or next(iter(kinds(number)), "")).lower()
        for text in graph.texts(number, "value", "text"):
            found += _of_kind(text, said.rpartition("/")[2])
    texts = [t for t in graph.every(node, "identifier") if isinstance(t, str)]
    texts += [*graph.texts(node, "doi", "sameAs", "url"), node_id(node) or ""]
    found += (i for text in texts for i in identified(text))
    if kind == "book":
        isbns = graph.texts(node, "isbn")
        found += [i for text in isbns for i in identifiers.of("isbn", text)][:1]
    return identifiers.unique(found)


def _of_kind(text: str, said: str) -> list[Identifier]:
    return identified_as(said, text) or identified(text)


def _dated(node: Node, graph: Graph) -> dates.Dated:
    """When it was published, else made; a day of change is neither."""
    texts = graph.texts(node, "datePublished", "dateCreated", "copyrightYear")
    found = (when for text in texts if (when := dates.from_text(text)).year is not None)
    return next(found, dates.UNDATED)


class _Place:
    """What it is part of: an issue of a volume of a journal, one in another or side by side."""

    def __init__(self) -> None:
        self.name: str | None = None
        self.kind: str | None = None
        self.issn: str | None = None
        self.isbn: str | None = None
        self.volume: str | None = None
        self.issue: str | None = None

    def add(self, around: Node, graph: Graph) -> None:
        """Take in what one of them says, and it is part of."""
        found = kinds(around)
        self.volume = self.volume or graph.text(around, "volumeNumber")
        self.issue = self.issue or graph.text(around, "issueNumber")
        self.issn = self.issn or _first(identifiers.issn, graph.texts(around, "issn"))
        self.isbn = self.isbn or _first(identifiers.isbn, graph.texts(around, "isbn"))
        part = any(kind in ("PublicationIssue", "PublicationVolume") for kind in found)
        name = plain(graph.text(around, "name"))
        if name and not (part and self.name) and not any(kind in _SITES for kind in found):
            self.name, self.kind = name, None if part else next(iter(found), None)


def _first(read: Any, texts: Iterator[str]) -> str | None:
    found: Iterator[str | None] = map(read, texts)
    return next(filter(None, found), None)


_DEEPEST: Final = 6


def _place(node: Node, graph: Graph) -> _Place:
    place = _Place()
    place.volume = graph.text(node, "volumeNumber")
    place.issue = graph.text(node, "issueNumber")
    around = [*graph.every(node, "isPartOf", "isPartof", "periodical", "publication")]
    for _ in range(_DEEPEST):
        for one in around:
            if isinstance(one, dict):
                place.add(one, graph)
            elif isinstance(one, str) and "://" not in one:
                place.name = place.name or plain(one)
        parts = [one for one in around if isinstance(one, dict)]
        around = [inner for one in parts for inner in graph.every(one, "isPartOf", "isPartof")]
    return place


def _venue(place: _Place, kind: str) -> VenueMention | None:
    if place.name is None or kind in ("book", "thesis"):
        return None
    of_paper = "repository" if is_preprint_server(place.name) else venue_type(_type(kind, place))
    return VenueMention(place.name, of_paper, place.issn, place.isbn)


def _type(kind: str, place: _Place) -> str | None:
    """Our type; an article in a book is a chapter, unless the book holds papers of a meeting."""
    if kind == "article" and place.kind == "Book":
        is_of_meeting = re.search(
            r"proceedings|conference|symposium|workshop", place.name or "", re.I
        )
        return "conference-paper" if is_of_meeting else "chapter"
    return published_type(kind, place.name)


def _pages(node: Node, graph: Graph) -> str | None:
    pages = graph.text(node, "pagination")
    return pages or values.page_range(graph.text(node, "pageStart"), graph.text(node, "pageEnd"))


def _language(node: Node, graph: Graph) -> str | None:
    for one in graph.every(node, "inLanguage"):
        said = graph.text(one, "alternateName", "name") if isinstance(one, dict) else one
        if text := values.text(said):
            return text
    return None


def _keywords(node: Node, graph: Graph) -> Iterator[KeywordTag]:
    said = [*graph.texts(node, "keywords")]
    for text in said:
        for label in values.items(text, ";,") if len(said) == 1 else [text]:
            if label := plain(str(label)):
                yield KeywordTag(label)
    for text in graph.texts(node, "about", "articleSection"):
        if "://" not in text and (label := plain(text)):
            yield KeywordTag(label, "subject", "schema-subjects")


def _addresses(node: Node, graph: Graph) -> Iterator[str]:
    for text in (*graph.texts(node, "url", "mainEntityOfPage"), node_id(node) or ""):
        if text.startswith(("http://", "https://")):
            yield text


def _references(node: Node, graph: Graph, title: str | None) -> Iterator[Reference]:
    """The works it cites; some pages put there how they want to be cited themselves."""
    own = (title or "").lower()
    for cited in graph.every(node, "citation"):
        if isinstance(cited, dict):
            yield _reference(cited, graph)
        elif (text := plain(values.text(cited))) and not (own and own in text.lower()):
            yield Reference(ids=identifiers.unique(identified(text)), text=text)


def _reference(cited: Node, graph: Graph) -> Reference:
    people, _ = _people(cited, graph)
    place = _place(cited, graph)
    title = _title(cited, graph)
    return Reference(
        ids=_ids(cited, graph, None),
        title=title,
        year=_dated(cited, graph).year,
        first_author=people[0].name if people else None,
        source=place.name,
        volume=place.volume,
        page=(_pages(cited, graph) or "").partition("-")[0] or None,
    )
