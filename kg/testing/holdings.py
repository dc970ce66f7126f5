"""What a store holds, beside what the tables say it should hold."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq

from kg.schema import NODES, NodeType, table_names
from kg.store.base import BOOKKEEPING, Store, StoreState
from kg.tables.sets import TableSet

__all__ = ["assert_holds", "contents", "expected", "total"]

Content = dict[str, list[dict[str, Any]]]


def contents(store: Store) -> Content:
    """Everything in a store, table by table, as the tables would hold it; nulls left out."""
    found: Content = {}
    for table, kind in table_names():
        if isinstance(kind, NodeType):
            rows = store.query(f"MATCH (n:{kind.label}) RETURN n ORDER BY n.id")
            found[table] = [{k: v for k, v in row[0].items() if k != "_labels"} for row in rows]
            continue
        of, end = kind
        order = "".join(f", r.{name}" for name in of.key)
        rows = store.query(
            f"MATCH (a:{of.start})-[r:{of.type}]->(z:{end})"
            f" RETURN a.id, z.id, r ORDER BY a.id, z.id{order}"
        )
        found[table] = [
            {"start": a, "end": z} | {k: v for k, v in r.items() if k != "_type"}
            for a, z, r in rows
        ]
    return found


def expected(tables: TableSet) -> Content:
    """Everything in the tables, nulls left out."""
    files = tables.files
    found: Content = {}
    for table, _ in table_names():
        rows = pq.read_table(files[table]).to_pylist() if table in files else []
        found[table] = [{k: v for k, v in row.items() if v is not None} for row in rows]
    return found


def total(store: Store) -> tuple[int, int]:
    """Nodes and relationships of any kind, but for the one node that is the store's own."""
    ours = {"own": BOOKKEEPING}
    ((nodes,),) = store.query("MATCH (n) WHERE NOT $own IN labels(n) RETURN count(n)", ours)
    ((relationships,),) = store.query("MATCH ()-[r]->() RETURN count(r)")
    return nodes, relationships


def assert_holds(store: Store, tables: TableSet) -> None:
    """The store holds exactly the tables, says so, and holds nothing beside them."""
    assert store.state() == StoreState(tables.graph_id, tables.generation, complete=True)
    wanted, found = expected(tables), contents(store)
    for table in wanted:
        assert found[table] == wanted[table], table
    nodes = sum(len(wanted[n.label]) for n in NODES)
    assert total(store) == (nodes, sum(map(len, wanted.values())) - nodes)
