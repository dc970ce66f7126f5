"""Loaders that make `PaperRecord`s of JSON objects one by one: what they have in common."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from kg.loaders.base import Loading, Source, in_batches
from kg.loaders.reading.json.pages import Shape, pages
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["Made", "json_loading", "placed"]

T = TypeVar("T")
Made = PaperRecord | str | list[PaperRecord]
"""The record of an object, or several, or the reason why there is none."""


def json_loading(
    source: Source, shape: Shape[T], make: Callable[[T, Provenance, str], Made]
) -> Loading:
    """The records that `make` makes of the objects; what names no work comes as a reject."""
    return in_batches(_made(source, shape, make))


def _made(
    source: Source, shape: Shape[T], make: Callable[[T, Provenance, str], Made]
) -> Iterator[PaperRecord | Reject]:
    more = 0  # records beyond one an object, by which later indexes move on
    for page in pages(source, shape):
        lost = deque(page.lost)
        for number, value in enumerate(page.values):
            while lost and (lost[0].index or 0) < page.indexes[number]:
                yield _moved(lost.popleft(), more)
            place = Provenance(source.uri, page.indexes[number] + more, page.lines[number])
            text = page.text(number)
            made = make(value, place, text)
            yield from placed(made, place, text)
            more += len(made) - 1 if isinstance(made, list) else 0
        for reject in lost:
            yield _moved(reject, more)


def _moved(reject: Reject, more: int) -> Reject:
    return replace(reject, index=(reject.index or 0) + more)


def placed(made: Made, place: Provenance, text: str) -> Iterator[PaperRecord | Reject]:
    """What was made of an object, each record with an index of its own."""
    if isinstance(made, str):
        yield _reject(place, made, text)
        return
    for shift, record in enumerate(made if isinstance(made, list) else [made]):
        record = replace(record, provenance=replace(place, index=place.index + shift))
        yield record if record.tells_a_work else _reject(record.provenance, NAMELESS, text)


def _reject(place: Provenance, reason: str, text: str) -> Reject:
    return Reject(place.file, reason, place.line, place.index, text[:RAW_CHARACTERS] or None)
