"""Works as the API of the Japan Link Center tells them, in our columns: it lists titles, names and
journals by language, of which that of the work is taken.

https://api.japanlinkcenter.org/api-docs/
"""

from __future__ import annotations

from typing import Any

from kg.loaders.reading import values

__all__ = ["is_of_jalc", "jalc_row"]

Item = dict[str, Any]


def is_of_jalc(item: Item) -> bool:
    """Whether the members of an object are those of a work there."""
    return "title" not in item and {"title_list", "publication_date"} <= set(item)


def jalc_row(item: Item) -> Item:
    """What a work tells, under our names.

    >>> titles = [{"lang": "en", "title": "Ponds"}, {"lang": "ja", "title": "池"}]
    >>> jalc_row({"title_list": titles, "content_language": "ja", "doi": "10.5555/p"})["title"]
    '池'
    """
    language = values.text(item.get("content_language"))
    date = item.get("publication_date")
    numbers = [
        values.text(x.get("journal_id")) for x in values.objects(item.get("journal_id_list"))
    ]
    keywords = values.objects(item.get("keyword_list"))
    return {
        "title": _told(item.get("title_list"), "title", language),
        "authors": [_author(one, language) for one in values.objects(item.get("creator_list"))],
        "doi": item.get("doi"),
        "language": language,
        "journal": _told(item.get("journal_title_name_list"), "journal_title_name", language),
        "issn": next((number for number in numbers if number and "-" in number), None),
        **{x: values.at(date, f"publication_{x}") for x in ("year", "month", "day")},
        **{x: item.get(x) for x in ("volume", "issue", "url")},
        "pages": item.get("first_page"),
        "last_page": item.get("last_page"),
        "keywords": [
            said for x in keywords if x.get("lang") == language and (said := x.get("keyword"))
        ],
        "references": [
            x.get("doi") or x.get("original_text")
            for x in values.objects(item.get("citation_list"))
        ],
    }


def _author(said: Item, language: str | None) -> Item:
    names = values.objects(said.get("names"))
    name = next((x for x in names if x.get("lang") == language), names[0] if names else {})
    places = values.objects(said.get("affiliation_list"))
    numbers = values.objects(said.get("researcher_id_list"))
    return {
        "family": name.get("last_name"),
        "given": name.get("first_name"),
        "affiliation": [values.text(place.get("affiliation_name")) for place in places],
        "orcid": next((x.get("id_code") for x in numbers if x.get("type") == "ORCID"), None),
    }


def _told(entries: Any, key: str, language: str | None) -> str | None:
    """What is told in a language, else what is told first."""
    found = [x for x in values.objects(entries) if values.text(x.get(key))]
    chosen = next((x for x in found if x.get("lang") == language), found[0] if found else {})
    return values.text(chosen.get(key))
