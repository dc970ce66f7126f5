"""`kg build` of a million generated OpenAlex works as a user runs it: measures, topics and store.

python -m benchmarks.million_build [WORKS]

Prints time and peak memory of the whole process tree, what the graph holds, its size on disk, and
what questions in fresh processes take. An hour, 12 GB of memory and 15 of disk for a million.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import generated
from benchmarks.build_acl import KG, build, say
from benchmarks.measure import bytes_in, measure

QUESTIONS = ("central-authors", "communities")


def held(graph: Path) -> str:
    """Nodes and relationships, as `kg info` counts them."""
    told = subprocess.run([*KG, "info", "-g", graph, "--json"], check=True, capture_output=True)
    info = json.loads(told.stdout)
    nodes, ties = (sum(info[kind].values()) for kind in ("nodes", "relationships"))
    return f"{nodes:,} nodes, {ties:,} relationships"


def main() -> None:
    """Write the works, build from them, ask."""
    works = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        source, graph = Path(name) / "works.jsonl.gz", Path(name) / "graph"
        generated.write("openalex", source, records=works)
        say(f"{works:,} works, with everything", str(build(graph, source)))
        size = bytes_in(graph)
        say("", f"{held(graph)}, {size / 1e9:.1f} GB on disk")
        for question in QUESTIONS:
            asked = measure([*KG, "query", question, "-g", str(graph), "--limit", "10", "--json"])
            say(f"kg query {question}", str(asked))


if __name__ == "__main__":
    main()
