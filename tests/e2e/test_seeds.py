"""Five real pages, whose content was counted by hand: exactly these numbers.

The pages are in `seeds`, beside the folder that KG_BENCH_DATA names.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kg.graph import open_graph
from tests.command import info, kg

SEEDS = Path(os.environ.get("KG_BENCH_DATA", "")).resolve().parent / "seeds"

pytestmark = pytest.mark.skipif(
    "KG_BENCH_DATA" not in os.environ or not SEEDS.is_dir(), reason="KG_BENCH_DATA is not set"
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("seeds") / "graph"
    ran = kg("build", "-g", made, "--no-topics", SEEDS)
    assert ran.code == 0, ran.err
    return made


@pytest.fixture(scope="module")
def found(graph: Path) -> Any:
    return info(graph)


def test_nodes_and_relationships(found: Any) -> None:
    assert found["nodes"]["Paper"] == 449
    assert found["nodes"]["Author"] == 78
    assert found["relationships"]["AUTHORED"] == 134
    assert found["relationships"]["COAUTHOR"] == 152
    assert found["rejects"] == 0


def test_evidence_and_origins(found: Any) -> None:
    assert found["breakdown"]["AUTHORED.evidence"]["page_owner"] == 20
    assert found["breakdown"]["TAGGED.origin"]["query-section"] == 390
    assert found["breakdown"]["TAGGED.origin"]["subject-code"] == 38


def test_two_heads_state_no_year_and_most_profile_lists_are_cut(graph: Path, found: Any) -> None:
    assert found["undated"] == 2
    years = pq.read_table(open_graph(graph).tables.nodes["Paper"], columns=["year"])["year"]
    assert years.null_count == 2
    lists = found["author_lists"]["author-page"]
    assert (lists["incomplete"], sum(lists.values())) == (37, 38)


def test_the_store_shows_the_same(graph: Path) -> None:
    ran = kg("cypher", "-g", graph, "MATCH (p:Paper) RETURN count(p) AS n", "--json")
    assert ran.json() == [{"n": 449}]
