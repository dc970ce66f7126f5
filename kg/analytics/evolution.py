"""How communities come, grow, merge, split and go, from one window of years to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array, triu

from kg.analytics.graph import Inputs, positions, undirected
from kg.analytics.leiden import leiden
from kg.errors import AnalysisError
from kg.progress import Progress, silent

__all__ = ["Community", "Event", "Evolution", "evolution", "lineage"]

EventKind = Literal["birth", "death", "merge", "split", "growth", "decline", "steady"]

Labels = NDArray[np.int64]

LEADING = 3
"""Members named for each event."""


@dataclass(frozen=True, slots=True)
class Community:
    """A community of one window: members are indices into `Evolution.authors`, strongest first."""

    window: int
    number: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What became of communities between `window` - 1 and `window` (indices of windows).

    `before` and `after` are their numbers there; a birth has none before, a death none after.
    """

    window: int
    kind: EventKind
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evolution:
    """Windows (first and last year), ids of authors, the communities of each window, events."""

    windows: tuple[tuple[int, int], ...]
    authors: pa.Array
    communities: tuple[Community, ...]
    events: tuple[Event, ...]
    undated: int

    def rows(self, inputs: Inputs, limit: int = 0) -> Iterator[tuple[Any, ...]]:
        """The story as rows: window, event, communities before and after, authors, and the
        strongest members of what came of it; the largest of each window first, at most `limit`."""
        table = inputs.table("Author", ["id", "name"]).sort_by("id")
        names = table["name"].to_pylist()
        known = {(c.window, c.number): c for c in self.communities}
        for at, (first, last) in enumerate(self.windows):
            told = [e for e in self.events if e.window == at]
            if at == 0:
                told = [
                    Event(0, "birth", (), (c.number,)) for c in self.communities if not c.window
                ]
            rows = []
            for event in told:
                heirs = [known[at, n] for n in event.after]
                shown = heirs or [known[at - 1, n] for n in event.before]
                size = sum(len(c.members) for c in shown)
                leading = [names[i] for c in shown for i in c.members[: LEADING // len(shown) or 1]]
                rows.append((f"{first}-{last}", event.kind, list(event.before),
                             list(event.after), size, leading[:LEADING]))  # fmt: skip
            rows.sort(key=lambda row: -row[4])
            yield from rows[:limit] if limit else rows


def evolution(
    inputs: Inputs,
    *,
    window: int = 5,
    smallest: int = 4,
    resolution: float = 1.0,
    max_team: int = 100,
    seed: int = 0,
    progress: Progress = silent,
) -> Evolution:
    """Communities of the coauthor graph of each window of years, and what became of them.

    Windows of `window` years follow each other without overlap; the last ends with the newest
    year, and the first may be shorter. Each has a coauthor graph of its own papers, Newman weights,
    and Leiden communities of at least `smallest` authors; papers of more than `max_team` authors
    add no ties. Papers without a year are left out (`undated` tells how many). See `lineage` for
    the events. Raises `AnalysisError` when no paper is dated or an option is out of range.
    """
    if window < 1 or smallest < 2:
        raise AnalysisError("a window has at least one year, and a community at least two authors")
    papers = inputs.table("Paper", ["id", "year"]).sort_by("id")
    year = papers["year"].to_numpy(zero_copy_only=False).astype(np.float64)
    dated = ~np.isnan(year)
    if not dated.any():
        raise AnalysisError(
            "no paper is dated, so nothing can be said of time",
            hint="import a source that states years",
        )
    paper, author, ids = _authorships(inputs, papers["id"].combine_chunks().cast(pa.string()))
    windows = _windows(int(year[dated].min()), int(year[dated].max()), window)
    labels = []
    communities: list[Community] = []
    for number, (first, last) in enumerate(windows):
        progress("communities by time", number, len(windows))
        inside = (year[paper] >= first) & (year[paper] <= last)
        weights = _coauthors(paper[inside], author[inside], len(ids), max_team)
        found = _large(leiden(weights, resolution=resolution, seed=seed), smallest)
        labels.append(found)
        communities += _members(number, found, np.asarray(weights.sum(axis=1)))
    events = [e for t in range(1, len(labels)) for e in lineage(labels[t - 1], labels[t], t)]
    return Evolution(
        tuple(windows), ids, tuple(communities), tuple(events), int(np.count_nonzero(~dated))
    )


def lineage(before: Labels, after: Labels, window: int = 1, *, least: float = 0.5) -> list[Event]:
    """What became of the groups of `before` in `after`, labels of the same nodes, -1 for none.

    Two groups are kin when they share two members, and `least` of those of the one who are in a
    group both times are in the other: newcomers and people who left are no reason to call a group
    another. No kin before: a birth; none after: a death; several before: a merge; several after: a
    split; else growth or decline when the size changes by a tenth, or steady. Events after Greene,
    Doyle and Cunningham 2010, doi:10.1109/ASONAM.2010.17. O(n).

    >>> [e.kind for e in lineage(np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 0, 0, 0, 0]))]
    ['merge']
    """
    kin = _kin(before, after, least)
    heirs, parents = np.diff(csr_array(kin).indptr), np.diff(csr_array(kin.T).indptr)
    size = [np.bincount(part[part >= 0]) for part in (before, after)]
    events = [Event(window, "death", (int(g),), ()) for g in np.flatnonzero(heirs == 0)]
    for group in range(len(parents)):
        of = tuple(int(g) for g in np.flatnonzero(kin[:, [group]].toarray().ravel()))
        if not of:
            events.append(Event(window, "birth", (), (group,)))
        elif len(of) > 1:
            events.append(Event(window, "merge", of, (group,)))
        elif heirs[of[0]] == 1:
            kind = _change(int(size[0][of[0]]), int(size[1][group]))
            events.append(Event(window, kind, of, (group,)))
    for parted in np.flatnonzero(heirs > 1):
        into = tuple(int(g) for g in np.flatnonzero(kin[[parted]].toarray().ravel()))
        events.append(Event(window, "split", (int(parted),), into))
    return events


def _change(before: int, after: int) -> EventKind:
    if after >= 1.1 * before:
        return "growth"
    return "decline" if after <= 0.9 * before else "steady"


def _kin(before: Labels, after: Labels, least: float) -> csr_array:
    """1 for every pair of groups that are kin: rows before, columns after."""
    both = (before >= 0) & (after >= 0)
    shape = (int(before.max(initial=-1)) + 1, int(after.max(initial=-1)) + 1)
    ends = (before[both], after[both])
    shared = coo_array((np.ones(int(both.sum())), ends), shape=shape).tocsr()
    shared.sum_duplicates()
    row = np.repeat(np.arange(shape[0]), np.diff(shared.indptr))
    left = np.asarray(shared.sum(axis=1))[row] if shared.nnz else np.empty(0)
    right = np.asarray(shared.sum(axis=0))[shared.indices] if shared.nnz else np.empty(0)
    near = (shared.data >= least * np.minimum(left, right)) & (shared.data >= 2)
    shared.data = near.astype(np.float64)
    shared.eliminate_zeros()
    return csr_array(shared)


def _authorships(inputs: Inputs, papers: pa.Array) -> tuple[Labels, Labels, pa.Array]:
    """Distinct authorships: index of the paper, index of the author, ids of all authors."""
    ids = inputs.ids("Author")
    table = inputs.table("AUTHORED", ["start", "end"])
    author = positions(table["start"].combine_chunks().cast(pa.string()), ids)
    paper = positions(table["end"].combine_chunks().cast(pa.string()), papers)
    pairs = np.unique(np.column_stack([paper, author]), axis=0)
    return pairs[:, 0], pairs[:, 1], ids


def _windows(first: int, last: int, width: int) -> list[tuple[int, int]]:
    starts = range(last - width + 1, first - width, -width)
    return [(max(start, first), start + width - 1) for start in starts][::-1]


def _coauthors(paper: Labels, author: Labels, n: int, max_team: int) -> csr_array:
    """Newman weights between the authors of those papers."""
    team = np.bincount(paper)[paper] if len(paper) else paper
    inside = (team >= 2) & (team <= max_team)
    _, row = np.unique(paper[inside], return_inverse=True)
    ends = (author[inside], row)
    width = int(row.max(initial=-1)) + 1
    wrote = coo_array((np.ones(len(row)), ends), shape=(n, width)).tocsr()
    size = np.asarray(wrote.sum(axis=0))
    shared = triu(wrote @ diags_array(1 / np.maximum(size - 1, 1)) @ wrote.T, k=1).tocoo()
    # Sums in another order may differ in the last bits, and Leiden with them.
    return undirected(shared.row, shared.col, shared.data.round(12), n)


def _large(labels: Labels, smallest: int) -> Labels:
    """Labels of groups of at least that many members; they are numbered by size."""
    size = np.bincount(labels[labels >= 0]) if (labels >= 0).any() else np.zeros(0)
    return np.where(labels < int(np.count_nonzero(size >= smallest)), labels, -1)


def _members(window: int, labels: Labels, strength: NDArray[np.float64]) -> list[Community]:
    order = np.lexsort((np.arange(len(labels)), -strength, labels))
    order = order[labels[order] >= 0]
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    return [
        Community(window, number, tuple(int(i) for i in part))
        for number, part in enumerate(np.split(order, starts[1:]) if len(order) else [])
    ]
