"""Which records are one paper: by identifiers, then by title with year and a shared author."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kg.resolve.components import components
from kg.resolve.flat import IDENTITY_SCHEMES, Flat
from kg.resolve.ledger import Assignment, Ledger, assign
from kg.resolve.selectors import Selected
from kg.tables.engine import Engine, fingerprint, squash

__all__ = ["PaperResolution", "record_keys", "resolve_papers"]

_NO_PAIRS = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class PaperResolution:
    """`papers`: rid, paper (id), evidence. `assignment` is what the ledger must learn."""

    papers: ir.Table
    assignment: Assignment


def resolve_papers(
    engine: Engine, flat: Flat, keys: ir.Table, ledger: Ledger, chosen: Selected
) -> PaperResolution:
    """Give every record the id of its paper.

    Two records are one paper when they share an identifier of `IDENTITY_SCHEMES`; or the same
    title, an author, and a year (or one of them states none), unless their identifiers
    disagree. One without a year joins no two papers of different years: it goes with the older.
    The user's word comes before all of these.
    """
    rids = np.sort(_column(engine, flat.records.select("rid"), "rid"))
    by_id = engine.keep(_same_identifier(flat))
    near = engine.keep(_same_title(engine, flat))
    alike = near.filter(~near.years_differ)
    told, linked = (_pairs(engine, pairs, rids) for pairs in (chosen.same, by_id))
    vetoed = _unless_told(_pairs(engine, alike.filter(alike.vetoed), rids), told, len(rids))
    edges = np.concatenate([told, linked, _surest_first(engine, alike, rids)])
    years = _years(engine, flat, rids)
    other_years = _pairs(engine, near.filter(near.years_differ), rids)
    years_apart = _of_other_years(other_years, np.concatenate([told, linked]), years)
    apart = np.concatenate([_pairs(engine, chosen.apart, rids), vetoed, years_apart])
    labels = components(len(rids), edges, apart)
    clusters = engine.hold(pa.table({"rid": rids, "cluster": labels}))
    assignment = assign(engine, keys.join(clusters, "rid"), ledger, "P")
    papers = clusters.join(assignment.ids, "cluster").select("rid", paper="id")
    reasons = _evidence(chosen.same, by_id, alike)
    papers = papers.left_join(reasons, "rid").select(
        "rid", "paper", evidence=ibis._.evidence.fill_null("single")
    )
    return PaperResolution(engine.keep(papers), assignment)


def _same_identifier(flat: Flat) -> ir.Table:
    """Each record beside the first one with the same identifier."""
    ids = flat.identifiers
    first = ids.rid.min().over(group_by=["scheme", "value"])
    linked = ids.mutate(a=first).filter(ibis._.a != ibis._.rid)
    rank = ibis.cases(*((linked.scheme == s, i) for i, s in enumerate(IDENTITY_SCHEMES)), else_=99)
    return (
        linked.mutate(rank=rank)
        .group_by("a", b="rid")
        .agg(scheme=ibis._.scheme.argmin(ibis._.rank))
    )


def _same_title(engine: Engine, flat: Flat) -> ir.Table:
    """Pairs of records with the same title and an author in common.

    `vetoed` are those whose identifiers disagree and nowhere agree; `years_differ` those that
    state two years; `year` is that of the pair, null when neither states one, and `sure` whether
    both do.
    """
    titles = flat.titles
    shared = titles.group_by("title_key").agg(n=titles.count()).filter(ibis._.n > 1)
    titles = titles.semi_join(shared, "title_key")
    people = flat.mentions.select("rid", "family_key", "initial").distinct()
    keyed = engine.keep(titles.join(people, "rid"))
    other = keyed.view()
    pairs = (
        keyed.join(
            other,
            [
                keyed.title_key == other.title_key,
                keyed.family_key == other.family_key,
                keyed.initial == other.initial,
                keyed.rid < other.rid,
            ],
        )
        .select(
            a=keyed.rid,
            b=other.rid,
            years_differ=(keyed.year != other.year).fill_null(False),
            year=ibis.coalesce(keyed.year, other.year),
            sure=keyed.year.notnull() & other.year.notnull(),
        )
        .distinct()
    )
    return _with_veto(engine.keep(pairs), flat.identifiers)


def _with_veto(pairs: ir.Table, ids: ir.Table) -> ir.Table:
    one = ids.select(a="rid", scheme="scheme", one="value")
    two = ids.select(b="rid", scheme="scheme", two="value")
    both = pairs.join(one, "a").join(two, ["b", "scheme"])
    judged = both.group_by("a", "b").agg(vetoed=~(both.one == both.two).any())
    return pairs.left_join(judged, ["a", "b"]).select(
        "a", "b", "years_differ", "year", "sure", vetoed=ibis._.vetoed.fill_null(False)
    )


def record_keys(flat: Flat) -> ir.Table:
    """What a record is known by from one import to the next: identifiers, title and author."""
    ids = flat.identifiers
    by_id = ids.select("rid", key=ids.scheme + ":" + ids.value)
    first = flat.mentions.filter(flat.mentions.place == 0).select("rid", "family_key", "initial")
    places = flat.records.filter(flat.records.title.isnull())
    places = places.select("rid", place=squash(places.file + places["index"].cast("string")))
    told = flat.letters.left_join(places, "rid").left_join(first, "rid")
    text = (
        told.letters.fill_null(told.place)
        + "|"
        + told.year.cast("string").fill_null("")
        + "|"
        + told.family_key.fill_null("")
        + told.initial.fill_null("")
    )
    by_title = told.select("rid", key=ibis.literal("title:") + fingerprint(text, 16))
    return by_id.union(by_title)


def _evidence(told: ir.Table, by_id: ir.Table, alike: ir.Table) -> ir.Table:
    """Why a record is held to be one with another: override, an identifier's scheme, or title."""
    parts = [
        told.select("a", "b", why=ibis.literal("override"), rank=ibis.literal(0)),
        by_id.select("a", "b", why="scheme", rank=ibis.literal(1)),
        alike.filter(~alike.vetoed).select(
            "a", "b", why=ibis.literal("title"), rank=ibis.literal(2)
        ),
    ]
    links = ibis.union(*parts)
    ends = links.select(rid="a", why="why", rank="rank").union(
        links.select(rid="b", why="why", rank="rank")
    )
    least = ends.mutate(least=ends["rank"].min().over(group_by="rid"))
    least = least.filter(least["rank"] == least.least)
    return least.group_by("rid").agg(evidence=least.why.min())


