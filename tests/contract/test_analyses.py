"""Every analysis of ours passes the suite that third parties' analyses are held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.analytics.betweenness import Betweenness
from kg.analytics.communities import Communities
from kg.analytics.components import Components
from kg.analytics.core import Core
from kg.analytics.degree import Degree, Strength
from kg.analytics.pagerank import PageRank
from kg.analytics.registry import names_of
from kg.analytics.topics import Topics
from kg.testing.analyses import AnalysisContract, MeasureContract


def component_numbers(graph: nx.Graph[str]) -> dict[str, int]:
    """Components numbered by size, equal ones by their smallest name."""
    found = sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c)))
    return {author: number for number, part in enumerate(found) for author in part}


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
