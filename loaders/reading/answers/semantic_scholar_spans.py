"""Texts of S2ORC as Semantic Scholar's datasets give them now: a text, and what its spans are.

Format: https://api.semanticscholar.org/api-docs/datasets (`s2orc`, and `s2orc_v2` with the
bibliography apart). The spans of a kind are a list written as JSON; their ends are numbers, or
digits. The first version has the title and the authors in spans alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from kg.loaders.reading import identifiers, values
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.names import PrintedName, mentions, person
from kg.records import Identifier, PaperRecord, Reference

__all__ = ["is_of_spans", "with_spans"]

Item = dict[str, Any]

_PARTS: Final = ("content", "body")


class _Span(NamedTuple):
    start: int
    end: int
    attributes: Item


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its spans by kind, each kind in the order of the text."""

    text: str
    spans: dict[str, list[_Span]]

    def of(self, span: _Span) -> str | None:
        return plain(self.text[span.start : span.end])

    def told(self, kind: str, inside: _Span) -> list[str]:
        """What the spans of a kind hold that stand in another."""
        spans = self.spans.get(kind, [])
        first = bisect_left(spans, inside.start, key=lambda span: span.start)
        last = bisect_left(spans, inside.end, key=lambda span: span.start)
        return [text for span in spans[first:last] if (text := self.of(span))]

    def all(self, kind: str) -> list[str]:
        return self.told(kind, _Span(0, len(self.text), {}))


def is_of_spans(item: Item) -> bool:
    """Whether an object is a text of the datasets, which may be cut off in it."""
    return "corpusid" in item and any(isinstance(item.get(part), dict) for part in _PARTS)


def with_spans(record: PaperRecord, item: Item) -> PaperRecord:
    """The record of a text with what its spans tell, where nothing else does."""
    front = _text(values.inside(item, "content") or values.inside(item, "body"))
    back = front if "content" in item else _text(values.inside(item, "bibliography"))
    people = record.mentions or mentions(tuple(filter(None, _authors(front))))
    cited = back.spans.get("bibentry", [])
    free = values.at(item, "content", "source", "oainfo", "openaccessurl")
    return replace(
        record,
        title=record.title or next(iter(front.all("title")), None),
        mentions=people,
        n_authors=len(people) or None,
        authors_complete=True if people else None,
        abstract=record.abstract or " ".join(front.all("abstract")) or None,
        references=tuple(_reference(back, span) for span in cited),
        n_references=len(cited) or None,
        open_access_url=record.open_access_url or values.text(free),
    )


def _text(part: Item) -> _Text:
    """A part with its spans, whose kinds the second version writes with underscores."""
    text = part.get("text")
    kinds = {
        kind.replace("_", ""): sorted(_spans(stated), key=lambda span: span.start)
        for kind, stated in values.inside(part, "annotations").items()
    }
    return _Text(text if isinstance(text, str) else "", kinds)


def _spans(stated: Any) -> Iterator[_Span]:
    if isinstance(stated, str):
        try:
            stated = msgspec.json.decode(stated)
        except (msgspec.MsgspecError, RecursionError):
            return
    for one in values.objects(stated):
        start, end = values.integer(one.get("start")), values.integer(one.get("end"))
        if start is not None and end is not None and 0 <= start < end:
            yield _Span(start, end, values.inside(one, "attributes"))


def _authors(front: _Text) -> Iterator[PrintedName | None]:
    for span in front.spans.get("author", []):
        given, family = (front.told(f"author{part}name", span) for part in ("first", "last"))
        yield person(" ".join(family) or None, " ".join(given) or None, literal=front.of(span))


def _reference(back: _Text, span: _Span) -> Reference:
    return Reference(
        ids=identifiers.unique(_cited_ids(span.attributes)),
        text=back.of(span),
        title=next(iter(back.told("bibtitle", span)), None),
        first_author=next(iter(back.told("bibauthor", span)), None),
        source=next(iter(back.told("bibvenue", span)), None),
    )


def _cited_ids(told: Item) -> Iterator[Identifier]:
    yield from identifiers.of_doi(values.text(told.get("doi")))
    if number := values.integer(told.get("matched_paper_id")):
        yield from identifiers.of("s2", f"CorpusID:{number}")
