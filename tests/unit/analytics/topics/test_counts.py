"""Terms are counted as scikit-learn counts them; of many papers, those that titles share."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from kg.analytics.topics import counts, text
from kg.analytics.topics.counts import count_words
from kg.analytics.topics.text import Lexicon, plain

WORDS = (
    "the of map maps graph 2020 a1 étude Übersicht ab x état 機械学習 深い学 ไทยคำ und der".split()
)
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
STOP_WORDS = text.FUNCTION_WORDS | ENGLISH_STOP_WORDS


def terms_of(sentence: str) -> list[str]:
    """What the lexicon's documentation says, in plain words of Python."""
    sentence = plain(sentence)
    words = [w for w in text._TOKEN.findall(sentence) if w not in STOP_WORDS]
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    signs = [a + b for run in text._SIGNS.findall(sentence) for a, b in pairwise(run)]
    return words + pairs + signs


@settings(deadline=None)
@given(st.lists(st.tuples(SENTENCES, SENTENCES), max_size=12))
def test_counts_are_those_of_scikit_learn(papers: list[tuple[str, str]]) -> None:
    engine = CountVectorizer(
        analyzer=lambda paper: terms_of(paper[0]) * 2 + terms_of(paper[1]),
        min_df=2,
        max_df=max(len(papers) // 2, 2),
    )
    try:
        expected = engine.fit_transform(papers).toarray()
    except ValueError:  # its only word for "no term is left"
        assert count_words(papers) is None
        return
    found = count_words(papers)
    assert found is not None
    assert found.terms == engine.get_feature_names_out().tolist()
    assert found.counts.toarray().tolist() == expected.tolist()


@settings(deadline=None)
@given(st.lists(st.tuples(SENTENCES, SENTENCES), min_size=2, max_size=12), st.integers(1, 5))
def test_the_size_of_parts_does_not_change_counts(papers: list[tuple[str, str]], size: int) -> None:
    whole = count_words(papers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "PART", size)
        in_parts = count_words(papers)
    assert (whole is None) == (in_parts is None)
    if whole is not None and in_parts is not None:
        assert whole.terms == in_parts.terms
        assert np.array_equal(whole.counts.toarray(), in_parts.counts.toarray())


def test_of_many_papers_the_terms_of_titles_are_counted_in_abstracts_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counts, "TITLES_FROM", 4)
    papers = [
        ("Maps", "we draw a plane"),
        ("Maps of towns", "a plane"),
        ("Towns", "maps of a plane"),
        ("", ""),
        ("", ""),
        ("", ""),
    ]
    found = count_words(papers)
    assert found is not None
    assert found.terms == ["maps", "towns"]
    assert found.counts.toarray()[:3].tolist() == [[2, 0], [2, 2], [1, 2]]


def test_an_unknown_word_parts_the_words_around_it() -> None:
    lexicon = Lexicon()
    keys, _ = lexicon.occurrences(["deep graph learning"])
    lexicon.close()
    again, _ = lexicon.occurrences(["deep unheard graph learning"])
    assert lexicon.terms(keys)[3:] == ["deep graph", "graph learning"]
    assert lexicon.terms(again) == ["deep", "graph", "learning", "graph learning"]


def test_a_word_of_any_length_costs_only_itself() -> None:
    word = "a" * 1_000_000
    found = count_words([(f"{word} map", ""), (f"{word} map", ""), ("town", ""), ("town", "")])
    assert found is not None
    assert [len(term) for term in found.terms] == [1_000_000, 1_000_004, 3, 4]
