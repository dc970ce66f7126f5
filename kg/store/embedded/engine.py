"""One open database of the engine: statements in, plain rows out, errors as sentences."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kg.errors import QueryFailed, QueryTimeout, StoreBusy, StoreError, WriteRefused
from kg.store.base import Value
from kg.store.embedded.calls import Abandoned, Calls
from kg.store.embedded.jvm import java
from kg.store.rows import Answer

__all__ = ["CutOff", "Database", "OutOfMemory"]

_BATCH_ROWS = 1000
_BULK_NODES, _BULK_RELATIONSHIPS = 5_000, 500_000
"""What the bulk writer holds in memory at once: nodes whose lists of relationships it writes, and
relationships that it sorts by their second end."""
_TAG = "\x01"
"""Key under which the engine's row writer marks a value that JSON cannot carry."""


class OutOfMemory(QueryFailed):
    """Java has used up the heap it was started with."""


class CutOff(StoreError):
    """The database was not closed in order and must be opened for writing once."""


_DATABASE = "com.arcadedb.database.Database"
_FACTORY = "com.arcadedb.database.DatabaseFactory"
_MODE = "com.arcadedb.engine.ComponentFile$MODE"
_BATCH = "com.arcadedb.graph.GraphBatch"
_INDEX = "com.arcadedb.schema.TypeIndexBuilder"
_RESULTS = "com.arcadedb.query.sql.executor.ResultSet"
_ROWS = "com.arcadedb.python.TypedRows"
_TEXT = "java.lang.String"
_STATEMENT = (_TEXT, _TEXT, "java.util.Map")
_KEY = (_TEXT, _TEXT, "java.lang.Object")

_GRACE = 2.0
"""Seconds the engine gets to notice by itself that a statement's time is over."""


