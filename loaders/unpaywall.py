"""Unpaywall: answers of its API and the lines of its snapshots.

Format: https://unpaywall.org/data-format. Authors are those of Crossref, in parts; in newer answers
their names as printed.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import mention, one_name, person
from kg.records import (
    Affiliation,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["UnpaywallLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ENVELOPES)
_OWN: Final = frozenset(("best_oa_location", "oa_locations", "first_oa_location", "oa_status"))
_TYPES: Final = {
    "journal-issue": "other", "peer-review": "review", "reference-book": "book",
    "proceedings-series": "proceedings", "book-series": "book", "book-set": "book",
    "report-series": "report",
}  # fmt: skip


class UnpaywallLoader:
    """Unpaywall."""

    name: ClassVar[str] = "unpaywall"
    title: ClassVar[str] = "Unpaywall answers and snapshots (JSON)"
    lost: ClassVar[str] = "Free copies other than the best, their licences, versions and evidence."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "year", "date", "type",
        "venue", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the address of a DOI beside the places of free copies."""
        item = _found(first_object(head, _SHAPE.inside) or {})
        if "is_oa" not in item or not _doi(item):
            return 0.0
        return 0.95 if "doi_url" in item and not _OWN.isdisjoint(item) else 0.0

    def load(self, source: Source) -> Loading:
        """Read object by object."""
        return json_loading(source, _SHAPE, _record)


def _record(result: Item, place: Provenance, text: str) -> PaperRecord:
    item = _found(result)
    people = _mentions(item)
    kind = _type(item)
    dated = _dated(item)
    return PaperRecord(
        provenance=place,
        title=plain(values.text(item.get("title"))),
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        ids=identifiers.unique(identifiers.of_doi(_doi(item))),
        year=dated.year,
        date=dated.date,
        type=kind,
        venue=_venue(item, kind),
        url=values.text(item.get("doi_url")),
        open_access_url=_free_copy(item),
        raw=text,
    )


def _found(result: Item) -> Item:
    """The work itself, which a search gives beside its score."""
    inner = result.get("response")
    return inner if isinstance(inner, dict) else result


def _doi(item: Item) -> str | None:
    return values.text(item.get("doi"))


def _mentions(item: Item) -> tuple[Mention, ...]:
    people: list[Mention] = []
    for said in values.objects(item.get("z_authors")):
        if one := _mention(said, len(people) + 1):
            people.append(one)
    return tuple(people)


def _mention(said: Item, position: int) -> Mention | None:
    """An author in parts, or else as printed."""
    parts = ("family", "given", "suffix", "name")
    family, given, suffix, literal = (plain(values.text(said.get(x))) for x in parts)
    name = person(family, given, suffix=suffix, literal=literal)
    if name is None:
        printed = plain(values.text(said.get("raw_author_name")))
        name = one_name(printed) if printed else None
    if name is None:
        return None
    orcid = identifiers.orcid(values.text(said.get("ORCID")))
    return mention(
        name,
        position,
        orcid=orcid,
        affiliations=_affiliations(said),
        corresponding=values.truth(said.get("is_corresponding")),
    )


def _affiliations(said: Item) -> tuple[Affiliation, ...]:
    stated = [one.get("name") for one in values.objects(said.get("affiliation"))]
    raw = said.get("raw_affiliation_strings")
    stated += raw if isinstance(raw, list) else []
    names = (plain(values.text(one)) for one in stated)
    return tuple(dict.fromkeys(Affiliation(name) for name in names if name))


def _dated(item: Item) -> dates.Dated:
    """The day, but not a first of January, which stands for a year of which no more is known."""
    year = dates.from_parts(values.year(item.get("year")))
    said = values.text(item.get("published_date"))
    if said is None or said.endswith("-01-01"):
        return year if year.year else dates.from_text(said[:4] if said else None)
    dated = dates.from_text(said)
    return dated if dated.year else year


def _type(item: Item) -> str | None:
    genre = values.text(item.get("genre"))
    return _TYPES.get(genre, common_type(genre)) if genre else None


def _venue(item: Item, kind: str | None) -> VenueMention | None:
    name = plain(values.text(item.get("journal_name")))
    if name is None:
        return None
    listed = (values.text(item.get("journal_issns")) or "").split(",")
    stated = (identifiers.issn(x) for x in (values.text(item.get("journal_issn_l")), *listed))
    return VenueMention(name, venue_type(kind), next(filter(None, stated), None))


def _free_copy(item: Item) -> str | None:
    best = item.get("best_oa_location")
    at = best if isinstance(best, dict) else {}
    stated = (values.text(at.get(x)) for x in ("url_for_pdf", "url", "url_for_landing_page"))
    return next(filter(None, stated), None)
