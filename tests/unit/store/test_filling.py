"""A store that is filled while its tables are still being made holds what it would hold at once."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.schema import node
from kg.store.embedded import EmbeddedStore, engine
from kg.tables.sets import TableSet
from kg.testing.holdings import assert_holds
from kg.testing.tables import random_tables


def _facts(tables: TableSet, folder: Path) -> dict[str, Path]:
    """The node files without what is measured, as they are before analyses run."""
    folder.mkdir()
    found = {}
    for label, path in tables.nodes.items():
        table = pq.read_table(path)
        measured = [p.name for p in node(label).measures if p.name in table.column_names]
        found[label] = folder / f"{label}.parquet"
        pq.write_table(table.drop_columns(measured), found[label])
    return found


@pytest.mark.parametrize("at_once", [None, 7])
def test_facts_first_and_measures_later_are_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int | None
) -> None:
    if at_once:  # what is written in one piece is written in many
        monkeypatch.setattr(engine, "_BULK_NODES", at_once)
        monkeypatch.setattr(engine, "_BULK_RELATIONSHIPS", at_once)
    tables = random_tables(tmp_path / "tables", seed=3)
    facts = _facts(tables, tmp_path / "facts")
    del facts["Topic"]  # made by an analysis, whole at once
    about = {name: path for name, path in tables.relationships.items() if name in _OF_TOPICS}
    rest = {name: path for name, path in tables.relationships.items() if name not in _OF_TOPICS}
    with (
        EmbeddedStore(tmp_path / "store", read_only=False) as store,
        store.filling() as filling,
    ):
        filling.add(facts)
        filling.add(rest)
        measured = {label: tables.nodes[label] for label in facts}
        filling.add({"Topic": tables.nodes["Topic"], **about}, measured)
        filling.finish(tables.graph_id, tables.generation)
        assert_holds(store, tables)


_OF_TOPICS = ("ABOUT", "WORKS_ON")
