"""Files are read by several processes as by one, and whatever goes wrong is told for its file."""

from __future__ import annotations

import gzip
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg import plugins, reading
from kg.errors import InputError, KgError, UnknownPlugin
from kg.intake import Intake, take_in
from kg.progress import silent
from kg.reading import Job, Outcome, outcomes
from kg.workspace.directory import Directory
from kg.workspace.importing import Taken
from kg.workspace.inputs import InputFile, input_files
from kg.workspace.manifest import Settings
from kg.workspace.paths import records_file, rejects_file

STRANGE = '''
import os, time
from kg.loaders.base import in_batches
from kg.records import PaperRecord, Provenance

class Strange:
    """What the file says is what happens: die, sleep, grow (write to the file), skip (lose one),
    pandas (an array of a series)."""
    name, title, fills = "strange", "Strange", ("title",)
    def sniff(self, head):
        return float(head.text.startswith("strange"))
    def load(self, source):
        return in_batches(self.items(source))
    def items(self, source):
        for index, word in enumerate(source.path.read_text().split()):
            if word == "die":
                os._exit(9)
            if word == "sleep":
                time.sleep(60)
            if word == "pandas":
                import pandas, pyarrow
                word = str(pyarrow.array(pandas.Series([float("nan")]))[0])
            if word == "grow":
                with source.path.open("a") as out:
                    out.write(" more")
            if word != "skip":
                yield PaperRecord(provenance=Provenance(source.uri, index), title=word)
'''


@pytest.fixture(autouse=True)
def strange_loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A loader of another distribution, which processes find as we do."""
    site = tmp_path / "site"
    meta = site / "strange-1.0.dist-info"
    meta.mkdir(parents=True)
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: strange\nVersion: 1.0\n")
    (meta / "entry_points.txt").write_text("[kg.loaders]\nstrange = strange_loader:Strange\n")
    (site / "strange_loader.py").write_text(STRANGE)
    monkeypatch.syspath_prepend(site)
    monkeypatch.setattr(reading, "_WORTH_BYTES", 0)
    plugins.loaders.cache_clear()
    yield
    plugins.loaders.cache_clear()
    sys.modules.pop("strange_loader", None)


def jobs(folder: Path, *texts: str) -> list[Job]:
    found = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text)
        file = InputFile(path, str(path), str(path), named=True)
        found.append(Job(file, folder / f"{number}.parquet", None))
    return found


def read(folder: Path, *texts: str, threads: int = 1) -> list[Outcome]:
    return list(outcomes(jobs(folder, *texts), frozenset(), threads, silent))


def take(folder: Path, threads: int, *inputs: Path) -> tuple[Directory, Intake]:
    directory = Directory(folder)
    directory.create()
    with input_files([str(i) for i in inputs]) as found:
        manifest = directory.begin(Settings())
        return directory, take_in(directory, manifest, found, None, False, silent, threads)


def test_several_processes_give_what_one_gives(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    for n in range(5):
        (lists / f"{n}.jsonl").write_text(f'{{"title": "Paper {n}", "doi": "10.1/{n}"}}\n' * 50)
    (lists / "1.jsonl").write_bytes((lists / "0.jsonl").read_bytes())
    (lists / "3.jsonl").write_text("Dear reader,\n")
    one, alone = take(tmp_path / "one", 1, lists, tmp_path / "missing.bib")
    three, together = take(tmp_path / "three", 3, lists, tmp_path / "missing.bib")
    undated, others = (
        [replace(i, imported_at="") for i in taken.added] for taken in (alone, together)
    )
    assert undated == others
    assert [i.number for i in together.added] == [1, 2, 3]
    assert together.known == alone.known == (str(lists / "1.jsonl"),)
    assert together.skipped == alone.skipped == (str(lists / "3.jsonl"),)
    assert [e.message for e in together.failed] == [e.message for e in alone.failed]
    for one_import in alone.added:
        first, second = (records_file(d.records, one_import.id) for d in (one, three))
        assert first.read_bytes() == second.read_bytes()
    assert list((three.path / "scratch" / "reading").iterdir()) == []


@pytest.mark.parametrize("threads", [1, 2])
def test_a_file_that_changes_while_it_is_read_is_not_imported(threads: int, tmp_path: Path) -> None:
    changed, fine = read(tmp_path, "strange grow x", "strange y", threads=threads)
    assert isinstance(changed, InputError)
    assert "was changed while it was read" in changed.message
    assert isinstance(fine, Taken)
    assert not (tmp_path / "0.parquet").exists()


def test_a_strangers_loader_has_pandas_in_a_process_too(tmp_path: Path) -> None:
    read(tmp_path, '{"title": "Ours", "doi": "10.1/x"}', "strange pandas", threads=2)
    titles = pq.read_table(tmp_path / "1.parquet").column("title").to_pylist()
    assert titles == ["strange", "None"]


def test_a_record_that_a_loader_loses_is_counted_and_told(tmp_path: Path) -> None:
    (lost,) = read(tmp_path, "strange skip x skip y")
    assert isinstance(lost, Taken)
    assert (lost.records, lost.rejects) == (3, 2)
    (row,) = pq.read_table(tmp_path / "0.rejects.parquet").to_pylist()
    assert row["reason"].startswith("2 records of this file were seen and neither loaded")


def test_a_process_that_dies_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    first, second, third, fourth = read(
        tmp_path, "strange die", "strange a", "strange die", "strange b c", threads=2
    )
    for dead in (first, third):
        assert isinstance(dead, InputError)
        assert "was ended (9)" in dead.message
    assert isinstance(second, Taken)
    assert isinstance(fourth, Taken)
    assert (second.records, fourth.records) == (2, 3)


def test_what_is_being_read_ends_at_once_when_nobody_waits(tmp_path: Path) -> None:
    started = time.monotonic()
    stream = outcomes(
        jobs(tmp_path, "strange", "strange sleep", "strange sleep"), frozenset(), 3, silent
    )
    assert isinstance(next(stream), Taken)
    stream.close()
    assert time.monotonic() - started < 50, "it waited for the readers"


def test_cut_compressed_data_are_read_as_far_as_they_go_and_the_rest_is_a_reject(
    tmp_path: Path,
) -> None:
    lines = b"".join(
        b'{"authors": ["Ada"], "title": "%s"}\n' % os.urandom(40).hex().encode()
        for _ in range(4000)
    )
    path = tmp_path / "papers.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-30_000])
    directory, intake = take(tmp_path / "graph", 1, path)
    (new,) = intake.added
    assert 1000 < new.records < 4000
    assert (new.loader, new.encoding) == ("jsonl", "utf-8")
    reasons = pq.read_table(rejects_file(directory.records, new.id))["reason"].to_pylist()
    assert len(reasons) == new.rejects
    assert reasons[-1].startswith("the gzip data are cut or damaged")


def test_a_format_that_nobody_reads_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    directory = Directory(tmp_path / "graph")
    directory.create()
    with input_files(["-"][:0]) as found, pytest.raises(UnknownPlugin):
        take_in(directory, directory.begin(Settings()), found, "nosuch", False, silent)


def test_what_cannot_be_written_ends_the_build(tmp_path: Path) -> None:
    job = jobs(tmp_path, "strange x")[0]
    with pytest.raises(KgError, match="cannot write"):
        list(
            outcomes(
                [replace(job, target=tmp_path / "no" / "folder.parquet")], frozenset(), 1, silent
            )
        )
