"""From XML elements to records and rejects: what the XML loaders have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg.loaders.base import Source
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.xml.elements import Elements, Found, XmlTrouble, elements
from kg.loaders.reading.xml.text import markup
from kg.records import PaperRecord, Provenance, Reject

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Make", "Parts", "item_at", "item_of", "items_of", "xml_items"]

Parts = Callable[["etree._Element"], "Iterable[etree._Element]"]
"""The elements inside one that are records of their own; the element itself where none are."""
Make = Callable[["etree._Element", Provenance], "PaperRecord | str | None"]
"""A record of an element; a reason why there is none; or None for what is no paper at all."""


def xml_items(
    source: Source,
    names: Iterable[str],
    make: Make,
    entities: Mapping[str, str] | None = None,
    parts: Parts | None = None,
) -> Iterator[PaperRecord | Reject]:
    """What the elements of these names make, or their parts, in the order of the file."""
    found = elements(source, names, entities)
    return items_of(source.uri, found if parts is None else _apart(found, parts), make)


def _apart(found: Elements, parts: Parts) -> Elements:
    for one in found:
        if isinstance(one, XmlTrouble):
            yield one
        else:
            yield from ((one[0], part) for part in parts(one[1]))


def items_of(uri: str, found: Elements, make: Make) -> Iterator[PaperRecord | Reject]:
    """The same of elements that have been found already."""
    index = 0
    for one in found:
        item = item_of(uri, index, one, make)
        if item is not None:
            index += 1
            yield item


def item_of(uri: str, index: int, found: Found, make: Make) -> PaperRecord | Reject | None:
    """What one of them is, as the record of this number; None for what is no paper."""
    if isinstance(found, XmlTrouble):
        return Reject(uri, found.reason, found.line, index, found.raw[:RAW_CHARACTERS] or None)
    line, element = found
    return item_at(Provenance(uri, index, line), element, make)


def item_at(at: Provenance, element: etree._Element, make: Make) -> PaperRecord | Reject | None:
    """The same of an element wherever it came from."""
    made = make(element, at)
    if made is None or (isinstance(made, PaperRecord) and made.tells_a_work):
        return made
    reason = made if isinstance(made, str) else NAMELESS
    return Reject(at.file, reason, at.line, at.index, markup(element)[:RAW_CHARACTERS])
