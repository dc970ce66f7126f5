"""`kg push` beside the shortest loop that could do it, and beside one MERGE a paper.

python -m benchmarks.push_acl GRAPH          a graph directory, such as one of the ACL Anthology

Starts a Neo4j of its own (Java 17 and Maven). Prints seconds and ratios; nothing is asserted.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
import pyarrow.parquet as pq

from benchmarks.measure import measure
from kg.graph import open_graph
from kg.schema import NODES, NodeType, table_names
from kg.tables.sets import TableSet
from tests.neo4j.local import LocalServer
from tests.neo4j.server import connected, local_server

KG = [sys.executable, "-m", "kg"]
BATCH = 10_000
SLICE = 500
"""Papers that the MERGE loop writes: all of them would take half an hour."""


def main() -> None:
    """Run everything on the graph named as the only argument."""
    graph = Path(sys.argv[1])
    tables = open_graph(graph).tables
    with fresh_server() as server:
        bare = seconds(lambda: bare_loop(server, tables))
        say(f"bare UNWIND ... CREATE loop {bare:8.1f} s")
    with fresh_server() as server:
        env = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
        command = [*KG, "push", server.uri, "-g", str(graph)]
        first = measure(command, env=env)
        say(f"kg push, empty server       {first}   {first.wall / bare:.2f} x the bare loop")
        again = measure(command, env=env)
        say(f"kg push, nothing changed    {again}")
    with fresh_server() as server:
        merged = seconds(lambda: merge_loop(server, tables))
        papers = pq.read_metadata(tables.nodes["Paper"]).num_rows
        whole = merged * papers / SLICE
        say(f"MERGE a paper, {SLICE} of them  {merged:8.1f} s; all: {whole:.0f} s,"
              f" {whole / first.wall:.1f} x kg push")  # fmt: skip


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def fresh_server() -> Iterator[LocalServer]:
    """A server of our own with nothing in it."""
    folder = Path(tempfile.mkdtemp(prefix="kg-bench-"))
    server = local_server(folder, heap_mb=1024)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def seconds(do: Any) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def bare_loop(server: LocalServer, tables: TableSet) -> None:
    """Constraints, then batches: no marker, no index, no check, nothing to go on with."""
    with connected(server) as session:
        for node in NODES:
            session.run(f"CREATE CONSTRAINT FOR (n:{node.label}) REQUIRE n.id IS UNIQUE").consume()
        for table, kind in table_names():
            if isinstance(kind, NodeType):
                text = f"UNWIND $rows AS r CREATE (n:{kind.label}) SET n = r"
                send(session, text, tables.nodes.get(table))
            else:
                of, end = kind
                text = (
                    f"UNWIND $rows AS r MATCH (a:{of.start} {{id: r.start}})"
                    f" MATCH (z:{end} {{id: r.end}})"
                    f" CREATE (a)-[x:{of.type}]->(z) SET x = r.p"
                )
                send(session, text, tables.relationships.get(table), nested=True)


def send(session: neo4j.Session, text: str, file: Path | None, *, nested: bool = False) -> None:
    """All rows of a file, in transactions of 10,000."""
    if file is None:
        return
    for batch in pq.ParquetFile(file).iter_batches(BATCH):
        rows = batch.to_pylist()
        if nested:
            rows = [{"start": r.pop("start"), "end": r.pop("end"), "p": r} for r in rows]
        session.execute_write(write, text, {"rows": rows})


def write(transaction: neo4j.ManagedTransaction, text: str, given: dict[str, Any]) -> None:
    """One statement."""
    transaction.run(text, given).consume()


def merge_loop(server: LocalServer, tables: TableSet) -> None:
    """What a script does that writes one paper with its authors at a time."""
    papers = next(pq.ParquetFile(tables.nodes["Paper"]).iter_batches(SLICE)).to_pylist()
    wanted = {paper["id"] for paper in papers}
    authored = pq.read_table(tables.relationships["AUTHORED"], columns=["start", "end"])
    names = pq.read_table(tables.nodes["Author"], columns=["id", "name"]).to_pylist()
    by_id = {row["id"]: row["name"] for row in names}
    of: dict[str, list[dict[str, Any]]] = {}
    for row in authored.to_pylist():
        if row["end"] in wanted:
            of.setdefault(row["end"], []).append({"id": row["start"], "name": by_id[row["start"]]})
    text = (
        "MERGE (p:Paper {id: $id}) SET p += $properties WITH p UNWIND $authors AS a"
        " MERGE (x:Author {id: a.id}) SET x.name = a.name MERGE (x)-[:AUTHORED]->(p)"
    )
    with connected(server) as session:
        for label in ("Paper", "Author"):
            session.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        for paper in papers:
            given = {"id": paper["id"], "properties": paper, "authors": of.get(paper["id"], [])}
            session.execute_write(write, text, given)


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    main()
