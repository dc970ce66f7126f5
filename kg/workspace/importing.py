"""What a loader makes of one file, written beside the graph and then taken into `records/`.

Read = loaded + rejected: what a loader saw and neither loaded nor rejected, what compressed data
lost at their damaged end, is counted and becomes a reject here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.errors import InputError, MissingInput, UnreadableInput
from kg.records import RECORD_SCHEMA, REJECT_SCHEMA, Reject, rejects_to_batch
from kg.workspace.files import settle, writing
from kg.workspace.inputs import PIPE, InputFile
from kg.workspace.manifest import Import
from kg.workspace.paths import records_file, rejects_file

__all__ = ["Taken", "Writing", "checksum", "published", "unchanged"]

_CHUNK = 1 << 20
_REJECTS_AT_ONCE = 1_000
_ROWS, _BYTES = 16_384, 32 << 20
"""Small batches are gathered: a row group has this many records or bytes, or a batch more."""
_SMALL = 1 << 20
"""A file of fewer bytes is written in a plainer way: to set up a dictionary and a zstd compressor
for each of fifty columns would cost more than to write what they hold."""
_REPEATING = [
    "file", "date", "year", "type", "language", "volume", "issue",
    *(f"venue.{part}" for part in ("name", "type", "issn")),
    *(f"mentions.list.element.{part}"
      for part in ("name", "given", "family", "position", "role", "evidence")),
    *(f"mentions.list.element.affiliations.list.element.{part}"
      for part in ("name", "ror", "country")),
    *(f"keywords.list.element.{part}" for part in ("label", "scheme", "origin", "score")),
    *(f"references.list.element.{part}" for part in ("year", "first_author", "source", "volume")),
    *(f"{owner}ids.list.element.scheme"
      for owner in ("", "mentions.list.element.", "references.list.element.")),
]  # fmt: skip
"""The columns whose values come again, which a dictionary makes smaller. For titles and
identifiers one is filled and then given up, at the price of a hash of every value."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that has been read: its records lie in `path`, its rejects, if any, beside them."""

    path: Path
    loader: str
    sha256: str
    records: int
    rejects: int
    encoding: str | None

    def discard(self) -> None:
        """Throw it away: the graph has it already."""
        for path in (self.path, _beside(self.path)):
            path.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_suffix(".rejects.parquet")


