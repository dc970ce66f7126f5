"""A graph directory without its store: records written by hand in, tables as rows out.

For tests of resolution and tables, which need no database and should not wait for one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.generation import make_facts
from kg.intake import Intake, take_in
from kg.progress import silent
from kg.tables.engine import engine
from kg.workspace.directory import Directory
from kg.workspace.inputs import input_files
from kg.workspace.manifest import Import, Settings

__all__ = ["Row", "Workshop", "paper"]

Row = dict[str, Any]


def paper(title: str, authors: Iterable[Any] = (), year: int | None = 2020, **more: Any) -> Row:
    """A line of our own JSONL."""
    return {"title": title, "authors": list(authors), "year": year, **more}


@dataclass
class Workshop:
    """A graph directory in `path`; `facts` are the tables of the last build as rows by name."""

    path: Path
    max_team: int = 100
    facts: dict[str, list[Row]] = field(default_factory=dict, repr=False)

    @property
    def directory(self) -> Directory:
        return Directory(self.path / "graph")

    def file(self, name: str, papers: Iterable[Row]) -> Path:
        """Write papers as a file of our own JSONL; more of the same name take its place."""
        target = self.path / name
        target.write_text("".join(json.dumps(p) + "\n" for p in papers), encoding="utf-8")
        return target

    def build(self, *, keep: bool = False, threads: int = 1, **files: Iterable[Row]) -> Intake:
        """Import files by name (without ending) and make the tables of everything."""
        paths = [self.file(f"{name}.jsonl", papers) for name, papers in files.items()]
        return self.take(*paths, keep=keep, threads=threads)

    def take(self, *paths: Path, keep: bool = False, threads: int = 1) -> Intake:
        """Import files that are there and make the tables of everything."""
        directory = self.directory
        directory.create()
        manifest = directory.begin(Settings(max_team=self.max_team))
        directory.sweep(manifest)
        with input_files([str(p) for p in paths]) as found:
            taken = take_in(directory, manifest, found, None, keep, silent)
        self._derive(taken.manifest.imports, taken, threads)
        return taken

    def forget(self, name: str) -> None:
        """Undo the imports of a file."""
        manifest = self.directory.manifest()
        left = tuple(i for i in manifest.imports if Path(i.uri).stem != name)
        self._derive(left, Intake(manifest), 1)

    def override(self, text: str) -> None:
        """Write `overrides.toml`."""
        self.directory.overrides.write_text(text, encoding="utf-8")

    def _derive(self, imports: tuple[Import, ...], taken: Intake, threads: int) -> None:
        directory = self.directory
        manifest = taken.manifest.with_imports(imports)
        name = f"{len(list(directory.tables.iterdir())) + 1:06d}"
        with engine(self.path / "scratch", threads=threads) as tables:
            self.files = make_facts(tables, directory, manifest, directory.generation(name))
        directory.commit(manifest, name)
        self.facts = {table: pq.read_table(file).to_pylist() for table, file in self.files.items()}

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Some columns of a table, in the table's order."""
        return [tuple(row[c] for c in columns) for row in self.facts[table]]

    def one(self, table: str, **where: Any) -> Row:
        """The only row with those values."""
        found = [r for r in self.facts[table] if all(r[k] == v for k, v in where.items())]
        assert len(found) == 1, f"{len(found)} rows of {table} have {where}"
        return found[0]

    def ids(self, table: str, column: str) -> Mapping[Any, str]:
        """Id by a column that tells the rows apart."""
        return {row[column]: row["id"] for row in self.facts[table]}

    def table(self, name: str) -> pa.Table:
        """A table as it was written."""
        return pq.read_table(self.files[name])

    def names_of(self, title: str) -> list[str]:
        """Names of the authors of the paper with that title, sorted."""
        paper_id = self.one("Paper", title=title)["id"]
        names = {a["id"]: a["name"] for a in self.facts["Author"]}
        return sorted(names[r["start"]] for r in self.facts["AUTHORED"] if r["end"] == paper_id)
