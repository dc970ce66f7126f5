"""From tables into the engine: definitions, bulk load, and differences between generations.

Rows go from DuckDB to the engine as JSON arrays of a few thousand objects, without keys for
nulls, so that a null property is absent and numbers, booleans and lists keep their type. The
engine answers with its record ids, which DuckDB joins to the ends of relationships: an end that
is not there is found before anything is stored.

The tables never hold empty strings (nothing in `records/` does), and they would stay empty here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import duckdb

from kg.errors import BrokenGraph, StoreError
from kg.progress import Progress
from kg.schema import (
    FULL_TEXT,
    NODES,
    RELATIONSHIPS,
    NodeType,
    Property,
    RelationshipType,
    node,
    table_names,
)
from kg.store.embedded.engine import Database, OutOfMemory
from kg.store.embedded.jvm import LOAD_MEMORY
from kg.tables.sets import Change
from kg.workspace.bounded import bounded

__all__ = ["Loader", "Stage", "loader", "schema_hash"]

_TYPES = {
    "string": "STRING",
    "integer": "LONG",
    "float": "DOUBLE",
    "boolean": "BOOLEAN",
    "strings": "LIST OF STRING",
}
_CHUNK = 4_000
"""Rows of one transaction: large enough to be fast, small enough for long abstracts."""


class Stage(NamedTuple):
    """What is loaded at once: whole tables, and by label files with measures of nodes that an
    earlier stage brought."""

    tables: Mapping[str, Path]
    measures: Mapping[str, Path] = {}


_T = TypeVar("_T")
_KINDS = dict(table_names())
_LABELS = [kind.label for kind in NODES]


def schema_hash() -> str:
    """Fingerprint of the definitions, to see that a database was made with others."""
    indexes = (statement for kind in NODES for statement in _index_statements(kind))
    return hashlib.sha256(
        "\n".join([*_type_statements(), *indexes, repr(FULL_TEXT)]).encode()
    ).hexdigest()


def _define_types(database: Database) -> None:
    """Node and relationship types with their properties; harmless when they are there."""
    for statement in _type_statements():
        database.sql(statement)


def _define_indexes(database: Database, labels: Sequence[str], progress: Progress) -> None:
    """Unique ids, indexed properties and full text; much faster after a load than before it."""
    for done, label in enumerate(labels):
        progress("indexing", done, len(labels))
        for statement in _index_statements(node(label)):
            database.sql(statement)
        if label in FULL_TEXT:
            database.full_text(label, FULL_TEXT[label])


def _type_statements() -> Iterator[str]:
    for kind in NODES:
        yield f"CREATE VERTEX TYPE `{kind.label}` IF NOT EXISTS BUCKETS 1"
        yield f"CREATE PROPERTY `{kind.label}`.`id` IF NOT EXISTS STRING"
        yield from _property_statements(kind.label, kind.properties)
    for of in RELATIONSHIPS:
        yield f"CREATE EDGE TYPE `{of.type}` IF NOT EXISTS BUCKETS 1"
        yield from _property_statements(of.type, of.properties)


def _property_statements(owner: str, properties: Sequence[Property]) -> Iterator[str]:
    for p in properties:
        yield f"CREATE PROPERTY `{owner}`.`{p.name}` IF NOT EXISTS {_TYPES[p.type]}"


def _index_statements(kind: NodeType) -> Iterator[str]:
    # In a sorted index each new key is looked for in every page there is: millions take hours.
    yield f"CREATE INDEX IF NOT EXISTS ON `{kind.label}` (`id`) UNIQUE_HASH"
    for p in kind.properties:
        # The engine allows one index for a list of properties: text wins over equality.
        if p.indexed and FULL_TEXT.get(kind.label) != (p.name,):
            yield f"CREATE INDEX IF NOT EXISTS ON `{kind.label}` (`{p.name}`) NOTUNIQUE"


@contextmanager
def loader(database: Database, folder: Path, progress: Progress) -> Iterator[Loader]:
    """A `Loader` for an open database; what its work puts aside lies in the database's folder."""
    try:
        with bounded(folder) as connection:
            yield Loader(database, connection, progress)
    except OutOfMemory as error:
        raise StoreError(
            "the graph is larger than the memory that Java may use to load it",
            hint=f"give it more, as far as the machine has it: {LOAD_MEMORY}=8000 (MB) kg build …",
        ) from error


