"""The difference between two generations, computed in the tables: what a store is sent."""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from functools import reduce
from operator import or_
from pathlib import Path

import ibis
import ibis.expr.types as ir

from kg.schema import NodeType, RelationshipType, node, table_names
from kg.tables.engine import Engine, n_rows
from kg.tables.sets import Change, Delta, TableSet

__all__ = ["difference"]


def difference(engine: Engine, old: TableSet, new: TableSet, folder: Path) -> Delta:
    """Write what was created, changed and deleted between two generations of one graph.

    Facts and measures of a node are compared apart, so that a new PageRank of everybody does not
    send everybody's names again.
    """
    changes = []
    were, are = old.files, new.files
    for name, content in table_names():
        before, after = were.get(name), are.get(name)
        if before and after and filecmp.cmp(before, after, shallow=False):
            continue
        if before is not None or after is not None:
            change = _change(engine, name, content, before, after, folder)
            if change.n_created or change.n_changed or change.n_deleted:
                changes.append(change)
    return Delta(new.graph_id, old.generation, new.generation, tuple(changes))


def _change(
    engine: Engine,
    name: str,
    content: NodeType | tuple[RelationshipType, str],
    before: Path | None,
    after: Path | None,
    folder: Path,
) -> Change:
    key = ["id"] if isinstance(content, NodeType) else ["start", "end", *content[0].key]
    if after is None or before is None:
        path = after or before
        assert path is not None
        whole = engine.read(path)
        n = n_rows(whole)
        if after is not None:
            return Change(name, created=path, n_created=n)
        gone = engine.save(whole.select(key), folder / f"{name}.deleted.parquet", key)
        return Change(name, deleted=gone, n_deleted=n)
    return _compared(engine, name, key, (engine.read(before), engine.read(after)), folder)


def _compared(
    engine: Engine, name: str, key: list[str], tables: tuple[ir.Table, ir.Table], folder: Path
) -> Change:
    old, new = tables
    created = _saved(engine, new.anti_join(old, key), folder / f"{name}.created.parquet", key)
    deleted = _saved(
        engine, old.anti_join(new, key).select(key), folder / f"{name}.deleted.parquet", key
    )
    changed: list[tuple[tuple[str, ...], Path]] = []
    n_changed = 0
    lost = [c for c in old.columns if c not in new.columns]
    new = new.mutate(**{c: ibis.null(old[c].type()) for c in lost})
    for number, columns in enumerate(_column_groups(name, key, new)):
        rows = _changed(old, new, key, columns)
        file, n = _saved(engine, rows, folder / f"{name}.changed-{number}.parquet", key)
        n_changed = max(n_changed, n)
        if file is not None:
            changed.append((tuple(columns), file))
    return Change(
        name,
        created=created[0],
        deleted=deleted[0],
        changed=tuple(changed),
        n_created=created[1],
        n_changed=n_changed,
        n_deleted=deleted[1],
    )


def _column_groups(name: str, key: Sequence[str], new: ir.Table) -> list[list[str]]:
    columns = [c for c in new.columns if c not in key]
    measures = {p.name for p in node(name).measures} if name in _LABELS else set()
    groups = [[c for c in columns if c not in measures], [c for c in columns if c in measures]]
    return [group for group in groups if group]


_LABELS = {name for name, content in table_names() if isinstance(content, NodeType)}


def _changed(old: ir.Table, new: ir.Table, key: list[str], columns: list[str]) -> ir.Table:
    """Rows of `new` that stand in `old` with another value in one of the columns."""
    known = [c for c in columns if c in old.columns]
    was = old.select(*key, **{f"{c}_was": old[c] for c in known})
    both = new.select(*key, *columns).join(was, key)
    differs = [~both[c].identical_to(both[f"{c}_was"]) for c in known]
    differs += [both[c].notnull() for c in columns if c not in known]
    return both.filter(reduce(or_, differs)).select(*key, *columns)


def _saved(engine: Engine, rows: ir.Table, target: Path, key: list[str]) -> tuple[Path | None, int]:
    rows = engine.keep(rows)
    n = n_rows(rows)
    return (engine.save(rows, target, key), n) if n else (None, 0)
