"""How often an author writes alone, stands first, or stands last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kg.analytics.base import Result
from kg.analytics.graph import Inputs, positions
from kg.analytics.results import columns, options_of, versions_of
from kg.progress import Progress, silent

__all__ = ["Roles", "Shares", "author_shares"]


class Shares(NamedTuple):
    """Shares of each author's papers, 0 to 1; NaN where none of the papers can tell."""

    solo: NDArray[np.float64]
    first: NDArray[np.float64]
    last: NDArray[np.float64]


def author_shares(
    author: NDArray[np.int64],
    position: NDArray[np.float64],
    size: NDArray[np.float64],
    n: int,
) -> Shares:
    """Shares of solo, first and last authorships of `n` authors, one array entry an authorship.

    `position` counts from 1 and `size` is the number of authors of the paper; NaN where unknown.
    Solo: of the papers whose number of authors is known. First and last: of the papers with two
    authors or more whose author's position (for last also number of authors) is known. Fields
    that list authors by the alphabet make first and last meaningless. O(authorships).
    Newman 2004, doi:10.1073/pnas.0307545100, on what author lists tell.

    >>> author_shares(np.array([0, 0, 1]), np.array([1.0, 1, 2]), np.array([1.0, 2, 2]), 2)
    Shares(solo=array([0.5, 0. ]), first=array([1., 0.]), last=array([0., 1.]))
    """

    def share(of: NDArray[np.bool_], among: NDArray[np.bool_]) -> NDArray[np.float64]:
        part, whole = (np.bincount(author[m], minlength=n) for m in (of & among, among))
        return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)

    placed = ~(size < 2) & ~np.isnan(position)
    return Shares(
        solo=share(size == 1, ~np.isnan(size)),
        first=share(position == 1, placed),
        last=share(position == size, placed & ~np.isnan(size)),
    )


@dataclass(frozen=True)
class Roles:
    """Shares of an author's papers written alone, as first and as last author.

    A paper whose list is cut counts only where position and number of authors are known.
    """

    name: ClassVar[str] = "roles"
    reads: ClassVar[tuple[str, ...]] = ("Author", "Paper", "AUTHORED")
    reference: ClassVar[str] = "doi:10.1073/pnas.0307545100"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Count every author's places."""
        ids = inputs.ids("Author")
        rows = inputs.table("AUTHORED", ["start", "end", "position"])
        author = positions(rows.column("start").combine_chunks(), ids)
        place = _numbers(rows.column("position"))
        shares = author_shares(author, place, _sizes(rows, inputs), len(ids))
        found = {f"{name}_share": values for name, values in shares._asdict().items()}
        names = np.asarray(ids.to_numpy(zero_copy_only=False), dtype=str)
        return Result(
            self.name,
            measures={"Author": columns(names, found)},
            options=options_of(self),
            versions=versions_of("numpy"),
            reference=self.reference,
        )


def _sizes(rows: pa.Table, inputs: Inputs) -> NDArray[np.float64]:
    """The number of authors of each row's paper: as stated, else as listed when that is whole."""
    papers = inputs.table("Paper", ["id", "n_authors", "authors_complete"])
    listed = rows.group_by("end").aggregate([("start", "count")])
    at = pc.index_in(papers.column("id"), value_set=listed.column("end").combine_chunks())
    counted = listed.column("start_count").take(at)
    whole = papers.column("authors_complete").fill_null(False)
    known = pc.coalesce(papers.column("n_authors"), pc.if_else(whole, counted, None))
    where = positions(rows.column("end").combine_chunks(), papers.column("id").combine_chunks())
    return _numbers(known)[where]


def _numbers(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """Whole numbers as floats, NaN for null."""
    return np.asarray(
        pc.fill_null(column.cast(pa.float64()), float("nan")).to_numpy(), dtype=np.float64
    )
