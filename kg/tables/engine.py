"""The table engine: Ibis over DuckDB, one connection a build, files in and files out.

Every stage gets expressions over Parquet files from here and writes its result with `save`,
sorted by its key, so that the same input gives the same bytes with one thread or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend

from kg.collector import uncollected
from kg.errors import BrokenGraph, CannotWrite
from kg.workspace.files import writing, written_whole
from kg.workspace.machine import machine_mb

__all__ = ["Engine", "beside", "engine", "fingerprint", "n_rows", "squash", "without_accents"]


_ROW_GROUP = 65_536


def _text_to_text(text: str) -> str:
    """The shape of the engine's own functions declared below."""
    return text


without_accents = ibis.udf.scalar.builtin(_text_to_text, name="strip_accents")
_md5 = ibis.udf.scalar.builtin(_text_to_text, name="md5")


def fingerprint(text: ir.StringValue, length: int = 14) -> ir.StringValue:
    """So many hex digits that stand for the text: 56 bits by default."""
    return _md5(text).substr(0, length)


def beside(table: ir.Table, other: ir.Table, *keys: str) -> ir.Table:
    """Left join on columns both have, each key kept once; what `other` lacks is null."""
    return table.left_join(other, list(keys)).drop(*(f"{key}_right" for key in keys))


def n_rows(table: ir.Table) -> int:
    """How many rows an expression has (without pandas, which its `execute` would load)."""
    return int(table.count().to_pyarrow().as_py())


def squash(text: ir.StringValue) -> ir.StringValue:
    """Letters and digits only, without case and accents: what two spellings have in common."""
    return without_accents(text.lower()).re_replace(r"[^\p{L}\p{N}]+", "")


class Engine:
    """Ibis over one DuckDB connection."""

    def __init__(self, connection: Backend) -> None:
        self.connection = connection

    def read(self, *files: Path) -> ir.Table:
        """One table over Parquet files of the same schema."""
        return self.connection.read_parquet([str(f) for f in files])

    def read_rows(
        self, numbered: Mapping[int, Path], schema: pa.Schema, without: Sequence[str] = ()
    ) -> ir.Table:
        """One table over several files, with `rid`: file number x 2^32 + row, unique and stable.

        `schema` is that of the files: without files the table is empty, and what an older file
        lacks is null. Columns `without` are left out.
        """
        if not numbered:
            empty = schema.append(pa.field("rid", pa.int64())).empty_table()
            return self.hold(empty).drop(*without)
        parts = [
            self._rows(path, schema, without).mutate(rid=ibis._.file_row_number + (number << 32))
            for number, path in sorted(numbered.items())
        ]
        return self.keep(ibis.union(*parts).drop("file_row_number"))

    def _rows(self, path: Path, schema: pa.Schema, without: Sequence[str]) -> ir.Table:
        rows = self._numbered(path)
        kinds = ibis.Schema.from_pyarrow(schema)
        lacking = {name: ibis.null(kinds[name]) for name in kinds if name not in rows.columns}
        wanted = [name for name in kinds if name not in without]
        return rows.mutate(**lacking).select(*wanted, "file_row_number")

    def _numbered(self, path: Path) -> ir.Table:
        """The rows of a file with their `file_row_number`, from 0."""
        return self.connection.read_parquet(str(path), file_row_number=True)

    def hold(self, table: pa.Table) -> ir.Table:
        """An Arrow table as an expression."""
        return self._table(table)

    def keep(self, table: ir.Table) -> ir.Table:
        """Compute an expression once; what comes after reads the result."""
        return self._table(table)

    def _table(self, content: ir.Table | pa.Table) -> ir.Table:
        return self.connection.create_table(ibis.util.gen_name("kg"), content, temp=True)

    def unnest(self, table: ir.Table, column: str, *others: str) -> ir.Table:
        """One row an item of a list: `others`, the item under the list's name, `place` from 0."""
        # Two lists of one length side by side; unnest with an offset is thirty times slower.
        place = ibis.range(table[column].length()).unnest()
        return table.select(*others, table[column].unnest(), place=place)

    def arrow(self, table: ir.Table) -> pa.Table:
        """Compute an expression into memory."""
        return table.to_pyarrow()

    def save(self, table: ir.Table, target: Path, by: Sequence[str]) -> Path:
        """Compute an expression into a Parquet file, sorted by its key."""
        ordered = table.order_by([table[c].asc(nulls_first=True) for c in by])
        schema = table.schema().to_pyarrow()
        with (
            written_whole(target) as temporary,
            pq.ParquetWriter(temporary, schema, compression="zstd") as writer,
        ):
            for rows in _in_groups(self._batches(ordered)):
                writer.write_table(rows.cast(schema), row_group_size=_ROW_GROUP)
        return target

    def _batches(self, table: ir.Table) -> Iterator[pa.RecordBatch]:
        """The rows of an expression in their order, a piece at a time."""
        yield from table.to_pyarrow_batches(chunk_size=_ROW_GROUP)


def _in_groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Cut a stream into groups of one size: batches come as the engine's threads please."""
    waiting: list[pa.RecordBatch] = []
    n = 0
    for batch in batches:
        waiting.append(batch)
        n += batch.num_rows
        while n >= _ROW_GROUP:
            whole = pa.Table.from_batches(waiting)
            yield whole.slice(0, _ROW_GROUP)
            waiting = whole.slice(_ROW_GROUP).to_batches()
            n -= _ROW_GROUP
    if n:
        yield pa.Table.from_batches(waiting)


@contextmanager
def engine(scratch: Path, *, threads: int = 2, memory_mb: int | None = None) -> Iterator[Engine]:
    """An engine that spills to `scratch` when a table outgrows the memory it may use: by default
    an eighth of the machine's, at least 1.5 and at most 2.4 GB (enough for a million papers)."""
    memory = f"{memory_mb or _an_eighth_mb()}MB"
    connection = ibis.duckdb.connect(
        threads=threads, memory_limit=memory, temp_directory=str(scratch)
    )
    connection.raw_sql("SET enable_progress_bar = false")
    try:
        # An expression is thousands of small objects, compiled many times over.
        with uncollected(), writing(scratch), _explained(scratch):
            yield Engine(connection)
    finally:
        connection.disconnect()


def _an_eighth_mb() -> int:
    return min(max(machine_mb() // 8, 1_500), 2_400)


@contextmanager
def _explained(scratch: Path) -> Iterator[None]:
    """Turn what the engine says when disk, memory or a file fails it into a plain error."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise CannotWrite(
            f"the tables outgrow memory and the space to spill in {scratch}: {_first_line(error)}",
            hint="close other programs or free space on that disk, and run the same command again",
        ) from error
    except duckdb.IOException as error:
        raise CannotWrite(
            f"the tables cannot be computed in {scratch}: {_first_line(error)}",
            hint="check the space and the rights of that folder, and run the same command again",
        ) from error
    except (duckdb.InvalidInputException, pa.ArrowInvalid) as error:
        raise BrokenGraph(
            f"a file of the graph is damaged: {_first_line(error)}",
            hint="make the tables anew with: kg build --rebuild; if it is one of records/ or ids/, "
            "restore it from a copy",
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
