"""`make bench`: measures on the ACL Anthology's coauthor graph, beside other engines, in CPU-s.

Conversions count for every engine. networkx is printed as a ratio; igraph is a peer that is
measured by the interpreter that KG_BENCH_IGRAPH names (see `peer_igraph.py`) and never needed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import networkit as nk
import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array, triu
from scipy.sparse.csgraph import connected_components

from benchmarks.build_acl import say
from benchmarks.measure import cpu_seconds
from kg.analytics.betweenness import betweenness
from kg.analytics.closeness import harmonic
from kg.analytics.clustering import clustering
from kg.analytics.components import components
from kg.analytics.core import core_numbers
from kg.analytics.graph import Graph
from kg.analytics.interchange import to_networkx
from kg.analytics.leiden import leiden, modularity
from kg.analytics.networkit import to_networkit
from kg.analytics.pagerank import pagerank
from kg.analytics.projections import project
from kg.analytics.structural_holes import constraint

SHARE = 1.2
TOP = 100


def acl(data: Path) -> csr_array:
    """The coauthor graph of names, with Newman's weights."""
    wrote = pd.read_parquet(data / "acl" / "acl_authorships.parquet", columns=["paper_id", "name"])
    wrote = wrote.drop_duplicates()
    author, _ = pd.factorize(wrote["name"], sort=True)
    paper, _ = pd.factorize(wrote["paper_id"])
    members = csr_array((np.ones(len(author)), (paper, author)))
    return project(members, np.diff(members.indptr).astype(np.int64), 100)


def networkit_core(weights: csr_array) -> Any:
    """Core numbers by networkit alone."""
    graph = to_networkit(weights)
    return nk.centrality.CoreDecomposition(graph).run().scores()


def networkit_clustering(weights: csr_array) -> Any:
    """Local clustering by networkit alone."""
    graph = to_networkit(weights)
    return nk.centrality.LocalClusteringCoefficient(graph, True).run().scores()


def networkit_pagerank(weights: csr_array) -> Any:
    """PageRank by networkit alone, to 1e-9."""
    graph = to_networkit(weights, weighted=True)
    return nk.centrality.PageRank(graph, 0.85, 1e-9).run().scores()


def scipy_constraint(weights: csr_array) -> Any:
    """Burt's constraint by one product of sparse matrices."""
    shares = csr_array(diags_array(1 / np.maximum(weights.sum(axis=1), 1e-300)) @ weights)
    both = shares + (shares @ shares).multiply(weights > 0)
    return both.multiply(both).sum(axis=1)


def scipy_components(weights: csr_array) -> Any:
    """Components by scipy alone."""
    return connected_components(weights, directed=False)


Engine = Callable[[csr_array], Any]


def beside_engines(weights: csr_array) -> None:
    """Each measure beside the fastest engine that we may depend on, and networkx."""
    graph = to_networkx(Graph(np.arange(weights.shape[0]).astype(str), weights))
    lines: list[tuple[str, Engine, Engine, Callable[[nx.Graph[str]], Any]]] = [
        ("PageRank (1e-9)", lambda w: pagerank(w, tolerance=1e-9), networkit_pagerank,
         lambda g: nx.pagerank(g, tol=1e-9 / len(g), max_iter=1000)),
        ("core", core_numbers, networkit_core, nx.core_number),
        ("clustering", clustering, networkit_clustering, nx.clustering),
        ("components", components, scipy_components, lambda g: list(nx.connected_components(g))),
        ("constraint", constraint, scipy_constraint, lambda g: nx.constraint(g, weight="weight")),
    ]  # fmt: skip
    for name, ours, engine, plain in lines:
        own, peer = cpu_seconds(partial(ours, weights)), cpu_seconds(partial(engine, weights))
        ratio = cpu_seconds(partial(plain, graph), 1) / own
        figure = f"{own:.3f} CPU-s, engine {peer:.3f}, networkx {ratio:.0f} x"
        say(name, figure, own <= SHARE * peer, f"{own / peer:.2f} x (at most {SHARE} x)")


