"""DBLP: the XML dump (`dblp.xml.gz`) and parts of it, record by record in bounded memory.

Format: https://dblp.org/xml/docu/dblpxml.pdf and https://dblp.org/faq/How+to+parse+dblp+xml.html.
The DTD is not needed. Home pages (`www` records with key `homepages/…`) are persons and no
papers; the number that tells homonyms apart (`Wei Wang 0001`) is the person's identifier, not part
of the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.collector import uncollected
from kg.loaders.base import BATCH_RECORDS, Head, Loading, Source
from kg.loaders.reading.dblp.columns import FLAT, fields, nameless
from kg.loaders.reading.dblp.values import (
    TYPES,
    dated,
    dblp_name,
    identifiers_of,
    is_no_paper,
    person_ids,
    type_of,
    venue_of,
)
from kg.loaders.reading.tables.arrow_columns import batch_of
from kg.loaders.reading.xml.bytes import clean
from kg.loaders.reading.xml.elements import Found, element_alone, elements_beside, root_of
from kg.loaders.reading.xml.flat import Bools, FlatRecords
from kg.loaders.reading.xml.records import item_of
from kg.loaders.reading.xml.text import markup, text_of
from kg.records import Identifier, Mention, PaperRecord, Provenance, Reference, Reject, to_batch

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["DblpLoader", "record_of"]


_KEYED = re.compile(rf'<(?:{"|".join(TYPES)})\s(?=[^<>]*\bmdate=)[^<>]*\bkey="[a-z]+/[^"<>]+"')
"""A record, also where a program has put some into an element of its own."""


class DblpLoader:
    """DBLP's XML."""

    name: ClassVar[str] = "dblp"
    title: ClassVar[str] = "DBLP XML"
    lost: ClassVar[str] = (
        "Home pages, which are of persons and not papers, and the names they list; publishers, "
        "series and schools."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "year", "date", "type",
        "venue", "volume", "issue", "pages", "references", "n_references", "retracted", "url",
        "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the root, or by records with a DBLP key."""
        root = root_of(head)
        if root is None:
            return 0.0
        if root.name in ("dblp", "dblpperson", "bht"):
            return 0.97
        keyed = root.name in TYPES and {"key", "mdate"} <= root.attributes.keys()
        return 0.9 if keyed or _KEYED.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read a piece of records at a time."""
        yield from _Reading(source).run()


def record_of(element: etree._Element, at: Provenance) -> PaperRecord | None:
    """What a record says, of its element; None for a page of a person."""
    kind = str(element.tag)
    key = element.get("key") or ""
    if is_no_paper(kind, key, element.get("publtype")):
        return None
    said = _Said(element)
    when = dated(said.first.get("year"), said.first.get("month"))
    volume = said.first.get("volume")
    n_authors = len(said.authors)
    return PaperRecord(
        provenance=at,
        title=_title(said.first.get("title")),
        mentions=(*said.authors, *said.editors),
        n_authors=n_authors or None,
        authors_complete=True if n_authors else None,
        ids=identifiers_of(key, said.links, volume, said.isbns),
        year=when.year,
        date=when.date,
        type=type_of(kind, element.get("publtype"), volume),
        venue=venue_of(kind, said.first.get("journal") or said.first.get("booktitle")),
        volume=volume,
        issue=said.first.get("number"),
        pages=said.first.get("pages"),
        references=tuple(said.cited),
        n_references=len(said.cited) or None,
        retracted=True if element.get("publtype") == "withdrawn" else None,
        url=said.links[0] if said.links else f"https://dblp.org/rec/{key}" if key else None,
        open_access_url=said.open_access,
        comment=said.first.get("note"),
        raw=markup(element) if said.marked else None,
    )


class _Said:
    """What the children of a record say, gathered in one pass: a dump has a hundred million."""

    __slots__ = ("authors", "cited", "editors", "first", "isbns", "links", "marked", "open_access")

    def __init__(self, element: etree._Element) -> None:
        self.authors: list[Mention] = []
        self.editors: list[Mention] = []
        self.links: list[str] = []
        self.cited: list[Reference] = []
        self.isbns: list[str] = []
        self.first: dict[str, str] = {}
        self.open_access: str | None = None
        self.marked = False
        for node in element:
            tag = str(node.tag)
            text = _text(node)
            if not text:
                continue
            if tag == "author":
                self.authors.append(_mention(node, text, len(self.authors) + 1, "author"))
            elif tag == "editor":
                self.editors.append(_mention(node, text, len(self.editors) + 1, "editor"))
            else:
                self._take(tag, text, node)

    def _take(self, tag: str, text: str, node: etree._Element) -> None:
        if tag == "ee":
            self.links.append(text)
            if self.open_access is None and node.get("type") == "oa":
                self.open_access = text
        elif tag == "cite":
            if text != "...":  # stands for a work that DBLP does not have
                self.cited.append(Reference(ids=(Identifier("dblp", text),)))
        elif tag == "isbn":
            self.isbns.append(text)
        else:
            self.first.setdefault(tag, text)
            self.marked = self.marked or (tag == "title" and len(node) > 0)


def _text(node: etree._Element) -> str | None:
    """The text of an element; most hold nothing else, and no blanks to lose."""
    text = node.text
    if len(node) or text is None or not text.isprintable() or "  " in text:
        return text_of(node)
    return text.strip() or None


def _title(text: str | None) -> str | None:
    """Titles end with a full stop that is not theirs."""
    if text and text.endswith(".") and not text.endswith(".."):
        return text[:-1] or None
    return text


def _mention(node: etree._Element, text: str, position: int, role: str) -> Mention:
    """A person; `pid`, which DBLP's pages of persons have, is a better id than the number."""
    name, person = dblp_name(text)
    ids = person_ids(node.get("pid") or person, node.get("orcid"))
    return Mention(name, position, role=role, ids=ids)


class _Reading:
    """One pass over a dump: flat records by the piece as columns, the others one by one."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.uri = source.uri
        self.index = 0
        self.waiting: list[PaperRecord] = []

    def run(self) -> Loading:
        """Batches and rejects in the order of the file."""
        pieces = FLAT.pieces(clean(self.source))
        for found in elements_beside(pieces, TYPES, self.aside):
            if isinstance(found, list):
                yield from self._gathered()
                yield from found
            else:
                item = self.item(found)
                if isinstance(item, Reject):
                    yield item
                elif item is not None:
                    self.waiting.append(item)
                    if len(self.waiting) >= BATCH_RECORDS:
                        yield from self._gathered()
        yield from self._gathered()

    def _gathered(self) -> Loading:
        if self.waiting:
            yield to_batch(self.waiting)
            self.waiting = []

    def item(self, found: Found) -> PaperRecord | Reject | None:
        """What an element or a trouble is; None for what is no paper."""
        item = item_of(self.uri, self.index, found, record_of)
        self.index += item is not None
        return item

    def aside(self, piece: bytes, lines: int) -> list[pa.RecordBatch | Reject] | None:
        """A piece by columns, its odd records by the parser; None where that cannot be."""
        with uncollected():
            return self._aside(piece, lines)

    def _aside(self, piece: bytes, lines: int) -> list[pa.RecordBatch | Reject] | None:
        records = FLAT.read(piece)
        if records is None:
            return None
        columns = fields(records)
        odd = np.flatnonzero(records.odd | nameless(columns))
        elements: dict[int, etree._Element] = {}
        for row in odd.tolist():
            element = element_alone(records.source(row))
            if element is None:
                return None
            elements[row] = element
        return self._assembled(records, columns, elements, lines)

    def _assembled(
        self,
        records: FlatRecords,
        columns: dict[str, Any],
        odd: dict[int, etree._Element],
        lines: int,
    ) -> list[pa.RecordBatch | Reject]:
        """The records of a piece in the order of the file, and its rejects before them."""
        plain = _papers(records)
        plain[list(odd)] = False
        before = np.cumsum(plain) + self.index
        places = records.lines + lines + 1
        made: dict[int, PaperRecord | Reject] = {}
        for row, element in odd.items():
            found = (int(places[row]), element)
            if (
                item := item_of(self.uri, int(before[row]) + len(made), found, record_of)
            ) is not None:
                made[row] = item
        numbers = before - 1 + np.searchsorted(list(made), np.arange(len(records)))
        self.index += int(plain.sum()) + len(made)
        columns |= {"file": self.uri, "index": numbers, "line": places}
        batch = batch_of(len(records), columns)
        if not plain.all():
            others = [item for item in made.values() if isinstance(item, PaperRecord)]
            batch = _in_order(batch.filter(pa.array(plain)), to_batch(others))
        rejects = [item for item in made.values() if isinstance(item, Reject)]
        return [*rejects, batch] if batch.num_rows else [*rejects]


def _papers(records: FlatRecords) -> Bools:
    """Which records are papers and no persons."""
    papers = np.ones(len(records), np.bool_)
    for row in np.flatnonzero(records.kinds == FLAT.kinds.index("www")).tolist():
        said = records.of_record(row)
        papers[row] = not is_no_paper("www", said.get("key") or "", said.get("publtype"))
    return papers


def _in_order(one: pa.RecordBatch, other: pa.RecordBatch) -> pa.RecordBatch:
    """The records of two batches in the order of their numbers."""
    if not other.num_rows:
        return one
    both = pa.concat_batches([one, other])
    return both.take(pc.sort_indices(both.column("index")))
