"""Java gets the memory that the size of the graph asks for, and says so when it is too little."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import showing
from kg.errors import QueryFailed, StoreError
from kg.progress import silent
from kg.showing import heap_mb
from kg.store.embedded import EmbeddedStore, jvm
from kg.store.embedded.engine import Database, OutOfMemory
from kg.store.embedded.load import loader
from kg.testing.tables import random_tables


def test_the_heap_grows_with_the_graph_and_stays_below_half_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KG_LOAD_MEMORY", raising=False)
    monkeypatch.setattr(showing, "machine_mb", lambda: 16_000)
    assert [heap_mb(n) for n in (1, 100_000, 600_000, 1_100_000, 10_000_000)] == [
        900, 900, 2_700, 4_500, 8_000,
    ]  # fmt: skip
    monkeypatch.setattr(showing, "machine_mb", lambda: 0)  # a system that does not tell
    assert heap_mb(1_100_000) == 4_500


def test_whoever_knows_better_says_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LOAD_MEMORY", "7000")
    assert heap_mb(1) == 7_000
    monkeypatch.setenv("KG_LOAD_MEMORY", "7")
    assert heap_mb(1) == 300


def test_a_load_that_outgrows_it_says_what_to_do(tmp_path: Path) -> None:
    jvm.start("query")
    database = Database(tmp_path / "database", write=True, create=True)
    with (
        pytest.raises(StoreError, match="larger than the memory") as raised,
        loader(database, tmp_path / "database", silent),
    ):
        raise OutOfMemory("Java heap space")
    database.close()
    assert "KG_LOAD_MEMORY=" in str(raised.value.hint)


def test_a_question_with_too_many_groups_says_to_ask_for_less(tmp_path: Path) -> None:
    groups = "UNWIND range(1, 700000) AS i WITH i, count(*) AS n RETURN count(*) AS groups"
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        store.replace(random_tables(tmp_path / "tables", seed=1, papers=5))
        assert list(store.query(groups, timeout=60)) == [(700_000,)]
        most = jvm.java("com.arcadedb.GlobalConfiguration").QUERY_MAX_HEAP_ELEMENTS_ALLOWED_PER_OP
        allowed = most.getValueAsLong()
        most.setValue(500_000)
        try:
            with pytest.raises(QueryFailed, match="more memory than the graph database") as raised:
                list(store.query(groups, timeout=60))
        finally:
            most.setValue(allowed)
    assert "LIMIT" in str(raised.value.hint)


CHANGE = """
import sys
from pathlib import Path
from kg.store.embedded import EmbeddedStore, jvm
from kg.tables.sets import Delta

with EmbeddedStore(Path(sys.argv[1]), read_only=False, bulk=True, heap_mb=700) as store:
    store.apply(Delta("random", "1", "2"))
print(jvm.java("java.lang.Runtime").getRuntime().maxMemory() >> 20)
"""


def test_a_change_gets_the_memory_of_a_load_not_that_of_a_question(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        store.replace(random_tables(tmp_path / "tables", seed=1, papers=5))
    said = subprocess.run(
        [sys.executable, "-c", CHANGE, str(tmp_path / "store")],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "KG_STARTUP_CACHE": "off"},
    )
    assert 600 < int(said.stdout) <= 700
