"""The one node that says which graph a database holds, and whether it is whole.

It is also the lock and the diary of a push: who is at work, and how many rows of which step are
in. Both are written in the transaction of the rows themselves, so that a push that was cut off
anywhere goes on at the very row, and one that was thought dead cannot write any more.
"""

from __future__ import annotations

import os
import platform
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kg.errors import NewerFormat, StoreBusy, StoreError
from kg.schema import FORMAT_VERSION
from kg.store.base import BOOKKEEPING, StoreState
from kg.store.neo4j.connection import Connection, Transaction

__all__ = [
    "GRAPH",
    "LEASE_MS",
    "Marker",
    "Owner",
    "finish",
    "hold",
    "let_go",
    "marker_in",
    "read_marker",
]

GRAPH = "graph"
"""`id` of the node: one graph a database."""

LEASE_MS = 60_000
"""A push that has written nothing for so long is taken for dead."""

_READ = f"MATCH (g:{BOOKKEEPING}) WHERE g.id = $graph RETURN properties(g)"
_PUSHING, _COMPLETE = "pushing", "complete"


@dataclass(frozen=True, slots=True)
class Marker:
    """What the node says. `plan` names the push that is under way or was cut off, `step` and
    `done` how far it has come."""

    graph_id: str
    state: str
    generation: str | None = None
    target: str | None = None
    plan: str | None = None
    step: int = 0
    done: int = 0
    nodes: int = 0
    relationships: int = 0

    @property
    def complete(self) -> bool:
        """Whether the graph is whole."""
        return self.state == _COMPLETE

    def shows(self, graph_id: str, generation: str | None) -> bool:
        """Whether it is whole and this generation of this graph."""
        return self.complete and (self.graph_id, self.generation) == (graph_id, generation)

    def shown(self) -> StoreState:
        """The same for the Store seam."""
        if self.complete:
            return StoreState(self.graph_id, self.generation, complete=True)
        return StoreState(self.graph_id, self.target, complete=False)


@dataclass(frozen=True, slots=True)
class Owner:
    """One push: its process, and itself among the pushes of that process."""

    host: str
    process: int
    key: str

    @classmethod
    def new(cls) -> Owner:
        """The owner that a push of this process is."""
        made = cls(platform.node(), os.getpid(), uuid.uuid4().hex)
        _alive.add(made.key)
        return made

    def __str__(self) -> str:
        return f"{self.key} {self.process} {self.host}"

    def gone(self) -> bool:
        """Whether it can be seen from here that it will write no more."""
        if self.host != platform.node():
            return False
        if self.process == os.getpid():
            return self.key not in _alive
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False


_alive: set[str] = set()
"""Pushes of this process that are at work."""


def _owner(text: str) -> Owner:
    key, process, host = text.split(" ", 2)
    return Owner(host, int(process), key)


def read_marker(connection: Connection) -> Marker | None:
    """What the database says it holds; None when nothing of ours was ever there."""
    return connection.read(marker_in, patient=False)


def marker_in(tx: Transaction) -> Marker | None:
    """The same, in a transaction that is under way."""
    rows = tx.run(_READ, graph=GRAPH)
    return _marker(rows[0][0]) if rows else None


def _marker(found: Mapping[str, Any]) -> Marker:
    if int(found.get("format_version", 0)) > FORMAT_VERSION:
        raise NewerFormat(
            "the graph on the server was written by a newer kg",
            hint="upgrade with: pip install --upgrade scholarly-kg",
        )
    return Marker(**{name: found[name] for name in Marker.__slots__ if found.get(name) is not None})


def hold(connection: Connection, owner: Owner, graph_id: str, target: str, plan: str) -> Marker:
    """Take the graph for one push; gives where to begin.

    Raises `StoreBusy` while another push is at work, and `StoreError` when the database holds
    another graph. After this readers are told that the graph is not whole.
    """

    def work(tx: Transaction) -> Marker:
        # Writing first takes the lock: what is read after it stays true until the commit.
        tx.run(
            f"MERGE (g:{BOOKKEEPING} {{id: $graph}})"
            f" ON CREATE SET g.graph_id = $graph_id, g.state = '{_PUSHING}'"
            " SET g.touched = timestamp()",
            graph=GRAPH, graph_id=graph_id,
        )  # fmt: skip
        ((found,),) = tx.run(_READ, graph=GRAPH)
        _refuse_if_held(found, owner)
        before = _marker(found)
        if before.graph_id != graph_id:
            raise another_graph(before.graph_id)
        same = not before.complete and before.plan == plan
        step, done = (before.step, before.done) if same else (0, 0)
        tx.run(
            f"MATCH (g:{BOOKKEEPING} {{id: $graph}}) SET g += $said,"
            " g.lease = timestamp() + $lease",
            graph=GRAPH,
            lease=LEASE_MS,
            said={
                "state": _PUSHING, "target": target, "plan": plan, "step": step, "done": done,
                "owner": str(owner), "format_version": FORMAT_VERSION,
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
            },
        )  # fmt: skip
        return Marker(graph_id, _PUSHING, before.generation, target, plan, step, done)

    return connection.write(work)


def another_graph(graph_id: str) -> StoreError:
    """The database holds a graph of ours, but not this one."""
    return StoreError(
        f"the database holds another graph (id {graph_id}); it stays at its generation",
        hint="name another database with NEO4J_DATABASE, or take that graph away first:"
        " kg push --remove URI",
    )


def _refuse_if_held(found: Mapping[str, Any], owner: Owner) -> None:
    holder, lease = found.get("owner"), found.get("lease", 0)
    if holder in (None, str(owner)) or lease < found["touched"]:
        return
    other = _owner(holder)
    if not other.gone():
        raise StoreBusy(
            f"another push is at work: process {other.process} on {other.host},"
            f" since {found.get('since')}",
            hint="wait until it is done, or let this command wait: --wait 600",
        )


def finish(
    connection: Connection, owner: Owner, generation: str, nodes: int, relationships: int
) -> bool:
    """Declare the graph whole; False when this push does not hold it any more."""
    text = (
        f"MATCH (g:{BOOKKEEPING} {{id: $graph}}) WHERE g.owner = $owner"
        f" OR (g.state = '{_COMPLETE}' AND g.by = $owner)"
        f" SET g += $said, g.state = '{_COMPLETE}', g.by = $owner"
        " REMOVE g.owner, g.lease, g.plan, g.step, g.done, g.target, g.touched RETURN count(*)"
    )
    said = {
        "generation": generation, "nodes": nodes, "relationships": relationships,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    rows = connection.write(lambda tx: tx.run(text, graph=GRAPH, owner=str(owner), said=said))
    _alive.discard(owner.key)
    return bool(rows[0][0])


def whole_marker(
    graph_id: str, generation: str, nodes: int, relationships: int
) -> dict[str, str | int]:
    """The properties of the node for a graph that is whole, beside `id`."""
    return {
        "graph_id": graph_id, "state": _COMPLETE, "generation": generation, "nodes": nodes,
        "relationships": relationships, "format_version": FORMAT_VERSION,
    }  # fmt: skip


def let_go(owner: Owner) -> None:
    """This push is over, however it ended: the next one need not wait for it."""
    _alive.discard(owner.key)
