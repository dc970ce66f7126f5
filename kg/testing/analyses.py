"""What every analysis must do, as test classes to subclass.

::

    import networkx as nx
    from kg.testing.analyses import MeasureContract

    class TestHarmonic(MeasureContract):
        analysis = Harmonic()
        column = "harmonic"

        def oracle(self, graph):
            return nx.harmonic_centrality(graph)

`MeasureContract` is for measures of authors that something else computes too; its graphs are
networkx ones whose edges have `weight`. `AnalysisContract` is for everything else.
"""

from __future__ import annotations

import json
import random
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg import schema
from kg.analytics.base import Analysis, Result
from kg.analytics.graph import Inputs
from kg.testing.tables import random_tables, write_tables

__all__ = ["AnalysisContract", "MeasureContract", "content", "graphs", "inputs_of"]

_WORDS = ("graph", "protein", "syntax", "quantum", "market", "glacier", "enzyme", "poetry")


def graphs() -> dict[str, nx.Graph[str]]:
    """Coauthor graphs that break careless measures, by what they are."""
    found: dict[str, nx.Graph[Any]] = {
        "empty": nx.empty_graph(0),
        "one author": nx.empty_graph(1),
        "isolated authors": nx.empty_graph(4),
        "two authors": nx.path_graph(2),
        "ties everywhere": nx.cycle_graph(8),
        "star": nx.star_graph(5),
        "clique": nx.complete_graph(6),
        "barbell": nx.barbell_graph(5, 3),
        "components of equal size": nx.disjoint_union_all([nx.path_graph(3)] * 3),
        "components and isolated": nx.disjoint_union_all(
            [nx.path_graph(4), nx.empty_graph(2), nx.complete_graph(5), nx.path_graph(2)]
        ),
    }
    for seed in range(4):
        found[f"random {seed}"] = nx.gnp_random_graph(30, 0.04 + 0.03 * seed, seed=seed)
    return {name: _weighted(graph, name) for name, graph in found.items()}


def _weighted(graph: nx.Graph[Any], name: str) -> nx.Graph[str]:
    """Names instead of numbers (sorting otherwise than those), and weights with ties."""
    rng = random.Random(name)
    numbers = [str(n) for n in range(len(graph))]
    rng.shuffle(numbers)
    named: nx.Graph[str] = nx.relabel_nodes(
        graph, {node: f"a{number}" for node, number in zip(list(graph), numbers, strict=True)}
    )
    for _, _, data in named.edges(data=True):
        data["weight"] = rng.choice((0.25, 1 / 3, 0.5, 1.0, 1.0, 2.5))
    return named


def inputs_of(graph: nx.Graph[str], folder: Path, *, order: int | None = None) -> Inputs:
    """Tables of a coauthor graph: one paper for each tie, with a title of few words.

    `order` shuffles the rows of every table, which must not matter to an analysis.
    """
    edges = sorted((*sorted(edge), data["weight"]) for *edge, data in graph.edges(data=True))
    rows: dict[str, list[dict[str, Any]]] = {
        "Author": [{"id": a, "name": f"Author {a}", "n_papers": graph.degree(a)} for a in graph],
        "COAUTHOR": [{"start": a, "end": b, "papers": 1, "weight": w} for a, b, w in edges],
        "Paper": [],
        "AUTHORED": [],
    }
    for n, (a, b, _) in enumerate(edges):
        title = f"{_WORDS[_number(a)]} {_WORDS[_number(b)]} of {a}"
        rows["Paper"].append({"id": f"p{n}", "title": title})
        rows["AUTHORED"] += [{"start": who, "end": f"p{n}", "position": 1} for who in (a, b)]
    tables = write_tables(folder, rows, graph_id="test", generation="1")
    found = tables.files
    if order is not None:
        for n, path in enumerate(found.values()):
            _shuffle(path, order + n)
    return Inputs(found)


def _number(name: str) -> int:
    """A small number of a name that is the same in every process."""
    return sum(name.encode()) % len(_WORDS)


def _shuffle(path: Path, seed: int) -> None:
    table = pq.read_table(path)
    order = list(range(table.num_rows))
    random.Random(seed).shuffle(order)
    pq.write_table(table.take(pa.array(order, pa.int64())), path)


def content(result: Result) -> dict[str, bytes]:
    """Everything a result holds, as bytes to compare."""
    tables = {**result.measures, **result.tables}
    found = {name: _bytes(table) for name, table in tables.items()}
    said = {"options": result.options, "seed": result.seed, "notes": result.notes}
    return {**found, "said": json.dumps(said, sort_keys=True).encode()}


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return bytes(sink.getvalue())


