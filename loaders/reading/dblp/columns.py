"""DBLP's records as columns: those of flat elements with plain text, many at a time.

What the columns say of a record is what `loaders/dblp.py` says of its element; the same functions
judge whatever is not the plainest.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.loaders.reading.dblp.values import (
    TYPES,
    dated,
    dblp_name,
    identifiers_of,
    person_ids,
    type_of,
    venue_of,
)
from kg.loaders.reading.tables.arrow_columns import (
    AFFILIATION,
    IDENTIFIER,
    KEYWORD,
    MENTION,
    REFERENCE,
    id_lists,
    listed,
    nothing,
    venues,
)
from kg.loaders.reading.xml.flat import Bools, FlatFormat, FlatRecords, Ints
from kg.records import Identifier

__all__ = ["FLAT", "fields", "nameless"]

FLAT: Final = FlatFormat(
    TYPES,
    (
        "author", "editor", "title", "booktitle", "pages", "year", "journal", "volume", "number",
        "month", "url", "ee", "note", "cite", "isbn", "crossref", "publisher", "series", "school",
        "address", "cdrom", "chapter", "publnr", "stream", "rel",
    ),
)  # fmt: skip
"""DBLP's elements; see https://dblp.org/xml/dblp.dtd."""

_NAME: Final = {name: number for number, name in enumerate(FLAT.names)}
_PLAIN_DOI = r"^https://doi\.org/10\.\d{4,9}/[A-Za-z0-9._/-]*[A-Za-z0-9]$"
_DERIVED = r"^https://doi\.org/10\.(?:48550|18653|3115)/"
_RESOLVER: Final = len("https://doi.org/")


def fields(records: FlatRecords) -> dict[str, Any]:
    """The columns of all records; of the odd ones they are worth nothing."""
    attributes = records.records_attributes()
    keys = [found.get("key") or None for found in attributes]
    volumes, months = _first(records, "volume"), _first(records, "month")
    dates = list(map(dated, _first(records, "year").to_pylist(), months.to_pylist()))
    authors = np.bincount(records.rows[records.names == _NAME["author"]], minlength=len(records))
    references, cited = _references(records)
    return {
        "title": _titles(records),
        "mentions": _mentions(records),
        "n_authors": pa.array(authors, pa.int32(), mask=authors == 0),
        "authors_complete": pa.array(authors > 0, mask=authors == 0),
        "ids": _ids(records, keys, volumes),
        "year": [when.year for when in dates],
        "date": [when.date for when in dates],
        "type": _types(records, attributes, volumes),
        "venue": _venues(records),
        "volume": volumes,
        "issue": _first(records, "number"),
        "pages": _first(records, "pages"),
        "url": _urls(records, keys),
        "open_access_url": _open_access(records),
        "comment": _first(records, "note"),
        "retracted": [found.get("publtype") == "withdrawn" or None for found in attributes],
        "references": references,
        "n_references": pa.array(cited, pa.int32(), mask=cited == 0),
        "keywords": nothing(len(records), KEYWORD),
    }


def nameless(columns: dict[str, Any]) -> Bools:
    """Which rows may not tell a work: those with neither a title nor an identifier."""
    without_ids = pc.equal(pc.list_value_length(columns["ids"]), 0)
    found: Bools = pc.and_(columns["title"].is_null(), without_ids).to_numpy(zero_copy_only=False)
    return found


def _first(records: FlatRecords, name: str) -> pa.StringArray:
    return records.texts(records.first(_NAME[name]))


def _titles(records: FlatRecords) -> pa.StringArray:
    """Titles end with a full stop that is not theirs."""
    titles = _first(records, "title")
    stopped = pc.and_(pc.ends_with(titles, "."), pc.invert(pc.ends_with(titles, "..")))
    cut = pc.if_else(stopped, pc.utf8_slice_codeunits(titles, 0, -1), titles)
    return pc.if_else(pc.equal(cut, ""), pa.scalar(None, pa.string()), cut)


