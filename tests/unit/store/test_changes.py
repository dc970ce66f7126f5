"""Changes of relationships: those of one node are changed together, each to its own values."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.schema import RELATIONSHIPS
from kg.store.embedded import EmbeddedStore
from kg.store.embedded.engine import Database
from kg.store.embedded.folder import StoreFolder
from kg.tables.sets import Change, Delta
from kg.testing.tables import write_tables

MANY = 4_500
"""Keywords beside one: more than go to the engine at once."""


def keyword(n: int) -> str:
    return f"K'{n}\\\"}}"


def test_each_relationship_of_a_hub_gets_its_own_values(tmp_path: Path) -> None:
    hub = keyword(0)
    before = {"papers": 1, "weight": 0.5}
    rows: dict[str, list[dict[str, Any]]] = {
        "Keyword": [{"id": keyword(n)} for n in range(MANY + 2)],
        "CO_OCCURS": [{"start": hub, "end": keyword(n), **before} for n in range(1, MANY + 2)],
    }
    tables = write_tables(tmp_path / "tables", rows, graph_id="g", generation="1")
    after = [
        {"start": hub, "end": keyword(n), "papers": n, "weight": n / 8 if n % 2 else None}
        for n in range(1, MANY + 1)
    ]
    changed = tmp_path / "changed.parquet"
    schema = next(kind for kind in RELATIONSHIPS if kind.type == "CO_OCCURS").arrow()
    pq.write_table(pa.Table.from_pylist(after, schema).sort_by("end"), changed)
    names = ("papers", "weight")
    change = Change("CO_OCCURS", changed=((names, changed),), n_changed=MANY)
    with EmbeddedStore(tmp_path / "store", read_only=False) as store:
        store.replace(tables)
        store.apply(Delta("g", "1", "2", (change,)))
        found = {
            row[0]: row[1:]
            for row in store.query(
                "MATCH (:Keyword)-[x:CO_OCCURS]->(z) RETURN z.id, x.papers, x.weight",
                timeout=60,
            )
        }
    assert found.pop(keyword(MANY + 1)) == (1, 0.5)
    assert found == {keyword(n): (n, n / 8 if n % 2 else None) for n in range(1, MANY + 1)}


def test_a_database_made_with_other_definitions_gets_todays_before_it_is_changed(
    tmp_path: Path,
) -> None:
    old = write_tables(tmp_path / "old", {"Keyword": [{"id": "k"}]}, graph_id="g", generation="1")
    new = write_tables(tmp_path / "new", {"Keyword": [{"id": "l"}]}, graph_id="g", generation="2")
    folder = StoreFolder(tmp_path / "store")
    with EmbeddedStore(folder.root, read_only=False) as store:
        store.replace(old)
        shown = folder.shown()
        assert shown is not None
        _sql(folder, "DROP TYPE CO_OCCURS")
        folder.show(replace(shown, schema="that of an older version"))
        changes = (Change("Keyword", created=new.nodes["Keyword"], n_created=1),)
        store.apply(Delta("g", "1", "2", changes))
        now = folder.shown()
    assert now is not None and now.schema == shown.schema
    _sql(folder, "CREATE PROPERTY CO_OCCURS.more STRING")  # fails where there is no such type


def _sql(folder: StoreFolder, statement: str) -> None:
    shown = folder.shown()
    assert shown is not None
    with closing(Database(folder.path(shown.database), write=True)) as database:
        database.sql(statement)
