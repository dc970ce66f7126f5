"""The default set of analyses on a generated graph of a million authors and ten million ties."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.build_acl import say
from benchmarks.measure import measure
from kg.analytics.graph import Inputs
from kg.analytics.registry import DEFAULT, analyses
from kg.schema import table_names
from kg.testing.tables import table_schema

AUTHORS = 1_000_000
TIES = 10_000_000
SECONDS = 240
MEMORY = 6e9


def write(folder: Path) -> None:
    """Tables of authors and ties: neighbours in a ring of fields, and some from anywhere."""
    for name, kind in table_names():
        pq.write_table(table_schema(kind).empty_table(), folder / f"{name}.parquet")
    rng = np.random.default_rng(1)
    ids = pa.array([f"a{n:07}" for n in range(AUTHORS)])
    pq.write_table(pa.table({"id": ids}), folder / "Author.parquet")
    start = rng.integers(0, AUTHORS, TIES + TIES // 2)  # Some pairs are drawn twice.
    step = rng.geometric(0.04, len(start))
    end = np.where(rng.random(len(start)) < 0.1, rng.integers(0, AUTHORS, len(start)), start + step)
    low, high = np.minimum(start, end % AUTHORS), np.maximum(start, end % AUTHORS)
    pairs = np.unique((low * AUTHORS + high)[low != high])
    pairs = np.sort(rng.permutation(pairs)[:TIES])
    ties = {
        "start": ids.take(pa.array(pairs // AUTHORS)),
        "end": ids.take(pa.array(pairs % AUTHORS)),
        "weight": rng.choice([1 / 3, 0.5, 1.0, 2.0], len(pairs)),
    }
    pq.write_table(pa.table(ties), folder / "COAUTHOR.parquet")
    say("graph", f"{AUTHORS:,} authors, {len(pairs):,} ties")


def run(folder: Path, names: list[str]) -> None:
    """Run the analyses over the tables in a folder, in a process of its own."""
    inputs = Inputs({file.stem: file for file in folder.glob("*.parquet")})
    for analysis in analyses(names):
        analysis.run(inputs)


def main() -> None:
    """Generate, measure each analysis alone, then all of them together."""
    if len(sys.argv) > 2:
        run(Path(sys.argv[1]), sys.argv[2:])
        return
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        folder = Path(name)
        write(folder)
        command = [sys.executable, "-m", "benchmarks.million_authors", str(folder)]
        for analysis in DEFAULT:
            say(analysis, str(measure([*command, analysis])))
        whole = measure([*command, *DEFAULT])
        held = whole.cpu <= SECONDS and whole.peak <= MEMORY
        say("the default set", str(whole), held, "at most 240 CPU-s, 6 GB")


if __name__ == "__main__":
    main()
