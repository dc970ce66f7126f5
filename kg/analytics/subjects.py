"""Keywords, terms and topics through the years: which of them burst, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from kg.analytics.bursts import bursts
from kg.analytics.graph import Inputs, positions
from kg.analytics.results import significant
from kg.analytics.topics.counts import count_words
from kg.errors import AnalysisError

__all__ = ["Kind", "SubjectBursts", "subject_bursts"]

Kind = Literal["keywords", "terms", "topics"]


@dataclass(frozen=True, slots=True)
class SubjectBursts:
    """Bursts as (subject, first year, last year, papers in it, weight), the surest first; `why`
    says why there are none, `undated` counts papers without a year."""

    kind: Kind
    rows: tuple[tuple[str, int, int, int, float], ...]
    undated: int
    why: str = ""


def subject_bursts(
    inputs: Inputs, kind: str | None = None, *, least: int = 5, scaling: float = 2.0
) -> SubjectBursts:
    """Bursts of every keyword, term of a title, or topic on at least `least` dated papers.

    Without `kind`, of keywords, or of terms where no keyword is on so many papers. See
    `kg.analytics.bursts`.
    Raises `AnalysisError` for an unknown kind. O(subjects x years).
    """
    table = inputs.table("Paper", ["id", "title", "year"]).sort_by("id").combine_chunks()
    dated = table.filter(pc.is_valid(table["year"]))
    undated = table.num_rows - dated.num_rows
    if kind is None:
        kind = "keywords" if _tags_enough(inputs, dated, least) else "terms"
    readers = {"keywords": _keywords, "terms": _terms, "topics": _topics}
    if kind not in readers:
        raise AnalysisError(f"there are no bursts of {kind!r}", hint="known: " + ", ".join(readers))
    name: Kind = kind  # type: ignore[assignment]
    if dated.num_rows == 0:
        return SubjectBursts(name, (), undated, "no paper is dated")
    held = readers[kind](inputs, dated)
    if held is None:
        return SubjectBursts(name, (), undated, f"there are no {kind}")
    year = dated["year"].to_numpy()
    if year.min() == year.max():
        return SubjectBursts(name, (), undated, "all papers are of one year")
    rows = _found(*held, year - year.min(), int(year.min()), least, scaling)
    return SubjectBursts(name, tuple(rows), undated)


def _tags_enough(inputs: Inputs, papers: pa.Table, least: int) -> bool:
    """Whether a keyword is on `least` of the papers."""
    held = _keywords(inputs, papers)
    return held is not None and held[0].sum(axis=0).max(initial=0) >= least


def _found(
    counts: csr_array,
    names: list[str],
    period: NDArray[np.int64],
    first: int,
    least: int,
    scaling: float,
) -> list[tuple[str, int, int, int, float]]:
    totals = np.bincount(period)
    columns = csc_array(counts)
    rows = []
    for subject in np.flatnonzero(np.diff(columns.indptr) >= least).tolist():
        papers = columns.indices[columns.indptr[subject] : columns.indptr[subject + 1]]
        events = np.bincount(period[papers], minlength=len(totals))
        for burst in bursts(events, totals, scaling=scaling):
            weight = float(significant(np.array([burst.weight]))[0])
            rows.append(
                (names[subject], first + burst.start, first + burst.end, burst.events, weight)
            )
    return sorted(rows, key=lambda row: (-row[4], row[0], row[1]))


Held = tuple[csr_array, list[str]]


def _keywords(inputs: Inputs, papers: pa.Table) -> Held | None:
    return _held(inputs, papers, "TAGGED", inputs.table("Keyword", ["id", "label"]))


def _topics(inputs: Inputs, papers: pa.Table) -> Held | None:
    if not inputs.has("Topic"):
        return None
    return _held(inputs, papers, "ABOUT", inputs.table("Topic", ["id", "label"]))


def _held(inputs: Inputs, papers: pa.Table, name: str, things: pa.Table) -> Held | None:
    if not inputs.has(name):
        return None
    things = things.sort_by("id").combine_chunks()
    known, ids = (t["id"].combine_chunks().cast(pa.string()) for t in (papers, things))
    table = inputs.table(name, ["start", "end"])
    table = table.filter(pc.is_in(table["start"], known))
    ends = [table[c].combine_chunks().cast(pa.string()) for c in ("start", "end")]
    at = np.column_stack([positions(ends[0], known), positions(ends[1], ids)])
    at = np.unique(at, axis=0)
    shape = (len(known), len(ids))
    labels = [label or id_ for label, id_ in zip(*_columns(things), strict=True)]
    return csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=shape), labels


def _columns(things: pa.Table) -> tuple[list[str | None], list[str]]:
    return things["label"].to_pylist(), things["id"].to_pylist()


def _terms(inputs: Inputs, papers: pa.Table) -> Held | None:
    words = count_words([(title, "") for title in papers["title"].fill_null("").to_pylist()])
    return None if words is None else (words.counts, words.terms)
