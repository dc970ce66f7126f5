"""A million generated OpenAlex works, from one gzip file to tables, and the tables once more.

python -m benchmarks.million [WORKS]

Prints time, records a second and peak memory of the whole process tree, and of the records and
tables in the graph directory their size. The tables are made a second time from the same records,
as any later build does, with the ids of the first. No analysis, no store: what grows with the
records.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import generated
from benchmarks.build_acl import say
from benchmarks.measure import bytes_in, measure

READ = """
import pickle, sys
from pathlib import Path
from kg.intake import take_in
from kg.progress import silent
from kg.workspace.directory import Directory
from kg.workspace.inputs import input_files
from kg.workspace.manifest import Settings

directory = Directory(Path(sys.argv[1]))
directory.create()
manifest = directory.begin(Settings())
with input_files([sys.argv[2]]) as found:
    manifest = take_in(directory, manifest, found, None, False, silent, 2).manifest
Path(sys.argv[1] + ".manifest").write_bytes(pickle.dumps(manifest))
"""

MAKE = """
import pickle, sys
from pathlib import Path
from kg.generation import make_facts
from kg.tables.engine import engine
from kg.workspace.directory import Directory
from kg.workspace.files import fresh_folder

directory = Directory(Path(sys.argv[1]))
manifest = pickle.loads(Path(sys.argv[1] + ".manifest").read_bytes())
with engine(fresh_folder(directory.scratch), threads=2) as tables:
    make_facts(tables, directory, manifest, directory.path / "made")
"""


def main() -> None:
    """Write the works, build from them, report."""
    works = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        folder = Path(name)
        source = folder / "works.jsonl.gz"
        generated.write("openalex", source, records=works)
        graph = str(folder / "graph")
        cost = measure([sys.executable, "-c", READ + MAKE, graph, str(source)])
        size = bytes_in(folder / "graph")
        say(f"{works:,} works, gzip of {source.stat().st_size / 1e6:.0f} MB", str(cost),
            cost.peak <= 4e9, "memory (at most 4 GB)")  # fmt: skip
        say("", f"{works / cost.wall:,.0f} records a second, {size / 1e9:.2f} GB on disk")
        again = measure([sys.executable, "-c", MAKE, graph])
        say("the tables once more", str(again), again.peak <= 4e9, "memory (at most 4 GB)")


if __name__ == "__main__":
    main()
