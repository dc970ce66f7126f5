"""The report in a few sentences: how connected, who connects whom, which groups, how sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.summary import Section, largest, names_of_nodes
from kg.text import counted

__all__ = ["in_short"]

_LEADERS = (
    ("betweenness", "Most often between others, and so who connects the groups"),
    ("pagerank", "Closest to those who are close to many"),
)
_NAMED = 3


def in_short(results: Sequence[Result], inputs: Inputs) -> Section:
    """What a reader should know first; each sentence only where its measure was computed."""
    measures = {
        column: table
        for result in results
        for label, table in result.measures.items()
        if label == "Author"
        for column in table.column_names[1:]
    }
    sentences = [*_connected(inputs), *_leaders(measures, inputs), *_groups(measures)]
    topics = next((r.tables["Topic"] for r in results if "Topic" in r.tables), None)
    if topics is not None and topics.num_rows:
        broad = topics.filter(pc.equal(topics.column("level"), 0)).num_rows
        sentences.append(f"The papers fall into {counted(broad, 'broad topic', 'broad topics')}.")
    sentences += _caution(inputs)
    return Section("In short", notes=tuple(sentences))


def _connected(inputs: Inputs) -> Iterator[str]:
    graph = inputs.coauthors
    if not len(graph):
        return
    alone = int(np.count_nonzero(np.diff(graph.weights.indptr) == 0))
    yield (
        f"{counted(len(graph), 'author', 'authors')} and "
        f"{counted(graph.n_edges, 'pair', 'pairs')} of coauthors; "
        f"{alone / len(graph):.0%} of the authors wrote with nobody here."
    )


def _leaders(measures: dict[str, pa.Table], inputs: Inputs) -> Iterator[str]:
    for column, what in _LEADERS:
        if column in measures:
            best = largest(measures[column], column, _NAMED)
            best = best.filter(pc.greater(best.column(column), 0))
            if best.num_rows:
                names = names_of_nodes("Author", best.column("id"), inputs)
                yield f"{what}: {', '.join(names)}."


def _groups(measures: dict[str, pa.Table]) -> Iterator[str]:
    if "community" not in measures:
        return
    label = measures["community"].column("community").drop_null().to_numpy()
    if len(label):
        size = np.bincount(label)
        n = int(np.count_nonzero(size))
        yield (
            f"They form {counted(n, 'community', 'communities')} of people who mostly write with "
            f"each other; the largest holds {size.max() / len(label):.0%} of those in one."
        )


def _caution(inputs: Inputs) -> Iterator[str]:
    """How far the numbers are to be trusted: by what share of ties is only a lower bound."""
    if not inputs.has("COAUTHOR"):
        return
    bounds = inputs.table("COAUTHOR", ["lower_bound"]).column(0)
    share = pc.mean(bounds.cast(pa.float64())).as_py() or 0.0
    if share >= 0.005:
        yield (
            f"{share:.0%} of the ties rest on author lists that are cut: what is counted on them "
            "is a lower bound."
        )
