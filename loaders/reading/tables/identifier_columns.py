"""The identifiers that the columns of a table tell, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import pyarrow as pa

from kg.loaders.reading import identifiers
from kg.loaders.reading.tables.column_values import Values, stated
from kg.loaders.reading.tables.mention_columns import ListColumn
from kg.loaders.reading.tables.row_ids import whole_arxiv_id
from kg.records import RECORD_SCHEMA, Identifier

__all__ = ["ADDRESSES", "Found", "cited_ids", "id_fields", "identifiers_of", "preprints"]

ADDRESSES: Final = ("url", "open_access_url")
_IDENTIFIER = RECORD_SCHEMA.field("ids").type.value_type

_ID_COLUMNS: dict[str, tuple[str, Callable[[str | None], str | None]]] = {
    "pmid": ("pmid", identifiers.pmid),
    "pmcid": ("pmcid", identifiers.pmcid),
    "openalex_id": ("openalex", identifiers.openalex),
    "acl_id": ("acl", identifiers.acl),
    "s2_id": ("s2", identifiers.s2),
    "dblp_key": ("dblp", identifiers.dblp),
    "openreview_id": ("openreview", lambda v: identifiers.openreview(v) or _bare_forum(v)),
}
_FORUM = re.compile(r"\s*([\w-]{6,20})\s*")
_BARE_DOI = re.compile(r"\s*(?:doi:?\s*)?10\.\d{4,9}/\S+\s*", re.IGNORECASE)
"""A DOI that stands in a column of addresses."""


Found: TypeAlias = "list[dict[tuple[str, str], None]]"
"""Schemes and identifiers of each row, each once, in their order."""


def identifiers_of(columns: Mapping[str, Values], n_rows: int) -> Found:
    """Identifiers of all schemes."""
    found: Found = [{} for _ in range(n_rows)]
    for row, value in stated(columns, "doi"):
        found[row] |= _pairs(identifiers.of_doi(value))
    for row, value in stated(columns, "arxiv_id"):
        if preprint := _preprint(value):
            found[row]["arxiv", preprint[0]] = None
    for name, (scheme, normal) in _ID_COLUMNS.items():
        for row, value in stated(columns, name):
            if identifier := normal(value):
                found[row][scheme, identifier] = None
    for name in ADDRESSES:
        for row, value in stated(columns, name):
            found[row] |= _pairs(identifiers.from_url(value))
            if _BARE_DOI.fullmatch(value):
                found[row] |= _pairs(identifiers.of_doi(value))
    return found


def _bare_forum(value: str | None) -> str | None:
    found = _FORUM.fullmatch(value) if value else None
    return found[1] if found else None


def _preprint(value: str) -> tuple[str, int | None] | None:
    return identifiers.arxiv(value) or identifiers.arxiv(whole_arxiv_id(value))


def id_fields(found: Found, columns: Mapping[str, Values]) -> dict[str, pa.Array]:
    """The identifiers, and the arXiv version."""
    ids = ListColumn(_IDENTIFIER)
    for row, pairs in enumerate(found):
        for scheme, identifier in pairs:
            ids.append(row, scheme, identifier)
    versions: list[int | None] = [None] * len(found)
    for row, value in stated(columns, "arxiv_id"):
        versions[row] = (_preprint(value) or (None, None))[1]
    return {"ids": ids.arrow(len(found)), "arxiv_version": pa.array(versions, pa.int32())}


def preprints(found: Found, columns: Mapping[str, Values]) -> list[str | None]:
    """The arXiv ids of works that have no other identifier, and no venue but arXiv."""
    published = {row for row, name in stated(columns, "venue") if "arxiv" not in name.lower()}
    only = (next(iter(pairs)) if len(pairs) == 1 else ("", "") for pairs in found)
    return [
        value if scheme == "arxiv" and row not in published else None
        for row, (scheme, value) in enumerate(only)
    ]


def _pairs(ids: Sequence[Identifier]) -> dict[tuple[str, str], None]:
    return {(i.scheme, i.value): None for i in ids}


_REFERENCE_SCHEMES: dict[str, Callable[[str | None], str | None]] = dict(_ID_COLUMNS.values())


def cited_ids(said: str) -> list[tuple[str, str]]:
    """The identifiers that a reference is given by; none when it is given as printed."""
    if any(c.isspace() for c in said):
        return []
    if doi := identifiers.doi(said):
        return list(_pairs(identifiers.from_doi(doi)))
    if preprint := identifiers.arxiv(said):
        return [("arxiv", preprint[0])]
    scheme, _, rest = said.partition(":")
    normal = _REFERENCE_SCHEMES.get(scheme.lower())
    if normal is not None and (identifier := normal(rest)):
        return [(scheme.lower(), identifier)]
    if said.isdecimal():  # a number alone could be anything
        return []
    return [(s, i) for s, normal in _REFERENCE_SCHEMES.items() if (i := normal(said))][:1]
