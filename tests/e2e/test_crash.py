"""Killed at any moment, a build leaves the old graph or the new one, whole, and can be finished.

The kills are `kill -9` of a real `kg build`, at moments spread at random over the time that such
a build takes. What is left is looked at through the tables and through the store.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.analytics.registry import DEFAULT
from kg.errors import GraphNotFound
from kg.graph import open_graph
from kg.info import describe
from kg.pipeline import BuildOptions, build
from tests.command import arguments

OLD, NEW = 300, 100
MOMENTS = 10
STATEMENTS = {
    "Paper": "MATCH (n:Paper) RETURN count(n)",
    "Author": "MATCH (n:Author) RETURN count(n)",
    "AUTHORED": "MATCH ()-[r:AUTHORED]->() RETURN count(r)",
    "COAUTHOR": "MATCH ()-[r:COAUTHOR]->() RETURN count(r)",
}
AS_BEGUN = BuildOptions(analyses=tuple(name for name in DEFAULT if name != "topics"))
MEASURED = "MATCH (a:Author) WHERE a.degree IS NOT NULL RETURN count(a)"


def corpus(path: Path, start: int, n: int) -> Path:
    lines = []
    for i in range(start, start + n):
        authors = [f"Author {(i * k) % 97} Number{(i * k) % 89}" for k in (1, 2, 3)]
        lines.append(json.dumps({"title": f"Paper number {i}", "authors": authors, "year": 2020}))
    path.write_text("\n".join(lines))
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("corpus")
    return corpus(folder / "old.jsonl", 0, OLD), corpus(folder / "new.jsonl", OLD, NEW)


def command(graph: Path, file: Path) -> list[str]:
    return arguments("build", "-q", "--no-topics", "-g", graph, file)


def timed(graph: Path, file: Path) -> float:
    """Seconds that a whole build takes."""
    began = time.monotonic()
    subprocess.run(command(graph, file), check=True)
    return time.monotonic() - began


def stopped(graph: Path, file: Path, after: float, number: signal.Signals) -> int:
    """Start a build, send it a signal after so many seconds; gives its exit code."""
    process = subprocess.Popen(command(graph, file), stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(number)
    return process.wait(timeout=60)


def seen(graph: Path) -> dict[str, int] | None:
    """What tables and store show, which must be the same; None when nothing was built yet."""
    try:
        info = describe(graph)
    except GraphNotFound:
        return None
    counts = {**info.nodes, **info.relationships}
    with open_graph(graph).store() as store:
        for name, statement in STATEMENTS.items():
            assert next(store.query(statement)) == (counts[name],), name
        assert next(store.query(MEASURED)) == (counts["Author"],)
    return {name: counts[name] for name in STATEMENTS}


def moments(duration: float) -> list[float]:
    """Random moments of a build, one in each tenth of it."""
    chance = random.Random(2001)
    return [duration * (i + chance.random()) / MOMENTS for i in range(MOMENTS)]


def after_each_kill(
    duration: float,
    file: Path,
    graph_at: Callable[[int], Path],
    states: tuple[dict[str, int] | None, dict[str, int] | None],
) -> None:
    for number, moment in enumerate(moments(duration)):
        graph = graph_at(number)
        stopped(graph, file, moment, signal.SIGKILL)
        assert seen(graph) in states, f"after {moment:.2f} of {duration:.2f} seconds"
        build(graph, [str(file)], AS_BEGUN)
        assert seen(graph) == states[1]
        assert not (graph / "scratch").exists()
        assert not [p for p in graph.rglob("*.tmp") if "store" not in p.parts]


def test_a_first_build_is_there_or_it_is_not(files: tuple[Path, Path], tmp_path: Path) -> None:
    old, _ = files
    duration = timed(tmp_path / "whole", old)
    whole = seen(tmp_path / "whole")
    assert whole is not None
    assert whole["Paper"] == OLD
    after_each_kill(duration, old, lambda number: tmp_path / f"graph-{number}", (None, whole))


def test_a_second_build_shows_the_old_graph_or_the_new_one(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = files
    base, after = tmp_path / "base", tmp_path / "after"
    timed(base, old)
    shutil.copytree(base, after)
    duration = timed(after, new)
    states = seen(base), seen(after)
    assert states[1] is not None
    assert states[1]["Paper"] == OLD + NEW

    def copied(number: int) -> Path:
        return Path(shutil.copytree(base, tmp_path / f"graph-{number}"))

    after_each_kill(duration, new, copied, states)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_ctrl_c_and_sigterm_end_a_build_with_nothing_half_written(
    files: tuple[Path, Path], tmp_path: Path, number: signal.Signals, share: float
) -> None:
    old, _ = files
    graph = tmp_path / "graph"
    code = stopped(graph, old, share * 5, number)
    # A signal that comes before Python has started ends it by itself.
    assert code in (0, 128 + number, -number)
    left = seen(graph) if graph.exists() else None
    assert left is None or left["Paper"] == OLD
    assert not list(graph.rglob("*.tmp"))
