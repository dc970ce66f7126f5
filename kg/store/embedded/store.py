"""`EmbeddedStore`: the Store seam on a folder of the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.errors import StoreError, WriteRefused
from kg.progress import Progress, silent
from kg.store.base import DEFAULT_TIMEOUT, Capabilities, Rows, StoreState, Value
from kg.store.embedded import jvm, startup
from kg.store.embedded.engine import Database
from kg.store.embedded.folder import Shown, StoreFolder
from kg.store.embedded.reading import Reading
from kg.store.rows import Answer
from kg.tables.sets import Change, Delta, TableSet

if TYPE_CHECKING:
    from kg.store.embedded.filling import Filling

__all__ = ["EmbeddedStore"]

_LARGE = 500_000_000
"""Bytes of a database whose questions are worth the thorough compiler: some 50,000 papers with
their references."""


class EmbeddedStore:
    """The graph in a folder (`store/` of a graph directory), made and asked in this process.

    Opening reads nothing and starts nothing: the engine starts with the first statement. Any
    number of processes read side by side, also while one makes the next generation: that is made
    beside the shown one and then shown by one rename, and a reader sees it with its next
    statement. With `bulk`, a load starts the engine for long work instead of for short queries,
    with a heap of `heap_mb`; only the first start of a process counts.
    """

    def __init__(
        self, folder: Path, *, read_only: bool = True, bulk: bool = False, heap_mb: int = 900
    ) -> None:
        self._folder = StoreFolder(folder)
        self._read_only = read_only
        self._bulk = bulk
        self._heap_mb = heap_mb
        self._reading: Reading | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What this engine can do."""
        return Capabilities(
            several_databases=False, full_text=True, readers_beside_writer=True, server=False
        )

    def state(self) -> StoreState:
        """Which generation is shown; always whole, because a cut-off write is never shown."""
        shown = self._folder.shown()
        if shown is None:
            return StoreState(None, None, complete=True)
        return StoreState(shown.graph_id, shown.generation, complete=True)

    def create_schema(self) -> None:
        """Make labels, unique ids, indexes and full text; harmless when they are there."""
        from kg.store.embedded.load import schema_hash

        self._refuse_unless_writing()
        shown = self._folder.shown()
        if shown is None:
            with self.filling() as filling:
                filling.finish(None, None)
        elif shown.schema != schema_hash():
            self._change(shown, (), shown.graph_id, shown.generation)

    def replace(self, tables: TableSet, progress: Progress = silent) -> None:
        """Hold exactly this generation: everything else is gone after.

        Raises `BrokenGraph` when a relationship names a node that is not in its table. 115,000
        nodes and 510,000 relationships take some fifteen seconds, indexes included.
        """
        with self.filling() as filling:
            filling.add(tables.files)
            filling.finish(tables.graph_id, tables.generation, progress)

    @contextmanager
    def filling(self) -> Iterator[Filling]:
        """`replace` in steps: a new database that is filled with tables as they come.

        It is gone again if the block ends before it was finished.
        """
        self._refuse_unless_writing()
        from kg.store.embedded.filling import Filling

        self._start(bulk=True)
        with self._folder.new_database() as name:
            filling = Filling(
                self._folder.path(name),
                lambda graph_id, generation: self._show(name, graph_id, generation),
            )
            try:
                yield filling
            finally:
                filling.stop()

    def apply(self, delta: Delta, progress: Progress = silent) -> None:
        """Go from one generation to the next; nothing is done when it is already shown.

        Works on a copy of the database, so its cost is that of copying plus that of the changes.
        Raises `StoreError` when another generation is shown than the one the changes start from.
        """
        self._refuse_unless_writing()
        shown = self._folder.shown()
        if shown is not None and shown.graph_id == delta.graph_id:
            if shown.generation == delta.to_generation:
                return
            if shown.generation == delta.from_generation:
                graph_id, generation = delta.graph_id, delta.to_generation
                self._change(shown, delta.changes, graph_id, generation, progress)
                return
        raise StoreError(
            f"the graph database shows generation {shown.generation if shown else None},"
            f" and the changes start from {delta.from_generation}",
            hint="load it anew from the tables: `kg build`",
        )

    def query(
        self,
        text: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        write: bool = False,
    ) -> Rows:
        """Run a statement. Reads only unless `write`; never reads files of the host.

        Raises `QueryFailed`, `QueryTimeout`, `WriteRefused`, `StoreBusy`, `StoreUnavailable`.
        A write waits for nobody: it is refused as long as another process reads the same graph.
        """
        given = dict(parameters or {})
        if write:
            self._refuse_unless_writing()
            return self._write(text, given, timeout)
        return self._read(text, given, timeout)

    def lookup(self, label: str, keys: Sequence[tuple[str, str]]) -> list[dict[str, Value]]:
        """Properties of the nodes of a label that have one of these (property, value), by index.

        No statement is parsed or planned for it: the first one of a process takes longer than
        opening the database.
        """
        return self._current().lookup(label, keys)

    def close(self) -> None:
        """Let go of the database; harmless twice."""
        self._stop_reading()
        startup.make_cache_later(self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _refuse_unless_writing(self) -> None:
        if self._read_only:
            raise WriteRefused(
                "this graph database was opened for reading only",
                hint="open it for writing: EmbeddedStore(folder, read_only=False)",
            )

    def _start(self, *, bulk: bool = False, heap_mb: int | None = None) -> None:
        """Start the engine, for the purpose that came first."""
        if bulk and self._bulk:
            jvm.start("bulk", heap_mb=self._heap_mb)
        else:
            jvm.start("query", startup.cache_file(), heap_mb)

    def _start_reading(self) -> None:
        shown = self._folder.shown()
        large = shown is not None and self._folder.size(shown.database) > _LARGE
        jvm.start("survey" if large else "query", startup.cache_file())

    def _read(self, text: str, parameters: Mapping[str, Value], timeout: float) -> Answer:
        return self._current().read(text, parameters, timeout)

    def _current(self) -> Database:
        """The database shown, open for reading."""
        shown = self._folder.shown()
        if self._reading is not None and (shown is None or shown.database != self._reading.name):
            self._stop_reading()
        if self._reading is None:
            self._start_reading()
            self._reading = Reading(self._folder)
        return self._reading.database

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.close()
        self._reading = None

    def _write(self, text: str, parameters: Mapping[str, Value], timeout: float) -> Answer:
        """Run a statement on the shown database itself, alone with it."""
        self._stop_reading()
        shown = self._folder.shown()
        if shown is None:
            self.create_schema()
            return self._write(text, parameters, timeout)
        with self._folder.lock(shown.database).exclusive("other processes are reading this graph"):
            self._start()
            database = Database(self._folder.path(shown.database), write=True)
            try:
                return database.write(text, parameters, timeout)
            finally:
                database.close()

    def _change(
        self,
        shown: Shown,
        changes: Sequence[Change],
        graph_id: str | None,
        generation: str | None,
        progress: Progress = silent,
    ) -> None:
        """Change a copy of the database shown, and show that."""
        from kg.store.embedded.filling import change
        from kg.store.embedded.load import schema_hash

        self._start(heap_mb=self._heap_mb if self._bulk else None)
        with self._folder.new_database() as name:
            self._folder.copy(shown.database, name)
            outdated = shown.schema != schema_hash()
            change(self._folder.path(name), changes, progress, define=outdated)
            self._show(name, graph_id, generation)

    def _show(self, name: str, graph_id: str | None, generation: str | None) -> None:
        """Have everybody read the finished database from here on."""
        from kg.store.embedded.load import schema_hash

        self._stop_reading()
        self._folder.show(Shown(name, graph_id, generation, schema_hash()))
