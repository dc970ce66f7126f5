"""Topics of papers: found by what papers share, named by their words, none where there are none."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from kg.analytics.base import Result
from kg.analytics.graph import Inputs
from kg.analytics.topics import Topics, neighbours
from kg.testing.analyses import content
from kg.workspace.ids import Former
from tests.unit.analytics.corpus import THEMES, corpus, themed


def topic_of(result: Result) -> dict[str, str]:
    """The broad topic of each paper that has one."""
    broad = {row["id"] for row in rows(result, "Topic") if row["level"] == 0}
    return {r["start"]: r["end"] for r in rows(result, "ABOUT") if r["end"] in broad}


def rows(result: Result, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result.tables[table].to_pylist()
    return found


@pytest.fixture
def three_themes(tmp_path: Path) -> Result:
    return Topics().run(corpus(tmp_path, themed()))


def test_each_theme_is_a_topic(three_themes: Result) -> None:
    topic = topic_of(three_themes)
    of_theme = defaultdict(set)
    for paper in themed():
        of_theme[paper["theme"]].add(topic[paper["id"]])
    assert all(len(topics) == 1 for topics in of_theme.values())
    assert len(set(topic.values())) == 3


def test_topics_are_named_by_words_of_their_theme(three_themes: Result) -> None:
    topic = topic_of(three_themes)
    theme = {topic[p["id"]]: p["theme"] for p in themed()}
    for row in rows(three_themes, "Topic"):
        words = set(THEMES[theme[row["id"]]].split())
        assert {w for term in row["terms"][:5] for w in term.split()} <= words
        assert row["label"] == ", ".join(row["terms"][:3])
        assert row["n_papers"] == 12


def test_scores_are_shares_and_papers_inside_a_theme_score_high(three_themes: Result) -> None:
    scores = [row["score"] for row in rows(three_themes, "ABOUT")]
    assert all(0 <= score <= 1 for score in scores)
    assert sorted(scores)[len(scores) // 2] > 0.8


def test_a_topic_is_represented_by_its_five_papers_with_most_weight_inside(tmp_path: Path) -> None:
    inputs = corpus(tmp_path, themed())
    topics = Topics()
    result = topics.run(inputs)
    graph, topic = topics.hybrid(inputs).graph.toarray(), topic_of(result)
    place = {paper: n for n, paper in enumerate(sorted(p["id"] for p in themed()))}
    for id_ in set(topic.values()):
        members = [p for p in topic if topic[p] == id_]
        weight = {p: sum(graph[place[p], place[q]] for q in members) for p in members}
        order = sorted(members, key=lambda p: (-round(weight[p], 9), p))
        standing = {r["start"] for r in rows(result, "ABOUT") if r["representative"]}
        assert {p for p in members if p in standing} == set(order[:5])


def test_finer_topics_lie_inside_broader_ones(tmp_path: Path) -> None:
    result = Topics(split_from=10, neighbours=4).run(corpus(tmp_path, themed(40)))
    topics = {row["id"]: row for row in rows(result, "Topic")}
    finer = [row for row in topics.values() if row["level"] == 1]
    assert finer
    assert all(topics[row["parent"]]["level"] == 0 for row in finer)
    of_paper: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows(result, "ABOUT"):
        of_paper[row["start"]][topics[row["end"]]["level"]] = row["end"]
    for levels in of_paper.values():
        assert 1 not in levels or topics[levels[1]]["parent"] == levels[0]
    sizes = Counter(row["end"] for row in rows(result, "ABOUT"))
    assert sizes == {id_: row["n_papers"] for id_, row in topics.items()}


def test_authors_work_on_the_topics_of_their_papers(tmp_path: Path) -> None:
    papers = themed()
    first = {t: next(p["id"] for p in papers if p["theme"] == t) for t in THEMES}
    second = {t: next(p["id"] for p in papers[::-1] if p["theme"] == t) for t in THEMES}
    authored = [
        ("ada", first["glaciers"]),
        ("ada", second["glaciers"]),
        ("ada", first["markets"]),
        ("bob", first["proteins"]),
    ]
    result = Topics().run(corpus(tmp_path, papers, authored))
    topic = topic_of(result)
    found = {(r["start"], r["end"]): (r["papers"], r["score"]) for r in rows(result, "WORKS_ON")}
    assert found == {
        ("ada", topic[first["glaciers"]]): (2, pytest.approx(2 / 3)),
        ("ada", topic[first["markets"]]): (1, pytest.approx(1 / 3)),
        ("bob", topic[first["proteins"]]): (1, 1.0),
    }


def pairs_of_groups() -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Ten papers whose titles share no word, in two groups of five."""
    papers = [{"id": f"p{n}", "title": f"word{'abcdefghij'[n]}"} for n in range(10)]
    ids = [p["id"] for p in papers]
    return papers, {"left": ids[:5], "right": ids[5:]}


