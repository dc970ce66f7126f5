"""Exports: what others read back is what the tables hold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from rdflib import FOAF, RDF, Graph, Literal, URIRef

import kg
from kg.errors import InputError, ParameterError, UnknownPlugin
from kg.export.base import export_named
from kg.export.rdf import DBLP, SCHEMA, THING, triples
from kg.graph import open_graph
from kg.tables.sets import TableSet
from kg.testing.tables import random_tables


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> TableSet:
    return random_tables(tmp_path_factory.mktemp("tables"), seed=5, papers=40)


def rows(tables: TableSet, name: str) -> list[dict[str, object]]:
    path = tables.nodes.get(name) or tables.relationships[name]
    found: list[dict[str, object]] = pq.read_table(path).to_pylist()
    return found


@pytest.mark.parametrize("ending", [".nt", ".ttl", ".xml", ".jsonld"])
def test_every_rdf_form_reads_back_as_the_same_graph(
    tables: TableSet, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"graph{ending}"
    done = export_named("rdf").write(tables, target)
    told = {".nt": "nt", ".ttl": "turtle", ".xml": "xml", ".jsonld": "json-ld"}[ending]
    found = Graph().parse(target, format=told)
    people = set(found.subjects(RDF.type, FOAF.Person))
    assert people == {THING[str(row["id"])] for row in rows(tables, "Author")}
    assert len(set(found.triples((None, RDF.type, DBLP.AuthorSignature)))) == len(
        rows(tables, "AUTHORED")
    )
    assert done.counts["triples"] >= len(found) > 0


def test_positions_and_names_stand_on_the_signature(tables: TableSet, tmp_path: Path) -> None:
    export_named("rdf").write(tables, tmp_path / "graph.nt")
    found = Graph().parse(tmp_path / "graph.nt", format="nt")
    ordinals = Counter(int(str(o)) for o in found.objects(None, DBLP.signatureOrdinal))
    expected = Counter(r["position"] for r in rows(tables, "AUTHORED") if r["position"] is not None)
    assert ordinals == expected
    names = {str(o) for o in found.objects(None, FOAF.name)}
    assert names == {row["name"] for row in rows(tables, "Author") if row["name"] is not None}


def test_no_null_becomes_a_literal(tables: TableSet) -> None:
    for subject, predicate, obj in triples(tables):
        assert isinstance(subject, URIRef)
        assert isinstance(predicate, URIRef)
        assert not isinstance(obj, Literal) or str(obj) != "None"
    dated = [o for _, p, o in triples(tables) if p == SCHEMA.datePublished]
    assert len(dated) == sum(
        row["year"] is not None or row["date"] is not None for row in rows(tables, "Paper")
    )


def test_what_does_not_fit_in_memory_is_refused_with_the_way_out(
    tables: TableSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.export.rdf._IN_MEMORY", 10)
    with pytest.raises(InputError, match="too many") as caught:
        export_named("rdf").write(tables, tmp_path / "graph.ttl")
    assert ".nt" in (caught.value.hint or "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".json", ".gz"])
def test_an_ending_that_names_no_form_of_rdf_is_refused(
    tables: TableSet, tmp_path: Path, ending: str
) -> None:
    with pytest.raises(ParameterError, match=f"ends in {ending}") as caught:
        export_named("rdf").write(tables, tmp_path / f"graph.nt{ending}")
    assert ".nt, .ttl" in (caught.value.hint or "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_read_back_with_weights(
    tables: TableSet, tmp_path: Path, name: str, read: object
) -> None:
    target = tmp_path / f"coauthors.{name}"
    export_named(name).write(tables, target)
    found = read(target)  # type: ignore[operator]
    assert set(found) == {row["id"] for row in rows(tables, "Author")}
    weights = {frozenset((a, b)): d["weight"] for a, b, d in found.edges(data=True)}
    assert weights == {
        frozenset((str(r["start"]), str(r["end"]))): r["weight"] for r in rows(tables, "COAUTHOR")
    }


def test_pajek_reads_back_by_names_with_weights(tables: TableSet, tmp_path: Path) -> None:
    done = export_named("pajek").write(tables, tmp_path / "coauthors.net")
    found = nx.read_pajek(tmp_path / "coauthors.net")
    authors, pairs = rows(tables, "Author"), rows(tables, "COAUTHOR")
    times = Counter(row["name"] or row["id"] for row in authors)
    label = {
        row["id"]: name if times[name] == 1 else f"{name} ({row['id']})"
        for row in authors
        if (name := row["name"] or row["id"])
    }
    assert set(found) == set(label.values())
    weights = {frozenset((a, b)): d["weight"] for a, b, d in found.edges(data=True)}
    assert weights == {frozenset((label[r["start"]], label[r["end"]])): r["weight"] for r in pairs}
    assert done.counts == {"authors": len(authors), "coauthorships": len(pairs)}


def test_names_do_nothing_in_pajek(tmp_path: Path) -> None:
    odd = ['Ada "Loom" O\'Brien', "Zoë\\", "1 2 3", "Li Wei", "Li Wei"]
    people = [{"name": name} for name in odd]
    people[3]["orcid"], people[4]["orcid"] = "0000-0002-1825-0097", "0000-0001-5109-3700"
    paper = {"title": "Looms", "year": 1843, "authors": people}
    (tmp_path / "papers.jsonl").write_text(json.dumps(paper), encoding="utf-8")
    options = kg.BuildOptions(analyses=())
    kg.build(tmp_path / "g", [str(tmp_path / "papers.jsonl")], options)
    export_named("pajek").write(open_graph(tmp_path / "g").tables, tmp_path / "coauthors.net")
    found = nx.read_pajek(tmp_path / "coauthors.net")
    told = sorted(label.partition(" (")[0] for label in found)
    assert told == ["1 2 3", "Ada 'Loom' O'Brien", "Li Wei", "Li Wei", "Zoë/"]
    assert found.number_of_edges() == 10


@pytest.mark.parametrize("name", ["rdf", "graphml", "gexf", "pajek"])
def test_the_same_graph_gives_the_same_bytes(tables: TableSet, tmp_path: Path, name: str) -> None:
    for target in ("one", "two"):
        export_named(name).write(tables, tmp_path / target)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownPlugin) as caught:
        export_named("dot")
    assert {"rdf", "graphml", "gexf", "pajek"} <= set(caught.value.known)
