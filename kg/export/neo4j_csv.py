"""Files for `neo4j-admin database import full`: the fastest way into an empty Neo4j database.

Format: https://neo4j.com/docs/operations-manual/5/import/ . A header file and a data file for
each label and relationship type. Every text is quoted and quotes are doubled, so that line
breaks, quotes, delimiters and control characters stay what they are; a backslash means nothing
to the importer unless `--legacy-style-quoting` is given. A null is an empty field without
quotes, and is left out of the graph. In lists the delimiter is U+001E, which no text of ours
holds, because a list has no quoting of its own.

Written by DuckDB, which is as fast as the disk.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import duckdb

from kg.errors import BrokenGraph, CannotWrite
from kg.export.base import Exported
from kg.progress import Progress, silent
from kg.schema import NODES, NodeType, Property, RelationshipType, table_names
from kg.store.base import BOOKKEEPING
from kg.store.neo4j.marker import GRAPH, whole_marker
from kg.store.neo4j.names import OURS
from kg.store.neo4j.statements import define
from kg.tables.sets import TableSet
from kg.workspace.bounded import bounded
from kg.workspace.files import writing

__all__ = ["Neo4jCsv"]

_TYPES = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "strings": "string[]",
}
_KINDS = dict(table_names())


class Neo4jCsv:
    """CSV files, `import.sh` that imports them, `import.cypher` with constraints and indexes."""

    name: ClassVar[str] = "neo4j-csv"
    title: ClassVar[str] = "CSV files for neo4j-admin database import full"
    suffix: ClassVar[str] = ""

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write into the folder `target`, which is made; files of an earlier export are replaced.

        Raises `CannotWrite` when it cannot be written or holds other things, and `BrokenGraph`
        when a table cannot be read.
        """
        with writing(target):
            target.mkdir(parents=True, exist_ok=True)
        files = tables.files
        names = [name for name in _KINDS if name in files]
        written = [0, 0]
        with bounded(memory_mb=300) as connection:
            for number, name in enumerate(names):
                progress(f"writing {name}", number, len(names))
                n = _write_table(connection, name, files[name], target)
                written[0 if isinstance(_KINDS[name], NodeType) else 1] += n
        with writing(target):
            _write_marker(tables, target, *written)
            (target / "import.cypher").write_text(_cypher(), encoding="utf-8")
            script = target / "import.sh"
            script.write_text(_script(names), encoding="utf-8")
            script.chmod(0o755)
        counts = {"nodes": written[0], "relationships": written[1]}
        return Exported((script, target / "import.cypher"), counts, (_NOTE,))


_NOTE = (
    "run import.sh on the machine of the server while its database is stopped, start it, then"
    " run import.cypher for the constraints and indexes"
)


def _write_table(
    connection: duckdb.DuckDBPyConnection, name: str, source: Path, target: Path
) -> int:
    """The header and data files of a table; gives the number of rows."""
    try:
        found = connection.execute("DESCRIBE FROM read_parquet($1)", [str(source)]).fetchall()
        columns = list(_columns(name, {row[0] for row in found}))
        header = ",".join(title for title, _ in columns)
        with writing(target):
            (target / f"{name}.header.csv").write_text(header + "\n", encoding="utf-8")
        picked = ", ".join(f'{value} AS "c{i}"' for i, (_, value) in enumerate(columns))
        texts = ", ".join(f'"c{i}"' for i, (_, value) in enumerate(columns) if _is_text(value))
        file = str(target / f"{name}.csv").replace("'", "''")
        path = str(source).replace("'", "''")
        done = connection.execute(
            f"COPY (SELECT {picked} FROM read_parquet('{path}')) TO '{file}'"
            f" (FORMAT csv, HEADER false, FORCE_QUOTE ({texts}), NULLSTR '')"
        ).fetchone()
        return int(done[0]) if done else 0
    except duckdb.IOException as error:
        raise CannotWrite(f"cannot write {target}: {str(error).splitlines()[0]}") from error
    except duckdb.InvalidInputException as error:
        raise BrokenGraph(
            f"{source} is damaged: {str(error).splitlines()[0]}",
            hint="make the tables anew with: kg build --rebuild",
        ) from error


