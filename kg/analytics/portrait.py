"""What communities are like: size, quality, stability, and what their members write about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from kg.analytics.graph import Graph, Inputs, positions
from kg.analytics.leiden import Objective, leiden, modularity
from kg.analytics.partitions import agreement, conductance, coverage, own_stability
from kg.analytics.topics.counts import Words, count_words
from kg.analytics.topics.labels import typical_terms
from kg.errors import AnalysisError
from kg.progress import Progress, silent

__all__ = ["CommunityPortrait", "Portrait", "known_communities", "portray", "subjects"]

Labels = NDArray[np.int64]

LEADING = 3
"""Members named for each community, and terms in its label."""


@dataclass(frozen=True, slots=True)
class CommunityPortrait:
    """One community: number, label, members, share of tie weight that leaves it (0-1), how well
    other seeds find it again (0-1), and its members with most joint work."""

    number: int
    label: str
    authors: int
    conductance: float
    stability: float
    leading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """All communities, the largest first; modularity and coverage (0-1) of the partition, and the
    mean AMI between it and those of other seeds."""

    communities: tuple[CommunityPortrait, ...]
    modularity: float
    coverage: float
    agreement: float
    seeds: int


def known_communities(inputs: Inputs) -> Labels:
    """The community of each author as the graph has it, in the order of sorted ids; -1 for none.

    Raises `AnalysisError` when communities have not been computed.
    """
    columns = inputs.table("Author").column_names
    if "community" not in columns:
        raise AnalysisError("communities have not been computed", hint="run: kg analyze")
    table = inputs.table("Author", ["id", "community"]).sort_by("id")
    return np.asarray(table["community"].fill_null(-1).to_numpy(), dtype=np.int64)


def portray(
    inputs: Inputs,
    labels: Labels | None = None,
    *,
    inside: int | None = None,
    resolution: float = 1.0,
    objective: Objective = "modularity",
    seeds: int = 10,
    progress: Progress = silent,
) -> Portrait:
    """Describe the communities of the coauthor graph.

    `labels` are numbers by author (see `known_communities`); None finds them anew. With `inside`,
    that community of `labels` is parted again and its parts are described. Stability compares with
    the partitions of `seeds` other seeds under the same options. Raises `AnalysisError` when
    `inside` names no community. Costs one run of Leiden a seed.
    """
    graph = inputs.coauthors
    if inside is not None:
        graph = _part(graph, known_communities(inputs) if labels is None else labels, inside)
        labels = None

    def found(seed: int) -> Labels:
        return leiden(graph.weights, resolution=resolution, seed=seed, objective=objective)

    numbers = found(0) if labels is None else labels
    names, compact = _compact(numbers)
    others = []
    for seed in range(1, seeds + 1):
        progress("communities under other seeds", seed - 1, seeds)
        others.append(found(seed))
    label_of = subjects(inputs, graph.ids, compact)
    return Portrait(
        _communities(inputs, graph, names, compact, others, label_of),
        modularity(graph.weights, compact, resolution=resolution),
        coverage(graph.weights, compact),
        float(np.mean([agreement(compact, other) for other in others])) if others else 1.0,
        seeds,
    )


def _part(graph: Graph, labels: Labels, number: int) -> Graph:
    members = np.flatnonzero(labels == number)
    if not len(members):
        raise AnalysisError(
            f"there is no community {number}", hint="kg communities lists those there are"
        )
    return Graph(graph.ids[members], csr_array(graph.weights[members][:, members]))


def _compact(labels: Labels) -> tuple[Labels, Labels]:
    """The numbers that occur, and labels 0, 1, 2 … in their order."""
    names = np.unique(labels[labels >= 0])
    return names, np.where(labels >= 0, np.searchsorted(names, labels), -1)


def _communities(
    inputs: Inputs,
    graph: Graph,
    names: Labels,
    labels: Labels,
    others: Sequence[Labels],
    label_of: Sequence[str],
) -> tuple[CommunityPortrait, ...]:
    size = np.bincount(labels[labels >= 0], minlength=len(names))
    leaves = conductance(graph.weights, labels)
    stable = own_stability(labels, others)
    leading = _leading(inputs, graph, labels)
    return tuple(
        CommunityPortrait(
            int(names[n]),
            label_of[n],
            int(size[n]),
            round(float(leaves[n]), 6),
            round(float(stable[n]), 6),
            leading[n],
        )
        for n in np.lexsort((names, -size)).tolist()
    )


def _leading(inputs: Inputs, graph: Graph, labels: Labels) -> list[tuple[str, ...]]:
    """Names of the members of each community with most weight to coauthors; ties by id."""
    table = inputs.table("Author", ["id", "name"]).sort_by("id")
    where = pc.index_in(pa.array(graph.ids, pa.string()), value_set=_text(table["id"]))
    names = table["name"].take(where).to_pylist()
    strength = np.asarray(graph.weights.sum(axis=1))
    order = np.lexsort((np.arange(len(labels)), -strength, labels))
    order = order[labels[order] >= 0]
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    parts = np.split(order, starts[1:]) if len(order) else []
    return [tuple(names[i] or str(graph.ids[i]) for i in part[:LEADING]) for part in parts]


def subjects(inputs: Inputs, authors: NDArray[np.str_], labels: Labels) -> list[str]:
    """A label for each community: the keywords that set its members' papers apart (class-based
    TF-IDF), else their topics, else words of their titles; empty when there is none of them."""
    found = [""] * (int(labels.max(initial=-1)) + 1)
    for read in (_keywords, _topics, _titles):
        if not all(found) and (words := read(inputs)) is not None:
            named = _typical(inputs, authors, labels, words)
            found = [old or new for old, new in zip(found, named, strict=True)]
    return found


def _typical(
    inputs: Inputs, authors: NDArray[np.str_], labels: Labels, words: tuple[pa.Array, Words]
) -> list[str]:
    """The best words of each community, empty for those whose papers have none."""
    n = int(labels.max(initial=-1)) + 1
    papers, found = words
    at, member = _authorships(inputs, papers, authors)
    inside = labels[member] >= 0
    # A paper counts once for each community that its authors are of.
    pairs = np.unique(np.column_stack([labels[member[inside]], at[inside]]), axis=0)
    rows = csr_array(found.counts[pairs[:, 1]])
    if rows.nnz == 0:
        return [""] * n
    terms = typical_terms(Words(rows, found.terms), pairs[:, 0], LEADING)
    return [", ".join(t) for t in terms] + [""] * (n - len(terms))


def _authorships(
    inputs: Inputs, papers: pa.Array, authors: NDArray[np.str_]
) -> tuple[Labels, Labels]:
    """Index of paper and of author for authorships of both."""
    table = inputs.table("AUTHORED", ["start", "end"])
    paper = pc.index_in(_text(table["end"]), value_set=papers)
    author = pc.index_in(_text(table["start"]), value_set=pa.array(authors, pa.string()))
    both = pc.and_(paper.is_valid(), author.is_valid())
    return (paper.filter(both).to_numpy().astype(np.int64), author.filter(both).to_numpy())


def _keywords(inputs: Inputs) -> tuple[pa.Array, Words] | None:
    """Keywords of papers, but for the words that the user searched by."""
    if not inputs.has("TAGGED"):
        return None
    table = inputs.table("Keyword", ["id", "label", "scheme"])
    table = table.filter(pc.fill_null(pc.not_equal(table["scheme"], "query"), True)).sort_by("id")
    return _tagged(inputs, "TAGGED", table)


def _topics(inputs: Inputs) -> tuple[pa.Array, Words] | None:
    """First terms of the topics that papers are about, the finest level there is."""
    if not (inputs.has("ABOUT") and inputs.has("Topic")):
        return None
    return _tagged(inputs, "ABOUT", inputs.table("Topic", ["id", "label"]).sort_by("id"))


def _tagged(inputs: Inputs, name: str, things: pa.Table) -> tuple[pa.Array, Words] | None:
    papers = inputs.ids("Paper")
    ids = _text(things["id"])
    table = inputs.table(name, ["start", "end"])
    table = table.filter(pc.is_in(table["end"], ids))
    if table.num_rows == 0:
        return None
    ends = (positions(_text(table["start"]), papers), positions(_text(table["end"]), ids))
    shape = (len(papers), len(ids))
    counts = csr_array(coo_array((np.ones(table.num_rows), ends), shape=shape))
    labels = things["label"].fill_null("").to_pylist()
    return papers, Words(counts, [label.split(", ")[0] for label in labels])


def _titles(inputs: Inputs) -> tuple[pa.Array, Words] | None:
    table = inputs.table("Paper", ["id", "title"]).sort_by("id")
    words = count_words([(title, "") for title in table["title"].fill_null("").to_pylist()])
    return None if words is None else (_text(table["id"]), words)


def _text(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks().cast(pa.string())
