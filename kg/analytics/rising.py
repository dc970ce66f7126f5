"""Who is rising: growth in the last years against what careers of that age gain.

State: an author of career age a (years since the first paper here, that year being 1) has gained
g in the last k years: papers, new coauthors, Newman strength, citations from papers of these
years, or PageRank on the ties of these years (in units of the mean). Authors of the same age are
the cohort (neighbouring ages are put together until it has `cohort` members), its mean gain e is
what was to be expected. The score is the shrunken ratio

    (g + s) / (e + s),      s = sum e² / max(sum (g - e)² - sum e, 0)

1 as expected, 2 twice that. It is the mean of a Gamma prior of mean 1 after a Poisson count, s
estimated from everybody by moments, with g and e in units of what one paper brings on average
(of papers and citations where these are counted; PageRank comes in no pieces, and nothing is
subtracted for chance): one paper more of a beginner does not beat ten
more of somebody else (DuMouchel 1999, doi:10.1080/00031305.1999.10474456). That careers are to be
compared at the same age is Hirsch's point (2005, doi:10.1073/pnas.0507655102).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.corpus import Choice, Corpus, read_corpus
from kg.analytics.degree import strength
from kg.analytics.graph import Inputs
from kg.analytics.meet import ties
from kg.analytics.pagerank import pagerank
from kg.analytics.recommend import names_at
from kg.analytics.results import significant
from kg.errors import ParameterError

__all__ = ["GAINS", "Riser", "Rising", "cohort_means", "rising", "shrunken_ratio"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
COHORT = 20
"""Authors needed before their mean is an expectation."""

FOREVER = 1e12
"""A memory, in years, that forgets nothing."""


@dataclass(frozen=True)
class Riser:
    """An author, the growth (1: as expected), what was gained and what was expected."""

    author: str
    growth: float
    gained: float
    expected: float
    career_age: int
    papers: int
    last_year: int
    author_id: str


@dataclass(frozen=True)
class Rising:
    """Authors, the fastest first; the first and last year of the window; and what to know."""

    authors: tuple[Riser, ...]
    window: tuple[int, int] | None
    notes: tuple[str, ...] = ()
    more: bool = False


class _Window(NamedTuple):
    corpus: Corpus
    recent: Mask
    inputs: Inputs
    max_team: int


def _papers(window: _Window) -> Floats:
    return window.corpus.counted(window.recent).astype(np.float64)


def _recent_ties(window: _Window) -> csr_array:
    return ties(_only(window.corpus, window.recent), FOREVER, window.max_team)


def _strength(window: _Window) -> Floats:
    return strength(_recent_ties(window))


def _coauthors(window: _Window) -> Floats:
    """Those of the window who were not coauthors before."""
    now = _recent_ties(window)
    now.data[:] = 1
    before = ties(_only(window.corpus, ~window.recent), FOREVER, window.max_team)
    before.data[:] = 1
    return np.asarray((now - now.multiply(before)).sum(axis=1), dtype=np.float64).ravel()


def _citations(window: _Window) -> Floats:
    corpus = window.corpus
    if not window.inputs.has("CITES_Paper"):
        raise ParameterError(
            "there are no citations between papers in this graph",
            hint="count something else: --by papers, coauthors, strength or pagerank",
        )
    rows = window.inputs.table("CITES_Paper", ["start", "end"])
    citing, cited = (
        pc.index_in(rows.column(c), value_set=corpus.papers).to_numpy() for c in ("start", "end")
    )
    kept = window.recent[citing]
    received = np.bincount(cited[kept], minlength=len(corpus.papers))
    return np.asarray(corpus.by_author @ received, dtype=np.float64)


def _pagerank(window: _Window) -> Floats:
    """In units of the mean, those without a tie in the window at 0."""
    recent = _recent_ties(window)
    tied = np.diff(recent.indptr) > 0
    found = np.zeros(len(tied))
    inside = recent[tied][:, tied]
    found[tied] = pagerank(csr_array(inside)) * np.count_nonzero(tied)
    return found


GAINS: dict[str, Callable[[_Window], Floats]] = {
    "papers": _papers,
    "coauthors": _coauthors,
    "strength": _strength,
    "citations": _citations,
    "pagerank": _pagerank,
}
"""What growth is counted in."""


def _only(corpus: Corpus, papers: Mask) -> Corpus:
    kept = papers[corpus.paper]
    return replace(corpus, author=corpus.author[kept], paper=corpus.paper[kept])


def cohort_means(age: NDArray[np.int64], gain: Floats, least: int = COHORT) -> Floats:
    """The mean gain of those of the same age, for each author.

    Ages are put together with the next older ones until there are `least` authors; what is left
    over at the old end joins the cohort before it.

    >>> cohort_means(np.array([1, 1, 2, 9]), np.array([1.0, 3, 5, 7]), least=2).tolist()
    [2.0, 2.0, 6.0, 6.0]
    """
    ages, place, size = np.unique(age, return_inverse=True, return_counts=True)
    group = np.zeros(len(ages), dtype=np.int64)
    number = filled = 0
    for n, count in enumerate(size):
        if filled >= least:
            number, filled = number + 1, 0
        group[n] = number
        filled += count
    if filled < least and number:
        group[group == number] = number - 1
    member = group[place]
    total = np.bincount(member, gain)
    return np.asarray((total / np.bincount(member))[member])


def shrunken_ratio(gain: Floats, expected: Floats, *, chance: bool = True) -> Floats:
    """(gain + s) / (expected + s) with s by moments; 1 for all when nothing varies beyond chance.

    Without `chance` the gains are no counts, and all of their variance is of persons.

    >>> shrunken_ratio(np.array([0.0, 1, 11]), np.array([4.0, 4, 4])).round(2).tolist()
    [0.16, 0.37, 2.47]
    """
    beyond = ((gain - expected) ** 2).sum() - (expected.sum() if chance else 0.0)
    if beyond <= 0:
        return np.ones(len(gain))
    shrink = (expected**2).sum() / beyond
    return np.asarray(significant((gain + shrink) / np.maximum(expected + shrink, 1e-300)))


def _unit(by: str, gain: Floats, papers: NDArray[np.int64]) -> float:
    """What comes in one piece: a paper, a citation, or else what a paper brings on average."""
    if by in ("papers", "citations", "pagerank") or not gain.any():
        return 1.0
    return float(gain.sum() / papers.sum())


def rising(
    inputs: Inputs,
    *,
    by: str = "papers",
    years: int = 3,
    choice: Choice | None = None,
    limit: int = 10,
    max_team: int = 100,
) -> Rising:
    """Who has grown most against the expectation for the career's age; `limit` 0 gives all.

    Only papers of the `choice` count, for growth and for age alike; its `until` is the end of the
    window, and authors need `min_papers` of them. Raises `ParameterError` for what cannot be
    counted.
    """
    choice = choice or Choice(min_papers=3)
    whole = read_corpus(inputs)
    dated = ~np.isnan(whole.year) & whole.chosen(inputs, choice)
    corpus = replace(_only(whole, dated), year=np.where(dated, whole.year, np.nan))
    if not len(corpus.paper):
        return Rising((), None, ("no paper that the filters leave has a year and an author",))
    end = choice.until or int(corpus.now)
    recent = np.nan_to_num(corpus.year, nan=-1) > end - years
    if by not in GAINS:
        raise ParameterError(f"growth cannot be counted in {by!r}", hint=f"in: {', '.join(GAINS)}")
    gain = GAINS[by](_Window(corpus, recent, inputs, max_team))
    there = np.flatnonzero(~np.isnan(corpus.first))
    age = (end - corpus.first[there]).astype(np.int64) + 1
    expected = cohort_means(age, gain[there])
    unit = _unit(by, gain, corpus.counted(recent))
    growth = shrunken_ratio(gain[there] / unit, expected / unit, chance=by != "pagerank")
    papers = corpus.counted(np.ones(len(corpus.papers), dtype=bool))
    able = np.flatnonzero((papers[there] >= choice.min_papers) & (growth > 1) & (gain[there] > 0))
    order = able[np.lexsort((there[able], -growth[able]))]
    shown = order[: limit or None]
    authors = _risers(inputs, corpus, there, shown, growth, gain[there], expected, age, papers)
    notes = _notes(corpus, len(there), len(able), end, years, choice)
    return Rising(authors, (end - years + 1, end), notes, more=len(order) > len(shown))


def _risers(
    inputs: Inputs, corpus: Corpus, there: NDArray[np.int64], shown: NDArray[np.int64],
    growth: Floats, gain: Floats, expected: Floats, age: NDArray[np.int64],
    papers: NDArray[np.int64],
) -> tuple[Riser, ...]:  # fmt: skip
    names = names_at(inputs, corpus, [int(p) for p in there[shown]])
    return tuple(
        Riser(
            author=name,
            growth=float(growth[n]),
            gained=float(significant(gain[[n]])[0]),
            expected=float(significant(expected[[n]])[0]),
            career_age=int(age[n]),
            papers=int(papers[there[n]]),
            last_year=int(corpus.last[there[n]]),
            author_id=corpus.authors[int(there[n])].as_py(),
        )
        for n, name in zip(shown, names, strict=True)
    )


def _notes(
    corpus: Corpus, everybody: int, able: int, end: int, years: int, choice: Choice
) -> tuple[str, ...]:
    notes = []
    if everybody < COHORT:
        notes.append(
            f"only {everybody} authors have a dated paper here: their mean is no expectation yet"
        )
    if not able:
        notes.append(
            f"nobody with {choice.min_papers} papers or more has grown beyond the expectation in "
            f"{end - years + 1}-{end}: try --min-papers 1, or more --years"
        )
    begun = int(np.nanmin(corpus.first))
    if end - begun < 2 * years:
        notes.append(
            f"the graph begins in {begun}: who wrote before that looks younger than they are"
        )
    return tuple(notes)