def _mentions(records: FlatRecords) -> pa.ListArray:
    """Authors and then editors; few have a number behind the name, or an attribute."""
    is_editor = records.names == _NAME["editor"]
    chosen = np.flatnonzero((records.names == _NAME["author"]) | is_editor)
    if is_editor.any():
        chosen = chosen[np.lexsort((is_editor[chosen], records.rows[chosen]))]
    rows, tags, editors = records.rows[chosen], records.tags[chosen], is_editor[chosen]
    names = records.texts(tags)
    last = records.last_bytes(tags)
    numbered = np.flatnonzero(((last >= ord("0")) & (last <= ord("9"))) | (last >= 0x80))
    mask, bare, people = np.zeros(len(tags), np.bool_), [], dict[int, str | None]()
    for place, text in zip(
        numbered.tolist(), names.take(pa.array(numbered)).to_pylist(), strict=True
    ):
        name, people[place] = dblp_name(text)
        bare.append(name)
    mask[numbered] = True
    if bare:
        names = pc.replace_with_mask(names, pa.array(mask), pa.array(bare, pa.string()))
    return listed(
        np.bincount(rows, minlength=len(records)),
        MENTION,
        name=names,
        position=pa.array(_places(rows * 2 + editors), pa.int32()),
        role=pc.if_else(pa.array(editors), "editor", "author"),
        evidence="printed",
        ids=_person_ids(records, tags, people),
        affiliations=nothing(len(tags), AFFILIATION),
    )


def _places(groups: Ints) -> Ints:
    """The place of each, from 1, among the neighbours of its group."""
    first = np.concatenate(([True], groups[1:] != groups[:-1]))[: len(groups)]
    starts = np.flatnonzero(first)
    return np.arange(len(groups)) - np.repeat(starts, np.diff([*starts, len(groups)])) + 1


def _person_ids(records: FlatRecords, tags: Ints, people: dict[int, str | None]) -> pa.ListArray:
    """The identifiers of those who have any, by their place among the mentions."""
    ids = {place: person_ids(person, None) for place, person in people.items() if person}
    for place, stated in records.attributes(tags):
        person = stated.get("pid") or people.get(place)
        ids[place] = person_ids(person, stated.get("orcid"))
    return _identifiers(len(tags), ids)


def _identifiers(n: int, ids: dict[int, tuple[Identifier, ...]]) -> pa.ListArray:
    """A column of identifiers that few rows have."""
    counts = np.zeros(n, np.int64)
    places = sorted(ids)
    counts[places] = [len(ids[place]) for place in places]
    every = [one for place in places for one in ids[place]]
    return listed(
        counts,
        IDENTIFIER,
        scheme=[one.scheme for one in every],
        value=[one.value for one in every],
    )


def _ids(records: FlatRecords, keys: list[str | None], volumes: pa.StringArray) -> pa.ListArray:
    """The key and one DOI by columns; a record with more or others is judged by itself."""
    n = len(records)
    links = records.names == _NAME["ee"]
    texts = _first(records, "ee")
    plain = pc.match_substring_regex(texts, _PLAIN_DOI).fill_null(False)
    plain = pc.and_not(plain, pc.match_substring_regex(texts, _DERIVED).fill_null(False))
    none = pa.scalar(None, pa.string())
    dois = pc.if_else(plain, pc.ascii_lower(pc.utf8_slice_codeunits(texts, _RESOLVER)), none)
    usual = id_lists(n, [("dblp", pa.array(keys, pa.string())), ("doi", dois)])
    count = np.bincount(records.rows[links], minlength=n)
    several = (count > 1) | ((count == 1) & ~plain.to_numpy(zero_copy_only=False))
    several[records.rows[records.names == _NAME["isbn"]]] = True
    several |= _starts(volumes, "abs/")
    rows = np.flatnonzero(several)
    if not len(rows):
        return usual
    all_links, isbns = _grouped(records, "ee", several), _grouped(records, "isbn", several)
    of_rows = enumerate(zip(rows.tolist(), volumes.take(pa.array(rows)).to_pylist(), strict=True))
    judged = {
        place: identifiers_of(keys[row], all_links.get(row, ()), volume, isbns.get(row, ()))
        for place, (row, volume) in of_rows
    }
    places = np.arange(n)
    places[rows] = n + np.arange(len(rows))
    return pa.concat_arrays([usual, _identifiers(len(rows), judged)]).take(pa.array(places))


