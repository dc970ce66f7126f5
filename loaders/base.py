"""The Loader seam: one source format in, records and rejects out.

A loader is chosen by content: every loader's `sniff` sees the head of the file and answers how
sure it is; the surest reads the file. `load` then yields Arrow batches in `RECORD_SCHEMA`, and a
`Reject` for each record it cannot read, and goes on. Third parties register a loader under the
entry point group `kg.loaders`; `kg.testing.loaders` holds what every loader must pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol, TypeAlias, runtime_checkable

import pyarrow as pa

from kg.collector import uncollected
from kg.loaders.reading.languages import in_codes
from kg.records import PaperRecord, Reject, to_batch

__all__ = ["Findings", "Head", "Loader", "Loading", "Source", "in_batches"]

HEAD_BYTES = 65_536
BATCH_RECORDS = 4_096
_BATCH_PARTS = 25_000
"""Authors and references that a batch holds, and those of its last record: as objects, the
references of four thousand reviews take half a gigabyte."""

Loading: TypeAlias = Iterator[pa.RecordBatch | Reject]
"""What `load` yields: batches in `RECORD_SCHEMA`, and rejects, in the order of the file."""


@dataclass(slots=True)
class Findings:
    """What shows while a source is read, beside its records; whoever reads it writes it here.

    `encoding`: the encoding its text is in. `damage`: why compressed content could not be read to
    its end; what came before is read, and the import counts the rest as one reject. `seen`: how
    many records the loader saw, read or not, when its format tells (a count in the header, say):
    the import checks it against what was loaded and rejected.
    """

    encoding: str | None = None
    damage: str | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One input: the path to read, the name by which the user gave it, and what is found there.

    Loaders read it through `kg.loaders.reading` (`opened`, `open_lines`, `elements`, …), never
    from the path itself: the content may be compressed.
    """

    path: Path
    uri: str
    findings: Findings = field(default_factory=Findings, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The first `HEAD_BYTES` of a file as bytes and, leniently decoded, as text.

    `text` has its BOM removed and line ends made `\\n`. `complete` is True when the whole file
    is in the head. `name` is the file's name: a hint to break ties, never the decision. `tail` is
    the end of a Parquet file longer than the head: there, not at the beginning, stand its columns.
    """

    data: bytes
    text: str
    name: str
    complete: bool
    tail: bytes = b""


@runtime_checkable
class Loader(Protocol):
    """One source format."""

    name: ClassVar[str]
    """Short lower-case name, unique among loaders: what `--format` takes."""

    title: ClassVar[str]
    """What users call the format, for tables and reference pages."""

    fills: ClassVar[tuple[str, ...]]
    """The record fields this loader can fill, in the order of `RECORD_SCHEMA`."""

    # Beside these, a class attribute `lost: ClassVar[str]` says in a sentence what the format holds
    # and records do not keep. Reference pages print it, and the conformance suite asks for it; to
    # read files it is not needed, so a loader without it is a loader still.

    def sniff(self, head: Head) -> float:
        """How sure it is that it can read this: 0 (not mine) to 1 (certainly)."""
        ...

    def load(self, source: Source) -> Loading:
        """Read the source: batches of records and rejects, streaming, deterministic."""
        ...


def in_batches(items: Iterable[PaperRecord | Reject], size: int = BATCH_RECORDS) -> Loading:
    """Adapter for loaders that read one record at a time: objects in, Arrow batches out.

    Rejects come before the batch of the records around them.
    """
    each = iter(items)
    while True:
        with uncollected():
            some = _some(each, size)
            records = [item for item in some if not isinstance(item, Reject)]
            batch = in_codes(to_batch(records)) if records else None
        if not some:
            return
        yield from (item for item in some if isinstance(item, Reject))
        if batch is not None:
            yield batch


def _some(each: Iterator[PaperRecord | Reject], size: int) -> list[PaperRecord | Reject]:
    """So many of them, or as few as have many authors and references."""
    some: list[PaperRecord | Reject] = []
    parts = 0
    for item in each:
        some.append(item)
        if isinstance(item, PaperRecord):
            parts += len(item.mentions) + len(item.references)
        if len(some) >= size or parts >= _BATCH_PARTS:
            break
    return some
