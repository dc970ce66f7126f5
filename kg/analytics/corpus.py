"""Who wrote what and when, as arrays: what looking for people needs of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.graph import Inputs, positions

__all__ = ["Choice", "Corpus", "faded", "read_corpus"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Choice:
    """Which papers count, and how many of them a person must have; None leaves all.

    `since` and `until` are years, both included (a paper without a year is neither); `venue` and
    `topic` are ids.
    """

    since: int | None = None
    until: int | None = None
    venue: str | None = None
    topic: str | None = None
    min_papers: int = 1


@dataclass(frozen=True)
class Corpus:
    """Authors and papers by index (both sorted by id), and each authorship once.

    `year` is NaN where unknown. `team` is the number of authors, the stated one when the list
    is cut. `author[k]` wrote `paper[k]`.
    """

    authors: pa.Array
    papers: pa.Array
    year: Floats
    team: Ints
    author: Ints
    paper: Ints

    @cached_property
    def now(self) -> float:
        """The year of the latest paper; NaN when none has a year."""
        known = self.year[~np.isnan(self.year)]
        return float(known.max()) if len(known) else float("nan")

    @cached_property
    def written(self) -> csr_array:
        """Papers by authors: 1 where the author wrote the paper."""
        shape = (len(self.papers), len(self.authors))
        return csr_array((np.ones(len(self.paper)), (self.paper, self.author)), shape=shape)

    @cached_property
    def by_author(self) -> csr_array:
        """Authors by papers, the same the other way round."""
        return csr_array(self.written.T.tocsr())

    @cached_property
    def first(self) -> Floats:
        """Year of each author's first dated paper; NaN without one."""
        return self._extreme(np.fmin)

    @cached_property
    def last(self) -> Floats:
        """Year of each author's last dated paper; NaN without one."""
        return self._extreme(np.fmax)

    def _extreme(self, which: np.ufunc) -> Floats:
        found = np.full(len(self.authors), np.nan)
        which.at(found, self.author, self.year[self.paper])
        return found

    def papers_of(self, author: int) -> Ints:
        """The papers of an author."""
        return _row(self.by_author, author)

    def authors_of(self, paper: int) -> Ints:
        """The authors of a paper."""
        return _row(self.written, paper)

    def coauthors_of(self, author: int) -> Ints:
        """Everybody who is on a paper with the author, however large the team."""
        rows = self.written[self.papers_of(author)]
        found: Ints = np.unique(rows.indices).astype(np.int64)
        others: Ints = found[found != author]
        return others

    def counted(self, papers: Mask) -> Ints:
        """How many of those papers each author wrote."""
        kept = self.author[papers[self.paper]]
        counts: Ints = np.bincount(kept, minlength=len(self.authors)).astype(np.int64)
        return counts

    def chosen(self, inputs: Inputs, choice: Choice) -> Mask:
        """The papers that a choice names."""
        kept = np.ones(len(self.papers), dtype=bool)
        if choice.since is not None:
            kept &= self.year >= choice.since
        if choice.until is not None:
            kept &= self.year <= choice.until
        for table, end in (("PUBLISHED_IN", choice.venue), ("ABOUT", choice.topic)):
            if end is not None:
                kept &= self._related(inputs, table, end)
        return kept

    def _related(self, inputs: Inputs, table: str, end: str) -> Mask:
        if not inputs.has(table):
            return np.zeros(len(self.papers), dtype=bool)
        rows = inputs.table(table, ["start", "end"])
        there = rows.filter(pc.equal(rows.column("end"), end)).column("start")
        return np.asarray(pc.is_in(self.papers, there.combine_chunks()), dtype=bool)


def _row(matrix: csr_array, row: int) -> Ints:
    found: Ints = np.sort(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]])
    return found.astype(np.int64)


def read_corpus(inputs: Inputs) -> Corpus:
    """Read it from the tables. O(authorships)."""
    authors = inputs.ids("Author")
    table = inputs.table("Paper", ["id", "year", "n_authors"]).sort_by("id")
    papers = table.column("id").combine_chunks()
    rows = inputs.table("AUTHORED", ["start", "end"])
    author = positions(rows.column("start").combine_chunks(), authors)
    paper = positions(rows.column("end").combine_chunks(), papers)
    key = np.unique(paper * max(len(authors), 1) + author)
    paper, author = key // max(len(authors), 1), key % max(len(authors), 1)
    listed = np.bincount(paper, minlength=len(papers))
    stated = np.asarray(table.column("n_authors").fill_null(0).to_numpy(), dtype=np.int64)
    year = np.asarray(
        table.column("year").cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64
    )
    return Corpus(authors, papers, year, np.maximum(listed, stated), author, paper)


def faded(year: Floats, now: float, years: float) -> Floats:
    """exp(-age / years): what a year counts for at `now`, 0 to 1.

    An unknown year counts like the middle one of the known years; all count 1 when none is known.

    >>> faded(np.array([2020.0, 2018.0, np.nan]), 2020, 2).round(2).tolist()
    [1.0, 0.37, 0.61]
    """
    known = ~np.isnan(year)
    if not known.any():
        return np.ones(len(year))
    filled = np.where(known, year, np.median(year[known]))
    return np.asarray(np.exp(-np.maximum(now - filled, 0) / years))
