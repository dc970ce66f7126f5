"""Topics as tables: nodes, relationships and measures of papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.graph import Inputs
from kg.analytics.identity import former_names, free_name, memberships, topic_id
from kg.analytics.results import significant
from kg.analytics.topics.layers import authorships
from kg.analytics.topics.levels import membership
from kg.schema import node, relationship
from kg.workspace.ids import Former

__all__ = [
    "Level",
    "about_table",
    "kind_of",
    "level",
    "remembered",
    "topic_table",
    "works_on_table",
]

LABEL_TERMS = 3
"""Terms in a label."""

REPRESENTATIVES = 5
"""Papers at most that stand for a topic."""

SCORE_DIGITS = 2
"""Decimals of a paper's score."""


@dataclass(frozen=True)
class Level:
    """The topics of one level: a label of each paper (-1: none), and what is said of each.

    `representative` are the papers that stand for their topic, as places among all papers.
    """

    number: int
    labels: NDArray[np.int64]
    scores: NDArray[np.float64]
    representative: NDArray[np.int64]
    ids: list[str]
    titles: list[str]
    terms: list[list[str]]


def level(
    number: int,
    papers: pa.Array,
    texts: Sequence[tuple[str, str]],
    graph: csr_array,
    labels: NDArray[np.int64],
    terms: list[list[str]],
    former: Mapping[str, Former],
) -> Level:
    """Scores of papers, and ids and labels of topics from their heart and their terms."""
    shares = membership(graph, labels)
    scores = np.zeros(len(labels))
    inside = np.flatnonzero(labels >= 0)
    if len(inside):
        scores[inside] = np.asarray(shares[inside, labels[inside]]).ravel()
    hearts, standing = _hearts(labels, significant(scores * np.asarray(graph.sum(axis=1))))
    # Any new paper moves every weight a little: digits beyond these would change for nothing.
    scores = np.asarray(np.minimum(scores, 1.0).round(SCORE_DIGITS), dtype=np.float64)
    named = [
        ", ".join(t[:LABEL_TERMS]) or texts[h][0] or papers[h].as_py()
        for t, h in zip(terms, hearts, strict=True)
    ]
    ids = _names(number, papers, labels, hearts, former)
    return Level(number, labels, scores, standing, ids, named, terms)


def _hearts(
    labels: NDArray[np.int64], weight: NDArray[np.float64]
) -> tuple[list[int], NDArray[np.int64]]:
    """The paper with most weight inside its topic, for each topic, and the first few of all topics.

    Ties go to the smaller id.
    """
    order = np.lexsort((np.arange(len(labels)), -weight, labels))
    order = order[labels[order] >= 0]
    _, first, size = np.unique(labels[order], return_index=True, return_counts=True)
    place = np.arange(len(order)) - np.repeat(first, size)
    return [int(i) for i in order[first]], order[place < REPRESENTATIVES]


def kind_of(number: int) -> str:
    """What the ledger of ids calls the topics of a level."""
    return f"topic-{number}"


def remembered(levels: list[Level], papers: pa.Array) -> dict[str, pa.Table]:
    """Which paper is in which topic, for the ledger of ids, by level."""
    return {
        kind_of(part.number): memberships(papers, pa.array(part.ids, pa.string()), part.labels)
        for part in levels
    }


def _names(
    number: int,
    papers: pa.Array,
    labels: NDArray[np.int64],
    hearts: list[int],
    former: Mapping[str, Former],
) -> list[str]:
    """Ids of the topics of a level: what they were called before, else a name from their heart."""
    before = former.get(kind_of(number))
    kept = former_names(before, papers, labels)
    taken = set(before.used) if before else set()
    names = []
    for topic, heart in enumerate(hearts):
        wanted = topic_id(number, papers[heart].as_py())
        names.append(kept[topic] if topic in kept else free_name(wanted, taken))
        taken.add(names[-1])
    return names


def topic_table(levels: list[Level]) -> pa.Table:
    """The Topic nodes, sorted by id."""
    rows = []
    for part in levels:
        size = np.bincount(part.labels[part.labels >= 0], minlength=len(part.ids))
        for number, id_ in enumerate(part.ids):
            rows.append(
                {
                    "id": id_,
                    "label": part.titles[number],
                    "terms": part.terms[number],
                    "n_papers": int(size[number]),
                    "level": part.number,
                    "parent": _parent(levels, part, number),
                }
            )
    properties = node("Topic").properties
    schema = pa.schema([pa.field("id", pa.string(), False), *(p.arrow for p in properties)])
    return pa.Table.from_pylist(sorted(rows, key=lambda r: str(r["id"])), schema=schema)


def _parent(levels: list[Level], part: Level, number: int) -> str | None:
    if part.number == 0:
        return None
    broad = levels[part.number - 1]
    member = int(np.argmax(part.labels == number))
    return broad.ids[int(broad.labels[member])]


def about_table(papers: pa.Array, levels: list[Level]) -> pa.Table:
    """ABOUT: each paper's topic at each level, sorted by paper and topic."""
    schema = relationship("ABOUT").arrow()
    parts = [schema.empty_table()]
    for part in levels:
        inside = np.flatnonzero(part.labels >= 0)
        topic = pa.array(part.ids, pa.string()).take(pa.array(part.labels[inside]))
        scores = part.scores[inside]
        facts = (scores, scores < 0.5, np.isin(inside, part.representative))
        columns = [papers.take(pa.array(inside)), topic, *map(pa.array, facts)]
        parts.append(pa.Table.from_arrays(columns, schema=schema))
    return _sorted(pa.concat_tables(parts))


def works_on_table(inputs: Inputs, papers: pa.Array, levels: list[Level]) -> pa.Table:
    """WORKS_ON: the topics of each author's papers, with their number and their share."""
    schema = relationship("WORKS_ON").arrow()
    parts = [schema.empty_table()]
    if levels and inputs.has("AUTHORED"):
        paper, author, authors = authorships(inputs, papers)
        total = np.bincount(author, minlength=len(authors))
        for part in levels:
            label = part.labels[paper]
            pair, n = np.unique(
                author[label >= 0] * len(part.ids) + label[label >= 0], return_counts=True
            )
            who, topic = pair // len(part.ids), pair % len(part.ids)
            columns = {
                "start": authors.take(pa.array(who)),
                "end": pa.array(part.ids, pa.string()).take(pa.array(topic)),
                "score": pa.array(significant(n / total[who])),
                "papers": pa.array(n, pa.int64()),
            }
            parts.append(pa.table(columns).select(schema.names).cast(schema))
    return _sorted(pa.concat_tables(parts))


def _sorted(table: pa.Table) -> pa.Table:
    order = pc.sort_indices(table, [("start", "ascending"), ("end", "ascending")])
    return table.take(order).combine_chunks()
