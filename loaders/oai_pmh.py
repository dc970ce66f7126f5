"""Harvests by OAI-PMH: records in Dublin Core (`oai_dc`) and in arXiv's own forms.

Formats: https://www.openarchives.org/OAI/openarchivesprotocol.html and
https://info.arxiv.org/help/oa/index.html (`arXiv`, `arXivRaw`). What DataCite, Crossref, OpenAIRE,
JATS, HAL, MARC and MODS (also in METS and DIDL) describe is read as their own files are; Dublin
Core also without a harvest around it, and forms that are near to it (`dim`, `xoai`, `etdms`,
`rioxx`). A record that its archive has deleted is told as a reject; an answer that is an error, or
lists no records, is refused with what the archive says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec.structs import replace

from kg.errors import UnknownFormat
from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.datacite import datacite_record
from kg.loaders.jats import jats_record
from kg.loaders.reading import identifiers, values
from kg.loaders.reading.arxiv.classes import class_tags
from kg.loaders.reading.arxiv.prose import code_url, journal_name, prose
from kg.loaders.reading.crossref.unixref import crossref_work
from kg.loaders.reading.dates import Dated, from_arxiv_id, from_text, of_message
from kg.loaders.reading.marc.records import marc_record
from kg.loaders.reading.mods.records import mods_record
from kg.loaders.reading.people.names import mention, mentions, person, typed_names
from kg.loaders.reading.repositories.dspace import dspace_as_dublin_core
from kg.loaders.reading.repositories.dublin_core import DUBLIN_CORE, dublin_core_record
from kg.loaders.reading.tei.people import organisation
from kg.loaders.reading.tei.works import hal_record
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import child, child_text, child_texts, children, local_name, markup
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["OaiPmhLoader"]


class OaiPmhLoader:
    """A harvest by OAI-PMH."""

    name: ClassVar[str] = "oai-pmh"
    title: ClassVar[str] = (
        "OAI-PMH (Dublin Core, arXiv, DataCite, Crossref, OpenAIRE, JATS, MODS, MARC, HAL, DSpace, "
        "RIOXX, ETD-MS)"
    )
    lost: ClassVar[str] = (
        "Sets, rights, publishers and contributors; what is no paper, which MODS, MARC and "
        "HAL may describe, is rejected."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "references", "n_references", "retracted", "has_code", "code_url", "url",
        "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the root of an OAI answer, or of a file of its records."""
        root = root_of(head)
        if root is None:
            return 0.0
        if root.name == "OAI-PMH":
            return 0.97
        held = "http://www.openarchives.org/OAI/2.0/" in root.namespaces
        if held and "record" in root.names:
            return 0.9
        if root.name == "RDF" and {"records", "record"} <= root.names:
            return 0.9 if _ELEMENTS in root.namespaces else 0.0
        return 0.9 if "dc" in (root.name, *root.names) and _OF_DUBLIN_CORE in head.text else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        root = root_of(head_of(source))
        if root is not None and root.name == "OAI-PMH" and "record" not in root.names:
            said = "error" if "error" in root.names else "list of something else"
            if said == "error" or "ListRecords" not in root.names:
                raise UnknownFormat(
                    f"{source.uri}: is an OAI-PMH answer without records: {_said(source)}",
                    hint="harvest with verb=ListRecords and metadataPrefix=oai_dc or arXiv",
                )
        alone = root is not None and "header" not in root.names and "dc" in (root.name, *root.names)
        names = ["dc"] if alone else ["record"]
        yield from in_batches(xml_items(source, names, _record, parts=_parts))


_ELEMENTS: Final = "http://purl.org/dc/elements/1.1/"
_OF_DUBLIN_CORE: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"


def _said(source: Source) -> str:
    from kg.loaders.reading.xml.elements import XmlTrouble, elements

    verb = None
    for item in elements(source, ["error", "request"]):
        if not isinstance(item, XmlTrouble) and local_name(item[1]) == "error":
            return f"{item[1].get('code') or 'error'} {item[1].text or ''}".strip()
        if not isinstance(item, XmlTrouble):
            verb = item[1].get("verb")
    return f"it answers {verb}" if verb else "it answers another question"


_DOCUMENTS: Final = ("mets", "DIDL", "modsCollection")


def _parts(record: etree._Element) -> list[etree._Element]:
    """The descriptions in MODS that a document holds, where it holds several of them; those behind
    the first that name nobody are of its chapters and plates, and no works."""
    metadata = child(record, "metadata")
    body = next(children(metadata), None) if metadata is not None else None
    if body is None or local_name(body) not in _DOCUMENTS:
        return [record]
    first, *others = [*body.iter("{*}mods")] or [record]
    several = [one for one in others if child(one, "name") is not None]
    return [first, *several] if several else [record]


def _name(record: etree._Element) -> str:
    """The archive's identifier of a record, or of the one that an element stands in."""
    around = (record, *record.iterancestors("{*}record"))
    headers = (child(one, "header") for one in around)
    texts = (child_text(one, "identifier") for one in headers if one is not None)
    return next(filter(None, texts), "")


