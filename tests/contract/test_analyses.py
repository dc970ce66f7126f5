"""Every analysis of ours passes the suite that third parties' analyses are held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.analytics.betweenness import Betweenness
from kg.analytics.closeness import Closeness
from kg.analytics.clustering import Clustering
from kg.analytics.communities import Communities
from kg.analytics.components import Components
from kg.analytics.core import Core
from kg.analytics.cuts import Cuts
from kg.analytics.degree import Degree, Strength
from kg.analytics.diversity import Diversity
from kg.analytics.eigenvector import Eigenvector
from kg.analytics.katz import Katz
from kg.analytics.pagerank import PageRank
from kg.analytics.participation import Participation
from kg.analytics.registry import names_of
from kg.analytics.roles import Roles
from kg.analytics.structural_holes import StructuralHoles
from kg.analytics.topics import Topics
from kg.analytics.turnover import Turnover
from kg.testing.analyses import AnalysisContract, MeasureContract
from tests.oracles import katz_by_networkx, leading_by_definition


def component_numbers(graph: nx.Graph[str]) -> dict[str, int]:
    """Components numbered by size, equal ones by their smallest name."""
    found = sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c)))
    return {author: number for number, part in enumerate(found) for author in part}


def tie_shares(graph: nx.Graph[str]) -> dict[str, list[float]]:
    """The shares that the ties of each author have of the author's strength."""
    ties = {a: [data["weight"] for data in graph[a].values()] for a in graph}
    return {a: [w / sum(weights) for w in weights] for a, weights in ties.items()}


class TestDegree(MeasureContract):
    analysis = Degree()
    column = "degree"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return dict(graph.degree())


class TestStrength(MeasureContract):
    analysis = Strength()
    column = "strength"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return dict(graph.degree(weight="weight"))


class TestPageRank(MeasureContract):
    analysis = PageRank()
    column = "pagerank"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return nx.pagerank(graph, tol=1e-15, max_iter=1000)


class TestBetweenness(MeasureContract):
    analysis = Betweenness()
    column = "betweenness"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return nx.betweenness_centrality(graph)


class TestSampledBetweenness(MeasureContract):
    analysis = Betweenness(exact_work=0, error=0.02, seed=5)
    column = "betweenness"
    precision = 0.02

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return nx.betweenness_centrality(graph)


class TestCore(MeasureContract):
    analysis = Core()
    column = "core"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return nx.core_number(graph)


class TestComponents(MeasureContract):
    analysis = Components()
    column = "component"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return component_numbers(graph)


def number(value: float) -> float | None:
    """networkx says NaN where there is no value; the graph says null."""
    return None if value != value else value


class TestEigenvector(MeasureContract):
    analysis = Eigenvector()
    column = "eigenvector"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return leading_by_definition(graph)


class TestKatz(MeasureContract):
    analysis = Katz()
    column = "katz"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return katz_by_networkx(graph, attenuation=0.5)


class TestHarmonic(MeasureContract):
    analysis = Closeness()
    column = "harmonic"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return nx.harmonic_centrality(graph)


class TestClustering(MeasureContract):
    analysis = Clustering()
    column = "clustering"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return nx.clustering(graph)  # type: ignore[return-value]


class TestConstraint(MeasureContract):
    analysis = StructuralHoles()
    column = "constraint"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        found = nx.constraint(graph, nodes=list(graph), weight="weight")
        return {author: number(value) for author, value in found.items()}


class TestBridges(MeasureContract):
    analysis = Cuts()
    column = "bridges"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        ends = [end for bridge in nx.bridges(graph) for end in bridge]
        return {author: ends.count(author) for author in graph}


class TestCoauthorDiversity(MeasureContract):
    analysis = Diversity()
    column = "coauthor_diversity"

    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        return {a: 1 / sum(p * p for p in s) if s else None for a, s in tie_shares(graph).items()}


class TestParticipation(AnalysisContract):
    analysis = Participation()


class TestRoles(AnalysisContract):
    analysis = Roles()


class TestTurnover(AnalysisContract):
    analysis = Turnover()


class TestCommunities(AnalysisContract):
    analysis = Communities()


class TestTopics(AnalysisContract):
    analysis = Topics()


class TestTopicsWithOtherOptions(AnalysisContract):
    analysis = Topics(neighbours=2, split_from=4, smallest=1, seed=3)


def test_every_registered_analysis_is_tested_here() -> None:
    classes = AnalysisContract.__subclasses__() + MeasureContract.__subclasses__()
    tested = {c.analysis.name for c in classes if c.__module__ == __name__}
    assert set(names_of()) <= tested
