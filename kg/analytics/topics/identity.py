"""Names of topics that last: ids that do not change for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256

__all__ = ["match_topics", "topic_id"]


def topic_id(level: int, core_paper: str) -> str:
    """Id of a topic by its level and the paper at its heart (most weight inside the topic).

    A function of the papers alone, so that a graph built anew has the same ids; and papers that
    come or go at a topic's edge seldom change its heart.

    >>> topic_id(0, "P1") == topic_id(0, "P1"), topic_id(0, "P1") == topic_id(1, "P1")
    (True, False)
    """
    return "T" + sha256(f"{level}\0{core_paper}".encode()).hexdigest()[:12]


def match_topics(
    old: Mapping[str, str], new: Mapping[str, str], *, least: float = 0.25
) -> dict[str, str]:
    """The id each new topic should bear: that of the old topic it overlaps most, or its own.

    `old` and `new` map papers to topics. Overlap is papers in both over papers in either
    (Jaccard); pairs are taken greedily from the greatest overlap down, each topic once, down to
    `least`. A new topic that keeps its own id while an old topic's heir bears it gets a fresh one.

    >>> match_topics({"p1": "T1", "p2": "T1", "p3": "T2"}, {"p1": "X", "p2": "X", "p3": "Y"})
    {'X': 'T1', 'Y': 'T2'}
    >>> match_topics({}, {"p1": "X"})
    {'X': 'X'}
    """
    old_size, new_size = Counter(old.values()), Counter(new.values())
    both = Counter((old[p], topic) for p, topic in new.items() if p in old)
    overlap = sorted((-n / (old_size[o] + new_size[t] - n), o, t) for (o, t), n in both.items())
    heirs: dict[str, str] = {}
    taken: set[str] = set()
    for score, old_topic, topic in overlap:
        if -score >= least and old_topic not in taken and topic not in heirs:
            heirs[topic] = old_topic
            taken.add(old_topic)
    result: dict[str, str] = {}
    for topic in sorted(new_size):
        result[topic] = heirs.get(topic) or _free(topic, taken)
        taken.add(result[topic])
    return result


def _free(wanted: str, taken: Collection[str]) -> str:
    while wanted in taken:
        wanted = "T" + sha256(wanted.encode()).hexdigest()[:12]
    return wanted
