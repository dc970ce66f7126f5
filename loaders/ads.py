"""Answers of the search of NASA's Astrophysics Data System, as JSON.

Format: https://ui.adsabs.harvard.edu/help/api. Lists of authors, addresses and ORCIDs stand side by
side, one entry an author, `-` for none; months and days that are not known are 00
in `pubdate`, and 1 in `date`.
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
from kg.loaders.reading.people.names import PrintedName, mention, one_name
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["AdsLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("docs", *ENVELOPES))
_BIBCODE_LENGTH: Final = 19
_ORCIDS: Final = ("orcid_pub", "orcid_user", "orcid_other", "orcid")
_TYPES: Final = {
    "eprint": "preprint", "inbook": "chapter", "abstract": "other", "catalog": "dataset",
    "intechreport": "report", "circular": "report", "proposal": "other", "talk": "other",
    "newsletter": "other", "pressrelease": "other", "obituary": "editorial",
    "bookreview": "review",
}  # fmt: skip


class AdsLoader:
    """The Astrophysics Data System."""

    name: ClassVar[str] = "ads"
    title: ClassVar[str] = "NASA ADS search answer (JSON)"
    lost: ClassVar[str] = "Bibcodes of works cited and citing, reads, grants and objects."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "venue", "volume", "issue", "pages", "keywords", "n_references",
        "citation_count", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a bibcode beside a list of authors or titles."""
        item = first_object(head, _SHAPE.inside)
        code = item.get("bibcode") if item else None
        if item is None or not isinstance(code, str) or len(code) != _BIBCODE_LENGTH:
            return 0.0
        return 0.95 if any(isinstance(item.get(x), list) for x in ("author", "title")) else 0.0

    def load(self, source: Source) -> Loading:
        """Read document by document."""
        return json_loading(source, _SHAPE, _record)


def _record(item: Item, place: Provenance, text: str) -> PaperRecord:
    people = tuple(_mentions(item))
    stated = max(values.count(item.get("author_count")) or 0, len(people))
    kind = _type(item)
    dated = _dated(item)
    return PaperRecord(
        provenance=place,
        title=_first(item, "title"),
        mentions=people,
        n_authors=stated or None,
        authors_complete=stated <= len(people) if people else None,
        ids=_ids(item),
        abstract=plain(values.text(item.get("abstract"))),
        year=dated.year,
        date=dated.date,
        type=kind,
        venue=_venue(item, kind),
        volume=values.text(item.get("volume")),
        issue=values.text(item.get("issue")),
        pages=_pages(item),
        keywords=tuple(dict.fromkeys(_keywords(item))),
        n_references=len(values.items(item.get("reference"))) or None,
        citation_count=values.count(item.get("citation_count")),
        url=_url(item),
        comment=_first(item, "comment"),
        raw=text,
    )


def _first(item: Item, name: str) -> str | None:
    """A text, or the first of several."""
    said = item.get(name)
    texts = said if isinstance(said, list) else [said]
    return next((found for one in texts if (found := plain(values.text(one)))), None)


def _pages(item: Item) -> str | None:
    """The pages; a preprint has its id in their place."""
    pages = values.text(item.get("page_range")) or _first(item, "page")
    return None if pages and pages.startswith("arXiv:") else pages


def _mentions(item: Item) -> list[Mention]:
    stated = [values.text(one) for one in values.items(item.get("author"))]
    names = [one_name(plain(text) or text) if text and text != "-" else None for text in stated]
    places = _beside(item, "aff", len(names))
    numbers = [_beside(item, kind, len(names)) for kind in _ORCIDS]
    people: list[Mention] = []
    for slot, name in enumerate(names):
        if name is not None:
            orcids = (identifiers.orcid(some[slot]) for some in numbers)
            orcid = next(filter(None, orcids), None)
            people.append(_mention(name, len(people) + 1, orcid, places[slot]))
    return people


def _beside(item: Item, name: str, n: int) -> list[str | None]:
    """One entry an author; none where there are fewer or more."""
    said = [values.text(one) for one in values.items(item.get(name))]
    return [None if one == "-" else one for one in said] if len(said) == n else [None] * n


def _mention(name: PrintedName, position: int, orcid: str | None, places: str | None) -> Mention:
    at = (plain(part.strip()) for part in (places or "").split(";"))
    affiliations = tuple(dict.fromkeys(Affiliation(one) for one in at if one))
    return mention(name, position, orcid=orcid, affiliations=affiliations)


def _ids(item: Item) -> tuple[Identifier, ...]:
    """The DOI of what was published before that of its preprint, of which the number is enough."""
    stated = [identifiers.of_doi(values.text(said)) for said in values.items(item.get("doi"))]
    dois = [one for one in stated if len(one) == 1] or stated
    ids = [identifier for one in dois for identifier in one]
    for said in map(values.text, values.items(item.get("identifier"))):
        if said and said.lower().startswith("arxiv:"):
            ids += identifiers.of("arxiv", said)
    return identifiers.unique(ids)


def _dated(item: Item) -> dates.Dated:
    said = values.text(item.get("pubdate")) or (values.text(item.get("date")) or "")[:7]
    parts = [values.integer(part) for part in said.split("-")]
    dated = dates.from_parts(*(part or None for part in parts[:3]))
    return dated if dated.year else dates.from_parts(values.year(item.get("year")))


def _type(item: Item) -> str | None:
    kind = values.text(item.get("doctype"))
    return _TYPES.get(kind, common_type(kind)) if kind else None


def _venue(item: Item, kind: str | None) -> VenueMention | None:
    name = plain(values.text(item.get("pub")))
    if name is None or kind == "preprint":
        return None
    return VenueMention(name, venue_type(kind), identifiers.issn(_first(item, "issn")))


def _keywords(item: Item) -> list[KeywordTag]:
    words = (plain(values.text(word)) for word in values.items(item.get("keyword")))
    stated = [KeywordTag(word) for word in words if word]
    classes = (values.text(one) for one in values.items(item.get("arxiv_class")))
    return stated + [KeywordTag(x, "arxiv-category", "arxiv-categories") for x in classes if x]


def _url(item: Item) -> str | None:
    code = values.text(item.get("bibcode"))
    return f"https://ui.adsabs.harvard.edu/abs/{code.replace('&', '%26')}" if code else None
