"""What DataCite's content negotiation gives as `crosscite+json`, in the shape of its API.

Format: https://github.com/datacite/bolognese. Its members have underscores; until 2019 they were
flat, and `creator` was one or many.
"""

from __future__ import annotations

from typing import Any, Final

from kg.loaders.reading import values

__all__ = ["crosscite_as_datacite", "is_crosscite"]

Item = dict[str, Any]

_SIGNS: Final = ("schema_version", "citeproc_type", "publication_year")
_PLACES: Final = {
    "volume": "volume", "issue": "issue", "firstPage": "first_page", "lastPage": "last_page",
}  # fmt: skip


def is_crosscite(item: Item) -> bool:
    """Whether its members are those of that form, which API and XML write otherwise."""
    titled = isinstance(item.get("titles"), list) or isinstance(item.get("title"), str)
    return titled and "doi" in item and sum(sign in item for sign in _SIGNS) >= 2


def crosscite_as_datacite(item: Item) -> Item:
    """The same work under today's names.

    >>> crosscite_as_datacite({"title": "Ponds", "creator": {"name": "Ada"}})["creators"]
    [{'name': 'Ada'}]
    """
    return {
        **item,
        "titles": item.get("titles") or [{"title": item.get("title")}],
        "creators": _named(item.get("creators") or item.get("creator")),
        "contributors": _named(item.get("contributors") or item.get("contributor")),
        "publicationYear": item.get("publication_year"),
        "subjects": item.get("subjects") or _under("subject", item.get("keywords")),
        "dates": [_date(x) for x in values.objects(values.items(item.get("dates")))],
        "types": item.get("types") or _types(item),
        "descriptions": item.get("descriptions") or _descriptions(item.get("description")),
        "relatedIdentifiers": [
            _related(x) for x in values.objects(values.items(item.get("related_identifiers")))
        ],
        "container": _container(item),
    }


def _named(said: Any) -> list[Item]:
    return [one if isinstance(one, dict) else {"name": one} for one in values.items(said)]


def _under(name: str, said: Any) -> list[Item]:
    return [{name: one} for one in values.items(said, ",")]


def _date(said: Item) -> Item:
    kind = said.get("dateType") or said.get("date_type") or said.get("date-type")
    return {"date": said.get("date"), "dateType": kind}


def _types(item: Item) -> Item:
    return {
        "resourceTypeGeneral": item.get("resource_type_general"),
        "resourceType": item.get("resource_type") or item.get("additional_type"),
    }


def _descriptions(said: Any) -> list[Item]:
    told = [said] if isinstance(said, str) else values.items(said)
    texts = (one if isinstance(one, dict) else {"text": one} for one in told)
    return [
        {"description": one.get("text"), "descriptionType": one.get("type") or "Abstract"}
        for one in texts
    ]


def _related(said: Item) -> Item:
    names = ("relatedIdentifier", "related_identifier", "id", "name")
    return {
        "relatedIdentifier": next((said[name] for name in names if said.get(name)), None),
        "relationType": said.get("relationType") or said.get("relation_type"),
    }


def _container(item: Item) -> Item:
    told = item.get("container") or item.get("periodical")
    if isinstance(told, dict):
        return {**_place(item), "identifier": told.get("issn"), **told}
    return {**_place(item), "title": item.get("container_title")}


def _place(item: Item) -> Item:
    return {ours: item.get(theirs) for ours, theirs in _PLACES.items()}
