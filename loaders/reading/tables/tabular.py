"""Columns of our own tables to batches of records, without an object per record.

Each documented column becomes Arrow arrays in one pass over its values; nested lists are built
from flat arrays and offsets. This is what CSV, JSON Lines and Parquet have in common.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.loaders.base import BATCH_RECORDS, Loading
from kg.loaders.reading import identifiers, values
from kg.loaders.reading.dates import UNDATED, Dated, from_arxiv_id, from_parts, of_issue
from kg.loaders.reading.digests.markdown import CATEGORY_CODE
from kg.loaders.reading.languages import in_codes
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import commas_separate, initials_come_last
from kg.loaders.reading.pubmed.values import unstarred
from kg.loaders.reading.tables.column_values import Values, listed, stated
from kg.loaders.reading.tables.columns import known_columns
from kg.loaders.reading.tables.identifier_columns import (
    ADDRESSES,
    cited_ids,
    id_fields,
    identifiers_of,
    preprints,
)
from kg.loaders.reading.tables.mention_columns import ListColumn, MentionColumns
from kg.loaders.reading.tables.row_ids import ids_of_rows
from kg.records import RECORD_SCHEMA, Reject

__all__ = [
    "NAMELESS", "RAW_CHARACTERS", "Places", "Row", "Values", "record_batch", "rows_loading",
    "with_cells",
]  # fmt: skip

NAMELESS = "neither a title nor an identifier"
"""Reason of a reject: nothing says which paper it is."""

RAW_CHARACTERS = 10_000
"""How much of its text a reject keeps."""

Fields: TypeAlias = "dict[str, pa.Array]"

_IDENTIFIER = RECORD_SCHEMA.field("ids").type.value_type
_KEYWORD = RECORD_SCHEMA.field("keywords").type.value_type
_REFERENCE = RECORD_SCHEMA.field("references").type.value_type
_VENUE = RECORD_SCHEMA.field("venue").type
_TEXTS = (
    "title", "abstract", "language", "code_url", "url", "open_access_url", "comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows stand: the file, their indexes in it, and their lines where known."""

    file: str
    indexes: Sequence[int]
    lines: Sequence[int | None] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its line where known, its values by header, and its own text.

    `values` is the reason, as a string, when the row could not be read. `raw` may be the value
    itself where there is no text of the row alone; it is written out only for a reject.
    """

    line: int | None
    values: dict[str, Any] | str
    raw: Any


def with_cells(
    rows: Iterable[Row], ours: Callable[[dict[str, Any]], Iterable[tuple[str, Any]]]
) -> Iterator[Row]:
    """The rows with what `ours` makes of their cells beside these or in their place."""
    for row in rows:
        if isinstance(row.values, str):
            yield row
        else:
            yield replace(row, values=row.values | dict(ours(row.values)))


def rows_loading(file: str, rows: Iterable[Row]) -> Loading:
    """Rows under any of the names of our columns, as batches of `BATCH_RECORDS` and rejects."""
    rows = iter(rows)
    first = 0
    while chunk := list(islice(rows, BATCH_RECORDS)):
        good = [(i, row.values) for i, row in enumerate(chunk) if not isinstance(row.values, str)]
        reasons: dict[int, str] = {
            i: row.values for i, row in enumerate(chunk) if isinstance(row.values, str)
        }
        places = Places(file, [first + i for i, _ in good], [chunk[i].line for i, _ in good])
        batch, empty = record_batch(_columns([cells for _, cells in good]), len(good), places)
        reasons |= {good[i][0]: NAMELESS for i in empty}
        for i in sorted(reasons):
            row = chunk[i]
            raw = row.raw if isinstance(row.raw, str) else json.dumps(row.raw, default=str)
            yield Reject(file, reasons[i], row.line, first + i, raw[:RAW_CHARACTERS])
        if batch.num_rows:
            yield batch
        first += len(chunk)


def _columns(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows to our columns; of two headers for one column the second fills the gaps."""
    keys: dict[str, Any] = {}
    for row in rows:
        keys.update(row)
    columns: dict[str, list[Any]] = {}
    for key, name in known_columns(keys).items():
        column = [row.get(key) for row in rows]
        if name in columns:
            pairs = zip(columns[name], column, strict=True)
            column = [before if before not in (None, "") else after for before, after in pairs]
        columns[name] = column
    for name, ids in ids_of_rows(rows).items():
        columns.setdefault(name, ids)
    return columns


