"""Answers of Springer Nature's Meta and Open Access APIs, as JSON.

Format: https://dev.springernature.com/docs/api-endpoints/meta-api. Members that nothing is known
of are empty texts, and the heading of an abstract stands against its first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.loaders.base import Head
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import mention, numbered, one_name
from kg.records import KeywordTag, Mention, PaperRecord, Provenance, VenueMention

__all__ = ["SPRINGER_RECORDS", "is_springer_answer", "springer_record"]

Item = dict[str, Any]

SPRINGER_RECORDS: Final = Shape[Item](dict[str, Any], ENVELOPES)

_GENRES: Final = {
    "reviewpaper": "review", "editorialnotes": "editorial", "bookreview": "review",
}  # fmt: skip
_TYPES: Final = {
    "chapter conferencepaper": "conference-paper", "chapter referencework": "chapter",
    "referencework": "book", "conference proceedings": "proceedings",
}  # fmt: skip
_HEADING: Final = re.compile(r"Abstract(?=[A-Z])")


def is_springer_answer(head: Head) -> bool:
    """By a DOI said to be one beside the kind of content or the name of the publication."""
    item = first_object(head, SPRINGER_RECORDS.inside)
    said = values.text(item.get("identifier")) if item else None
    if item is None or not said or not said.startswith("doi:"):
        return False
    return "contentType" in item or "publicationName" in item


def springer_record(item: Item, place: Provenance, text: str) -> PaperRecord:
    """One article, chapter or book."""
    people = numbered(_people(item))
    authors = [person for person in people if person.role == "author"]
    doi = values.text(item.get("doi")) or values.text(item.get("identifier"))
    kind = _type(item)
    dated = _dated(item)
    return PaperRecord(
        provenance=place,
        title=plain(values.text(item.get("title"))),
        mentions=people,
        n_authors=len(authors) or None,
        authors_complete=True if authors else None,
        ids=identifiers.unique(identifiers.of_doi(doi)),
        abstract=_abstract(item),
        year=dated.year,
        date=dated.date,
        type=kind,
        language=values.text(item.get("language")),
        venue=_venue(item, kind),
        volume=values.text(item.get("volume")),
        issue=values.text(item.get("number")),
        pages=values.page_range(
            values.text(item.get("startingPage")), values.text(item.get("endingPage"))
        ),
        keywords=tuple(dict.fromkeys(_keywords(item))),
        url=_url(item, "html"),
        open_access_url=_url(item, "pdf") if values.truth(item.get("openaccess")) else None,
        raw=text,
    )


def _people(item: Item) -> Iterator[Mention]:
    for members, role in (("creator", "author"), ("bookEditor", "editor")):
        for said in values.items(item.get(f"{members}s")):
            one = said if isinstance(said, dict) else {members: said}
            printed = plain(values.text(one.get(members)))
            orcid = identifiers.orcid(values.text(one.get("ORCID")))
            if printed and (name := one_name(printed)):
                yield mention(name, role=role, orcid=orcid)


def _abstract(item: Item) -> str | None:
    """The abstract; of one in parts the paragraphs."""
    said = item.get("abstract")
    if isinstance(said, dict):
        said = " ".join(filter(None, map(values.text, values.items(said.get("p")))))
    found = plain(values.text(said))
    return _HEADING.sub("", found, count=1) if found else None


def _dated(item: Item) -> dates.Dated:
    """The day of publication; of an issue, which is dated by a first day, no finer than known."""
    online = values.text(item.get("onlineDate"))
    said = values.text(item.get("publicationDate")) or online
    if said and said != online:
        said = said.removesuffix("-01").removesuffix("-01")
    return dates.from_text(said)


def _type(item: Item) -> str | None:
    genres = [values.text(one) or "" for one in values.items(item.get("genre"))]
    if genre := next((_GENRES[x.lower()] for x in genres if x.lower() in _GENRES), None):
        return genre
    said = (values.text(item.get("contentType")) or "").lower()
    return _TYPES.get(said) or common_type(said)


def _venue(item: Item, kind: str | None) -> VenueMention | None:
    name = plain(values.text(item.get("publicationName")))
    if name is None or kind in ("book", "proceedings"):
        return None
    issns = (identifiers.issn(values.text(item.get(x))) for x in ("issn", "eIssn"))
    stated = ("isbn", "printIsbn", "electronicIsbn")
    isbns = (identifiers.isbn(values.text(item.get(x))) for x in stated)
    return VenueMention(
        name, venue_type(kind), next(filter(None, issns), None), next(filter(None, isbns), None)
    )


def _keywords(item: Item) -> Iterator[KeywordTag]:
    for word in values.items(item.get("keyword")):
        if label := plain(values.text(word)):
            yield KeywordTag(label)
    for subject in values.items(item.get("subjects")):
        if label := plain(values.text(subject)):
            yield KeywordTag(label, "subject", "springer-subjects")


def _url(item: Item, form: str) -> str | None:
    said = item.get("url")
    if isinstance(said, str):
        return values.text(said) if form == "html" else None
    stated = [(one.get("format"), values.text(one.get("value"))) for one in values.objects(said)]
    return next((value for of, value in stated if of == form and value), None)
