"""DataCite: JSON of the API and of the public data file, XML of kernel 2 to 4; Zenodo's records.

Formats: https://support.datacite.org/docs/api and https://schema.datacite.org. Creators may be
organisations, whose names are not taken apart; a `Subtitle` belongs to the title, other further
titles do not; `Cites` and `References` among the related identifiers are references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.datacite.b2share import b2share_as_datacite, is_b2share
from kg.loaders.reading.datacite.crosscite import is_crosscite
from kg.loaders.reading.datacite.shapes import is_old, record_of, xml_as_json
from kg.loaders.reading.datacite.zenodo import is_zenodo, zenodo_as_datacite
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import json_loading, placed
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain, with_subtitle
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import PrintedName, mention, numbered, one_name, person
from kg.loaders.reading.people.others import without_number
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml.elements import XmlTrouble, elements, root_of
from kg.loaders.reading.xml.text import markup
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    Reject,
    VenueMention,
)

__all__ = ["DataciteLoader", "datacite_record"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("hits", *ENVELOPES))
_NAMESPACE: Final = "datacite.org/schema/kernel"
_YEARS: Final = ("publicationYear", "publication_year", "published")
_SIGNS: Final = ("creators", "titles", "publicationYear", "types", "identifiers", "descriptions")
_TYPES: Final = {
    "journalarticle": "article", "conferencepaper": "conference-paper", "bookchapter": "chapter",
    "conferenceproceeding": "proceedings", "datapaper": "article",
    "computationalnotebook": "software", "dissertation": "thesis",
}  # fmt: skip
_CITING: Final = ("Cites", "References")
_DATES: Final = ("Issued", "Available", "Created", "Submitted")
_UNTOLD = re.compile(
    r"(?::\(?|\(:)(?:un[a-z]{2}|none|null|tba|etal|at)\b|unpublished\Z", re.IGNORECASE
)
"""What stands in the place of a value that must be told: `:unav`, `(:tba)`, `:(none)`; of a
publisher ResearchGate says so."""
_BOOKS: Final = ("book", "proceedings", "thesis", "report")
"""What an ISBN is of; that of a chapter is of the book around it."""
_OF_ORGANISATIONS: Final = ("ROR", "GRID", "Crossref Funder ID")


class DataciteLoader:
    """DataCite."""

    name: ClassVar[str] = "datacite"
    title: ClassVar[str] = "DataCite (JSON, XML kernel 2-4), Zenodo, InvenioRDM and B2SHARE"
    lost: ClassVar[str] = "Funding, rights, sizes, formats and geography."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "citation_count", "url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the namespace of the XML, or by the members of the first record."""
        root = root_of(head)
        if root is not None:
            held = root.names if root.name == "oai_datacite" else root.children
            named = "resource" in (root.name, *held)
            return 0.97 if named and _NAMESPACE in head.text else 0.0
        item = first_object(head, _SHAPE.inside)
        if item is None:
            return 0.0
        if is_zenodo(item) or is_b2share(item) or is_crosscite(item):
            return 0.95
        inner = item.get("attributes")
        if isinstance(inner, dict) and (item.get("type") == "dois" or is_old(inner)):
            return 0.97
        signs = sum(sign in item for sign in _SIGNS)
        has_lists = isinstance(item.get("titles"), list) and isinstance(item.get("creators"), list)
        return 0.95 if has_lists and signs >= 3 else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        if root_of(head_of(source)) is None:
            return json_loading(source, _SHAPE, _record)
        return in_batches(_of_xml(source))


