"""Answers of DBLP's search for publications as JSON: `result.hits.hit[].info`.

Format: https://dblp.org/faq/13501473.html. What the API gives once it gives as a value, several
times as a list; names carry DBLP's number of homonyms (`Wei Wang 0001`) and the person's id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.dates import from_parts
from kg.loaders.reading.dblp import dblp_name
from kg.loaders.reading.json_text import JsonTrouble, parse
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import read_text
from kg.loaders.reading.values import text as text_value
from kg.loaders.reading.values import year as year_of
from kg.records import Identifier, Mention, PaperRecord, Provenance, Reject, VenueMention

__all__ = ["DblpJsonLoader"]

_TYPES = {
    "Journal Articles": "article", "Conference and Workshop Papers": "conference-paper",
    "Informal and Other Publications": "preprint", "Books and Theses": "book",
    "Parts in Books or Collections": "chapter", "Editorship": "proceedings",
    "Reference Works": "chapter", "Data and Artifacts": "dataset",
}  # fmt: skip


class DblpJsonLoader:
    """A search answer of DBLP."""

    name: ClassVar[str] = "dblp-json"
    title: ClassVar[str] = "DBLP search answer (JSON)"
    lost: ClassVar[str] = "The score of each hit; publishers."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "year", "date", "type",
        "venue", "volume", "issue", "pages", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the members that such an answer has in this order."""
        start = head.text.lstrip()[:4000]
        if not start.startswith("{"):
            return 0.0
        signs = ('"hits"', '"hit"', '"info"', '"@score"', '"completions"')
        named = sum(sign in start for sign in signs)
        return 0.95 if '"result"' in start[:200] and named >= 3 else 0.0

    def load(self, source: Source) -> Loading:
        """Read the answer, which the API keeps to 1,000 hits, at once."""
        yield from in_batches(_items(source))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    try:
        answer = parse(read_text(source).text)
    except JsonTrouble as trouble:
        yield Reject(source.uri, str(trouble), 1, 0)
        return
    for index, hit in enumerate(_hits(answer)):
        info = hit.get("info") if isinstance(hit, dict) else None
        raw = repr(hit)[:RAW_CHARACTERS]
        if not isinstance(info, dict):
            yield Reject(source.uri, "a hit without info", None, index, raw)
            continue
        record = _record(info, Provenance(source.uri, index), raw)
        yield record if record.tells_a_work else Reject(source.uri, NAMELESS, None, index, raw)


def _hits(answer: Any) -> list[Any]:
    for name in ("result", "hits", "hit"):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, list) else [answer] if answer is not None else []


def _record(info: dict[str, Any], at: Provenance, raw: str) -> PaperRecord:
    people = tuple(_mentions(info.get("authors")))
    title = text_value(info.get("title"))
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
    return [text for v in values if (text := text_value(v))]


def _mentions(authors: Any) -> Iterator[Mention]:
    listed = authors.get("author") if isinstance(authors, dict) else authors
    for position, one in enumerate(listed if isinstance(listed, list) else [listed], 1):
        text = text_value(one.get("text") if isinstance(one, dict) else one)
        if not text:
            continue
        name, person = dblp_name(text)
        pid = text_value(one.get("@pid")) if isinstance(one, dict) else None
        ids = (Identifier("dblp", pid or person or ""),) if pid or person else ()
        yield Mention(name, position, ids=ids)


def _ids(info: dict[str, Any]) -> tuple[Identifier, ...]:
    key = text_value(info.get("key"))
    found = [Identifier("dblp", key)] if key else []
    if stated := identifiers.doi(text_value(info.get("doi"))):
        found += identifiers.from_doi(stated)
    for link in _several(info.get("ee")):
        found += identifiers.from_url(link)
    return identifiers.unique(found)
