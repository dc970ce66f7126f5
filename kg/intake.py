"""Taking files in: which are new, which came again with other content, which cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from kg.errors import InputError, UnknownFormat
from kg.loaders.base import Loader, Source
from kg.loaders.sniff import choose
from kg.progress import Progress
from kg.records import Reject
from kg.workspace.directory import Directory
from kg.workspace.importing import checksum, import_file
from kg.workspace.inputs import InputFile
from kg.workspace.manifest import Import, Manifest

__all__ = ["Intake", "take_in"]


@dataclass(slots=True)
class Intake:
    """The manifest with what was taken in, and what happened to every file.

    `replaced` pairs an earlier import with the one that takes its place. `known` are files whose
    content is in the graph already; `failed` could not be read; `skipped` are files of a folder
    that no loader recognises.
    """

    manifest: Manifest
    added: tuple[Import, ...] = ()
    replaced: tuple[tuple[Import, Import], ...] = ()
    known: tuple[str, ...] = ()
    failed: tuple[InputError, ...] = ()
    skipped: tuple[str, ...] = field(default=())

    @property
    def nothing(self) -> bool:
        """Whether no file was taken in."""
        return not self.added


@dataclass(frozen=True, slots=True)
class _Reader:
    """A loader as the workspace wants it: a name, and batches for a file."""

    loader: Loader

    @property
    def name(self) -> str:
        return self.loader.name

    def __call__(self, file: InputFile) -> Iterable[pa.RecordBatch | Reject]:
        return self.loader.load(Source(file.path, file.uri))


def take_in(
    directory: Directory,
    manifest: Manifest,
    files: Sequence[InputFile],
    format_: str | None,
    keep: bool,
    progress: Progress,
) -> Intake:
    """Import every file that is not in the graph yet; the rest goes on when one cannot be read."""
    intake = Intake(manifest)
    for file in files:
        try:
            _take(directory, intake, file, format_, keep, progress)
        except UnknownFormat as error:
            if file.named:
                intake.failed += (error,)
            else:
                intake.skipped += (file.uri,)
        except InputError as error:
            intake.failed += (error,)
    return intake


def _take(
    directory: Directory,
    intake: Intake,
    file: InputFile,
    format_: str | None,
    keep: bool,
    progress: Progress,
) -> None:
    sha256 = checksum(file)
    imports = intake.manifest.imports
    if any(i.sha256 == sha256 for i in imports):
        intake.known += (file.uri,)
        return
    reader = _Reader(choose(Source(file.path, file.uri), format_))
    number = intake.manifest.next_number
    new = import_file(
        directory.records, file, reader, number=number, sha256=sha256, progress=progress
    )
    earlier = [] if keep else [i for i in imports if i.source == new.source]
    intake.replaced += tuple((was, new) for was in earlier)
    intake.added += (new,)
    rest = tuple(i for i in imports if i not in earlier)
    intake.manifest = replace(intake.manifest.with_imports((*rest, new)), next_number=number + 1)