def _pairs(engine: Engine, pairs: ir.Table, rids: NDArray[np.int64]) -> NDArray[np.int64]:
    return _numbered(engine.arrow(pairs.select("a", "b").order_by("a", "b")), rids)


def _numbered(table: pa.Table, rids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of `rid` (a, b) as pairs of their places in `rids`."""
    if not table.num_rows:
        return _NO_PAIRS
    ends = [np.searchsorted(rids, table.column(c).to_numpy()) for c in ("a", "b")]
    return np.stack(ends, axis=1).astype(np.int64)


def _surest_first(engine: Engine, alike: ir.Table, rids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs to join: two of one year, then one without a year and the others from the oldest."""
    rows = alike.filter(~alike.vetoed)
    order = [ibis.desc("sure"), rows.year.asc(nulls_first=False), "a", "b"]
    return _numbered(engine.arrow(rows.order_by(order).select("a", "b")), rids)


def _years(engine: Engine, flat: Flat, rids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The year of each record in the order of `rids`, 0 where it states none."""
    stated = flat.records.select("rid", year=flat.records.year.cast("int64").fill_null(0))
    return _column(engine, stated.order_by("rid"), "year")


def _of_other_years(
    pairs: NDArray[np.int64], linked: NDArray[np.int64], years: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Those pairs whose papers, as identifiers and the user make them, have no year in common."""
    labels = components(len(years), linked, _NO_PAIRS)
    concerned = np.flatnonzero((years > 0) & np.isin(labels, labels[pairs]))
    spans: dict[int, set[int]] = defaultdict(set)
    for label, year in zip(labels[concerned].tolist(), years[concerned].tolist(), strict=True):
        spans[label].add(year)
    kept = [spans[a].isdisjoint(spans[b]) for a, b in labels[pairs].tolist()]
    found: NDArray[np.int64] = pairs[np.array(kept, dtype=bool)]
    return found


def _unless_told(vetoed: NDArray[np.int64], told: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Vetoes, but for records that the user said are the same."""
    labels = components(n, told, _NO_PAIRS)
    kept: NDArray[np.int64] = vetoed[labels[vetoed[:, 0]] != labels[vetoed[:, 1]]]
    return kept


def _column(engine: Engine, table: ir.Table, name: str) -> NDArray[np.int64]:
    return np.asarray(engine.arrow(table).column(name).to_numpy(), dtype=np.int64)
