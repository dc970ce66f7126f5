"""Who could review a paper: people who have published on it and have no conflict of interest.

Each paper of the graph votes for its authors by its likeness to the submission: the score of a
person is the sum over their matching papers of cosine² x exp(-age / `memory`), cosines of TF-IDF
of titles and abstracts (voting of documents for experts: Balog et al. 2006,
doi:10.1145/1148170.1148181). Conflicts are those that funders and journals name: the authors
themselves, recent coauthors, the same institution, advisor and student.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analytics.corpus import Choice, Corpus, faded, read_corpus
from kg.analytics.graph import Inputs
from kg.analytics.recommend import names_at, position_of, subjects_of
from kg.analytics.results import significant
from kg.analytics.topics.counts import count_words, tfidf
from kg.analytics.topics.stored import PaperTexts
from kg.errors import ParameterError

__all__ = [
    "Excluded",
    "ReviewOptions",
    "Reviewer",
    "Reviewers",
    "Submission",
    "conflicts",
    "experts",
    "likeness",
    "reviewers",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NAMED = 3
"""Matching papers and topics named for each person."""


@dataclass(frozen=True)
class ReviewOptions:
    """`years`: coauthors and colleagues of so many years are in conflict (an undated tie always).

    `least` is the cosine from which a paper is on the subject, `nearest` how many papers vote at
    most, `memory` the time constant in years by which their votes fade. An advisor has begun
    `gap` years earlier or more, and has `joint` papers or more with the student within the
    student's first `early` years. Papers of more than `max_team` authors make nobody a coauthor.
    """

    years: int = 4
    least: float = 0.1
    nearest: int = 300
    memory: float = 4.0
    gap: int = 8
    early: int = 5
    joint: int = 3
    max_team: int = 100


@dataclass(frozen=True)
class Submission:
    """What is to be reviewed: a paper of the graph by id, or a text; authors by id."""

    paper: str | None = None
    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reviewer:
    """A candidate. `matching` counts their papers on the subject, `papers` titles the nearest."""

    reviewer: str
    score: float
    matching: int
    papers: tuple[str, ...]
    topics: tuple[str, ...]
    last_year: int | None
    author_id: str


@dataclass(frozen=True)
class Excluded:
    """Somebody who knows the subject, or wrote the paper, and is left out: for these reasons."""

    person: str
    reasons: tuple[str, ...]
    author_id: str


@dataclass(frozen=True)
class Reviewers:
    """Candidates, the best first; who was left out; and sentences on how far to trust both."""

    candidates: tuple[Reviewer, ...]
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...] = ()
    more: bool = False


class Matches(NamedTuple):
    """Papers on the subject by index, sorted, with their cosine to it."""

    papers: Ints
    cosine: Floats


def likeness(
    vectors: csr_array, own: csr_array, options: ReviewOptions, itself: int | None = None
) -> Matches:
    """The rows most like the row `own`, without `itself`: cosines of at least `least`, `nearest`
    of them at most; all rows must have length 1 or 0. O(entries)."""
    one = np.asarray(own.toarray(), dtype=np.float64).ravel()
    cosine = significant(np.asarray(vectors @ one, dtype=np.float64), 9)
    if itself is not None:
        cosine[itself] = 0
    found = np.flatnonzero(cosine >= options.least)
    kept = np.sort(found[np.lexsort((found, -cosine[found]))][: options.nearest])
    return Matches(kept, cosine[kept])


def experts(corpus: Corpus, matches: Matches, memory: float) -> Floats:
    """The score of every author; 0 for who has no matching paper."""
    fade = faded(corpus.year, corpus.now, memory)[matches.papers]
    votes = matches.cosine**2 * fade
    return significant(np.asarray(corpus.by_author[:, matches.papers] @ votes))


def reviewers(
    inputs: Inputs,
    submission: Submission,
    *,
    choice: Choice | None = None,
    options: ReviewOptions | None = None,
    limit: int = 10,
) -> Reviewers:
    """Candidates for a submission, and who was left out why; `limit` 0 gives all.

    Only papers of the `choice` count as matching. Raises `ParameterError` when the submission
    has no word, or names a paper or an author that is not there.
    """
    choice, options = choice or Choice(), options or ReviewOptions()
    corpus = read_corpus(inputs)
    authors, row, vectors = _placed(inputs, corpus, submission)
    if vectors is None:
        return Reviewers((), (), ("its words are on no other paper of this graph",))
    n = len(corpus.papers)
    matches = likeness(vectors[:n], vectors[[row]], options, row if row < n else None)
    on_subject = np.zeros(len(corpus.papers), dtype=bool)
    on_subject[matches.papers] = True
    on_subject &= corpus.chosen(inputs, choice)
    kept = on_subject[matches.papers]
    matches = Matches(matches.papers[kept], matches.cosine[kept])
    score = experts(corpus, matches, options.memory)
    score[corpus.counted(on_subject) < choice.min_papers] = 0
    against = conflicts(inputs, corpus, authors, options)
    able = np.flatnonzero(score > 0)
    able = able[np.lexsort((able, -score[able]))]
    free = [int(a) for a in able if int(a) not in against]
    barred = [*authors, *(int(a) for a in able if int(a) in against and int(a) not in authors)]
    shown = free[: limit or None]
    return Reviewers(
        _candidates(inputs, corpus, shown, score, matches),
        _excluded(inputs, corpus, barred, against),
        _notes(corpus, authors, len(free), len(barred) - len(authors), inputs),
        more=len(free) > len(shown),
    )


def _placed(
    inputs: Inputs, corpus: Corpus, submission: Submission
) -> tuple[list[int], int, csr_array | None]:
    """The authors, the row of the submission among the vectors of all papers, and those."""
    texts = PaperTexts(inputs.tables["Paper"])[:]
    authors = [position_of(corpus, author) for author in submission.authors]
    if submission.paper is None:
        if not f"{submission.title}{submission.abstract}".strip():
            raise ParameterError("nothing is said of the paper", hint="give --title or --abstract")
        row = len(texts)
        texts = [*texts, (submission.title, submission.abstract)]
    else:
        found = pc.index_in(pa.array([submission.paper], pa.string()), value_set=corpus.papers)
        if found[0].as_py() is None:
            raise ParameterError(f"no paper has the id {submission.paper!r}")
        row = int(found[0].as_py())
        authors = sorted({*authors, *(int(a) for a in corpus.authors_of(row))})
    words = count_words(texts)
    return authors, row, None if words is None else tfidf(words.counts)


def conflicts(
    inputs: Inputs, corpus: Corpus, authors: Sequence[int], options: ReviewOptions
) -> dict[int, tuple[str, ...]]:
    """Everybody in conflict with one of the authors, with every reason there is."""
    names = dict(zip(authors, names_at(inputs, corpus, authors), strict=True))
    found: dict[int, list[str]] = {}
    since = corpus.now - options.years
    for author in authors:
        for other, joint in _together(corpus, author, options.max_team).items():
            years = corpus.year[joint]
            if (years > since).any():
                last = int(np.nanmax(years))
                found.setdefault(other, []).append(f"coauthor of {names[author]} in {last}")
            elif np.isnan(years).any():
                found.setdefault(other, []).append(f"coauthor of {names[author]}, year unknown")
            tie = _advisor(corpus, author, other, joint, options)
            if tie:
                found.setdefault(other, []).append(f"{tie} {names[author]}")
    for other, place, author in _colleagues(inputs, corpus, authors, since):
        found.setdefault(other, []).append(f"at {place}, like {names[author]}")
    own = dict.fromkeys(authors, ("is an author of the paper",))
    return {person: tuple(dict.fromkeys(why)) for person, why in found.items()} | own


def _together(corpus: Corpus, author: int, max_team: int) -> dict[int, Ints]:
    """The papers that an author shares with each coauthor, teams of more left out."""
    shared: dict[int, list[int]] = {}
    for paper in corpus.papers_of(author):
        if corpus.team[paper] <= max_team:
            for other in corpus.authors_of(int(paper)):
                if other != author:
                    shared.setdefault(int(other), []).append(int(paper))
    return {other: np.asarray(papers, dtype=np.int64) for other, papers in shared.items()}


def _advisor(
    corpus: Corpus, author: int, other: int, joint: Ints, options: ReviewOptions
) -> str | None:
    """What ties the two like advisor and student, whichever is which; None when nothing does."""
    gap = corpus.first[author] - corpus.first[other]
    if not abs(gap) >= options.gap:
        return None
    begun = max(corpus.first[author], corpus.first[other])
    early = np.count_nonzero(corpus.year[joint] < begun + options.early)
    if early < options.joint:
        return None
    return "advisor-like senior coauthor of" if gap > 0 else "student-like junior coauthor of"


def _colleagues(
    inputs: Inputs, corpus: Corpus, authors: Sequence[int], since: float
) -> list[tuple[int, str, int]]:
    """(person, institution, author) for those at an institution of an author since that year."""
    if not inputs.has("AFFILIATED_WITH") or not authors:
        return []
    rows = inputs.table("AFFILIATED_WITH", ["start", "end", "last_year"])
    year = rows.column("last_year").cast(pa.float64()).to_numpy(zero_copy_only=False)
    rows = rows.filter(pa.array(~(year <= since)))
    who = pc.index_in(rows.column("start"), value_set=corpus.authors).to_numpy()
    where = np.asarray(rows.column("end").to_pylist(), dtype=object)
    institutions = inputs.table("Institution", ["id", "name"])
    names = dict(zip(*(institutions.column(c).to_pylist() for c in ("id", "name")), strict=True))
    found = []
    for author in authors:
        for place in sorted(set(where[who == author])):
            there = np.unique(who[where == place])
            found += [(int(p), names.get(place) or place, author) for p in there if p != author]
    return found


def _candidates(
    inputs: Inputs, corpus: Corpus, shown: Sequence[int], score: Floats, matches: Matches
) -> tuple[Reviewer, ...]:
    names = names_at(inputs, corpus, shown)
    topics = subjects_of(inputs, corpus, shown)
    titles = inputs.table("Paper", ["id", "title"]).sort_by("id").column("title")
    found = []
    for person, name in zip(shown, names, strict=True):
        own = np.flatnonzero(np.isin(matches.papers, corpus.papers_of(person)))
        own = own[np.argsort(-matches.cosine[own], kind="stable")]
        best = titles.take(pa.array(matches.papers[own[:NAMED]])).to_pylist()
        liked = sorted(topics[person], key=lambda label: (-topics[person][label], label))
        last = corpus.last[person]
        found.append(
            Reviewer(
                reviewer=name,
                score=float(score[person]),
                matching=len(own),
                papers=tuple(title or "(no title)" for title in best),
                topics=tuple(liked[:NAMED]),
                last_year=None if np.isnan(last) else int(last),
                author_id=corpus.authors[person].as_py(),
            )
        )
    return tuple(found)


def _excluded(
    inputs: Inputs, corpus: Corpus, barred: Sequence[int], against: dict[int, tuple[str, ...]]
) -> tuple[Excluded, ...]:
    names = names_at(inputs, corpus, barred)
    return tuple(
        Excluded(name, against[person], corpus.authors[person].as_py())
        for person, name in zip(barred, names, strict=True)
    )


ENOUGH = 3
"""Fewer candidates than an editor needs for one paper."""


def _notes(
    corpus: Corpus, authors: Sequence[int], free: int, barred: int, inputs: Inputs
) -> tuple[str, ...]:
    notes = []
    if free < ENOUGH:
        count = {0: "nobody is", 1: "only one person is"}.get(free, f"only {free} people are")
        notes.append(
            f"{count} left who has published on this in the graph"
            + (f" ({barred} more have a conflict of interest)" if barred else "")
            + ": import more papers of the field, or allow less like ones with --least"
        )
    if not authors:
        notes.append("no author was named, so no conflict of interest could be looked for")
    elif not inputs.has("AFFILIATED_WITH"):
        notes.append("no affiliation is in this graph: colleagues could not be left out")
    if np.isnan(corpus.now):
        notes.append("no paper has a year: every joint paper counts as a conflict")
    elif authors:
        notes.append(f"years of conflict end in {int(corpus.now)}, the latest year of the graph")
    return tuple(notes)