@dataclass(slots=True)
class Writing:
    """Writes what a loader yields, in its order, to `path`; counts what it saw.

    A context: when it is left by an error nothing remains. Memory: a row group, and a thousand
    rejects.
    """

    path: Path
    uri: str
    records: int = 0
    rejects: int = 0
    _highest: int = -1
    _waiting: list[Reject] = field(default_factory=list)
    _gathered: list[pa.RecordBatch] = field(default_factory=list)
    _rows: int = 0
    _bytes: int = 0
    _batches: pq.ParquetWriter | None = None
    _beside: pq.ParquetWriter | None = None

    def __enter__(self) -> Writing:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with writing(self.path):
            for writer in (self._batches, self._beside):
                if writer is not None:
                    writer.close()
        if error is not None:
            for path in (self.path, _beside(self.path)):
                path.unlink(missing_ok=True)

    def write(self, item: pa.RecordBatch | Reject) -> None:
        """Take what the loader has yielded."""
        if isinstance(item, Reject):
            self.reject(item)
            return
        self._gathered.append(item)
        self._rows += item.num_rows
        self._bytes += item.nbytes
        if self._rows >= _ROWS or self._bytes >= _BYTES:
            self._write_records()
        self.records += item.num_rows
        if item.num_rows:
            self._highest = max(self._highest, pc.max(item.column("index")).as_py() or 0)

    def reject(self, one: Reject) -> None:
        """Take a record that could not be read."""
        self.rejects += 1
        if one.index is not None:
            self._highest = max(self._highest, one.index)
        self._waiting.append(one)
        if len(self._waiting) >= _REJECTS_AT_ONCE:
            self._write_rejects()

    def finish(self, damage: str | None, seen: int | None) -> None:
        """After the last record: account for what the loader did not yield.

        `damage` is why the content could not be read to its end, `seen` how many records the
        loader counted, when it did; records are numbered from 0, so a gap counts too.
        """
        self._write_records()
        lost = max(self._highest + 1, seen or 0) - self.records - self.rejects
        if lost > 0:
            reason = f"{lost} records of this file were seen and neither loaded nor rejected"
            self.reject(Reject(self.uri, reason))
            self.rejects += lost - 1
        if damage is not None:
            self.reject(Reject(self.uri, damage))
        if self._waiting:
            self._write_rejects()

    def _write_records(self) -> None:
        with writing(self.path):
            if self._batches is None:
                small = self._bytes < _SMALL
                self._batches = pq.ParquetWriter(
                    self.path,
                    RECORD_SCHEMA,
                    compression="snappy" if small else "zstd",
                    use_dictionary=False if small else _REPEATING,
                    write_statistics=["index", "year"],  # nobody asks for the least title
                )
            if self._gathered:
                self._batches.write_table(pa.Table.from_batches(self._gathered))
        self._gathered.clear()
        self._rows = self._bytes = 0

    def _write_rejects(self) -> None:
        with writing(self.path):
            if self._beside is None:
                beside = _beside(self.path)
                self._beside = pq.ParquetWriter(beside, REJECT_SCHEMA, compression="zstd")
            self._beside.write_batch(rejects_to_batch(self._waiting))
        self._waiting.clear()


def checksum(file: InputFile) -> str:
    """SHA-256 of a file's bytes. Raises `MissingInput`, `UnreadableInput`."""
    digest = hashlib.sha256()
    try:
        with file.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError as error:
        raise MissingInput(f"there is no file {file.uri}", hint="check the path") from error
    except OSError as error:
        raise UnreadableInput(
            f"{file.uri} cannot be read: {error.strerror}",
            hint="check who may read the file (ls -l), then build again",
        ) from error
    return digest.hexdigest()


def unchanged(file: InputFile) -> Callable[[str], None]:
    """Look at a file before it is read; the answer is to be asked afterwards, with its checksum.

    It raises InputError when the content has changed meanwhile: what was read may be of both.
    """
    before = _state(file)

    def check(sha256: str) -> None:
        if _state(file) != before and checksum(file) != sha256:
            raise InputError(
                f"{file.uri} was changed while it was read; nothing of it was imported",
                hint="wait until whoever writes it has finished, then build again",
            )

    return check


def _state(file: InputFile) -> tuple[int, ...]:
    try:
        now = file.path.stat()
    except OSError:
        return ()  # whoever opens it says what is wrong
    return (now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def published(records: Path, file: InputFile, taken: Taken, number: int) -> Import:
    """Give what was read its place in `records/`; it counts once the manifest names it.

    Raises `CannotWrite`.
    """
    import_id = f"{_slug(file)}-{taken.sha256[:8]}-{number}"
    places = [(taken.path, records_file(records, import_id))]
    if taken.rejects:
        places.append((_beside(taken.path), rejects_file(records, import_id)))
    for path, target in places:
        with writing(target):
            settle(path)
            path.replace(target)
    with writing(records):
        settle(records)
    return Import(
        id=import_id,
        number=number,
        loader=taken.loader,
        uri=file.uri,
        source=f"{PIPE}:{taken.sha256}" if file.source == PIPE else file.source,
        sha256=taken.sha256,
        records=taken.records,
        rejects=taken.rejects,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        encoding=taken.encoding,
    )


def _slug(file: InputFile) -> str:
    """A short name people recognise: the file's stem in plain letters."""
    stem = "stdin" if file.uri == "-" else Path(file.uri).stem
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:32] or "import"
