"""The works that OpenAlex's works cite, which it gives as addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Raw

from kg.loaders.reading import identifiers
from kg.loaders.reading.json.pages import looked_into
from kg.loaders.reading.tables import arrow_columns as columns

__all__ = ["ADDRESS", "cited_works"]

ADDRESS: Final = "https://openalex.org/"
_LIST: Final = f'["{ADDRESS}'.encode()
_NO_LIST: Final = (b"", b"null", b"[]")
_BETWEEN: Final = f'","{ADDRESS}'
_DELETED_WORK: Final = "W4285719527"

Cited = Raw | list[str] | None


def cited_works(lists: Sequence[Cited]) -> tuple[Sequence[int], pa.StringArray]:
    """How many works each list names, and their ids; what is no work, or deleted, is left out.

    >>> counts, ids = cited_works([["https://openalex.org/W2", "W3", "W4285719527"], None])
    >>> counts, ids.to_pylist()
    ([2, 0], ['W2', 'W3'])
    """
    return _at_once(lists) or _one_by_one(lists)


def _at_once(lists: Sequence[Cited]) -> tuple[Sequence[int], pa.StringArray] | None:
    """Lists as they stand in lines, taken apart as texts; None where one needs a closer look."""
    said = [bytes(some) for some in lists if isinstance(some, Raw)]
    if len(said) < len(lists):
        return None
    bodies = [text[len(_LIST) : -2] if text.startswith(_LIST) else None for text in said]
    if any(body is None and text not in _NO_LIST for body, text in zip(bodies, said, strict=True)):
        return None
    found = pc.split_pattern(pa.array(bodies, pa.binary()).cast(pa.string()), _BETWEEN)
    ids = found.flatten()
    known = pc.and_(pc.match_substring_regex(ids, r"^W\d+$"), pc.not_equal(ids, _DELETED_WORK))
    if not pc.all(known).as_py():
        return None
    return pc.fill_null(pc.list_value_length(found), 0).to_pylist(), ids


def _one_by_one(lists: Sequence[Cited]) -> tuple[Sequence[int], pa.StringArray]:
    counts, ids = columns.flat(
        [work for text in looked_into(some, list[str]) or () if (work := _work(text))]
        for some in lists
    )
    return counts, pa.array(ids, pa.string())


def _work(text: str) -> str | None:
    found = identifiers.openalex(text)
    return found if found and found.startswith("W") and found != _DELETED_WORK else None
