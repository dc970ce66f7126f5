"""Entries of the answers that Scopus' search gives as JSON.

Format: https://dev.elsevier.com/documentation/ScopusSearchAPI.wadl. The standard view names the
first author alone, the complete view all, with the affiliations by number.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.loaders.base import Head
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import initials_last, mention, numbered, one_name, person
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["SCOPUS_ENTRIES", "is_scopus_search", "scopus_entry", "scopus_work"]

Item = dict[str, Any]

SCOPUS_ENTRIES: Final = Shape[Item](dict[str, Any], ("search-results", "entry", *ENVELOPES))
_TYPES: Final = {
    "letter": "article", "note": "article", "data paper": "article", "retracted": "article",
    "article in press": "article",
}  # fmt: skip
_ISBN: Final = re.compile(r"[\dX-]{10,17}")


def is_scopus_search(head: Head) -> bool:
    """Whether a file begins with an entry of Scopus, or with its word that there are none."""
    item = first_object(head, SCOPUS_ENTRIES.inside) or {}
    named = str(item.get("dc:identifier") or item.get("eid"))
    return named.startswith(("SCOPUS_ID:", "2-s2.0-")) or {"@_fa", "error"} <= item.keys()


def scopus_entry(item: Item, place: Provenance, text: str) -> Made:
    """The record of an entry."""
    if "error" in item:
        return f"Scopus has no entry: {item['error']}"
    return scopus_work(item, place, text)


def scopus_work(item: Item, place: Provenance, text: str) -> PaperRecord:
    """The record of an entry that tells a work."""
    people = _people(item)
    told = values.text(item.get("subtypeDescription"))
    kind = _TYPES.get((told or "").lower()) or common_type(told)
    dated = _dated(item)
    whole = isinstance(item.get("author"), list)
    listed = _said(item.get("author-count"))
    return PaperRecord(
        provenance=place,
        title=plain(values.text(item.get("dc:title"))),
        mentions=people,
        n_authors=len(people) if whole and people else values.count(listed),
        authors_complete=whole if people else None,
        ids=_ids(item, kind),
        abstract=plain(values.text(item.get("dc:description"))),
        year=dated.year,
        date=dated.date,
        type=kind,
        venue=_venue(item, kind),
        volume=values.text(item.get("prism:volume")),
        issue=values.text(item.get("prism:issueIdentifier")),
        pages=values.text(item.get("prism:pageRange")) or values.text(item.get("article-number")),
        keywords=tuple(
            KeywordTag(label)
            for part in (values.text(item.get("authkeywords")) or "").split("|")
            if (label := plain(part.strip()))
        ),
        citation_count=values.count(item.get("citedby-count")),
        retracted=True if (told or "").lower() == "retracted" else None,
        url=_link(item),
        raw=text,
    )


def _dated(item: Item) -> dates.Dated:
    """The date that is displayed: of a year alone the other has the first of January."""
    cover = dates.from_text(values.text(item.get("prism:coverDate")))
    displayed = values.text(item.get("prism:coverDisplayDate"))
    return dates.of_issue(displayed, cover.year) if displayed else cover


def _said(value: Any) -> str | None:
    """A text that may stand in an object as `$`, or in several."""
    found = value if isinstance(value, list) else [value]
    texts = (values.text(x.get("$") if isinstance(x, dict) else x) for x in found)
    return next(filter(None, texts), None)


def _people(item: Item) -> tuple[Mention, ...]:
    """All authors, or the only one that is named."""
    places = {
        _said(x.get("afid")): Affiliation(name)
        for x in values.objects(item.get("affiliation"))
        if (name := values.text(x.get("affilname")))
    }
    found = [m for said in values.objects(item.get("author")) if (m := _author(said, places))]
    first = one_name(values.text(item.get("dc:creator")) or "")
    if not found and first is not None:
        first = initials_last(first)
        found = [mention(first)]
    return numbered(found)


def _author(said: Item, places: dict[str | None, Affiliation]) -> Mention | None:
    given = values.text(said.get("given-name")) or values.text(said.get("initials"))
    name = person(
        values.text(said.get("surname")), given, literal=values.text(said.get("authname"))
    )
    if name is None:
        return None
    own, orcid = values.text(said.get("authid")), identifiers.orcid(_said(said.get("orcid")))
    ids = [Identifier("orcid", orcid)] if orcid else []
    ids += [Identifier("scopus", own)] if own else []
    numbers = said["afid"] if isinstance(said.get("afid"), list) else [said.get("afid")]
    at = tuple(places[n] for n in map(_said, numbers) if n in places)
    return Mention(name.name, given=name.given, family=name.family, ids=tuple(ids), affiliations=at)


def _ids(item: Item, kind: str | None) -> tuple[Identifier, ...]:
    found = identifiers.of_doi(values.text(item.get("prism:doi")))
    found += identifiers.of("pmid", values.text(item.get("pubmed-id")))
    number = (values.text(item.get("dc:identifier")) or "").removeprefix("SCOPUS_ID:")
    eid = values.text(item.get("eid")) or (f"2-s2.0-{number}" if number.isdecimal() else None)
    if eid:
        found.append(Identifier("eid", eid))
    if kind == "book" and (isbn := _isbn(item)):
        found.append(Identifier("isbn", isbn))
    return identifiers.unique(found)


def _isbn(item: Item) -> str | None:
    """The first ISBN of a list, which may be a list written as a text."""
    found = _ISBN.findall(_said(item.get("prism:isbn")) or "")
    return next(filter(None, map(identifiers.isbn, found)), None)


def _venue(item: Item, kind: str | None) -> VenueMention | None:
    name = plain(values.text(item.get("prism:publicationName")))
    if name is None or kind == "book":
        return None
    stated = (_said(item.get(key)) for key in ("prism:issn", "prism:eIssn"))
    numbers = (identifiers.issn(said.rjust(8, "0")) for said in stated if said)
    return VenueMention(name, venue_type(kind), next(filter(None, numbers), None), _isbn(item))


def _link(item: Item) -> str | None:
    """The page of the entry, not the address that programs ask."""
    pages = (x.get("@href") for x in values.objects(item.get("link")) if x.get("@ref") == "scopus")
    return values.text(next(pages, None))
