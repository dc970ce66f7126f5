"""Newcomers and lasting ties: how the coauthor graph renews itself, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kg.analytics.base import Result
from kg.analytics.graph import Inputs, positions
from kg.analytics.results import columns, options_of, versions_of
from kg.progress import Progress, silent

__all__ = ["Turnover", "persistence", "turnover"]


def persistence(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    n: int,
) -> NDArray[np.float64]:
    """Share of each node's ties that were seen in more than one year, 0 to 1; NaN without ties.

    Each tie stands once, with the first and the last year it was seen in. Recent ties have had
    no time to last: compare people of the same age. O(ties). Burt 2000,
    doi:10.1016/S0378-8733(99)00015-5.

    >>> years = np.array([2019, 2019]), np.array([2019, 2021])
    >>> persistence(np.array([0, 0]), np.array([1, 2]), *years, 3).tolist()
    [0.5, 0.0, 1.0]
    """
    ends = np.concatenate([start, end])
    lasting = np.tile(last > first, 2)
    ties = np.bincount(ends, minlength=n)
    kept = np.bincount(ends[lasting], minlength=n)
    return np.where(ties > 0, kept / np.maximum(ties, 1), np.nan)


def turnover(authors: pa.Table, ties: pa.Table) -> pa.Table:
    """By year: authors and ties seen for the first time, and how many of those ties lasted.

    Of tables with `first_year` and `last_year`: `newcomers` are authors whose first paper here is
    of that year, `leavers` those whose last is; `new_ties` are pairs that first wrote together
    then, `lasting` those of them that did so again in a later year, `persistence` their share
    (null without any). What has no year is left out. The last years look worse than they are:
    their ties have had no time yet. Burt 2000, doi:10.1016/S0378-8733(99)00015-5.

    >>> years = {"first_year": [2019, 2019, 2020], "last_year": [2019, 2020, 2020]}
    >>> turnover(pa.table(years), pa.table(years)).to_pylist()[0]
    {'year': 2019, 'newcomers': 2, 'leavers': 1, 'new_ties': 2, 'lasting': 1, 'persistence': 0.5}
    """
    begun, ended = (_years(authors, name) for name in ("first_year", "last_year"))
    known = ties.filter(pc.is_valid(ties.column("first_year")))
    first, last = (_years(known, name) for name in ("first_year", "last_year"))
    years = np.unique(np.concatenate([begun, ended, first]))
    new, lasting = _per(first, years), _per(first[last > first], years)
    share = np.where(new > 0, lasting / np.maximum(new, 1), np.nan)
    return pa.table(
        {
            "year": pa.array(years, pa.int64()),
            "newcomers": _per(begun, years),
            "leavers": _per(ended, years),
            "new_ties": new,
            "lasting": lasting,
            "persistence": pa.array(share, mask=np.isnan(share)),
        }
    )


def _years(table: pa.Table, name: str) -> NDArray[np.int64]:
    return np.asarray(table.column(name).drop_null().to_numpy(), dtype=np.int64)


def _per(values: NDArray[np.int64], years: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.bincount(np.searchsorted(years, values), minlength=len(years)).astype(np.int64)


@dataclass(frozen=True)
class Turnover:
    """Which share of an author's ties lasted beyond one year; and newcomers and ties by year."""

    years: int = 5

    name: ClassVar[str] = "turnover"
    reads: ClassVar[tuple[str, ...]] = ("Author", "COAUTHOR")
    reference: ClassVar[str] = "doi:10.1016/S0378-8733(99)00015-5"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """The share of every author; the notes tell of the last `years` years."""
        ids = inputs.ids("Author")
        ties = inputs.table("COAUTHOR", ["start", "end", "first_year", "last_year"])
        known = ties.filter(pc.is_valid(ties.column("first_year")))
        start, end = (positions(known.column(c).combine_chunks(), ids) for c in ("start", "end"))
        first, last = (_years(known, name) for name in ("first_year", "last_year"))
        share = persistence(start, end, first, last, len(ids))
        authors = inputs.table("Author", ["first_year", "last_year"])
        recent = turnover(authors, ties).to_pylist()[-self.years :] if self.years > 0 else []
        names = np.asarray(ids.to_numpy(zero_copy_only=False), dtype=str)
        return Result(
            self.name,
            measures={"Author": columns(names, {"persistence": share})},
            options=options_of(self),
            versions=versions_of("numpy"),
            reference=self.reference,
            notes=tuple(map(_sentence, recent)),
        )


def _sentence(year: dict[str, float]) -> str:
    lasted = year["persistence"]
    kept = f", {lasted:.0%} of them seen again later" if lasted is not None else ""
    return f"{year['year']}: {year['newcomers']:,} newcomers, {year['new_ties']:,} new ties{kept}"
