"""What topics lose when neighbours are bounded, as they are among hundreds of thousands of papers.

python -m benchmarks.topics_bounded

The ACL Anthology (KG_BENCH_DATA/acl) has series of workshops, each on a subject of its own, named
in the ids of its papers. Reported are, of the papers of those series, the adjusted mutual
information (AMI) of series and topics at both levels: as they are, under two more seeds, and with
a third, a tenth and a fiftieth of the products that neighbours are found by.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.acl_jsonl import write
from benchmarks.build_acl import say
from benchmarks.measure import cpu_seconds
from benchmarks.topics_quality import tables_of
from kg.analytics.graph import Inputs
from kg.analytics.topics import Topics, neighbours

LEAST, MOST = 40, 400
"""Papers of a series: larger ones are conferences on everything."""

PRODUCTS = 2_800_000_000
"""Those of the words of the Anthology."""


def main() -> None:
    """Find topics in several ways, print one line each."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        write(Path(os.environ["KG_BENCH_DATA"]), Path(name))
        inputs = tables_of(Path(name) / "acl.jsonl", Path(name) / "graph")
        series = series_of(inputs)
        say("papers of series", f"{len(series):,} of {len(set(series.values()))} series")
        for seed in range(3):
            report(f"seed {seed}", inputs, series, Topics(seed=seed))
        for share in (3, 10, 50):
            neighbours.COMPARISONS = PRODUCTS // share
            report(f"1/{share} of the products", inputs, series, Topics())


def series_of(inputs: Inputs) -> dict[str, str]:
    """The series of each paper whose id names one of the size of a workshop."""
    named = {
        row["id"]: found[1]
        for row in inputs.table("Paper", ["id", "acl_id"]).to_pylist()
        if (found := re.match(r"\d{4}\.([a-z0-9]+)-", row["acl_id"] or ""))
    }
    sizes = Counter(named.values())
    return {paper: one for paper, one in named.items() if LEAST <= sizes[one] <= MOST}


def report(what: str, inputs: Inputs, series: dict[str, str], topics: Topics) -> None:
    """AMI of series and topics, broad and finer, and what it cost."""
    found: list[list[dict[str, str]]] = []

    def run() -> None:
        tables = topics.run(inputs).tables
        level = {row["id"]: row["level"] for row in tables["Topic"].to_pylist()}
        about = tables["ABOUT"].select(["start", "end"]).to_pylist()
        found.append(
            [{r["start"]: r["end"] for r in about if level[r["end"]] == n} for n in (0, 1)]
        )

    cost = cpu_seconds(run, 1)
    papers = sorted(series)
    right = [series[paper] for paper in papers]
    broad, finer = (
        adjusted_mutual_info_score(right, np.array([labels.get(p, "") for p in papers]))
        for labels in found[0]
    )
    say(what, f"AMI {broad:.3f} broad, {finer:.3f} finer; {cost:.0f} CPU-s")


if __name__ == "__main__":
    main()
