"""Reading files with their loaders: one after the other here, or several at once in processes.

A process of its own reads each of several files at a time, since loaders are Python and would
wait for one another in threads. Results come in the order of the files, the same ones however
many processes there are.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

import pyarrow as pa

from kg.errors import InputError, KgError
from kg.loaders.base import Loader, Loading, Source
from kg.loaders.sniff import choose
from kg.progress import Progress
from kg.spared import spared
from kg.workspace.importing import Taken, Writing, checksum, unchanged
from kg.workspace.inputs import InputFile

__all__ = ["Job", "Outcome", "outcomes", "serve"]

_WORTH_BYTES = 4 << 20
"""Below this a process takes longer to start than to read."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read into `target`; `format` is the loader the user named, else None."""

    file: InputFile
    target: Path
    format: str | None


Outcome: TypeAlias = Taken | str | KgError
"""What became of a file: records; the checksum of content that is known; why it cannot be read."""


def outcomes(
    jobs: Sequence[Job], known: frozenset[str], threads: int, progress: Progress
) -> Generator[Outcome, None, None]:
    """Read files, and give what became of each in their order.

    `known` are checksums: files of such content are not read. Closing the iterator, or an
    interrupt, ends what is being read at once.
    """
    threads = min(threads, len(jobs))
    if threads < 2 or sum(map(_size, jobs)) < _WORTH_BYTES:
        for job in jobs:
            yield _outcome(job, known, progress)
    else:
        yield from _Pool(jobs, known, threads, progress).run()


def _size(job: Job) -> int:
    try:
        return job.file.path.stat().st_size
    except OSError:
        return 0


def _outcome(job: Job, known: frozenset[str], progress: Progress) -> Outcome:
    try:
        return _read(job, known, progress)
    except InputError as error:
        return error


def _read(job: Job, known: frozenset[str], progress: Progress) -> Taken | str:
    """Read one file. Raises InputError, UnknownFormat, CannotWrite."""
    file = job.file
    progress(f"reading {file.uri}", 0, None)
    check = unchanged(file)
    sha256 = checksum(file)
    if sha256 in known:
        return sha256
    loader = _chosen(file, job.format)
    if not type(loader).__module__.startswith("kg."):
        _with_pandas()
    source = Source(file.path, file.uri)
    with Writing(job.target, file.uri) as out:
        for item in _loaded(loader, source):
            out.write(item)
            progress(f"reading {file.uri}", out.records, None)
        out.finish(source.findings.damage, source.findings.seen)
        check(sha256)
    encoding = source.findings.encoding
    return Taken(job.target, loader.name, sha256, out.records, out.rejects, encoding)


def _chosen(file: InputFile, format_: str | None) -> Loader:
    try:
        return choose(Source(file.path, file.uri), format_)
    except KgError:
        raise
    except Exception as error:  # a loader may be anybody's, and its input anything
        raise InputError(
            f"{file.uri}: its format cannot be told: {type(error).__name__}: {error}",
            hint="name it with --format; `kg formats` lists them",
        ) from error


def _loaded(loader: Loader, source: Source) -> Loading:
    try:
        yield from loader.load(source)
    except KgError:
        raise
    except Exception as error:
        raise InputError(
            f"{source.uri}: the loader {loader.name} failed: {type(error).__name__}: {error}",
            hint="this is a mistake in the loader; please report it with the file",
        ) from error


class _Pool:
    """Processes that read, each led by a thread here."""

    def __init__(
        self, jobs: Sequence[Job], known: frozenset[str], threads: int, progress: Progress
    ) -> None:
        self.jobs = jobs
        self.known = known
        self.threads = threads
        self.progress = progress
        self.lock = threading.Lock()
        self.records: dict[Job, int] = {}
        self.here = threading.local()
        self.started: list[subprocess.Popen[bytes]] = []

    def run(self) -> Iterator[Outcome]:
        leaders = ThreadPoolExecutor(self.threads, thread_name_prefix="reading")
        try:
            waiting: list[Future[Outcome]] = [leaders.submit(self._led, job) for job in self.jobs]
            for future in waiting:
                yield future.result()
        finally:
            for process in self.started:
                process.kill()
            leaders.shutdown(wait=True, cancel_futures=True)
            for process in self.started:
                process.communicate()

    def _led(self, job: Job) -> Outcome:
        """Let this thread's process read a file, passing on how far it has come."""
        process: Any = getattr(self.here, "process", None)
        if process is None:
            process = self.here.process = self._start()
        try:
            _answer(process.stdin, job)
            while isinstance(said := pickle.load(process.stdout), int):
                self._tell(job, said)
            return cast(Outcome, said)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.here.process = None
            code = process.wait()
            return InputError(
                f"{job.file.uri}: the process that read it was ended ({code})",
                hint="memory may have run out: build it alone, or with --threads 1",
            )

    def _start(self) -> Any:
        path = os.pathsep.join(filter(None, sys.path))
        process: Any = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", "from kg.reading import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for us, and we end them
        )
        with self.lock:
            self.started.append(process)
        _answer(process.stdin, self.known)
        return process

    def _tell(self, job: Job, records: int) -> None:
        with self.lock:
            self.records[job] = records
            self.progress(f"reading {len(self.jobs)} files", sum(self.records.values()), None)


def serve() -> None:
    """Read the files that come as jobs on standard input; what a process of the pool runs.

    Standard output carries the answers, so whatever else would write there goes to stderr.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _without_pandas()
    known: frozenset[str] = pickle.load(sys.stdin.buffer)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    while True:
        _answer(answers, _outcome_of(jobs.get(), known, answers))


def _without_pandas() -> None:
    """Let pyarrow do without pandas, whose import is a third of the start of a process.

    It looks for pandas once, at the first list it is given, to know a series when it sees one.
    """
    with spared("pandas"):
        pa.array([0])


def _with_pandas() -> None:
    """Let pyarrow look again where there may be series after all: in a stranger's loader."""
    with suppress(ImportError):
        pa.schema([]).empty_table().to_pandas()


def _outcome_of(job: Job, known: frozenset[str], answers: IO[bytes]) -> Outcome:
    def tell(what: str, done: int, total: int | None) -> None:
        _answer(answers, done)

    try:
        return _outcome(job, known, tell)
    except KgError as error:
        return error


def _answer(answers: IO[bytes], what: object) -> None:
    pickle.dump(what, answers)
    answers.flush()


def _listen(stream: IO[bytes], jobs: queue.SimpleQueue[Job]) -> None:
    """Pass on jobs as they come; when nobody is there to give any more, end at once."""
    with suppress(EOFError, OSError):
        while True:
            jobs.put(pickle.load(stream))
    os._exit(0)
