"""The Cypher that fills a server: derived from the schema, rows as lists in `$rows`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.schema import FULL_TEXT, NODES, RELATIONSHIPS, NodeType, RelationshipType, table_names
from kg.store.base import BOOKKEEPING
from kg.store.neo4j.names import OURS

__all__ = [
    "change_rows",
    "columns_of",
    "create_rows",
    "define",
    "delete_rows",
    "drop",
    "key_of",
    "register",
    "wipe",
]

_KINDS = dict(table_names())


def define() -> Iterator[tuple[str, str]]:
    """Constraints and indexes by name, each harmless when it is there; the unique ids first."""
    for label in (BOOKKEEPING, *(n.label for n in NODES)):
        name = f"kg_{label}_id"
        yield (
            name,
            f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE",
        )
    for node in NODES:
        for p in node.properties:
            if p.indexed:
                name = f"kg_{node.label}_{p.name}"
                yield (
                    name,
                    f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{p.name})",
                )
    for label, names in FULL_TEXT.items():
        # The name is what the embedded store calls it, so that one query text fits both.
        name = f"{label}[{','.join(names)}]"
        searched = ", ".join(f"n.{p}" for p in names)
        yield (
            name,
            f"CREATE FULLTEXT INDEX `{name}` IF NOT EXISTS FOR (n:{label}) ON EACH [{searched}]",
        )


def drop() -> Iterator[str]:
    """The opposite of `define`: what has our names goes, harmless when it is not there."""
    for name, statement in define():
        kind = "CONSTRAINT" if statement.startswith("CREATE CONSTRAINT") else "INDEX"
        yield f"DROP {kind} `{name}` IF EXISTS"


def register() -> Iterator[tuple[str, str]]:
    """Procedure and name of all that queries may mention: the server warns of names it has never
    seen, and a graph without topics has never seen WORKS_ON."""
    for kind in RELATIONSHIPS:
        yield "db.createRelationshipType", kind.type
    owners: tuple[NodeType | RelationshipType, ...] = (*NODES, *RELATIONSHIPS)
    for name in sorted({p.name for owner in owners for p in owner.properties} | {OURS}):
        yield "db.createProperty", name


def key_of(table: str) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart."""
    kind = _KINDS[table]
    return ("id",) if isinstance(kind, NodeType) else ("start", "end", *kind[0].key)


def columns_of(table: str, present: Sequence[str]) -> list[str]:
    """Those columns of a file that go to the server, key first."""
    kind = _KINDS[table]
    owner = kind if isinstance(kind, NodeType) else kind[0]
    key = key_of(table)
    rest = [p.name for p in owner.properties if p.name in present and p.name not in key]
    return [*key, *rest]


def create_rows(table: str, columns: Sequence[str]) -> str:
    """Create a node or relationship for each row. The nodes at its ends are looked up by id."""
    kind = _KINDS[table]
    if isinstance(kind, NodeType):
        return f"CREATE (:{kind.label} {{{OURS}: true, {_map(columns)}}})"
    of, end = kind
    values = _map(columns, skip=2)
    return (
        f"MATCH (a:{of.start} {{id: r[0]}}) MATCH (z:{end} {{id: r[1]}})"
        f" CREATE (a)-[:{of.type}{f' {{{values}}}' if values else ''}]->(z)"
    )


def delete_rows(table: str) -> str:
    """Delete what each row's key names; nodes with whatever else hangs on them."""
    return f"{_match(table)} {'DETACH ' if table in _LABELS else ''}DELETE x"


def change_rows(table: str, columns: Sequence[str]) -> str:
    """Set the properties after the key; a null takes one away."""
    size = len(key_of(table))
    settings = ", ".join(f"x.`{c}` = r[{i}]" for i, c in enumerate(columns) if i >= size)
    return f"{_match(table)} SET {settings}"


def wipe() -> Iterator[str]:
    """Take away all of ours, `$limit` at a time: relationships first, so that no node of many
    is one big transaction. Each is run until it counts 0."""
    for kind in _KINDS.values():
        if not isinstance(kind, NodeType):
            of, end = kind
            yield (
                f"MATCH (a:{of.start})-[x:{of.type}]->(z:{end}) WHERE a.{OURS} AND z.{OURS}"
                f" WITH x LIMIT $limit DELETE x RETURN count(*) AS n"
            )
    for node in NODES:
        yield (
            f"MATCH (x:{node.label}) WHERE x.{OURS}"
            " WITH x LIMIT $limit DETACH DELETE x RETURN count(*) AS n"
        )


_LABELS = {n.label for n in NODES}


def _match(table: str) -> str:
    kind = _KINDS[table]
    if isinstance(kind, NodeType):
        return f"MATCH (x:{kind.label} {{id: r[0]}})"
    of, end = kind
    key = ", ".join(f"{name}: r[{i}]" for i, name in enumerate(of.key, 2))
    return (
        f"MATCH (:{of.start} {{id: r[0]}})-[x:{of.type}{f' {{{key}}}' if key else ''}]->"
        f"(:{end} {{id: r[1]}})"
    )


def _map(columns: Sequence[str], skip: int = 0) -> str:
    return ", ".join(f"`{c}`: r[{i}]" for i, c in enumerate(columns) if i >= skip)
