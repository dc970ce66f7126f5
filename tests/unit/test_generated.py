"""The benchmarks' generator: the same bytes for the same seed, in the size asked for."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pyarrow as pa
import pytest
from lxml import etree

from benchmarks.generated import KINDS, write
from kg import plugins
from kg.loaders.base import Source
from kg.loaders.reading.bibtex.entries import BibEntry, entries


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    for kind in KINDS:
        write(kind, folder / kind, records=20)
    return folder


@pytest.mark.parametrize("kind", ["openalex", "crossref", "kaggle"])
def test_each_line_is_an_object(kind: str, folder: Path) -> None:
    lines = (folder / kind).read_bytes().splitlines()
    assert len(lines) == 20
    assert all(isinstance(orjson.loads(line), dict) for line in lines)


@pytest.mark.parametrize("kind", ["dblp", "pubmed"])
def test_the_xml_is_well_formed(kind: str, folder: Path) -> None:
    root = etree.fromstring((folder / kind).read_bytes())
    assert len(root) == 20


def test_papers_of_the_bibtex_have_a_parent_and_a_string(tmp_path: Path) -> None:
    write("bibtex", tmp_path / "b.bib", records=60)
    found = [
        e
        for e in entries((tmp_path / "b.bib").read_text(encoding="utf-8"))
        if isinstance(e, BibEntry)
    ]
    assert len(found) == 60
    assert found[25].fields["publisher"] == "A Publisher"
    assert found[0].fields["booktitle"] == found[25].fields["title"]


def test_rows_of_the_scopus_export_are_read_with_their_references(folder: Path) -> None:
    path = folder / "scopus"
    found = list(plugins.loader("scopus-csv").load(Source(path, "s.csv")))
    rows = [r for batch in found if isinstance(batch, pa.RecordBatch) for r in batch.to_pylist()]
    assert len(rows) == 20
    assert [len(row["references"]) for row in rows] == [40 + n for n in range(20)]
    assert rows[3]["references"][5]["year"] == 1955


def test_the_same_seed_gives_the_same_bytes_compressed_too(folder: Path, tmp_path: Path) -> None:
    write("kaggle", tmp_path / "k.gz", records=20)
    assert gzip.decompress((tmp_path / "k.gz").read_bytes()) == (folder / "kaggle").read_bytes()


def test_a_size_in_megabytes_is_met_by_a_record_or_less(tmp_path: Path) -> None:
    write("kaggle", tmp_path / "k", megabytes=0.1)
    assert 100_000 <= (tmp_path / "k").stat().st_size < 130_000
