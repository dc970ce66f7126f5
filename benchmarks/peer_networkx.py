"""The plain way, to be measured against: pandas, networkx and pyvis, as most scripts do it.

    python -m benchmarks.peer_networkx OUTPUT_FOLDER

reads the Anthology's tables from `KG_BENCH_DATA`, makes the coauthor graph pair by pair, computes
PageRank, Louvain communities, betweenness from 256 pivots and core numbers, writes them as CSV,
and draws the 300 most central authors.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
from pyvis.network import Network

PIVOTS = 256
DRAWN = 300
SEED = 1


def coauthor_graph(authorships: pd.DataFrame) -> nx.Graph[str]:
    """One edge for each pair of names on a paper, with Newman's weight."""
    graph: nx.Graph[str] = nx.Graph()
    for _, names in authorships.groupby("paper_id")["name"]:
        people = sorted(set(names))
        graph.add_nodes_from(people)
        for first, second in itertools.combinations(people, 2):
            edge = graph.get_edge_data(first, second) or {"papers": 0, "weight": 0.0}
            graph.add_edge(
                first,
                second,
                papers=edge["papers"] + 1,
                weight=edge["weight"] + 1 / (len(people) - 1),
            )
    return graph


def measures(graph: nx.Graph[str]) -> pd.DataFrame:
    """The measures by author."""
    communities = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    return pd.DataFrame(
        {
            "degree": dict(graph.degree()),
            "pagerank": nx.pagerank(graph, weight="weight"),
            "betweenness": nx.betweenness_centrality(graph, k=PIVOTS, seed=SEED),
            "core": nx.core_number(graph),
            "community": {name: n for n, group in enumerate(communities) for name in group},
        }
    )


def draw(graph: nx.Graph[str], table: pd.DataFrame, target: Path) -> None:
    """A page of the most central authors."""
    central = table.nlargest(DRAWN, "pagerank").index
    page = Network(cdn_resources="in_line")
    for name in central:
        page.add_node(name, label=name, group=int(table.loc[name, "community"]))
    for first, second, edge in graph.subgraph(central).edges(data=True):
        page.add_edge(first, second, value=edge["weight"])
    target.write_text(page.generate_html(), encoding="utf-8")


def main() -> None:
    """From the tables to the page."""
    data = Path(os.environ["KG_BENCH_DATA"]) / "acl"
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    papers = pd.read_parquet(data / "acl_papers.parquet")
    authorships = pd.read_parquet(data / "acl_authorships.parquet")
    authorships = authorships[authorships["paper_id"].isin(papers["paper_id"])]
    graph = coauthor_graph(authorships)
    table = measures(graph)
    table.to_csv(target / "measures.csv")
    draw(graph, table, target / "map.html")


if __name__ == "__main__":
    main()
