"""What a topic is about: its most typical terms, by class-based TF-IDF."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from kg.analytics.topics.counts import Words

__all__ = ["ctfidf", "typical_terms"]

PAIR_FAVOUR = 2.0


def ctfidf(counts: csr_array, labels: NDArray[np.int64]) -> csr_array:
    """Class-based TF-IDF: rows of topics, columns of terms; labels of -1 are left out.

    W(t, c) = share of t among the words of c, times ln(1 + A / f(t)), where f(t) is how often t
    occurs in all topics and A the mean number of words a topic. Grootendorst 2022,
    arXiv:2203.05794.

    >>> counts = csr_array([[2.0, 0], [0, 1.0]])
    >>> ctfidf(counts, np.array([0, 1])).toarray().round(3).tolist()
    [[0.56, 0.0], [0.0, 0.916]]
    """
    inside = np.flatnonzero(labels >= 0)
    n_topics = int(labels.max(initial=-1)) + 1
    one = coo_array(
        (np.ones(len(inside)), (labels[inside], inside)), shape=(n_topics, len(labels))
    ).tocsr()
    of_topic = csr_array(one @ counts.astype(np.float64))
    of_topic.sort_indices()
    words = np.asarray(of_topic.sum(axis=1))
    total = np.asarray(of_topic.sum(axis=0))
    rarity = np.log1p(words.mean() / np.where(total > 0, total, 1))
    scores = of_topic.copy()
    scores.data = scores.data * rarity[scores.indices]
    scores.data /= np.repeat(np.where(words > 0, words, 1), np.diff(scores.indptr))
    return scores


def typical_terms(words: Words, labels: NDArray[np.int64], count: int) -> list[list[str]]:
    """The best terms of each topic, best first; no word stands in two of them.

    Pairs of words count `PAIR_FAVOUR` times: "machine translation" occurs less often than
    "machine" and says more.
    """
    scores = ctfidf(words.counts, labels)
    favour = np.where([" " in term for term in words.terms], PAIR_FAVOUR, 1.0)
    found = []
    for topic in range(scores.shape[0]):
        row = slice(scores.indptr[topic], scores.indptr[topic + 1])
        # Columns are in the order of the terms: ties go to the first in the alphabet.
        columns = scores.indices[row]
        order = np.argsort(-scores.data[row] * favour[columns], kind="stable")[: 8 * count]
        found.append(_distinct([words.terms[j] for j in columns[order]], count))
    return found


def _distinct(terms: list[str], count: int) -> list[str]:
    """The first terms that share no word with one before them."""
    kept: list[str] = []
    used: set[str] = set()
    for term in terms:
        parts = set(term.split())
        if not parts & used:
            kept.append(term)
            used |= parts
        if len(kept) == count:
            break
    return kept
