"""Batches are bounded by what their records hold, not by the number of records alone."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from kg.loaders.base import in_batches
from kg.records import Mention, PaperRecord, Provenance, Reference, Reject


def paper(index: int, references: int = 0, authors: int = 0) -> PaperRecord:
    return PaperRecord(
        provenance=Provenance("export", index),
        title=f"Paper {index}",
        mentions=tuple(Mention(f"Author {n}", n) for n in range(authors)),
        references=tuple(Reference(text=f"Reference {n}") for n in range(references)),
    )


def lengths(items: Iterator[PaperRecord | Reject]) -> list[int]:
    return [len(b) for b in in_batches(items) if isinstance(b, pa.RecordBatch)]


def test_papers_of_a_few_authors_come_by_the_thousand() -> None:
    assert lengths(paper(n, references=1, authors=2) for n in range(5_000)) == [4_096, 904]


def test_reviews_with_many_references_come_in_small_batches() -> None:
    assert lengths(paper(n, references=1_000) for n in range(60)) == [25, 25, 10]


def test_large_teams_count_as_references_do() -> None:
    assert lengths(paper(n, references=1_000, authors=1_500) for n in range(12)) == [10, 2]


def test_one_record_larger_than_a_batch_is_a_batch() -> None:
    assert lengths(paper(n, authors=30_000) for n in range(2)) == [1, 1]


def test_rejects_keep_their_place_between_batches() -> None:
    def items() -> Iterator[PaperRecord | Reject]:
        yield paper(0, references=25_000)
        yield Reject("export", "torn", index=1)
        yield paper(2)

    kinds = [type(item) for item in in_batches(items())]
    assert kinds == [pa.RecordBatch, Reject, pa.RecordBatch]