def record_batch(
    columns: Mapping[str, Values], n_rows: int, places: Places
) -> tuple[pa.RecordBatch, list[int]]:
    """The rows as records, and the numbers of those rows that hold no record.

    `columns` maps names of `columns.COLUMNS` to `n_rows` values each: Arrow arrays, or Python
    values as JSON or CSV give them. A row with neither a title nor an identifier is no record; it
    is left out of the batch, and its number (from 0) reported.
    """
    fields: Fields = {
        "file": pa.repeat(pa.scalar(places.file), n_rows),
        "index": pa.array(places.indexes, pa.int64()),
    }
    if places.lines is not None:
        fields["line"] = pa.array(places.lines, pa.int64())
    fields |= {name: _texts(columns[name]) for name in _TEXTS if name in columns}
    fields |= {name: _prose(fields[name]) for name in ("title", "abstract") if name in fields}
    if "title" in fields:
        fields["title"] = pc.replace_substring_regex(fields["title"], r"\s*[\r\n]\s*", " ")
    if "abstract" in fields:
        untold = pc.match_substring_regex(fields["abstract"], values.NO_ABSTRACT)
        fields["abstract"] = pc.if_else(untold, pa.scalar(None, pa.string()), fields["abstract"])
    if "comment" in fields:  # but for how many comments there are
        counts = pc.match_substring_regex(fields["comment"], r"^\d+$")
        fields["comment"] = pc.if_else(counts, pa.scalar(None, pa.string()), fields["comment"])
    for name in (*ADDRESSES, "code_url"):
        if name in fields:
            fields[name] = _addresses(fields[name])
    fields |= _counts(columns)
    fields |= _authors(columns, n_rows)
    found = identifiers_of(columns, n_rows)
    fields |= id_fields(found, columns)
    fields |= _dates(columns, preprints(found, columns))
    fields |= _publication(columns, n_rows)
    fields |= _places_in_venue(columns)
    fields |= _keywords(columns, n_rows)
    fields |= _references(columns, n_rows)
    arrays = [
        fields[f.name].cast(f.type) if f.name in fields else pa.nulls(n_rows, f.type)
        for f in RECORD_SCHEMA
    ]
    return _without_empty(in_codes(pa.RecordBatch.from_arrays(arrays, schema=RECORD_SCHEMA)))


def _without_empty(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[int]]:
    """The batch without rows that name no paper, and the numbers of these rows."""
    named = pc.or_(
        pc.is_valid(batch.column("title")),
        pc.greater(pc.list_value_length(batch.column("ids")), 0),
    )
    if pc.all(named).as_py() in (True, None):
        return batch, []
    empty = np.flatnonzero(~named.to_numpy(zero_copy_only=False))
    return batch.filter(named), [int(row) for row in empty]


def _texts(column: Values) -> pa.Array:
    """A column of texts: space trimmed, null where programs write that there is none."""
    try:
        array = pa.array(column, pa.string()) if not isinstance(column, pa.Array) else column
        if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
            raise pa.ArrowTypeError("not text")
    except (pa.ArrowException, UnicodeError, TypeError):  # other kinds of value among the texts
        return pa.array([values.text(v) for v in listed(column)], pa.string())
    trimmed = pc.utf8_trim_whitespace(array.cast(pa.string()))
    nothing = pc.is_in(trimmed, pa.array(values.NOTHING))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), trimmed)


def _prose(texts: pa.Array) -> pa.Array:
    """Titles and abstracts without the markup of their publishers; few have any."""
    marked = pc.match_substring_regex(texts, "</|&[#a-zA-Z]")
    if not pc.any(marked).as_py():
        return texts
    plain = [unmarked(text) or None for text in texts.filter(marked).to_pylist()]
    return pc.replace_with_mask(texts, pc.fill_null(marked, False), pa.array(plain, pa.string()))


_ADDRESS: Final = (
    r"^(?:[a-zA-Z][a-zA-Z0-9+.-]{1,10}:/|/)/|^www\.|^[\w-]+(?:\.[\w-]+)*\.[a-zA-Z][\w-]*/"
)


def _addresses(texts: pa.Array) -> pa.Array:
    """Of several addresses in a cell the first, of a link of Markdown where it leads; other words
    (`Yes`, the name of a file) are none."""
    plain = pc.replace_substring_regex(
        texts, r"(?s)^\W*\[[^\[\]]*\]\((https?://[^\s()]+)\)\W*$", r"\1"
    )
    first = pc.replace_substring_regex(plain, r"(?s)^(https?://\S*?)[;|,\s]+https?://.*$", r"\1")
    named = pc.match_substring_regex(first, _ADDRESS)
    return pc.if_else(named, first, pa.scalar(None, pa.string()))


