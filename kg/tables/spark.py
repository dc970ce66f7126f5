"""The same expressions on Apache Spark, for corpora that outgrow one machine (extra `spark`).

The session is the one that runs already, or one on the master that `KG_SPARK_MASTER` names
(`spark://host:7077`, `yarn`, …; left out, this machine). Workers read and write the graph
directory, which must therefore lie on storage that all of them share. Tables equal those of
DuckDB row for row: a test compares them. https://spark.apache.org/docs/latest/
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot

from kg.errors import MissingExtra
from kg.tables.engine import Engine
from kg.workspace.files import writing

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SparkEngine", "spark_engine"]


_BLANKS, _BLANKS_OF_SPARK = r"' \t\n\r\v\f'", r"' \t\n\r\u000B\u000C'"
"""What Ibis 12 strips, and the same as Spark reads it: it takes \v and \f for the letters."""


class SparkEngine(Engine):
    """Ibis over one Spark session; `scratch` is a folder on storage that the workers share."""

    def __init__(self, session: SparkSession, scratch: Path) -> None:
        super().__init__(ibis.pyspark.connect(session))
        self.session = session
        self.scratch = scratch

    def read(self, *files: Path) -> ir.Table:
        """One table over Parquet files of the same schema."""
        return self._view(self.session.read.parquet(*map(str, files)))

    def _numbered(self, path: Path) -> ir.Table:
        frame = self.session.read.parquet(str(path))
        return self._view(frame.selectExpr("*", "_metadata.row_index AS file_row_number"))

    def _table(self, content: ir.Table | pa.Table) -> ir.Table:
        """Written to files and read back: a plan that grew with every stage would drown Spark."""
        if isinstance(content, pa.Table):
            with warnings.catch_warnings():  # Of pandas, which nothing here is made of.
                warnings.simplefilter("ignore", FutureWarning)
                return self._view(self.session.createDataFrame(content))
        return self.read(self._written(content))

    def _written(self, table: ir.Table) -> Path:
        target: Path = self.scratch / str(ibis.util.gen_name("kept"))
        self._frame(table).write.parquet(str(target))
        return target

    def _frame(self, table: ir.Table) -> DataFrame:
        compiler = self.connection.compiler
        tree = compiler.to_sqlglot(table.unbind()).transform(_as_spark)
        statement = tree.sql(dialect=compiler.dialect)
        return self.session.sql(statement.replace(_BLANKS, _BLANKS_OF_SPARK))

    def arrow(self, table: ir.Table) -> pa.Table:
        """Compute an expression into memory."""
        return self._frame(table).toArrow().cast(table.schema().to_pyarrow())

    def _batches(self, table: ir.Table) -> Iterator[pa.RecordBatch]:
        """Sorted by the workers, then read part after part: the driver never holds them all."""
        folder = self._written(table)
        for part in sorted(folder.glob("part-*.parquet")):
            yield from pq.ParquetFile(part).iter_batches()

    def unnest(self, table: ir.Table, column: str, *others: str) -> ir.Table:
        """One row an item of a list: `others`, the item under the list's name, `place` from 0."""
        return table.select(*others, column).unnest(column, offset="place")

    def _view(self, frame: DataFrame) -> ir.Table:
        name = ibis.util.gen_name("kg")
        frame.createOrReplaceTempView(name)
        return self.connection.table(name)


@cache
def _accents() -> tuple[str, str]:
    """Characters with accents and what DuckDB's `strip_accents` makes of them, place by place."""
    with duckdb.connect() as connection:
        rows = connection.sql(
            "SELECT c, strip_accents(c) AS plain FROM (SELECT chr(i::INT) AS c FROM "
            "(FROM range(128, 55296) UNION ALL FROM range(57344, 1114112)) AS t(i)) "
            "WHERE c <> plain"
        ).fetchall()
    # Those that become nothing come last: `translate` removes what has no counterpart.
    rows.sort(key=lambda row: (row[1] == "", row))
    marked, plain = ("".join(column) for column in zip(*rows, strict=True))
    return marked, plain


def _as_spark(node: sqlglot.exp.Expression) -> sqlglot.exp.Expression:
    """Calls of DuckDB's `strip_accents` as calls of `translate`, also inside of lambdas."""
    if isinstance(node, sqlglot.exp.Anonymous) and str(node.this).lower() == "strip_accents":
        tables = map(sqlglot.exp.Literal.string, _accents())
        return sqlglot.exp.Anonymous(this="translate", expressions=[*node.expressions, *tables])
    return node


def _session() -> tuple[SparkSession, bool]:
    """The session, and whether it was begun here."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtra("tables on Apache Spark", "spark") from None
    running = SparkSession.getActiveSession()
    builder: Any = SparkSession.builder
    master = os.environ.get("KG_SPARK_MASTER", "local[*]")
    if master.startswith("local"):  # Nobody else has to reach it.
        for key in ("spark.driver.host", "spark.driver.bindAddress"):
            builder = builder.config(key, "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", 2 * (os.cpu_count() or 1))
    made: SparkSession = (
        builder.master(master)
        .appName("kg")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "false")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    return made, running is None


@contextmanager
def spark_engine(scratch: Path) -> Iterator[SparkEngine]:
    """An engine on the session that runs already, or on one of its own, ended afterwards."""
    session, ours = _session()
    try:
        with writing(scratch):
            scratch.mkdir(parents=True, exist_ok=True)
            yield SparkEngine(session, scratch)
    finally:
        if ours:
            session.stop()
