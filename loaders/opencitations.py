"""OpenCitations: the Index (citing and cited) and Meta (bibliographic data), as CSV and JSON.

Formats: https://opencitations.net/index and https://opencitations.net/meta. A row of the Index is
one citation: the citing work with one reference; a build puts the references of a work together.
The lists its own tools take have the columns `citing` and `referenced`, with DOIs or PMIDs; those
that people hand in themselves (CROCI) `citing_id` and `cited_id`, and a date of each work. The
American Physical Society (https://journals.aps.org/datasets) gives its citations alike.
A row of Meta is one work; its names bear ids in brackets (`Brook, Ada [orcid:… omid:…]`). Answers
of the API hold the same cells in objects; those to `metadata` tell also what a work cites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final

from msgspec.structs import replace

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made, json_loading, placed
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import mention, one_name
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.csv_rows import cells_of, rows_under
from kg.loaders.reading.tables.tabular import RAW_CHARACTERS, Row
from kg.loaders.reading.text import head_of, open_lines
from kg.records import (
    Identifier,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    Reject,
    VenueMention,
)

__all__ = ["OpenCitationsLoader"]

Cells = dict[str, str]

_SHAPE: Final = Shape[dict[str, Any]](dict[str, Any], ENVELOPES)
_OF_METADATA: Final = frozenset(("doi", "source_title", "source_id", "citation_count", "reference"))
_HANDED_IN: Final = {
    "citing_id": "citing",
    "citing_publication_date": "creation",
    "cited_id": "cited",
    "cited_publication_date": "cited_on",
}
"""The columns of citations that people hand in, and what the Index calls them."""
_OF_APS: Final = {"citing_doi": "citing", "cited_doi": "cited"}
"""Those of the citations in the data sets of the American Physical Society."""
_META: Final = ("id", "title", "author", "pub_date", "venue")
_OMID: Final = re.compile(r"br/\d+")
"""OpenCitations' own number of a work, by which alone its Index tells works since 2023; numbers of
people and volumes (`ra/`, `ar/`) are none."""
_SCHEMES: Final[dict[str, Callable[[str], str | None]]] = {
    "doi": identifiers.doi,
    "pmid": identifiers.pmid,
    "pmcid": identifiers.pmcid,
    "openalex": identifiers.openalex,
    "arxiv": lambda text: (identifiers.arxiv(text) or (None,))[0],
    "isbn": identifiers.isbn,
    "issn": identifiers.issn,
    "orcid": identifiers.orcid,
    "omid": lambda text: text if _OMID.fullmatch(text) else None,
}
_TYPES: Final = {"journal": "other", "web content": "preprint"}
"""What Meta calls otherwise than others do: its `journal` is no article, but a journal."""
_Make = Callable[[Cells, Provenance, str], Made]
_BETWEEN_IDS = re.compile(r";?\s+")
_BRACKETS = re.compile(rf"{BLANKS}\[([^\[\]]*)\]\s*\Z")


class OpenCitationsLoader:
    """OpenCitations Index and Meta."""

    name: ClassVar[str] = "opencitations"
    title: ClassVar[str] = "OpenCitations Index and Meta (CSV, JSON)"
    lost: ClassVar[str] = (
        "Timespan and self-citation flags; publishers and page numbers beyond the first."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "year", "date", "type",
        "venue", "volume", "issue", "pages", "references", "n_references", "citation_count",
        "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the header, or the members of the first object."""
        if item := first_object(head, _SHAPE.inside):
            known = {"oci", "citing", "cited"} <= item.keys() or item.keys() >= _OF_METADATA
            return 0.96 if known or all(name in item for name in _META) else 0.0
        header = _header(head.text.partition("\n")[0])
        if "citing" in header and "cited" in header:
            return 0.95 if {"creation", "timespan", "oci"} & set(header) else 0.8
        if header in (["citing", "referenced"], [*_OF_APS]) or set(header) >= _HANDED_IN.keys():
            return 0.9
        if header[:2] == ["oci", "snapshot"]:
            return 0.9
        return 0.95 if all(name in header for name in _META) else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row, or object by object."""
        if first_object(head_of(source), _SHAPE.inside):
            return json_loading(source, _SHAPE, _of_json)
        return in_batches(_records(source))


def _header(line: str) -> list[str]:
    return [cell.strip().lower() for cell in cells_of(line, ",")] if len(line) < 2_000 else []


def _records(source: Source) -> Iterator[PaperRecord | Reject]:
    lines = ((n, line) for n, line in open_lines(source) if line.strip())
    first = next(lines, None)
    if first is None:
        return
    names = _HANDED_IN | _OF_APS
    header = [names.get(name, name) for name in _header(first[1])]
    make = _citation if "citing" in header else _history if "snapshot" in header else _work
    for index, row in enumerate(rows_under(lines, header, ",")):
        yield _read(source.uri, index, row, make)


def _read(file: str, index: int, row: Row, make: _Make) -> PaperRecord | Reject:
    if isinstance(row.values, str):
        return Reject(file, row.values, row.line, index, str(row.raw)[:RAW_CHARACTERS])
    place = Provenance(file, index, row.line)
    return next(placed(make(row.values, place, str(row.raw)), place, str(row.raw)))


def _of_json(item: dict[str, Any], place: Provenance, raw: str) -> Made:
    cells = {name: values.text(value) or "" for name, value in item.items()}
    if cells.keys() >= _OF_METADATA:
        return _metadata(cells, place, raw)
    return (_citation if "citing" in cells else _work)(cells, place, raw)


def _metadata(cells: Cells, place: Provenance, raw: str) -> PaperRecord:
    """A work of the answers to `metadata`, whose cells bear other names than Meta's."""
    said = cells | {
        "id": cells["doi"],
        "pub_date": cells.get("year", ""),
        "venue": f"{cells['source_title']} [{cells['source_id']}]",
    }
    cited = [ids for text in cells["reference"].split(";") if (ids := _ids(text))]
    return replace(
        _work(said, place, raw),
        references=tuple(map(Reference, cited)),
        n_references=len(cited) or None,
        citation_count=values.count(cells["citation_count"]),
        open_access_url=cells.get("oa_link") or None,
    )


