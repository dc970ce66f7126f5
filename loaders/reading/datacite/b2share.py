"""Records of B2SHARE, in the shape of DataCite's metadata, whose members it renames.

Format: https://docs.eudat.eu/b2share/httpapi.
"""

from __future__ import annotations

from typing import Any

from kg.loaders.reading import values

__all__ = ["b2share_as_datacite", "is_b2share"]

Item = dict[str, Any]


def is_b2share(item: Item) -> bool:
    """Whether an object is a record or draft of B2SHARE."""
    told = item.get("metadata")
    creators = values.objects(told.get("creators")) if isinstance(told, dict) else []
    return any("creator_name" in one for one in creators)


def b2share_as_datacite(item: Item) -> Item:
    """The metadata of a record.

    >>> b2share_as_datacite({"metadata": {"DOI": "10.5555/b2share.1"}})["doi"]
    '10.5555/b2share.1'
    """
    told = item["metadata"]
    kinds = values.objects(told.get("resource_types"))
    return {
        "doi": told.get("DOI"),
        "titles": told.get("titles"),
        "creators": [_person(x, "creator_name") for x in values.objects(told.get("creators"))],
        "contributors": [
            _person(x, "contributor_name") | {"contributorType": x.get("contributor_type")}
            for x in values.objects(told.get("contributors"))
        ],
        "publisher": told.get("publisher"),
        "dates": [{"date": told.get("publication_date"), "dateType": "Issued"}],
        "subjects": [
            {"subject": x.get("keyword") if isinstance(x, dict) else x}
            for x in values.items(told.get("keywords"))
        ],
        "descriptions": [
            {"description": x.get("description"), "descriptionType": x.get("description_type")}
            for x in values.objects(told.get("descriptions"))
        ],
        "language": told.get("language"),
        "types": {
            "resourceTypeGeneral": kinds[0].get("resource_type_general") if kinds else None,
            "resourceType": kinds[0].get("resource_type") if kinds else None,
        },
        "url": values.at(item, "links", "self"),
    }


def _person(said: Item, name: str) -> Item:
    return {
        "name": said.get(name),
        "givenName": said.get("given_name"),
        "familyName": said.get("family_name"),
        "nameIdentifiers": [
            {"nameIdentifierScheme": x.get("scheme"), "nameIdentifier": x.get("name_identifier")}
            for x in values.objects(said.get("name_identifiers"))
        ],
        "affiliation": [
            {"name": x.get("affiliation_name")} for x in values.objects(said.get("affiliations"))
        ],
    }
