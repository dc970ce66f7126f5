"""Rows of data frames made of answers of APIs (OpenAlex, Crossref, Semantic Scholar, OpenReview).

Programs that save such frames write lists and objects into cells as Python or JSON prints them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from kg.loaders.reading import dates, values
from kg.loaders.reading.answers.openreview_days import days_of_note
from kg.loaders.reading.json.rows import like_ours
from kg.loaders.reading.json.text import JsonTrouble, parse

__all__ = ["frame_cells", "is_of_frame"]

_SIGNS: Final = (
    {"authorships"}, {"externalIds"}, {"container-title"}, {"display_name", "so", "ab"},
    {"forum", "title"},
)  # fmt: skip
_OF_OPENALEX: Final = {
    "title": ("display_name",), "abstract": ("ab",), "openalex_id": ("id",),
    "venue": ("primary_location", "source", "display_name"),
    "issn": ("primary_location", "source", "issn_l"),
    "volume": ("biblio", "volume"), "issue": ("biblio", "issue"),
    "pages": ("biblio", "first_page"), "last_page": ("biblio", "last_page"),
    "references": ("referenced_works",), "open_access_url": ("open_access", "oa_url"),
}  # fmt: skip
_PUBLISHED: Final = ("issued", "published", "published-print", "published-online")


def is_of_frame(header: Collection[str]) -> bool:
    """Whether the columns of a table are members of works in such answers."""
    names = {_member(name) for name in header}
    return any(names >= signs for signs in _SIGNS)


def frame_cells(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The cells of a row with what is written in them, and under our names."""
    row = {_member(key): _written(value) for key, value in cells.items()}
    yield from like_ours(row).items()
    if "forum" in row:
        yield from _of_openreview(row)
    else:
        yield from _of_openalex(row) if "cited_by_count" in row else _of_crossref(row)


def _member(name: str) -> str:
    """The member that a column holds, without those around it in a note of OpenReview."""
    return name.removeprefix("content.").removesuffix(".value").replace(".", "-")


def _of_openreview(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "openreview_id", row["forum"]
    if date := next((day.date for day in days_of_note(row) if day.date), None):
        yield "date", date


def _of_openalex(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, path in _OF_OPENALEX.items():
        if (said := values.at(row, *path)) and not row.get(name):
            yield name, None if name == "references" and isinstance(said, str) else said
    if people := values.objects(row.get("authorships")):
        yield "authors", [_author(person) for person in people]
    yield from ((name, row[key]) for key, name in _RENAMED.items() if row.get(key))
    labels = [values.text(tag.get("display_name")) for tag in values.objects(row.get("keywords"))]
    if labels:
        yield "keywords", labels


_RENAMED: Final = {"so": "venue", "source_display_name": "venue", "issn_l": "issn"}


def _author(said: dict[str, Any]) -> dict[str, Any]:
    author = said.get("author")
    return {
        "name": said.get("raw_author_name") or values.at(author, "display_name"),
        "orcid": values.at(author, "orcid"),
        "openalex_id": values.at(author, "id"),
        "affiliations": values.objects(said.get("institutions")),
    }


def _of_crossref(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in ("title", "container-title"):
        if isinstance(said := row.get(key), list):
            yield key, next(filter(None, map(values.text, said)), None)
    if count := row.get("is-referenced-by-count"):
        yield "citation_count", count
    told = (_date(row.get(key)) for key in _PUBLISHED)
    if date := next(filter(None, told), None):
        yield "date", date
    if cited := values.objects(row.get("reference")):
        yield "references", [x.get("DOI") or x.get("unstructured") for x in cited]


def _date(said: Any) -> str | None:
    parts = values.at(said, "date-parts")
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    numbers = [values.integer(part) for part in parts[:3]] if isinstance(parts, list) else []
    return dates.from_parts(*numbers).date if numbers and numbers[0] else values.text(said)


def _written(cell: Any) -> Any:
    """The list or object that a cell holds as text; any other cell as it is."""
    if not isinstance(cell, str) or not cell.startswith(("[", "{")):
        return cell
    try:
        held = parse(cell)
    except JsonTrouble:
        printed = values.literal(cell)
        held = cell if printed is None else printed
    return held["value"] if isinstance(held, dict) and set(held) == {"value"} else held