def _grouped(records: FlatRecords, name: str, wanted: Bools) -> dict[int, list[str]]:
    """The texts of a field, of the records that are wanted."""
    chosen = np.flatnonzero((records.names == _NAME[name]) & wanted[records.rows])
    found: dict[int, list[str]] = {}
    texts = records.texts(records.tags[chosen]).to_pylist()
    for row, text in zip(records.rows[chosen].tolist(), texts, strict=True):
        found.setdefault(row, []).append(text)
    return found


_TYPES: Final = pa.array([type_of(kind, None, None) for kind in FLAT.kinds])
_VENUE_TYPES: Final = pa.array(
    [venue.type if (venue := venue_of(kind, "a name")) else None for kind in FLAT.kinds]
)
_WITH_VENUE: Final = pa.array([venue_of(kind, "a name") is not None for kind in FLAT.kinds])
"""What the kind alone says, by its number."""


def _types(
    records: FlatRecords, attributes: list[dict[str, str]], volumes: pa.StringArray
) -> pa.StringArray:
    """By the kind; a few records say more themselves."""
    types = _TYPES.take(pa.array(records.kinds))
    telling = np.fromiter(("publtype" in found for found in attributes), np.bool_)
    telling |= _starts(volumes, "abs/")
    said = [
        type_of(
            FLAT.kinds[records.kinds[row]], attributes[row].get("publtype"), volumes[row].as_py()
        )
        for row in np.flatnonzero(telling).tolist()
    ]
    return pc.replace_with_mask(types, pa.array(telling), pa.array(said, pa.string()))


def _starts(texts: pa.StringArray, beginning: str) -> Bools:
    found: Bools = pc.starts_with(texts, beginning).fill_null(False).to_numpy(zero_copy_only=False)
    return found


def _venues(records: FlatRecords) -> pa.StructArray:
    kinds = pa.array(records.kinds)
    names = pc.coalesce(_first(records, "journal"), _first(records, "booktitle"))
    names = pc.if_else(_WITH_VENUE.take(kinds), names, pa.scalar(None, pa.string()))
    types = pc.if_else(pc.equal(names, "CoRR"), "repository", _VENUE_TYPES.take(kinds))
    return venues(names, types)


def _urls(records: FlatRecords, keys: list[str | None]) -> pa.Array:
    """The first link, else DBLP's own page."""
    pages = pc.binary_join_element_wise(
        pa.scalar("https://dblp.org/rec/"), pa.array(keys, pa.string()), ""
    )
    return pc.coalesce(_first(records, "ee"), pages)


def _open_access(records: FlatRecords) -> pa.StringArray:
    """The first link that DBLP marks as open access."""
    links = np.flatnonzero(records.names == _NAME["ee"])
    found = np.full(len(records), -1, np.int64)
    for number, stated in reversed(records.attributes(records.tags[links])):
        if stated.get("type") == "oa":
            found[records.rows[links[number]]] = records.tags[links[number]]
    return records.texts(found)


def _references(records: FlatRecords) -> tuple[pa.ListArray, Ints]:
    """The keys of the works cited, and how many; `...` stands for one that DBLP does not have."""
    cites = np.flatnonzero(records.names == _NAME["cite"])
    keys = records.texts(records.tags[cites])
    known = pc.not_equal(keys, "...")
    keys, rows = keys.filter(known), records.rows[cites[known.to_numpy(zero_copy_only=False)]]
    counts = np.bincount(rows, minlength=len(records))
    return listed(counts, REFERENCE, ids=id_lists(len(keys), [("dblp", keys)])), counts
