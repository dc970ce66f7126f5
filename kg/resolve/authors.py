"""Which mentions are one person: by ORCID or a source's id, else by the full name.

Mentions are gathered into atoms first: one for each identifier, and one for each full name.
A name whose mentions nowhere contradict each other in an identifier is one person with them;
a name that carries two ORCIDs is not, and its mentions without an identifier stay a person of
their own. An abbreviated name counts as the full one that another record of the same paper
prints for the same family name and initial.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kg.resolve.components import components
from kg.resolve.flat import Flat
from kg.resolve.ledger import Assignment, Ledger, assign
from kg.tables.engine import Engine, beside, fingerprint, n_rows

__all__ = ["AuthorGroups", "AuthorResolution", "mention_keys", "resolve_authors"]

_NO_PAIRS = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class AuthorGroups:
    """The user's word: groups of selected mentions (rid, place, and `single` where one mention
    was picked out by its paper), same within a group, or apart between its members."""

    same: Sequence[Sequence[ir.Table]]
    apart: Sequence[Sequence[ir.Table]]


@dataclass(frozen=True, slots=True)
class AuthorResolution:
    """`mentions`: rid, place, author (id), reason. `assignment` is what the ledger must learn."""

    mentions: ir.Table
    assignment: Assignment


def resolve_authors(
    engine: Engine,
    flat: Flat,
    papers: ir.Table,
    keys: ir.Table,
    ledger: Ledger,
    chosen: AuthorGroups,
) -> AuthorResolution:
    """Give every mention the id of its author.

    `papers` has rid and paper; `keys` is what `mention_keys` gives.
    """
    named = engine.keep(_with_full_name(flat.mentions.join(papers, "rid")))
    atoms = engine.keep(_atoms(named, flat.people, _single_out(engine, chosen)))
    edges = engine.keep(_edges(atoms, named, flat.people))
    clusters = engine.keep(_clusters(engine, atoms, edges, chosen))
    assignment = assign(engine, clusters.join(keys, ["rid", "place"]), ledger, "A")
    mentions = clusters.join(assignment.ids, "cluster").select(
        "rid", "place", "reason", author="id"
    )
    return AuthorResolution(engine.keep(mentions), assignment)


def _with_full_name(mentions: ir.Table) -> ir.Table:
    """`full_key`: the name's own key, or of an abbreviated one the full key its paper has."""
    per_record = mentions.group_by("rid", "family_key", "initial").agg(n=ibis._.count())
    clear = mentions.semi_join(
        per_record.filter(per_record.n == 1), ["rid", "family_key", "initial"]
    )
    full = (
        clear.filter(~clear.abbreviated)
        .group_by("paper", "family_key", "initial")
        .agg(printed=ibis._.key.max(), forms=ibis._.key.nunique())
        .filter(ibis._.forms == 1)
    )
    joined = beside(mentions, full, "paper", "family_key", "initial")
    filled = ibis.ifelse(joined.abbreviated, joined.printed.fill_null(joined.key), joined.key)
    return joined.select("rid", "place", "paper", "key", full_key=filled)


def _single_out(engine: Engine, chosen: AuthorGroups) -> ir.Table:
    """Mentions the user picked out one by one: each leaves its name and stands alone."""
    picked = [t for group in (*chosen.same, *chosen.apart) for t in group if "single" in t.columns]
    if not picked:
        schema = pa.schema([("rid", pa.int64()), ("place", pa.int64())])
        return engine.hold(schema.empty_table())
    return ibis.union(*(t.select("rid", "place") for t in picked)).distinct()


def _atoms(named: ir.Table, people: ir.Table, single: ir.Table) -> ir.Table:
    """`atom` of each mention: picked out, else its first identifier, else its full name."""
    by_id = people.group_by("rid", "place").agg(id_atom=(people.scheme + ":" + people.value).min())
    alone = single.mutate(alone=True)
    joined = beside(beside(named, by_id, "rid", "place"), alone, "rid", "place")
    mention = ibis.literal("m:") + joined.rid.cast("string") + "/" + joined.place.cast("string")
    return joined.select(
        "rid",
        "place",
        "full_key",
        atom=ibis.cases(
            (joined.alone.notnull(), mention),
            (joined.id_atom.notnull(), joined.id_atom),
            else_=ibis.literal("n:") + joined.full_key,
        ),
        reason=ibis.cases(
            (joined.alone.notnull(), "override"),
            (joined.id_atom.notnull(), "id"),
            else_="name",
        ),
    )


