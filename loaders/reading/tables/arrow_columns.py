"""Nested columns of records out of flat ones, and identifiers brought to normal form by columns.

For loaders of corpora: what can be said of a whole column is said in Arrow, and Python sees only
the values that are out of the ordinary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.collector import uncollected
from kg.loaders.base import Loading
from kg.loaders.reading import identifiers, spaces
from kg.loaders.reading.json.pages import Page
from kg.loaders.reading.languages import in_codes
from kg.loaders.reading.markup import plain
from kg.loaders.reading.tables.tabular import NAMELESS
from kg.records import RECORD_SCHEMA, Reject

__all__ = [
    "AFFILIATION",
    "IDENTIFIER",
    "KEYWORD",
    "MENTION",
    "REFERENCE",
    "Scheme",
    "batch_of",
    "doi_schemes",
    "each_once",
    "flat",
    "id_lists",
    "listed",
    "loading",
    "matching",
    "nothing",
    "one_line",
    "orcids",
    "plain_texts",
    "stated",
    "strings",
    "venues",
]

T = TypeVar("T")
Texts = Sequence[str | None]
Scheme = tuple[str, pa.Array]
"""A scheme of identifiers, and its value for each row, or null."""

MENTION = RECORD_SCHEMA.field("mentions").type.value_type
IDENTIFIER = RECORD_SCHEMA.field("ids").type.value_type
AFFILIATION = MENTION.field("affiliations").type.value_type
KEYWORD = RECORD_SCHEMA.field("keywords").type.value_type
REFERENCE = RECORD_SCHEMA.field("references").type.value_type
_VENUE = RECORD_SCHEMA.field("venue").type


def flat(lists: Iterable[Sequence[T] | None]) -> tuple[list[int], list[T]]:
    """Lists, one a row or None, as the length of each and all that is in them."""
    whole = [row or () for row in lists]
    return [len(row) for row in whole], list(chain.from_iterable(whole))


def listed(
    counts: Sequence[int] | np.ndarray[Any, Any], struct: pa.StructType, **children: Any
) -> pa.ListArray:
    """A column of lists of structs: how many each row has, and the children of all of them.

    A child is an Arrow array, a sequence of values, or one value for all; one not given is null.
    """
    ends = np.cumsum(np.asarray(counts, dtype=np.int64))
    n = int(ends[-1]) if len(ends) else 0
    arrays = [_child(children.get(field.name), field.type, n) for field in struct]
    structs = pa.StructArray.from_arrays(arrays, fields=list(struct))
    return pa.ListArray.from_arrays(pa.array(np.concatenate(([0], ends)), pa.int32()), structs)


def nothing(n: int, struct: pa.StructType) -> pa.ListArray:
    """A column of empty lists."""
    return listed(np.zeros(n, dtype=np.int64), struct)


def _child(value: Any, kind: pa.DataType, n: int) -> pa.Array:
    if value is None:
        return pa.nulls(n, kind)
    if isinstance(value, pa.Array):
        return value
    if isinstance(value, str):
        return pa.repeat(pa.scalar(value, kind), n)
    return pa.array(value, kind)


def strings(texts: Texts) -> pa.Array:
    """Texts with the space around them trimmed; null where nothing is left."""
    array = pc.utf8_trim_whitespace(pa.array(texts, pa.string()))
    return pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)


def one_line(texts: list[str]) -> list[str]:
    """Texts with one space between words and none around them.

    Most pages hold no other, which one look at all of them shows.
    """
    row = "|".join(["", *texts, ""])
    if row.isprintable() and not ("  " in row or " |" in row or "| " in row):
        return texts
    return list(map(spaces.one_line, texts))


def plain_texts(texts: Texts | pa.Array) -> pa.Array:
    """Texts as `markup.plain` makes them, which sees only those that a pattern picks out."""
    array = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    return _mended(array, pc.match_substring_regex(array, _NOT_PLAIN), plain)


_NOT_PLAIN = (
    r"[<&\x00-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
    r"|  |^ | $|^$|\$[^$]*[\\^_]|\$\$"
)
"""A text with markup or a formula, with spaces to lose or of another kind, or nothing in it."""


def each_once(texts: Texts | pa.Array, kind: pa.DataType, make: Callable[[str], Any]) -> pa.Array:
    """What `make` makes of the texts, each of them made once; null of null."""
    array = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    coded = array.dictionary_encode()
    return pa.array([make(text) for text in coded.dictionary.to_pylist()], kind).take(coded.indices)


def stated(texts: Texts) -> pa.Array:
    """Texts as they are; null in place of an empty one."""
    array = pa.array(texts, pa.string())
    empty = pc.equal(array, "")
    return (
        pc.if_else(empty, pa.scalar(None, pa.string()), array) if pc.any(empty).as_py() else array
    )


def id_lists(n: int, schemes: Sequence[Scheme]) -> pa.ListArray:
    """Of each row the identifiers that it has, in the order of the schemes."""
    stacked = pa.concat_arrays([column for _, column in schemes])
    k = len(schemes)
    by_row = np.arange(k * n).reshape(k, n).T.ravel()
    there = stacked.is_valid().to_numpy(zero_copy_only=False)[by_row]
    chosen = by_row[there]
    names = pa.array([scheme for scheme, _ in schemes], pa.string())
    return listed(
        there.reshape(n, k).sum(axis=1),
        IDENTIFIER,
        scheme=names.take(pa.array(chosen // max(n, 1))),
        value=stacked.take(pa.array(chosen)),
    )


def matching(
    texts: Texts, prefix: str, body: str, slow: Callable[[str | None], str | None]
) -> pa.Array:
    """Identifiers in normal form: what a pattern (RE2) matches by column, the rest by `slow`.

    `prefix` is the address that most of them begin with.
    """
    array = pa.array(texts, pa.string())
    return _repaired(_bare(array, prefix, body), array, slow)


def _bare(array: pa.Array, prefix: str, body: str) -> pa.Array:
    """The texts without a prefix, null where what is left does not match."""
    cut = array
    if prefix:
        cut = pc.if_else(
            pc.starts_with(array, prefix), pc.utf8_slice_codeunits(array, len(prefix)), array
        )
    return pc.if_else(pc.match_substring_regex(cut, f"^{body}$"), cut, pa.scalar(None, pa.string()))


def _repaired(
    found: pa.Array, texts: pa.Array, slow: Callable[[str | None], str | None]
) -> pa.Array:
    """`found`, with what `slow` makes of the texts that it has no value for."""
    if found.null_count == texts.null_count:
        return found
    return _mended(found, pc.and_(found.is_null(), texts.is_valid()), slow, texts)


def _mended(
    found: pa.Array,
    odd: pa.BooleanArray,
    slow: Callable[[str | None], str | None],
    texts: pa.Array | None = None,
) -> pa.Array:
    """`found`, with what `slow` makes of the texts, in it or elsewhere, that are odd."""
    odd = pc.fill_null(odd, False)
    if not pc.any(odd).as_py():
        return found
    values = [slow(text) for text in (found if texts is None else texts).filter(odd).to_pylist()]
    return pc.replace_with_mask(found, odd, pa.array(values, pa.string()))


_DOI_BODY = r"10\.\d{4,9}/(?:[a-z0-9._/-]*[a-z0-9])"
_DERIVED = r"^10\.(?:48550|18653|3115)/"


def doi_schemes(texts: Texts) -> list[Scheme]:
    """DOIs in normal form, and the arXiv and ACL Anthology ids that some spell out."""
    lower = pc.ascii_lower(pa.array(texts, pa.string()))
    dois = _repaired(_bare(lower, "https://doi.org/", _DOI_BODY), lower, identifiers.doi)
    derived = pc.match_substring_regex(dois, _DERIVED)
    if not pc.any(derived).as_py():
        return [("doi", dois)]
    spelled = [
        {i.scheme: i.value for i in identifiers.from_doi(value)} if has else {}
        for value, has in zip(dois.to_pylist(), derived.to_pylist(), strict=True)
    ]
    return [("doi", dois)] + [
        (scheme, pa.array([ids.get(scheme) for ids in spelled], pa.string()))
        for scheme in ("arxiv", "acl")
    ]


_ORCID = r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"
_WEIGHTS = np.array([2 ** (15 - i) % 11 for i in range(15)])


def orcids(texts: Texts) -> pa.Array:
    """ORCIDs in normal form; null where the check digit is wrong (ISO 7064 MOD 11-2)."""
    array = pa.array(texts, pa.string())
    found = _bare(array, "https://orcid.org/", _ORCID)
    there = np.flatnonzero(found.is_valid().to_numpy(zero_copy_only=False))
    if len(there):
        signs = np.frombuffer(
            "".join(found.drop_null().to_pylist()).replace("-", "").encode(), dtype=np.uint8
        ).reshape(-1, 16)
        digits = signs.astype(np.int64) - ord("0")
        check = np.where(signs[:, 15] == ord("X"), 10, digits[:, 15])
        wrong = ((digits[:, :15] * _WEIGHTS).sum(axis=1) + check) % 11 != 1
        if wrong.any():
            mask = np.zeros(len(array), dtype=bool)
            mask[there[wrong]] = True
            found = pc.if_else(pa.array(mask), pa.scalar(None, pa.string()), found)
            array = pc.if_else(pa.array(mask), pa.scalar(None, pa.string()), array)
    return _repaired(found, array, identifiers.orcid)


def venues(
    names: pa.Array, types: Texts, issns: Texts | None = None, isbns: Texts | None = None
) -> pa.StructArray:
    """The venue of each row, null where it has no name."""
    children = [_child(v, pa.string(), len(names)) for v in (names, types, issns, isbns)]
    return pa.StructArray.from_arrays(children, fields=list(_VENUE), mask=names.is_null())


def loading(
    file: str, pages: Iterator[Page[T]], fields: Callable[[Page[T]], dict[str, Any]]
) -> Loading:
    """Each page as a batch of its columns, and before it the rejects in the order of the file.

    Rows with neither title nor identifier are rejects too. A page is made and freed again before
    Python's collector may look: it would walk over all of its objects and find nothing.
    """
    while True:
        with uncollected():
            page = next(pages, None)
            if page is None:
                return
            rejects = list(page.lost)
            batches: list[pa.RecordBatch] = []
            for item in _batch(file, page, fields(page)) if page.values else ():
                (rejects if isinstance(item, Reject) else batches).append(item)
            page.values.clear()
        yield from sorted(rejects, key=lambda reject: reject.index or 0)
        yield from batches


def batch_of(n: int, fields: dict[str, Any]) -> pa.RecordBatch:
    """Columns as a batch of n records, by name; one that is not given is null."""
    arrays = [_child(fields.get(field.name), field.type, n) for field in RECORD_SCHEMA]
    return in_codes(pa.RecordBatch.from_arrays(arrays, schema=RECORD_SCHEMA))


def _batch(file: str, page: Page[Any], fields: dict[str, Any]) -> Loading:
    fields = fields | {"file": file, "index": page.indexes, "line": page.lines}
    batch = batch_of(len(page.values), fields)
    named = pc.or_(
        batch.column("title").is_valid(), pc.greater(pc.list_value_length(batch.column("ids")), 0)
    )
    if pc.all(named).as_py() is False:
        for row in np.flatnonzero(~named.to_numpy(zero_copy_only=False)):
            yield page.reject(file, int(row), NAMELESS)
        batch = batch.filter(named)
    if batch.num_rows:
        yield batch
