"""`kg communities`, `kg evolution` and `kg bursts` on a small graph, and where there is nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli.app import cli
from kg.pipeline import BuildOptions, build

SUBJECTS = ("glacier melt", "auction price")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two groups of four authors, each with a keyword; one keyword of the first bursts in 2008."""
    folder = tmp_path_factory.mktemp("groups")
    papers = []
    for n in range(40):
        group = n % 2
        team = [f"Ann {'AB'[group]}person{(n // 2 + i) % 4}" for i in range(3)]
        extra = ["calving"] if n % 20 >= 16 else []
        keywords = [SUBJECTS[group], *extra]
        title = f"{SUBJECTS[group]} study number {n}"
        year = 2000 + n // 4 if n < 38 else None
        papers.append({"title": title, "authors": team, "year": year, "keywords": keywords})
    source = folder / "papers.jsonl"
    source.write_text("".join(json.dumps(p) + "\n" for p in papers))
    build(folder / "graph", [str(source)], BuildOptions(analyses=("communities",)))
    return folder / "graph"


def run(graph: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "-g", str(graph)], catch_exceptions=False)


def rows(graph: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(graph, *words, "--quiet", "--json").stdout)
    return found


def test_communities_are_named_by_what_sets_their_members_apart(graph: Path) -> None:
    found = rows(graph, "communities")
    assert {(r["label"].split(",")[0], r["authors"]) for r in found} == {(s, 4) for s in SUBJECTS}
    assert [(r["community"], r["conductance"], r["stability"]) for r in found] == [
        (0, 0, 1),
        (1, 0, 1),
    ]
    said = run(graph, "communities").stderr
    assert said.endswith("modularity 0.5000, coverage 1.0000; 10 other seeds agree by AMI 1.00\n")


def test_a_community_can_be_parted_again_and_others_be_found(graph: Path) -> None:
    assert sum(r["authors"] for r in rows(graph, "communities", "--inside", "0")) == 4
    assert len(rows(graph, "communities", "--cpm", "--resolution", "100")) == 8
    ran = CliRunner().invoke(cli, ["communities", "--inside", "7", "-g", str(graph)])
    assert "there is no community 7" in str(ran.exception)


def test_evolution_tells_each_window_and_what_is_left_out(graph: Path) -> None:
    found = rows(graph, "evolution", "--window", "5", "--smallest", "3")
    assert [(r["window"], r["event"]) for r in found] == [
        ("2000-2004", "birth"),
        ("2000-2004", "birth"),
        ("2005-2009", "steady"),
        ("2005-2009", "steady"),
    ]
    assert "their year being unknown: 2 papers" in run(graph, "evolution").stderr
    assert "No communities of 50 or more" in run(graph, "evolution", "--smallest", "50").stderr


def test_bursts_name_keyword_and_years(graph: Path) -> None:
    found = rows(graph, "bursts", "--scaling", "3")
    assert [tuple(r.values())[:4] for r in found] == [("calving", 2004, 2004, 4)]
    assert rows(graph, "bursts", "--scaling", "3", "--since", "2005") == []
    assert (
        "No bursts of topics: there are no topics" in run(graph, "bursts", "--of", "topics").stderr
    )
    assert "No bursts of terms" in run(graph, "bursts", "--of", "terms").stderr


def built(folder: Path, papers: list[dict[str, Any]]) -> Path:
    source = folder / "papers.jsonl"
    source.write_text("".join(json.dumps(p) + "\n" for p in papers))
    build(folder / "graph", [str(source)], BuildOptions(analyses=("communities",)))
    return folder / "graph"


def test_communities_without_keywords_are_named_by_titles_beside_those_that_have_some(
    tmp_path: Path,
) -> None:
    ann, ben = ["Ann One", "Ann Two"], ["Ben One", "Ben Two"]
    tagged = [
        {"title": f"Melt of {what}", "authors": ann, "keywords": ["glacier"]}
        for what in ("ice", "snow", "firn")
    ]
    plain = [{"title": f"Auction price {n}", "authors": ben} for n in ("falls", "rises", "stays")]
    labels = [r["label"] for r in rows(built(tmp_path, [*tagged, *plain]), "communities")]
    assert sorted(label.partition(",")[0] for label in labels) == ["auction price", "glacier"]


def test_bursts_are_those_of_titles_where_keywords_are_too_few(tmp_path: Path) -> None:
    years = [*range(2000, 2010), *[2010] * 8]
    papers = [
        {"title": f"Auction {'calving' if n >= 10 else 'price'} {n}", "authors": ["A B"], "year": y}
        for n, y in enumerate(years)
    ]
    papers[0]["keywords"] = ["auction"]
    graph = built(tmp_path, papers)
    assert "calving" in rows(graph, "bursts")[0]["term"]
    assert "--of terms looks at titles" in run(graph, "bursts", "--least", "1").stderr
