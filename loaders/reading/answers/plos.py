"""Works as the search API of PLOS tells them, in our columns.

https://api.plos.org/solr/search-fields/
"""

from __future__ import annotations

from typing import Any

from kg.loaders.reading import identifiers, values

__all__ = ["is_of_plos", "plos_row"]

Item = dict[str, Any]


def is_of_plos(item: Item) -> bool:
    """Whether the members of an object are those of a work there."""
    return "title" not in item and {"title_display", "author_display"} <= set(item)


def plos_row(item: Item) -> Item:
    """What a work tells, under our names; its id is its DOI.

    >>> plos_row({"id": "10.5555/p", "title_display": "Ponds", "author_display": []})["doi"]
    '10.5555/p'
    """
    abstract = values.items(item.get("abstract"))
    return {
        "title": item["title_display"],
        "authors": item["author_display"],
        "doi": item.get("doi") or identifiers.doi(values.text(item.get("id"))),
        "abstract": values.text(abstract[0]) if abstract else None,
        "date": (values.text(item.get("publication_date")) or "")[:10] or None,
        "type": item.get("article_type"),
        "journal": item.get("journal"),
        "issn": item.get("eissn"),
        "keywords": item.get("subject"),
        "citation_count": item.get("citations"),
        **{x: item.get(x) for x in ("volume", "issue", "url")},
    }
