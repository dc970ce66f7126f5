"""DBLP: the XML dump (`dblp.xml.gz`) and parts of it, record by record in bounded memory.

Format: https://dblp.org/xml/docu/dblpxml.pdf and https://dblp.org/faq/How+to+parse+dblp+xml.html.
The DTD is not needed. Home pages (`www` records with key `homepages/…`) are persons and no
papers; the number that tells homonyms apart (`Wei Wang 0001`) is the person's identifier, not part
of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.dates import from_parts, month_number
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
    found = _NUMBERED.fullmatch(text)
    return (found[1], text) if found else (text, None)


def _record(element: etree._Element, at: Provenance) -> PaperRecord | None:
    kind = str(element.tag)
    key = element.get("key") or ""
    if kind == "www" and (
        key.startswith("homepages/") or "disambiguation" in (element.get("publtype") or "")
    ):
        return None
    fields: dict[str, list[etree._Element]] = {}
    for node in element:
        fields.setdefault(str(node.tag), []).append(node)
    people = (*_mentions(fields, "author"), *_mentions(fields, "editor"))
    n_authors = sum(person.role == "author" for person in people)
    when = from_parts(year_of(_first(fields, "year")), month_number(_first(fields, "month")))
    links = [text for node in fields.get("ee", ()) if (text := text_of(node))]
    cited = tuple(_references(fields))
    marked = any(len(node) for node in fields.get("title", ()))
    return PaperRecord(
        provenance=at,
        title=_title(_first(fields, "title")),
        mentions=people,
        n_authors=n_authors or None,
        authors_complete=True if n_authors else None,
        ids=_ids(key, links, fields),
        year=when.year,
        date=when.date,
        type=_type(kind, element.get("publtype"), _first(fields, "volume")),
        venue=_venue(kind, fields),
        volume=_first(fields, "volume"),
        issue=_first(fields, "number"),
        pages=_first(fields, "pages"),
        references=cited,
        n_references=len(cited) or None,
        retracted=True if element.get("publtype") == "withdrawn" else None,
        url=links[0] if links else f"https://dblp.org/rec/{key}" if key else None,
        open_access_url=_open_access(fields),
        comment=_first(fields, "note"),
        raw=markup(element) if marked else None,
    )


def _first(fields: dict[str, list[etree._Element]], name: str) -> str | None:
    return next((text for node in fields.get(name, ()) if (text := text_of(node))), None)


def _title(text: str | None) -> str | None:
    """Titles end with a full stop that is not theirs."""
    if text and text.endswith(".") and not text.endswith(".."):
        return text[:-1] or None
    return text


def _mentions(fields: dict[str, list[etree._Element]], role: str) -> Iterator[Mention]:
    position = 0
    for node in fields.get(role, ()):
        text = text_of(node)
        if not text:
            continue
        position += 1
        name, person = dblp_name(text)
        own = identifiers.orcid(node.get("orcid"))
        ids = (*((Identifier("dblp", person),) if person else ()),
               *((Identifier("orcid", own),) if own else ()))  # fmt: skip
        yield Mention(name, position, role=role, ids=ids)


def _ids(
    key: str, links: list[str], fields: dict[str, list[etree._Element]]
) -> tuple[Identifier, ...]:
    found = [Identifier("dblp", key)] if key else []
    for link in links:
        found += identifiers.from_url(link)
    volume = _first(fields, "volume") or ""
    if volume.startswith(_ARXIV_VOLUME) and (preprint := identifiers.arxiv(volume)):
        found.append(Identifier("arxiv", preprint[0]))
    for node in fields.get("isbn", ()):
        if number := identifiers.isbn(text_of(node)):
            found.append(Identifier("isbn", number))
    return identifiers.unique(found)


def _type(kind: str, publtype: str | None, volume: str | None) -> str:
    """`publtype` tells the few that are not what their element says."""
    if kind == "article" and (volume or "").startswith(_ARXIV_VOLUME):
        return "preprint"
    other = {"data": "dataset", "software": "software", "edited": "editorial", "survey": "review"}
    return other.get((publtype or "").split(" ")[0], _TYPES[kind])


def _venue(kind: str, fields: dict[str, list[etree._Element]]) -> VenueMention | None:
    name = _first(fields, "journal") or _first(fields, "booktitle")
    if not name or kind in ("proceedings", "book"):
        return None
    return VenueMention(name, "repository" if name == "CoRR" else _VENUES.get(kind))


def _references(fields: dict[str, list[etree._Element]]) -> Iterator[Reference]:
    """Citations by DBLP key; `...` stands for works that DBLP does not have."""
    for node in fields.get("cite", ()):
        text = text_of(node)
        if text and text != "...":
            yield Reference(ids=(Identifier("dblp", text),), text=None)


def _open_access(fields: dict[str, list[etree._Element]]) -> str | None:
    open_ = (node for node in fields.get("ee", ()) if node.get("type") == "oa")
    return next((text for node in open_ if (text := text_of(node))), None)
