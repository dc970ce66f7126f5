"""The questions of the library that go over a whole graph, and what the thorough compiler gains.

python -m benchmarks.questions GRAPH

Asks every named query that needs no parameter of an existing graph, each in a process of its own,
beside the time limit of a question; then the pairs of authors with most papers in common, with
Java's thorough compiler, which large graphs are asked with, beside the fast one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.build_acl import KG, bare, say
from benchmarks.measure import CommandFailed, measure
from kg.store.base import DEFAULT_TIMEOUT
from kg.store.embedded import jvm
from kg.store.library import load_query, query_names


def library(graph: str) -> None:
    """Every query that can be asked without naming anything."""
    for name in query_names():
        if any(p.required for p in load_query(name).parameters):
            continue
        floor = f"at most {DEFAULT_TIMEOUT:g} s"
        try:
            cost = measure([*KG, "query", name, "-g", graph, "--json"])
        except CommandFailed:
            say(f"kg query {name}", "not answered", False, floor)
        else:
            say(f"kg query {name}", f"{cost.wall:.1f} s", True, floor)


def strongest_pairs(graph: str, purpose: jvm.Purpose) -> float:
    """Seconds of one question asked of the bare engine, started for a purpose."""
    statement = load_query("strongest-pairs").text
    return measure(bare(Path(graph), statement, {"min_papers": 2, "limit": 25}, purpose)).wall


def main() -> None:
    """Ask and report."""
    if len(sys.argv) != 2:
        sys.exit("python -m benchmarks.questions GRAPH")
    graph = sys.argv[1]
    library(graph)
    fast, thorough = strongest_pairs(graph, "query"), strongest_pairs(graph, "survey")
    figure = f"{thorough:.1f} s, fast compiler {fast:.1f} s"
    say("strongest pairs, thorough compiler", figure, None, f"{thorough / fast:.2f} x")


if __name__ == "__main__":
    main()
