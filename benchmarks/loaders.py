"""Loaders beside the parsers they are made of, on the same files: CPU seconds and their ratio.

python -m benchmarks.loaders [MEGABYTES]     generated files of that size; 40 unless told

Ours is reading *and* writing the records as an import does; the peer only parses. orjson is
measured twice: throwing every dict away before the next line, to which the ratio is held, and with
all of them in a list at the end, as bibtexparser and rispy give theirs. Each runs in a process of
its own, warmed on a small file. BibTeX and RIS are read from the real exports in the
folder of KG_BENCH_DATA (samples/bibtex, samples/ris) and left out without it. The last lines are
the gain of a second core on a folder of files, and peak memory as the input grows.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
from lxml import etree

from benchmarks import generated
from benchmarks.build_acl import say
from benchmarks.measure import measure
from kg import plugins
from kg.loaders.base import Source
from kg.workspace.importing import Writing

JSON_LINES = {"openalex": "openalex", "crossref": "crossref", "kaggle": "arxiv-kaggle"}
XML = {"dblp": "dblp", "pubmed": "pubmed-xml"}
GROWING = (
    ("openalex", "openalex", (10, 100, 1000)),
    ("bibtex", "bibtex", (10, 100)),
    ("scopus", "scopus-csv", (10, 100)),
)
"""What is generated, the loader that reads it, and the sizes in megabytes."""
ROUNDS = 3


def ours(loader: str, files: list[Path]) -> None:
    """Read the files and write their records, as an import does."""
    chosen = plugins.loader(loader)
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        for number, file in enumerate(files):
            with Writing(Path(name) / f"{number}.parquet", file.name) as target:
                for item in chosen.load(Source(file, file.name)):
                    target.write(item)
                target.finish(None, None)


def json_lines(_: str, files: list[Path]) -> None:
    """orjson into dicts, line by line."""
    for file in files:
        with file.open("rb") as lines:
            for line in lines:
                orjson.loads(line)


def json_list(_: str, files: list[Path]) -> None:
    """orjson into a list of dicts."""
    for file in files:
        with file.open("rb") as lines:
            [orjson.loads(line) for line in lines]


def xml(_: str, files: list[Path]) -> None:
    """lxml's iterparse over all elements, which are freed and not looked at."""
    for file in files:
        for _event, element in etree.iterparse(str(file), recover=True, huge_tree=True):
            element.clear()


def bibtexparser(_: str, files: list[Path]) -> None:
    """bibtexparser 2 and nothing after it."""
    from bibtexparser.entrypoint import parse_string

    for file in files:
        parse_string(file.read_text(encoding="utf-8", errors="replace"))


def rispy(_: str, files: list[Path]) -> None:
    """rispy and nothing after it; files that it refuses count for what it read of them."""
    import contextlib

    import rispy as parser

    for file in files:
        with contextlib.suppress(Exception):
            parser.loads(file.read_text(encoding="utf-8", errors="replace"))


Work = Callable[[str, list[Path]], None]


def _timed(work: Work, loader: str, warm: list[Path], files: list[Path]) -> float:
    work(loader, warm)
    began = time.process_time()
    work(loader, files)
    return time.process_time() - began


def cpu(work: Work, loader: str, warm: list[Path], files: list[Path]) -> float:
    """The least CPU seconds of several runs, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        runs = [pool.apply(_timed, (work, loader, warm, files)) for _ in range(ROUNDS)]
    return min(runs)


def beside(
    name: str, peer: Work, loader: str, warm: list[Path], files: list[Path], most: float
) -> None:
    """A line: our CPU seconds beside the peer's; one more where the peer keeps what it parses."""
    mine = cpu(ours, loader, warm, files)
    bare = cpu(peer, loader, warm, files)
    ratio = mine / bare
    figure = f"{mine:.2f} CPU-s, {peer.__name__} {bare:.2f}"
    say(name, figure, ratio <= most, f"{ratio:.1f} x (at most {most} x)")
    if peer is json_lines:
        kept = cpu(json_list, loader, warm, files)
        say("", f"kept in a list {kept:.2f} CPU-s: {mine / kept:.1f} x")


def generated_files(folder: Path, megabytes: float) -> None:
    """JSON Lines beside orjson, XML beside lxml."""
    for kinds, peer, most in ((JSON_LINES, json_lines, 2.0), (XML, xml, 1.5)):
        for kind, loader in kinds.items():
            warm, file = folder / f"warm.{kind}", folder / f"{kind}.data"
            generated.write(kind, warm, records=200)
            generated.write(kind, file, megabytes=megabytes)
            beside(f"{kind}, {megabytes:.0f} MB", peer, loader, [warm], [file], most)


def real_exports(data: Path) -> None:
    """BibTeX and RIS beside the libraries for them."""
    for kind, peer in (("bibtex", bibtexparser), ("ris", rispy)):
        files = sorted((data / "samples" / kind).glob("*"))
        size = sum(file.stat().st_size for file in files) / 1e6
        beside(f"{kind}, {size:.1f} MB", peer, kind, files[:2], files, 1.5)


def second_core(folder: Path, megabytes: float) -> None:
    """A folder of files with one thread and with two."""
    many = folder / "many"
    many.mkdir()
    for number in range(8):
        generated.write("openalex", many / f"{number}.jsonl", megabytes=megabytes, seed=number)
    taken = {threads: reading(folder, many, threads) for threads in (1, 2)}
    gain = taken[1] / taken[2]
    say(f"8 files of {megabytes:.0f} MB, one core and two", f"{taken[1]:.1f} s, {taken[2]:.1f} s",
        gain >= 1.6, f"{gain:.2f} x (at least 1.6 x)")  # fmt: skip


def reading(folder: Path, many: Path, threads: int) -> float:
    """Seconds to import the files, and nothing after that."""
    code = (
        "import sys; from pathlib import Path; from kg.intake import take_in; "
        "from kg.progress import silent; from kg.workspace.directory import Directory; "
        "from kg.workspace.inputs import input_files; from kg.workspace.manifest import Settings\n"
        "d = Directory(Path(sys.argv[1])); d.create(); m = d.begin(Settings())\n"
        "with input_files([sys.argv[2]]) as found:\n"
        "    take_in(d, m, found, None, False, silent, int(sys.argv[3]))\n"
    )
    graph = folder / f"read{threads}"
    return measure([sys.executable, "-c", code, str(graph), str(many), str(threads)]).wall


def memory(folder: Path) -> None:
    """Peak memory of an import as its input grows; BibTeX with strings and parents, Scopus with
    sixty references a paper."""
    for kind, loader, sizes in GROWING:
        for megabytes in sizes:
            file = folder / f"large.{kind}.{megabytes}"
            generated.write(kind, file, megabytes=megabytes)
            code = (
                "import sys; from pathlib import Path; from benchmarks.loaders import ours; "
                "ours(sys.argv[1], [Path(sys.argv[2])])"
            )
            cost = measure([sys.executable, "-c", code, loader, str(file)])
            file.unlink()
            say(f"{kind}, {megabytes} MB", str(cost), cost.peak <= 500e6, "at most 500 MB")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        yield Path(name)


def main() -> None:
    """Measure and report everything."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 40.0
    with scratch() as folder:
        generated_files(folder, megabytes)
        if data := os.environ.get("KG_BENCH_DATA"):
            real_exports(Path(data))
        second_core(folder, megabytes)
        memory(folder)


if __name__ == "__main__":
    main()
