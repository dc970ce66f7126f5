"""Where an id of an earlier build has gone, read from the files of the ledger alone."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.errors import BrokenGraph
from kg.workspace.ids import LEDGER_SCHEMA, redirected
from kg.workspace.paths import ledger_file, ledger_files


def write(folder: Path, seq: int, *rows: tuple[str, str, str]) -> None:
    content = [{"seq": seq, "kind": k, "key": key, "id": i} for k, key, i in rows]
    pq.write_table(pa.Table.from_pylist(content, LEDGER_SCHEMA), ledger_file(folder, seq))


def test_chains_of_redirects_are_followed_to_their_end(tmp_path: Path) -> None:
    write(tmp_path, 1, ("mint", "doi:a", "P1"), ("mint", "doi:b", "P2"), ("mint", "doi:c", "P3"))
    write(tmp_path, 2, ("redirect", "P3", "P2"))
    write(tmp_path, 3, ("redirect", "P2", "P1"))
    assert [redirected(tmp_path, i, 3) for i in ("P3", "P2", "P1", "P9")] == [
        "P1",
        "P1",
        None,
        None,
    ]


def test_an_id_in_use_again_is_no_redirect_any_more(tmp_path: Path) -> None:
    write(tmp_path, 1, ("redirect", "P2", "P1"))
    write(tmp_path, 2, ("redirect", "P2", "P2"))
    assert redirected(tmp_path, "P2", 2) is None


def test_what_a_cut_off_build_left_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, 1, ("mint", "doi:b", "P2"))
    write(tmp_path, 2, ("redirect", "P2", "P1"))
    assert redirected(tmp_path, "P2", 1) is None


def test_files_are_counted_in_order(tmp_path: Path) -> None:
    write(tmp_path, 2)
    write(tmp_path, 1)
    (tmp_path / ".000003.parquet.77.tmp").write_text("half")
    assert [f.name for f in ledger_files(tmp_path)] == ["000001.parquet", "000002.parquet"]


def test_a_damaged_ledger_is_said_to_be_broken(tmp_path: Path) -> None:
    ledger_file(tmp_path, 1).write_text("not Parquet")
    with pytest.raises(BrokenGraph, match=r"000001\.parquet"):
        redirected(tmp_path, "P1", 1)
