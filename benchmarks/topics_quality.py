"""How well topics fit sections that people made, how far seeds agree, and what topics cost.

    python -m benchmarks.topics_quality [FILE…]

Each file is a list of papers in sections (as DailyArXiv keeps them, the section as a keyword of
scheme `query`, which topics do not see). Without files, those of KG_BENCH_DATA/samples are taken.
Reported are, of papers in one section alone: adjusted mutual information (AMI) at as many topics
as sections, mean of five seeds; AMI of the default topics; mean AMI between the default topics of
ten seeds; and CPU-seconds of one run. Then, of 3,000 papers of the ACL Anthology with abstracts
(KG_BENCH_DATA/acl), what a run costs, the engines being imported.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.acl_jsonl import write
from benchmarks.build_acl import say
from benchmarks.measure import cpu_seconds
from kg.analytics.graph import Inputs
from kg.analytics.topics import Topics
from kg.analytics.topics.levels import broad_level
from kg.graph import open_graph
from kg.pipeline import BuildOptions, build

SEEDS, STABILITY_SEEDS = 5, 10
STABLE, SECONDS = 0.85, 3.0
PAPERS = 3_000
STEPS = 12
"""Resolutions tried in search of the number of topics wanted."""

Labels = NDArray[np.int64]


def main() -> None:
    """Score every file and print one line each, then the means."""
    files = [Path(name) for name in sys.argv[1:]] or sample_files()
    scores = []
    sys.stdout.write(f"{'file':52} papers sections  AMI@k  AMI  stability  CPU-s\n")
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        for number, file in enumerate(files):
            inputs = tables_of(file, Path(folder) / str(number))
            truth = sections(inputs)
            if len(set(truth.values())) < 3 or len(truth) < 150:
                continue
            scores.append(score(inputs, truth))
            n, k, *rest = scores[-1]
            line = f"{file.name[:52]:52} {n:6} {k:8}  {rest[0]:.3f}  {rest[1]:.3f}  {rest[2]:.3f}"
            sys.stdout.write(f"{line}  {rest[3]:.2f}\n")
            sys.stdout.flush()
    at_k, default, stable = np.mean([row[2:5] for row in scores], axis=0)
    sys.stdout.write(f"{'mean':52} {'':15}  {at_k:.3f}  {default:.3f}  {stable:.3f}\n")
    say("stability over seeds", f"{stable:.3f}", stable >= STABLE, f"at least {STABLE}")
    if "KG_BENCH_DATA" in os.environ:
        with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
            inputs = acl_papers(Path(folder))
            spent = cpu_seconds(lambda: Topics().run(inputs))
        say(f"topics of {PAPERS:,} papers", f"{spent:.2f} CPU-s", spent <= SECONDS, f"{SECONDS}")


def acl_papers(folder: Path) -> Inputs:
    """The tables of as many papers of the Anthology, drawn by chance, as cost is measured of."""
    write(Path(os.environ["KG_BENCH_DATA"]), folder)
    lines = (folder / "acl.jsonl").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if json.loads(line).get("abstract")]
    file = folder / "drawn.jsonl"
    drawn = sorted(random.Random(1).sample(lines, PAPERS))
    file.write_text("\n".join(drawn), encoding="utf-8")
    return tables_of(file, folder / "graph")


def sample_files() -> list[Path]:
    """The lists in sections among the samples."""
    data = os.environ.get("KG_BENCH_DATA")
    if not data:
        sys.exit("KG_BENCH_DATA names no folder: name files with sections instead")
    return sorted((Path(data) / "samples" / "dailyarxiv_readme").glob("*.md"))


def tables_of(file: Path, graph: Path) -> Inputs:
    """The tables of one file."""
    build(graph, [str(file)], BuildOptions(analyses=()))
    tables = open_graph(graph).tables
    return Inputs(tables.files)


def sections(inputs: Inputs) -> dict[str, str]:
    """The section of each paper that stands in one alone."""
    keywords = inputs.table("Keyword", ["id", "scheme"]).to_pylist()
    queries = {row["id"] for row in keywords if row["scheme"] == "query"}
    found = defaultdict(set)
    for row in inputs.table("TAGGED", ["start", "end"]).to_pylist():
        if row["end"] in queries:
            found[row["start"]].add(row["end"])
    return {paper: min(own) for paper, own in found.items() if len(own) == 1}


def score(inputs: Inputs, truth: dict[str, str]) -> tuple[int, int, float, float, float, float]:
    """Papers, sections, AMI at their number, AMI of the default, stability, CPU-seconds."""
    cost = cpu_seconds(lambda: Topics().run(inputs), 1)
    graphs = {seed: Topics(seed=seed).hybrid(inputs) for seed in range(STABILITY_SEEDS)}
    papers = graphs[0].papers.to_pylist()
    known = np.array([paper in truth for paper in papers])
    right = [truth[paper] for paper in papers if paper in truth]
    k = len(set(right))
    default = [topics_at(Topics(seed=s), graph.graph) for s, graph in graphs.items()]
    wanted = [searched(Topics(seed=s), graphs[s].graph, k) for s in range(SEEDS)]
    ami = adjusted_mutual_info_score
    return (
        len(papers),
        k,
        float(np.mean([ami(right, labels[known]) for labels in wanted])),
        float(np.mean([ami(right, labels[known]) for labels in default])),
        float(np.mean([ami(a, b) for a, b in combinations(default, 2)])),
        cost,
    )


def topics_at(topics: Topics, graph: csr_array) -> Labels:
    """The broad topics of those options."""
    return broad_level(graph, topics.partition())


def searched(topics: Topics, graph: csr_array, k: int) -> Labels:
    """Broad topics at the resolution that gives k of them, or as near to k as is found."""
    low, high = 0.05, 8.0
    best: tuple[int, Labels] | None = None
    for _ in range(STEPS):
        middle = (low * high) ** 0.5
        labels = topics_at(replace(topics, resolution=middle), graph)
        n = int(labels.max(initial=-1)) + 1
        if best is None or abs(n - k) < best[0]:
            best = (abs(n - k), labels)
        if n == k:
            break
        low, high = (middle, high) if n < k else (low, middle)
    assert best is not None
    return best[1]


if __name__ == "__main__":
    main()
