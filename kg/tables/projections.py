"""COAUTHOR and CO_OCCURS: authorship projected on authors, tags projected on keywords.

Weights are Newman's: each shared paper adds 1/(n-1), n being its authors (keywords), so that a
paper gives every author the same total however many wrote it (Newman 2001,
doi:10.1103/PhysRevE.64.016132).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

__all__ = ["MAX_KEYWORDS", "co_occurs", "coauthor", "link_strengths"]

MAX_KEYWORDS = 100
"""Papers with more keywords (a database's whole index) add no CO_OCCURS pairs."""

_SCALE = 1 << 46
"""Weights are summed as whole numbers of this unit: the same sum in whatever order."""


def coauthor(authorships: ir.Table, papers: ir.Table, max_team: int) -> ir.Table:
    """Pairs of authors, smaller id first, with papers, weight, years and lower bound.

    Papers of more than `max_team` authors add none. Where a list is cut, n is the number of
    authors the source states, if it does.
    """
    listed = authorships.group_by(id=authorships.end).agg(listed=authorships.count())
    known = papers.select("id", "year", "n_authors", "authors_complete").join(listed, "id")
    team = ibis.greatest(known.listed, known.n_authors.fill_null(0))
    teams = known.select("id", "year", n=team, cut=~known.authors_complete.fill_null(True)).filter(
        ibis._.n <= max_team, ibis._.n >= 2
    )
    member = authorships.select(id="end", who="start").join(teams, "id")
    pairs = _pairs(member)
    return pairs.group_by("start", "end").agg(
        papers=pairs.count(),
        weight=_weight(pairs),
        first_year=pairs.year.min(),
        last_year=pairs.year.max(),
        lower_bound=pairs.cut.any(),
    )


def co_occurs(tags: ir.Table) -> ir.Table:
    """Pairs of keywords, smaller id first, with papers and weight."""
    pairs = _pairs(_members(tags))
    return pairs.group_by("start", "end").agg(papers=pairs.count(), weight=_weight(pairs))


def link_strengths(tags: ir.Table) -> ir.Table:
    """The sum of a keyword's papers over its pairs (`id`, `link_strength`), where it has any: each
    of its papers gives one to every other keyword there.

    The association strength of two keywords is the papers they have in common over the product of
    both (van Eck and Waltman 2009, doi:10.1002/asi.21075). It is not a property of their pair,
    for a new paper of one keyword changes it for all of the keyword's pairs.
    """
    member = _members(tags)
    return member.group_by(id=member.who).agg(link_strength=(member.n - 1).sum().cast("int64"))


def _members(tags: ir.Table) -> ir.Table:
    """Keywords of papers that have several, and not too many: the paper's `id`, `who`, `n`."""
    sizes = tags.group_by(id=tags.start).agg(n=tags.count())
    sizes = sizes.filter(sizes.n >= 2, sizes.n <= MAX_KEYWORDS)
    return tags.select(id="start", who="end").join(sizes, "id")


def _pairs(member: ir.Table) -> ir.Table:
    """Two members of one group, the smaller first."""
    other = member.select(id="id", other="who")
    both = member.join(other, "id").filter(ibis._.who < ibis._.other)
    return both.rename(start="who", end="other")


def _weight(pairs: ir.Table) -> ir.FloatingValue:
    unit = (ibis.literal(float(_SCALE)) / (pairs.n - 1)).round().cast("int64")
    return (unit.sum().cast("float64") / _SCALE).round(12)
