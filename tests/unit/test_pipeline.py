"""The pipeline from Python: inputs to tables and store, and what each build leaves as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg import plugins
from kg.errors import InputError, MissingInput
from kg.generation import table_set
from kg.graph import open_graph
from kg.info import describe
from kg.loaders.base import Head, Loading, Source
from kg.pipeline import BuildOptions, BuildReport, analyze, build, forget
from kg.store.embedded import EmbeddedStore
from kg.workspace.directory import Directory
from kg.workspace.manifest import write_manifest


def paper(title: str, *authors: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "authors": list(authors), "year": 2020, **more}


def write(path: Path, *papers: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(p) + "\n" for p in papers), encoding="utf-8")
    return str(path)


def titles(graph: Path) -> set[str]:
    """What the store shows."""
    with open_graph(graph).store() as store:
        return {title for (title,) in store.query("MATCH (p:Paper) RETURN p.title")}


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return tmp_path / "graph"


def run(graph: Path, *inputs: str, **options: Any) -> BuildReport:
    return build(graph, inputs, BuildOptions(analyses=(), **options))


def test_two_files_of_the_same_content_are_one_import(graph: Path, tmp_path: Path) -> None:
    one = write(tmp_path / "one.jsonl", paper("The same in both", "Ada Lovelace"))
    two = shutil.copy(one, tmp_path / "two.jsonl")
    report = run(graph, one, str(two))
    assert [i.uri for i in report.added] == [one]
    assert report.known == (str(two),)

    write(Path(two), paper("Different by now", "Ada Lovelace"))
    assert len(run(graph, one, str(two)).added) == 1
    assert titles(graph) == {"The same in both", "Different by now"}

    shutil.copy(one, two)
    report = run(graph, str(two))
    assert report.known == (str(two),)
    assert (report.replaced[0].went, report.unchanged) == (1, False)
    assert titles(graph) == {"The same in both"}


def test_overrides_alone_are_a_reason_to_build(graph: Path, tmp_path: Path) -> None:
    run(graph, write(tmp_path / "one.jsonl", paper("A title to be changed", "Ada Lovelace")))
    assert run(graph).unchanged
    overrides = graph / "overrides.toml"
    overrides.write_text('[[rename]]\npaper = "A title to be changed"\nname = "Changed"\n')
    assert not run(graph).unchanged
    assert titles(graph) == {"Changed"}
    overrides.unlink()
    assert not run(graph).unchanged
    assert titles(graph) == {"A title to be changed"}


def test_settings_alone_are_a_reason_to_build(graph: Path, tmp_path: Path) -> None:
    team = [f"Author Number{i}" for i in range(6)]
    run(graph, write(tmp_path / "one.jsonl", paper("By a team of six", *team)))
    assert describe(graph).relationships["COAUTHOR"] == 15
    assert not run(graph, max_team=5).unchanged
    info = describe(graph)
    assert (info.relationships["COAUTHOR"], info.large_teams) == (0, 1)
    assert any("more than 5 authors" in note for note in info.notes)


def test_when_nothing_can_be_read_nothing_is_built(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        run(graph, str(tmp_path / "missing.bib"))
    run(graph, write(tmp_path / "one.jsonl", paper("A good one", "Ada Lovelace")))
    before = open_graph(graph).manifest
    with pytest.raises(InputError):
        run(graph, str(tmp_path / "missing.bib"), str(tmp_path / "*.ris"))
    assert open_graph(graph).manifest.imports == before.imports


def test_an_id_of_an_earlier_build_leads_to_the_paper_it_became(
    graph: Path, tmp_path: Path
) -> None:
    preprint = paper("The preprint of a study", "Ada Lovelace", arxiv_id="2001.00001")
    article = paper("The article of a study", "Ada Lovelace", doi="10.1000/a")
    run(graph, write(tmp_path / "one.jsonl", preprint))
    run(graph, write(tmp_path / "two.jsonl", article))
    with open_graph(graph).store() as store:
        ids: dict[str, str] = dict(store.query("MATCH (p:Paper) RETURN p.title, p.id"))
    link = paper("The article of a study", "Ada Lovelace", doi="10.1000/a", arxiv_id="2001.00001")
    run(graph, write(tmp_path / "three.jsonl", link))
    assert len(titles(graph)) == 1
    opened = open_graph(graph)
    assert opened.redirected(ids[article["title"]]) == ids[preprint["title"]]
    forget(graph, "three")
    assert len(titles(graph)) == 2
    assert open_graph(graph).redirected(ids[article["title"]]) is None


class _Failing:
    """A loader that breaks down in the middle of a file."""

    name: ClassVar[str] = "failing"
    title: ClassVar[str] = "what makes its loader fail"
    fills: ClassVar[tuple[str, ...]] = ()

    def sniff(self, head: Head) -> float:
        return float("fail here" in head.text)

    def load(self, source: Source) -> Loading:
        raise RuntimeError("a mistake of its author")
        yield


@pytest.fixture
def failing_loader() -> Iterator[None]:
    known = plugins.loaders()
    known["failing"] = _Failing()
    yield
    del known["failing"]


@pytest.mark.usefixtures("failing_loader")
def test_a_loader_that_breaks_down_is_named_and_the_rest_goes_on(
    graph: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("fail here")
    good = write(tmp_path / "good.jsonl", paper("A good one", "Ada Lovelace"))
    report = run(graph, str(bad), good)
    assert "the loader failing failed: RuntimeError: a mistake of its author" in (
        report.failed[0].message
    )
    assert titles(graph) == {"A good one"}
    assert [p.name for p in (graph / "records").iterdir()] == [f"{report.added[0].id}.parquet"]


def test_groups_keep_their_names_and_a_rebuild_gives_the_same_bytes(
    graph: Path, tmp_path: Path
) -> None:
    themes = ("glacier ice melt moraine", "auction bidder price market", "protein enzyme ligand")

    def papers(start: int, count: int) -> list[dict[str, Any]]:
        """Three groups of authors, each with words of its own."""
        return [
            paper(f"{themes[g]} {n}", f"Ada {'ABC'[g]}one{n % 4}", f"Bob {'ABC'[g]}two{n % 3}")
            for g in range(3)
            for n in range(start, start + count)
        ]

    def found() -> tuple[dict[str, str], dict[str, int]]:
        """Topic of each title, and community of each author."""
        with open_graph(graph).store() as store:
            topics = store.query("MATCH (p:Paper)-[:ABOUT]->(t:Topic) RETURN p.title, t.id")
            people = store.query("MATCH (a:Author) RETURN a.name, a.community")
            return dict(tuple(r) for r in topics), dict(tuple(r) for r in people)

    chosen = BuildOptions(analyses=("communities", "topics"))
    build(graph, [write(tmp_path / "one.jsonl", *papers(0, 8))], chosen)
    topics, communities = found()
    assert len(set(topics.values())) == len(set(communities.values())) == 3
    # A fourth group, larger than the others, would be number 0 of a new graph.
    more = [paper(f"xylophone timbre {n}", f"Zoe Z{n}", "Zed Zz") for n in range(12)]
    build(graph, [write(tmp_path / "two.jsonl", *more, *papers(8, 2))], chosen)
    later, people = found()
    assert topics.items() <= later.items()
    assert communities.items() <= people.items()
    assert set(people.values()) == {0, 1, 2, 3}

    def tables() -> dict[str, bytes]:
        folder = open_graph(graph).tables.nodes["Author"].parent.parent
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.parquet")}

    before, ledger = tables(), sorted((graph / "ids").iterdir())
    build(graph, [], BuildOptions(analyses=("communities", "topics"), rebuild=True))
    assert tables() == before
    assert sorted((graph / "ids").iterdir()) == ledger


def test_vectors_become_part_of_the_graph(graph: Path, tmp_path: Path) -> None:
    names = "alpha beta gamma delta epsilon zeta eta theta".split()
    papers = [paper(f"{n}ish", doi=f"10.1000/{n}") for n in names]
    build(graph, [write(tmp_path / "one.jsonl", *papers)], BuildOptions(analyses=("topics",)))
    near = [[1.0, 0.01 * n] if n < 4 else [0.01 * n, 1.0] for n in range(8)]
    pq.write_table(
        pa.table({"paper": [f"10.1000/{n}" for n in names], "vector": near}), tmp_path / "v.parquet"
    )
    [found] = analyze(graph, ["topics"], vectors=tmp_path / "v.parquet")
    assert found.tables["Topic"].num_rows == 2
    (tmp_path / "v.parquet").unlink()
    build(graph, [], BuildOptions(analyses=("topics",), rebuild=True))
    with open_graph(graph).store() as store:
        assert [tuple(r) for r in store.query("MATCH (t:Topic) RETURN count(t)")] == [(2,)]


def test_every_hundredth_generation_the_store_is_loaded_anew(graph: Path, tmp_path: Path) -> None:
    """What many small changes leave in pieces is put together."""
    names = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()
    first = write(tmp_path / "first.jsonl", *(paper(f"On {n}", "Ada Lovelace") for n in names))
    was = run(graph, first).generation
    directory = Directory(graph)
    now = f"000099-{was.partition('-')[2]}"
    directory.generation(was).rename(directory.generation(now))
    manifest = replace(directory.manifest(), generation=now)
    write_manifest(graph, manifest)
    with EmbeddedStore(directory.store, read_only=False) as store:
        store.replace(table_set(directory, manifest, now))
    said: list[str] = []
    more = write(tmp_path / "more.jsonl", paper("One more", "Ada Lovelace"))
    report = build(graph, [more], BuildOptions(analyses=()), lambda what, *_: said.append(what))
    assert report.generation.startswith("000100-")
    # The difference was not too much to send: by it, Ada's number of papers would be updated.
    assert "comparing generations" in said
    assert not [what for what in said if what.startswith("updating")]
    assert titles(graph) == {"One more", *(f"On {n}" for n in names)}
