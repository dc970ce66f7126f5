"""`kg rank` and the graphs of an opened graph directory, on a graph built from a few lines."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.analytics.network import MEASURES, Network
from kg.cli.app import cli
from kg.errors import ParameterError
from kg.graph import Graph
from kg.rank import GRAPHS, rank
from tests.unit.analytics.corpus import themed

PAPERS = [
    ("Calving of a glacier", ["Ada Lovelace", "Grace Hopper"], 2010, "Ice"),
    ("A glacier and its front", ["Ada Lovelace", "Alan Turing"], 2012, "Ice"),
    ("Winter on a glacier", ["Grace Hopper", "Mary Somerville"], 2020, "Snow"),
    ("Snow and its grains", ["Mary Somerville", "Alan Turing"], 2021, "Snow"),
    ("Grains of all sizes", ["Mary Somerville", "Sofia Kovalevskaya"], 2022, "Snow"),
    ("Alone", ["Emmy Noether"], None, None),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    rows = [dict(zip(("title", "authors", "year", "venue"), p, strict=True)) for p in PAPERS]
    lines = (json.dumps({k: v for k, v in row.items() if v is not None}) for row in rows)
    (folder / "papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    kg.build(
        folder / "g",
        [str(folder / "papers.jsonl")],
        kg.BuildOptions(analyses=("degree", "betweenness")),
    )
    return folder / "g"


def run(graph: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["rank", *words, "-g", str(graph)])


def names(ran: Result) -> list[str]:
    assert ran.exit_code == 0, ran.output
    return [row["author"] for row in json.loads(ran.stdout)]


def test_without_filters_the_tables_answer(graph: Path) -> None:
    found = json.loads(run(graph, "authors", "--by", "degree", "--json", "--limit", "2").stdout)
    assert [(r["rank"], r["author"], r["degree"]) for r in found] == [
        (1, "Mary Somerville", 3),
        (2, found[1]["author"], 2),
    ]
    assert set(found[0]) == {"rank", "id", "author", "degree"}


def test_filters_apply_before_the_measure(graph: Path) -> None:
    """Over all years Ada has a betweenness; in the years of her papers she alone has one."""
    early = run(graph, "authors", "--by", "betweenness", "--until", "2012", "--json")
    assert names(early)[0] == "Ada Lovelace"
    assert [row["betweenness"] for row in json.loads(early.stdout)] == [1.0, 0.0, 0.0]
    venue = run(graph, "authors", "--by", "degree", "--venue", "snow", "--json", "-q")
    assert "Ada Lovelace" not in names(venue)
    often = run(graph, "authors", "--by", "n_papers", "--min-papers", "3", "--json", "-q")
    assert names(often) == ["Mary Somerville"]


def test_ties_are_in_the_order_of_ids(graph: Path) -> None:
    rows = json.loads(run(graph, "authors", "--by", "degree", "--limit", "0", "--json").stdout)
    assert [(-r["degree"], r["id"]) for r in rows] == sorted((-r["degree"], r["id"]) for r in rows)
    back = json.loads(run(graph, "authors", "--limit", "0", "--ascending", "--json").stdout)
    assert back[0]["author"] == "Emmy Noether"


@pytest.mark.parametrize("kind", ["papers", "keywords", "institutions", "venues"])
def test_every_kind_can_be_ranked(graph: Path, kind: str) -> None:
    ran = run(graph, kind, "--by", "harmonic", "--csv")
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith(f"rank,id,{kind[:-1]},harmonic\n")
    if kind in ("keywords", "institutions"):
        assert f"there are no {kind} in this graph" in ran.stderr


def test_what_is_empty_says_why(graph: Path) -> None:
    assert "no authors pass the filters" in run(graph, "authors", "--since", "2050").stderr
    assert "there are no keywords" in run(graph, "keywords", "--since", "2050").stderr
    together = run(graph, "papers", "--on", "cocitations")
    assert "no papers stand in what ties them" in together.stderr, "there are papers, but uncited"
    cuts = run(graph, "authors", "--by", "constraint", "--topic", "x")
    assert isinstance(cuts.exception, ParameterError)
    assert "no topics in this graph" in str(cuts.exception)


@pytest.mark.parametrize("by", ["cited", "pagerank"])
def test_papers_without_citations_are_said_to_be_all_alike(graph: Path, by: str) -> None:
    ran = run(graph, "papers", "--by", by)
    assert f"no paper here cites another: by {by} nothing tells papers apart" in ran.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("authors", "--by", "fame"), "no measure is called 'fame'"),
        (("authors", "--by", "degre"), "did you mean degree"),
        (("authors", "--by", "first_yaer"), "did you mean first_year"),
        (("authors", "--by", "first_year", "--since", "2012"), "over all papers only"),
        (("authors", "--by", "community"), "numbers groups"),
        (("authors", "--by", "degree", "--on", "coupling"), "have no graph 'coupling'"),
        (("authors", "--by", "degree", "--venue", "Sand"), "no venue is called 'Sand'"),
    ],
)
def test_what_cannot_be_ranked_is_said(graph: Path, words: tuple[str, ...], reason: str) -> None:
    ran = run(graph, *words)
    assert isinstance(ran.exception, ParameterError)
    assert reason in str(ran.exception)


def test_the_python_api_has_the_same_names(graph: Path) -> None:
    opened = kg.open(graph)
    table = opened.coauthors(since=2020).degree().to_arrow()
    assert sorted(table.column("degree").to_pylist()) == [1, 1, 1, 3]
    assert len(opened.coauthors()) == 6
    nodes = opened.coauthors().to_networkx().nodes
    assert "Emmy Noether" in {nodes[id_]["name"] for id_ in nodes}
    for made in (opened.citations(), opened.cocitations(), opened.coupling()):
        assert made.pagerank().to_pandas().sum() in (0, pytest.approx(1))
    assert len(opened.keywords()) == len(opened.institutions()) == 0
    assert len(opened.venues()) == 2
    with pytest.raises(TypeError, match="sinse"):
        opened.coauthors(sinse=2020)  # type: ignore[call-arg]


def test_kept_results_are_derived_and_may_be_deleted(graph: Path) -> None:
    before = kg.open(graph).coauthors(since=2011).katz().to_arrow()
    kept = list((graph / "cache").glob("katz-*.npy"))
    assert len(kept) == 1
    for file in kept:
        file.unlink()
    assert kg.open(graph).coauthors(since=2011).katz().to_arrow().equals(before)


@pytest.fixture(scope="module")
def themes(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Papers on three themes that topics are found of; two people write on each, and one on all;
    each paper has keywords, institutions, a venue and references of its theme."""
    folder = tmp_path_factory.mktemp("themes")
    lines: list[str] = []
    before: dict[str, list[str]] = {}
    for n, paper in enumerate(themed(8)):
        theme = paper["theme"]
        people = [f"{given} {theme.title()}" for given in ("Ada", "Alan")] + ["Emmy Noether"]
        doi = f"10.1000/t{n}"
        row = {
            "title": paper["title"], "abstract": paper["abstract"], "year": 2000 + n, "doi": doi,
            "authors": [{"name": who, "affiliations": [f"Institute {who}"]} for who in people],
            "venue": f"Journal of {theme}", "keywords": [theme, "science", f"word {n}"],
            "references": before.setdefault(theme, [])[-3:],
        }  # fmt: skip
        before[theme].append(doi)
        lines.append(json.dumps(row))
    (folder / "papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    options = kg.BuildOptions(analyses=("degree", "topics"))
    kg.build(folder / "g", [str(folder / "papers.jsonl")], options)
    return kg.open(folder / "g")


@pytest.mark.parametrize(
    ("kind", "on"), [(kind, on) for kind, graphs in GRAPHS.items() for on in graphs]
)
def test_every_measure_ranks_every_kind_on_every_graph(themes: Graph, kind: str, on: str) -> None:
    """None is empty: each graph has ties, and its members have names."""
    network: Network = getattr(themes, on)()
    assert network.graph.n_edges > 0
    for by in sorted(set(MEASURES) - {"community", "component"}):
        found = rank(themes, kind, by, on=on, limit=0)
        expected = dict(network.measure(by).to_pandas().dropna())
        assert {row[1]: row[3] for row in found.rows} == expected, by
        assert all(row[2] for row in found.rows)


@pytest.mark.parametrize("words", [("--topic", "ice"), ("--venue", "Journal of glaciers")])
def test_a_topic_or_venue_chooses_papers_before_the_measure(
    themes: Graph, words: tuple[str, str]
) -> None:
    """Emmy stands between the people of all themes; on one alone there is nobody to be between."""
    assert rank(themes, "authors", "betweenness").rows[0][2:] == ("Emmy Noether", 0.8)
    for by, value in (("betweenness", 0.0), ("strength", 8.0), ("n_papers", 8)):
        ran = run(themes.path, "authors", "--by", by, *words, "--json", "-q")
        assert set(names(ran)) == {"Ada Glaciers", "Alan Glaciers", "Emmy Noether"}
        assert {row[by] for row in json.loads(ran.stdout)} == {value}
    chosen = {words[0].removeprefix("--"): words[1]}
    found = themes.coauthors(**chosen).strength()  # type: ignore[arg-type]
    assert found.to_numpy().tolist() == [8.0] * 3


def test_what_the_analysis_noted_is_said(graph: Path, tmp_path: Path) -> None:
    copy = tmp_path / "g"
    shutil.copytree(graph, copy)
    (results,) = copy.glob("tables/*/results.json")
    runs = json.loads(results.read_text(encoding="utf-8"))
    for one in runs:
        if one["name"] == "betweenness":
            one["notes"] = ["betweenness is estimated"]
    results.write_text(json.dumps(runs), encoding="utf-8")
    assert "betweenness is estimated" in run(copy, "authors", "--by", "betweenness").stderr
    assert "estimated" not in run(copy, "authors", "--by", "degree").stderr


def test_what_an_analysis_of_another_name_noted_is_said_too(tmp_path: Path) -> None:
    (tmp_path / "papers.jsonl").write_text(
        json.dumps({"title": PAPERS[0][0], "authors": PAPERS[0][1]}), encoding="utf-8"
    )
    folder = tmp_path / "g"
    kg.build(folder, [str(tmp_path / "papers.jsonl")], kg.BuildOptions(analyses=("closeness",)))
    (results,) = folder.glob("tables/*/results.json")
    runs = json.loads(results.read_text(encoding="utf-8"))
    runs[0]["notes"] = ["closeness was hard"]
    results.write_text(json.dumps(runs), encoding="utf-8")
    assert "closeness was hard" in run(folder, "authors", "--by", "harmonic").stderr
    assert "hard" not in run(folder, "authors", "--by", "n_papers").stderr
