"""`Neo4jStore`: the Store seam on a Neo4j server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.errors import BrokenGraph, GraphNotFound, QueryFailed, StoreBusy, StoreError, WriteRefused
from kg.progress import Progress, silent
from kg.schema import NODES
from kg.store.base import BOOKKEEPING, DEFAULT_TIMEOUT, Capabilities, Rows, StoreState, Value
from kg.store.neo4j import statements
from kg.store.neo4j.address import Address
from kg.store.neo4j.connection import Connection, TooLarge, Transaction
from kg.store.neo4j.marker import (
    GRAPH,
    Marker,
    Owner,
    another_graph,
    finish,
    hold,
    let_go,
    marker_in,
    read_marker,
)
from kg.store.neo4j.names import OURS
from kg.store.rows import Answer
from kg.tables.sets import Delta, TableSet

if TYPE_CHECKING:
    from kg.store.neo4j.filling import Plan

__all__ = ["Neo4jStore"]


class Neo4jStore:
    """The graph in a database of a Neo4j server.

    Opening asks nothing: the server is called with the first statement. One graph a database:
    what is ours is told by a property that never leaves the store, and nothing else is written
    or deleted. `adopt` allows writing beside other people's nodes, `only_whole` refuses
    to read while a push is at work. `batch_size` fixes the rows
    of one transaction; left out it follows the time that batches take. `limit` is how many
    seconds the server may be silent, `patience` how long what may yet succeed is tried again.
    """

    def __init__(
        self,
        address: Address,
        *,
        read_only: bool = True,
        adopt: bool = False,
        only_whole: bool = False,
        batch_size: int | None = None,
        limit: float = 60.0,
        patience: float = 120.0,
    ) -> None:
        self.address = address
        self._read_only = read_only
        self._adopt = adopt
        self._only_whole = only_whole
        self._batch_size = batch_size
        self._connection = Connection(address, limit=limit, patience=patience)

    @property
    def capabilities(self) -> Capabilities:
        """What this engine can do."""
        return Capabilities(
            several_databases=True, full_text=True, readers_beside_writer=True, server=True
        )

    def state(self) -> StoreState:
        """Which generation is shown; not complete while a push is at work or was cut off."""
        marker = self.marker()
        return StoreState(None, None, complete=True) if marker is None else marker.shown()

    def marker(self) -> Marker | None:
        """What the database says of the graph in it; None when none of ours is there."""
        return read_marker(self._connection)

    def create_schema(self) -> None:
        """Make unique ids, indexes and full text and wait for them; harmless when they are there.

        Raises `WriteRefused` when the database holds other people's data and was not adopted.
        """
        self._refuse_unless_writing()
        self._connection.server_version()
        self._refuse_unless_ours()
        there: dict[str, str] = dict(self._connection.read(lambda tx: tx.run(_INDEXES)))
        for name, statement in statements.define():
            if name not in there:
                self._connection.define(statement)
        known = {n for (n,) in self._connection.read(lambda tx: tx.run(_NAMES))}
        names = [(p, n) for p, n in statements.register() if n not in known]
        self._connection.write(lambda tx: [tx.run(f"CALL {p}($n)", n=n) for p, n in names])
        if set(there.values()) != {"ONLINE"} or len(there) < len(dict(statements.define())):
            self._connection.define("CALL db.awaitIndexes(600)")

    def replace(self, tables: TableSet, progress: Progress = silent) -> None:
        """Hold exactly this generation: everything else of ours is gone after.

        Raises `BrokenGraph` when a relationship names a node that is not in its table, and
        `StoreBusy` while another push is at work. One that was cut off is gone on with.
        """
        self._refuse_unless_writing()
        from kg.store.neo4j.filling import check_ends, plan_of_tables

        check_ends(tables)
        plan = plan_of_tables(tables)
        self._push(tables.graph_id, tables.generation, plan, progress)

    def apply(self, delta: Delta, progress: Progress = silent) -> None:
        """Go from one generation to the next; nothing is done when it is already shown.

        Raises `StoreError` when the database shows another generation than the changes start
        from, and `StoreBusy` while another push is at work. One that was cut off is gone on with.
        """
        self._refuse_unless_writing()
        from kg.store.neo4j.filling import plan_of_delta

        plan = plan_of_delta(delta)
        marker = self.marker()
        if not _fits(marker, delta, plan.key):
            shown = marker.generation if marker else None
            raise StoreError(
                f"the server shows generation {shown},"
                f" and the changes start from {delta.from_generation}",
                hint="write the graph anew: kg push --rewrite URI",
            )
        if marker is not None and marker.complete and marker.generation == delta.to_generation:
            return
        self._push(delta.graph_id, delta.to_generation, plan, progress)

    def leads_on(self, delta: Delta) -> bool:
        """Whether `apply` would take the changes: they start from what is shown, or are those of
        a push that was cut off."""
        from kg.store.neo4j.filling import plan_of_delta

        return _fits(self.marker(), delta, plan_of_delta(delta).key)

    def fetch(self, folder: Path, progress: Progress = silent) -> TableSet:
        """Read the whole graph back as tables, into files in `folder`.

        Raises `BrokenGraph` when the graph is not whole, or changed while it was read, and
        `GraphNotFound` when there is none.
        """
        from kg.store.neo4j.fetching import fetch

        before = self.whole()
        generation = before.generation or ""
        tables = fetch(self._connection, before.graph_id, generation, folder, progress)
        if self.whole() != before:
            raise BrokenGraph(
                f"the graph at {self.address} changed while it was read", hint="do it again"
            )
        return tables

    def whole(self) -> Marker:
        """What the database says of its graph; raises when there is none, or it is not whole."""
        marker = self.marker()
        if marker is None:
            self._connection.server_version()  # too old for kg: then that is what must be said
        return self._whole(marker)

    def _whole(self, marker: Marker | None) -> Marker:
        if marker is None:
            raise GraphNotFound(
                f"there is no graph of kg at {self.address}",
                hint=f"put one there with: kg push {self.address.uri}",
            )
        if not marker.complete:
            raise BrokenGraph(
                f"the graph at {self.address} is not whole: a push is at work or was cut off",
                hint=f"finish it with: kg push {self.address.uri}",
            )
        return marker

    def query(
        self,
        text: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        write: bool = False,
    ) -> Rows:
        """Run a statement. Reads only unless `write`; never reads files of the host.

        Raises `QueryFailed`, `QueryTimeout`, `WriteRefused`, `StoreBusy`, `StoreUnavailable`.
        """
        given = dict(parameters or {})
        for name, value in given.items():
            _check_parameter(name, value)
        if write:
            self._refuse_unless_writing()

        def work(tx: Transaction) -> Answer:
            tx.check(text, given, write=write)
            if not self._only_whole:
                return tx.answer(text, given)
            before = self._whole(marker_in(tx))
            answer = tx.answer(text, given)
            if self._whole(marker_in(tx)) != before:
                raise StoreBusy(f"{self.address} changed while it was read", hint="do it again")
            return answer

        run = self._connection.write if write else self._connection.read
        try:
            return run(work, timeout=timeout, patient=False)
        except TooLarge as error:
            raise QueryFailed(
                "the statement needs more memory than the server may use",
                hint="ask for less at once, for instance with LIMIT or a narrower MATCH",
            ) from error

    def lookup(self, label: str, keys: Sequence[tuple[str, str]]) -> list[dict[str, Value]]:
        """Properties of the nodes of a label that have one of these (property, value), by index."""
        parts = [f"MATCH (x:{label} {{{p}: $v{i}}}) RETURN x" for i, (p, _) in enumerate(keys)]
        given = {f"v{i}": value for i, (_, value) in enumerate(keys)}
        found = [row[0] for row in self.query(" UNION ALL ".join(parts), given)] if parts else []
        return list({node["id"]: node for node in found}.values())

    def remove(self, progress: Progress = silent) -> bool:
        """Take all of ours away, the constraints and indexes too; False when none was there.

        Nodes of others stay, and so do relationships between them. A relationship of others that
        hangs on a node of ours goes with it: it cannot stand alone.
        """
        self._refuse_unless_writing()
        marker = self.marker()
        if marker is None:
            return False
        from kg.store.neo4j.filling import PLAN_OF_REMOVAL

        self._push(marker.graph_id, "", PLAN_OF_REMOVAL, progress)
        self._connection.write(
            lambda tx: tx.run(f"MATCH (g:{BOOKKEEPING} {{id: $graph}}) DELETE g", graph=GRAPH)
        )
        for statement in statements.drop():
            self._connection.define(statement)
        return True

    def close(self) -> None:
        """Let go of the server; harmless twice."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _push(
        self,
        graph_id: str,
        generation: str,
        plan: Plan,
        progress: Progress,
    ) -> None:
        from kg.store.neo4j.filling import BatchSize, Filling

        marker = self.marker()
        if marker is not None and marker.graph_id != graph_id:
            raise another_graph(marker.graph_id)
        self.create_schema()
        owner = Owner.new()
        try:
            begin = hold(self._connection, owner, graph_id, generation, plan.key)
            filling = Filling(self._connection, owner, progress, BatchSize(self._batch_size))
            filling.run(plan, begin.step, begin.done)
            nodes, relationships = self._count()
            if not finish(self._connection, owner, generation, nodes, relationships):
                raise StoreBusy("another push has taken over the graph on the server")
        finally:
            let_go(owner)

    def _count(self) -> tuple[int, int]:
        """Nodes and relationships of ours, from the counts that the server keeps."""
        ((nodes, relationships),) = self._connection.read(lambda tx: tx.run(_COUNT))
        return nodes, relationships

    def _refuse_unless_writing(self) -> None:
        if self._read_only:
            raise WriteRefused(
                "this graph database was opened for reading only",
                hint="open it for writing: Neo4jStore(address, read_only=False)",
            )

    def _refuse_unless_ours(self) -> None:
        """A database with other people's data is left alone until they say otherwise; once there
        is a graph of ours beside them, they have."""
        if self._adopt or self.marker() is not None:
            return
        found = self._connection.read(lambda tx: tx.run(_OTHERS))
        if found:
            total = sum(n for _, n in found)
            named = ", ".join(f"{n:,} {':'.join(labels) or 'without label'}" for labels, n in found)
            clash = sorted({x for labels, _ in found for x in labels} & {n.label for n in NODES})
            touched = f"; unique ids and indexes would be put on {', '.join(clash)}" * bool(clash)
            raise WriteRefused(
                f"{self.address} holds {total:,} nodes that are not of kg: {named}{touched}",
                hint="name an empty database with NEO4J_DATABASE, or write beside them: "
                "kg push --adopt URI (they are never changed or deleted)",
            )


