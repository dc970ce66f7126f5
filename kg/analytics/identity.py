"""Names of groups that last: ids and numbers that do not change for nothing.

A grouping found anew has no names. A group takes the name that most of its members bore before,
as the ledger of ids remembers it; only one that has no forerunner gets a name of its own. So a
graph built anew from its records and its ledger has the same names, byte for byte.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kg.workspace.ids import Former

__all__ = [
    "former_labels",
    "former_names",
    "free_name",
    "lasting_numbers",
    "memberships",
    "topic_id",
]

LEAST = 0.25
"""Overlap (papers in both over papers in either) from which a group is taken for the same."""


def topic_id(level: int, core_paper: str) -> str:
    """Id of a new topic by its level and the paper at its heart (most weight inside the topic).

    >>> topic_id(0, "P1") == topic_id(0, "P1"), topic_id(0, "P1") == topic_id(1, "P1")
    (True, False)
    """
    return "T" + sha256(f"{level}\0{core_paper}".encode()).hexdigest()[:12]


def free_name(wanted: str, taken: set[str] | frozenset[str]) -> str:
    """The name, or one made of it when a group bears it or ever did.

    >>> free_name("T1", {"T2"}), free_name("T1", {"T1"}) == "T1"
    ('T1', False)
    """
    while wanted in taken:
        wanted = "T" + sha256(wanted.encode()).hexdigest()[:12]
    return wanted


def former_names(
    former: Former | None, members: pa.Array, labels: NDArray[np.int64], *, least: float = LEAST
) -> dict[int, str]:
    """What each group was called before; groups without forerunner are left out.

    `labels` gives the group of each member, -1 for none. Overlap is members in both over members
    in either (Jaccard), of those that are in a group now; pairs are taken greedily from the
    greatest overlap down, each group and each name once, down to `least`. O(n log n).

    >>> was = pa.table({"key": ["p1", "p2", "p3"], "id": ["T1", "T1", "T2"]})
    >>> former_names(Former(was, frozenset()), pa.array(["p1", "p2", "p3"]), np.array([1, 1, 0]))
    {1: 'T1', 0: 'T2'}
    """
    if former is None or former.members.num_rows == 0:
        return {}
    inside = np.flatnonzero(labels >= 0)
    where = pc.index_in(
        members.take(pa.array(inside)), value_set=former.members.column("key").combine_chunks()
    )
    known = where.is_valid()
    old = former.members.column("id").take(where.filter(known)).combine_chunks().dictionary_encode()
    names = old.dictionary.to_pylist()
    was = old.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    now = labels[inside]
    new_size, old_size = np.bincount(now), np.bincount(was, minlength=len(names))
    both = now[known.to_numpy(zero_copy_only=False)] * len(names) + was
    pairs, shared = np.unique(both, return_counts=True)
    ends = [(int(pair) // len(names), int(pair) % len(names)) for pair in pairs]
    scored = sorted(
        (-n / (new_size[group] + old_size[name] - n), names[name], group)
        for (group, name), n in zip(ends, shared.tolist(), strict=True)
    )
    heirs: dict[int, str] = {}
    for score, name, group in scored:
        if -score >= least and group not in heirs and name not in heirs.values():
            heirs[group] = name
    return heirs


def former_labels(former: Former | None, members: pa.Array) -> NDArray[np.int64]:
    """The group that each member was in before, numbered from 0; -1 for those in none.

    >>> was = pa.table({"key": ["p1", "p2"], "id": ["T7", "T3"]})
    >>> former_labels(Former(was, frozenset()), pa.array(["p2", "p1", "p9"])).tolist()
    [1, 0, -1]
    """
    if former is None or former.members.num_rows == 0:
        return np.full(len(members), -1, dtype=np.int64)
    where = pc.index_in(members, value_set=former.members.column("key").combine_chunks())
    names = former.members.column("id").combine_chunks().dictionary_encode().indices.take(where)
    return np.asarray(names.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)


def lasting_numbers(
    former: Former | None, members: pa.Array, labels: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The labels with each group's number of before; new groups get numbers never used, in order.

    >>> was = pa.table({"key": ["a", "b", "c"], "id": ["0", "0", "1"]})
    >>> now = lasting_numbers(Former(was, frozenset({"0", "1"})), pa.array(["a", "b", "c", "d"]),
    ...                       np.array([1, 1, 2, 0]))
    >>> now.tolist()
    [0, 0, 1, 2]
    """
    kept = former_names(former, members, labels)
    used = set() if former is None else former.used
    following = max((int(name) for name in used), default=-1) + 1
    numbers = np.empty(int(labels.max(initial=-1)) + 1, dtype=np.int64)
    for group in range(len(numbers)):
        if group in kept:
            numbers[group] = int(kept[group])
        else:
            numbers[group], following = following, following + 1
    return np.where(labels >= 0, numbers[labels], -1) if len(numbers) else labels


def memberships(members: pa.Array, names: pa.Array, labels: NDArray[np.int64]) -> pa.Table:
    """Who is in the group of which name (`key`, `id`): what the ledger is to remember."""
    inside = np.flatnonzero(labels >= 0)
    ids = names.take(pa.array(labels[inside], pa.int64()))
    return pa.table({"key": members.take(pa.array(inside)), "id": ids.cast(pa.string())})
