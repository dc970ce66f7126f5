"""Articles as the American Physical Society tells them, in our columns: in its data sets for
research and the answers of its API, each text and number in an object of its own.

https://journals.aps.org/datasets
"""

from __future__ import annotations

from typing import Any

from kg.loaders.reading import values

__all__ = ["aps_row", "is_of_aps"]

Item = dict[str, Any]


def is_of_aps(item: Item) -> bool:
    """Whether the members of an object are those of an article there."""
    told = isinstance(item.get("title"), dict) and "value" in item["title"]
    return told and {"id", "journal", "authors", "date"} <= set(item)


def aps_row(item: Item) -> Item:
    """What an article tells, under our names; its id is its DOI.

    >>> aps_row({"id": "10.5555/ponds", "title": {"value": "Ponds"}, "date": "2031"})["doi"]
    '10.5555/ponds'
    """
    places = {x.get("id"): x.get("name") for x in values.objects(item.get("affiliations"))}
    areas = values.objects(values.at(item.get("classificationSchemes"), "subjectAreas"))
    return {
        "title": values.at(item["title"], "value"),
        "authors": [_author(one, places) for one in values.objects(item.get("authors"))],
        "doi": values.at(item.get("identifiers"), "doi") or item["id"],
        "abstract": values.at(item.get("abstract"), "value"),
        "date": item.get("date"),
        "type": item.get("articleType"),
        "journal": values.at(item.get("journal"), "name"),
        **{x: values.at(item.get(x), "number") for x in ("volume", "issue")},
        "pages": item.get("pageStart"),
        "keywords": [area.get("label") for area in areas],
    }


def _author(said: Item, places: dict[Any, Any]) -> Item:
    """A person in parts, or a collaboration by its name."""
    return {
        "name": said.get("name"),
        "family": said.get("surname"),
        "given": said.get("firstname"),
        "affiliation": [
            place for key in values.items(said.get("affiliationIds")) if (place := places.get(key))
        ],
    }
