"""Answers of Scopus' search as tables: what elsapy and pybliometrics make of them.

elsapy keeps the members' names (`dc:title`) and writes what has members of its own as Python prints
it. pybliometrics has other names, and lists with semicolons between authors, hyphens between the
numbers of one author's affiliations::

    author_names                  author_ids                 author_afids
    Brook, Ada;van Reed, Sam      70000000001;70000000002    60000001-60000002;60000001
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from kg.loaders.reading import values
from kg.loaders.reading.scopus.search import scopus_work
from kg.loaders.reading.tables.index_table import Cells
from kg.records import PaperRecord, Provenance

__all__ = ["is_scopus_frame", "record_of_frame"]

_OF_ELSAPY: Final = frozenset(("dctitle", "prismpublicationname"))
_OF_PYBLIOMETRICS: Final = frozenset(("eid", "title", "authornames", "publicationname"))
_MEMBERS: Final = {
    "dc:title": ("dc:title", "title"),
    "dc:identifier": ("dc:identifier",),
    "dc:creator": ("dc:creator", "creator"),
    "dc:description": ("dc:description", "description"),
    "eid": ("eid",),
    "pubmed-id": ("pubmed-id",),
    "prism:doi": ("prism:doi", "doi"),
    "prism:publicationName": ("prism:publicationName", "publicationName"),
    "prism:issn": ("prism:issn", "issn"),
    "prism:eIssn": ("prism:eIssn", "eIssn"),
    "prism:isbn": ("prism:isbn",),
    "prism:volume": ("prism:volume", "volume"),
    "prism:issueIdentifier": ("prism:issueIdentifier", "issueIdentifier"),
    "prism:pageRange": ("prism:pageRange", "pageRange"),
    "article-number": ("article-number",),
    "prism:coverDate": ("prism:coverDate", "coverDate"),
    "prism:coverDisplayDate": ("prism:coverDisplayDate", "coverDisplayDate"),
    "subtypeDescription": ("subtypeDescription",),
    "authkeywords": ("authkeywords",),
    "author-count": ("author-count",),
    "citedby-count": ("citedby-count",),
    "author": ("author",),
    "affiliation": ("affiliation",),
    "link": ("link",),
}
_KINDS: Final = {
    "ar": "Article", "bk": "Book", "ch": "Book Chapter", "cp": "Conference Paper",
    "cr": "Conference Review", "ed": "Editorial", "le": "Letter", "no": "Note", "re": "Review",
    "sh": "Short Survey",
}  # fmt: skip


def is_scopus_frame(headers: Collection[str]) -> bool:
    """Whether headers, in lower case without signs, are those of one of the two.

    >>> is_scopus_frame({"eid", "title", "authornames", "publicationname"})
    True
    """
    return any(names.issubset(headers) for names in (_OF_ELSAPY, _OF_PYBLIOMETRICS))


def record_of_frame(cells: Cells, place: Provenance, raw: str) -> PaperRecord:
    """The record of a row, which is read as the entry that it was made of."""
    item = {member: _said(cells.text(*names)) for member, names in _MEMBERS.items()}
    item["subtypeDescription"] = item["subtypeDescription"] or _KINDS.get(
        cells.text("subtype") or ""
    )
    if isinstance(links := item["link"], dict):
        item["link"] = [{"@ref": name, "@href": address} for name, address in links.items()]
    if cells.text("author_names"):
        item |= {"author": _authors(cells), "affiliation": _affiliations(cells)}
    return scopus_work(item, place, raw)


def _said(cell: str | None) -> Any:
    """A cell as it was before pandas made a number of it, or Python's words of an object."""
    if cell and cell[0] in "[{":
        return values.literal(cell)
    return cell.removesuffix(".0") if cell else None


def _authors(cells: Cells) -> list[dict[str, Any]]:
    names, numbers = cells.parts("author_names"), cells.parts("author_ids")
    places = (cells.text("author_afids") or "").split(";")
    known = numbers if len(numbers) == len(names) else []
    found: list[dict[str, Any]] = []
    for at, name in enumerate(names):
        family, _, given = name.partition(",")
        afids = places[at].strip().split("-") if len(places) == len(names) else []
        author = {"surname": family.strip(), "given-name": given.strip() or None, "afid": afids}
        found.append(author | ({"authid": known[at]} if known else {}))
    return found


def _affiliations(cells: Cells) -> list[dict[str, str]]:
    numbers, names = cells.parts("afid"), cells.parts("affilname")
    if len(numbers) != len(names):
        return []
    return [{"afid": n, "affilname": name} for n, name in zip(numbers, names, strict=True)]
