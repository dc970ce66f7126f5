"""Scholarly works of Lens.org as JSON: answers of its API, and its exports as JSON Lines.

Format: https://docs.api.lens.org/response-scholar.html. A day counts as exactly as
`date_published_parts` tells it; works cited are given by their Lens ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.loaders.base import Head
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import mention, person
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

__all__ = ["LENS_WORKS", "is_lens_json", "lens_work"]

Item = dict[str, Any]

LENS_WORKS: Final = Shape[Item](dict[str, Any], ENVELOPES)
_LABELS: Final = (
    ("keywords", "author", "author-keywords"),
    ("mesh_terms", "mesh", "mesh-terms"),
    ("fields_of_study", "subject", "fields-of-study"),
)
_FREE: Final = ("pdf", "core_fulltext")


def is_lens_json(head: Head) -> bool:
    """Whether a file begins with a work of Lens; its patents have no title of their own."""
    item = first_object(head, LENS_WORKS.inside)
    if item is None or not isinstance(item.get("title"), str):
        return False
    return _own(item) is not None


def lens_work(item: Item, place: Provenance, text: str) -> PaperRecord:
    """The record of a work."""
    people = tuple(_mentions(item))
    stated = max(values.count(item.get("author_count")) or 0, len(people))
    kind = common_type(values.text(item.get("publication_type")))
    dated = _dated(item)
    references = tuple(_references(item))
    return PaperRecord(
        provenance=place,
        title=plain(values.text(item.get("title"))),
        mentions=people,
        n_authors=stated or None,
        authors_complete=stated <= len(people) if people else None,
        ids=_ids(item),
        abstract=plain(values.text(item.get("abstract"))),
        year=dated.year,
        date=dated.date,
        type=kind,
        language=next(filter(None, map(values.text, values.items(item.get("languages")))), None),
        venue=_venue(item, kind),
        volume=values.text(item.get("volume")),
        issue=values.text(item.get("issue")),
        pages=values.page_range(
            values.text(item.get("start_page")), values.text(item.get("end_page"))
        ),
        keywords=unique_tags(list(_keywords(item))),
        references=references,
        n_references=values.count(item.get("references_count")) or len(references) or None,
        citation_count=values.count(item.get("scholarly_citations_count")),
        url=next(_addresses(item), None),
        open_access_url=next(_addresses(item, _FREE), None) if _is_open(item) else None,
        raw=text,
    )  # fmt: skip


def _mentions(item: Item) -> Iterator[Mention]:
    people = (
        (said, person(
            values.text(said.get("last_name")),
            values.text(said.get("first_name")) or values.text(said.get("initials")),
            literal=values.text(said.get("collective_name")),
        ))
        for said in values.objects(item.get("authors"))
    )  # fmt: skip
    for position, (said, name) in enumerate(((s, n) for s, n in people if n), 1):
        orcid = identifiers.orcid(_numbers(said, "ids").get("orcid"))
        affiliations = tuple(dict.fromkeys(_affiliations(said)))
        yield mention(name, position, orcid=orcid, affiliations=affiliations)


def _affiliations(said: Item) -> Iterator[Affiliation]:
    for place in values.objects(said.get("affiliations")):
        if name := values.text(place.get("name")):
            ror = identifiers.ror(_numbers(place, "ids").get("ror"))
            country = values.text(place.get("country_code")) or ""
            yield Affiliation(name, ror, country if len(country) == 2 else None)


def _numbers(said: Item, member: str) -> dict[str, str]:
    """The identifiers of a work, person or place by their types; only what is there once."""
    pairs = [
        (kind.lower(), value)
        for one in values.objects(said.get(member))
        if (kind := values.text(one.get("type"))) and (value := values.text(one.get("value")))
    ]
    kinds = [kind for kind, _ in pairs]
    return {kind: value for kind, value in pairs if kinds.count(kind) == 1}


def _ids(item: Item) -> tuple[Identifier, ...]:
    """Of a type that is there twice, Lens took two works for one."""
    stated = _numbers(item, "external_ids")
    ids = identifiers.of_doi(stated.get("doi"))
    ids += identifiers.of("pmid", stated.get("pmid"))
    ids += identifiers.of("pmcid", stated.get("pmcid"))
    if (number := stated.get("magid", "")).isdecimal():
        ids.append(Identifier("mag", number))
    if own := _own(item):
        ids.append(own)
    return identifiers.unique(ids)


def _own(item: Item) -> Identifier | None:
    """The id that Lens gives what it holds."""
    number = identifiers.lens(values.text(item.get("lens_id")))
    return Identifier("lens", number) if number else None


def _dated(item: Item) -> dates.Dated:
    parts = [values.integer(part) for part in values.items(item.get("date_published_parts"))]
    dated = dates.from_parts(*parts[:3]) if parts else dates.UNDATED
    if dated.year is None:
        dated = dates.from_text((values.text(item.get("date_published")) or "").partition("T")[0])
    return dated if dated.year else dates.from_parts(values.year(item.get("year_published")))


def _venue(item: Item, kind: str | None) -> VenueMention | None:
    source = item["source"] if isinstance(item.get("source"), dict) else {}
    name = plain(values.text(source.get("title")))
    stated = (values.text(one.get("value")) for one in values.objects(source.get("issn")))
    number = next((issn for text in stated if (issn := identifiers.issn(text))), None)
    return VenueMention(name, venue_type(kind), number) if name else None


def _keywords(item: Item) -> Iterator[KeywordTag]:
    for member, scheme, origin in _LABELS:
        for said in values.items(item.get(member)):
            label = said.get("mesh_heading") if isinstance(said, dict) else said
            if text := plain(values.text(label)):
                yield KeywordTag(text, scheme, origin)


def _references(item: Item) -> Iterator[Reference]:
    cited = filter(None, map(_own, values.objects(item.get("references"))))
    for own in dict.fromkeys(cited):
        yield Reference((own,), own.value)


def _addresses(item: Item, kinds: tuple[str, ...] = ()) -> Iterator[str]:
    for said in values.objects(item.get("source_urls")):
        address = values.text(said.get("url"))
        if address and (not kinds or values.text(said.get("type")) in kinds):
            yield address


def _is_open(item: Item) -> bool:
    return item.get("is_open_access") is True or isinstance(item.get("open_access"), dict)
