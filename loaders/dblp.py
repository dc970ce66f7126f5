"""DBLP: the XML dump (`dblp.xml.gz`) and parts of it, record by record in bounded memory.

Format: https://dblp.org/xml/docu/dblpxml.pdf and https://dblp.org/faq/How+to+parse+dblp+xml.html.
The DTD is not needed. Home pages (`www` records with key `homepages/…`) are persons and no
papers; the number that tells homonyms apart (`Wei Wang 0001`) is the person's identifier, not part
of the name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.dates import Dated, from_parts, month_number
from kg.loaders.reading.values import year as year_of
from kg.loaders.reading.xml import root_of
from kg.loaders.reading.xml_records import xml_items
from kg.loaders.reading.xml_text import markup, text_of
from kg.records import Identifier, Mention, PaperRecord, Provenance, Reference, VenueMention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["DblpLoader", "dblp_name"]

_TYPES: Final = {
    "article": "article", "inproceedings": "conference-paper", "proceedings": "proceedings",
    "book": "book", "incollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis",
    "www": "web-page", "data": "dataset",
}  # fmt: skip
_VENUES: Final = {"article": "journal", "inproceedings": "conference", "incollection": "book"}
_NUMBERED = re.compile(r"(.*\S)\s+(\d{4})")
_ARXIV_VOLUME = "abs/"
_SEVERAL = re.compile(r"\w\s*[/&,-]\s*\w")


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
        keyed = root.name in _TYPES and {"key", "mdate"} <= root.attributes.keys()
        return 0.9 if keyed else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from in_batches(xml_items(source, _TYPES, _record))


def dblp_name(text: str) -> tuple[str, str | None]:
    """A name, and the whole as DBLP's identifier of the person where a number is behind it.

    >>> dblp_name("Wei Wang 0001"), dblp_name("Ada Lovelace")
    (('Wei Wang', 'Wei Wang 0001'), ('Ada Lovelace', None))
    """
    found = _NUMBERED.fullmatch(text) if text[-1:].isdigit() else None
    return (found[1], text) if found else (text, None)


def _record(element: etree._Element, at: Provenance) -> PaperRecord | None:
    kind = str(element.tag)
    key = element.get("key") or ""
    if kind == "www" and (
        key.startswith("homepages/") or "disambiguation" in (element.get("publtype") or "")
    ):
        return None
    said = _Said(element)
    when = _dated(said.first.get("year"), said.first.get("month"))
    volume = said.first.get("volume")
    n_authors = len(said.authors)
    return PaperRecord(
        provenance=at,
        title=_title(said.first.get("title")),
        mentions=(*said.authors, *said.editors),
        n_authors=n_authors or None,
        authors_complete=True if n_authors else None,
        ids=_ids(key, said, volume),
        year=when.year,
        date=when.date,
        type=_type(kind, element.get("publtype"), volume),
        venue=_venue(kind, said.first.get("journal") or said.first.get("booktitle")),
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


@lru_cache(maxsize=4_096)
def _dated(year: str | None, month: str | None) -> Dated:
    """Year, and month where it is a single one (`July`, not `July/August`)."""
    single = month if month and not _SEVERAL.search(month) else None
    return from_parts(year_of(year), month_number(single))


def _title(text: str | None) -> str | None:
    """Titles end with a full stop that is not theirs."""
    if text and text.endswith(".") and not text.endswith(".."):
        return text[:-1] or None
    return text


def _mention(node: etree._Element, text: str, position: int, role: str) -> Mention:
    """A person; `pid`, which DBLP's pages of persons have, is a better id than the number."""
    name, person = dblp_name(text)
    person = node.get("pid") or person
    ids = (Identifier("dblp", person),) if person else ()
    if own := identifiers.orcid(node.get("orcid")):
        ids = (*ids, Identifier("orcid", own))
    return Mention(name, position, role=role, ids=ids)


def _ids(key: str, said: _Said, volume: str | None) -> tuple[Identifier, ...]:
    found = [Identifier("dblp", key)] if key else []
    for link in said.links:
        stated = identifiers.doi(link) if "doi.org/" in link else None
        found += identifiers.from_doi(stated) if stated else identifiers.from_url(link)
    if volume and volume.startswith(_ARXIV_VOLUME) and (preprint := identifiers.arxiv(volume)):
        found.append(Identifier("arxiv", preprint[0]))
    for printed in said.isbns:
        if number := identifiers.isbn(printed):
            found.append(Identifier("isbn", number))
    return identifiers.unique(found)


def _type(kind: str, publtype: str | None, volume: str | None) -> str:
    """`publtype` tells the few that are not what their element says."""
    if kind == "article" and (volume or "").startswith(_ARXIV_VOLUME):
        return "preprint"
    other = {"data": "dataset", "software": "software", "edited": "editorial", "survey": "review"}
    return other.get((publtype or "").split(" ")[0], _TYPES[kind])


def _venue(kind: str, name: str | None) -> VenueMention | None:
    if not name or kind in ("proceedings", "book"):
        return None
    return VenueMention(name, "repository" if name == "CoRR" else _VENUES.get(kind))
