"""People worth meeting, by name and with the reasons: what `kg recommend` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kg.analytics.corpus import Choice, Corpus, read_corpus
from kg.analytics.graph import Inputs
from kg.analytics.meet import Meeting, MeetOptions
from kg.analytics.topics.layers import OWN_SECTIONS
from kg.errors import ParameterError

__all__ = ["Person", "Recommendation", "names_at", "position_of", "recommend", "subjects_of"]

NAMED = 3
"""Shared coauthors, topics and words named for each person."""


@dataclass(frozen=True)
class Person:
    """Somebody worth meeting, and why.

    `through` names the strongest of the `shared_coauthors`; `shared_topics` are topics and
    keywords of both, `shared_words` those words of their titles that make them alike. `papers`
    counts those in the graph.
    """

    person: str
    score: float
    shared_coauthors: int
    through: tuple[str, ...]
    shared_topics: tuple[str, ...]
    shared_words: tuple[str, ...]
    papers: int
    last_year: int | None
    author_id: str


@dataclass(frozen=True)
class Recommendation:
    """People, the best first, and sentences on why there are none or how sure they are."""

    author: str
    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()
    more: bool = False


def recommend(
    inputs: Inputs,
    author: str,
    *,
    choice: Choice | None = None,
    options: MeetOptions | None = None,
    limit: int = 10,
) -> Recommendation:
    """People worth meeting for the author with that id; `limit` 0 gives all.

    `choice` leaves out people who have not enough papers of its kind; it does not change the
    paths that lead to the others. Raises `ParameterError` when there is no such author.
    """
    choice = choice or Choice()
    corpus = read_corpus(inputs)
    who = position_of(corpus, author)
    titles = inputs.table("Paper", ["id", "title"]).sort_by("id").column("title").to_pylist()
    meeting = Meeting(corpus, titles, options)
    allowed = corpus.counted(corpus.chosen(inputs, choice)) >= choice.min_papers
    ranking = meeting.rank(who, allowed)
    shown = ranking.people[: limit or None]
    people = _described(inputs, meeting, who, shown, ranking.scores)
    name = names_at(inputs, corpus, [who])[0]
    return Recommendation(
        name,
        people,
        _notes(meeting, who, name, any_left=bool(len(ranking.people))),
        more=len(ranking.people) > len(shown),
    )


def position_of(corpus: Corpus, author: str) -> int:
    """The index of an author's id; `ParameterError` when there is none."""
    found = pc.index_in(pa.array([author], pa.string()), value_set=corpus.authors)[0].as_py()
    if found is None:
        raise ParameterError(f"no author has the id {author!r}", hint="is it in this graph?")
    return int(found)


def names_at(inputs: Inputs, corpus: Corpus, people: Iterable[int]) -> list[str]:
    """Names of authors by index; their ids where they have none."""
    where = pa.array(list(people), pa.int64())
    names = inputs.table("Author", ["id", "name"]).sort_by("id").column("name").take(where)
    return [
        name or id_
        for name, id_ in zip(names.to_pylist(), corpus.authors.take(where).to_pylist(), strict=True)
    ]


def subjects_of(
    inputs: Inputs, corpus: Corpus, people: Sequence[int]
) -> dict[int, dict[str, float]]:
    """Topics and keywords of each of some authors, with the share of their papers, 0 to 1."""
    found: dict[int, dict[str, float]] = {person: {} for person in people}
    for person, label, share in [*_topics(inputs, corpus, people), *_tags(inputs, corpus, people)]:
        found[person][label] = max(share, found[person].get(label, 0.0))
    return found