def _counts(columns: Mapping[str, Values]) -> Fields:
    fields: Fields = {}
    if "citation_count" in columns:
        counts = [values.integer(v) for v in listed(columns["citation_count"])]
        fields["citation_count"] = pa.array(
            [c if c is not None and c >= 0 else None for c in counts], pa.int64()
        )
    if "retracted" in columns:
        truths = [values.truth(v) for v in listed(columns["retracted"])]
        fields["retracted"] = pa.array(truths, pa.bool_())
    if "code_url" in columns:
        fields["has_code"] = _told_code(columns["code_url"])
    return fields


def _told_code(column: Values) -> pa.Array:
    """Whether there is code: an address, or a word that says so."""
    addressed = pc.is_valid(_addresses(_texts(column)))
    said = pa.array([values.truth(v) is True for v in listed(column)], pa.bool_())
    return pc.if_else(pc.or_(addressed, said), True, pa.scalar(None, pa.bool_()))


_ROWS_TELLING_AN_ORDER = 256


def _authors(columns: Mapping[str, Values], n_rows: int) -> Fields:
    """Mentions, and what is known of the length of the full list."""
    names = ("authors", "n_authors", "authors_complete", "affiliations")
    lists, counts, whole, places = (listed(columns.get(name, ())) for name in names)
    texts = [text for text in lists if isinstance(text, str)]
    mentions = MentionColumns(
        commas_separate(texts), initials_come_last(texts[:_ROWS_TELLING_AN_ORDER])
    )
    known: list[tuple[int | None, bool | None]] = []
    for row in range(n_rows):
        n_names, complete = mentions.add_row(
            lists[row] if lists else None, places[row] if places else None
        )
        count = values.integer(counts[row]) if counts else None
        stated = values.truth(whole[row]) if whole else None
        known.append(_length(n_names, complete, count, stated))
    return {
        "mentions": mentions.arrow(),
        "n_authors": pa.array([n for n, _ in known], pa.int32()),
        "authors_complete": pa.array([complete for _, complete in known], pa.bool_()),
    }


def _length(
    n_names: int, complete: bool, count: int | None, stated: bool | None
) -> tuple[int | None, bool | None]:
    """Length of the full list and whether it is given whole, from all that the row says."""
    if count is not None and not max(n_names, 1) <= count < 2**31:
        count = None
    if not n_names:
        return count, False if count or not complete else None
    complete = complete and stated is not False and (count is None or count == n_names)
    return (n_names if complete else count), complete


def _dates(columns: Mapping[str, Values], ids: Sequence[str | None]) -> Fields:
    """Year and date; where they contradict each other, the year stands. In a table without both,
    the month that the id of a preprint begins with."""
    if "year" not in columns and "date" not in columns:
        months = [from_arxiv_id(own) if own else UNDATED for own in ids]
        return _date_fields([d.year for d in months], [d.date for d in months])
    given_years = listed(columns.get("year", ()))
    given_dates = listed(columns.get("date", ()))
    years: list[int | None] = [values.year(v) for v in given_years] or [None] * len(given_dates)
    dates: list[str | None] = [None if y is None else f"{y:04}" for y in years]
    for row, value in enumerate(given_dates):
        dated = values.dated(value) if value else UNDATED
        if dated.date is None:
            continue
        year = years[row]
        if year is None or dated.year == year:
            years[row], dates[row] = dated.year, dated.date
        elif dated.year is None:  # the date prints no year, the year's own column does
            dates[row] = f"{year:04}{dated.date[1:]}"
    _refine(dates, columns)
    return _date_fields(years, dates)


def _date_fields(years: Sequence[int | None], dates: Sequence[str | None]) -> Fields:
    return {"year": pa.array(years, pa.int32()), "date": pa.array(dates, pa.string())}


def _refine(dates: list[str | None], columns: Mapping[str, Values]) -> None:
    """Give dates that are years the months, and days, of columns of their own."""
    days = dict(stated(columns, "day"))
    for row, month in stated(columns, "month"):
        date = dates[row]
        if date is not None and len(date) == 4:
            dates[row] = _of_month(int(date), month, days.get(row)).date


def _of_month(year: int, month: str, day: str | None) -> Dated:
    number = values.integer(month)
    if number is None:  # a name, or a date of its own: `Sep`, `2001-09`
        return of_issue(f"{month} {day or ''}", year)
    return from_parts(year, number, values.integer(day))


def _publication(columns: Mapping[str, Values], n_rows: int) -> Fields:
    """Type, and the venue with the type that follows from it."""
    fields: Fields = {}
    types: Sequence[str | None] = [None] * n_rows
    if "type" in columns:
        types = [common_type(values.text(v)) for v in listed(columns["type"])]
        fields["type"] = pa.array(types, pa.string())
    if "venue" in columns:
        names = _no_databases(_prose(_texts(columns["venue"])))
        names = pc.replace_substring(names, "\\&", "&")
        children = [
            names,
            pa.array([venue_type(t) for t in types], pa.string()),
            _normal(columns, "issn", identifiers.issn, n_rows),
            _normal(columns, "isbn", identifiers.isbn, n_rows),
        ]
        fields["venue"] = pa.StructArray.from_arrays(
            children, fields=list(_VENUE), mask=pc.is_null(names)
        )
    return fields