class Loader:
    """Fills one open database from Parquet files."""

    def __init__(
        self, database: Database, connection: duckdb.DuckDBPyConnection, progress: Progress
    ) -> None:
        self._database = database
        self._progress = progress
        self._duckdb = connection
        self._duckdb.execute("SET preserve_insertion_order = true")
        self._duckdb.execute("CREATE TABLE record (label VARCHAR, id VARCHAR, rid VARCHAR)")

    def load(self, stages: Iterable[Stage]) -> None:
        """Fill an empty database without indexes, and index it.

        The ends of a stage's relationships are in it or in an earlier one, and so are the nodes
        that its measures are of.
        """
        _define_types(self._database)
        rest = _LABELS
        for files, measures in stages:
            labels = [label for label in rest if label in files]
            rest = [label for label in rest if label not in files]
            with _interruptible():
                with self._database.batch() as batch:
                    for label in labels:
                        self._create_nodes(batch, label, files[label])
                    for table in [name for name in files if name not in labels]:
                        self._create_relationships(batch, table, files[table])
                _define_indexes(self._database, labels, self._progress)
                for label, path in measures.items():
                    self._set_measures(label, path)
        _define_indexes(self._database, rest, self._progress)

    def define(self) -> None:
        """Bring up to date the definitions of a database that was made with others."""
        _define_types(self._database)
        _define_indexes(self._database, _LABELS, self._progress)

    def apply(self, changes: Sequence[Change]) -> None:
        """Deletes, creates and changes, in the order in which each finds what it needs."""
        nodes = [c for c in changes if c.table in _LABELS]
        relationships = [c for c in changes if c.table not in _LABELS]
        with _interruptible():
            for change in [*relationships, *nodes]:
                if change.deleted is not None:
                    self._run(change.table, change.deleted, _delete_statement(change.table))
            self._create(nodes, relationships)
            for change in nodes:
                for _, path in change.changed:
                    self._run(change.table, path, _change_statement(change.table))
            for change in relationships:
                for names, path in change.changed:
                    self._change_relationships(change.table, path, names)

    def _create(self, nodes: Sequence[Change], relationships: Sequence[Change]) -> None:
        with self._database.batch() as batch:
            for change in nodes:
                if change.created is not None:
                    self._create_nodes(batch, change.table, change.created)
            for change in relationships:
                if change.created is not None:
                    self._find_ends(change.table, change.created)
                    self._create_relationships(batch, change.table, change.created)

    def _create_nodes(self, batch: Any, label: str, path: Path) -> None:
        names = [p.name for p in _properties(label)]
        rows = self._json(f"SELECT * FROM {_file(path)}", ["id", *self._present(path, names)])
        done = 0
        for ids, text in rows:
            self._remember(label, ids, self._database.create_nodes(batch, label, text))
            done += len(ids)
            self._progress(f"loading {label}", done, None)

    def _remember(self, label: str, ids: Sequence[str], records: Sequence[str]) -> None:
        # Lists as parameters: a table would make DuckDB import pandas to look at it.
        self._duckdb.execute(
            "INSERT INTO record SELECT $1, unnest($2::VARCHAR[]), unnest($3::VARCHAR[])",
            [label, list(ids), list(records)],
        )

    def _find_ends(self, table: str, path: Path) -> None:
        """Learn the record ids of nodes that were there before."""
        kind, end = _ends(table)
        for label, column in ((kind.start, "start"), (end, "end")):
            missing = self._duckdb.execute(
                f'SELECT DISTINCT "{column}" FROM {_file(path)} t WHERE NOT EXISTS'
                f' (FROM record r WHERE r.label = $1 AND r.id = t."{column}")',
                [label],
            ).fetchall()
            ids = [row[0] for row in missing]
            for begin in range(0, len(ids), _CHUNK):
                found = self._database.record_ids(label, ids[begin : begin + _CHUNK])
                self._remember(label, list(found), list(found.values()))

    def _create_relationships(self, batch: Any, table: str, path: Path) -> None:
        kind, end = _ends(table)
        names = self._present(path, [p.name for p in kind.properties])
        source = (
            f"SELECT a.rid AS _src, z.rid AS _dst, t.* FROM {_file(path)} t"
            f" JOIN record a ON a.label = '{kind.start}' AND a.id = t.\"start\""
            f" JOIN record z ON z.label = '{end}' AND z.id = t.\"end\""
        )
        done = 0
        for keys, text in self._json(source, ["_src", "_dst", *names]):
            self._database.create_relationships(batch, kind.type, text)
            done += len(keys)
            self._progress(f"loading {table}", done, None)
        self._check_ends(table, path, done)

    def _check_ends(self, table: str, path: Path, done: int) -> None:
        total = self._duckdb.execute(f"SELECT count(*) FROM {_file(path)}").fetchone()
        if total is not None and total[0] != done:
            raise BrokenGraph(
                f"{total[0] - done} rows of {path} name a node that is not in its table",
                hint="rebuild the tables: `kg build --rebuild`",
            )

    def _set_measures(self, label: str, path: Path) -> None:
        names = self._present(path, [p.name for p in node(label).measures])
        if names:
            self._run(label, path, _change_statement(label), ["id", *names])

    def _change_relationships(self, table: str, path: Path, names: Sequence[str]) -> None:
        """Set properties of relationships, by the node they begin at: looking for each of them by
        both ends would walk through all relationships of a node as often as it has changed ones."""
        new = ", ".join(f"'{name}': \"{name}\"" for name in names)
        rows = self._duckdb.cursor().execute(
            f'SELECT to_json("start")::VARCHAR, to_json("end")::VARCHAR || \':\' ||'
            f" to_json({{{new}}})::VARCHAR FROM {_file(path)}"
        )
        statement, done = _change_from(table), 0
        for chunk in _ahead(iter(lambda: rows.fetchmany(_CHUNK), [])):
            by_start = (
                f'{{"start":{start},"new":{{{",".join(text for _, text in own)}}}}}'
                for start, own in groupby(chunk, key=itemgetter(0))
            )
            self._database.write_rows(statement, f"[{','.join(by_start)}]")
            done += len(chunk)
            self._progress(f"updating {table}", done, None)

    def _run(
        self, table: str, path: Path, statement: str, columns: Sequence[str] | None = None
    ) -> None:
        """Run a statement with the rows of a file as `$rows`, some thousands at a time."""
        columns = columns or self._columns(path)
        done = 0
        for keys, text in self._json(f"SELECT * FROM {_file(path)}", columns, nulls=True):
            self._database.write_rows(statement, text)
            done += len(keys)
            self._progress(f"updating {table}", done, None)

    def _json(
        self, source: str, columns: Sequence[str], *, nulls: bool = False
    ) -> Iterator[tuple[list[str], str]]:
        """Rows as (values of the first column, JSON array), a chunk at a time."""
        fields = ", ".join(f"'{c}': \"{c}\"" for c in columns)
        row = f"to_json({{{fields}}})"
        if not nulls:
            # RFC 7396: merging onto an empty object drops the members that are null.
            row = f"json_merge_patch('{{}}'::JSON, {row})"
        reader = self._duckdb.cursor().execute(
            f'SELECT "{columns[0]}", {row}::VARCHAR FROM ({source})'
        )
        chunks = iter(lambda: reader.fetchmany(_CHUNK), [])
        for chunk in _ahead(chunks):
            yield [key for key, _ in chunk], "[" + ",".join(text for _, text in chunk) + "]"

    def _columns(self, path: Path) -> list[str]:
        found = self._duckdb.execute(f"DESCRIBE SELECT * FROM {_file(path)}").fetchall()
        return [row[0] for row in found]

    def _present(self, path: Path, names: Sequence[str]) -> list[str]:
        """Those of the properties that the file has; analyses that never ran have no columns."""
        there = set(self._columns(path))
        return [name for name in names if name in there]