def igraph_beside(weights: csr_array) -> dict[str, float] | None:
    """What igraph takes for the same graph, in an interpreter of its own; None without one."""
    python = os.environ.get("KG_BENCH_IGRAPH")
    if python is None:
        return None
    half = triu(weights, k=1).tocoo()
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        edges = Path(folder) / "edges.csv"
        rows = pd.DataFrame({"i": half.row, "j": half.col, "weight": half.data})
        rows.to_csv(edges, header=False, index=False)
        script = str(Path(__file__).with_name("peer_igraph.py"))
        command = [python, script, str(edges), str(weights.shape[0])]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def beside_igraph(weights: csr_array) -> None:
    """Exact harmonic closeness of everybody, and Leiden communities, beside igraph."""
    own = cpu_seconds(lambda: harmonic(weights), 1)
    say("harmonic closeness of all, exact", f"{own:.1f} CPU-s", own <= 20, "at most 20 CPU-s")
    parts = cpu_seconds(lambda: leiden(weights))
    quality = modularity(weights, leiden(weights))
    say("Leiden communities", f"{parts:.3f} CPU-s, modularity {quality:.4f}")
    peer = igraph_beside(weights)
    if peer is None:
        say("igraph", "KG_BENCH_IGRAPH names no interpreter that has it: not compared")
        return
    ratio = peer["harmonic"] / own
    figure = f"{peer['harmonic']:.1f} CPU-s"
    say("igraph: harmonic closeness", figure, ratio >= 5, f"{ratio:.1f} x (at least 5 x)")
    ratio, apart = parts / peer["leiden"], peer["modularity"] - quality
    figure = f"{peer['leiden']:.3f} CPU-s, modularity {peer['modularity']:.4f}"
    say("igraph: Leiden", figure, ratio <= 2.5, f"{ratio:.2f} x (at most 2.5 x)")
    say("", f"{apart:+.4f} of modularity", apart <= 0.002, "at most .002 more")


def collaboration(seed: int, authors: int = 5000, papers: int = 5200) -> csr_array:
    """A graph like GrQc: teams of few, most of people who have published before."""
    rng = np.random.default_rng(seed)
    known: list[int] = []
    newest, rows = 0, []
    for paper in range(papers):
        team: set[int] = set()
        for _ in range(min(1 + int(rng.pareto(1.6) + 1), 20)):
            if newest < authors and (not known or rng.random() > 0.7):
                team.add(newest)
                newest += 1
            else:
                team.add(known[rng.integers(len(known))])
        known += sorted(team)
        rows += [(paper, author) for author in sorted(team)]
    paper_of, author_of = np.array(rows).T
    members = csr_array((np.ones(len(rows)), (paper_of, author_of)), shape=(papers, authors))
    return project(members, np.diff(members.indptr).astype(np.int64), 100)


def sampled() -> None:
    """Sampled betweenness: what it costs, and how many of the true first hundred it holds."""
    for seed in range(3):
        weights = collaboration(seed)
        exact = betweenness(weights, exact_work=1e12).values
        true = set(np.argsort(-exact, kind="stable")[:TOP].tolist())
        whole = cpu_seconds(partial(betweenness, weights, exact_work=1e12), 1)
        part = cpu_seconds(partial(betweenness, weights, exact_work=0))
        found = betweenness(weights, exact_work=0).values
        held = len(true & set(np.argsort(-found, kind="stable")[:TOP].tolist()))
        name = f"sampled betweenness, {weights.nnz // 2:,} ties"
        say(name, f"{held} of the first {TOP}", held >= 95, "at least 95")
        figure = f"{part:.2f} CPU-s, exact {whole:.2f}"
        say("", figure, part * 20 <= whole, f"1/{whole / part:.0f} (at most 1/20)")


def main() -> None:
    """Measure and report everything."""
    data = os.environ.get("KG_BENCH_DATA")
    if not data:
        sys.exit("make bench needs acl/acl_authorships.parquet in the folder KG_BENCH_DATA names")
    nk.setNumberOfThreads(1)  # Ours runs on one; a second would only wait, and waiting is CPU time.
    weights = acl(Path(data))
    say("coauthor graph", f"{weights.shape[0]:,} authors, {weights.nnz // 2:,} ties")
    beside_engines(weights)
    beside_igraph(weights)
    sampled()


if __name__ == "__main__":
    main()
