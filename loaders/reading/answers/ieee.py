"""Articles of the answers that the API of IEEE Xplore gives.

Format: https://developer.ieee.org/docs/read/Metadata_API_responses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.loaders.base import Head
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.names import mention, one_name
from kg.loaders.reading.tables.index_table import unique_tags
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["IEEE_ARTICLES", "ieee_article", "is_ieee_answer"]

Item = dict[str, Any]

IEEE_ARTICLES: Final = Shape[Item](dict[str, Any], ENVELOPES)
_SIGNS: Final = frozenset(("article_number", "content_type", "publication_title", "abstract_url"))
_TYPES: Final = {
    "conferences": "conference-paper", "journals": "article", "magazines": "article",
    "early access articles": "article", "early access": "article", "books": "book",
    "standards": "report", "courses": "other",
}  # fmt: skip
_TERMS: Final = (
    ("author_terms", "author", "author-keywords"),
    ("ieee_terms", "subject", "ieee-terms"),
    ("dynamic_index_terms", "extracted", "ieee-dynamic-terms"),
)


def is_ieee_answer(head: Head) -> bool:
    """Whether a file begins with an article of Xplore."""
    item = first_object(head, IEEE_ARTICLES.inside)
    return item is not None and len(_SIGNS & item.keys()) >= 3


def ieee_article(item: Item, place: Provenance, text: str) -> PaperRecord:
    """The record of an article."""
    people = tuple(_mentions(item))
    kind = _type(item)
    year = values.year(item.get("publication_year"))
    dated = dates.of_issue(values.text(item.get("publication_date")), year)
    return PaperRecord(
        provenance=place,
        title=plain(values.text(item.get("title"))),
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        ids=_ids(item, kind),
        abstract=plain(values.text(item.get("abstract"))),
        year=dated.year,
        date=dated.date,
        type=kind,
        venue=_venue(item, kind),
        volume=values.text(item.get("volume")),
        issue=values.text(item.get("issue")),
        pages=_pages(item),
        keywords=unique_tags(list(_keywords(item))),
        citation_count=values.count(item.get("citing_paper_count")),
        url=values.text(item.get("html_url")) or values.text(item.get("abstract_url")),
        raw=text,
    )


def _type(item: Item) -> str | None:
    """The kind of content; a part of a book has pages."""
    kind = _TYPES.get((values.text(item.get("content_type")) or "").lower())
    return "chapter" if kind == "book" and item.get("start_page") else kind


def _mentions(item: Item) -> Iterator[Mention]:
    people = values.objects(values.at(item, "authors", "authors"))
    people.sort(key=lambda said: values.integer(said.get("author_order")) or 0)
    named = ((said, one_name(values.text(said.get("full_name")) or "")) for said in people)
    for position, (said, name) in enumerate(((s, n) for s, n in named if n), 1):
        places = values.items(values.at(said, "authorAffiliations", "authorAffiliation"))
        at = map(values.text, places or [said.get("affiliation")])
        affiliations = tuple(dict.fromkeys(Affiliation(place) for place in at if place))
        yield mention(name, position, affiliations=affiliations)


def _ids(item: Item, kind: str | None) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(values.text(item.get("doi")))
    if kind == "book":
        ids += identifiers.of("isbn", values.text(item.get("isbn")))
    return identifiers.unique(ids)


def _venue(item: Item, kind: str | None) -> VenueMention | None:
    name = plain(values.text(item.get("publication_title")))
    if name is None or kind == "book":
        return None
    issn, isbn = values.text(item.get("issn")), values.text(item.get("isbn"))
    return VenueMention(name, venue_type(kind), identifiers.issn(issn), identifiers.isbn(isbn))


def _pages(item: Item) -> str | None:
    return values.page_range(values.text(item.get("start_page")), values.text(item.get("end_page")))


def _keywords(item: Item) -> Iterator[KeywordTag]:
    for name, scheme, origin in _TERMS:
        for label in values.items(values.at(item, "index_terms", name, "terms")):
            if text := plain(values.text(label)):
                yield KeywordTag(text, scheme, origin)