class Database:
    """A database folder, opened in this process."""

    def __init__(self, folder: Path, *, write: bool, create: bool = False) -> None:
        self._calls = Calls()
        factory = java(_FACTORY)(str(folder))
        if create:
            self._java = self._call(_FACTORY, "create", (), factory)
        else:
            mode = java(_MODE).READ_WRITE if write else java(_MODE).READ_ONLY
            self._java = self._call(_FACTORY, "open", (_MODE,), factory, mode)

    def close(self) -> bool:
        """Write what is pending and let go; harmless twice. Whether it is closed now.

        A call that was left behind still uses the database: then it stays open until the process
        ends, which harms no file that anybody is shown.
        """
        if not self._calls.left_behind and self._java.isOpen():
            self._call(_DATABASE, "close", (), self._java)
        self._calls.close()
        return not self._calls.left_behind

    def abandon(self) -> None:
        """From another thread: end the call that is being waited for, and any later one."""
        self._calls.abandoned = True

    def _call(self, type_: str, name: str, parameters: tuple[str, ...], *arguments: Any) -> Any:
        try:
            return self._calls.call(type_, name, parameters, *arguments)
        except java("java.lang.Throwable") as error:
            raise _translate(error) from error

    def sql(self, statement: str) -> None:
        """Run a statement of the engine's own language (definitions)."""
        self._call(_DATABASE, "command", _STATEMENT, self._java, "sql", statement, _parameters({}))

    def full_text(self, label: str, properties: Sequence[str]) -> None:
        """Make a full-text index unless it is there."""
        kind = java("com.arcadedb.schema.Schema$INDEX_TYPE").FULL_TEXT
        builder = self._java.getSchema().buildTypeIndex(label, list(properties)).withType(kind)
        # The words of a batch wait in a sorted tree: the default, 300,000 rows, makes it slow.
        builder = builder.withUnique(False).withIgnoreIfExists(True).withBatchSize(_BATCH_ROWS)
        self._call(_INDEX, "create", (), builder)

    def read(self, text: str, parameters: Mapping[str, Value], timeout: float) -> Answer:
        """Run a statement that only reads; the engine refuses any other."""
        return self._run("query", text, parameters, timeout)

    def write(self, text: str, parameters: Mapping[str, Value], timeout: float) -> Answer:
        """Run a statement that may write, in a transaction of its own."""
        with self._transaction():
            return self._run("command", text, parameters, timeout)

    def write_rows(self, text: str, rows: str) -> None:
        """Run a statement with a JSON array of objects as its `$rows`, in a transaction."""
        given = java("java.util.HashMap")()
        # One crossing instead of one for each value.
        given.put("rows", java("com.arcadedb.serializer.json.JSONArray")(rows).toList())
        with self._transaction():
            self._call(_DATABASE, "command", _STATEMENT, self._java, "opencypher", text, given)

    def record_ids(self, label: str, ids: Sequence[str]) -> dict[str, str]:
        """The engine's own record ids of nodes, by `id`."""
        text = f"SELECT id, @rid.asString() AS rid FROM `{label}` WHERE id IN :ids"
        given = _parameters({"ids": list(ids)})
        results = self._call(_DATABASE, "query", _STATEMENT, self._java, "sql", text, given)
        return {row["id"]: row["rid"] for batch in self._batches(results) for row in batch}

    def lookup(self, label: str, keys: Sequence[tuple[str, str]]) -> list[dict[str, Value]]:
        """Properties of nodes, each once, by (indexed property, value)."""
        found: dict[str, dict[str, Value]] = {}
        for name, value in keys:
            cursor = self._call(_DATABASE, "lookupByKey", _KEY, self._java, label, name, value)
            while cursor.hasNext():
                node = _properties(cursor.next().asVertex())
                found.setdefault(node["id"], node)
        return list(found.values())

    @contextmanager
    def batch(self) -> Iterator[Any]:
        """The engine's bulk writer, for `create_nodes` and `create_relationships`.

        It relaxes the write-ahead log for its own time and restores it at the end; a failure
        leaves the database useless, which is why only fresh ones are written this way.
        """
        builder = self._java.batch().withCommitEvery(_BULK_NODES)
        builder = builder.withMaxDeferredIncomingEdges(_BULK_RELATIONSHIPS)
        writer = self._call(f"{_BATCH}$Builder", "build", (), builder)
        try:
            yield writer
        except Exception:
            self._call(_BATCH, "abandon", (), writer)
            raise
        self._call(_BATCH, "close", (), writer)

    def create_nodes(self, batch: Any, label: str, rows: str) -> list[str]:
        """Create a node for each object of a JSON array; returns the engine's record ids."""
        kind, signature = "com.arcadedb.python.VertexBatcher", (_BATCH, _TEXT, _TEXT)
        made = self._call(kind, "createVerticesJson", signature, batch, label, rows)
        return str(made).split(";")

    def create_relationships(self, batch: Any, type_: str, rows: str) -> None:
        """Create a relationship for each object, from record id `_src` to record id `_dst`."""
        kind, signature = "com.arcadedb.python.EdgeBatcher", (_BATCH, _TEXT, _TEXT)
        self._call(kind, "newEdgesJson", signature, batch, type_, rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._call(_DATABASE, "begin", (), self._java)
        try:
            yield
            self._call(_DATABASE, "commit", (), self._java)
        except Exception:
            with suppress(StoreError):
                self._call(_DATABASE, "rollback", (), self._java)
            raise

    def _run(
        self, method: str, text: str, parameters: Mapping[str, Value], timeout: float
    ) -> Answer:
        limit = java("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
        self._java.getConfiguration().setValue(limit, java("java.lang.Long")(int(timeout * 1000)))
        arguments = (self._java, "opencypher", text, _parameters(parameters))
        end = time.monotonic() + timeout + _GRACE
        try:
            results = self._calls.call(
                _DATABASE, method, _STATEMENT, *arguments, timeout=timeout + _GRACE
            )
            columns, rows = self._fetch(results, end)
        except Abandoned:
            raise _timed_out(timeout) from None
        except java("java.lang.Throwable") as error:
            raise _translate(error, timeout) from error
        return Answer(columns or self._columns(text), rows)

    def _fetch(self, results: Any, end: float) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
        columns: tuple[str, ...] = ()
        rows: list[tuple[Value, ...]] = []
        for batch in self._batches(results, end):
            if not columns and batch:
                columns = tuple(batch[0])
            rows += [tuple(row.get(c) for c in columns) for row in batch]
        return columns, rows

    def _batches(self, results: Any, end: float | None = None) -> Iterator[list[dict[str, Value]]]:
        """Rows in batches, each computed and written as one JSON text on the Java side."""
        size = java("java.lang.Integer")(_BATCH_ROWS)
        drained = False
        while not drained:
            left = None if end is None else max(0.0, end - time.monotonic())
            text, side, drained = self._calls.call(
                _ROWS, "nextRows", (_RESULTS, "int"), results, size, timeout=left
            )
            yield _decode(text, side)

    def _columns(self, text: str) -> tuple[str, ...]:
        """Columns of a statement that gave no rows, from its RETURN clause; () when unknown."""
        with suppress(java("java.lang.Throwable")):
            returned = self._java.getCypherStatementCache().get(text).getReturnClause()
            if returned is not None:
                items = [i for i in returned.getReturnItems() if not i.isStar()]
                return tuple(str(item.getOutputName()) for item in items)
        return ()


def _parameters(parameters: Mapping[str, Value]) -> Any:
    """A Java map of parameters; lists and maps inside go over as one JSON text."""
    converted = java("java.util.HashMap")()
    for name, value in parameters.items():
        converted.put(name, _to_java(name, value))
    return converted


def _to_java(name: str, value: Value) -> Any:
    if value is None or isinstance(value, (bool, str, float)):
        return value
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise QueryFailed(f"parameter ${name} is beyond 64 bits: {value}")
        return java("java.lang.Long")(value)
    if isinstance(value, Mapping):
        converted = java("java.util.LinkedHashMap")()
        for key, inner in value.items():
            converted.put(str(key), _to_java(name, inner))
        return converted
    if isinstance(value, (list, tuple)):
        listed = java("java.util.ArrayList")()
        for inner in value:
            listed.add(_to_java(name, inner))
        return listed
    raise QueryFailed(
        f"parameter ${name} is a {type(value).__name__}",
        hint="parameters are null, true or false, numbers, texts, and lists or maps of them",
    )


def _decode(text: Any, side: Any) -> list[dict[str, Value]]:
    rows: list[dict[str, Value]] = json.loads(str(text), object_hook=_Extras(side).restore)
    return rows


class _Extras:
    """Values of a batch that JSON cannot carry: graph objects, dates, infinities."""

    def __init__(self, side: Any) -> None:
        self._side = side

    def restore(self, mark: dict[str, Any]) -> Any:
        tagged = mark.get(_TAG)
        if tagged is None:
            return mark
        kind, payload = tagged
        if kind == "r":
            names, values = self._side[payload]
            return {str(n): _from_java(v) for n, v in zip(names, values, strict=True)}
        if kind == "x":
            return _from_java(self._side[payload])
        return _PAYLOADS.get(kind, lambda value: value)(payload)


_PAYLOADS = {"i": int, "n": float, "s": list}
"""Marks of big integers, decimals and sets; dates and times are ISO 8601 texts already."""


def _from_java(value: Any) -> Value:
    """A value the row writer hands over as it is."""
    if isinstance(value, java("com.arcadedb.graph.Vertex")):
        return {"_labels": [str(n) for n in value.getTypeName().split("~")], **_properties(value)}
    if isinstance(value, java("com.arcadedb.graph.Edge")):
        return {"_type": str(value.getTypeName()), **_properties(value)}
    if isinstance(value, java("com.arcadedb.query.opencypher.traversal.TraversalPath")):
        return [_from_java(part) for part in value.toAlternatingList()]
    if isinstance(value, java("java.util.Map")):
        return {str(e.getKey()): _from_java(e.getValue()) for e in value.entrySet()}
    if isinstance(value, java("java.util.Collection")):
        return [_from_java(part) for part in value]
    return _scalar(value)


def _scalar(value: Any) -> Value:
    if value is None or isinstance(value, java("java.lang.Boolean")):
        return None if value is None else bool(value)
    if isinstance(value, (java("java.lang.Double"), java("java.lang.Float"))):
        return float(value)
    if isinstance(value, java("java.lang.Number")):
        return int(value)
    return str(value)


def _properties(record: Any) -> dict[str, Value]:
    """Properties of a node or relationship, in one crossing."""
    row = java("com.arcadedb.query.sql.executor.ResultInternal")(record.propertiesAsMap())
    rows = java("com.arcadedb.query.sql.executor.InternalResultSet")(row)
    text, side, _ = java(_ROWS).nextRows(rows, 1)
    return _decode(text, side)[0]


_LIMIT = "the statement took longer than its time limit of {:g} s"
_CLASS_NAMES = re.compile(r"\b(?:[a-z_]+\.){2,}[A-Z]\w*(?:\$\w+)*:?\s*")


def _translate(error: Any, timeout: float = 0) -> StoreError:
    """The error of ours that a Java error stands for, with the engine's own sentence."""
    causes = list(_causes(error))
    names = {str(e.getClass().getSimpleName()) for e in causes}
    sentences = [str(e.getMessage()) for e in causes if e.getMessage()]
    sentence = _CLASS_NAMES.sub("", sentences[-1]).strip() if sentences else ""
    if "TimeoutException" in names:
        return _timed_out(timeout)
    if names & {"QueryNotIdempotentException", "DatabaseIsReadOnlyException"}:
        return WriteRefused(
            "the statement would change the graph, and only reading is allowed here",
            hint="allow it with --write if you mean it",
        )
    if "SecurityException" in names:
        return WriteRefused(
            "the statement wants to read a file or an address with LOAD CSV, which is switched off",
            hint="add papers with `kg build`, which reads CSV too",
        )
    if "needs recovery" in sentence:
        return CutOff("a write to this graph was cut off")
    if names & {"LockException", "OverlappingFileLockException"} or "locked" in sentence:
        return StoreBusy(
            "another process is changing this graph", hint="wait until it is done, then try again"
        )
    if "OutOfMemoryError" in names or "in-heap" in sentence:
        return OutOfMemory(
            "the statement needs more memory than the graph database may use",
            hint="ask for less at once, for instance with LIMIT or a narrower MATCH",
        )
    return QueryFailed(sentence or f"the graph database failed: {sorted(names)[0]}")


def _timed_out(timeout: float) -> QueryTimeout:
    """The error for a statement that was still running after `timeout` seconds."""
    return QueryTimeout(
        _LIMIT.format(timeout), hint="give it more with --timeout, or ask for less at once"
    )


def _causes(error: Any) -> Iterator[Any]:
    seen = 0
    while error is not None and seen < 20:
        yield error
        error, seen = error.getCause(), seen + 1
