"""The cache of the engine's start is made once, used, and never needed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store.embedded import EmbeddedStore
from kg.testing.tables import random_tables

ASK = (
    "import sys; from pathlib import Path; from kg.store.embedded import EmbeddedStore\n"
    "with EmbeddedStore(Path(sys.argv[1])) as store:\n"
    "    print(list(store.query('MATCH (a:Author) RETURN count(a)')))"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "store"
    with EmbeddedStore(folder, read_only=False) as store:
        store.replace(random_tables(folder.parent / "tables", papers=9))
    return folder


def run(cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "KG_STARTUP_CACHE": "on"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is set through XDG here")
def test_made_once_then_used(folder: Path, tmp_path: Path) -> None:
    made = run(tmp_path, "-m", "kg.store.embedded", str(folder))
    assert made.returncode == 0, made.stderr
    (cache,) = (tmp_path / "scholarly-kg").iterdir()
    assert cache.suffix == ".aot"
    before = cache.stat().st_mtime_ns
    asked = run(tmp_path, "-c", ASK, str(folder))
    assert (asked.stdout, asked.stderr) == ("[(6,)]\n", "")
    assert list((tmp_path / "scholarly-kg").iterdir()) == [cache]
    assert cache.stat().st_mtime_ns == before


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is set through XDG here")
def test_the_first_load_has_it_made_for_the_questions_that_follow(tmp_path: Path) -> None:
    fill = (
        "import sys; from pathlib import Path; from kg.store.embedded import EmbeddedStore\n"
        "with EmbeddedStore(Path(sys.argv[1]), read_only=False, bulk=True) as store:\n"
        "    store.create_schema()"
    )
    made = run(tmp_path, "-c", fill, str(tmp_path / "store"))
    assert (made.returncode, made.stderr) == (0, "")
    end = time.monotonic() + 120
    while not list((tmp_path / "scholarly-kg").glob("*.aot")):
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is set through XDG here")
def test_a_graph_thrown_away_meanwhile_is_no_reason_to_wait_a_day(
    folder: Path, tmp_path: Path
) -> None:
    program = "from kg.store.embedded import startup; print(startup.cache_file())"
    cache = Path(run(tmp_path, "-c", program).stdout.strip())
    cache.parent.mkdir()
    cache.with_suffix(".making").touch()  # as whoever has it made leaves it
    run(tmp_path, "-m", "kg.store.embedded", str(tmp_path / "gone"))
    assert list(cache.parent.iterdir()) == []
    made = run(tmp_path, "-m", "kg.store.embedded", str(folder))
    assert made.returncode == 0, made.stderr
    assert list(cache.parent.iterdir()) == [cache]


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is set through XDG here")
def test_of_many_environments_those_used_last_keep_theirs(folder: Path, tmp_path: Path) -> None:
    caches = tmp_path / "scholarly-kg"
    caches.mkdir()
    now, day = time.time(), 24 * 3600
    used = [0, 40, 1, 30, 2, 20]  # days ago
    for number, days in enumerate(used):
        other = caches / f"engine-{number:012x}.aot"
        other.touch()
        os.utime(other, (now - days * day, now - 50 * day))
    killed, at_work = caches / "engine-a.77.tmp.config", caches / "engine-a.78.tmp.config"
    for path, days in ((killed, 2), (at_work, 0)):
        path.touch()
        os.utime(path, (now - days * day, now - days * day))
    made = run(tmp_path, "-m", "kg.store.embedded", str(folder))
    assert made.returncode == 0, made.stderr
    others = {f"engine-{used.index(days):012x}.aot" for days in (0, 1, 2)}
    (own,) = {path.name for path in caches.iterdir()} - others - {at_work.name}
    assert own.endswith(".aot")


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is set through XDG here")
@pytest.mark.parametrize("state", ["damaged", "unwritable"])
def test_never_needed(folder: Path, tmp_path: Path, state: str) -> None:
    found = run(
        tmp_path, "-c", "from kg.store.embedded import startup; print(startup.cache_file())"
    )
    cache = Path(found.stdout.strip())
    if state == "damaged":
        cache.parent.mkdir()
        cache.write_bytes(b"not a cache")
    else:
        cache.parent.write_text("a file where the folder should be")
    asked = run(tmp_path, "-c", ASK, str(folder))
    assert (asked.stdout, asked.stderr) == ("[(6,)]\n", "")


def test_importing_the_store_starts_nothing() -> None:
    program = (
        "import sys, kg.store.embedded\n"
        "print([m for m in ('jpype', 'duckdb', 'pyarrow', 'platformdirs') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


COMPILER = """
import sys
from pathlib import Path
from kg.store.embedded import EmbeddedStore, jvm, store as module

module._LARGE = int(sys.argv[2])
with EmbeddedStore(Path(sys.argv[1])) as store:
    list(store.query("MATCH (a:Author) RETURN count(a)"))
beans = jvm.java("java.lang.management.ManagementFactory")
options = beans.getPlatformMXBean(jvm.java("com.sun.management.HotSpotDiagnosticMXBean"))
print(options.getVMOption("TieredStopAtLevel").getValue())
"""


def test_a_large_graph_is_asked_with_the_thorough_compiler(folder: Path, tmp_path: Path) -> None:
    size = sum(path.stat().st_size for path in folder.glob("db-*/*"))
    assert run(tmp_path, "-c", COMPILER, str(folder), str(size)).stdout.strip() == "1"
    assert run(tmp_path, "-c", COMPILER, str(folder), str(size - 1)).stdout.strip() == "4"


DEEP = """
import json, sys
from kg.store.embedded import jvm

jvm.start("query")
sys.setrecursionlimit(20_000)  # so deep, in C, Python 3.13 goes by itself
try:
    json.loads("[" * 9_000 + "]" * 9_000)
except RecursionError:
    pass
print("alive")
"""


def test_java_leaves_python_its_stack(tmp_path: Path) -> None:
    """By itself it puts its guard a megabyte down, and text nested deeply ends the process."""
    assert run(tmp_path, "-c", DEEP).stdout.strip() == "alive"
