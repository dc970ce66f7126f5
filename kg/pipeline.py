"""The stages in order: import, resolve, tables, analyses, store; and which of them are stale.

Every stage is a function of files and frozen options to files. A build takes effect by one
rename of the manifest; killed before that, the old generation stands and the next build begins
where nothing was written. The store follows the tables and is brought up to date by whoever
opens it next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pyarrow.parquet as pq

from kg.analytics.base import Analysis, Result
from kg.analytics.registry import DEFAULT, analyses
from kg.analytics.topics.vectors import VECTORS, read_vectors
from kg.errors import CannotWrite, InputError, UnknownImport
from kg.generation import (
    AnalysisRun,
    analysis_runs,
    generation_name,
    join_nodes,
    make_facts,
    measured,
    results,
    table_set,
)
from kg.intake import Intake, take_in
from kg.progress import Progress, silent
from kg.showing import Loading, bring_up_to_date, loading
from kg.tables.compare import SourceChange, compare_source
from kg.tables.engine import Engine, engine
from kg.tables.sets import TableSet
from kg.workspace.directory import Directory
from kg.workspace.files import fresh_folder, written_whole
from kg.workspace.ids import read_groups, write_groups
from kg.workspace.inputs import input_files
from kg.workspace.lock import build_lock
from kg.workspace.manifest import Import, Manifest, Settings

__all__ = ["BuildOptions", "BuildReport", "analyze", "build", "forget"]


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. None leaves what the graph has (or the default of a new one).

    `format` reads every input as that format; `keep` adds a source that was imported before
    instead of replacing it; `rebuild` makes the derived data anew; `wait` is how many seconds to
    wait for another build of the same graph. `engine` computes what comes from the records:
    `duckdb` here, or `spark` on a cluster (`kg.tables.spark`). Neither it nor `threads` ever
    changes the result.
    """

    format: str | None = None
    keep: bool = False
    rebuild: bool = False
    analyses: tuple[str, ...] | None = None
    seed: int | None = None
    max_team: int | None = None
    wait: float = 0.0
    threads: int = 2
    engine: Literal["duckdb", "spark"] = "duckdb"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; see `kg.intake.Intake` for what happened to each input.

    `unchanged` is True when the graph already said all this.
    """

    path: Path
    generation: str
    added: tuple[Import, ...] = ()
    replaced: tuple[SourceChange, ...] = ()
    known: tuple[str, ...] = ()
    failed: tuple[InputError, ...] = ()
    skipped: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    unchanged: bool = False
    analyses: tuple[AnalysisRun, ...] = field(default=())

    @property
    def rejects(self) -> int:
        """Records of the added imports that could not be read."""
        return sum(i.rejects for i in self.added)

    def as_json(self) -> dict[str, Any]:
        """The same as plain values, what failed by its sentence and what to do about it."""
        return {
            "graph": str(self.path),
            "generation": self.generation,
            "unchanged": self.unchanged,
            "added": [one.in_short() for one in self.added],
            "replaced": [asdict(one) for one in self.replaced],
            "known": list(self.known),
            "empty": list(self.empty),
            "skipped": list(self.skipped),
            "failed": [{"message": one.message, "hint": one.hint} for one in self.failed],
            "rejects": self.rejects,
            "analyses": [one.name for one in self.analyses],
        }


def build(
    path: Path,
    inputs: Sequence[str],
    options: BuildOptions | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Add inputs to the graph in `path` (made when it is not there) and bring all of it up to date.

    Raises `InputError` when nothing given could be read, `GraphLocked`, `NewerFormat`,
    `CannotWrite`, `BrokenGraph`, `OverridesError`. Files that cannot be read beside others that
    can are in the report.
    """
    options = options or BuildOptions()
    directory = Directory(path)
    with input_files(inputs, progress) as found:
        directory.create()
        with _held(directory, options.wait, Settings(analyses=DEFAULT)) as manifest:
            _refuse_if_pulled(manifest)
            manifest = _settled(manifest, options)
            taken = take_in(
                directory,
                manifest,
                found,
                options.format,
                options.keep,
                progress,
                options.threads,
            )
            if taken.failed and not taken.added and not taken.known:
                raise _none_read(taken.failed)
            return _derive(directory, taken.manifest, options, progress, taken)