def _of_xml(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, found in enumerate(elements(source, ("resource",))):
        if isinstance(found, XmlTrouble):
            yield Reject(source.uri, found.reason, found.line, index, found.raw)
            continue
        line, element = found
        place, text = Provenance(source.uri, index, line), markup(element)
        yield from placed(datacite_record(element, place), place, text)


def datacite_record(resource: etree._Element, place: Provenance) -> PaperRecord:
    """The record of a `resource`, in a file of its own or in a harvest."""
    return _record(xml_as_json(resource), place, markup(resource))


def _record(item: Item, place: Provenance, text: str) -> PaperRecord:
    item = _as_datacite(item)
    creators = [c for x in values.objects(item.get("creators")) if (c := _mention(x))]
    editors = [
        c
        for x in values.objects(item.get("contributors"))
        if x.get("contributorType") == "Editor" and (c := _mention(x, "editor"))
    ]
    kind = _type(item)
    dated = _dated(item)
    container = _container(item)
    references = _references(item)
    return PaperRecord(
        provenance=place,
        title=_title(item),
        mentions=numbered([*creators, *editors]),
        n_authors=len(creators) or None,
        authors_complete=True if creators else None,
        ids=_ids(item, kind),
        abstract=_abstract(item),
        year=dated.year,
        date=dated.date,
        type=kind,
        language=values.text(item.get("language")),
        venue=_venue(item, container, kind),
        volume=values.text(container.get("volume")),
        issue=values.text(container.get("issue")),
        pages=_pages(container),
        keywords=_keywords(item),
        references=references,
        n_references=len(references) or None,
        citation_count=values.count(item.get("citationCount")),
        url=values.text(item.get("url")),
        raw=text,
    )


def _as_datacite(item: Item) -> Item:
    """The metadata, in whichever shape they come."""
    if is_zenodo(item):
        return zenodo_as_datacite(item)
    return b2share_as_datacite(item) if is_b2share(item) else record_of(item)


def _title(item: Item) -> str | None:
    titles = values.objects(item.get("titles"))
    main = next((t for t in titles if not t.get("titleType")), titles[0] if titles else {})
    title = plain(_told(main.get("title")))
    subs = (t.get("title") for t in titles if t.get("titleType") == "Subtitle")
    rest = plain(values.text(next(subs, None)))
    return with_subtitle(title, rest)


def _told(value: Any) -> str | None:
    """A text, unless it is one of the codes that say why there is none."""
    text = values.text(value)
    return None if text and _UNTOLD.match(text) else text


def _mention(said: Item, role: str = "author") -> Mention | None:
    name = _printed(said)
    if name is None:
        return None
    own = {"nameIdentifier": said.get("id")}  # of the form that content negotiation gives
    ids = map(_orcid, [*values.objects(values.items(said.get("nameIdentifiers"))), own])
    return mention(
        name,
        role=role,
        ids=identifiers.unique(Identifier("orcid", x) for x in ids if x),
        affiliations=tuple(_affiliations(said)),
    )


def _orcid(said: Item) -> str | None:
    """An ORCID, of whose form and check digit an ISNI is too."""
    scheme, value = (values.text(said.get(k)) for k in ("nameIdentifierScheme", "nameIdentifier"))
    return identifiers.orcid(value) if "orcid" in (scheme or "orcid").lower() else None


def _printed(said: Item) -> PrintedName | None:
    """A person's name with its parts; an organisation's as it is."""
    whole = _told(said.get("name"))
    if _is_organisation(said):
        return PrintedName(" ".join(whole.split())) if whole else None
    family, given = values.text(said.get("familyName")), values.text(said.get("givenName"))
    if family:
        return person(family, without_number(given) if given else None)
    return one_name(whole) if whole else None


def _is_organisation(said: Item) -> bool:
    if said.get("nameType") == "Organizational" or said.get("type") == "Organization":
        return True
    schemes = [x.get("nameIdentifierScheme") for x in values.objects(said.get("nameIdentifiers"))]
    return any(scheme in _OF_ORGANISATIONS for scheme in schemes)


def _affiliations(said: Item) -> Iterator[Affiliation]:
    """Affiliations as text, or as objects with a ROR id."""
    for item in values.items(said.get("affiliation")) + values.items(said.get("affiliations")):
        if not isinstance(item, dict):
            item = {"name": item}
        name = values.text(item.get("name") or item.get("affiliation"))
        if name:
            yield Affiliation(name, identifiers.ror(values.text(item.get("affiliationIdentifier"))))


def _ids(item: Item, kind: str | None) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    stated = [
        (_scheme(x), _value(x)) for name in _IDENTIFIERS for x in values.objects(item.get(name))
    ]
    dois = [value for scheme, value in stated if scheme == "doi"]
    for said in (values.text(item.get("doi")), *dois, values.text(item.get("id"))):
        if not ids and (doi := identifiers.doi(said)):
            ids += identifiers.from_doi(doi)
    for scheme, value in stated:
        if scheme in ("arxiv", "pmid") or (scheme == "isbn" and kind in _BOOKS):
            ids += identifiers.of(scheme, value)
    return identifiers.unique(ids)


_IDENTIFIERS: Final = ("identifiers", "alternateIdentifiers")
_SCHEMES: Final = ("identifierType", "identifier_type", "alternateIdentifierType")


def _scheme(said: Item) -> str:
    return next((text for x in _SCHEMES if (text := values.text(said.get(x)))), "").lower()


def _value(said: Item) -> str | None:
    return values.text(said.get("identifier") or said.get("alternateIdentifier"))


def _abstract(item: Item) -> str | None:
    for said in values.objects(item.get("descriptions")):
        if said.get("descriptionType") == "Abstract":
            return plain(values.text(said.get("description")))
    return None


def _dated(item: Item) -> dates.Dated:
    """The day of publication, as exactly as it is told; ranges count from their beginning."""
    stated = (values.year(item.get(key)) for key in _YEARS)
    year = next(filter(None, stated), None)
    told = {kind: when for kind in _DATES if (when := _stated(item, kind, year))}
    printed = next(iter(told.values()), dates.from_parts(year))
    return dates.printed_or_online(printed, lambda: told.get("Available", printed))


def _stated(item: Item, kind: str, year: int | None) -> dates.Dated | None:
    """The first date of a kind that lies in the year of publication."""
    told = item.get("dates")
    for said in values.objects([told] if isinstance(told, dict) else told):
        if said.get("dateType") == kind:
            text = (values.text(said.get("date")) or "").partition("/")[0]
            dated = dates.from_text(text.partition("T")[0])
            if dated.year is not None and year in (None, dated.year):
                return dated
    return None


def _type(item: Item) -> str | None:
    types = item["types"] if isinstance(item.get("types"), dict) else {}
    general = (values.text(types.get("resourceTypeGeneral")) or "").lower()
    exact = common_type(values.text(types.get("resourceType")))
    if general in ("text", "literature") and exact not in (None, "other"):
        return exact
    return _TYPES.get(general, common_type(general)) if general else exact


def _container(item: Item) -> Item:
    """The journal, book or series; from kernel 4.4 on the item that the work was published in."""
    told = item["container"] if isinstance(item.get("container"), dict) else {}
    for said in () if told.get("title") else values.objects(item.get("relatedItems")):
        if said.get("relationType") in ("IsPublishedIn", "IsPartOf"):
            number = said.get("relatedItemIdentifier")
            return {
                **said,
                "title": next((x.get("title") for x in values.objects(said.get("titles"))), None),
                "type": said.get("relatedItemType"),
                "identifier": number.get("relatedItemIdentifier")
                if isinstance(number, dict)
                else None,
            }
    return told


def _venue(item: Item, container: Item, kind: str | None) -> VenueMention | None:
    """The journal, book or series; else the repository that published it."""
    name = plain(values.text(container.get("title")))
    if name:
        number = values.text(container.get("identifier"))
        series = "journal" if container.get("type") == "Journal" else venue_type(kind)
        return VenueMention(name, series, identifiers.issn(number), identifiers.isbn(number))
    publisher = item.get("publisher")
    said = publisher.get("name") if isinstance(publisher, dict) else publisher
    name = plain(_told(said))
    return VenueMention(name, "repository") if name else None


def _pages(container: Item) -> str | None:
    return values.page_range(
        values.text(container.get("firstPage")), values.text(container.get("lastPage"))
    )


def _keywords(item: Item) -> tuple[KeywordTag, ...]:
    """Subjects: of a scheme, or the author's own words."""
    tags: list[KeywordTag] = []
    for said in values.objects(item.get("subjects")):
        label = plain(values.text(said.get("subject")))
        if label and said.get("subjectScheme"):
            tags.append(KeywordTag(label, "subject", "datacite-subjects"))
        elif label:
            tags.append(KeywordTag(label))
    return tuple(dict.fromkeys(tags))


def _references(item: Item) -> tuple[Reference, ...]:
    found: list[Reference] = []
    for said in values.objects(item.get("relatedIdentifiers")):
        value = values.text(said.get("relatedIdentifier"))
        if said.get("relationType") not in _CITING or not value:
            continue
        ids: list[Identifier] = []
        if doi := identifiers.doi(value):
            ids += identifiers.from_doi(doi)
        elif preprint := identifiers.arxiv(value):
            ids.append(Identifier("arxiv", preprint[0]))
        else:
            ids += identifiers.from_url(value)
        found.append(Reference(identifiers.unique(ids), None if ids else value))
    return tuple(found)
