"""The graph of papers that topics are found in: several kinds of neighbour, one weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from kg.analytics.graph import Inputs
from kg.analytics.topics.counts import Words, tfidf
from kg.analytics.topics.neighbours import balanced, latent, nearest, nearest_dense
from kg.analytics.topics.vectors import VECTORS, vectors_of

__all__ = ["Layer", "Neighbourhood", "authorships", "combined", "layers"]

OWN_SECTIONS = "query"
"""Keyword scheme left out: the words the user searched by would only come back as topics."""


LATENT_LEAST, LATENT_MOST = 100, 10_000
"""Numbers of papers between which latent words are compared: fewer say too little of which terms
stand together, and more cost a second for each 10,000 squared."""


class Neighbourhood(NamedTuple):
    """How many neighbours of each kind a paper is given, and how they are found."""

    neighbours: int
    dimensions: int

    def of(self, n: int) -> int:
        """Neighbours by words among `n` papers: not more than a quarter of them, but ten.

        In thousands of papers fifteen are enough, and more would cost memory and say no more.
        """
        return min(self.neighbours if n <= LATENT_MOST else 15, max(10, n // 4))

    def sharing(self, n: int) -> int:
        """The same by authors or keywords, which weigh a fifth: in thousands of papers five are
        enough. Topics of 60,000 differ by that as little as those of two seeds do."""
        return self.of(n) if n <= LATENT_MOST else min(self.of(n), 5)


class Layer(NamedTuple):
    """One kind of neighbour: its name and balanced weights between papers."""

    name: str
    weights: csr_array


def layers(
    inputs: Inputs, papers: pa.Array, words: Words | None, how: Neighbourhood
) -> Iterator[Layer]:
    """Every kind of neighbour that the tables hold: words, latent words, the user's vectors,
    citations, authors, keywords. One after another, for each is large."""
    n = len(papers)
    k = how.of(n)
    if words is not None:
        yield from _by_words(tfidf(words.counts), k, how.dimensions)
    if inputs.has(VECTORS):
        given = vectors_of(inputs, papers)
        yield Layer("vectors", balanced(nearest_dense(given, k)))
    if inputs.has("CITES_Paper"):
        yield Layer("citations", _citations(inputs, papers))
    if inputs.has("AUTHORED"):
        yield Layer("authors", _shared(*authorships(inputs, papers), n, how.sharing(n)))
    if inputs.has("TAGGED"):
        yield Layer("keywords", _shared(*_keywords(inputs, papers), n, how.sharing(n)))


def _by_words(rows: csr_array, k: int, dimensions: int) -> Iterator[Layer]:
    yield Layer("words", balanced(nearest(rows, k)))
    if LATENT_LEAST <= rows.shape[0] <= LATENT_MOST and min(rows.shape) > dimensions:
        yield Layer("latent words", balanced(nearest_dense(latent(rows, dimensions), k)))


def combined(
    found: Iterable[Layer], shares: dict[str, float], n: int
) -> tuple[list[str], csr_array]:
    """The layers that tell something, and their weights added up, each times its share."""
    kinds: list[str] = []
    whole = csr_array((n, n), dtype=np.float64)
    for layer in found:
        if layer.weights.nnz:
            kinds.append(layer.name)
            whole = csr_array(whole + shares[layer.name] * layer.weights)
    whole.eliminate_zeros()
    return kinds, _symmetric(whole)


def _symmetric(whole: csr_array) -> csr_array:
    """The mean of a matrix and its transpose, which differ at most in the last digits."""
    whole.sort_indices()
    across = csr_array(whole.T.tocsr())
    across.sort_indices()
    whole.data += across.data
    whole.data /= 2
    return whole


def authorships(
    inputs: Inputs, papers: pa.Array
) -> tuple[NDArray[np.int64], NDArray[np.int64], pa.Array]:
    """Distinct authorships as (index of paper, index of author, ids of authors)."""
    table = inputs.table("AUTHORED", ["start", "end"])
    return _incidence(table.column("end"), table.column("start"), papers)


def _keywords(
    inputs: Inputs, papers: pa.Array
) -> tuple[NDArray[np.int64], NDArray[np.int64], pa.Array]:
    table = inputs.table("TAGGED", ["start", "end"])
    keywords = inputs.table("Keyword", ["id", "scheme"])
    own = keywords.filter(pc.equal(keywords.column("scheme"), OWN_SECTIONS)).column("id")
    kept = table.filter(pc.invert(pc.is_in(table.column("end"), own.combine_chunks())))
    return _incidence(kept.column("start"), kept.column("end"), papers)


def _incidence(
    paper: pa.ChunkedArray, other: pa.ChunkedArray, papers: pa.Array
) -> tuple[NDArray[np.int64], NDArray[np.int64], pa.Array]:
    others = pc.unique(other).sort()
    i = pc.index_in(paper, value_set=papers).to_numpy()
    j = pc.index_in(other, value_set=others).to_numpy()
    pairs = np.unique(np.column_stack([i, j]).astype(np.int64), axis=0)
    return pairs[:, 0], pairs[:, 1], others


def _shared(
    paper: NDArray[np.int64], other: NDArray[np.int64], others: pa.Array, n: int, k: int
) -> csr_array:
    """Papers that share authors or keywords; what many papers have counts less (TF-IDF)."""
    holders = np.bincount(other, minlength=len(others))
    # What stands on more than half of all papers tells them apart no more than no tag would.
    kept = (holders <= max(n * (0.2 if n >= 5000 else 0.5), 2))[other]
    ends = (paper[kept], other[kept])
    if len(ends[0]) == 0:
        return csr_array((n, n), dtype=np.float64)
    ones = np.ones(len(ends[0]), dtype=np.float32)
    incidence = coo_array((ones, ends), shape=(n, len(others))).tocsr()
    return balanced(nearest(tfidf(incidence), k))


def _citations(inputs: Inputs, papers: pa.Array) -> csr_array:
    table = inputs.table("CITES_Paper", ["start", "end"])
    i, j = (
        np.asarray(pc.index_in(table.column(c), value_set=papers).to_numpy(), dtype=np.int64)
        for c in ("start", "end")
    )
    apart = i != j
    ends = (np.concatenate([i[apart], j[apart]]), np.concatenate([j[apart], i[apart]]))
    links = coo_array((np.ones(len(ends[0])), ends), shape=(len(papers),) * 2).tocsr()
    links.sum_duplicates()
    links.data[:] = 1
    return balanced(csr_array(links))
