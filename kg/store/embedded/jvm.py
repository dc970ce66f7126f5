"""Start of the Java runtime that comes with the engine's wheel, once per process.

A JVM cannot be started again with other flags, so the first need decides: `query` starts fast
(one compiler tier, one collector thread, a cache of loaded classes), `bulk` runs fast. The
wheel's own starter is not used because it adds a module that prints a warning and a crash log in
the working directory.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.errors import StoreUnavailable
from kg.spared import spared
from kg.workspace.machine import machine_mb

__all__ = ["LOAD_MEMORY", "Purpose", "flags", "java", "start", "started", "stop", "wheel"]

Purpose = Literal["query", "survey", "bulk", "train"]
"""Questions; those of a graph so large that they take seconds; a bulk load; making the cache."""

_ALWAYS = (
    # SIGINT and SIGTERM belong to Python; logs of the virtual machine itself go nowhere.
    "-Xrs",
    # The engine's own logger brings handlers for the terminal; Java's has what this empty
    # configuration says: none.
    "-Darcadedb.log.impl=slf4j",
    f"-Djava.util.logging.config.file={os.devnull}",
    "-Xlog:disable",
    "-XX:-CreateCoredumpOnCrash",
    # Java takes the thread it is started from for one of its own and ends its stack after one
    # megabyte, into which Python, going down deeply nested text, would run and crash.
    "-Xss8m",
    "-XX:+UseCompactObjectHeaders",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "-Dfile.encoding=UTF8",
    "-Djava.awt.headless=true",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
    # LOAD CSV would read the host's files and reach its network, even in a read-only query.
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
    # Whatever writes ends with the process: putting the pages of its indexes together in the
    # background only delays it, by more than a change of a thousand papers takes.
    "-Darcadedb.indexCompactionMinPagesSchedule=0",
)
LOAD_MEMORY = "KG_LOAD_MEMORY"
"""Variable of the environment: megabytes that Java may use to load a graph."""

_SHORT = ("-XX:TieredStopAtLevel=1",)
"""The compiler that is fast itself: the thorough one makes a question of half a second longer by a
third, and one of a minute shorter by two."""
_THOROUGH = (
    # The cache remembers which compiler was enough for its few statements, and Java keeps to it.
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-AOTReplayTraining",
)
_QUERY = (
    "-XX:+UseSerialGC",
    # Groups and rows kept for sorting: half a million by default, whatever memory there is.
    "-Darcadedb.queryMaxHeapElementsAllowedPerOp=20000000",
)
_BULK = (
    "-XX:+UseParallelGC",
    "-Xms256m",
)


def flags(
    purpose: Purpose, cache_file: Path | None = None, heap_mb: int | None = None
) -> tuple[str, ...]:
    """Flags for a purpose; `heap_mb` bounds the heap: by default that of a bulk load by 900 MB,
    that of questions by a quarter of the machine.

    >>> "-Xmx900m" in flags("bulk")
    True
    """
    always = (*_ALWAYS, f"-XX:ErrorFile={os.devnull}")
    if purpose == "bulk":
        heap_mb = heap_mb or 900
        return (*always, *_BULK, f"-Xmx{heap_mb}m", f"-Xmn{heap_mb * 2 // 5}m")
    # Java takes what it needs of it: a question about all of a large graph may need much.
    short = _THOROUGH if purpose == "survey" else _SHORT
    query = (*always, *short, *_QUERY, f"-Xmx{heap_mb or max(1_000, machine_mb() // 4)}m")
    if cache_file is None:
        return query
    role = "AOTCacheOutput" if purpose == "train" else "AOTCache"
    return (*query, f"-XX:{role}={cache_file}")


def start(purpose: Purpose, cache_file: Path | None = None, heap_mb: int | None = None) -> None:
    """Start the JVM unless it runs; a missing or stale cache file only makes it slower."""
    # It asks numpy for the types of its scalars, which never get there: half of its own import.
    with spared("numpy"):
        import jpype

    if jpype.isJVMStarted():
        return
    if purpose != "train" and (cache_file is None or not cache_file.is_file()):
        cache_file = None
    try:
        jpype.startJVM(
            str(_library()),
            *flags(purpose, cache_file, heap_mb),
            classpath=[str(jar) for jar in sorted((wheel() / "jars").glob("*.jar"))],
            interrupt=False,
        )
    except (OSError, RuntimeError, TypeError) as error:
        raise StoreUnavailable(
            f"the embedded graph database cannot start: {error}",
            hint="reinstall it with: pip install --force-reinstall arcadedb-embedded",
        ) from error
    atexit.register(_leave)


def _leave() -> None:
    """Leave Java alone at the end of the process.

    Closing the databases is all the order it needs; its own end would wait for calls that nobody
    waits for any more. But its thread that tells Python of collected garbage must be gone, or
    the process aborts when it meets a Python that is ending.
    """
    import jpype
    import jpype.config

    if jpype.isJVMStarted():
        jpype.config.onexit = False
        java("org.jpype.ref.JPypeReferenceQueue").getInstance().stop()


def started() -> bool:
    """Whether the JVM runs in this process; imports nothing to find out."""
    jpype = sys.modules.get("jpype")
    return jpype is not None and bool(jpype.isJVMStarted())


def stop() -> None:
    """End Java in order; nothing can be started after."""
    import jpype

    jpype.shutdownJVM()


def wheel() -> Path:
    """Folder of the engine's wheel, found without importing it."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or not spec.submodule_search_locations:
        raise StoreUnavailable(
            "the embedded graph database is not installed",
            hint="install it with: pip install arcadedb-embedded",
        )
    return Path(next(iter(spec.submodule_search_locations)))


def _library() -> Path:
    home = wheel() / "jre"
    if sys.platform == "darwin":
        return home / "lib" / "server" / "libjvm.dylib"
    return home / "lib" / "server" / "libjvm.so"


@cache
def java(name: str) -> Any:
    """A Java class by its full name."""
    import jpype

    return jpype.JClass(name)
