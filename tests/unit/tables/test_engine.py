"""Reading the rows of records: numbered, and whatever the age of their files."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.tables.engine import engine

NOW = pa.schema([("title", pa.string()), ("pages", pa.string()), ("raw", pa.string())])


def test_what_an_older_file_lacks_is_null_and_what_is_not_wanted_is_not_read(
    tmp_path: Path,
) -> None:
    old, new = tmp_path / "old.parquet", tmp_path / "new.parquet"
    pq.write_table(pa.table({"title": ["One", "Two"], "raw": ["…", "…"]}), old)
    pq.write_table(pa.table({"title": ["Three"], "pages": ["1-9"], "raw": ["…"]}, schema=NOW), new)
    with engine(tmp_path / "scratch") as tables:
        rows = tables.arrow(tables.read_rows({1: old, 2: new}, NOW, without=["raw"]))
    assert sorted(rows.to_pylist(), key=lambda row: row["rid"]) == [
        {"title": "One", "pages": None, "rid": 1 << 32},
        {"title": "Two", "pages": None, "rid": (1 << 32) + 1},
        {"title": "Three", "pages": "1-9", "rid": 2 << 32},
    ]
