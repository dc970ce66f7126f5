"""One paper in a hundred more, in a graph whose papers have keywords: a build of the difference.

python -m benchmarks.update_keywords [WORKS]

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
    works = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        first, more = Path(name) / "first.jsonl.gz", Path(name) / "more.jsonl.gz"
        generated.write("openalex", first, records=works)
        generated.write("openalex", more, records=works // 100, seed=8)
        graph = Path(name) / "graph"
        cold = build(graph, first, "--no-topics")
        say(f"{works:,} works, without topics", str(cold))
        grown = build(graph, more)
        say(f"{works // 100:,} more", str(grown))
        say("", f"{grown.wall / cold.wall:.2f} x the first build")


if __name__ == "__main__":
    main()
