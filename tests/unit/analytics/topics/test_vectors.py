"""Vectors that the user brings place papers, whatever identifier they name them by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.analytics.graph import Inputs
from kg.analytics.topics import Topics
from kg.analytics.topics.vectors import read_vectors, vectors_of
from kg.errors import AnalysisError
from kg.testing.tables import write_tables


def written(folder: Path, **columns: Any) -> Path:
    path = folder / "given.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def with_vectors(folder: Path, papers: list[dict[str, Any]], given: Path) -> Inputs:
    tables = write_tables(folder / "tables", {"Paper": papers}, graph_id="test", generation="1")
    pq.write_table(read_vectors(given), folder / "vectors.parquet")
    files = {**tables.nodes, **tables.relationships, "vectors": folder / "vectors.parquet"}
    return Inputs(files)


def test_papers_without_common_words_are_placed_by_their_vectors(tmp_path: Path) -> None:
    names = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()
    papers = [
        {"id": f"p{n}", "title": f"{name}ish", "doi": f"10.1/{name}"}
        for n, name in enumerate(names)
    ]
    rng = np.random.default_rng(0)
    vectors = [[float(n < 5), float(n >= 5), *rng.normal(0, 0.05, 2).tolist()] for n in range(10)]
    given = written(tmp_path, paper=[f"10.1/{n.upper()}" for n in names], vector=vectors)
    result = Topics().run(with_vectors(tmp_path, papers, given))
    topic = {row["start"]: row["end"] for row in result.tables["ABOUT"].to_pylist()}
    groups = [{topic[f"p{n}"] for n in half} for half in (range(5), range(5, 10))]
    assert [len(g) for g in groups] == [1, 1]
    assert groups[0] != groups[1]
    assert "vectors" in result.notes[0]


def test_a_paper_is_found_by_any_identifier_and_others_have_no_vector(tmp_path: Path) -> None:
    papers = [
        {"id": "p1", "title": "x", "doi": "10.1/a"},
        {"id": "p2", "title": "y", "arxiv_id": "2401.00001"},
        {"id": "p3", "title": "z"},
    ]
    given = written(
        tmp_path, vector=[[1.0, 2.0], [3.0, 4.0], [9.0, 9.0]], key=["2401.00001", "10.1/A", "other"]
    )
    inputs = with_vectors(tmp_path, papers, given)
    assert vectors_of(inputs, inputs.ids("Paper")).tolist() == [[3, 4], [1, 2], [0, 0]]


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"paper": ["a"], "year": [1]}, "no column of text and one of lists"),
        ({"paper": ["a", "b"], "vector": [[1.0], [1.0, 2.0]]}, "of one length"),
        ({"paper": ["a"], "vector": [[float("nan")]]}, "what is no number"),
        ({"paper": [None], "vector": pa.array([[1.0]])}, "no column of text|of one length"),
    ],
)
def test_files_that_are_no_vectors_are_refused(
    tmp_path: Path, columns: dict[str, Any], why: str
) -> None:
    with pytest.raises(AnalysisError, match=why):
        read_vectors(written(tmp_path, **columns))


def test_a_file_that_is_not_parquet_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "v.parquet").write_text("no")
    with pytest.raises(AnalysisError, match="cannot be read as Parquet"):
        read_vectors(tmp_path / "v.parquet")