def _none_read(failed: Sequence[InputError]) -> InputError:
    """One error for all that was given."""
    if len(failed) == 1:
        return failed[0]
    said = "".join(f"\n    {error.on_one_line}" for error in failed)
    return InputError(f"none of the inputs could be read:{said}")


@contextmanager
def _held(directory: Directory, wait: float, new: Settings | None = None) -> Iterator[Manifest]:
    """Hold the graph for writing, what killed builds left behind swept away; gives its manifest.

    `new` are the settings of a graph that does not exist yet.
    """
    with build_lock(directory.path, wait=wait):
        manifest = directory.manifest() if new is None else directory.begin(new)
        directory.sweep(manifest)
        yield manifest


def forget(path: Path, which: str, progress: Progress = silent) -> Import:
    """Undo an import: the graph is as if it had never been given. Raises `UnknownImport`."""
    directory = Directory(path)
    directory.manifest()
    with _held(directory, 0.0) as manifest:
        _refuse_if_pulled(manifest)
        gone = _import_named(manifest, which)
        rest = manifest.with_imports(tuple(i for i in manifest.imports if i.id != gone.id))
        _derive(directory, rest, BuildOptions(), progress, Intake(rest))
    return gone


def analyze(
    path: Path,
    names: Sequence[str] | None = None,
    *,
    seed: int | None = None,
    vectors: Path | None = None,
    progress: Progress = silent,
) -> list[Result]:
    """Run analyses on the graph (None: the default set) and write them to tables and store.

    They are part of the graph from then on: later builds keep them up to date. `vectors` is a
    Parquet file (see `kg.analytics.topics.vectors`) that is copied into the graph, in the place of
    one given before, and makes near papers neighbours of each other in topics.
    """
    directory = Directory(path)
    chosen = DEFAULT if names is None else names
    given = None if vectors is None else read_vectors(vectors)
    if directory.manifest().pulled:
        if given is not None:
            raise CannotWrite(
                "vectors belong where the graph was built, and this one was pulled from a server",
                hint="analyse it there and push it again",
            )
        return _remeasured(directory, chosen, seed, progress)
    with _held(directory, 0.0) as manifest:
        if given is not None:
            with written_whole(directory.vectors) as temporary:
                pq.write_table(given, temporary, compression="zstd")
        every = tuple(dict.fromkeys((*manifest.settings.analyses, *chosen)))
        options = BuildOptions(analyses=every, seed=seed)
        report = _derive(
            directory, _settled(manifest, options), options, progress, Intake(manifest)
        )
        found = {r.name: r for r in results(directory.generation(report.generation))}
    return [found[name] for name in dict.fromkeys(chosen)]


def _remeasured(
    directory: Directory, names: Sequence[str], seed: int | None, progress: Progress
) -> list[Result]:
    """The same for a directory that was pulled from a server: there is nothing to resolve."""
    from kg.pull import remeasure  # brings the driver of a server, which no build needs

    found = remeasure(directory.path, names, seed, progress)
    with _held(directory, 0.0) as manifest:
        bring_up_to_date(directory, manifest, progress)
    return found


def _refuse_if_pulled(manifest: Manifest) -> None:
    if manifest.pulled:
        raise CannotWrite(
            "the graph was pulled from a server, and the records of its sources are not here",
            hint="build where they are and push from there, or build in another folder with -g",
        )


def _settled(manifest: Manifest, options: BuildOptions) -> Manifest:
    """The manifest with the settings asked for."""
    now = manifest.settings
    settings = Settings(
        seed=now.seed if options.seed is None else options.seed,
        max_team=now.max_team if options.max_team is None else options.max_team,
        analyses=now.analyses if options.analyses is None else options.analyses,
    )
    return replace(manifest, settings=settings)


