"""A topic keeps its id as long as most of its papers stay together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.analytics.topics.identity import match_topics

memberships = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(12)]), st.sampled_from(["T1", "T2", "T3", "X", "Y"])
)


def test_a_split_topic_leaves_its_id_to_the_larger_part() -> None:
    old = dict.fromkeys("abcdefg", "T1")
    new = {**dict.fromkeys("abcde", "X"), **dict.fromkeys("fg", "Y")}
    assert match_topics(old, new) == {"X": "T1", "Y": "Y"}


def test_merged_topics_take_the_id_of_the_larger_one() -> None:
    old = {**dict.fromkeys("abcde", "T1"), **dict.fromkeys("fg", "T2")}
    assert match_topics(old, dict.fromkeys("abcdefg", "X")) == {"X": "T1"}


def test_a_topic_of_other_papers_is_a_new_one() -> None:
    assert match_topics({"a": "T1"}, dict.fromkeys("abcdefgh", "X")) == {"X": "X"}


def test_an_id_is_never_given_twice() -> None:
    old = {**dict.fromkeys("abc", "X"), **dict.fromkeys("def", "T2")}
    new = {**dict.fromkeys("def", "X"), **dict.fromkeys("abc", "Y")}
    assert match_topics(old, new) == {"X": "T2", "Y": "X"}
    clash = match_topics({"a": "X"}, {"a": "Y", "b": "X"})
    assert clash["Y"] == "X"
    assert clash["X"] not in ("X", "Y")


@given(memberships, memberships)
def test_every_topic_gets_one_id_of_its_own(old: dict[str, str], new: dict[str, str]) -> None:
    found = match_topics(old, new)
    assert set(found) == set(new.values())
    assert len(set(found.values())) == len(found)


@given(memberships)
def test_what_did_not_change_keeps_its_ids(old: dict[str, str]) -> None:
    renamed = {paper: f"new {topic}" for paper, topic in old.items()}
    assert match_topics(old, renamed) == {f"new {t}": t for t in set(old.values())}
