"""A push that is cut off anywhere is finished by the next: nothing twice, nothing missing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kg.errors import StoreBusy, StoreUnavailable
from kg.store.neo4j import Address, Neo4jStore
from kg.tables.sets import TableSet
from kg.testing.holdings import assert_holds
from kg.testing.tables import random_tables
from tests.neo4j.proxy import proxy
from tests.neo4j.server import Server, address, connected, emptied, local_server

pytestmark = pytest.mark.neo4j

KILLS = 10


@pytest.fixture
def tables(tmp_path: Path) -> TableSet:
    return random_tables(tmp_path / "tables", seed=3, generation="1")


@pytest.fixture
def server(neo4j_server: Server) -> Server:
    emptied(neo4j_server)
    return neo4j_server


class Push(threading.Thread):
    """A push of some tables in a thread; tells when rows have begun to go."""

    def __init__(self, at: Address, tables: TableSet, rows: int, **options: float) -> None:
        super().__init__(daemon=True)
        self.store = Neo4jStore(at, read_only=False, batch_size=rows, **options)  # type: ignore[arg-type]
        self.tables = tables
        self.begun = threading.Event()
        self.sent = 0
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self.store:
                self.store.replace(self.tables, self._progress)
        except BaseException as error:
            self.error = error
        self.begun.set()

    def _progress(self, what: str, done: int, total: int | None) -> None:
        self.sent = done
        if done > 100:
            self.begun.set()

    def wait(self) -> None:
        self.join(180)
        assert not self.is_alive(), "the push hangs"
        if self.error is not None:
            raise self.error


def finished(at: Address, tables: TableSet) -> None:
    """The next push, and then the graph is that of the tables."""
    with Neo4jStore(at, read_only=False) as store:
        state = store.state()
        assert not state.complete or state.generation in (None, tables.generation)
        store.replace(tables)
        assert_holds(store, tables)


@contextmanager
def another_process(server: Server, folder: Path, rows: int) -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, **server.environment, "SERVER": server.uri}
    command = [sys.executable, "-m", "tests.neo4j.pushing", str(folder), "3", "1", str(rows)]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("turn", range(KILLS))
def test_killed_at_a_random_moment(
    turn: int, server: Server, tables: TableSet, tmp_path: Path
) -> None:
    lines = random.Random(turn).randrange(1, 100)
    with another_process(server, tmp_path / "other", 10) as process:
        assert process.stdout is not None
        for _, line in zip(range(lines), process.stdout, strict=False):
            assert line
        # Somewhere inside a transaction, or between two.
        time.sleep(random.Random(-turn).random() * 0.02)
    with Neo4jStore(address(server)) as store:
        state = store.state()
    assert not state.complete, "killed in the middle, and claims to be whole"
    finished(address(server), tables)


def test_rows_that_are_in_are_not_sent_again(server: Server, tables: TableSet) -> None:
    sent: list[int] = []

    def stop(what: str, done: int, total: int | None) -> None:
        sent.append(done)
        if done > 500:
            raise KeyboardInterrupt

    with Neo4jStore(address(server), read_only=False, batch_size=50) as store:
        with pytest.raises(KeyboardInterrupt):
            store.replace(tables, stop)
        stopped = max(sent)
        sent.clear()
        store.replace(tables, lambda what, done, total: sent.append(done))
        assert min(sent) > stopped
        assert_holds(store, tables)


def test_the_server_stops_and_starts_again(tables: TableSet, tmp_path: Path) -> None:
    local = local_server(tmp_path / "neo4j")
    local.start()
    try:
        push = Push(address(local), tables, 2)
        push.start()
        assert push.begun.wait(60)
        local.stop()
        assert push.is_alive(), "the push was over before the server stopped"
        time.sleep(5)
        local.start()
        push.wait()
        with Neo4jStore(address(local)) as store:
            assert_holds(store, tables)
    finally:
        local.stop()


def test_a_second_push_at_the_same_time_is_refused(server: Server, tables: TableSet) -> None:
    push = Push(address(server), tables, 5)
    push.start()
    assert push.begun.wait(60)
    with (
        Neo4jStore(address(server), read_only=False) as second,
        pytest.raises(StoreBusy, match="another push is at work"),
    ):
        second.replace(tables)
    assert push.is_alive(), "the first push was over before the second came"
    push.wait()
    finished(address(server), tables)


def test_a_push_that_was_taken_for_dead_writes_no_more(server: Server, tables: TableSet) -> None:
    push = Push(address(server), tables, 5)
    push.start()
    assert push.begun.wait(60)
    with connected(server) as session:
        session.run("MATCH (g:KgGraph) SET g.owner = 'another 1 host'").consume()
    with pytest.raises(StoreBusy, match="taken over"):
        push.wait()
    with connected(server) as session:
        session.run("MATCH (g:KgGraph) REMOVE g.owner").consume()
    finished(address(server), tables)


def ended_under(push: Push, server: Server) -> int:
    """End a few of the push's transactions as they are seen at work; gives how many were."""
    ended = 0
    with connected(server) as session:
        while push.is_alive() and ended < 3:  # All of them, and it could never get on.
            found = session.run(
                "SHOW TRANSACTIONS YIELD transactionId, currentQuery"
                " WHERE currentQuery CONTAINS 'CREATE' RETURN transactionId"
            )
            for id_ in [record[0] for record in found]:
                rows = list(session.run("TERMINATE TRANSACTIONS $id", id=id_))
                ended += "terminated" in str(rows).lower()
            time.sleep(0.01)
    return ended


def test_transactions_ended_by_the_server_are_made_again(server: Server, tables: TableSet) -> None:
    # One takes a few milliseconds: it may need several pushes to meet one at work.
    for _ in range(20):
        emptied(server)
        push = Push(address(server), tables, 5)
        push.start()
        assert push.begun.wait(60)
        ended = ended_under(push, server)
        push.wait()
        with Neo4jStore(address(server)) as store:
            assert_holds(store, tables)
        if ended:
            return
    raise AssertionError("no transaction was caught at work")


def test_a_network_that_stalls_is_given_up(server: Server, tables: TableSet) -> None:
    port = urlsplit(server.uri).port
    assert port is not None
    with proxy(port) as between:
        through = Address(f"bolt://127.0.0.1:{between.port}", server.user, server.password)
        push = Push(through, tables, 5, limit=2.0)
        push.start()
        assert push.begun.wait(60)
        between.stall()
        with pytest.raises(StoreUnavailable, match="has not answered"):
            push.wait()
    finished(address(server), tables)