def _import_named(manifest: Manifest, which: str) -> Import:
    fits = [i for i in manifest.imports if which in (i.id, i.uri)]
    fits = fits or [i for i in manifest.imports if i.id.startswith(which)]
    if len(fits) == 1:
        return fits[0]
    known = ", ".join(i.id for i in fits or manifest.imports)
    what = f"{len(fits)} imports fit {which!r}" if fits else f"no import is called {which!r}"
    raise UnknownImport(what, hint=f"imports are: {known or 'none'}")


def _derive(
    directory: Directory,
    manifest: Manifest,
    options: BuildOptions,
    progress: Progress,
    taken: Intake,
) -> BuildReport:
    """Everything after the records: a new generation when anything it is made of changed."""
    chosen = analyses(manifest.settings.analyses, seed=manifest.settings.seed)
    content = generation_name(directory, manifest, chosen)
    current = manifest.generation
    unchanged = current is not None and current.partition("-")[2] == content and not options.rebuild
    replaced: tuple[SourceChange, ...] = ()
    if not unchanged:
        with loading(directory, manifest, anew=options.rebuild) as ahead:
            old = None if options.rebuild else current
            name = _make(directory, manifest, chosen, content, old, options, ahead, progress)
            new = table_set(directory, manifest, name)
            ahead.rest(new)
            if old is not None and taken.replaced:
                with _engine(directory, options.threads) as tables:
                    replaced = _replaced(tables, table_set(directory, manifest, old), new, taken)
            manifest = directory.commit(manifest, name)
            ahead.show(new, progress)
    bring_up_to_date(directory, manifest, progress, threads=options.threads)
    directory.sweep(manifest)
    assert manifest.generation is not None
    return BuildReport(
        directory.path,
        manifest.generation,
        added=taken.added,
        replaced=replaced,
        known=taken.known,
        failed=taken.failed,
        skipped=taken.skipped,
        empty=taken.empty,
        unchanged=unchanged,
        analyses=tuple(analysis_runs(directory.generation(manifest.generation))),
    )


@contextmanager
def _engine(directory: Directory, threads: int) -> Iterator[Engine]:
    with engine(fresh_folder(directory.scratch), threads=threads) as tables:
        yield tables


@contextmanager
def _facts_engine(directory: Directory, options: BuildOptions) -> Iterator[Engine]:
    """The engine that was chosen for what grows with the records."""
    if options.engine == "duckdb":
        with _engine(directory, options.threads) as tables:
            yield tables
        return
    from kg.tables.spark import spark_engine

    with spark_engine(fresh_folder(directory.scratch).resolve()) as cluster:
        yield cluster


def _make(
    directory: Directory,
    manifest: Manifest,
    chosen: Sequence[Analysis],
    content: str,
    old: str | None,
    options: BuildOptions,
    ahead: Loading,
    progress: Progress,
) -> str:
    """A new generation beside the current one; gives its name.

    Analyses whose inputs are those of the generation `old` are taken from there.
    """
    current = manifest.generation
    number = int(current.partition("-")[0]) + 1 if current else 1
    name = f"{number:06d}-{content}"
    folder = fresh_folder(directory.generation(name))
    # Two engines: while the analyses run, what the first held in memory is theirs.
    with _facts_engine(directory, options) as tables:
        facts = make_facts(tables, directory, manifest, folder, progress, ahead.arrived)
    before = directory.generation(old) if old else None
    former = read_groups(directory.ids)
    if directory.vectors.exists():
        facts = {**facts, VECTORS: directory.vectors}
    runs, groups = measured(facts, chosen, folder, before, former, progress)
    write_groups(directory.ids, former, groups)
    progress("writing nodes", 0, None)
    with _engine(directory, options.threads) as tables:
        join_nodes(tables, facts, runs, folder)
    return name


def _replaced(
    tables: Engine, old: TableSet, new: TableSet, taken: Intake
) -> tuple[SourceChange, ...]:
    """What came, went and changed with each source that was imported again."""
    return tuple(compare_source(tables, old, new, was, now) for was, now in taken.replaced)
