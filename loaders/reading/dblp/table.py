"""Rows of tables made of dblp.xml, one column an element or attribute, in our columns.

The key is the record's, `ee` holds the links to the publisher, `url` DBLP's own page as a path, and
names may have DBLP's number of the person behind them (`Wei Wang 0001`). Such tables are written by
small converters, so there is one column for each name of the DTD.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from kg.loaders.reading import identifiers
from kg.loaders.reading.dblp.values import dblp_name
from kg.loaders.reading.values import items

__all__ = ["dblp_cells", "is_of_dblp"]


def is_of_dblp(header: Collection[str]) -> bool:
    """Whether a header has the attributes of DBLP's records beside its elements.

    >>> is_of_dblp(["key", "mdate", "author", "title", "ee"]), is_of_dblp(["key", "title"])
    (True, False)
    """
    return {"key", "mdate", "author", "title", "ee"} <= set(header)


def dblp_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Links, names and key of a row under our own names."""
    yield "dblp_key", cells.get("key")
    links = [str(link) for link in items(cells.get("ee"))]
    yield "doi", next((doi for link in links if (doi := identifiers.doi(link))), None)
    yield "url", links[0] if links else None
    for role in ("author", "editor"):
        names = (dblp_name(str(name)) for name in items(cells.get(role)))
        yield role, [{"name": n, "ids": {"dblp": person} if person else {}} for n, person in names]
