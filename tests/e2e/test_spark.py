"""Tables computed on Spark are those computed here, byte for byte."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from kg.errors import MissingExtra
from kg.tables.spark import spark_engine
from tests.command import kg as command

CORPUS = Path(__file__).parents[1] / "corpus"
FORMATS = ("author-page", "bibtex", "csl-json", "dailyarxiv", "jsonl", "ris")


def tables(graph: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in graph.glob("tables/*/facts/*.parquet")}


@pytest.mark.spark
def test_spark_gives_the_same_tables_as_duckdb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    monkeypatch.setenv("KG_SPARK_MASTER", "local[2]")
    here, there = tmp_path / "here", tmp_path / "there"
    inputs = [CORPUS / name for name in FORMATS]
    ran = command("build", *inputs, "-g", here, "--no-analysis")
    assert ran.code in (0, 3), ran.err
    ran = command("build", *inputs, "-g", there, "--no-analysis", "--engine", "spark")
    assert ran.code in (0, 3), ran.err
    expected = tables(here)
    assert len(expected) >= 14
    found = tables(there)
    assert found.keys() == expected.keys()
    assert [name for name, data in expected.items() if found[name] != data] == ["Source.parquet"]


def test_without_the_extra_it_says_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtra, match="Spark") as caught, spark_engine(tmp_path):
        pass
    assert caught.value.hint is not None
    assert "scholarly-kg[spark]" in caught.value.hint
