"""igraph's side of a comparison: run by an interpreter that has it, apart from ours (it is GPL).

    KG_BENCH_IGRAPH=/path/to/python python -m benchmarks.measures_acl

That interpreter is called as `python peer_igraph.py EDGES.csv NODES`, where each line of the file
is `i,j,weight`, and prints CPU-seconds, and the modularity of the best Leiden partition, as JSON.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

RUNS = 3


def timed(run: Any) -> tuple[float, Any]:
    """CPU-seconds, and what came of it."""
    before = time.process_time()
    found = run()
    return time.process_time() - before, found


def main() -> None:
    """Measure Leiden (modularity, weighted) and harmonic closeness of all."""
    import igraph  # type: ignore[import-not-found]

    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    edges, weights = [(int(i), int(j)) for i, j, _ in rows], [float(w) for *_, w in rows]
    graph = igraph.Graph(n=int(sys.argv[2]), edges=edges)
    runs = []
    for seed in range(RUNS):
        random.seed(seed)
        runs.append(
            timed(lambda: graph.community_leiden("modularity", weights=weights, n_iterations=2))
        )
    quality = [graph.modularity(parts, weights=weights) for _, parts in runs]
    closeness, _ = timed(lambda: graph.harmonic_centrality(normalized=False))
    said = {
        "leiden": min(cost for cost, _ in runs),
        "modularity": max(quality),
        "harmonic": closeness,
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
