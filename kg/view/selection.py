"""What part of the graph is drawn: authors and ties, the most central first.

A picture of more than some hundred authors says nothing, so a larger graph is drawn by its most
central part; what was left out is counted and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kg.errors import AnalysisError, ParameterError
from kg.schema import node
from kg.tables.sets import TableSet
from kg.text import fold
from kg.view.base import ViewOptions
from kg.view.reading import read_columns
from kg.view.text import plain

__all__ = ["EDGES_PER_NODE", "AuthorMatch", "Selection", "Tie", "matching_authors", "select"]

EDGES_PER_NODE = 5
"""How many ties are drawn for each author that may be drawn: 300 authors, 1,500 ties."""

_BUILD_FIRST = "build it from papers with authors: kg build refs.bib"

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tie:
    """A coauthorship between two of the drawn authors, by their places in the selection."""

    start: int
    end: int
    papers: int
    weight: float
    first_year: int | None
    last_year: int | None
    lower_bound: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """The authors (rows of the Author table, the most central first) and ties that are drawn.

    `n_authors` and `n_ties` count all that were asked for, drawn or not. `focus` is the place of
    the author in the middle of an ego network.
    """

    authors: Sequence[Mapping[str, Any]]
    ties: Sequence[Tie]
    n_authors: int
    n_ties: int
    focus: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorMatch:
    """An author that may be meant by what was typed."""

    id: str
    name: str
    n_papers: int


@dataclass(frozen=True, slots=True)
class _Coauthors:
    """The whole coauthor graph: authors sorted by id, ties by row numbers of their ends."""

    authors: pa.Table
    ties: pa.Table
    start: Ints
    end: Ints


def select(tables: TableSet, options: ViewOptions) -> Selection:
    """Choose what is drawn; ranks by PageRank (or strength where it is absent), ties by id.

    Raises `AnalysisError` when there is no author or no community yet, `ParameterError` when the
    options leave nothing.
    """
    graph = _read(tables)
    if graph.authors.num_rows == 0:
        raise AnalysisError("there is no author in this graph to draw", hint=_BUILD_FIRST)
    tie_mask = _since(graph.ties, options.since)
    wanted = _since(graph.authors, options.since) & _in_community(graph.authors, options.community)
    distance = np.zeros(len(wanted), dtype=np.int64)
    focus = None
    if options.ego is not None:
        focus = _row_of(graph.authors, options.ego)
        distance = _distances(graph, tie_mask, focus, options.hops)
        wanted &= distance >= 0
        wanted[focus] = True
    if not wanted.any():
        raise _nothing(graph.authors, options)
    tie_mask &= wanted[graph.start] & wanted[graph.end]
    return _cut(graph, wanted, tie_mask, distance, focus, options.max_nodes)


def matching_authors(tables: TableSet, text: str) -> list[AuthorMatch]:
    """Authors that may be meant, those with most papers first.

    An id fits alone; else a whole name (in any of its forms), accents and case aside; else every
    name with the typed text in it. Raises `ParameterError` when nobody fits.
    """
    columns = ("id", "name", "names", "n_papers")
    authors = read_columns(tables.nodes.get("Author"), columns).sort_by("id").to_pylist()
    by_id = [a for a in authors if a["id"] == text]
    if by_id:
        return [_match(by_id[0])]
    key = fold(text)
    forms = [{fold(n) for n in (a["name"], *(a["names"] or ())) if n} for a in authors]
    named = list(zip(authors, forms, strict=True)) if key else []
    found = [a for a, names in named if key in names]
    found = found or [a for a, names in named if any(key in name for name in names)]
    if not found:
        raise ParameterError(
            f"no author of this graph is called {plain(text)!r}",
            hint="accents and case do not matter, and a part of the name is enough",
        )
    return sorted(map(_match, found), key=lambda m: (-m.n_papers, m.id))


def _match(author: Mapping[str, Any]) -> AuthorMatch:
    return AuthorMatch(author["id"], plain(author["name"]), author["n_papers"] or 0)


def _read(tables: TableSet) -> _Coauthors:
    known = [p.name for p in node("Author").properties]
    authors = read_columns(tables.nodes.get("Author"), ("id", *known)).sort_by("id")
    columns = ("start", "end", "papers", "weight", "first_year", "last_year", "lower_bound")
    ties = read_columns(tables.relationships.get("COAUTHOR"), columns)
    ties = ties.sort_by([("start", "ascending"), ("end", "ascending")])
    ids = authors["id"].combine_chunks()
    ends = (pc.index_in(ties[c], value_set=ids).to_numpy() for c in ("start", "end"))
    start, end = (e.astype(np.int64) for e in ends)
    return _Coauthors(authors, ties, start, end)


def _numbers(table: pa.Table, column: str) -> Floats:
    """A column as floats; null becomes NaN."""
    numbers: Floats = pc.cast(table[column], pa.float64()).to_numpy()
    return numbers


def _since(table: pa.Table, year: int | None) -> Bools:
    if year is None:
        return np.ones(table.num_rows, dtype=bool)
    with np.errstate(invalid="ignore"):
        mask: Bools = _numbers(table, "last_year") >= year
    return mask


def _in_community(authors: pa.Table, community: int | None) -> Bools:
    if community is None:
        return np.ones(authors.num_rows, dtype=bool)
    if authors["community"].null_count == authors.num_rows:
        raise AnalysisError("communities have not been computed yet", hint="run: kg analyze")
    mask: Bools = _numbers(authors, "community") == community
    return mask


def _row_of(authors: pa.Table, author_id: str) -> int:
    row = pc.index(authors["id"], author_id).as_py()
    if row < 0:
        raise ParameterError(f"no author of this graph has the id {plain(author_id)!r}")
    return int(row)


def _distances(graph: _Coauthors, tie_mask: Bools, focus: int, hops: int) -> Ints:
    """Coauthorships between each author and the one in focus; -1 beyond `hops`."""
    distance = np.full(graph.authors.num_rows, -1, dtype=np.int64)
    distance[focus] = 0
    start, end = graph.start[tie_mask], graph.end[tie_mask]
    for hop in range(hops):
        reached = np.concatenate([end[distance[start] == hop], start[distance[end] == hop]])
        distance[reached[distance[reached] < 0]] = hop + 1
    return distance


def _nothing(authors: pa.Table, options: ViewOptions) -> ParameterError:
    years, communities = _numbers(authors, "last_year"), _numbers(authors, "community")
    hints = []
    if options.since is not None and not np.isnan(years).all():
        hints.append(f"the newest year here is {int(np.nanmax(years))}")
    if options.community is not None:
        hints.append(f"communities are numbered from 0 to {int(np.nanmax(communities))}")
    return ParameterError("no author fits what was asked for", hint="; ".join(hints) or None)


def _cut(
    graph: _Coauthors, wanted: Bools, tie_mask: Bools, distance: Ints, focus: int | None, most: int
) -> Selection:
    """Keep the nearest and most central authors, then the strongest ties among them."""
    rank, notes = _centrality(graph)
    order = np.lexsort((np.arange(len(wanted)), -rank, distance))
    kept = order[wanted[order]][:most]
    place = np.full(len(wanted), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    inside = np.flatnonzero(tie_mask & (place[graph.start] >= 0) & (place[graph.end] >= 0))
    weight = _numbers(graph.ties, "weight")[inside]
    strongest = np.sort(inside[np.argsort(-weight, kind="stable")][: EDGES_PER_NODE * most])
    n_authors, n_ties = int(wanted.sum()), int(tie_mask.sum())
    if n_authors > len(kept):
        notes += (f"{len(kept):,} of {n_authors:,} authors are drawn: the most central ones",)
    if n_ties > len(strongest):
        left = "the strongest" if len(inside) > len(strongest) else "those among the drawn authors"
        notes += (f"{len(strongest):,} of {n_ties:,} coauthorships are drawn: {left}",)
    if n_ties == 0 and n_authors > 1:
        notes += (_why_no_ties(graph),)
    return Selection(
        authors=graph.authors.take(kept).to_pylist(),
        ties=[_tie(row, place) for row in _tie_rows(graph, strongest)],
        n_authors=n_authors,
        n_ties=n_ties,
        focus=None if focus is None else int(place[focus]),
        notes=notes,
    )


def _centrality(graph: _Coauthors) -> tuple[Floats, tuple[str, ...]]:
    """PageRank of every author, or, where it has not been computed, the summed weights."""
    pagerank = np.nan_to_num(_numbers(graph.authors, "pagerank"))
    if pagerank.any():
        return pagerank, ()
    weight, n = np.nan_to_num(_numbers(graph.ties, "weight")), graph.authors.num_rows
    strength = np.zeros(n)
    np.add.at(strength, graph.start, weight)
    np.add.at(strength, graph.end, weight)
    return strength.round(12), ("no measures have been computed yet: run kg analyze for more",)


def _why_no_ties(graph: _Coauthors) -> str:
    if graph.ties.num_rows:
        return "none of these authors wrote a paper with another of them"
    return (
        "no two authors share a paper here: each paper names one author, none, or too many to "
        "pair (see kg info); add lists with full author names: kg build refs.bib"
    )


def _tie_rows(graph: _Coauthors, rows: Ints) -> list[dict[str, Any]]:
    taken = graph.ties.take(rows).to_pylist()
    ends = zip(graph.start[rows].tolist(), graph.end[rows].tolist(), strict=True)
    return [{**row, "start": s, "end": e} for row, (s, e) in zip(taken, ends, strict=True)]


def _tie(row: Mapping[str, Any], place: Ints) -> Tie:
    return Tie(
        start=int(place[row["start"]]),
        end=int(place[row["end"]]),
        papers=row["papers"] or 0,
        weight=row["weight"] or 0.0,
        first_year=row["first_year"],
        last_year=row["last_year"],
        lower_bound=bool(row["lower_bound"]),
    )
