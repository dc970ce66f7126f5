"""The files of the ledger of ids, and where an id of an earlier build has gone.

::

    ids/000001.parquet      what the first build minted: kind, key, id (see kg.resolve.ledger)
    ids/000002.parquet      what its analyses called the groups they found (topics, communities)
    ids/000003.parquet      what the next build had to add

A file counts once the manifest says so; one beyond is left over from a build that was cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.errors import BrokenGraph
from kg.workspace.files import written_whole
from kg.workspace.paths import ledger_file, ledger_files

__all__ = [
    "GROUP",
    "LEDGER_SCHEMA",
    "MINT",
    "REDIRECT",
    "Former",
    "read_groups",
    "redirected",
    "write_groups",
]

LEDGER_SCHEMA = pa.schema(
    [("seq", pa.int64()), ("kind", pa.string()), ("key", pa.string()), ("id", pa.string())]
)
"""`mint`: the id given for a key. `redirect`: the id that the id in `key` has become, or itself
when it is in use again. `group`: the name of the group that the member in `key` is in; the key is
kind of group, space, member. `seq` numbers the files; the newest row counts."""

MINT, REDIRECT, GROUP = "mint", "redirect", "group"


class Former(NamedTuple):
    """What the groups of one kind were called: the newest name of each member's group (`key`,
    `id`), and every name that was ever given."""

    members: pa.Table
    used: frozenset[str]


def read_groups(folder: Path) -> dict[str, Former]:
    """What the ledger remembers of each kind of group.

    Raises `BrokenGraph` when a file of the ledger is damaged.
    """
    parts = [_rows(path, GROUP) for path in ledger_files(folder)]
    rows = pa.concat_tables(parts) if parts else LEDGER_SCHEMA.empty_table()
    kind = pc.list_element(pc.split_pattern(rows["key"], " ", max_splits=1), 0)
    found = {}
    for name in pc.unique(kind).to_pylist():
        own = rows.filter(pc.equal(kind, name))
        newest = own.group_by("key").aggregate([("seq", "max")]).rename_columns(["key", "seq"])
        members = own.join(newest, ["key", "seq"], join_type="inner").sort_by("key")
        keys = pc.utf8_slice_codeunits(members["key"], len(name) + 1)
        table = pa.table({"key": keys, "id": members["id"]})
        found[name] = Former(table, frozenset(pc.unique(own["id"]).to_pylist()))
    return found


def write_groups(
    folder: Path, former: Mapping[str, Former], groups: Mapping[str, pa.Table]
) -> Path | None:
    """Append the members (`key`, `id`) whose group has another name than the ledger says.

    A name that nobody bears any more, and whose members have one, leads on to the name that most
    of them bear. Nothing is written when nothing is new.
    """
    seq = len(ledger_files(folder)) + 1
    empty = pa.table({"key": pa.array([], pa.string()), "id": pa.array([], pa.string())})
    parts = []
    led = _redirects(ledger_files(folder)) if groups else {}
    for kind, members in sorted(groups.items()):
        old = former[kind].members if kind in former else empty
        was = old.rename_columns(["key", "was"])
        both = members.join(was, "key", join_type="left outer")
        same = pc.fill_null(pc.equal(both["id"], both["was"]), False)
        moved = both.filter(pc.invert(same))
        keys = pc.binary_join_element_wise(kind, moved["key"], " ")
        parts.append(_ledger_rows(seq, GROUP, keys, moved["id"]))
        if kind.startswith(FOLLOWED):
            parts.append(_onward(seq, moved, members, led))
    rows = pa.concat_tables(parts) if parts else LEDGER_SCHEMA.empty_table()
    if rows.num_rows == 0:
        return None
    target = ledger_file(folder, seq)
    with written_whole(target) as temporary:
        ordered = rows.sort_by([("kind", "ascending"), ("key", "ascending")])
        pq.write_table(ordered, temporary, compression="zstd")
    return target


FOLLOWED = "topic"
"""Kinds of group that are nodes, so that their former ids may be asked for."""


def _onward(seq: int, moved: pa.Table, members: pa.Table, led: Mapping[str, str]) -> pa.Table:
    """Redirects from names that ended to their heirs; a name in use again leads to itself."""
    in_use = set(members["id"].to_pylist())
    gone = moved.filter(pc.is_valid(moved["was"])).group_by(["was", "id"])
    counts = gone.aggregate([("key", "count")]).sort_by(
        [("was", "ascending"), ("key_count", "descending"), ("id", "ascending")]
    )
    onward = {name: name for name in sorted(in_use) if led.get(name, name) != name}
    for was, id_ in zip(counts["was"].to_pylist(), counts["id"].to_pylist(), strict=True):
        if was not in in_use:
            onward.setdefault(was, id_)
    pairs = pa.table({"key": list(onward), "id": list(onward.values())}, schema=_PAIR)
    return _ledger_rows(seq, REDIRECT, pairs["key"], pairs["id"])


_PAIR = pa.schema([("key", pa.string()), ("id", pa.string())])


def _ledger_rows(seq: int, kind: str, keys: pa.ChunkedArray, ids: pa.ChunkedArray) -> pa.Table:
    n = len(keys)
    columns = [pa.repeat(pa.scalar(seq, pa.int64()), n), pa.repeat(pa.scalar(kind), n), keys, ids]
    return pa.table(columns, schema=LEDGER_SCHEMA)


def _rows(path: Path, kind: str) -> pa.Table:
    """The rows of one kind of a ledger's file."""
    try:
        return pq.read_table(path, schema=LEDGER_SCHEMA, filters=[("kind", "=", kind)])
    except (OSError, pa.ArrowInvalid) as error:
        raise BrokenGraph(
            f"{path} cannot be read: {error}", hint="restore it from a copy of the graph"
        ) from error


def redirected(folder: Path, id_: str, upto: int) -> str | None:
    """The id that `id_` is now, by the first `upto` files; None when it was not redirected.

    Raises `BrokenGraph` when a file of the ledger is missing or damaged.
    """
    onward = _redirects(ledger_files(folder, upto))
    here = id_
    for _ in range(len(onward)):
        if onward.get(here, here) == here:
            break
        here = onward[here]
    return None if here == id_ else here


def _redirects(files: Sequence[Path]) -> dict[str, str]:
    """Where each redirected id leads, by the newest row."""
    onward: dict[str, str] = {}
    for path in files:
        moved = _rows(path, REDIRECT)
        onward.update(zip(moved["key"].to_pylist(), moved["id"].to_pylist(), strict=True))
    return onward
