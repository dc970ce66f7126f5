"""More papers in a graph whose papers have keywords, one in a hundred unless told: a build of the
difference.

python -m benchmarks.update_keywords [WORKS [MORE]]

Generated OpenAlex works have topics and keywords by the dozen, each of a few thousand, so that new
papers meet most keywords there are: what changes for all pairs of a keyword changes nearly all.
Prints what the first build takes, what the second does, and their ratio.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import generated
from benchmarks.build_acl import build, say


def main() -> None:
    """Build, add, report."""
    given = [int(number) for number in sys.argv[1:]]
    works = given[0] if given else 20_000
    new = given[1] if len(given) > 1 else works // 100
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        first, more = Path(name) / "first.jsonl.gz", Path(name) / "more.jsonl.gz"
        generated.write("openalex", first, records=works)
        generated.write("openalex", more, records=new, seed=8)
        graph = Path(name) / "graph"
        cold = build(graph, first, "--no-topics")
        say(f"{works:,} works, without topics", str(cold))
        grown = build(graph, more)
        say(f"{new:,} more", str(grown))
        say("", f"{grown.wall / cold.wall:.2f} x the first build")


if __name__ == "__main__":
    main()
