"""The shapes in which DataCite's metadata come, brought into that of the API of today.

Formats: https://support.datacite.org/docs/api and https://schema.datacite.org. The API of before
2019 had members of its own, JSON of kernel 3 and 4.0 those of the XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kg.loaders.reading import values
from kg.loaders.reading.datacite.crosscite import crosscite_as_datacite, is_crosscite
from kg.loaders.reading.xml.text import child_text, children, local_name, text_of

__all__ = ["is_old", "record_of", "xml_as_json"]

Item = dict[str, Any]


def record_of(item: Item) -> Item:
    """The metadata of a record, without what the API has around them.

    >>> record_of({"id": "10.5555/a", "attributes": {"titles": []}})
    {'doi': '10.5555/a', 'titles': []}
    """
    inner = item.get("attributes")
    if isinstance(inner, dict):
        return {"doi": item.get("id"), **(_of_old_api(inner) if is_old(inner) else inner)}
    if is_crosscite(item):
        return crosscite_as_datacite(item)
    return _of_old_kernel(item) if isinstance(item.get("identifier"), dict) else item


def _of_old_kernel(item: Item) -> Item:
    """JSON of kernel 3 and 4.0, whose members are called as the elements of the XML are."""
    return {
        **item,
        "identifiers": [item["identifier"]],
        "creators": [_renamed(x, "creatorName") for x in values.objects(item.get("creators"))],
        "contributors": [
            _renamed(x, "contributorName") for x in values.objects(item.get("contributors"))
        ],
        "types": item.get("resourceType"),
    }


def _renamed(said: Item, name: str) -> Item:
    only = said.get("nameIdentifier")
    return {"name": said.get(name), "nameIdentifiers": [only] if only else [], **said}


def is_old(work: Item) -> bool:
    """Whether the API of before 2019 tells of a work, in one that has members of its own."""
    return "resource-type-id" in work and "data-center-id" in work


def _of_old_api(work: Item) -> Item:
    """A work of that API in the shape of today's."""
    people = (
        {
            "name": said.get("literal"),
            "givenName": said.get("given"),
            "familyName": said.get("family"),
            "nameType": "Organizational" if "literal" in said else "Personal",
        }
        for said in values.objects(work.get("author"))
    )
    return {
        "doi": work.get("doi"),
        "titles": [{"title": work.get("title")}],
        "creators": list(people),
        "publisher": work.get("container-title"),
        "publicationYear": work.get("published"),
        "descriptions": [{"description": work.get("description"), "descriptionType": "Abstract"}],
        "types": {
            "resourceTypeGeneral": work.get("resource-type-id"),
            "resourceType": work.get("resource-type-subtype"),
        },
        "url": work.get("url"),
    }


def xml_as_json(resource: etree._Element) -> Item:
    """An XML record of any kernel in the shape of the JSON."""
    kind = next(children(resource, "resourceType"), None)
    return {
        "identifiers": [
            {"identifier": text_of(x), "identifierType": x.get("identifierType")}
            for x in children(resource, "identifier")
        ],
        "alternateIdentifiers": [
            {"identifier": text_of(x), "identifierType": x.get("alternateIdentifierType")}
            for x in _inside(resource, "alternateIdentifiers")
        ],
        "titles": [
            {"title": text_of(x), "titleType": x.get("titleType")}
            for x in _inside(resource, "titles")
        ],
        "creators": [
            one for x in _inside(resource, "creators") for one in _persons(x, "creatorName")
        ],
        "contributors": [
            one | {"contributorType": x.get("contributorType")}
            for x in _inside(resource, "contributors")
            for one in _persons(x, "contributorName")
        ],
        "publisher": child_text(resource, "publisher"),
        "publicationYear": child_text(resource, "publicationYear"),
        "subjects": [
            {"subject": text_of(x), "subjectScheme": x.get("subjectScheme")}
            for x in _inside(resource, "subjects")
        ],
        "dates": [
            {"date": text_of(x), "dateType": x.get("dateType")} for x in _inside(resource, "dates")
        ],
        "language": child_text(resource, "language"),
        "types": {} if kind is None else {
            "resourceTypeGeneral": kind.get("resourceTypeGeneral"), "resourceType": text_of(kind),
        },
        "descriptions": _descriptions(resource),
        "relatedIdentifiers": [
            {"relatedIdentifier": text_of(x), "relationType": x.get("relationType")}
            for x in _inside(resource, "relatedIdentifiers")
        ],
        "container": _cited_as(resource),
        "relatedItems": [_related(x) for x in _inside(resource, "relatedItems")],
    }  # fmt: skip


def _inside(resource: etree._Element, name: str) -> Iterator[etree._Element]:
    for group in children(resource, name):
        yield from children(group)


def _persons(element: etree._Element, name: str) -> Iterator[Item]:
    """Who an element names: one, or several where an archive has left out what parts them."""
    own: list[etree._Element] = []
    for node in children(element):
        if local_name(node) == name and any(local_name(x) == name for x in own):
            yield _person(own, name)
            own = []
        own.append(node)
    yield _person(own, name)


def _person(nodes: list[etree._Element], name: str) -> Item:
    said: dict[str, list[etree._Element]] = {}
    for node in nodes:
        said.setdefault(local_name(node), []).append(node)
    named, given, family = (
        next(iter(said.get(part, ())), None) for part in (name, "givenName", "familyName")
    )
    return {
        "name": text_of(named),
        "nameType": None if named is None else named.get("nameType"),
        "givenName": text_of(given),
        "familyName": text_of(family),
        "nameIdentifiers": [
            {"nameIdentifier": text_of(x), "nameIdentifierScheme": x.get("nameIdentifierScheme")}
            for x in said.get("nameIdentifier", ())
        ],
        "affiliation": [
            {"name": text_of(x), "affiliationIdentifier": x.get("affiliationIdentifier")}
            for x in said.get("affiliation", ())
        ],
    }


def _descriptions(resource: etree._Element) -> list[Item]:
    """The descriptions by type; OpenAIRE has an abstract without one beside them."""
    typed = [(x.get("descriptionType"), x) for x in _inside(resource, "descriptions")]
    plain = [("Abstract", x) for x in children(resource, "description")]
    return [{"description": text_of(x), "descriptionType": kind} for kind, x in typed + plain]


def _cited_as(resource: etree._Element) -> Item:
    """Where the work appeared, as OpenAIRE says it beside what DataCite says."""
    names = {
        "title": "Title", "volume": "Volume", "issue": "Issue",
        "firstPage": "StartPage", "lastPage": "EndPage",
    }  # fmt: skip
    return {ours: child_text(resource, f"citation{theirs}") for ours, theirs in names.items()}


def _related(item: etree._Element) -> Item:
    """A related item, of kernel 4.4 and later."""
    names = ("volume", "issue", "firstPage", "lastPage")
    return {
        "relationType": item.get("relationType"),
        "relatedItemType": item.get("relatedItemType"),
        "titles": [{"title": text_of(x)} for x in _inside(item, "titles")],
        "relatedItemIdentifier": {
            "relatedItemIdentifier": child_text(item, "relatedItemIdentifier")
        },
        **{name: child_text(item, name) for name in names},
    }