def _ahead(chunks: Iterator[_T]) -> Iterator[_T]:
    """The same, the next one being made while the last is stored."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = pool.submit(next, chunks, None)
            yield chunk


@contextmanager
def _interruptible() -> Iterator[None]:
    """Make Ctrl-C during a statement of DuckDB, which it reports as an error, Ctrl-C again."""
    try:
        yield
    except RuntimeError as error:
        if "Query interrupted" in str(error):
            raise KeyboardInterrupt from None
        raise


def _file(path: Path) -> str:
    quoted = str(path).replace("'", "''")
    return f"read_parquet('{quoted}')"


def _ends(table: str) -> tuple[RelationshipType, str]:
    kind = _KINDS[table]
    assert not isinstance(kind, NodeType)
    return kind


def _properties(label: str) -> tuple[Property, ...]:
    kind = _KINDS[label]
    assert isinstance(kind, NodeType)
    return kind.properties


def _match(table: str) -> tuple[str, str]:
    """Pattern that finds one row's node or relationship `x`, and what deletes it."""
    kind = _KINDS[table]
    if isinstance(kind, NodeType):
        return f"MATCH (x:{kind.label} {{id: r.id}})", "DETACH DELETE x"
    of, end = kind
    key = ", ".join(f"{name}: r.{name}" for name in of.key)
    pattern = f"[x:{of.type} {{{key}}}]" if key else f"[x:{of.type}]"
    return (
        f"MATCH (a:{of.start} {{id: r.start}})-{pattern}->(z:{end} {{id: r.end}})",
        "DELETE x",
    )


def _delete_statement(table: str) -> str:
    match, delete = _match(table)
    return f"UNWIND $rows AS r {match} {delete}"


def _change_statement(label: str) -> str:
    match, _ = _match(label)
    # The whole row at once, for each single SET writes the node again.
    return f"UNWIND $rows AS r {match} SET x += r"


def _change_from(table: str) -> str:
    """Sets what `new` of a row says of the relationships that begin at its `start`, by their end:
    those of a type with a key of its own have no other property."""
    kind, end = _ends(table)
    return (
        f"UNWIND $rows AS r MATCH (a:{kind.start} {{id: r.start}})-[x:{kind.type}]->(z:{end})"
        " WITH x, r.new[z.id] AS new WHERE new IS NOT NULL SET x += new"
    )
