"""Sending tables to a server: a plan of steps, each a statement over the rows of one file.

Where a push stands is a step and a number of rows, written by the server in the transaction of
the rows. So rows take effect exactly once, whatever is cut off, and the plan goes on after it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from kg.errors import BrokenGraph, QueryFailed, StoreBusy
from kg.progress import Progress
from kg.schema import NodeType, table_names
from kg.store.base import BOOKKEEPING
from kg.store.neo4j import statements
from kg.store.neo4j.connection import Connection, TooLarge, Transaction
from kg.store.neo4j.marker import GRAPH, LEASE_MS, Owner
from kg.tables.sets import Change, Delta, TableSet
from kg.workspace.bounded import bounded

__all__ = [
    "PLAN_OF_REMOVAL",
    "BatchSize",
    "Filling",
    "Plan",
    "check_ends",
    "plan_of_delta",
    "plan_of_tables",
]

_KINDS = dict(table_names())
_READ_ROWS = 4_096
_LEAST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One statement for all rows of a file. `exact`: every row must take effect."""

    what: str
    statement: str
    file: Path
    columns: tuple[str, ...]
    exact: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps 1, 2, … and what is done before them, as step 0: taking away all of ours if `wipe`.

    `key` is a fingerprint of what is sent, statement by statement and byte by byte: a push that
    was cut off is gone on with by one of the same plan only.
    """

    key: str
    steps: tuple[Step, ...]
    wipe: bool


PLAN_OF_REMOVAL = Plan("remove", (), wipe=True)
"""Nothing of ours is left after it."""


def plan_of_tables(tables: TableSet) -> Plan:
    """Nodes first, then relationships."""
    files = tables.files
    names = [name for name, _ in table_names() if name in files]
    steps = [step for name in names for step in _creating(name, files[name])]
    return Plan(_key("replace", steps), tuple(steps), wipe=True)


def plan_of_delta(delta: Delta) -> Plan:
    """Deletes, creates and changes, in the order in which each finds what it needs."""
    order = {name: number for number, name in enumerate(_KINDS)}
    changes = sorted(delta.changes, key=lambda c: order[c.table])
    nodes = [c for c in changes if isinstance(_KINDS[c.table], NodeType)]
    relationships = [c for c in changes if c not in nodes]
    steps = [step for c in (*relationships, *nodes) for step in _deleting(c)]
    for c in (*nodes, *relationships):
        if c.created is not None:
            steps += _creating(c.table, c.created)
    steps += [step for c in (*nodes, *relationships) for step in _changing(c)]
    kind = f"{delta.from_generation} to {delta.to_generation}"
    return Plan(_key(kind, steps), tuple(steps), wipe=False)


def _creating(table: str, file: Path) -> Iterator[Step]:
    metadata = pq.read_metadata(file)
    columns = statements.columns_of(table, metadata.schema.to_arrow_schema().names)
    text = statements.create_rows(table, columns)
    yield Step(f"writing {table}", text, file, tuple(columns), True, metadata.num_rows)


def _deleting(change: Change) -> Iterator[Step]:
    if change.deleted is not None:
        key = statements.key_of(change.table)
        rows = pq.read_metadata(change.deleted).num_rows
        text = statements.delete_rows(change.table)
        yield Step(f"deleting {change.table}", text, change.deleted, key, False, rows)


def _changing(change: Change) -> Iterator[Step]:
    for names, file in change.changed:
        columns = (*statements.key_of(change.table), *names)
        text = statements.change_rows(change.table, columns)
        rows = pq.read_metadata(file).num_rows
        yield Step(f"changing {change.table}", text, file, columns, True, rows)


def _key(kind: str, steps: Sequence[Step]) -> str:
    seen = hashlib.sha256(kind.encode())
    for step in steps:
        seen.update(step.statement.encode())
        with step.file.open("rb") as stream:
            seen.update(hashlib.file_digest(stream, "sha256").digest())
    return seen.hexdigest()


class BatchSize:
    """Rows of one transaction: what the server does in about a second, within bounds.

    >>> size = BatchSize()
    >>> size.took(size.rows, 0.1); size.rows
    4000
    >>> size.halve(); size.rows
    2000
    """

    def __init__(self, fixed: int | None = None) -> None:
        self.rows = fixed or 2_000
        self._fixed = fixed is not None
        self._most = 20_000

    def took(self, rows: int, seconds: float) -> None:
        """Learn from a batch: twice as many when it was quick, fewer when it was slow."""
        if self._fixed or rows < self.rows:
            return
        if seconds < 0.5:
            self.rows = min(self.rows * 2, self._most)
        elif seconds > 2.0:
            self.rows = max(int(self.rows / seconds), _LEAST_ROWS)

    def halve(self) -> None:
        """Learn that a batch was too large for the server's memory."""
        self.rows = max(self.rows // 2, 1)
        self._most = self.rows


class Filling:
    """One push at work: it holds the graph and knows its place."""

    def __init__(
        self, connection: Connection, owner: Owner, progress: Progress, size: BatchSize
    ) -> None:
        self._connection = connection
        self._owner = owner
        self._progress = progress
        self._size = size
        self._sent = 0
        self._total = 0

    def run(self, plan: Plan, first: int, done: int) -> None:
        """Do the plan from the place given: a step, and the rows of it that are in already."""
        steps = plan.steps
        self._total = sum(step.rows for step in steps)
        self._sent = sum(step.rows for step in steps[: max(first - 1, 0)]) + done
        if first == 0:
            if plan.wipe:
                self._wipe()
            self._next(0, 0)
        for number, step in enumerate(steps, 1):
            if number >= first:
                self._step(number, step, done if number == first else 0)
                self._next(number, step.rows)

    def _step(self, number: int, step: Step, done: int) -> None:
        rows = _rows(step.file, step.columns)
        for _ in islice(rows, done):
            pass
        while batch := list(islice(rows, self._size.rows)):
            done = self._send(number, step, batch, done)
            self._progress(step.what, self._sent, self._total)

    def _send(self, number: int, step: Step, batch: list[tuple[Any, ...]], done: int) -> int:
        """Send a batch, in smaller ones when the server has not the memory for it."""
        while batch:
            now = batch[: self._size.rows]
            began = time.monotonic()
            try:
                self._transaction(number, step, now, done)
            except TooLarge as error:
                if len(now) == 1:
                    raise QueryFailed(
                        f"{step.what}: the server has not the memory for a single row",
                        hint="give its transactions more: dbms.memory.transaction.total.max",
                    ) from error
                self._size.rows = len(now)
                self._size.halve()
                continue
            self._size.took(len(now), time.monotonic() - began)
            done += len(now)
            self._sent += len(now)
            batch = batch[len(now) :]
        return done

    def _transaction(self, number: int, step: Step, rows: list[Any], done: int) -> None:
        def work(tx: Transaction) -> None:
            if not self._reach(tx, number, done, done + len(rows)):
                return
            ((n,),) = tx.run(f"UNWIND $rows AS r {step.statement} RETURN count(*)", rows=rows)
            if step.exact and n != len(rows):
                raise BrokenGraph(
                    f"{len(rows) - n} rows of {step.file} name a node that is not on the server",
                    hint="write the graph anew: kg push --rewrite URI",
                )

        self._connection.write(work)

    def _reach(self, tx: Transaction, number: int, done: int, after: int) -> bool:
        """Write the new place if this push stands at the old one; False when it is there already,
        which is so when a commit went through but its answer was lost."""
        place = {"graph": GRAPH, "owner": str(self._owner), "step": number, "lease": LEASE_MS}
        if tx.run(_REACH, done=done, next=after, **place):
            return True
        if tx.run(_STANDS, done=after, **place):
            return False
        raise StoreBusy(
            "another push has taken over the graph on the server",
            hint="wait until it is done, then do this again",
        )

    def _next(self, number: int, done: int) -> None:
        """Go from the end of a step to the next, if this push still holds the graph."""

        def work(tx: Transaction) -> None:
            here = {"graph": GRAPH, "owner": str(self._owner), "lease": LEASE_MS}
            if not tx.run(_NEXT, step=number, done=done, **here) and not tx.run(
                _STANDS, step=number + 1, done=0, **here
            ):
                raise StoreBusy(
                    "another push has taken over the graph on the server",
                    hint="wait until it is done, then do this again",
                )

        self._connection.write(work)

    def _wipe(self) -> None:
        """Take away all of ours, in batches; done again it finds the rest."""
        for statement in statements.wipe():
            limit = 10_000
            gone = limit
            while gone:
                gone, limit = self._delete_some(statement, limit)

    def _delete_some(self, statement: str, limit: int) -> tuple[int, int]:
        def work(tx: Transaction) -> int:
            self._reach(tx, 0, 0, 0)
            return int(tx.run(statement, limit=limit)[0][0])

        self._progress("taking away what was there", 0, None)
        try:
            return self._connection.write(work), limit
        except TooLarge:
            if limit == 1:
                raise QueryFailed(
                    "the server has not the memory to delete a single node",
                    hint="give its transactions more: dbms.memory.transaction.total.max",
                ) from None
            return 1, max(limit // 10, 1)


_STAND = f"MATCH (g:{BOOKKEEPING} {{id: $graph}}) WHERE g.owner = $owner AND g.step = $step"
_REACH = f"{_STAND} AND g.done = $done SET g.done = $next, g.lease = timestamp() + $lease RETURN 1"
_STANDS = f"{_STAND} AND g.done = $done SET g.lease = timestamp() + $lease RETURN 1"
_NEXT = (
    f"{_STAND} AND g.done = $done"
    " SET g.step = g.step + 1, g.done = 0, g.lease = timestamp() + $lease RETURN 1"
)


def _rows(file: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of a file one by one; no more than a few thousand are in memory."""
    with pq.ParquetFile(file) as parquet:
        for batch in parquet.iter_batches(_READ_ROWS, columns=list(columns)):
            yield from zip(*(batch.column(c).to_pylist() for c in columns), strict=True)


def check_ends(tables: TableSet) -> None:
    """Every relationship must join two nodes of the tables, before anything is sent."""
    with bounded() as connection:
        for table, kind in table_names():
            if isinstance(kind, NodeType) or table not in tables.relationships:
                continue
            for column, label in (("start", kind[0].start), ("end", kind[1])):
                sql = f'SELECT count(*) FROM read_parquet($1) t WHERE "{column}" IS NOT NULL'
                given = [str(tables.relationships[table])]
                if label in tables.nodes:
                    sql += f' AND NOT EXISTS (FROM read_parquet($2) n WHERE n.id = t."{column}")'
                    given.append(str(tables.nodes[label]))
                found = connection.execute(sql, given).fetchone()
                if found is not None and found[0]:
                    raise BrokenGraph(
                        f"{found[0]} rows of {given[0]} name a node that is not in its table",
                        hint="rebuild the tables: `kg build --rebuild`",
                    )
