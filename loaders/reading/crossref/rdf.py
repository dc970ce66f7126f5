"""Crossref's metadata as RDF in XML, which content negotiation gives for `application/rdf+xml`.

The terms are those of Dublin Core, PRISM, BIBO and FOAF. RDF has no order: authors are told, but
not which of them comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.loaders.base import Head
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.names import mention, person
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.text import child, child_text, children
from kg.records import Mention, PaperRecord, Provenance, VenueMention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["DESCRIPTION", "is_rdf", "rdf_record"]

DESCRIPTION: Final = "Description"
_NAMESPACES: Final = frozenset(
    ("http://purl.org/dc/terms/", "http://prismstandard.org/namespaces/basic/2.1/")
)


def is_rdf(head: Head) -> bool:
    """By the terms with which Crossref describes a work."""
    root = root_of(head)
    return root is not None and root.name == "RDF" and root.namespaces >= _NAMESPACES


def rdf_record(work: etree._Element, at: Provenance) -> PaperRecord:
    """What the description of a work tells."""
    authors = tuple(_authors(work))
    dated = dates.from_text(child_text(work, "date"))
    journal = child(work, "isPartOf/Journal")
    return PaperRecord(
        provenance=at,
        title=plain(child_text(work, "title")),
        mentions=authors,
        n_authors=len(authors) or None,
        authors_complete=True if authors else None,
        ids=identifiers.unique(identifiers.of_doi(child_text(work, "doi", "identifier"))),
        year=dated.year,
        date=dated.date,
        type="article" if journal is not None else None,
        venue=_venue(journal) if journal is not None else None,
        volume=child_text(work, "volume"),
        pages=values.page_range(
            child_text(work, "pageStart", "startingPage"), child_text(work, "pageEnd", "endingPage")
        ),
    )


def _authors(work: etree._Element) -> Iterator[Mention]:
    for creator in children(work, "creator"):
        for node in children(creator):
            family, given, whole = (
                child_text(node, part) for part in ("familyName", "givenName", "name")
            )
            name = person(family, given, literal=whole)
            if name is not None:
                yield mention(name)


def _venue(journal: etree._Element) -> VenueMention | None:
    name = plain(child_text(journal, "title"))
    return (
        VenueMention(name, "journal", identifiers.issn(child_text(journal, "issn")))
        if name
        else None
    )
