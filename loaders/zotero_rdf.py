"""Zotero's RDF export: items as RDF/XML, in the order of the file.

Zotero writes one element an item, with the authors in an `rdf:Seq`; the journal stands inside the
item or, with its `rdf:about`, beside it, before or after. So journals are read first, then items.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.names import PrintedName, mentions, person
from kg.loaders.reading.strangers import without_strangers_ids
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.xml.elements import XmlTrouble, elements, root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import (
    child,
    child_text,
    child_texts,
    children,
    local_name,
    markup,
    text_of,
)
from kg.loaders.reading.zotero.extra import (
    citations_of_extra,
    extra_ids,
    extra_lines,
    remark_of_extra,
)
from kg.loaders.reading.zotero.types import NO_PAPER, zotero_type, zotero_venue
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance

__all__ = ["ZoteroRdfLoader"]

_Element = etree._Element
_ZOTERO: Final = "http://www.zotero.org/namespaces/export#"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_CONTAINERS: Final = ("Journal", "Periodical", "Book", "Series", "Conference")
_ITEMS: Final = (
    "Article", "AcademicArticle", "Book", "BookSection", "ConferenceProceedings", "Data",
    "Description", "Document", "Illustration", "Image", "Interview", "Legislation", "Letter",
    "Manuscript", "MotionPicture", "Patent", "Recording", "Report", "Script", "Software", "Thesis",
)  # fmt: skip


class ZoteroRdfLoader:
    """Zotero RDF."""

    name: ClassVar[str] = "zotero-rdf"
    title: ClassVar[str] = "Zotero RDF"
    lost: ClassVar[str] = "Notes, attachments, collections and related items."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "citation_count", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By RDF with Zotero's own namespace."""
        root = root_of(head)
        return (
            0.95 if root is not None and root.name == "RDF" and _ZOTERO in root.namespaces else 0.0
        )

    def load(self, source: Source) -> Loading:
        """Read the journals, then item by item."""
        containers = _containers(source)

        def make(element: _Element, provenance: Provenance) -> PaperRecord | None:
            return _record(element, containers, provenance) if _is_item(element) else None

        yield from in_batches(without_strangers_ids(xml_items(source, _ITEMS, make)))


def _is_item(element: _Element) -> bool:
    """Whether it stands at the top and is more than a journal, a file or a note."""
    parent = element.getparent()
    if parent is None or local_name(parent) != "RDF":
        return False
    kind = child_text(element, "itemType")
    if kind is None:
        return local_name(element) != "Description" and child(element, "title") is not None
    return kind not in NO_PAPER


_Facts = dict[str, str]


def _containers(source: Source) -> dict[str, _Facts]:
    """What is known of journals and the like that stand beside the items, by their address."""
    found: dict[str, _Facts] = {}
    # Items are asked for too, because what is asked for is gone once it has been seen.
    for each in elements(source, (*_CONTAINERS, *_ITEMS)):
        if isinstance(each, XmlTrouble) or local_name(each[1]) not in _CONTAINERS:
            continue
        about = each[1].get(f"{_RDF}about")
        if about and child(each[1], "itemType") is None:
            found[about] = _facts(each[1])
    return found


def _facts(container: _Element) -> _Facts:
    said = {
        key: text
        for key in ("title", "alternative", "volume", "number")
        if (text := child_text(container, key))
    }
    return said | {"identifiers": " ; ".join(child_texts(container, "identifier"))}


def _container(item: _Element, known: Mapping[str, _Facts]) -> _Facts:
    """All that is said of what the item is part of."""
    facts: _Facts = {}
    for part in (*children(item, "isPartOf"), *children(item, "presentedAt")):
        facts |= known.get(part.get(f"{_RDF}resource", ""), {})
        for inside in part:
            if local_name(part) == "presentedAt":
                facts.setdefault("title", child_text(inside, "title") or "")
            else:
                facts |= {k: v for k, v in _facts(inside).items() if v}
    return facts


