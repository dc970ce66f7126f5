"""The map of keywords for VOSviewer: its items, links and clusters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy.sparse import csr_array

from kg.analytics.association import association_strength
from kg.export.base import export_named
from kg.tables.sets import TableSet
from kg.testing.tables import random_tables, write_tables


@pytest.fixture
def tables(tmp_path: Path) -> TableSet:
    return random_tables(tmp_path / "tables", seed=5, papers=40)


def written(tables: TableSet, target: Path) -> dict[str, Any]:
    export_named("vosviewer").write(tables, target)
    network: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))["network"]
    return network


def test_items_are_keywords_and_links_join_items(tables: TableSet, tmp_path: Path) -> None:
    network = written(tables, tmp_path / "map.json")
    pairs = pq.read_table(tables.relationships["CO_OCCURS"]).to_pylist()
    strengths = sorted(link["strength"] for link in network["links"])
    assert strengths == sorted(row["papers"] for row in pairs)
    items = {item["id"]: item for item in network["items"]}
    assert min(item["cluster"] for item in items.values()) == 1
    for link in network["links"]:
        assert link["source_id"] in items
        assert link["target_id"] in items
    for id_, item in items.items():
        own = [x for x in network["links"] if id_ in (x["source_id"], x["target_id"])]
        assert item["weights"]["Links"] == len(own)
        assert item["weights"]["Total link strength"] == sum(x["strength"] for x in own)


def test_the_same_bytes_twice(tables: TableSet, tmp_path: Path) -> None:
    written(tables, tmp_path / "one.json")
    written(tables, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_without_keywords_the_map_is_empty_and_the_note_says_why(tmp_path: Path) -> None:
    none = write_tables(tmp_path / "none", {}, graph_id="test", generation="1")
    done = export_named("vosviewer").write(none, tmp_path / "map.json")
    assert done.notes == ("No links: no paper carries two keywords.",)


def test_association_is_observed_over_expected() -> None:
    rng = np.random.default_rng(1)
    upper = np.triu(rng.integers(0, 4, (12, 12)), 1)
    counts = (upper + upper.T).astype(float)
    total = counts.sum(axis=1)
    expected = np.outer(total, total) / counts.sum()
    assert np.allclose(association_strength(csr_array(counts)).toarray() * expected, counts)
