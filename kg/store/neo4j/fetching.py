"""Reading a whole graph back from a server, as the tables it was filled from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.progress import Progress
from kg.schema import NodeType, RelationshipType, table_names
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.names import OURS
from kg.tables.sets import TableSet

__all__ = ["fetch"]

_ROWS = 10_000


def fetch(
    connection: Connection, graph_id: str, generation: str, folder: Path, progress: Progress
) -> TableSet:
    """Write one Parquet file a table into `folder`, sorted by key.

    Only what is ours is read. Columns of analyses that never ran are left out, as a build does.
    Costs one pass over the graph: some 50,000 rows a second.
    """
    nodes: dict[str, Path] = {}
    relationships: dict[str, Path] = {}
    for table, kind in table_names():
        target = folder / f"{table}.parquet"
        if isinstance(kind, NodeType):
            schema = pa.schema([("id", pa.string()), *(p.arrow for p in kind.properties)])
            measures = [p.name for p in kind.measures]
            _save(connection, _node_query(kind), schema, target, measures, progress)
            nodes[table] = target
        else:
            _save(connection, _relationship_query(*kind), kind[0].arrow(), target, (), progress)
            relationships[table] = target
    return TableSet(graph_id, generation, nodes, relationships)


def _node_query(kind: NodeType) -> str:
    values = ", ".join(f"n.`{name}`" for name in ("id", *(p.name for p in kind.properties)))
    return f"MATCH (n:{kind.label}) WHERE n.{OURS} RETURN {values} ORDER BY n.id"


def _relationship_query(of: RelationshipType, end: str) -> str:
    values = "".join(f", r.`{p.name}`" for p in of.properties)
    order = "".join(f", r.`{name}`" for name in of.key)
    return (
        f"MATCH (a:{of.start})-[r:{of.type}]->(z:{end}) WHERE a.{OURS} AND z.{OURS}"
        f" RETURN a.id, z.id{values} ORDER BY a.id, z.id{order}"
    )


def _save(
    connection: Connection,
    text: str,
    schema: pa.Schema,
    target: Path,
    measures: Sequence[str],
    progress: Progress,
) -> None:
    """Stream the rows of a query into a file; then drop the measures that nobody has."""
    filled: set[str] = set()
    done = 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for rows in connection.stream(text, {}, _ROWS):
            columns = zip(*rows, strict=True)
            arrays = [pa.array(v, f.type) for v, f in zip(columns, schema, strict=True)]
            filled |= {f.name for a, f in zip(arrays, schema, strict=True) if a.null_count < len(a)}
            writer.write_table(pa.table(arrays, schema=schema))
            done += len(rows)
            progress(f"reading {target.stem}", done, None)
    unused = [name for name in measures if name not in filled]
    if unused and done:
        table = pq.read_table(target).drop_columns(unused)
        pq.write_table(table, target, compression="zstd")
