"""The ACL Anthology's own XML: a collection of volumes of papers.

Format: https://aclanthology.org/info/development/ and https://github.com/acl-org/acl-anthology.
Ids are those of the Anthology (`P19-1001`, `2020.acl-main.1`); the year and the venue are the
volume's. Front matter is a record only where it is itself listed as a paper. Before 2019 a file
was one `volume` of papers with four-digit ids, each of which had its own year and book title. The
IR Anthology keeps papers of DBLP in the same form: with its keys, and its numbers of homonyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.arxiv.prose import journal_name
from kg.loaders.reading.dates import Dated, from_parts, month_number
from kg.loaders.reading.dblp.values import dblp_name
from kg.loaders.reading.people.names import mention, person
from kg.loaders.reading.values import year as year_of
from kg.loaders.reading.xml.elements import XmlTrouble, elements, root_of
from kg.loaders.reading.xml.records import items_of
from kg.loaders.reading.xml.text import child, child_text, child_texts, children, local_name, markup
from kg.records import (
    Affiliation,
    Identifier,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

if TYPE_CHECKING:
    from lxml import etree

    from kg.loaders.reading.xml.elements import Elements

__all__ = ["AclXmlLoader"]


_OLD_VOLUME = re.compile(r"[A-Z]\d\d")
_COLLECTION = re.compile(r"[A-Z]\d\d|\d{4}\.\w+")


class AclXmlLoader:
    """The XML files of the ACL Anthology."""

    name: ClassVar[str] = "acl-xml"
    title: ClassVar[str] = "ACL Anthology XML"
    lost: ClassVar[str] = "Data and video links, and names of venues beyond the volume's title."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "retracted", "has_code",
        "code_url", "url", "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a collection of volumes, or a volume of papers."""
        root = root_of(head)
        if root is None or root.name not in ("collection", "volume"):
            return 0.0
        if root.name == "volume":
            of_anthology = _OLD_VOLUME.fullmatch(root.attributes.get("id", ""))
            return 0.95 if of_anthology and "paper" in root.children else 0.0
        if "volume" in root.children:
            return 0.95 if "id" in root.attributes else 0.0
        known = _COLLECTION.fullmatch(root.attributes.get("id", ""))
        return 0.95 if known and {"event"}.issuperset(root.children) else 0.0

    def load(self, source: Source) -> Loading:
        """Read paper by paper."""
        volume = _Volume()
        found = volume.papers(elements(source, ["meta", "paper"]))
        yield from in_batches(items_of(source.uri, found, volume.record))


class _Volume:
    """What the volume that is being read says of all its papers."""

    def __init__(self) -> None:
        self.venue: VenueMention | None = None
        self.when = Dated(None, None)
        self.number: tuple[str | None, str | None] = (None, None)  # volume and issue of a journal
        self.told: tuple[str, str] | None = None  # which volume that is, by collection and id

    def papers(self, found: Elements) -> Elements:
        """The papers; the meta part before them is kept, but not that of an event."""
        for item in found:
            if isinstance(item, XmlTrouble) or local_name(item[1]) == "paper":
                yield item
            elif (around := item[1].getparent()) is not None and local_name(around) == "volume":
                self._keep(item[1])
                self.told = _volume_of(item[1])

    def _forget_others(self, paper: etree._Element) -> None:
        """Where the volume's own meta part could not be read, that of another tells nothing."""
        if self.told != _volume_of(paper):
            self.venue, self.when, self.number = None, Dated(None, None), (None, None)
            if _attribute(paper.getparent(), "id") and child_text(paper, "year"):
                self._keep(paper)

    def _keep(self, meta: etree._Element) -> None:
        stated = child_text(meta, "year") or _volume_of(meta)[0].partition(".")[0]
        self.when = from_parts(year_of(stated), month_number(child_text(meta, "month")))
        self.number = child_text(meta, "journal-volume"), child_text(meta, "journal-issue")
        journal = child_text(meta, "journal-title")
        volume = meta.getparent()
        name = journal or _book(child_text(meta, "booktitle"), volume)
        kind = "journal" if journal or _attribute(volume, "type") == "journal" else "conference"
        number = identifiers.isbn(child_text(meta, "isbn"))
        self.venue = VenueMention(name, kind, isbn=number) if name else None

    def _when(self, paper: etree._Element) -> Dated:
        """The volume's date; a paper may have a month of its own in the volume's year."""
        month = month_number(child_text(paper, "month"))
        return from_parts(self.when.year, month) if month else self.when

    def record(self, paper: etree._Element, at: Provenance) -> PaperRecord:
        """One paper."""
        self._forget_others(paper)
        code = child(paper, "pwccode")
        address = _attribute(code, "url") or None
        people = tuple(_mentions(paper))
        authors = [m for m in people if m.role == "author"]
        identifier = _anthology_id(paper)
        journal = self.venue is not None and self.venue.type == "journal"
        when = self._when(paper)
        return PaperRecord(
            provenance=at,
            title=child_text(paper, "title"),
            mentions=people,
            n_authors=len(authors) or None,
            authors_complete=True if authors else None,
            ids=_ids(paper, identifier),
            abstract=child_text(paper, "abstract"),
            year=when.year,
            date=when.date,
            type=_type(journal, people),
            language=child_text(paper, "language"),
            venue=self.venue,
            volume=self.number[0],
            issue=child_text(paper, "issue") or self.number[1],
            pages=re.sub("–|--+", "-", child_text(paper, "pages") or "") or None,
            retracted=True if child(paper, "retracted") is not None else None,
            has_code=True if address else None,
            code_url=address,
            url=f"https://aclanthology.org/{identifier}" if identifier else _address(paper),
            open_access_url=_pdf(paper, identifier),
            comment="; ".join(child_texts(paper, "award")) or None,
            raw=markup(paper),
        )


