"""`kg push` beside the shortest loop that could do it, and beside one MERGE a paper.

python -m benchmarks.push_acl [FOLDER]       acl_most.jsonl and acl_rest.jsonl; left out, they are
                                             made of the tables in the folder of KG_BENCH_DATA

Starts Neo4j servers of its own (Java 17 and Maven). Each line is a figure and, where one was set,
the ratio it is held against.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import neo4j
import pyarrow.parquet as pq

from benchmarks import acl_jsonl
from benchmarks.measure import Cost, bytes_in, measure
from kg.export.neo4j_csv import Neo4jCsv
from kg.graph import open_graph
from kg.schema import NODES, NodeType, table_names
from kg.tables.sets import TableSet
from kg.workspace.files import fresh_folder
from tests.neo4j.jars import java_path, server_jars
from tests.neo4j.local import LocalServer

KG = [sys.executable, "-m", "kg"]
BATCH = 10_000
SLICE = 500
"""Papers that the MERGE loop writes: all of them would take half an hour."""


def main() -> None:
    """Measure and report everything."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        folder = Path(name)
        papers = Path(sys.argv[1]) if len(sys.argv) > 1 else acl_papers(folder)
        update(papers, folder / "facts", "without measures", 1 / 10, "--no-analysis")
        graph = folder / "whole"
        update(papers, graph, "with measures", 1 / 3)
        tables = open_graph(graph).tables
        bare = on_fresh_server(lambda server: bare_loop(server, tables))
        say("bare UNWIND ... CREATE loop", f"{bare:.1f} s")
        again = on_fresh_server(lambda server: push(server, graph))
        say("kg push, all papers, beside it", f"{again:.1f} s", again / bare, 1.3)
        merged = on_fresh_server(lambda server: merge_loop(server, tables))
        rows = pq.read_metadata(tables.nodes["Paper"]).num_rows
        whole = merged * rows / SLICE
        say(f"one MERGE a paper, {SLICE} of them", f"{merged:.1f} s; all {whole:.0f} s")
        say("kg push beside it", f"{again:.1f} s", again / whole, 1 / 3)
        offline(tables, folder)


def acl_papers(folder: Path) -> Path:
    """The papers of the ACL Anthology as JSON lines, in two files."""
    data = os.environ.get("KG_BENCH_DATA")
    if not data:
        sys.exit("KG_BENCH_DATA names no folder: see benchmarks/build_acl.py")
    acl_jsonl.write(Path(data), folder)
    return folder


def say(name: str, figure: str, ratio: float | None = None, most: float = 0.0) -> None:
    """One line of the report; `ratio` is held against the most that it may be."""
    verdict = "met" if ratio is not None and ratio <= most else "MISSED"
    held = "" if ratio is None else f"{ratio:.3f} x (at most {most:.2g})  {verdict}"
    sys.stdout.write(f"{name:46} {figure:>44}   {held}\n")
    sys.stdout.flush()


def update(papers: Path, graph: Path, how: str, share: float, *options: str) -> None:
    """Push most papers, then nothing, then 1,000 more."""
    build = [*KG, "build", "-g", str(graph), "--quiet", *options]
    measure([*build, str(papers / "acl_most.jsonl")])
    with fresh_server() as server:
        first = pushed(server, graph)
        say(f"kg push, empty server, {how}", str(first))
        say("  peak memory in MB, of 600", f"{first.peak / 1e6:.0f}", first.peak / 600e6, 1)
        again = pushed(server, graph)
        say("  nothing changed, seconds of 3", str(again), again.wall / 3, 1)
        measure([*build, str(papers / "acl_rest.jsonl")])
        more = pushed(server, graph)
        say("  after 1,000 more papers", str(more), more.wall / first.wall, share)


def pushed(server: LocalServer, graph: Path) -> Cost:
    """The cost of one `kg push`."""
    env = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
    return measure([*KG, "push", server.uri, "-g", str(graph)], env=env)


def push(server: LocalServer, graph: Path) -> None:
    """The same, where only the clock is looked at."""
    pushed(server, graph)


def on_fresh_server(do: Callable[[LocalServer], None]) -> float:
    """Seconds of something done to an empty server."""
    with fresh_server() as server:
        return seconds(lambda: do(server))


def offline(tables: TableSet, folder: Path) -> None:
    """The files of the offline import beside DuckDB's own copy of the same tables to CSV."""
    ours = seconds(lambda: Neo4jCsv().write(tables, folder / "csv"))
    copied = seconds(lambda: copy_by_duckdb(tables, fresh_folder(folder / "copied")))
    size = bytes_in(folder / "csv")
    speed = f"{ours:.1f} s, {size / 1e6 / ours:.0f} MB/s; DuckDB {copied:.1f} s"
    say("kg export --to neo4j-csv, of 200 MB/s or 1.5 x", speed,
        min(ours / copied / 1.5, 200e6 * ours / size), 1)  # fmt: skip


def copy_by_duckdb(tables: TableSet, target: Path) -> None:
    """Every table as one CSV file, with a header, and nothing else about it."""
    with duckdb.connect(config={"threads": 2}) as connection:
        for name, file in tables.files.items():
            rows = connection.read_parquet(str(file))
            rows.to_csv(str(target / f"{name}.csv"), header=True)


@contextmanager
def fresh_server() -> Iterator[LocalServer]:
    """A server of our own with nothing in it."""
    java, jars = java_path(), server_jars()
    if java is None or jars is None:
        sys.exit("the Neo4j to measure with needs Java 17 and Maven")
    folder = Path(tempfile.mkdtemp(prefix="kg-bench-"))
    server = LocalServer(java, jars, folder, heap_mb=1024)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@contextmanager
def connected(server: LocalServer) -> Iterator[neo4j.Session]:
    """A session of the bare driver."""
    auth = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver, driver.session() as session:
        yield session


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