def _record(item: _Element, known: Mapping[str, _Facts], provenance: Provenance) -> PaperRecord:
    authors, editors = _authors(item), _people(item, "editors")
    container = _container(item, known)
    extra = "\n".join(node.text or "" for node in children(item, "description"))
    lines = extra_lines(extra)
    numbers = [*child_texts(item, "identifier"), container.get("identifiers", "")]
    url = child_text(item, "identifier/URI/value")
    venue = container.get("title") or None
    own_number = child_text(item, "number")
    preprint = _preprint(lines.get("arxiv"), url, own_number, *numbers, venue)
    kind = child_text(item, "itemType") or local_name(item)
    paper_type = zotero_type(kind, venue, preprint is not None)
    dated = dates.from_text(child_text(item, "date"))
    serial = " ".join(numbers)
    return PaperRecord(
        provenance=provenance,
        title=plain(child_text(item, "title")),
        mentions=mentions(authors) + mentions(editors, "editor"),
        n_authors=len(authors) or None,
        authors_complete=True if authors else None,
        ids=_ids(numbers, lines, preprint, url, paper_type),
        arxiv_version=preprint[1] if preprint else None,
        abstract=bare_abstract(child_text(item, "abstract")),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=child_text(item, "language"),
        venue=zotero_venue(paper_type, venue, serial, serial),
        volume=child_text(item, "volume") or container.get("volume"),
        issue=container.get("number") or (own_number if paper_type == "article" else None),
        pages=child_text(item, "pages"),
        keywords=_keywords(item),
        citation_count=citations_of_extra(extra),
        url=url,
        comment=remark_of_extra(extra),
        raw=markup(item),
    )


_MAKERS: Final = (
    "authors", "programmers", "inventors", "artists", "presenters", "directors", "podcasters",
    "cartographers", "composers", "performers", "sponsors",
)  # fmt: skip
"""Roles of those who made an item; what they are called depends on its type."""


def _authors(item: _Element) -> list[PrintedName]:
    return next(filter(None, (_people(item, role) for role in _MAKERS)), [])


def _people(item: _Element, role: str) -> list[PrintedName]:
    """The persons of a role in order; `givenname` is how older exports spell it. A surname alone
    is a whole name that Zotero keeps in one field."""
    found: list[PrintedName] = []
    group = child(item, role)
    for node in group.iter("{*}Person") if group is not None else ():
        given = child_text(node, "givenName", "givenname", "firstName")
        family, whole = child_text(node, "surname", "familyName"), child_text(node, "name")
        if given is None:
            family, whole = None, whole or family
        name = person(family, given, literal=whole)
        if name is not None:
            found.append(name)
    return found


def _preprint(*texts: str | None) -> tuple[str, int | None] | None:
    """The arXiv id; of several spellings the one that has a version."""
    first, *others = texts
    named = [text for text in others if text and "arxiv" in text.lower()]
    found = [p for text in (first, *named) if (p := identifiers.arxiv(text))]
    return next((p for p in found if p[1] and p[0] == found[0][0]), found[0]) if found else None


def _ids(
    numbers: list[str],
    lines: dict[str, str],
    preprint: tuple[str, int | None] | None,
    url: str | None,
    paper_type: str | None,
) -> tuple[Identifier, ...]:
    """The identifiers, the DOI in the item or, as some exports have it, in its journal."""
    ids: list[Identifier] = []
    for number in numbers:
        for part in number.split(" ; "):
            if "DOI" in part.upper()[:4] and not ids:
                ids += identifiers.of_doi(part)
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    ids += extra_ids(lines)
    ids += identifiers.from_url(url)
    if paper_type == "book":
        ids += identifiers.of("isbn", " ".join(numbers))
    return identifiers.unique(ids)


def _keywords(item: _Element) -> tuple[KeywordTag, ...]:
    """The tags; those that Zotero took over by itself stand in an element of their own."""
    tags: list[KeywordTag] = []
    for node in children(item, "subject"):
        if automatic := child_text(node, "AutomaticTag/value"):
            tags.append(KeywordTag(automatic, "extracted", "automatic-tags"))
        elif label := text_of(node):
            tags.append(KeywordTag(label))
    return unique_tags(tags)
