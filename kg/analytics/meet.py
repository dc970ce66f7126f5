"""People worth meeting: near in the coauthor graph, active, and on the same subjects.

The score of a person is the product of three numbers, each with its reason:

- how often a random walk that keeps returning to the author is at the person (personalised
  PageRank; Tong et al. 2006, doi:10.1109/ICDM.2006.70), on ties of Newman's weight in which
  a joint paper fades with its age (doi:10.1103/PhysRevE.64.016132);
- exp(-years without a paper / `idle`): who has gone from the field cannot be met there;
- (`unlike` + cosine of both people's titles) to the power of `subject`.

The constants won on one period of the ACL Anthology and were judged on a later one
(`benchmarks/recommend_acl.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from kg.analytics.corpus import Corpus, faded
from kg.analytics.results import significant
from kg.analytics.topics.counts import Words, count_words, tfidf
from kg.errors import AnalysisError

__all__ = ["MeetOptions", "Meeting", "Ranking", "steps_of", "ties", "walk"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class MeetOptions:
    """How people are ranked; years are time constants (63 % is forgotten after so long).

    `restart` is the probability of returning to the author at each of `steps` steps.
    `memory` is that of joint papers, `idle` that of people without a new one. Papers of more than
    `max_team` authors make no ties. The `shortlist` nearest are compared by subject.
    """

    restart: float = 0.3
    steps: int = 8
    memory: float = 4.0
    idle: float = 2.0
    subject: float = 0.5
    unlike: float = 0.05
    shortlist: int = 300
    max_team: int = 100

    @classmethod
    def of(cls, half_life: float | None = None, max_team: int = 100) -> MeetOptions:
        """The defaults, or with joint papers that count half after `half_life` years; idleness
        then counts half after half of that."""
        if half_life is None:
            return cls(max_team=max_team)
        memory = half_life / float(np.log(2))
        return cls(memory=memory, idle=memory / 2, max_team=max_team)


@dataclass(frozen=True)
class Ranking:
    """People by index, the best first, with scores above 0; equal ones in the order of ids."""

    people: Ints
    scores: Floats


def ties(corpus: Corpus, memory: float, max_team: int = 100) -> csr_array:
    """The coauthor graph in which each joint paper counts exp(-age / memory) / (n - 1).

    Symmetric, without a diagonal. Papers of more than `max_team` authors add nothing.
    """
    counts = (corpus.team >= 2) & (corpus.team <= max_team)
    fade = faded(corpus.year, corpus.now, memory)
    weight = np.where(counts, fade / np.maximum(corpus.team - 1, 1), 0.0)
    some = corpus.written[np.flatnonzero(counts)]
    scaled = diags_array(weight[counts]) @ some
    found = csr_array(some.T @ scaled)
    found = csr_array((found + found.T) / 2)
    found.setdiag(0)
    found.eliminate_zeros()
    found.sort_indices()
    return found


def steps_of(weights: csr_array) -> csr_array:
    """The walk's transposed transition matrix: column j holds the chances of going on from j."""
    total = np.asarray(weights.sum(axis=1)).ravel()
    # The matrix is symmetric: columns are rows.
    return csr_array(weights @ diags_array(1 / np.where(total > 0, total, 1)))


def walk(steps: csr_array, start: int, *, restart: float = 0.3, n_steps: int = 8) -> Floats:
    """Personalised PageRank of every node after `n_steps` steps from `start`.

    x = (1 - restart) M x + restart e, begun at e; what is missing to the limit is at most
    2 (1 - restart)^n_steps in all. O(m) a step.

    >>> walk(steps_of(csr_array([[0, 1.0], [1, 0]])), 0, n_steps=100).round(4).tolist()
    [0.5882, 0.4118]
    """
    if not 0 < restart <= 1:
        raise AnalysisError(
            f"a walk must restart with a probability above 0 up to 1, not {restart}"
        )
    at = np.zeros(steps.shape[0])
    at[start] = 1.0
    for _ in range(n_steps):
        at = (1 - restart) * (steps @ at)
        at[start] += restart
    return at


