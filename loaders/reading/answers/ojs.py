"""Publications as the API of Open Journal Systems, and of its siblings for preprints and books,
tells them, in our columns. Each text is told by language: that of the publication is taken.

https://docs.pkp.sfu.ca/dev/api/ojs/
"""

from __future__ import annotations

from typing import Any

from kg.loaders.reading import values
from kg.loaders.reading.json.by_language import told_in

__all__ = ["is_of_ojs", "ojs_row"]

Item = dict[str, Any]


def is_of_ojs(item: Item) -> bool:
    """Whether the members of an object are those of a publication there."""
    return {"fullTitle", "authors", "datePublished"} <= set(item)


def ojs_row(item: Item) -> Item:
    """What a publication tells, under our names.

    >>> ojs_row({"fullTitle": {"en": "", "fr_CA": "Étangs"}, "locale": "en"})["title"]
    'Étangs'
    """
    language = values.text(item.get("locale"))
    return {
        "title": told_in(item.get("fullTitle"), language),
        "authors": [_author(one, language) for one in values.objects(item.get("authors"))],
        "doi": values.at(item, "doiObject", "doi") or item.get("pub-id::doi"),
        "language": language,
        "date": item.get("datePublished"),
        "abstract": told_in(item.get("abstract"), language),
        "keywords": told_in(item.get("keywords"), language),
        "pages": item.get("pages"),
        "url": item.get("urlPublished"),
        "references": item.get("citations"),
    }


def _author(said: Item, language: str | None) -> Item:
    names = ("familyName", "givenName", "affiliation")
    family, given, place = (told_in(said.get(name), language) for name in names)
    return {
        "family": family,
        "given": given,
        "name": said.get("fullName"),
        "affiliation": place,
        "orcid": said.get("orcid"),
    }
