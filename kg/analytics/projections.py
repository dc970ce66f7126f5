"""Graphs of authors, papers, keywords, institutions and venues, from the tables, as arrays.

A projection ties two members that stand in the same groups (authors on papers, papers in
reference lists). A group of more than `max_team` members ties none, so that one paper of
thousands of authors does not make millions of ties; how many were left out is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.graph import Graph, Inputs, positions
from kg.errors import AnalysisError, ParameterError
from kg.text import counted

__all__ = ["Chosen", "Filters", "Projected", "citations", "coauthors", "cocitations", "coupling",
           "institutions", "keywords", "project", "venues"]  # fmt: skip

_SCALE = 1 << 46
"""Weights are summed as whole numbers of this unit, as in the tables: no order changes a sum."""

PAIRS = 400_000_000
"""Pairs that a projection may have to add up: beyond, it says so instead of filling the memory."""


@dataclass(frozen=True)
class Filters:
    """Which papers count, and which members are in the graph; chosen before anything is measured.

    `since` and `until` are years, both included (a paper without a year is then left out).
    `venue` and `topic` are names or ids: the one so called, else all whose name contains the
    text. `min_papers` keeps members with at least as many of the papers that count.
    """

    since: int | None = None
    until: int | None = None
    venue: str | None = None
    topic: str | None = None
    min_papers: int = 0

    @property
    def any(self) -> bool:
        """Whether anything is filtered at all."""
        return self != Filters()


class Chosen(TypedDict, total=False):
    """The fields of `Filters` as arguments of the functions that take them by name."""

    since: int | None
    until: int | None
    venue: str | None
    topic: str | None
    min_papers: int


@dataclass(frozen=True)
class Projected:
    """A graph of nodes of one label, and sentences on what is not in it.

    `links[i, j]` is 1 where i points at j, for graphs with a direction; the ties of `graph` then
    have none. `papers` counts each node's papers among those that count.
    """

    label: str
    graph: Graph
    notes: tuple[str, ...] = ()
    links: csr_array | None = field(default=None, repr=False)
    papers: NDArray[np.int64] | None = field(default=None, repr=False)


def project(
    members: csr_array, sizes: NDArray[np.int64], limit: int, *, newman: bool = True
) -> csr_array:
    """Ties between the columns of `members`, a matrix of groups and members with ones.

    Two members of a group get 1/(n-1) from it, n being its size (Newman 2001,
    doi:10.1103/PhysRevE.64.016132), or 1 unless `newman`. Groups of one, and of more than `limit`,
    give none. Costs the sum over groups of n^2; beyond `PAIRS` raises `AnalysisError`.

    >>> project(csr_array([[1, 1, 1], [0, 1, 1]]), np.array([3, 2]), 100).toarray()[1].tolist()
    [0.5, 0.0, 1.5]
    """
    kept = (sizes >= 2) & (sizes <= limit)
    inside = csr_array(members[kept].astype(np.int64))
    pairs = int((np.diff(inside.indptr).astype(np.int64) ** 2).sum())
    if pairs > PAIRS:
        raise AnalysisError(
            f"the projection would have to add up {pairs:,} pairs, more than {PAIRS:,}",
            hint="choose fewer papers (--since, --venue, --topic), or lower max_team",
        )
    unit = np.rint(_SCALE / (sizes[kept] - 1)) if newman else np.full(kept.sum(), _SCALE)
    scaled = inside.copy()
    scaled.data = np.repeat(unit.astype(np.int64), np.diff(inside.indptr))
    whole = (inside.T.tocsr() @ scaled).tocoo()
    apart = whole.row != whole.col
    weight = np.round(whole.data[apart] / _SCALE, 12)
    n = members.shape[1]
    return csr_array((weight, (whole.row[apart], whole.col[apart])), shape=(n, n))


@dataclass(frozen=True)
class _Papers:
    """The papers that count: their ids, sorted."""

    ids: pa.Array
    notes: tuple[str, ...]


def _papers(inputs: Inputs, filters: Filters) -> _Papers:
    table = inputs.table("Paper", ["id", "year"])
    notes: list[str] = []
    keep = pc.is_valid(table.column("id"))
    year = table.column("year")
    if filters.since is not None or filters.until is not None:
        unknown = year.null_count
        if unknown:
            notes.append(
                f"left out, their year being unknown: {counted(unknown, 'paper', 'papers')}"
            )
        keep = pc.and_(keep, pc.is_valid(year))
        low = -(2**62) if filters.since is None else filters.since
        high = 2**62 if filters.until is None else filters.until
        within = pc.and_(pc.greater_equal(year, low), pc.less_equal(year, high))
        keep = pc.and_(keep, pc.fill_null(within, False))
    for label, text, relationship in (
        ("Venue", filters.venue, "PUBLISHED_IN"),
        ("Topic", filters.topic, "ABOUT"),
    ):
        if text is not None:
            named = _named(inputs, label, text)
            rows = inputs.table(relationship, ["start", "end"])
            there = rows.filter(pc.is_in(rows.column("end"), value_set=named.ids))
            wanted = there.column("start").combine_chunks()
            keep = pc.and_(keep, pc.is_in(table.column("id"), value_set=wanted))
            notes += named.notes
    return _Papers(table.filter(keep).column("id").combine_chunks().sort(), tuple(notes))


def _named(inputs: Inputs, label: str, text: str) -> _Papers:
    """The nodes that a venue's or topic's name or id means."""
    kind, column = label.lower(), "name" if label == "Venue" else "label"
    if not inputs.has(label):
        hint = "find topics with: kg analyze --measures topics" if label == "Topic" else None
        raise ParameterError(f"there are no {kind}s in this graph", hint=hint)
    nodes = inputs.table(label, ["id", column])
    name = pc.utf8_lower(nodes.column(column).fill_null(""))
    exact = pc.or_(pc.equal(nodes.column("id"), text), pc.equal(name, text.lower()))
    if not pc.any(exact).as_py():
        exact = pc.match_substring(name, text.lower())
    found = nodes.filter(exact)
    if found.num_rows == 0:
        raise ParameterError(
            f"no {kind} is called {text!r}",
            hint=f"list them with: kg cypher 'MATCH (x:{label}) RETURN x.id, x.{column} LIMIT 50'",
        )
    notes: tuple[str, ...] = ()
    if found.num_rows > 1:
        notes = (f"{text!r} is taken for {counted(found.num_rows, kind, kind + 's')}",)
    return _Papers(found.column("id").combine_chunks(), notes)


@dataclass(frozen=True)
class _Incidence:
    """Which member stands in which group: ids of both, and the matrix of ones."""

    groups: pa.Array
    members: pa.Array
    matrix: csr_array


def _incidence(rows: pa.Table, group: str, member: str, groups: pa.Array) -> _Incidence:
    """From rows of two columns of ids, those of the given groups; members are those that occur."""
    rows = rows.filter(pc.is_in(rows.column(group), value_set=groups)).combine_chunks()
    members = pc.unique(rows.column(member)).sort()
    return _matrix(rows, group, member, groups, members)


def _matrix(
    rows: pa.Table, group: str, member: str, groups: pa.Array, members: pa.Array
) -> _Incidence:
    i = positions(rows.column(group).combine_chunks(), groups)
    j = positions(rows.column(member).combine_chunks(), members)
    ones = np.ones(len(i), np.int64)
    matrix = csr_array((ones, (i, j)), shape=(len(groups), len(members)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return _Incidence(groups, members, matrix)


def _names(ids: pa.Array) -> NDArray[np.str_]:
    return np.asarray(ids.to_numpy(zero_copy_only=False), dtype=str)


def _projected(
    label: str,
    held: _Incidence,
    sizes: NDArray[np.int64],
    limit: int,
    least: int,
    notes: Sequence[str],
    what: str,
    *,
    newman: bool = True,
) -> Projected:
    """Project, then keep the members with at least `least` groups."""
    weights = project(held.matrix, sizes, limit, newman=newman)
    groups = np.bincount(held.matrix.indices, minlength=len(held.members)).astype(np.int64)
    keep = groups >= least
    graph = Graph(_names(held.members)[keep], csr_array(weights[keep][:, keep]))
    large = int((sizes > limit).sum())
    left = (f"{large:,} {what.format(limit)}: they tie nobody",) if large else ()
    return Projected(label, graph, (*notes, *left), papers=groups[keep])


def coauthors(inputs: Inputs, filters: Filters, max_team: int = 100) -> Projected:
    """Authors tied by common papers, with Newman's weight; that of the tables if none is filtered.

    With filters, everybody with one of the papers is in it, also who wrote alone.
    """
    if not filters.any:
        return Projected("Author", inputs.coauthors)
    papers = _papers(inputs, filters)
    held = _incidence(inputs.table("AUTHORED", ["start", "end"]), "end", "start", papers.ids)
    listed = np.diff(held.matrix.indptr).astype(np.int64)
    table = inputs.table("Paper", ["id", "n_authors"])
    at = positions(papers.ids, table.column("id").combine_chunks())
    stated = table.column("n_authors").fill_null(0).to_numpy()[at]
    return _projected(
        "Author", held, np.maximum(listed, stated), max_team, filters.min_papers, papers.notes,
        "papers have more than {} authors",
    )  # fmt: skip


def keywords(inputs: Inputs, filters: Filters, max_team: int = 100) -> Projected:
    """Keywords tied by papers that carry both, with Newman's weight, as CO_OCCURS is."""
    papers = _papers(inputs, filters)
    held = _incidence(inputs.table("TAGGED", ["start", "end"]), "start", "end", papers.ids)
    return _projected(
        "Keyword", held, _listed(held), max_team, filters.min_papers, papers.notes,
        "papers have more than {} keywords",
    )  # fmt: skip


