"""Taking files in: which are new, which came again with other content, which cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyarrow as pa

from kg.errors import InputError, KgError, UnknownFormat
from kg.loaders.base import Loader, Source
from kg.loaders.sniff import choose
from kg.progress import Progress
from kg.records import Reject
from kg.workspace.directory import Directory
from kg.workspace.importing import checksum, import_file
from kg.workspace.inputs import InputFile, Inputs
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
    skipped: tuple[str, ...] = ()

    @property
    def empty(self) -> tuple[str, ...]:
        """Files that were read and hold nothing."""
        return tuple(i.uri for i in self.added if not i.records and not i.rejects)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A loader as the workspace wants it: a name, and batches for a file."""

    loader: Loader

    @property
    def name(self) -> str:
        return self.loader.name

    def __call__(self, file: InputFile) -> Iterable[pa.RecordBatch | Reject]:
        try:
            yield from self.loader.load(Source(file.path, file.uri))
        except KgError:
            raise
        except Exception as error:  # a loader may be anybody's, and its input anything
            raise InputError(
                f"{file.uri}: the loader {self.name} failed: {type(error).__name__}: {error}",
                hint="this is a mistake in the loader; please report it with the file",
            ) from error


def take_in(
    directory: Directory,
    manifest: Manifest,
    found: Inputs,
    format_: str | None,
    keep: bool,
    progress: Progress,
) -> Intake:
    """Import every file that is not in the graph yet; the rest goes on when one cannot be read."""
    intake = Intake(manifest, failed=tuple(found.failed))
    for file in found.files:
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
    known = [i for i in imports if i.sha256 == sha256 and format_ in (None, i.loader)]
    new = known[0] if known else None
    if new is None:
        new = _imported(directory, intake, file, sha256, format_, progress)
        intake.added += (new,)
    else:
        intake.known += (file.uri,)
    # A file that is back at a content it had, or that another file has, stands for that one.
    if not keep and not any(i.source == file.source for i in known):
        earlier = [i for i in imports if i.source == file.source and i not in known]
        intake.replaced += tuple((was, new) for was in earlier)
        rest = tuple(i for i in intake.manifest.imports if i not in earlier)
        intake.manifest = intake.manifest.with_imports(rest)


def _imported(
    directory: Directory,
    intake: Intake,
    file: InputFile,
    sha256: str,
    format_: str | None,
    progress: Progress,
) -> Import:
    """A new import of the file, in the manifest beside the others."""
    reader = _Reader(choose(Source(file.path, file.uri), format_))
    number = intake.manifest.next_number
    new = import_file(
        directory.records, file, reader, number=number, sha256=sha256, progress=progress
    )
    more = intake.manifest.with_imports((*intake.manifest.imports, new))
    intake.manifest = replace(more, next_number=number + 1)
    return new