class AnalysisContract:
    """Subclass with `analysis`: what holds for all of them, whatever they compute."""

    analysis: ClassVar[Analysis]

    @pytest.fixture(scope="class", params=sorted(graphs()))
    @classmethod
    def graph_name(cls, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    @pytest.fixture
    def graph(self, graph_name: str) -> nx.Graph[str]:
        return graphs()[graph_name]

    @pytest.fixture(scope="class")
    @classmethod
    def inputs(cls, graph_name: str, tmp_path_factory: pytest.TempPathFactory) -> Inputs:
        """Tables of the graph, the same files for every analysis: to be read, not changed."""
        return _written(tmp_path_factory.getbasetemp() / "graphs", graph_name, None)

    @pytest.fixture(scope="class")
    @classmethod
    def result(cls, inputs: Inputs) -> Result:
        """What the analysis makes of the graph."""
        return cls.analysis.run(inputs)

    def test_it_describes_itself(self) -> None:
        assert is_dataclass(self.analysis)
        with pytest.raises(AttributeError):
            setattr(self.analysis, "name", "another")  # noqa: B010
        assert self.analysis.reference.startswith(("doi:", "https://", "arXiv:"))
        known = {"vectors", *(name for name, _ in schema.table_names())}
        assert set(self.analysis.reads) <= known, "reads tables that no schema knows"

    def test_the_result_can_be_repeated_and_cited(self, result: Result) -> None:
        assert result.name == self.analysis.name
        assert result.reference == self.analysis.reference
        assert result.versions, "names no engine"
        json.dumps(dict(result.options))
        assert result.measures or result.tables or result.notes, "says nothing at all"

    def test_tables_are_keyed_sorted_and_of_the_schema(
        self, inputs: Inputs, result: Result
    ) -> None:
        for label, table in result.measures.items():
            ids = table.column("id").to_pylist()
            assert ids == sorted(set(ids)), "ids are not sorted, or one stands twice"
            assert set(ids) <= set(inputs.table(label, ["id"]).column(0).to_pylist())
            _check_types(table, {p.name: p.arrow.type for p in schema.node(label).measures})
        for name, table in result.tables.items():
            _check_table(name, table)

    def test_floats_are_numbers_rounded_to_12_digits(self, result: Result) -> None:
        for table in (*result.measures.values(), *result.tables.values()):
            for column in table.columns:
                if pa.types.is_floating(column.type):
                    for value in column.drop_null().to_pylist():
                        assert value == pytest.approx(float(f"{value:.12g}"), rel=1e-15, abs=0)

    def test_the_order_of_rows_does_not_matter(
        self, graph_name: str, result: Result, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        for order in (1, 2):
            shuffled = _written(tmp_path_factory.getbasetemp() / "graphs", graph_name, order)
            assert content(self.analysis.run(shuffled)) == content(result)

    def test_the_same_bytes_with_one_thread_and_two(self, inputs: Inputs) -> None:
        from threadpoolctl import threadpool_limits

        found = []
        for threads in (1, 2, 1):
            with threadpool_limits(limits=threads):
                found.append(content(self.analysis.run(inputs)))
        assert all(a == b for a, b in pairwise(found))

    def test_tables_with_everything_odd_in_them(
        self, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        for seed, papers in enumerate((0, 1, 2, 60)):
            inputs = _odd(tmp_path_factory.getbasetemp() / "odd", seed, papers)
            assert content(self.analysis.run(inputs)) == content(self.analysis.run(inputs))


@cache
def _written(folder: Path, name: str, order: int | None) -> Inputs:
    return inputs_of(graphs()[name], folder / name / str(order), order=order)


@cache
def _odd(folder: Path, seed: int, papers: int) -> Inputs:
    tables = random_tables(folder / str(papers), seed=seed, papers=papers)
    return Inputs(tables.files)


class MeasureContract(AnalysisContract, ABC):
    """Subclass with `analysis`, the `column` it writes to authors, and `oracle`."""

    column: ClassVar[str]
    precision: ClassVar[float] = 1e-9
    """How far from the oracle a value may be."""

    @abstractmethod
    def oracle(self, graph: nx.Graph[str]) -> Mapping[str, Any]:
        """The same measure of every author, computed by other means."""

    def test_it_equals_the_oracle(self, graph: nx.Graph[str], result: Result) -> None:
        table = result.measures["Author"]
        columns = (table.column(c).to_pylist() for c in ("id", self.column))
        found = dict(zip(*columns, strict=True))
        assert found == pytest.approx(dict(self.oracle(graph)), abs=self.precision)


def _check_types(table: pa.Table, known: Mapping[str, pa.DataType]) -> None:
    for field in table.schema:
        if field.name in known:
            assert field.type == known[field.name], f"{field.name} is {field.type}"


def _check_table(name: str, table: pa.Table) -> None:
    kind = dict(schema.table_names())[name]
    if isinstance(kind, schema.NodeType):
        key = ["id"]
        _check_types(table, {p.name: p.arrow.type for p in kind.properties})
    else:
        key = ["start", "end", *kind[0].key]
        assert table.schema == kind[0].arrow(), f"{name} is not in the schema"
    keys = list(zip(*(table.column(c).to_pylist() for c in key), strict=True))
    assert keys == sorted(set(keys)), f"{name} is not sorted by key, or a key stands twice"
