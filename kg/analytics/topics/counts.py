"""How often terms occur in papers: counted by arrays of numbers, of which terms are made last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack

from kg.analytics.graph import kept_ends
from kg.analytics.topics.text import Lexicon

__all__ = ["TITLES_FROM", "Words", "count_words", "tfidf"]

TITLES_FROM = 100_000
"""Papers from which on terms are those that titles share, wherever else they stand too: the pairs
of words of all abstracts would be hundreds of millions, most of them in one paper."""

PART = 20_000
"""Papers counted at once."""

Texts = Sequence[tuple[str, str]]
Numbers = NDArray[np.int64]


class Words(NamedTuple):
    """Occurrences: one row a paper, one column a term; `terms` names the columns."""

    counts: csr_array
    terms: list[str]


def count_words(texts: Texts) -> Words | None:
    """Count the terms of each paper's title and abstract; None when no term is shared.

    Terms are words and pairs of neighbouring words: see `Lexicon`. Words of the title count twice:
    it says most about the topic.

    Terms of a single paper join nothing and are dropped (of two, where there are thousands of
    papers). So are those in more than half of the papers: no tighter on a small corpus, where
    one in four papers may well be about the same thing; in a fifth, on a large one, where such
    words cost most and say least. From `TITLES_FROM` papers on, terms are those of titles.

    >>> words = count_words([("Graph drawing", ""), ("", "Drawing a graph"), ("", "Art"), ("", "")])
    >>> words.terms, words.counts.toarray().tolist()
    (['drawing', 'graph'], [[2.0, 2.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])
    """
    n = len(texts)
    lexicon = Lexicon()
    keys = _shared_terms(texts, lexicon, 3 if n >= 5000 else 2, abstracts=n < TITLES_FROM)
    lexicon.close()
    counts = _counted(texts, lexicon, keys)
    most = int(max(n * (0.2 if n >= 5000 else 0.5), 2))
    few = np.flatnonzero(np.bincount(counts.indices, minlength=len(keys)) <= most)
    if len(few) == 0:
        return None
    return _named(counts, lexicon.terms(keys[few]), few)


def _shared_terms(texts: Texts, lexicon: Lexicon, least: int, *, abstracts: bool) -> Numbers:
    """The keys, ascending, of the terms that at least so many papers have."""
    keys, papers = np.empty(0, np.int64), np.empty(0, np.int64)
    for start in range(0, len(texts), PART):
        part = texts[start : start + PART]
        found = [lexicon.occurrences(title for title, _ in part)]
        if abstracts:
            found.append(lexicon.occurrences(abstract for _, abstract in part))
        seen = _once(*map(np.concatenate, zip(*found, strict=True)))
        more, times = np.unique(seen, return_counts=True)
        both = np.concatenate([keys, more])
        keys, place = np.unique(both, return_inverse=True)
        papers = np.bincount(place, np.concatenate([papers, times])).astype(np.int64)
    return keys[papers >= least]


def _once(keys: Numbers, papers: Numbers) -> Numbers:
    """The key of each term once for each paper that has it."""
    order = np.lexsort((papers, keys))
    keys, papers = keys[order], papers[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = (keys[1:] != keys[:-1]) | (papers[1:] != papers[:-1])
    return keys[first]


def _counted(texts: Texts, lexicon: Lexicon, keys: Numbers) -> csr_array:
    """Occurrences of the terms with these keys: one row a paper, one column a key."""
    blocks = [
        _block(texts[start : start + PART], lexicon, keys) for start in range(0, len(texts), PART)
    ]
    return csr_array(vstack(blocks, format="csr") if blocks else (0, len(keys)))


def _block(part: Texts, lexicon: Lexicon, keys: Numbers) -> csr_array:
    rows, columns, times = zip(*_places(part, lexicon, keys), strict=True)
    shape = (len(part), len(keys))
    ends = (np.concatenate(rows), np.concatenate(columns))
    return csr_array(coo_array((np.concatenate(times), ends), shape=shape).tocsr())


def _places(
    part: Texts, lexicon: Lexicon, keys: Numbers
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]]:
    """Paper, place among the keys, and weight of each occurrence in titles and in abstracts."""
    for field, weight in ((0, 2), (1, 1)):
        found, papers = lexicon.occurrences(texts[field] for texts in part)
        place = np.searchsorted(keys, found)
        there = place < len(keys)
        there[there] = keys[place[there]] == found[there]
        weights = np.full(int(there.sum()), weight, dtype=np.float32)
        yield papers[there].astype(np.int32), place[there].astype(np.int32), weights


def _named(counts: csr_array, terms: list[str], columns: Numbers) -> Words:
    """The columns that are kept, in the alphabetical order of their terms."""
    order = sorted(range(len(terms)), key=terms.__getitem__)
    place = np.full(counts.shape[1], -1, dtype=np.int32)
    place[columns[order]] = np.arange(len(order), dtype=np.int32)
    indices = place[counts.indices]
    kept = indices >= 0
    ends = kept_ends(counts, kept)
    found = csr_array((counts.data[kept], indices[kept], ends), (counts.shape[0], len(order)))
    found.sort_indices()
    return Words(found, [terms[i] for i in order])


def tfidf(counts: csr_array, *, sublinear: bool = True) -> csr_array:
    """TF-IDF rows of length 1: (1 + ln count) (1 + ln((1 + n) / (1 + papers with the term))).

    Salton and Buckley 1988, doi:10.1016/0306-4573(88)90021-0.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    weighted = TfidfTransformer(sublinear_tf=sublinear).fit_transform(counts)
    return csr_array(weighted.astype(np.float32, copy=False))
