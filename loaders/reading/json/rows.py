"""Objects of other programs that have our columns, with values of other shapes made like ours."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from kg.loaders.reading import dates, values
from kg.loaders.reading.answers.aps import aps_row, is_of_aps
from kg.loaders.reading.answers.jalc import is_of_jalc, jalc_row
from kg.loaders.reading.answers.ojs import is_of_ojs, ojs_row
from kg.loaders.reading.answers.osti import is_of_osti, osti_row
from kg.loaders.reading.answers.plos import is_of_plos, plos_row
from kg.loaders.reading.json.by_language import is_by_language, told_in
from kg.loaders.reading.json.members import address, links_in, numbers_in
from kg.loaders.reading.tables.columns import known_columns
from kg.loaders.reading.tables.mention_columns import KEYS_OF_NAMES

__all__ = ["is_ours", "like_ours", "parts_of"]

Row = dict[str, Any]

_PLAIN: Final = (str, int, float, bool, type(None))
_LISTS: Final = frozenset(("authors", "keywords", "references", "affiliations"))
_FIRST: Final = frozenset(("doi", "issn", "isbn", "language", "type"))
_ADDRESSES: Final = frozenset(("url", "open_access_url", "code_url"))
_SPOKEN: Final = frozenset(("title", "abstract", "venue", "keywords"))
"""Columns that other programs tell by language."""
_OF_VENUE: Final = ("issn", "isbn", "volume", "issue", "pages")
_IN_VENUE: Final = {"issn": "issns", "issue": "number"}
"""Members of a venue, and other names of theirs (of DOAJ)."""


def is_ours(column: str, value: Any) -> bool:
    """Whether a value has the shape that this column has in our tables, or can be given it.

    >>> is_ours("issn", ["0028-0836"]), is_ours("title", ["On Graphs"])
    (True, False)
    """
    if column in _SPOKEN and is_by_language(value):
        return True
    if column == "authors" and isinstance(value, list | dict):
        return all(map(_is_author, value if isinstance(value, list) else [value]))
    if column in _LISTS:
        return not isinstance(value, dict)
    if column in _ADDRESSES:
        return True
    if column in _FIRST and isinstance(value, list):
        return all(isinstance(one, _PLAIN) for one in value)
    if column == "venue" and isinstance(value, dict):
        return _name(value) is not None
    return isinstance(value, _PLAIN)


def _name(venue: Row) -> str | None:
    return values.text(venue.get("name")) or values.text(venue.get("title"))


def _is_author(author: Any) -> bool:
    if not isinstance(author, dict) or "name" in author or "family" in author:
        return True
    return any(isinstance(author.get(key), str) for key in KEYS_OF_NAMES)


def like_ours(row: Row) -> Row:
    """The row with the first of several identifiers or addresses, and the venue's members above.

    >>> like_ours({"title": "Ponds", "journal": {"name": "Waters", "volume": "3"}})
    {'title': 'Ponds', 'journal': 'Waters', 'volume': '3'}
    """
    odd = [key for key, value in row.items() if type(value) in (list, dict)]
    for key in odd:
        value, column = row[key], _column(key)
        if told := links_in(key, value) | numbers_in(key, value):
            row = {
                **row,
                key: None,
                **{k: x for k, x in told.items() if not row.get(k) or k == key},
            }
        elif column in _SPOKEN and is_by_language(value):
            row = {**row, key: told_in(value, values.text(row.get("language")))}
        elif column in _LISTS:
            continue
        elif column in _ADDRESSES:
            row = {**row, key: address(value)}
        elif column == "date" and type(value) is dict:
            parts = (values.integer(value.get(part)) for part in ("year", "month", "day"))
            row = {**row, key: dates.from_parts(*parts).date}
        elif key == "journals" and (journals := values.objects(value)):  # of CORE
            row = {"journal": _name(journals[0]), **row}
        elif column in _FIRST and type(value) is list:
            texts = (values.text(one) for one in value if isinstance(one, _PLAIN))
            row = {**row, key: next(filter(None, texts), None)}
        elif column == "venue" and type(value) is dict:
            its = {x: value.get(x) or value.get(_IN_VENUE.get(x, x)) for x in _OF_VENUE}
            above = {x: said for x, said in its.items() if said and not row.get(x)}
            row = {**row, key: _name(value), **like_ours(above)}
    return row


@lru_cache(4_096)
def _column(key: str) -> str | None:
    return known_columns((key,)).get(key)


def parts_of(document: Row) -> list[Row]:
    """The papers of a document that lists them by kind, in order; a record gives itself, or what
    DOAJ, the APS, PLOS, the OSTI, the Japan Link Center, Open Journal Systems and `scholarly`,
    which reads Google Scholar, keep in it.

    >>> parts_of({"journals": [{"title": "Ponds", "authors": "Ada Brook"}], "talks": ["Looms"]})
    [{'title': 'Ponds', 'authors': 'Ada Brook'}]
    """
    if is_of_ojs(document):
        return [ojs_row(document)]
    if is_of_aps(document):
        return [aps_row(document)]
    if is_of_plos(document):
        return [plos_row(document)]
    if is_of_osti(document):
        return [osti_row(document)]
    if "title" in map(_column, document):
        return [document]
    if isinstance(inner := document.get("bibjson"), dict):
        return [inner]
    if isinstance(inner := document.get("bib"), dict):
        return [{**document, "bib": None, **inner}]
    if is_of_jalc(document):
        return [jalc_row(document)]
    lists = (objects for held in document.values() if (objects := values.objects(held)))
    papers = [paper for objects in lists if _is_paper(objects[0]) for paper in objects]
    return [ojs_row(paper) if is_of_ojs(paper) else paper for paper in papers] or [document]


def _is_paper(row: Row) -> bool:
    return {"title", "authors"} <= set(map(_column, row))
