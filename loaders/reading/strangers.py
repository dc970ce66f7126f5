"""Identifiers that one library gives to works which have nothing in common.

Mendeley, asked to complete an entry, has put the DOI, the arXiv id and the PubMed id of one work
on dozens of others, and people give the DOI of a book or a journal to what appeared there. Such a
number would make one paper of them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from kg.records import Identifier, PaperRecord, Reject

__all__ = ["letters", "without_strangers_ids"]

_WORD: Final = re.compile(r"[^\W\d_]{2,}")


_WINDOW: Final = 10_000
_PARTS: Final = 100_000
"""Records looked at together, and their authors and references: more than people keep, and no more
memory for whole databases."""


def without_strangers_ids(
    found: Iterable[PaperRecord | Reject],
) -> Iterator[PaperRecord | Reject]:
    """What was found, without the identifiers that strangers among the records share."""
    window: list[PaperRecord | Reject] = []
    parts = 0
    for one in found:
        window.append(one)
        if isinstance(one, PaperRecord):
            parts += len(one.mentions) + len(one.references)
        if len(window) == _WINDOW or parts > _PARTS:
            yield from _believable(window)
            window, parts = [], 0
    yield from _believable(window)


def _believable(found: Sequence[PaperRecord | Reject]) -> Iterator[PaperRecord | Reject]:
    doubtful = _shared_by_strangers([one for one in found if isinstance(one, PaperRecord)])
    for one in found:
        if isinstance(one, Reject) or doubtful.isdisjoint(one.ids):
            yield one
        else:
            yield _without(one, doubtful)


def _shared_by_strangers(records: Sequence[PaperRecord]) -> set[Identifier]:
    first: dict[Identifier, PaperRecord] = {}
    return {
        identifier
        for record in records
        for identifier in record.ids
        if _are_strangers(first.setdefault(identifier, record), record)
    }


def _are_strangers(one: PaperRecord, other: PaperRecord) -> bool:
    """Whether two records have other titles, neither of them longer than the other by its end
    alone, and people who share no part of a name; who names none is nobody's stranger."""
    if one is other or not (one.title and other.title):
        return False
    short, long = sorted((letters(one.title), letters(other.title)), key=len)
    if long.startswith(short):
        return False
    people = _people(one), _people(other)
    return all(people) and people[0].isdisjoint(people[1])


def letters(title: str) -> str:
    """A title without case, blanks and marks, for comparing."""
    return "".join(filter(str.isalnum, title.lower()))


def _people(record: PaperRecord) -> set[str]:
    return {word for m in record.mentions for word in _WORD.findall(m.name.lower())}


def _without(record: PaperRecord, doubtful: set[Identifier]) -> PaperRecord:
    ids = tuple(one for one in record.ids if one not in doubtful)
    has_arxiv = any(one.scheme == "arxiv" for one in ids)
    return msgspec.structs.replace(
        record, ids=ids, arxiv_version=record.arxiv_version if has_arxiv else None
    )
