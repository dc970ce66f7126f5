"""Running a loader over one file into `records/`: batches to Parquet, rejects beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import MissingInput, UnreadableInput
from kg.progress import Progress, silent
from kg.records import RECORD_SCHEMA, REJECT_SCHEMA, Reject, rejects_to_batch
from kg.workspace.files import written_whole
from kg.workspace.inputs import PIPE, InputFile
from kg.workspace.manifest import Import
from kg.workspace.paths import records_file, rejects_file

__all__ = ["checksum", "import_file"]

_CHUNK = 1 << 20
_REJECTS_AT_ONCE = 1_000


class _Reader(Protocol):
    """What is needed of a loader here: its name, and its batches."""

    @property
    def name(self) -> str: ...

    def __call__(self, file: InputFile) -> Iterable[pa.RecordBatch | Reject]: ...


@dataclass(slots=True)
class _Counts:
    records: int = 0
    rejects: int = 0


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


def import_file(
    records: Path,
    file: InputFile,
    reader: _Reader,
    *,
    number: int,
    sha256: str,
    progress: Progress = silent,
) -> Import:
    """Read one file into `records/`; what is written counts once the manifest names it.

    A loader's rows are kept as they come, in the order of the file. Raises `CannotWrite` and
    whatever the loader raises for a file that cannot be read at all.
    """
    import_id = f"{_slug(file)}-{sha256[:8]}-{number}"
    counts = _Counts()
    rejects: list[Reject] = []
    target, beside = records_file(records, import_id), rejects_file(records, import_id)
    with (
        written_whole(target) as temporary,
        pq.ParquetWriter(temporary, RECORD_SCHEMA, compression="zstd") as writer,
    ):
        for item in reader(file):
            if isinstance(item, Reject):
                rejects.append(item)
            else:
                writer.write_batch(item)
                counts.records += item.num_rows
                progress(f"reading {file.uri}", counts.records, None)
    counts.rejects = len(rejects)
    if rejects:
        _write_rejects(beside, rejects)
    return Import(
        id=import_id,
        number=number,
        loader=reader.name,
        uri=file.uri,
        source=f"{PIPE}:{sha256}" if file.source == PIPE else file.source,
        sha256=sha256,
        records=counts.records,
        rejects=counts.rejects,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _write_rejects(target: Path, rejects: list[Reject]) -> None:
    with (
        written_whole(target) as temporary,
        pq.ParquetWriter(temporary, REJECT_SCHEMA, compression="zstd") as writer,
    ):
        for start in range(0, len(rejects), _REJECTS_AT_ONCE):
            writer.write_batch(rejects_to_batch(rejects[start : start + _REJECTS_AT_ONCE]))


def _slug(file: InputFile) -> str:
    """A short name people recognise: the file's stem in plain letters."""
    stem = "stdin" if file.uri == "-" else Path(file.uri).stem
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:32] or "import"