def _citation(cells: Cells, place: Provenance, raw: str) -> PaperRecord | str:
    """One citation. `creation` is the day on which the citing work appeared."""
    citing, cited = _ids(cells.get("citing")), _ids(cells.get("cited") or cells.get("referenced"))
    if not citing or not cited:
        return "a citation without an identifier that is known of both works"
    dated = dates.from_text(cells.get("creation"))
    return PaperRecord(
        provenance=place,
        title=None,
        ids=citing,
        year=dated.year,
        date=dated.date,
        references=(Reference(cited, year=dates.from_text(cells.get("cited_on")).year),),
    )


def _history(cells: Cells, place: Provenance, raw: str) -> str:
    """A row of the files that tell how a citation came to be known."""
    return "the history of a citation, not a citation"


def _ids(text: str | None) -> tuple[Identifier, ...]:
    """Identifiers between blanks, or semicolons, each with its scheme; without one it is a DOI or
    PMID."""
    found: list[Identifier] = []
    for each in _BETWEEN_IDS.split((text or "").strip()):
        said = each.strip("'")
        scheme, colon, value = said.partition(":")
        scheme = scheme.lower()
        normal = _SCHEMES.get(scheme) if colon else None
        if normal is None:
            scheme = "pmid" if said.isdecimal() and said == (text or "").strip() else "doi"
            value, normal = said, _SCHEMES[scheme]
        if known := normal(value):
            found += identifiers.from_doi(known) if scheme == "doi" else [Identifier(scheme, known)]
    return identifiers.unique(found)


def _work(cells: Cells, place: Provenance, raw: str) -> PaperRecord:
    authors, n_authors = _people(cells.get("author"), "author")
    said = cells.get("type") or ""
    kind = _TYPES.get(said.lower()) or common_type(said)
    dated = dates.from_text(cells.get("pub_date"))
    return PaperRecord(
        provenance=place,
        title=plain(cells.get("title")),
        mentions=authors + _people(cells.get("editor"), "editor")[0],
        n_authors=n_authors or None,
        authors_complete=len(authors) == n_authors if n_authors else None,
        ids=tuple(i for i in _ids(cells.get("id")) if i.scheme not in ("issn", "orcid")),
        year=dated.year,
        date=dated.date,
        type=kind,
        venue=_venue(cells.get("venue"), kind),
        volume=cells.get("volume") or None,
        issue=cells.get("issue") or None,
        pages=cells.get("page") or None,
        raw=raw,
    )


def _named(text: str) -> tuple[str, tuple[Identifier, ...]]:
    """A name, and the ids in the brackets behind it."""
    found = _BRACKETS.search(text)
    name = " ".join((text[: found.start()] if found else text).split())
    return name, _ids(found[1]) if found else ()


def _people(text: str | None, role: str) -> tuple[tuple[Mention, ...], int]:
    """Those who are named, and how many are listed: of some only the id is known."""
    listed = [_named(part) for part in (text or "").split(";") if part.strip()]
    people = (
        mention(name, position, role, ids=tuple(i for i in ids if i.scheme == "orcid"))
        for position, (printed, ids) in enumerate(listed, 1)
        if (name := one_name(printed))
    )
    return tuple(people), len(listed)


def _venue(text: str | None, kind: str | None) -> VenueMention | None:
    name, ids = _named(text or "")
    if not name:
        return None
    known = {i.scheme: i.value for i in reversed(ids)}
    return VenueMention(name, venue_type(kind), known.get("issn"), known.get("isbn"))
