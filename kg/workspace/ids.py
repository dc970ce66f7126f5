"""The files of the ledger of ids, and where an id of an earlier build has gone.

::

    ids/000001.parquet      what the first build minted: kind, key, id (see kg.resolve.ledger)
    ids/000002.parquet      what the second had to add

A file counts once the manifest says so; one beyond is left over from a build that was cut off.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.errors import BrokenGraph
from kg.workspace.paths import ledger_files

__all__ = ["LEDGER_SCHEMA", "MINT", "REDIRECT", "redirected"]

LEDGER_SCHEMA = pa.schema(
    [("seq", pa.int64()), ("kind", pa.string()), ("key", pa.string()), ("id", pa.string())]
)
"""`mint`: the id given for a key. `redirect`: the id that the id in `key` has become, or itself
when it is in use again. `seq` numbers the files; the newest row counts."""

MINT, REDIRECT = "mint", "redirect"


def redirected(folder: Path, id_: str, upto: int) -> str | None:
    """The id that `id_` is now, by the first `upto` files; None when it was not redirected.

    Raises `BrokenGraph` when a file of the ledger is missing or damaged.
    """
    onward: dict[str, str] = {}
    for path in ledger_files(folder, upto):
        try:
            rows = pq.read_table(path, columns=["kind", "key", "id"])
        except (OSError, pa.ArrowInvalid) as error:
            raise BrokenGraph(
                f"{path} cannot be read: {error}", hint="restore it from a copy of the graph"
            ) from error
        moved = rows.filter(pc.equal(rows["kind"], REDIRECT))
        onward.update(zip(moved["key"].to_pylist(), moved["id"].to_pylist(), strict=True))
    here = id_
    for _ in range(len(onward)):
        if onward.get(here, here) == here:
            break
        here = onward[here]
    return None if here == id_ else here
