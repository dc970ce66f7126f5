"""What one source says about one paper, kept as it was said.

Loaders make these, `records/` holds them as Parquet in `RECORD_SCHEMA`, and nothing ever edits
them. A field that the source does not state is None (or empty): no name, count or year is
invented. Loaders whose format is naturally a table build Arrow batches in `RECORD_SCHEMA`
directly; the others make `PaperRecord` objects and let `to_batch` turn many of them at once
into columns.

They are structs of msgspec: made many times faster than frozen dataclasses, and, as they can hold
no cycles, of no concern to Python's collector (`gc=False`). `msgspec.structs.replace` makes a copy
with changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

__all__ = [
    "RECORD_SCHEMA",
    "REJECT_SCHEMA",
    "Affiliation",
    "AuthorProfile",
    "Identifier",
    "KeywordTag",
    "Mention",
    "PaperRecord",
    "Provenance",
    "Reference",
    "Reject",
    "VenueMention",
    "rejects_to_batch",
    "to_batch",
]


class Identifier(msgspec.Struct, frozen=True, gc=False):
    """An identifier of a paper or a person: scheme and value, the value in normal form.

    Paper schemes: doi, arxiv (without version), openalex, s2, dblp, acl, pmid, pmcid,
    openreview, eid, wos, mag, lens, omid, shortdoi, isbn. Person schemes: orcid, openalex, s2,
    dblp, acl, openreview, scopus, researcherid, huggingface.
    """

    scheme: str
    value: str


class Affiliation(msgspec.Struct, frozen=True, gc=False):
    """An institution as printed beside a name; ROR id and ISO country code when stated."""

    name: str
    ror: str | None = None
    country: str | None = None


class AuthorProfile(msgspec.Struct, frozen=True, gc=False):
    """What a profile page or an author record states about a person as a whole.

    `novelty` and `ai_score` are percentages and scores as the page prints them (0-100).
    """

    h_index: int | None = None
    citations: int | None = None
    novelty: float | None = None
    ai_score: float | None = None


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One author name as printed on one record.

    `position` counts from 1 and is None when unknown. `evidence` says why the person is held
    to be an author: `printed` (in the list), `page_owner` (the list is cut, the page is theirs)
    or `enriched`. `given`, `family` and `suffix` are set only when the source separates them.
    `role` is `author` or `editor`; only authors become AUTHORED.
    """

    name: str
    position: int | None = None
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    role: str = "author"
    evidence: str = "printed"
    ids: tuple[Identifier, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    corresponding: bool | None = None
    profile: AuthorProfile | None = None


class KeywordTag(msgspec.Struct, frozen=True, gc=False):
    """A keyword, category or query that the record is tagged with.

    `scheme`: author, arxiv-category, query, mesh, openalex-topic, subject, extracted.
    `origin` says where the tag comes from (`query-section`, `subject-code`, `author-keywords`,
    …). `score` is in 0-1 when the source weighs its tags.
    """

    label: str
    scheme: str = "author"
    origin: str = "author-keywords"
    score: float | None = None


class VenueMention(msgspec.Struct, frozen=True, gc=False):
    """Where the paper appeared: `type` is journal, conference, book, repository or None."""

    name: str
    type: str | None = None
    issn: str | None = None
    isbn: str | None = None


class Reference(msgspec.Struct, frozen=True, gc=False):
    """A work this record cites: by identifiers where stated, and what could be read of it."""

    ids: tuple[Identifier, ...] = ()
    text: str | None = None
    title: str | None = None
    year: int | None = None
    first_author: str | None = None
    source: str | None = None
    volume: str | None = None
    page: str | None = None


class Provenance(msgspec.Struct, frozen=True, gc=False):
    """Where in the input the record stands: file as given, line (from 1) or index (from 0)."""

    file: str
    index: int
    line: int | None = None


class PaperRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One paper as one source gives it.

    `date` is an ISO 8601 date of the precision stated: `2024`, `2024-05`, `2024-05-31`, or
    `--05-31` when the source prints no year (then `year` is None). `n_authors` is the length of
    the full author list when known; `authors_complete` is False when the list is known to be
    cut, None when the source does not tell. `pages` is the range as printed, or the article
    number where a journal counts so: with `volume` it is how reference lists name a paper. `raw`
    is the source's own text of the record, for `kg why`.
    """

    provenance: Provenance
    title: str | None
    mentions: tuple[Mention, ...] = ()
    n_authors: int | None = None
    authors_complete: bool | None = None
    ids: tuple[Identifier, ...] = ()
    arxiv_version: int | None = None
    abstract: str | None = None
    year: int | None = None
    date: str | None = None
    type: str | None = None
    language: str | None = None
    venue: VenueMention | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    keywords: tuple[KeywordTag, ...] = ()
    references: tuple[Reference, ...] = ()
    n_references: int | None = None
    citation_count: int | None = None
    retracted: bool | None = None
    has_code: bool | None = None
    code_url: str | None = None
    url: str | None = None
    open_access_url: str | None = None
    comment: str | None = None
    score: float | None = None
    raw: str | None = None

    @property
    def tells_a_work(self) -> bool:
        """Whether it says which work is meant: a title, an identifier, or an author with a year
        or venue (old physics papers are cited so)."""
        dated = bool(self.mentions) and (self.year is not None or self.venue is not None)
        return self.title is not None or bool(self.ids) or dated


class Reject(msgspec.Struct, frozen=True, gc=False):
    """A record that could not be read: where it stands, why, and its own text."""

    file: str
    reason: str
    line: int | None = None
    index: int | None = None
    raw: str | None = None


_IDENTIFIERS = pa.list_(pa.struct([("scheme", pa.string()), ("value", pa.string())]))
_AFFILIATIONS = pa.list_(
    pa.struct([("name", pa.string()), ("ror", pa.string()), ("country", pa.string())])
)
_PROFILE = pa.struct(
    [
        ("h_index", pa.int32()),
        ("citations", pa.int64()),
        ("novelty", pa.float64()),
        ("ai_score", pa.float64()),
    ]
)
_MENTIONS = pa.list_(
    pa.struct(
        [
            ("name", pa.string()),
            ("position", pa.int32()),
            ("given", pa.string()),
            ("family", pa.string()),
            ("suffix", pa.string()),
            ("role", pa.string()),
            ("evidence", pa.string()),
            ("ids", _IDENTIFIERS),
            ("affiliations", _AFFILIATIONS),
            ("corresponding", pa.bool_()),
            ("profile", _PROFILE),
        ]
    )
)
_KEYWORDS = pa.list_(
    pa.struct(
        [
            ("label", pa.string()),
            ("scheme", pa.string()),
            ("origin", pa.string()),
            ("score", pa.float64()),
        ]
    )
)
_VENUE = pa.struct(
    [("name", pa.string()), ("type", pa.string()), ("issn", pa.string()), ("isbn", pa.string())]
)
_REFERENCES = pa.list_(
    pa.struct(
        [
            ("ids", _IDENTIFIERS),
            ("text", pa.string()),
            ("title", pa.string()),
            ("year", pa.int32()),
            ("first_author", pa.string()),
            ("source", pa.string()),
            ("volume", pa.string()),
            ("page", pa.string()),
        ]
    )
)

RECORD_SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("index", pa.int64()),
        ("line", pa.int64()),
        ("title", pa.string()),
        ("mentions", _MENTIONS),
        ("n_authors", pa.int32()),
        ("authors_complete", pa.bool_()),
        ("ids", _IDENTIFIERS),
        ("arxiv_version", pa.int32()),
        ("abstract", pa.string()),
        ("year", pa.int32()),
        ("date", pa.string()),
        ("type", pa.string()),
        ("language", pa.string()),
        ("venue", _VENUE),
        ("volume", pa.string()),
        ("issue", pa.string()),
        ("pages", pa.string()),
        ("keywords", _KEYWORDS),
        ("references", _REFERENCES),
        ("n_references", pa.int32()),
        ("citation_count", pa.int64()),
        ("retracted", pa.bool_()),
        ("has_code", pa.bool_()),
        ("code_url", pa.string()),
        ("url", pa.string()),
        ("open_access_url", pa.string()),
        ("comment", pa.string()),
        ("score", pa.float64()),
        ("raw", pa.string()),
    ]
)
"""One row per record; nested lists keep the source's order."""

REJECT_SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int64()),
        ("index", pa.int64()),
        ("reason", pa.string()),
        ("raw", pa.string()),
    ]
)


