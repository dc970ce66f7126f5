"""Where an id of an earlier build has gone, read from the files of the ledger alone."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.errors import BrokenGraph
from kg.workspace.ids import LEDGER_SCHEMA, read_groups, redirected, write_groups
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


def members(**groups: str) -> pa.Table:
    """Who is in the group of which name, as name = "member member …"."""
    rows = [{"key": m, "id": name} for name, who in groups.items() for m in who.split()]
    return pa.Table.from_pylist(rows, pa.schema([("key", pa.string()), ("id", pa.string())]))


def remember(folder: Path, **groups: str) -> Path | None:
    """One build whose topics are these."""
    return write_groups(folder, read_groups(folder), {"topic-0": members(**groups)})


def test_the_newest_group_of_a_member_counts_and_no_name_is_forgotten(tmp_path: Path) -> None:
    remember(tmp_path, T1="a b", T2="c")
    remember(tmp_path, T1="a", T3="b c")
    topics = read_groups(tmp_path)["topic-0"]
    pairs = zip(topics.members["key"].to_pylist(), topics.members["id"].to_pylist(), strict=True)
    assert dict(pairs) == {"a": "T1", "b": "T3", "c": "T3"}
    assert topics.used == {"T1", "T2", "T3"}


def test_only_what_is_new_is_written(tmp_path: Path) -> None:
    assert remember(tmp_path, T1="a b", T2="c") is not None
    assert remember(tmp_path, T1="a b", T2="c") is None
    second = remember(tmp_path, T1="a b c")
    assert second is not None
    rows = pq.read_table(second).select(["kind", "key", "id"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        ("group", "topic-0 c", "T1"),
        ("redirect", "T2", "T1"),
    ]


def test_a_topic_that_is_gone_leads_to_its_heir_until_it_comes_back(tmp_path: Path) -> None:
    remember(tmp_path, T1="a b", T2="c d")
    remember(tmp_path, T1="a b c")
    assert redirected(tmp_path, "T2", 2) == "T1"
    remember(tmp_path, T1="a b c", T2="d")
    assert redirected(tmp_path, "T2", 3) is None


def test_kinds_of_group_do_not_meet(tmp_path: Path) -> None:
    write_groups(tmp_path, {}, {"community": members(**{"0": "a"}), "topic-1": members(T1="a")})
    found = read_groups(tmp_path)
    assert {kind: part.members["id"].to_pylist() for kind, part in found.items()} == {
        "community": ["0"],
        "topic-1": ["T1"],
    }
