"""One open database of the engine: statements in, plain rows out, errors as sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import QueryFailed, QueryTimeout, StoreBusy, StoreError, WriteRefused
from kg.store.base import Value
from kg.store.embedded.jvm import java

__all__ = ["Answer", "CutOff", "Database", "timed_out"]

_BATCH_ROWS = 1000
_TAG = "\x01"
"""Key under which the engine's row writer marks a value that JSON cannot carry."""


class CutOff(StoreError):
    """The database was not closed in order and must be opened for writing once."""


class Answer:
    """Rows of one statement, in memory."""

    def __init__(self, columns: tuple[str, ...], rows: Sequence[tuple[Value, ...]]) -> None:
        self._columns = columns
        self._rows = iter(rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names as the statement returns them."""
        return self._columns

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return self

    def __next__(self) -> tuple[Value, ...]:
        return next(self._rows)


class Database:
    """A database folder, opened in this process. Every method belongs into a worker thread."""

    def __init__(self, folder: Path, *, write: bool, create: bool = False) -> None:
        factory = java("com.arcadedb.database.DatabaseFactory")(str(folder))
        mode = java("com.arcadedb.engine.ComponentFile$MODE")
        self.java: Any
        try:
            if create:
                self.java = factory.create()
            else:
                self.java = factory.open(mode.READ_WRITE if write else mode.READ_ONLY)
        except java("java.lang.Throwable") as error:
            raise _translate(error) from error

    def close(self) -> None:
        """Write what is pending and let go; harmless twice."""
        if self.java.isOpen():
            self.java.close()

    def sql(self, statement: str, **parameters: Value) -> None:
        """Run a statement of the engine's own language (definitions)."""
        try:
            self.java.command("sql", statement, _parameters(parameters)).close()
        except java("java.lang.Throwable") as error:
            raise _translate(error) from error

    def read(self, text: str, parameters: Mapping[str, Value], timeout: float) -> Answer:
        """Run a statement that only reads; the engine refuses any other."""
        return self._run(self.java.query, text, parameters, timeout)

    def write(self, text: str, parameters: Mapping[str, Value], timeout: float) -> Answer:
        """Run a statement that may write, in a transaction of its own."""
        self.java.begin()
        try:
            answer = self._run(self.java.command, text, parameters, timeout)
            self.java.commit()
        except java("java.lang.Throwable") as error:
            self._roll_back()
            raise _translate(error) from error
        except BaseException:
            self._roll_back()
            raise
        return answer

    def write_rows(self, text: str, rows: str) -> None:
        """Run a statement with a JSON array of objects as its `$rows`, in a transaction."""
        self.java.begin()
        try:
            given = java("java.util.HashMap")()
            # One crossing instead of one for each value.
            given.put("rows", java("com.arcadedb.serializer.json.JSONArray")(rows).toList())
            self.java.command("opencypher", text, given).close()
            self.java.commit()
        except java("java.lang.Throwable") as error:
            self._roll_back()
            raise _translate(error) from error

    def record_ids(self, label: str, ids: Sequence[str]) -> dict[str, str]:
        """The engine's own record ids of nodes, by `id`."""
        rows = self.java.query(
            "sql",
            f"SELECT id, @rid.asString() AS rid FROM `{label}` WHERE id IN :ids",
            _parameters({"ids": list(ids)}),
        )
        return {row["id"]: row["rid"] for batch in _batches(rows) for row in batch}

    def _roll_back(self) -> None:
        with suppress(java("java.lang.Throwable")):
            if self.java.isTransactionActive():
                self.java.rollback()

    def _run(
        self, method: Any, text: str, parameters: Mapping[str, Value], timeout: float
    ) -> Answer:
        limit = java("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
        self.java.getConfiguration().setValue(limit, java("java.lang.Long")(int(timeout * 1000)))
        try:
            results = method("opencypher", text, _parameters(parameters))
            columns, rows = self._fetch(results)
            return Answer(columns or self._columns(text), rows)
        except java("java.lang.Throwable") as error:
            raise _translate(error, timeout) from error

    def _fetch(self, results: Any) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
        columns: tuple[str, ...] = ()
        rows: list[tuple[Value, ...]] = []
        for batch in _batches(results):
            if not columns and batch:
                columns = tuple(batch[0])
            rows += [tuple(row.get(c) for c in columns) for row in batch]
        return columns, rows

    def _columns(self, text: str) -> tuple[str, ...]:
        """Columns of a statement that gave no rows, from its RETURN clause; () when unknown."""
        with suppress(java("java.lang.Throwable")):
            returned = self.java.getCypherStatementCache().get(text).getReturnClause()
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


def _batches(results: Any) -> Iterator[list[dict[str, Value]]]:
    """Rows in batches, each written as one JSON text on the Java side."""
    writer = java("com.arcadedb.python.TypedRows")
    drained = False
    while not drained:
        text, side, drained = writer.nextRows(results, _BATCH_ROWS)
        extras = _Extras(side)
        yield json.loads(str(text), object_hook=extras.restore)


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
    return next(_batches(rows))[0]


_LIMIT = "the statement took longer than its time limit of {:g} s"
_CLASS_NAMES = re.compile(r"\b(?:[a-z_]+\.){2,}[A-Z]\w*(?:\$\w+)*:?\s*")


def _translate(error: Any, timeout: float = 0) -> StoreError:
    """The error of ours that a Java error stands for, with the engine's own sentence."""
    causes = list(_causes(error))
    names = {str(e.getClass().getSimpleName()) for e in causes}
    sentences = [str(e.getMessage()) for e in causes if e.getMessage()]
    sentence = _CLASS_NAMES.sub("", sentences[-1]).strip() if sentences else ""
    if "TimeoutException" in names:
        return timed_out(timeout)
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
    if "OutOfMemoryError" in names:
        return QueryFailed(
            "the statement needs more memory than the graph database may use",
            hint="ask for less at once, for instance with LIMIT or a narrower MATCH",
        )
    return QueryFailed(sentence or f"the graph database failed: {sorted(names)[0]}")


def timed_out(timeout: float) -> QueryTimeout:
    """The error for a statement that was still running after `timeout` seconds."""
    return QueryTimeout(
        _LIMIT.format(timeout), hint="give it more with --timeout, or ask for less at once"
    )


def _causes(error: Any) -> Iterator[Any]:
    seen = 0
    while error is not None and seen < 20:
        yield error
        error, seen = error.getCause(), seen + 1
