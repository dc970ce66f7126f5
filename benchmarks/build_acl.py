"""`make bench`: what building, updating and asking the ACL Anthology costs, beside plain scripts.

Each line is a figure, the floor it is held against, and whether it was met. The data are read
from the folder that `KG_BENCH_DATA` names (`acl/acl_papers.parquet`, `acl_authorships.parquet`).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import acl_jsonl
from benchmarks.measure import Cost, measure
from kg.store.embedded import jvm, startup
from kg.store.library import load_query

KG = (sys.executable, "-m", "kg")
AUTHOR = "Christopher D. Manning"
MEMORY = 2e9
REPEATS = 15

BARE_CLICK = "import click; click.Group('bare', help='Nothing.').main(['--help'])"


def say(name: str, figure: str, held: bool | None = None, floor: str = "") -> None:
    """One line of the report."""
    verdict = {True: "met", False: "MISSED", None: ""}[held]
    sys.stdout.write(f"{name:44} {figure:>40}   {floor:28} {verdict}\n")
    sys.stdout.flush()


def build(graph: Path, *words: str | Path) -> Cost:
    """The cost of one `kg build`."""
    return measure([*KG, "build", *map(str, words), "-g", str(graph), "--quiet"])


def against(name: str, cost: Cost, floor: Cost, share: float) -> None:
    """Report a build beside another run that it may take a share of."""
    ratio = cost.wall / floor.wall
    say(name, str(cost), ratio <= share, f"{ratio:.2f} x (at most {share} x)")
    say("", "", cost.peak <= MEMORY, "memory (at most 2 GB)")


def middles(*commands: Sequence[str]) -> list[float]:
    """Median seconds of several runs of each, taken in turn, after one that warms the disk."""
    taken: list[list[float]] = [[] for _ in commands]
    for _ in range(REPEATS + 1):
        for command, times in zip(commands, taken, strict=True):
            started = time.perf_counter()
            quiet = subprocess.DEVNULL
            subprocess.run(command, check=True, stdin=quiet, stdout=quiet, stderr=quiet)
            times.append(time.perf_counter() - started)
    return [statistics.median(times[1:]) for times in taken]


def beside(name: str, ours: Sequence[str], bare: Sequence[str], share: float) -> None:
    """Report the time of a command beside that of a bare one."""
    took, floor = middles(ours, bare)
    ratio = took / floor
    figure = f"{took * 1e3:.0f} ms, bare {floor * 1e3:.0f} ms"
    say(name, figure, ratio <= share, f"{ratio:.2f} x (at most {share} x)")


def bare_query(graph: Path) -> list[str]:
    """A bare script that asks what `kg query coauthors` asks, with the same flags."""
    found = subprocess.run(
        [*KG, "query", "author", "--author", AUTHOR, "-g", str(graph), "--json"],
        check=True,
        capture_output=True,
    )
    query = load_query("coauthors")
    values = {p.name: p.default for p in query.parameters if not p.required}
    values["author"] = json.loads(found.stdout)[0]["author_id"]
    return bare(graph, query.statement(values), values)


def bare(
    graph: Path, statement: str, values: Mapping[str, Any], purpose: jvm.Purpose = "query"
) -> list[str]:
    """A bare script that asks a statement of the engine, started for a purpose."""
    ask = {
        "library": str(jvm.wheel() / "jre" / "lib" / "server" / "libjvm.so"),
        "jars": sorted(map(str, (jvm.wheel() / "jars").glob("*.jar"))),
        "flags": jvm.flags(purpose, startup.cache_file()),
        "database": str(next((graph / "store").glob("db-*/"))),
        "statement": statement,
        "parameters": dict(values),
    }
    return [sys.executable, "-m", "benchmarks.bare_query", json.dumps(ask)]


def _wait_for_cache(seconds: float = 60) -> None:
    """The first build has the start-up cache made in the background: let it finish."""
    cache = startup.cache_file()
    until = time.monotonic() + seconds
    while cache is not None and not cache.exists() and time.monotonic() < until:
        time.sleep(0.2)


def builds(folder: Path) -> Path:
    """Measure the builds; returns the graph with everything in it."""
    papers, most, rest = (folder / f"{name}.jsonl" for name in ("acl", "acl_most", "acl_rest"))
    peer = measure([sys.executable, "-m", "benchmarks.peer_networkx", str(folder / "peer")])
    say("pandas, networkx, pyvis", str(peer))
    plain = build(folder / "plain", papers, "--no-topics")
    _wait_for_cache()
    against("kg build, cold, without topics", plain, peer, 0.5)
    whole = build(folder / "whole", papers)
    against("kg build, cold, with everything", whole, peer, 1.0)
    again = build(folder / "whole", papers)
    say("kg build, the same again", str(again), again.wall <= 3, "at most 3 s")
    build(folder / "grown", most, "--no-topics")
    more = build(folder / "grown", rest, "--no-topics")
    against("kg build, 1,000 more papers, without topics", more, plain, 0.25)
    return folder / "whole"


def main() -> None:
    """Measure and report everything."""
    data = os.environ.get("KG_BENCH_DATA")
    if not data:
        sys.exit(
            "make bench needs the ACL Anthology's tables: set KG_BENCH_DATA to the folder that\n"
            "holds acl/acl_papers.parquet and acl/acl_authorships.parquet."
        )
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        folder = Path(name)
        acl_jsonl.write(Path(data), folder)
        graph = builds(folder)
        beside("kg --help", [*KG, "--help"], [sys.executable, "-c", BARE_CLICK], 2)
        asked = [*KG, "query", "coauthors", "--author", AUTHOR, "-g", str(graph)]
        beside("kg query coauthors", asked, bare_query(graph), 1.3)


if __name__ == "__main__":
    main()
