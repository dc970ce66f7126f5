"""Interrupted or killed at any moment, the embedded store shows one generation whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store.embedded import EmbeddedStore
from kg.tables.delta import difference
from kg.tables.engine import engine
from kg.tables.sets import Delta, TableSet
from kg.testing.holdings import assert_holds
from kg.testing.tables import random_tables

RUNAWAY = (
    "MATCH (a:Paper), (b:Paper), (c:Paper), (d:Paper), (e:Paper)"
    " WHERE a.title + b.title + c.title + d.title = e.title RETURN count(*)"
)

PROGRAM = """
import pickle, signal, sys
from pathlib import Path
from kg.store.embedded import EmbeddedStore

# Whatever started the tests in the background may have it ignored, and it is inherited.
signal.signal(signal.SIGINT, signal.default_int_handler)
folder, what, given = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with EmbeddedStore(folder, read_only=what == "query") as store:
    list(store.query("RETURN 1"))
    print("ready", flush=True)
    if what == "query":
        list(store.query(given, timeout=300))
    elif what == "write":
        for i in range(10_000):
            store.query("CREATE (:Author {id: $id})", {"id": f"new {i}"}, write=True)
    else:
        change = pickle.loads(Path(given).read_bytes())
        store.replace(change) if what == "replace" else store.apply(change)
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> TableSet:
    return random_tables(tmp_path_factory.mktemp("old"), seed=1, papers=40)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> TableSet:
    return random_tables(tmp_path_factory.mktemp("new"), seed=2, papers=60, generation="2")


@pytest.fixture(scope="module")
def delta(tmp_path_factory: pytest.TempPathFactory, old: TableSet, new: TableSet) -> Delta:
    folder = tmp_path_factory.mktemp("delta")
    with engine(folder) as tables:
        return difference(tables, old, new, folder)


@pytest.fixture
def folder(tmp_path: Path, old: TableSet) -> Path:
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        store.replace(old)
    return tmp_path / "store"


def start(folder: Path, what: str, given: str) -> subprocess.Popen[str]:
    """Another process that does something to the store; it is ready when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), what, given],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "KG_STARTUP_CACHE": "off"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def saved(path: Path, change: TableSet | Delta) -> str:
    import pickle

    path.write_bytes(pickle.dumps(change))
    return str(path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("what", ["query", "apply"])
def test_a_signal_ends_the_process_at_once(
    folder: Path, tmp_path: Path, old: TableSet, new: TableSet, delta: Delta, what: str, number: int
) -> None:
    given = RUNAWAY if what == "query" else saved(tmp_path / "delta", delta)
    process = start(folder, what, given)
    time.sleep(0.3)
    process.send_signal(number)
    output, errors = process.communicate(timeout=30)
    if "done" not in output:
        assert process.returncode == -number
        assert "FATAL" not in errors
        assert "SIGSEGV" not in errors
        assert ("KeyboardInterrupt" in errors) == (number == signal.SIGINT)
    else:
        assert what == "apply", errors
    assert_whole(folder, old, new)


@pytest.mark.parametrize("what", ["replace", "apply"])
def test_killed_at_any_moment(
    folder: Path, tmp_path: Path, old: TableSet, new: TableSet, delta: Delta, what: str
) -> None:
    given = saved(tmp_path / "change", new if what == "replace" else delta)
    rng = random.Random(what)
    for _ in range(4):
        process = start(folder, what, given)
        time.sleep(rng.random())
        process.kill()
        process.communicate()
        assert_whole(folder, old, new)
        with EmbeddedStore(folder, read_only=False) as store:
            store.apply(delta)
            assert_holds(store, new)
            store.replace(old)
        assert len([path for path in folder.glob("db-*") if path.is_dir()]) == 1


def test_killed_while_a_user_writes(folder: Path) -> None:
    process = start(folder, "write", "")
    time.sleep(1)
    process.kill()
    process.communicate()
    with EmbeddedStore(folder) as store:
        text = "MATCH (a:Author) WHERE a.id STARTS WITH 'new ' RETURN a.id"
        written = {id_ for (id_,) in store.query(text)}
    assert written == {f"new {i}" for i in range(len(written))}, "a write in the middle is lost"


def assert_whole(folder: Path, old: TableSet, new: TableSet) -> None:
    """One of the two generations is shown, and nothing of the other."""
    with EmbeddedStore(folder) as store:
        shown = {"1": old, "2": new}[store.state().generation or ""]
        assert_holds(store, shown)
