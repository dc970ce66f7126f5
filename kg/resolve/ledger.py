"""The ledger of ids: which keys an id was given for, and which ids became another.

Ids are opaque and minted once. A key is what a record or a mention is known by from one import
to the next (an identifier, or title and first author). Every build appends at most one file;
the newest row of a key tells its id. A cluster keeps the oldest id among its keys, the others
become redirects; an id whose keys are all gone is never given to something else. When a merge is
undone, the part that has no id gets back the one its keys had before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir

from kg.tables.engine import Engine, fingerprint, n_rows
from kg.workspace.ids import LEDGER_SCHEMA, MINT, REDIRECT
from kg.workspace.paths import ledger_file, ledger_files

__all__ = ["Assignment", "Ledger", "assign"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """`minted`: key, id, seq of the file that gave it; `ages`: id, seq it was first given;
    `redirects`: old, new; `seq`: the number of the next file."""

    minted: ir.Table
    ages: ir.Table
    redirects: ir.Table
    seq: int

    @classmethod
    def read(cls, engine: Engine, folder: Path) -> Ledger:
        """All of the ledger's files as expressions."""
        files = ledger_files(folder)
        rows = engine.read(*files) if files else engine.hold(LEDGER_SCHEMA.empty_table())
        rows = engine.keep(rows)
        minted = rows.filter(rows.kind == MINT).select("key", "id", "seq")
        moved = rows.filter(rows.kind == REDIRECT)
        newest = moved.group_by(old=moved.key).agg(new=moved.id.argmax(moved.seq))
        return cls(
            minted=minted,
            ages=engine.keep(minted.group_by("id").agg(seq=minted.seq.min())),
            redirects=newest.filter(newest.old != newest.new),
            seq=len(files) + 1,
        )

    def keys_of(self, which: str) -> ir.Table:
        """The keys whose newest id is this one."""
        candidates = self.minted.filter(self.minted.id == which).select("key")
        now = _known(self.minted.semi_join(candidates, "key"))
        return now.filter(now.id == which).select("key")

    def write(self, engine: Engine, folder: Path, assignments: list[Assignment]) -> Path | None:
        """Append what is new of several assignments as one file; None when nothing is."""
        parts = [part for a in assignments for part in (a.new_keys, a.new_redirects)]
        rows = engine.keep(ibis.union(*parts).mutate(seq=ibis.literal(self.seq, "int64")))
        if n_rows(rows) == 0:
            return None
        target = ledger_file(folder, self.seq)
        return engine.save(rows.select(*LEDGER_SCHEMA.names), target, ["kind", "key"])


@dataclass(frozen=True, slots=True)
class Assignment:
    """`ids`: cluster, id. `new_keys` and `new_redirects`: kind, key, id, to be appended."""

    ids: ir.Table
    new_keys: ir.Table
    new_redirects: ir.Table


def assign(engine: Engine, members: ir.Table, ledger: Ledger, prefix: str) -> Assignment:
    """Give every cluster its id. `members` has cluster and key; a cluster has several keys.

    An id that several clusters claim goes to the one that holds most of the keys which never had
    another, then most of its keys, then to the first; of the ids a cluster wins it keeps the
    oldest. A cluster that wins none claims those its keys had earlier, if nobody has them now.
    """
    members = engine.keep(members.select("cluster", "key").distinct())
    told = engine.keep(ledger.minted.semi_join(members, "key"))
    known = engine.keep(_known(told))
    won = engine.keep(_won(members.join(known, "key"), ledger))
    kept = won.filter(won.age == 0).select("cluster", "id")
    without = members.anti_join(kept, "cluster")
    history = told.select("key", "id").distinct().join(known.select("key", "first"), "key")
    again = _won(without.join(history, "key").anti_join(won, "id"), ledger)
    again = engine.keep(again.filter(again.age == 0).select("cluster", "id"))
    fresh = _minted(engine, without.anti_join(again, "cluster"), ledger, prefix)
    ids = engine.keep(ibis.union(kept, again, fresh))
    moved = _new_redirects(won, kept).union(_restored(again, ledger))
    return Assignment(ids, _new_keys(members, ids, known), moved)


def _known(told: ir.Table) -> ir.Table:
    """For each key the newest id it was given, and the first one.

    By numbers of files, and then their rows: to keep the ids of millions of keys beside the
    newest number while it is looked for takes memory that cannot be spilled.
    """
    spans = told.group_by("key").agg(oldest=told.seq.min(), newest=told.seq.max())
    now = told.join(spans, [told.key == spans.key, told.seq == spans.newest])
    now = now.select("key", "id", "seq", "oldest")
    once = now.filter(now.oldest == now.seq).select("key", "id", first="id")
    more = now.filter(now.oldest != now.seq).select("key", "oldest", newest="id")
    then = told.join(more, [told.key == more.key, told.seq == more.oldest])
    return once.union(then.select("key", id=then.newest, first=then.id))


def _won(claimed: ir.Table, ledger: Ledger) -> ir.Table:
    """Which cluster each claimed id goes to; `age` 0 is the oldest that a cluster won."""
    claims = claimed.group_by("cluster", "id").agg(
        native=(ibis._.first == ibis._.id).sum(), keys=ibis._.count()
    )
    order = [ibis.desc("native"), ibis.desc("keys"), ibis.asc("cluster")]
    best = ibis.row_number().over(group_by="id", order_by=order)
    won = claims.mutate(rank=best).filter(ibis._.rank == 0).join(ledger.ages, "id")
    oldest = ibis.row_number().over(group_by="cluster", order_by=["seq", "id"])
    return won.mutate(age=oldest).select("cluster", "id", "age")


def _minted(engine: Engine, members: ir.Table, ledger: Ledger, prefix: str) -> ir.Table:
    """New ids are made of the cluster's first key, with a number behind it where one is taken."""
    firsts = members.group_by("cluster").agg(key=members.key.min())
    named = firsts.mutate(base=ibis.literal(prefix) + fingerprint(firsts.key))
    nth = ibis.row_number().over(group_by="base", order_by=["key", "cluster"])
    taken = ledger.ages.group_by(base=ledger.ages.id.re_replace("-[0-9]+$", "")).agg(
        taken=ibis._.count()
    )
    named = named.mutate(nth=nth).left_join(taken, "base")
    n = named.nth + named.taken.fill_null(0)
    suffix = ibis.ifelse(n > 0, ibis.literal("-") + n.cast("string"), "")
    return engine.keep(named.select("cluster", id=named.base + suffix))


def _new_keys(members: ir.Table, ids: ir.Table, known: ir.Table) -> ir.Table:
    told = members.join(ids, "cluster").select("key", "id")
    told = told.group_by("key").agg(id=told.id.min())
    old = known.select(key="key", old="id")
    changed = told.left_join(old, "key").filter(~ibis._.old.identical_to(ibis._.id))
    return changed.select(kind=ibis.literal(MINT), key="key", id="id")


def _new_redirects(won: ir.Table, kept: ir.Table) -> ir.Table:
    lost = won.filter(won.age > 0).select("cluster", old="id")
    return lost.join(kept, "cluster").select(kind=ibis.literal(REDIRECT), key="old", id="id")


def _restored(again: ir.Table, ledger: Ledger) -> ir.Table:
    """Ids that were redirected and are in use again point to themselves."""
    own = again.semi_join(ledger.redirects, again.id == ledger.redirects.old)
    return own.select(kind=ibis.literal(REDIRECT), key="id", id="id")