def institutions(inputs: Inputs, filters: Filters, max_team: int = 100) -> Projected:
    """Institutions tied by papers with authors of both, with Newman's weight.

    An author counts for an institution in the years from the first to the last in which a paper
    prints it beside the name; a paper or tie without a year fits always.
    """
    papers = _papers(inputs, filters)
    years = inputs.table("Paper", ["id", "year"]).rename_columns(["paper", "year"])
    wrote = inputs.table("AUTHORED", ["start", "end"]).rename_columns(["author", "paper"])
    wrote = wrote.filter(pc.is_in(wrote.column("paper"), value_set=papers.ids))
    held = inputs.table("AFFILIATED_WITH", ["start", "end", "first_year", "last_year"])
    held = held.rename_columns(["author", "place", "first_year", "last_year"])
    rows = wrote.join(years, "paper").join(held, "author", join_type="inner")
    early = pc.less(rows.column("year"), rows.column("first_year"))
    late = pc.greater(rows.column("year"), rows.column("last_year"))
    outside = pc.or_(pc.fill_null(early, False), pc.fill_null(late, False))
    rows = rows.filter(pc.invert(outside)).select(["paper", "place"])
    found = _incidence(rows, "paper", "place", papers.ids)
    return _projected(
        "Institution", found, _listed(found), max_team, filters.min_papers, papers.notes,
        "papers have more than {} institutions",
    )  # fmt: skip