def _type(journal: bool, people: Sequence[Mention]) -> str:
    """Of old collections the first paper is the volume itself, which has editors alone."""
    if people and all(person.role == "editor" for person in people):
        return "proceedings"
    return "article" if journal else "conference-paper"


def _book(title: str | None, volume: etree._Element | None) -> str | None:
    """The book's title; of a journal without volume and month: `Computational Linguistics`."""
    is_journal = _attribute(volume, "type") == "journal"
    return (journal_name(title) if is_journal else None) or title


def _volume_of(element: etree._Element) -> tuple[str, str]:
    """Collection and id of the volume that a paper or a meta part stands in."""
    volume = element.getparent()
    collection = volume.getparent() if volume is not None else None
    return _attribute(collection, "id"), _attribute(volume, "id")


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else str(element.get(name) or "")


def _anthology_id(paper: etree._Element) -> str | None:
    """`P19-1001` of old collections, `2020.acl-main.1` of new ones."""
    volume = paper.getparent()
    collection = volume.getparent() if volume is not None else None
    c, v, p = (_attribute(e, "id") for e in (collection, volume, paper))
    if not c and _OLD_VOLUME.fullmatch(v):
        return identifiers.acl(f"{v}-{p.zfill(4)}")
    if not (c and v and p) or "_" in c:  # of the IR Anthology
        return None
    if c[:1].isalpha():
        wide = c.startswith("W") or (
            c.startswith("C69") or (c == "D19" and v.isdecimal() and int(v) >= 5)
        )
        spelled = f"{c}-{v.zfill(2)}{p.zfill(2)}" if wide else f"{c}-{v}{p.zfill(3)}"
        return identifiers.acl(spelled)
    return identifiers.acl(f"{c}-{v}.{p}")


def _ids(paper: etree._Element, identifier: str | None) -> tuple[Identifier, ...]:
    found = [Identifier("acl", identifier)] if identifier else []
    found += identifiers.of_doi(child_text(paper, "doi"))
    if key := child_text(paper, "dblp"):
        found.append(Identifier("dblp", key))
    return identifiers.unique(found)


def _mentions(paper: etree._Element) -> Iterator[Mention]:
    for role in ("author", "editor"):
        for position, node in enumerate(children(paper, role), 1):
            family, numbered = dblp_name(child_text(node, "last") or "")
            name = person(family, child_text(node, "first"))
            if name is not None:
                ids = [Identifier("acl", str(node.get("id")))] if node.get("id") else []
                ids += identifiers.of("orcid", node.get("orcid"))
                if numbered:
                    ids.append(Identifier("dblp", name.name + numbered.removeprefix(family)))
                at = tuple(Affiliation(text) for text in child_texts(node, "affiliation"))
                yield mention(name, position, role, ids=tuple(ids), affiliations=at)


def _address(paper: etree._Element) -> str | None:
    text = child_text(paper, "url") or ""
    return text if text.startswith(("http://", "https://")) else None


def _pdf(paper: etree._Element, identifier: str | None) -> str | None:
    """The full text: at the Anthology when `url` gives its id, else at the address itself."""
    text = child_text(paper, "url")
    if text and "doi.org/" in text:
        return None
    if not text and child(paper, "pdf") is None:
        return None
    name = identifier or text
    return _address(paper) or (f"https://aclanthology.org/{name}.pdf" if name else None)