_DATABASES: Final = (
    "acm", "acm digital library", "acm dl", "cinahl", "cochrane", "cochrane library", "compendex",
    "crossref", "dblp", "ebsco", "ebscohost", "ei compendex", "el compendex", "embase",
    "engineering village", "google scholar", "ieee", "ieee xplore", "inspec", "isi",
    "isi web of knowledge", "isi web of science", "medline", "openalex", "ovid", "proquest",
    "psycinfo", "pubmed", "science direct", "science@direct", "sciencedirect", "scopus",
    "semantic scholar", "springer", "springer link", "springerlink", "web of knowledge",
    "web of science", "wos",
)  # fmt: skip


def _no_databases(names: pa.Array) -> pa.Array:
    """Names of venues, but for databases, which `source` is often meant to name."""
    found = pc.is_in(pc.utf8_lower(names), pa.array(_DATABASES))
    return pc.if_else(found, pa.scalar(None, pa.string()), names)


def _places_in_venue(columns: Mapping[str, Values]) -> Fields:
    """Volume, issue and pages, where some programs write 0 for nothing."""
    fields = {
        name: _without_zeros(_texts(columns[name]))
        for name in ("volume", "issue", "pages")
        if name in columns
    }
    if "pages" in fields:
        fields["pages"] = pc.replace_substring(fields["pages"], "--", "-")
        fields["pages"] = pc.replace_substring_regex(  # a dash that an encoding did not have
            fields["pages"], r"^(\d+)\?(\d+)$", r"\1-\2"
        )
    if "last_page" in columns and "pages" in fields:
        first, last = fields["pages"], _without_zeros(_texts(columns["last_page"]))
        several = pc.and_(pc.invert(pc.match_substring(first, "-")), pc.not_equal(first, last))
        joined = pc.binary_join_element_wise(first, last, "-")
        fields["pages"] = pc.if_else(pc.fill_null(several, False), joined, first)
    return fields


def _without_zeros(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, "0"), pa.scalar(None, pa.string()), texts)


def _normal(
    columns: Mapping[str, Values], name: str, normal: Callable[[str], str | None], n_rows: int
) -> pa.Array:
    found: list[str | None] = [None] * n_rows
    for row, value in stated(columns, name):
        found[row] = normal(value)
    return pa.array(found, pa.string())


def _keywords(columns: Mapping[str, Values], n_rows: int) -> Fields:
    keywords = ListColumn(_KEYWORD)
    authors, of_arxiv = (listed(columns.get(name, ())) for name in ("keywords", "categories"))
    for row in range(n_rows) if authors or of_arxiv else ():
        value = authors[row] if authors else None
        labels = [unstarred(values.text(x) or "") for x in values.items(value or (), ";|,\n")]
        codes = dict.fromkeys(filter(CATEGORY_CODE.fullmatch, labels))
        for label in dict.fromkeys(labels):
            if label and label not in codes:
                keywords.append(row, label, "author", "author-keywords", None)
        for code in codes | (_categories(of_arxiv[row]) if of_arxiv else {}):
            keywords.append(row, code, "arxiv-category", "arxiv-categories", None)
    return {"keywords": keywords.arrow(n_rows)}


def _categories(value: Any) -> dict[str, None]:
    """The categories of arXiv that a value names, each once; other words are none."""
    said = " ".join(text for item in values.items(value) if (text := values.text(item)))
    return dict.fromkeys(CATEGORY_CODE.findall(said))


def _references(columns: Mapping[str, Values], n_rows: int) -> Fields:
    references, ids = ListColumn(_REFERENCE), ListColumn(_IDENTIFIER)
    counts: list[int | None] = [None] * n_rows
    texts: list[str | None] = []
    for row, value in enumerate(listed(columns.get("references", ()))):
        if (count := values.integer(value)) is not None:  # how many they are, not which
            counts[row] = count if 0 < count < 2**31 else None
            continue
        cited = [said for item in values.items(value) if (said := values.text(item))]
        for said in cited:
            pairs = cited_ids(said)
            for pair in pairs:
                ids.append(len(texts), *pair)
            texts.append(None if pairs else said)
            references.append(row)
        counts[row] = len(cited) or None
    column = references.arrow(n_rows, ids=ids.arrow(len(texts)), text=pa.array(texts, pa.string()))
    return {"references": column, "n_references": pa.array(counts, pa.int32())}
