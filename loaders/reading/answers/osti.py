"""Works as the API of the Office of Scientific and Technical Information of the United States tells
them, in our columns.

https://www.osti.gov/api/v1/docs
"""

from __future__ import annotations

from typing import Any

from kg.loaders.reading import values
from kg.loaders.reading.repositories.places import pages_of_size

__all__ = ["is_of_osti", "osti_row"]

Item = dict[str, Any]


def is_of_osti(item: Item) -> bool:
    """Whether the members of an object are those of a work there."""
    return {"osti_id", "title", "product_type"} <= set(item)


def osti_row(item: Item) -> Item:
    """What a work tells, under our names.

    >>> work = {"osti_id": "1", "title": "Ponds", "format": "Medium: ED; Size: p. 3-9"}
    >>> osti_row(work)["pages"]
    '3-9'
    """
    links = {
        link["rel"]: link.get("href") for link in values.objects(item.get("links")) if "rel" in link
    }
    return {
        "title": item["title"],
        "authors": item.get("authors"),
        "doi": item.get("doi"),
        "abstract": item.get("description"),
        "date": (values.text(item.get("publication_date")) or "")[:10] or None,
        "type": item.get("product_type"),
        "language": item.get("language"),
        "journal": item.get("journal_name"),
        "issn": (values.text(item.get("journal_issn")) or "").removeprefix("ISSN ") or None,
        "volume": item.get("journal_volume"),
        "issue": item.get("journal_issue"),
        "pages": pages_of_size(values.text(item.get("format"))),
        "keywords": item.get("subjects"),
        "url": links.get("citation"),
        "open_access_url": links.get("fulltext"),
    }
