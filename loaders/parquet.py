"""Parquet with our own columns.

The columns are those of `kg.loaders.reading.tables.columns`; only these are read from the file, in
batches, so that memory does not grow with the file. Format: https://parquet.apache.org.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, ClassVar, cast

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import InputError
from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading.source import opened
from kg.loaders.reading.tables.columns import FILLS, known_columns
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS, Places, Values, record_batch
from kg.records import Reject

__all__ = ["ParquetLoader"]

_MAGIC = b"PAR1"
_BATCH_ROWS = 8_192


class ParquetLoader:
    """Parquet with our own columns."""

    name: ClassVar[str] = "parquet"
    title: ClassVar[str] = "Parquet with kg's columns"
    lost: ClassVar[str] = "Columns whose names are not known."
    fills: ClassVar[tuple[str, ...]] = FILLS

    def sniff(self, head: Head) -> float:
        """By the four bytes that every Parquet file begins with; its columns stand at its end."""
        return 0.8 if head.data.startswith(_MAGIC) else 0.0

    def load(self, source: Source) -> Loading:
        """Read the known columns batch by batch; InputError when the file is damaged."""
        with opened(source) as stream:
            try:
                with _seekable(stream) as file:
                    yield from _batches(source, pq.ParquetFile(file))
            except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
                if isinstance(error, InputError):
                    raise
                raise InputError(
                    f"{source.uri}: damaged Parquet file: {error}",
                    hint="write it again, or export it as JSON Lines",
                ) from error


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream; unpacked into a file first where it was compressed and cannot be sought in."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as spooled:
        shutil.copyfileobj(stream, spooled)
        spooled.seek(0)
        yield cast(BinaryIO, spooled)


def _batches(source: Source, file: pq.ParquetFile) -> Loading:
    names = known_columns(file.schema_arrow.names)
    if not names:
        raise InputError(
            f"{source.uri}: none of its columns is known",
            hint="it needs at least a column `title` or an identifier such as `doi`",
        )
    first = 0
    for table in file.iter_batches(_BATCH_ROWS, columns=list(names)):
        table.validate(full=True)  # a damaged file may hold text that is no UTF-8
        places = Places(source.uri, range(first, first + table.num_rows))
        batch, empty = record_batch(_columns(table, names), table.num_rows, places)
        for row in empty:
            raw = str(table.slice(row, 1).to_pylist()[0])[:RAW_CHARACTERS]
            yield Reject(source.uri, NAMELESS, None, first + row, raw)
        if batch.num_rows:
            yield batch
        first += table.num_rows


def _columns(table: pa.RecordBatch, names: dict[str, str]) -> dict[str, Values]:
    """The table's columns under our names; of two for one name, the one that bears it."""
    columns: dict[str, Values] = {}
    for header, name in names.items():
        columns.setdefault(name, table.column(header))
    return columns
