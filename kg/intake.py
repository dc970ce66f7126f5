"""Taking files in: which are new, which came again with other content, which cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg import plugins
from kg.errors import InputError, KgError, UnknownFormat
from kg.progress import Progress
from kg.reading import Job, Outcome, outcomes
from kg.workspace.directory import Directory
from kg.workspace.files import fresh_folder
from kg.workspace.importing import Taken, published
from kg.workspace.inputs import InputFile, Inputs
from kg.workspace.manifest import Import, Manifest

__all__ = ["Intake", "take_in"]


@dataclass(slots=True)
class Intake:
    """The manifest with what was taken in, and what happened to every file.

    `replaced` pairs an earlier import with the one that takes its place. `known` are files whose
    content is in the graph already; `failed` could not be read; `skipped` are files of a folder
    or an archive that no loader recognises.
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


def take_in(
    directory: Directory,
    manifest: Manifest,
    found: Inputs,
    format_: str | None,
    keep: bool,
    progress: Progress,
    threads: int = 1,
) -> Intake:
    """Import every file that is not in the graph yet; the rest goes on when one cannot be read.

    Files are read by up to `threads` processes at a time; imports are numbered in the order of
    the files, and are the same whatever their number. Raises UnknownPlugin for a format that
    nobody reads, and CannotWrite.
    """
    if format_ is not None:
        plugins.loader(format_)
    intake = Intake(manifest, failed=tuple(found.failed))
    scratch = fresh_folder(directory.scratch / "reading")
    known = frozenset(i.sha256 for i in manifest.imports if format_ in (None, i.loader))
    jobs = [
        Job(file, scratch / f"{number}.parquet", format_) for number, file in enumerate(found.files)
    ]
    reading = outcomes(jobs, known, threads, progress)
    try:
        for file, outcome in zip(found.files, reading, strict=True):
            _settle(directory, intake, file, outcome, format_, keep)
    finally:
        reading.close()
    return intake


def _settle(
    directory: Directory,
    intake: Intake,
    file: InputFile,
    outcome: Outcome,
    format_: str | None,
    keep: bool,
) -> None:
    """Put down what became of a file."""
    if isinstance(outcome, UnknownFormat) and not file.named:
        intake.skipped += (file.uri,)
    elif isinstance(outcome, InputError):
        intake.failed += (outcome,)
    elif isinstance(outcome, KgError):
        raise outcome
    else:
        _take(directory, intake, file, outcome, format_, keep)


def _take(
    directory: Directory,
    intake: Intake,
    file: InputFile,
    read: Taken | str,
    format_: str | None,
    keep: bool,
) -> None:
    sha256 = read if isinstance(read, str) else read.sha256
    imports = intake.manifest.imports
    known = [i for i in imports if i.sha256 == sha256 and format_ in (None, i.loader)]
    if known:
        new = known[0]
        intake.known += (file.uri,)
        if isinstance(read, Taken):  # two files of one content in the same build
            read.discard()
    else:
        assert isinstance(read, Taken)
        new = _imported(directory, intake, file, read)
        intake.added += (new,)
    # A file that is back at a content it had, or that another file has, stands for that one.
    if not keep and not any(i.source == file.source for i in known):
        earlier = [i for i in imports if i.source == file.source and i not in known]
        intake.replaced += tuple((was, new) for was in earlier)
        rest = tuple(i for i in intake.manifest.imports if i not in earlier)
        intake.manifest = intake.manifest.with_imports(rest)


def _imported(directory: Directory, intake: Intake, file: InputFile, read: Taken) -> Import:
    """A new import of the file, in the manifest beside the others."""
    number = intake.manifest.next_number
    new = published(directory.records, file, read, number)
    more = intake.manifest.with_imports((*intake.manifest.imports, new))
    intake.manifest = replace(more, next_number=number + 1)
    return new
