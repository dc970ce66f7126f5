"""The report: who leads by each measure, the communities, the topics, and the notes."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pytest

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.in_short import in_short
from kg.analytics.registry import DEFAULT, analyses
from kg.analytics.summary import Section, provenance, summarize
from kg.testing.analyses import inputs_of
from tests.unit.analytics.corpus import corpus, themed


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    """A team of four led by a0, a pair, and one alone."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from([f"a{n}" for n in range(7)])
    team = [("a0", "a1", 2.0), ("a0", "a2", 1.0), ("a0", "a3", 1.0), ("a2", "a3", 0.5)]
    graph.add_weighted_edges_from([*team, ("a4", "a5", 1.0)])
    return inputs_of(graph, tmp_path)


def report(inputs: Inputs, *names: str, top: int = 5) -> dict[str, Section]:
    results = [a.run(inputs) for a in analyses(names)]
    return {section.title.split(":")[0]: section for section in summarize(results, inputs, top=top)}


def test_rankings_name_the_leaders_ties_by_id(inputs: Inputs) -> None:
    section = report(inputs, "degree", top=3)["Authors by degree"]
    assert section.title == "Authors by degree: number of coauthors"
    assert section.columns == ("rank", "author", "degree")
    assert section.rows == ((1, "Author a0", 3), (2, "Author a2", 2), (3, "Author a3", 2))


def test_communities_show_size_and_strongest_members(inputs: Inputs) -> None:
    section = report(inputs, "strength", "communities")["Communities of authors who write together"]
    assert section.rows[-1] == (1, 2, "28.6%", ["Author a4", "Author a5"])
    number, size, _, members = section.rows[0]
    assert (number, size, members[0]) == (0, 4, "Author a0")
    assert section.notes[-1] == "without coauthors and so in no community: 1 author"


def test_components_are_told_in_a_sentence_and_not_ranked(inputs: Inputs) -> None:
    (section,) = report(inputs, "components").values()
    assert section.rows == ()
    assert section.notes == ("3 components; the largest holds 4 of 7 authors (57%)",)


def test_topics_show_label_size_and_finer_topics(tmp_path: Path) -> None:
    section = report(corpus(tmp_path, themed()), "topics")["Topics of papers"]
    assert [row[1] for row in section.rows] == [12, 12, 12]
    assert all(isinstance(row[0], str) and row[0] for row in section.rows)


def test_a_measure_of_a_stranger_is_ranked_too(inputs: Inputs) -> None:
    values = pa.table({"id": ["p0", "p1"], "surprise": [0.1, None]})
    (section,) = summarize([Result("surprise", measures={"Paper": values})], inputs)
    assert section.title == "Papers by surprise"
    assert [row[2] for row in section.rows] == [0.1]


def test_an_empty_graph_gives_a_report_without_rows(tmp_path: Path) -> None:
    sections = report(inputs_of(nx.Graph(), tmp_path), *DEFAULT)
    assert all(section.rows == () for section in sections.values())


def test_provenance_is_enough_to_repeat_and_cite(inputs: Inputs) -> None:
    (result,) = (a.run(inputs) for a in analyses(["communities"], seed=3))
    said = json.loads(json.dumps(provenance(result)))
    assert said["seed"] == 3
    assert said["options"] == {"resolution": 1.0, "iterations": 2}
    assert said["reference"].startswith("doi:")
    assert "graspologic-native" in said["versions"]


def test_in_short_it_says_who_connects_whom_in_which_groups(inputs: Inputs) -> None:
    results = [a.run(inputs) for a in analyses(["pagerank", "betweenness", "communities"])]
    connected, between, close, groups = in_short(results, inputs).notes
    assert (
        connected
        == "7 authors and 5 pairs of coauthors; 14% of the authors wrote with nobody here."
    )
    assert between.endswith("connects the groups: Author a0.")
    assert "Author a0" in close
    assert "2 communities" in groups
    assert "67%" in groups


def test_in_short_of_an_empty_graph_it_says_nothing(tmp_path: Path) -> None:
    nothing = inputs_of(nx.Graph(), tmp_path)
    assert in_short([a.run(nothing) for a in analyses(DEFAULT)], nothing).notes == ()