def venues(inputs: Inputs, filters: Filters, max_team: int = 100) -> Projected:
    """Venues tied by authors who publish in both, each author adding 1/(n-1) of n venues."""
    papers = _papers(inputs, filters)
    wrote = inputs.table("AUTHORED", ["start", "end"]).rename_columns(["author", "paper"])
    wrote = wrote.filter(pc.is_in(wrote.column("paper"), value_set=papers.ids))
    placed = inputs.table("PUBLISHED_IN", ["start", "end"]).rename_columns(["paper", "venue"])
    rows = wrote.join(placed, "paper", join_type="inner").select(["author", "venue"])
    held = _incidence(rows, "author", "venue", inputs.ids("Author"))
    return _projected(
        "Venue", held, _listed(held), max_team, filters.min_papers, papers.notes,
        "authors publish in more than {} venues",
    )  # fmt: skip


def citations(inputs: Inputs, filters: Filters, max_team: int = 100) -> Projected:
    """Papers of the corpus and which of them cite which; ties without direction weigh 1."""
    _without_least(filters)
    papers = _papers(inputs, filters)
    rows = inputs.table("CITES_Paper", ["start", "end"])
    both = (pc.is_in(rows.column(c), value_set=papers.ids) for c in ("start", "end"))
    rows = rows.filter(pc.and_(*both)).combine_chunks()
    links = _matrix(rows, "start", "end", papers.ids, papers.ids).matrix.astype(np.float64)
    links.setdiag(0)
    links.eliminate_zeros()
    tied = csr_array(links + links.T)
    tied.data[:] = 1
    return Projected("Paper", Graph(_names(papers.ids), tied), papers.notes, csr_array(links))


def _without_least(filters: Filters) -> None:
    if filters.min_papers > 1:
        raise ParameterError(
            "min_papers says nothing of papers that cite: each is one",
            hint="leave out --min-papers; on co-citations it is the number of citing papers",
        )


def cocitations(inputs: Inputs, filters: Filters, max_team: int = 100) -> Projected:
    """Papers tied by the papers that cite both; weight is their number.

    Small 1973, doi:10.1002/asi.4630240406. Filters choose the citing papers.
    """
    papers = _papers(inputs, filters)
    held = _incidence(inputs.table("CITES_Paper", ["start", "end"]), "start", "end", papers.ids)
    return _projected(
        "Paper", held, _listed(held), max_team, filters.min_papers, papers.notes,
        "papers cite more than {} others", newman=False,
    )  # fmt: skip


def coupling(inputs: Inputs, filters: Filters, max_team: int = 100) -> Projected:
    """Papers tied by the works that both cite, in the corpus or not; weight is their number.

    Kessler 1963, doi:10.1002/asi.5090140103. Works cited by more than `max_team` papers say
    little about any two of them, and tie none.
    """
    _without_least(filters)
    papers = _papers(inputs, filters)
    parts = [inputs.table(f"CITES_{end}", ["start", "end"]) for end in ("Paper", "CitedWork")]
    rows = pa.concat_tables(parts)
    rows = rows.filter(pc.is_in(rows.column("start"), value_set=papers.ids)).combine_chunks()
    works = pc.unique(rows.column("end")).sort()
    held = _matrix(rows, "end", "start", works, papers.ids)
    return _projected(
        "Paper", held, _listed(held), max_team, 0, papers.notes,
        "works are cited by more than {} papers", newman=False,
    )  # fmt: skip


def _listed(held: _Incidence) -> NDArray[np.int64]:
    return np.asarray(np.diff(held.matrix.indptr), dtype=np.int64)