def _edges(atoms: ir.Table, named: ir.Table, people: ir.Table) -> ir.Table:
    """Pairs of atoms (a, b): identifiers on one mention, and names without contradiction."""
    placed = people.join(atoms.filter(atoms.reason != "override"), ["rid", "place"])
    ids = placed.select(a="atom", b=placed.scheme + ":" + placed.value).filter(ibis._.a != ibis._.b)
    values = placed.group_by("full_key", "scheme").agg(n=placed.value.nunique())
    torn = values.filter(values.n > 1).select("full_key").distinct()
    clear = atoms.filter(atoms.reason == "id").anti_join(torn, "full_key")
    of_names = clear.select(a="atom", b=ibis.literal("n:") + clear.full_key)
    return ids.union(of_names).distinct().order_by("a", "b")


def _clusters(engine: Engine, atoms: ir.Table, edges: ir.Table, chosen: AuthorGroups) -> ir.Table:
    """Atoms alone are brought here, as numbers: of mentions there are several times as many."""
    numbered = engine.keep(_numbered(atoms, edges))

    def chosen_atoms(groups: Sequence[Sequence[ir.Table]]) -> list[list[list[int]]]:
        return [[_numbers(engine, atoms, t, numbered) for t in group] for group in groups]

    same = _joined(chosen_atoms(chosen.same))
    apart = _separated(chosen_atoms(chosen.apart))
    linked = _pairs(engine, edges, numbered)
    labels = components(n_rows(numbered), np.concatenate([same, linked]), apart)
    found = engine.hold(pa.table({"number": np.arange(len(labels)), "cluster": labels}))
    placed = atoms.select("rid", "place", "reason", "atom").join(numbered, "atom")
    return placed.join(found, "number").select("rid", "place", "reason", "cluster")


def _numbered(atoms: ir.Table, edges: ir.Table) -> ir.Table:
    """Number each atom in the order of its first mention, then those that only edges have."""
    place = ibis.struct({"rid": atoms.rid, "place": atoms.place})
    first = atoms.select("atom", at=place).group_by("atom").agg(at=ibis._.at.min())
    ends = edges.select(atom="a").union(edges.select(atom="b")).distinct()
    other = ends.anti_join(first, "atom").mutate(at=ibis.null(first.at.type()))
    every = first.union(other)
    order = [every.at.isnull(), every.at, every.atom]
    return every.select("atom", number=ibis.row_number().over(order_by=order))


def _pairs(engine: Engine, edges: ir.Table, numbered: ir.Table) -> NDArray[np.int64]:
    """The edges as pairs of numbers, in their order."""
    joined = edges.join(numbered.select(a="atom", one="number"), "a")
    joined = joined.join(numbered.select(b="atom", other="number"), "b").order_by("a", "b")
    table = engine.arrow(joined.select("one", "other"))
    return np.stack([table[c].to_numpy() for c in ("one", "other")], axis=1).astype(np.int64)


def _numbers(engine: Engine, atoms: ir.Table, selected: ir.Table, numbered: ir.Table) -> list[int]:
    chosen = atoms.semi_join(selected, ["rid", "place"]).join(numbered, "atom")
    found = engine.arrow(chosen.select("number").distinct())
    return sorted(found["number"].to_pylist())


def _joined(groups: list[list[list[int]]]) -> NDArray[np.int64]:
    """A chain through each group holds it together."""
    chains = (pairwise(sorted({a for part in group for a in part})) for group in groups)
    return _as_pairs(pair for chain in chains for pair in chain)


def _separated(groups: list[list[list[int]]]) -> NDArray[np.int64]:
    """Every pair between two parts of a group."""
    parts = (pair for group in groups for pair in combinations(group, 2))
    return _as_pairs((a, b) for one, other in parts for a in one for b in other if a != b)


def _as_pairs(pairs: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    found = list(pairs)
    return np.array(found, dtype=np.int64) if found else _NO_PAIRS


def mention_keys(flat: Flat, papers: ir.Table, aliases: ir.Table) -> ir.Table:
    """What a mention is known by from one build to the next (rid, place, key).

    Its person's identifiers, and its name on its paper; `aliases` has paper and known_as, every id
    the paper was known by, itself included.
    """
    people = flat.people
    on_paper = flat.mentions.join(papers, "rid").join(aliases, "paper")
    by_name = on_paper.select(
        "rid", "place", key=fingerprint(on_paper.known_as + "/" + on_paper.key, 16)
    )
    by_id = people.select("rid", "place", key=people.scheme + ":" + people.value)
    return by_name.union(by_id)