def _is_text(value: str) -> bool:
    return not value.startswith("CAST")


def _columns(name: str, there: set[str]) -> Iterator[tuple[str, str]]:
    """(header field, SQL expression) of each column of a file."""
    kind = _KINDS[name]
    if isinstance(kind, NodeType):
        yield f"id:ID({kind.label})", '"id"'
        yield f"{OURS}:boolean", "CAST(true AS BOOLEAN)"
        properties = kind.properties
    else:
        of, end = kind
        yield f":START_ID({of.start})", '"start"'
        yield f":END_ID({end})", '"end"'
        properties = of.properties
    for p in properties:
        if p.name in there:
            yield f"{p.name}:{_TYPES[p.type]}", _value(p)
            if p.type == "strings":
                empty = f'CAST(CASE WHEN len("{p.name}") = 0 THEN true END AS BOOLEAN)'
                yield f"{_EMPTY}{p.name}:boolean", empty


_EMPTY = f"{OURS}_empty_"
"""Begins the name of a property that stands for an empty list until `import.cypher` has run: the
importer takes an empty list for none."""
_NUMBERS = {"integer": "BIGINT", "float": "DOUBLE", "boolean": "BOOLEAN"}


def _value(p: Property) -> str:
    if p.type == "strings":
        return f'array_to_string("{p.name}", chr(30))'
    return f'"{p.name}"' if p.type == "string" else f'CAST("{p.name}" AS {_NUMBERS[p.type]})'


def _write_marker(tables: TableSet, target: Path, nodes: int, relationships: int) -> None:
    """The node that says which graph it is, as a push leaves it."""
    said = whole_marker(tables.graph_id, tables.generation, nodes, relationships)
    fields = {f"id:ID({BOOKKEEPING})": GRAPH}
    for name, value in said.items():
        fields[f"{name}:{'long' if isinstance(value, int) else 'string'}"] = str(value)
    quoted = ",".join('"' + value.replace('"', '""') + '"' for value in fields.values())
    (target / f"{BOOKKEEPING}.header.csv").write_text(",".join(fields) + "\n", encoding="utf-8")
    (target / f"{BOOKKEEPING}.csv").write_text(quoted + "\n", encoding="utf-8")


def _script(names: list[str]) -> str:
    """The import as a shell script; `neo4j-admin` and the database's name can be given."""
    lines = [f"--nodes={BOOKKEEPING}={BOOKKEEPING}.header.csv,{BOOKKEEPING}.csv"]
    for name in names:
        kind = _KINDS[name]
        flag = "nodes" if isinstance(kind, NodeType) else "relationships"
        label = kind.label if isinstance(kind, NodeType) else _type(kind)
        lines.append(f"--{flag}={label}={name}.header.csv,{name}.csv")
    arguments = " \\\n  ".join(map(shlex.quote, lines))
    return f"""#!/bin/sh
# Import these files into an empty database of Neo4j 5, which must be stopped:
#   NEO4J_ADMIN=/path/to/neo4j-admin NEO4J_DATABASE=neo4j ./import.sh
# Then start it and run import.cypher: cypher-shell -f import.cypher
set -eu
cd "$(dirname "$0")"
exec ${{NEO4J_ADMIN:-neo4j-admin}} database import full "${{NEO4J_DATABASE:-neo4j}}" \\
  --overwrite-destination=true --multiline-fields=true --bad-tolerance=0 \\
  --array-delimiter=U+001E --ignore-empty-strings=false --trim-strings=false \\
  {arguments}
"""


def _type(kind: tuple[RelationshipType, str]) -> str:
    return kind[0].type


def _cypher() -> str:
    statements = [statement for _, statement in define()]
    for node in NODES:
        for p in node.properties:
            if p.type == "strings":
                flag = f"n.{_EMPTY}{p.name}"
                statements.append(
                    f"MATCH (n:{node.label}) WHERE {flag} SET n.{p.name} = [] REMOVE {flag}"
                )
    return "// Run once after the import.\n" + "".join(f"{one};\n" for one in statements)