def _topics(inputs: Inputs, corpus: Corpus, people: Sequence[int]) -> list[tuple[int, str, float]]:
    if not inputs.has("WORKS_ON"):
        return []
    ids = corpus.authors.take(pa.array(people, pa.int64()))
    rows = inputs.table("WORKS_ON", ["start", "end", "score"])
    rows = rows.filter(pc.is_in(rows.column("start"), value_set=ids))
    topics = inputs.table("Topic", ["id", "label"])
    labels = dict(zip(*(topics.column(c).to_pylist() for c in ("id", "label")), strict=True))
    place = dict(zip(ids.to_pylist(), people, strict=True))
    return [
        (place[row["start"]], labels[row["end"]], row["score"] or 0.0)
        for row in rows.to_pylist()
        if labels.get(row["end"])
    ]


def _tags(inputs: Inputs, corpus: Corpus, people: Sequence[int]) -> list[tuple[int, str, float]]:
    """Keywords, but not the words that the user searched by: everybody has those."""
    if not inputs.has("TAGGED"):
        return []
    papers = corpus.by_author[np.asarray(people, dtype=np.int64)]
    kept = corpus.papers.take(pa.array(np.unique(papers.indices)))
    rows = inputs.table("TAGGED", ["start", "end"])
    rows = rows.filter(pc.is_in(rows.column("start"), value_set=kept))
    keywords = inputs.table("Keyword", ["id", "label", "scheme"]).to_pylist()
    labels = {k["id"]: k["label"] for k in keywords if k["scheme"] != OWN_SECTIONS}
    tags: dict[int, set[str]] = defaultdict(set)
    where = pc.index_in(rows.column("start"), value_set=corpus.papers).to_pylist()
    for paper, keyword in zip(where, rows.column("end").to_pylist(), strict=True):
        if labels.get(keyword):
            tags[paper].add(labels[keyword])
    found = []
    for person in people:
        own = corpus.papers_of(person)
        counts: dict[str, int] = defaultdict(int)
        for paper in own:
            for label in tags.get(int(paper), ()):
                counts[label] += 1
        found += [(person, label, n / len(own)) for label, n in counts.items()]
    return found


def _described(
    inputs: Inputs, meeting: Meeting, who: int, shown: Any, scores: Any
) -> tuple[Person, ...]:
    corpus = meeting.corpus
    people = [int(person) for person in shown]
    between = {person: meeting.through(who, person) for person in people}
    named = sorted({int(b) for found in between.values() for b in found[:NAMED]} | set(people))
    names = dict(zip(named, names_at(inputs, corpus, named), strict=True))
    subjects = subjects_of(inputs, corpus, [who, *people])
    return tuple(
        Person(
            person=names[person],
            score=float(score),
            shared_coauthors=len(between[person]),
            through=tuple(names[int(b)] for b in between[person][:NAMED]),
            shared_topics=_shared(subjects[who], subjects[person]),
            shared_words=tuple(meeting.shared_words(who, person, NAMED)),
            papers=len(corpus.papers_of(person)),
            last_year=None if np.isnan(corpus.last[person]) else int(corpus.last[person]),
            author_id=corpus.authors[person].as_py(),
        )
        for person, score in zip(people, scores, strict=False)
    )


def _shared(one: dict[str, float], other: dict[str, float]) -> tuple[str, ...]:
    both = sorted(one.keys() & other.keys(), key=lambda s: (-one[s] * other[s], s))
    return tuple(both[:NAMED])


def _notes(meeting: Meeting, who: int, name: str, *, any_left: bool) -> tuple[str, ...]:
    corpus = meeting.corpus
    notes = []
    if not len(corpus.coauthors_of(who)):
        notes.append(
            f"{name} has no coauthor in this graph, and so no path leads to anybody. Import more "
            "of their papers, or look for people by subject: kg reviewers --title TEXT"
        )
    elif not meeting.ties[[who]].nnz:
        notes.append(
            f"{name} has written in teams of more than {meeting.options.max_team} authors only, "
            "which are not followed: who has met whom there is not known"
        )
    elif not any_left:
        notes.append(
            f"nobody fits: the coauthors of {name} have no other coauthors in this graph, or "
            "none that the filters leave"
        )
    if np.isnan(corpus.now):
        notes.append("no paper has a year: old ties count like new ones")
    return tuple(notes)
