"""The topics analysis: from tables to Topic, ABOUT and WORKS_ON."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.identity import former_labels
from kg.analytics.partitions import agreement
from kg.analytics.results import options_of, versions_of
from kg.analytics.topics import tables
from kg.analytics.topics.counts import TITLES_FROM, Words, count_words
from kg.analytics.topics.labels import typical_terms
from kg.analytics.topics.layers import Neighbourhood, combined, layers
from kg.analytics.topics.levels import Partition, best_partition, finer_level, partitions
from kg.analytics.topics.stored import PaperTexts
from kg.analytics.topics.tables import Level
from kg.analytics.topics.vectors import VECTORS
from kg.progress import Progress, silent
from kg.text import counted

__all__ = ["Topics"]


CLEAR = 0.6
"""Agreement of single runs below which the report says that topics are not clear-cut."""


class Hybrid(NamedTuple):
    """A graph of papers: their ids, (title, abstract), words, kinds of neighbour, and weights."""

    papers: pa.Array
    texts: PaperTexts
    words: Words | None
    kinds: list[str]
    graph: csr_array


@dataclass(frozen=True)
class Topics:
    """Topics as communities in a graph of papers that are alike in several ways.

    A paper's `neighbours` most similar papers by the TF-IDF of title and abstract, as many by the
    first `dimensions` latent directions of it (among up to 10,000 papers), the papers it cites or
    is cited by, and those that share authors or keywords with it, each kind given its share of the
    weight. The best of up to `runs` runs of Leiden in that graph gives the broad topics (level 0),
    and the same inside each of at least `split_from` papers the finer ones (level 1). Topics have
    at least `smallest` papers. Ahlgren et al. 2020, doi:10.1162/qss_a_00027, compare such hybrids.
    """

    neighbours: int = 50
    dimensions: int = 20
    latent_share: float = 1.0
    vectors_share: float = 1.0
    citations_share: float = 1.0
    authors_share: float = 0.2
    keywords_share: float = 0.2
    resolution: float = 1.0
    finer_resolution: float = 1.0
    smallest: int = 3
    split_from: int = 60
    terms: int = 10
    iterations: int = 2
    runs: int = 30
    seed: int = 0

    name: ClassVar[str] = "topics"
    reads: ClassVar[tuple[str, ...]] = (
        "Paper",
        "AUTHORED",
        "CITES_Paper",
        "TAGGED",
        "Keyword",
        VECTORS,
    )
    reference: ClassVar[str] = "doi:10.1162/qss_a_00027"

    def run(self, inputs: Inputs, progress: Progress = silent) -> Result:
        """Find the topics; an empty result says in its notes why there are none."""
        papers, texts, words, kinds, graph = self.hybrid(inputs, progress)
        progress("topics: communities", 2, 4)
        runs = partitions(graph, self.partition())
        labels = self._levels(graph, runs, [_former(inputs, papers, n) for n in (0, 1)])
        progress("topics: labels", 3, 4)
        levels = [self._level(n, papers, texts, graph, words, part, inputs) for n, part in labels]
        progress("topics", 4, 4)
        return Result(
            self.name,
            measures={},
            tables={
                "Topic": tables.topic_table(levels),
                "ABOUT": tables.about_table(papers, levels),
                "WORKS_ON": tables.works_on_table(inputs, papers, levels),
            },
            groups=tables.remembered(levels, papers),
            options=options_of(self),
            seed=self.seed,
            versions=versions_of("scikit-learn", "sparse-dot-topn", "graspologic-native"),
            reference=self.reference,
            notes=(*_notes(kinds, words, levels, len(papers)), *_agreement(runs, levels)),
        )

    def hybrid(self, inputs: Inputs, progress: Progress = silent) -> Hybrid:
        """The graph of papers that topics are found in, and what it was made of."""
        texts = PaperTexts(inputs.tables["Paper"])
        progress("topics: words", 0, 4)
        words = count_words(texts)
        progress("topics: neighbours", 1, 4)
        how = Neighbourhood(self.neighbours, self.dimensions)
        found = layers(inputs, texts.ids, words, how)
        kinds, graph = combined(found, self._shares(), len(texts))
        return Hybrid(texts.ids, texts, words, kinds, graph)

    def partition(self) -> Partition:
        """How broad topics are found."""
        return Partition(self.resolution, self.smallest, self.iterations, self.runs, self.seed)

    def _shares(self) -> dict[str, float]:
        return {
            "words": 1.0,
            "latent words": self.latent_share,
            "vectors": self.vectors_share,
            "citations": self.citations_share,
            "authors": self.authors_share,
            "keywords": self.keywords_share,
        }

    def _levels(
        self,
        graph: csr_array,
        runs: list[NDArray[np.int64]],
        former: list[NDArray[np.int64]],
    ) -> list[tuple[int, NDArray[np.int64]]]:
        """Labels of the papers at each level; none when there is no topic."""
        how = self.partition()
        broad = best_partition(graph, runs, how, former[0])
        if broad.max(initial=-1) < 0:
            return []
        inside = how._replace(resolution=self.finer_resolution)
        finer = finer_level(graph, broad, inside, former[1], split_from=self.split_from)
        return [(0, broad)] + ([(1, finer)] if finer.max(initial=-1) >= 0 else [])

    def _level(
        self,
        number: int,
        papers: pa.Array,
        texts: PaperTexts,
        graph: csr_array,
        words: Words | None,
        labels: NDArray[np.int64],
        inputs: Inputs,
    ) -> Level:
        n_topics = int(labels.max()) + 1
        terms = (
            [[] for _ in range(n_topics)]
            if words is None
            else typical_terms(words, labels, self.terms)
        )
        return tables.level(number, papers, texts, graph, labels, terms, inputs.former)


def _former(inputs: Inputs, papers: pa.Array, number: int) -> NDArray[np.int64]:
    """The topic of each paper at a level of the graph before, -1 for none."""
    return former_labels(inputs.former.get(tables.kind_of(number)), papers)


def _agreement(runs: list[NDArray[np.int64]], levels: list[Level]) -> list[str]:
    """How far the runs agree: the mean AMI of each with the next, and what it means if little."""
    if len(runs) < 2 or not levels:
        return []
    mean = sum(agreement(a, b) for a, b in pairwise(runs)) / (len(runs) - 1)
    weak = "; the topics are not clear-cut" if mean < CLEAR else ""
    return [f"the best of {len(runs)} runs, which agree by AMI {mean:.2f}{weak}"]


def _notes(
    kinds: list[str], words: Words | None, levels: list[Level], n_papers: int
) -> tuple[str, ...]:
    if not levels:
        if n_papers < 2:
            number = counted(n_papers, "paper", "papers")
            return (f"no topics: topics compare papers, and there is {number}",)
        why = "no two papers share words, authors, keywords or citations"
        return (f"no topics: {why if not kinds else 'no group of papers is large enough'}",)
    broad = levels[0]
    without = int(np.count_nonzero(broad.labels < 0))
    notes = [
        counted(len(broad.ids), "topic", "topics")
        + (f" and {len(levels[1].ids):,} finer inside" if len(levels) > 1 else "")
        + ", from neighbours by "
        + ", ".join(kinds)
    ]
    if words is None:
        notes.append("papers share no words: topics are named by the paper at their heart")
    if n_papers >= TITLES_FROM:
        notes.append("among so many papers words are compared that stand in titles too")
    if without:
        notes.append(
            f"in no topic, as nothing here is like them: {without:,} of {n_papers:,} papers"
        )
    return tuple(notes)