@pytest.mark.parametrize("kind", ["authors", "citations", "keywords"])
def test_papers_without_common_words_are_placed_by_what_else_they_share(
    kind: str, tmp_path: Path
) -> None:
    papers, groups = pairs_of_groups()
    kinds: dict[str, dict[str, Any]] = {
        "authors": {"authors": [(g, p) for g, ids in groups.items() for p in ids]},
        "citations": {"cites": [(p, ids[0]) for ids in groups.values() for p in ids]},
        "keywords": {"tags": [(p, g, "author") for g, ids in groups.items() for p in ids]},
    }
    result = Topics().run(corpus(tmp_path, papers, **kinds[kind]))
    topic = topic_of(result)
    assert {len({topic[p] for p in ids}) for ids in groups.values()} == {1}
    assert topic["p0"] != topic["p9"]
    assert kind in result.notes[0]
    assert all(row["label"].startswith("word") for row in rows(result, "Topic"))


def test_sections_of_the_users_own_list_do_not_come_back_as_topics(tmp_path: Path) -> None:
    papers, groups = pairs_of_groups()
    tags = [(p, g, "query") for g, ids in groups.items() for p in ids]
    result = Topics().run(corpus(tmp_path, papers, tags=tags))
    assert rows(result, "Topic") == []


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_tiny_corpus_has_no_topics_and_says_why(count: int, tmp_path: Path) -> None:
    papers = [{"id": f"p{n}", "title": "The same title"} for n in range(count)]
    result = Topics().run(corpus(tmp_path, papers))
    assert result.tables["Topic"].num_rows == 0
    assert topic_of(result) == {}
    assert result.notes[0].startswith("no topics: ")


def test_papers_without_any_text_have_no_topics_and_the_note_says_why(tmp_path: Path) -> None:
    papers = [{"id": f"p{n}", "title": None} for n in range(9)]
    result = Topics().run(corpus(tmp_path, papers))
    assert result.notes == ("no topics: no two papers share words, authors, keywords or citations",)


def test_a_paper_like_no_other_is_in_no_topic(tmp_path: Path) -> None:
    papers = [*themed(), {"id": "q", "title": "Xylophone"}]
    result = Topics().run(corpus(tmp_path, papers))
    assert "q" not in topic_of(result)
    assert any(note.endswith(": 1 of 37 papers") for note in result.notes)


def test_languages_without_spaces_are_compared_by_pairs_of_signs(tmp_path: Path) -> None:
    left, right = (
        ("机器翻译的神经网络模型", "神经网络机器翻译"),
        ("冰川融化与海平面", "海平面和冰川融化"),
    )
    titles = [*left, *right] * 3
    papers = [{"id": f"p{n:02}", "title": t} for n, t in enumerate(titles)]
    result = Topics().run(corpus(tmp_path, papers))
    topic = topic_of(result)
    assert topic["p00"] == topic["p01"] != topic["p02"] == topic["p03"]
    assert any("翻译" in row["terms"] or "冰川" in row["terms"] for row in rows(result, "Topic"))


def test_ids_do_not_change_when_a_paper_comes(tmp_path: Path) -> None:
    before = Topics().run(corpus(tmp_path / "1", themed()))
    extra = {"id": "zz", "title": "Glacier melt and ice sheet calving", "abstract": None}
    after = Topics().run(corpus(tmp_path / "2", [*themed(), extra]))
    assert {r["id"] for r in rows(before, "Topic")} == {r["id"] for r in rows(after, "Topic")}


def test_ids_are_those_that_the_ledger_remembers(tmp_path: Path) -> None:
    inputs = corpus(tmp_path, themed())
    first = Topics().run(inputs)
    rows = first.groups["topic-0"].to_pylist()
    table = pa.Table.from_pylist([{**row, "id": "old" + row["id"]} for row in rows])
    former = {"topic-0": Former(table, frozenset(table["id"].to_pylist()))}
    again = Topics().run(Inputs(inputs.tables, former))
    assert {p: f"old{t}" for p, t in topic_of(first).items()} == topic_of(again)


def test_an_id_that_another_topic_bore_is_not_given_again(tmp_path: Path) -> None:
    inputs = corpus(tmp_path, themed())
    ids = {row["id"] for row in rows(Topics().run(inputs), "Topic")}
    gone = Former(pa.table({"key": ["x"], "id": ["T1"]}), frozenset(ids))
    again = Topics().run(Inputs(inputs.tables, {"topic-0": gone}))
    assert ids.isdisjoint(row["id"] for row in rows(again, "Topic"))


def test_two_threads_give_the_bytes_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = corpus(tmp_path, themed(60))
    found = []
    for threads in (1, 2):
        monkeypatch.setattr(neighbours, "THREADS", threads)
        found.append(content(Topics().run(inputs)))
    assert found[0] == found[1]
