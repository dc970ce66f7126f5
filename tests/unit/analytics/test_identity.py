"""A group keeps its name as long as most of its members stay together."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.analytics.identity import former_names, lasting_numbers
from kg.workspace.ids import Former

memberships = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(12)]), st.sampled_from(["T1", "T2", "T3", "X", "Y"])
)


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no failure."""


def former(members: dict[str, str], *used: str) -> Former:
    table = pa.table({"key": list(members), "id": list(members.values())}, SCHEMA)
    return Former(table, frozenset({*members.values(), *used}))


SCHEMA = pa.schema([("key", pa.string()), ("id", pa.string())])


def names(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """What the groups of `new` were called before."""
    groups = sorted(set(new.values()))
    labels = np.array([groups.index(g) for g in new.values()], dtype=np.int64)
    found = former_names(former(old), pa.array(list(new), pa.string()), labels)
    return {groups[number]: name for number, name in found.items()}


def test_a_split_group_leaves_its_name_to_the_larger_part() -> None:
    old = dict.fromkeys("abcdefg", "T1")
    assert names(old, {**dict.fromkeys("abcde", "X"), **dict.fromkeys("fg", "Y")}) == {"X": "T1"}


def test_merged_groups_take_the_name_of_the_larger_one() -> None:
    old = {**dict.fromkeys("abcde", "T1"), **dict.fromkeys("fg", "T2")}
    assert names(old, dict.fromkeys("abcdefg", "X")) == {"X": "T1"}


def test_a_group_of_others_is_a_new_one() -> None:
    assert names({"a": "T1"}, dict.fromkeys("abcdefgh", "X")) == {}


def test_members_that_are_gone_or_in_no_group_do_not_count() -> None:
    old = dict.fromkeys("abcdefgh", "T1")
    assert names(old, {"a": "X"}) == {"X": "T1"}


@unhurried
@given(memberships, memberships)
def test_no_name_is_given_twice(old: dict[str, str], new: dict[str, str]) -> None:
    found = names(old, new)
    assert set(found) <= set(new.values())
    assert set(found.values()) <= set(old.values())
    assert len(set(found.values())) == len(found)


@unhurried
@given(memberships)
def test_what_did_not_change_keeps_its_names(old: dict[str, str]) -> None:
    renamed = {paper: f"new {topic}" for paper, topic in old.items()}
    assert names(old, renamed) == {f"new {t}": t for t in set(old.values())}


def test_a_number_that_was_ever_given_is_not_given_again() -> None:
    was = former({"a": "0", "b": "0"}, "1", "2")
    labels = lasting_numbers(was, pa.array(["a", "b", "c", "d"]), np.array([1, 1, 0, -1]))
    assert labels.tolist() == [0, 0, 3, -1]


def test_without_a_former_grouping_numbers_stay_as_they_are() -> None:
    labels = lasting_numbers(None, pa.array(["a", "b", "c"]), np.array([1, 0, -1]))
    assert labels.tolist() == [1, 0, -1]