def _record(record: etree._Element, at: Provenance) -> PaperRecord | str | None:
    if local_name(record) == "dc":
        return dublin_core_record(record, "", at)
    if local_name(record) == "mods":
        return mods_record(record, _name(record), at)
    if _is_of_marc(record):
        return None
    header, name = child(record, "header"), _name(record)
    if header is not None and header.get("status") == "deleted":
        return f"the archive has deleted this record ({name or 'without an identifier'})"
    metadata = child(record, "metadata")
    body = next(children(metadata), None) if metadata is not None else None
    if body is None and child(record, "title") is not None:  # as the OSTI tells its works
        return dublin_core_record(record, name, at)
    if body is None:
        return "a record without metadata"
    kind = local_name(body).rpartition(":")[2]  # some declare no prefix
    if kind in DUBLIN_CORE:
        return dublin_core_record(body, name, at)
    if kind in ("dim", "metadata"):
        return replace(dublin_core_record(dspace_as_dublin_core(body), name, at), raw=markup(body))
    if kind == "thesis":
        told = dublin_core_record(body, name, at)
        return replace(told, type=told.type or "thesis")
    if kind in ("arXiv", "arXivRaw", "arXivOld"):
        return _arxiv(body, at)
    if kind == "article":
        return jats_record(body, at)
    if kind == "DIDL" and (inside := next(body.iter("{*}dc"), None)) is not None:
        return dublin_core_record(inside, name, at)
    if kind == "mods" or kind in _DOCUMENTS:
        return mods_record(next(body.iter("{*}mods"), body), name, at)
    if kind == "TEI":
        return _of_hal(body, at)
    if kind in ("record", "collection"):
        return marc_record(body if kind == "record" else next(children(body, "record"), body), at)
    if kind in ("crossref", "crossref_result"):
        made = crossref_work(body, at)
        return made if isinstance(made, str) else replace(made, raw=markup(body))
    if kind in ("resource", "oai_datacite"):
        return datacite_record(next(body.iter("{*}resource"), body), at)
    return f"metadata in a form that is not read: {kind}"


def _of_hal(body: etree._Element, at: Provenance) -> PaperRecord | str:
    """HAL's form of its own: a deposit with the organisations of its authors behind it."""
    full = next(body.iter("{*}biblFull"), None)
    if full is None:
        return "a TEI document that describes no deposit"
    places = dict(filter(None, map(organisation, body.iter("{*}org"))))
    return hal_record(full, places, at)


def _is_of_marc(record: etree._Element) -> bool:
    """Whether it is the record that one of a harvest holds, and comes with that."""
    around = record.getparent()
    held = around is not None and local_name(around) in ("metadata", "collection")
    return held and child(record, "header") is None


def _arxiv(body: etree._Element, at: Provenance) -> PaperRecord:
    preprint = identifiers.arxiv(child_text(body, "id"))
    people, complete = _arxiv_authors(body)
    abstract = prose(child_text(body, "abstract"))
    comment = prose(child_text(body, "comments"))
    code = code_url(comment, abstract)
    when = _arxiv_date(body, preprint)
    stated = identifiers.doi(child_text(body, "doi"))
    found = [Identifier("arxiv", preprint[0])] if preprint else []
    journal = journal_name(child_text(body, "journal-ref"))
    versions = [node.get("version") or "" for node in children(body, "version")]
    numbers = [n for v in versions if v[:1] == "v" and (n := values.count(v[1:]))]
    return PaperRecord(
        provenance=at,
        title=prose(child_text(body, "title")),
        mentions=people,
        n_authors=len(people) if people and complete else None,
        authors_complete=complete if people else None,
        ids=identifiers.unique([*found, *(identifiers.from_doi(stated) if stated else ())]),
        arxiv_version=max(numbers, default=None),
        abstract=abstract,
        year=when.year,
        date=when.date,
        type="preprint",
        venue=VenueMention(journal, "journal") if journal else None,
        keywords=tuple(_classes(body)),
        has_code=True if code else None,
        code_url=code,
        url=f"https://arxiv.org/abs/{preprint[0]}" if preprint else None,
        comment=comment,
        raw=markup(body),
    )


def _classes(body: etree._Element) -> Iterator[KeywordTag]:
    for term in dict.fromkeys((child_text(body, "categories") or "").split()):
        yield KeywordTag(term, scheme="arxiv-category", origin="arxiv-categories")
    yield from class_tags(child_text(body, "msc-class"))
    yield from class_tags(child_text(body, "acm-class"))


def _arxiv_authors(body: etree._Element) -> tuple[tuple[Mention, ...], bool]:
    """The authors, and whether they are all: in parts, or in one text as it was typed."""
    if tagged := tuple(_tagged_authors(body)):
        return tagged, True
    names = typed_names(prose(child_text(body, "authors")) or "")
    return mentions(names.names), names.complete


def _tagged_authors(body: etree._Element) -> Iterator[Mention]:
    position = 0
    for node in (a for block in children(body, "authors") for a in children(block, "author")):
        name = person(
            prose(child_text(node, "keyname")),
            prose(child_text(node, "forenames")),
            suffix=child_text(node, "suffix"),
        )
        if name is not None:
            position += 1
            at = tuple(Affiliation(text) for text in child_texts(node, "affiliation"))
            yield mention(name, position, affiliations=at)


def _arxiv_date(body: etree._Element, preprint: tuple[str, int | None] | None) -> Dated:
    """The day of submission: `created`, or the first version's; else the month of the id."""
    when = from_text(child_text(body, "created"))
    if when.year is None and (first := child_text(body, "version/date")):
        when = from_text(first) if len(first.split()) == 1 else of_message(first)
    if when.year is None and preprint is not None:
        when = from_arxiv_id(preprint[0])
    return when