_INDEXES = "SHOW INDEXES YIELD name, state"
_NAMES = (
    "CALL db.relationshipTypes() YIELD relationshipType AS name RETURN name"
    " UNION CALL db.propertyKeys() YIELD propertyKey AS name RETURN name"
)
_COUNT = (
    f"CALL () {{ MATCH (n) WHERE n.{OURS} RETURN count(n) AS nodes }}"
    f" CALL () {{ MATCH (a)-[r]->(b) WHERE a.{OURS} AND b.{OURS} RETURN count(r) AS links }}"
    " RETURN nodes, links"
)
_OTHERS = (
    f"MATCH (n) WHERE n.{OURS} IS NULL AND NOT n:{BOOKKEEPING}"
    " RETURN labels(n) AS labels, count(*) AS n ORDER BY n DESC LIMIT 5"
)


def _fits(marker: Marker | None, delta: Delta, key: str) -> bool:
    """Whether the changes lead on from what the database shows."""
    if marker is None or marker.graph_id != delta.graph_id:
        return False
    if marker.complete:
        return marker.generation in (delta.from_generation, delta.to_generation)
    return marker.plan == key


def _check_parameter(name: str, value: Value) -> None:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise QueryFailed(f"parameter ${name} is beyond 64 bits: {value}")
    elif isinstance(value, Mapping):
        for inner in value.values():
            _check_parameter(name, inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check_parameter(name, inner)
    elif not isinstance(value, float):
        raise QueryFailed(
            f"parameter ${name} is a {type(value).__name__}",
            hint="parameters are null, true or false, numbers, texts, and lists or maps of them",
        )