def to_batch(records: Sequence[PaperRecord]) -> pa.RecordBatch:
    """Turn records into one Arrow batch in `RECORD_SCHEMA`.

    >>> record = PaperRecord(provenance=Provenance("a.bib", 0), title="On Graphs")
    >>> to_batch([record]).column("title").to_pylist()
    ['On Graphs']
    """
    places = [record.provenance for record in records]
    arrays = [
        _column(places if field.name in _PROVENANCE else records, field, gaps=False)
        for field in RECORD_SCHEMA
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=RECORD_SCHEMA)


_PROVENANCE = frozenset(("file", "index", "line"))


def _column(owners: Sequence[Any], field: pa.Field, *, gaps: bool) -> pa.Array:
    """The attribute that a field is called by, of all owners; with gaps, some of them are None."""
    value_of = attrgetter(field.name)
    if gaps:
        return _array([None if one is None else value_of(one) for one in owners], field.type)
    return _array(list(map(value_of, owners)), field.type)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Objects as an Arrow array: lists laid end to end, structs a column an attribute.

    One pass in C for each attribute at any depth; turning objects to tuples or dicts first, which
    pyarrow would take apart again one by one, costs several times as much.
    """
    if pa.types.is_list(kind):
        offsets = np.zeros(len(values) + 1, np.int32)
        np.cumsum([*map(len, values)], out=offsets[1:])
        within = [*chain.from_iterable(values)]
        inside = _array(within, kind.value_type) if within else _empty(kind.value_type)
        return pa.ListArray.from_arrays(offsets, inside, type=kind)
    if not pa.types.is_struct(kind):
        return pa.array(values, kind)
    absent = [value is None for value in values]
    if all(absent):
        return pa.nulls(len(values), kind)
    gaps = any(absent)
    columns = [_column(values, field, gaps=gaps) for field in kind]
    mask = pa.array(absent, pa.bool_()) if gaps else None
    return pa.StructArray.from_arrays(columns, fields=list(kind), mask=mask)


@cache
def _empty(kind: pa.DataType) -> pa.Array:
    """An array of nothing; most records have no references, most names no identifiers."""
    return pa.nulls(0, kind)


def rejects_to_batch(rejects: Sequence[Reject]) -> pa.RecordBatch:
    """Turn rejects into one Arrow batch in `REJECT_SCHEMA`."""
    arrays = [
        pa.array([getattr(reject, field.name) for reject in rejects], field.type)
        for field in REJECT_SCHEMA
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=REJECT_SCHEMA)
