"""The fields of a MARC record by their tags, wherever it came from.

Format: https://www.loc.gov/marc/bibliographic/. A field has two indicators and subfields of one
letter each, which may be repeated; the punctuation that cards had is part of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.loaders.reading.spaces import one_line
from kg.loaders.reading.xml.text import children, local_name, text_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["MarcField", "MarcFields", "bare", "fields_of"]

_NO_SORT: Final = str.maketrans("", "", "\x88\x89\x98\x9c\u0098\u009c¬")
"""Signs around an article that is not sorted by."""


def bare(text: str) -> str:
    """A text without the punctuation that leads over to the next subfield.

    >>> bare("Looms :"), bare("Brook, Ada,"), bare("a history /"), bare("Reed, S.")
    ('Looms', 'Brook, Ada', 'a history', 'Reed, S.')
    """
    text = text.rstrip(" /:;,=")
    short = len(text.rpartition(" ")[2]) <= 4 or text.endswith("..")
    return text if short or not text.endswith(".") else text[:-1]


class MarcField:
    """A field: its indicators as two characters, and its subfields."""

    __slots__ = ("indicators", "subfields")

    def __init__(self, indicators: str, subfields: list[tuple[str, str]]) -> None:
        self.indicators = indicators
        self.subfields = subfields

    def all(self, codes: str) -> list[str]:
        """The texts of subfields with one of these codes, in order."""
        return [text for code, text in self.subfields if code in codes and text]

    def first(self, codes: str) -> str | None:
        """The text of the first code that has any."""
        return next((text for code in codes for text in self.all(code)), None)


class MarcFields:
    """The leader and the fields of a record, those without subfields apart."""

    def __init__(
        self, leader: str, controls: Mapping[str, str], fields: Mapping[str, Sequence[MarcField]]
    ) -> None:
        self.leader = leader
        self._controls = controls
        self._fields = fields

    def __contains__(self, tag: str) -> bool:
        return tag in self._fields

    def control(self, tag: str, begin: int, end: int) -> str:
        """The characters from a place to another in a field without subfields."""
        return self._controls.get(tag, "")[begin:end]

    def every(self, *tags: str) -> Iterator[MarcField]:
        """The fields with these tags, tag by tag."""
        for tag in tags:
            yield from self._fields.get(tag, ())

    def texts(self, tag: str, codes: str) -> list[str]:
        """The texts of subfields in all fields of a tag."""
        return [text for field in self.every(tag) for text in field.all(codes)]

    def text(self, tag: str, codes: str) -> str | None:
        """The first of them."""
        return next((text for field in self.every(tag) if (text := field.first(codes))), None)


def fields_of(record: etree._Element) -> MarcFields:
    """The fields of an element of MARC's XML."""
    leader, controls = "", dict[str, str]()
    fields: dict[str, list[MarcField]] = {}
    for node in children(record, "leader", "controlfield", "datafield"):
        tag = node.get("tag") or ""
        if local_name(node) == "datafield":
            fields.setdefault(tag, []).append(_field(node))
        elif local_name(node) == "leader":
            leader = node.text or ""
        else:  # places in it count, blanks too
            controls.setdefault(tag, node.text or "")
    return MarcFields(leader, controls, fields)


def _field(node: etree._Element) -> MarcField:
    indicators = (node.get("ind1") or " ")[:1] + (node.get("ind2") or " ")[:1]
    parts = ((part.get("code") or "", text_of(part)) for part in children(node, "subfield"))
    return MarcField(indicators, [(c, one_line(t.translate(_NO_SORT))) for c, t in parts if t])
