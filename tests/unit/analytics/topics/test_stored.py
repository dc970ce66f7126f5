"""Texts of papers: in the order of ids wherever they lie, and only what is asked for is read."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analytics.topics.stored import PaperTexts


def stored(folder: Path, ids: list[str], *, row_group: int = 2) -> PaperTexts:
    """A table with these papers, in this order; each is called by its id."""
    table = pa.table(
        {
            "id": pa.array(ids, pa.string()),
            "title": pa.array([None if "3" in i else f"title {i}" for i in ids], pa.string()),
            "abstract": pa.array([f"abstract {i}" for i in ids], pa.string()),
        }
    )
    path = folder / "Paper.parquet"
    pq.write_table(table, path, row_group_size=row_group)
    return PaperTexts(path)


@settings(deadline=None)
@given(
    ids=st.lists(st.text("0123456789", min_size=1), unique=True, max_size=20),
    start=st.integers(-25, 25),
    stop=st.integers(-25, 25),
    row_group=st.integers(1, 7),
)
def test_any_part_is_that_of_the_sorted_papers(
    tmp_path_factory: pytest.TempPathFactory,
    ids: list[str],
    start: int,
    stop: int,
    row_group: int,
) -> None:
    texts = stored(tmp_path_factory.mktemp("texts"), ids, row_group=row_group)
    whole = [("" if "3" in i else f"title {i}", f"abstract {i}") for i in sorted(ids)]
    assert texts.ids.to_pylist() == sorted(ids)
    assert len(texts) == len(ids)
    assert texts[start:stop] == whole[start:stop]
    assert list(texts) == whole


def test_a_part_reads_the_row_groups_it_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = stored(tmp_path, [f"{n:02}" for n in range(20)], row_group=5)
    read: list[int] = []
    real = pq.ParquetFile.read_row_group

    def noted(file: pq.ParquetFile, group: int, columns: list[str]) -> pa.Table:
        read.append(group)
        return real(file, group, columns=columns)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", noted)
    assert [title for title, _ in texts[8:12]] == [f"title {n:02}" for n in range(8, 12)]
    assert texts[12:14]
    assert read == [1, 2]
