"""The page loaders on real snapshots, where a folder with them is at hand.

KG_BENCH_DATA names the folder that holds `samples/`; the seed pages are in `seeds/` beside it.
Rows are counted here by another method than the loader's: bytes that only a row can hold.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

DATA = Path(os.environ.get("KG_BENCH_DATA", "."))
SEEDS = DATA.parent / "seeds"
SNAPSHOTS = sorted((DATA / "samples").glob("dailyarxiv_*/*.md"))

pytestmark = pytest.mark.skipif(
    "KG_BENCH_DATA" not in os.environ, reason="KG_BENCH_DATA names no folder of samples"
)


def read(path: Path) -> tuple[str, Loaded]:
    loader = choose(Source(path, path.name))
    return loader.name, loaded(loader, path)


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.name)
def test_a_dailyarxiv_snapshot_has_as_many_records_as_rows(path: Path) -> None:
    rows = [
        line
        for line in path.read_bytes().split(b"\n")
        if line[:1] == b"|" and b"**[" in line and b"arxiv.org/abs/" in line
    ]
    name, found = read(path)
    assert name == "dailyarxiv"
    assert (len(found.records), found.rejects) == (len(rows), [])
    for record, row in zip(found.records, rows, strict=True):
        assert f"arxiv.org/abs/{record['ids'][0]['value']}".encode() in row
        abstract = record["abstract"] or ""
        assert "<details>" not in abstract
        assert "</p>" not in abstract


@pytest.mark.parametrize(
    ("prefix", "loader", "count"),
    [
        ("000", "author-page", 19),
        ("001", "author-page", 10),
        ("002", "hf-daily-page", 39),
        ("003", "author-page", 9),
        ("004", "dailyarxiv", 390),
    ],
)
def test_a_seed_has_the_records_that_it_prints(prefix: str, loader: str, count: int) -> None:
    (path,) = SEEDS.glob(f"{prefix}_*")
    name, found = read(path)
    assert (name, len(found.records), found.rejects) == (loader, count, [])


def test_the_profile_pages_hold_these_authorships() -> None:
    papers = [
        record
        for prefix in ("000", "001", "003")
        for path in SEEDS.glob(f"{prefix}_*")
        for record in read(path)[1].records
    ]
    mentions = [mention for record in papers for mention in record["mentions"]]
    assert len(mentions) == 134
    assert sum(mention["evidence"] == "page_owner" for mention in mentions) == 20
    assert sum(record["authors_complete"] is False for record in papers) == 37
    assert sum(record["year"] is None for record in papers) == 2
