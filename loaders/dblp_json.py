"""Answers of DBLP's search for publications: `result.hits.hit[].info`, as JSON or XML.

Format: https://dblp.org/faq/13501473.html. What the API gives once it gives as a value, several
times as a list; names carry DBLP's number of homonyms (`Wei Wang 0001`) and the person's id.
Programs keep the hits of several answers, or only what each hit says, in lists of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.dates import from_parts
from kg.loaders.reading.dblp.values import dblp_name
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made, json_loading
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.text import head_of
from kg.loaders.reading.values import text as text_value
from kg.loaders.reading.values import year as year_of
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import child, children, local_name, markup, text_of
from kg.records import Identifier, Mention, PaperRecord, Provenance, VenueMention

__all__ = ["DblpJsonLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("result", "hits", "hit", *ENVELOPES))
_TYPES = {
    "Journal Articles": "article", "Conference and Workshop Papers": "conference-paper",
    "Informal and Other Publications": "preprint", "Books and Theses": "book",
    "Parts in Books or Collections": "chapter", "Editorship": "proceedings",
    "Reference Works": "chapter", "Data and Artifacts": "dataset",
}  # fmt: skip


class DblpJsonLoader:
    """A search answer of DBLP."""

    name: ClassVar[str] = "dblp-json"
    title: ClassVar[str] = "DBLP search answer (JSON, XML)"
    lost: ClassVar[str] = "The score of each hit; publishers."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "year", "date", "type",
        "venue", "volume", "issue", "pages", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By what a hit says, and by the members of an answer, which may have no hits."""
        root = root_of(head)
        if root is not None:
            return 0.95 if root.name == "result" and {"hits", "completions"} <= root.names else 0.0
        item = first_object(head, _SHAPE.inside)
        if item is None:
            return 0.0
        info = item["info"] if isinstance(item.get("info"), dict) else item
        authors = info.get("authors")
        of_hit = "@score" in item or (isinstance(authors, dict) and "author" in authors)
        of_hit = of_hit or ("key" in info and str(info.get("type")) in _TYPES)
        return 0.95 if (of_hit and "title" in info) or "@computed" in item else 0.0

    def load(self, source: Source) -> Loading:
        """Read hit by hit."""
        if root_of(head_of(source)) is None:
            return json_loading(source, _SHAPE, _made)
        return in_batches(xml_items(source, ("hit",), _of_xml))


def _made(hit: Item, at: Provenance, text: str) -> Made:
    """The record of a hit, or of what it says; none of an answer without hits."""
    info = hit.get("info", hit)
    if not isinstance(info, dict):
        return "a hit without info"
    return [] if "@computed" in hit else _record(info, at, text)


def _of_xml(hit: etree._Element, at: Provenance) -> PaperRecord | str:
    info = child(hit, "info")
    if info is None:
        return "a hit without info"
    several: dict[str, list[str | None]] = {}
    for node in children(info):
        several.setdefault(local_name(node), []).append(text_of(node))
    said: Item = {name: texts if texts[1:] else texts[0] for name, texts in several.items()}
    authors = (node for part in children(info, "authors") for node in children(part, "author"))
    said["authors"] = [{"@pid": node.get("pid"), "text": text_of(node)} for node in authors]
    return _record(said, at, markup(hit))


def _record(info: Item, at: Provenance, raw: str) -> PaperRecord:
    people = tuple(_mentions(info.get("authors")))
    title = plain(text_value(info.get("title")))
    kind = _TYPES.get(text_value(info.get("type")) or "") or common_type(
        text_value(info.get("type"))
    )
    when = from_parts(year_of(info.get("year")))
    venue = next(iter(_several(info.get("venue"))), None)
    link = next(iter(_several(info.get("ee"))), None)
    return PaperRecord(
        provenance=at,
        title=title.removesuffix(".") or None if title else None,
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        ids=_ids(info),
        year=when.year,
        date=when.date,
        type=kind,
        venue=VenueMention(venue, "repository" if venue == "CoRR" else venue_type(kind))
        if venue
        else None,
        volume=text_value(info.get("volume")),
        issue=text_value(info.get("number")),
        pages=text_value(info.get("pages")),
        url=link or text_value(info.get("url")),
        open_access_url=link if info.get("access") == "open" else None,
        raw=raw,
    )


def _several(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for v in values if (text := plain(text_value(v)))]


def _mentions(authors: Any) -> Iterator[Mention]:
    listed = authors.get("author") if isinstance(authors, dict) else authors
    for position, one in enumerate(listed if isinstance(listed, list) else [listed], 1):
        text = plain(text_value(one.get("text") if isinstance(one, dict) else one))
        if not text:
            continue
        name, person = dblp_name(text)
        pid = text_value(one.get("@pid")) if isinstance(one, dict) else None
        ids = (Identifier("dblp", pid or person or ""),) if pid or person else ()
        yield Mention(name, position, ids=ids)


def _ids(info: Item) -> tuple[Identifier, ...]:
    key = text_value(info.get("key"))
    found = [Identifier("dblp", key)] if key else []
    found += identifiers.of_doi(text_value(info.get("doi")))
    for link in _several(info.get("ee")):
        found += identifiers.from_url(link)
    return identifiers.unique(found)