class Meeting:
    """A corpus made ready; then each author costs a walk and a few hundred comparisons.

    `titles` are those of `corpus.papers`; None leaves subjects out.
    """

    def __init__(
        self,
        corpus: Corpus,
        titles: Sequence[str | None] | None = None,
        options: MeetOptions | None = None,
    ) -> None:
        self.corpus = corpus
        self.options = options or MeetOptions()
        self.ties = ties(corpus, self.options.memory, self.options.max_team)
        self._steps = steps_of(self.ties)
        self.active = faded(corpus.last, corpus.now, self.options.idle)
        self._titles = titles

    @cached_property
    def words(self) -> Words | None:
        """The words of the titles; None when they share none."""
        if self._titles is None:
            return None
        return count_words([(title or "", "") for title in self._titles])

    @cached_property
    def subjects(self) -> csr_array | None:
        """TF-IDF of each author's titles, new ones counting more, as rows of length 1."""
        if self.words is None:
            return None
        corpus = self.corpus
        fade = faded(corpus.year, corpus.now, self.options.memory)
        rows = csr_array(corpus.by_author @ diags_array(fade) @ tfidf(self.words.counts))
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return csr_array(diags_array(1 / np.where(length > 0, length, 1)) @ rows)

    def rank(self, author: int, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        """People near the author who are not coauthors yet, the best first.

        `allowed` leaves others out before the shortlist is made. Never the author, never a
        coauthor, however large the team and long ago.
        """
        options = self.options
        near = walk(self._steps, author, restart=options.restart, n_steps=options.steps)
        score = near * self.active
        score[author] = 0
        score[self.corpus.coauthors_of(author)] = 0
        if allowed is not None:
            score[~allowed] = 0
        short = _best(score, options.shortlist)
        return _sorted(short, score[short] * self._alike(author, short))

    def _alike(self, author: int, others: Ints) -> Floats:
        if self.subjects is None or not len(others):
            return np.ones(len(others))
        own = np.asarray(self.subjects[[author]].toarray()).ravel()
        cosine = np.asarray(self.subjects[others] @ own)
        return np.asarray((self.options.unlike + np.maximum(cosine, 0)) ** self.options.subject)

    def shared_words(self, author: int, other: int, most: int = 3) -> list[str]:
        """The terms that make both alike, the heaviest first."""
        if self.subjects is None or self.words is None:
            return []
        both = csr_array(self.subjects[[author]].multiply(self.subjects[[other]]))
        terms = np.array([self.words.terms[column] for column in both.indices], dtype=np.str_)
        # Of a pair and its words that weigh the same, the pair says most.
        order = np.lexsort((terms, -np.char.count(terms, " "), -both.data.round(6)))
        found: list[str] = []
        for term in terms[order[: 4 * most]].tolist():
            # A word says nothing beside a pair that it is part of.
            if not any(set(term.split()) & set(other.split()) for other in found):
                found.append(term)
        return found[:most]

    def through(self, author: int, other: int) -> Ints:
        """Coauthors of both (on papers within the team limit), the strongest link first."""
        mine, theirs = (csr_array(self.ties[[who]]) for who in (author, other))
        link = csr_array(mine.multiply(theirs))
        order = np.lexsort((link.indices, -link.data))
        return np.asarray(link.indices[order], dtype=np.int64)


def _best(score: Floats, most: int) -> Ints:
    """Indices of the greatest scores above 0; of equal ones at the edge the smaller index."""
    found = np.flatnonzero(score > 0)
    if len(found) > most:
        edge = np.partition(score[found], len(found) - most)[len(found) - most]
        found = found[score[found] >= edge]
        found = np.sort(found[np.lexsort((found, -score[found]))][:most])
    return found


def _sorted(people: Ints, scores: Floats) -> Ranking:
    # Equal scores may differ in the last bits: they are rounded before they are ranked.
    scores = significant(scores)
    order = np.lexsort((people, -scores))
    return Ranking(people[order], scores[order])
