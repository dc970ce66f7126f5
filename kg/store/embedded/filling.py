"""Filling a new database while its tables are still being made, and changing a finished one.

Loading and indexing what the sources say takes as long as computing the measures, and needs
another core: here a thread of its own does it, with the tables as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from kg.progress import Progress, silent
from kg.store.embedded.calls import Abandoned
from kg.store.embedded.engine import Database
from kg.store.embedded.load import Stage, loader
from kg.tables.sets import Change

__all__ = ["Filling", "change"]


def change(
    folder: Path, changes: Sequence[Change], progress: Progress = silent, *, define: bool = False
) -> None:
    """Apply changes to the database in a folder; with `define`, first bring its definitions up to
    date, which costs a second even where nothing is to be done."""
    database = Database(folder, write=True)
    try:
        with loader(database, folder, progress) as loading:
            if define:
                loading.define()
            loading.apply(changes)
    finally:
        database.close()


class Filling:
    """A database folder that a thread fills with the tables it is given, a stage at a time.

    `show` makes the finished database the one shown, as that generation of that graph.
    """

    def __init__(self, folder: Path, show: Callable[[str | None, str | None], None]) -> None:
        self._folder = folder
        self._show = show
        self._stages: SimpleQueue[Stage | None] = SimpleQueue()
        self._progress: Progress = silent
        self._database: Database | None = None
        self._stopped = False
        self._failure: BaseException | None = None
        # A daemon: should it not end in time, nobody waits for it at the end of the process.
        self._thread = Thread(target=self._work, name="filling", daemon=True)
        self._thread.start()

    def add(self, tables: Mapping[str, Path], measures: Mapping[str, Path] | None = None) -> None:
        """Give it whole tables: the ends of their relationships are in them or came before.

        `measures` are files, by label, with the measures of nodes that came before without.
        """
        self._stages.put(Stage(tables, measures or {}))

    def finish(
        self, graph_id: str | None, generation: str | None, progress: Progress = silent
    ) -> None:
        """Wait until all is loaded and indexed, and show it. Raises what went wrong on the way."""
        self._progress = progress
        self._stages.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        self._show(graph_id, generation)

    def stop(self) -> None:
        """Leave off, wherever it is; harmless when it is done."""
        self._stopped = True
        self._stages.put(None)
        if self._database is not None:
            self._database.abandon()
        self._thread.join()

    def _work(self) -> None:
        try:
            self._database = database = Database(self._folder, write=True, create=True)
            try:
                with loader(database, self._folder, self._tell) as loading:
                    loading.load(self._given())
            finally:
                database.close()
        except Abandoned:
            pass
        except BaseException as error:
            self._failure = error

    def _given(self) -> Iterator[Stage]:
        while (stage := self._stages.get()) is not None:
            yield stage
        if self._stopped:
            raise Abandoned

    def _tell(self, what: str, done: int, total: int | None) -> None:
        """Progress is told once it is this thread that is waited for."""
        if self._stopped:
            raise Abandoned
        self._progress(what, done, total)
