"""The named queries: `queries/*.cypher`, one a file, each described by its own header.

A header is the block of `//` lines a file begins with: what the query is for, then sections::

    // Coauthors of an author, those with most papers in common first.
    //
    // Parameters:
    //   author (author): whose coauthors are asked for
    //   since (year = null): only those they wrote with in this year or later
    //   measure (string degree|strength = "degree"): what to order by
    //   min_papers (integer 1.. = 1): papers in common, at least
    //   hops (hops 1..3 = 2): how far to go
    //   limit (limit = 25): rows at most, 0 for all
    // Columns:
    //   coauthor (string): name of the coauthor
    // Empty:
    //   nobody stands beside the author on any paper of this graph
    // Example:
    //   kg query coauthors --author "Ada Lovelace"

A parameter is `name (type [choices or range] [= default]): meaning`, the default in JSON;
without a default it is required. A line indented further continues the one before.
A parameter of type `hops` stands in the statement as `{name}`, because no engine takes the
bound of `*1..k` as a parameter: its range is part of the header and checked before it is put in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import kg
from kg.errors import QueryFailed, UnknownQuery
from kg.text import meant

__all__ = [
    "ENTITY_TYPES",
    "FOLDER",
    "LIST_TYPES",
    "PARAMETER_TYPES",
    "REQUIRED",
    "Column",
    "NamedQuery",
    "Parameter",
    "load_query",
    "parse_query",
    "query_names",
]

FOLDER = Path(kg.__file__).parent / "queries"
"""Where the named queries of this package are."""

ENTITY_TYPES = frozenset({"author", "paper", "keyword", "venue", "topic"})
"""Types whose value is typed as a name, title or id, and reaches the query as the node's id."""

LIST_TYPES = {"authors": "author", "keywords": "keyword"}
"""Types that take several values, each of the entity type named."""

PARAMETER_TYPES = (
    frozenset({"string", "name", "words", "integer", "float", "boolean", "year", "hops", "limit"})
    | ENTITY_TYPES
    | LIST_TYPES.keys()
)
"""Every type a parameter can have."""

Number: TypeAlias = int | None


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED = _Required()
"""The default of a parameter that has none."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query wants to be told. `low` and `high` bound numbers, `choices` strings."""

    name: str
    type: str
    meaning: str
    default: Any = REQUIRED
    choices: tuple[str, ...] = ()
    low: Number = None
    high: Number = None

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is REQUIRED

    @property
    def several(self) -> bool:
        """Whether it takes a list."""
        return self.type in LIST_TYPES

    @property
    def option(self) -> str:
        """The option of the command line that sets it; a list is given by repeating it.

        >>> Parameter("min_papers", "integer", "").option
        '--min-papers'
        >>> Parameter("authors", "authors", "").option
        '--author'
        """
        name = self.name.removesuffix("s") if self.several else self.name
        return "--" + name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library: its header and its statement."""

    name: str
    purpose: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    empty: str
    example: str
    text: str

    @property
    def limit(self) -> Parameter | None:
        """The parameter that bounds the number of rows, if the query has one."""
        return next((p for p in self.parameters if p.type == "limit"), None)

    def statement(self, values: Mapping[str, Any]) -> str:
        """The text an engine can run: the checked `hops` values put into their places."""
        text = self.text
        for p in self.parameters:
            if p.type == "hops":
                hops = int(values[p.name])
                if not _within(hops, p.low, p.high):
                    raise QueryFailed(f"{self.name}: {p.name} is {hops}, out of its range")
                text = text.replace("{" + p.name + "}", str(hops))
        return text


def query_names(folder: Path = FOLDER) -> list[str]:
    """Names of the queries in a folder, sorted; reads no file."""
    return sorted(path.stem for path in folder.glob("*.cypher"))


def load_query(name: str, folder: Path = FOLDER) -> NamedQuery:
    """Read one query; raises `UnknownQuery`, with the nearest name as its hint."""
    known = query_names(folder)
    if name not in known:
        hint = meant(name, known) or "`kg queries` lists them"
        raise UnknownQuery(f"no query is called {name!r}", hint=hint)
    path = folder / f"{name}.cypher"
    return parse_query(path.read_text(encoding="utf-8"), path)


def parse_query(text: str, path: Path) -> NamedQuery:
    """Parse the text of a query file; raises `QueryFailed` naming file and line.

    >>> q = parse_query('''// One.
    ... // Columns:
    ... //   n (integer): it
    ... // Example:
    ... //   kg query one
    ... RETURN 1 AS n
    ... ''', Path("one.cypher"))
    >>> q.name, q.purpose, q.columns[0].name, q.text
    ('one', 'One.', 'n', 'RETURN 1 AS n')
    """
    lines = text.splitlines()
    size = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    sections = _sections(lines[:size], path)
    query = NamedQuery(
        name=path.stem,
        purpose=_prose(sections, "", path),
        parameters=tuple(_parameter(n, s, path) for n, s in sections.get("Parameters", ())),
        columns=tuple(_column(n, s, path) for n, s in sections.get("Columns", ())),
        empty=" ".join(s for _, s in sections.get("Empty", ())),
        example=_prose(sections, "Example", path),
        text="\n".join(lines[size:]).strip(),
    )
    _check(query, path)
    return query


_SECTIONS = ("Parameters", "Columns", "Empty", "Example")
_ITEM = re.compile(r"(?P<name>[a-z]\w*) \((?P<spec>[^()]*)\): (?P<meaning>.+)")
_SPEC = re.compile(r"(?P<type>[a-z]+)(?: (?P<bounds>[^= ]+))?(?: = (?P<default>.+))?")
_RANGE = re.compile(r"(-?\d+)?\.\.(-?\d+)?")
_USED = re.compile(r"\$(\w+)|\{(\w+)\}")

Lines: TypeAlias = list[tuple[int, str]]


def _sections(header: list[str], path: Path) -> dict[str, Lines]:
    """Header lines by section, each with its line number; continued lines joined."""
    found: dict[str, Lines] = {"": []}
    current = found[""]
    for number, line in enumerate(header, 1):
        content = line.removeprefix("//").removeprefix(" ").rstrip()
        if content.endswith(":") and not content.startswith(" "):
            name = content[:-1]
            if name not in _SECTIONS or name in found:
                raise _fault(path, number, f"unknown or repeated section {name!r}")
            current = found[name] = []
        elif content.startswith("    ") and current:
            first, before = current[-1]
            current[-1] = (first, f"{before} {content.strip()}")
        elif content.strip():
            current.append((number, content.strip()))
    return found


def _prose(sections: dict[str, Lines], name: str, path: Path) -> str:
    text = " ".join(s for _, s in sections.get(name, ()))
    if not text:
        raise _fault(path, 1, f"the header has no {name.lower() or 'purpose'}")
    return text


def _item(number: int, line: str, path: Path) -> tuple[str, str, str]:
    match = _ITEM.fullmatch(line)
    if match is None:
        raise _fault(path, number, f"expected `name (type): meaning`, not {line!r}")
    return match["name"], match["spec"], match["meaning"]


def _column(number: int, line: str, path: Path) -> Column:
    return Column(*_item(number, line, path))


def _parameter(number: int, line: str, path: Path) -> Parameter:
    name, spec, meaning = _item(number, line, path)
    match = _SPEC.fullmatch(spec)
    if match is None or match["type"] not in PARAMETER_TYPES:
        raise _fault(path, number, f"{name}: cannot read the type {spec!r}")
    choices: tuple[str, ...] = ()
    low = high = None
    if match["bounds"]:
        span = _RANGE.fullmatch(match["bounds"])
        if span is None:
            choices = tuple(match["bounds"].split("|"))
        else:
            low, high = (None if edge is None else int(edge) for edge in span.groups())
    if match["type"] == "hops" and (low is None or high is None):
        raise _fault(path, number, f"{name}: hops need a range such as 1..3")
    default = REQUIRED if match["default"] is None else _json(match["default"], number, path)
    return Parameter(name, match["type"], meaning, default, choices, low, high)


def _json(text: str, number: int, path: Path) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise _fault(path, number, f"the default {text} is not JSON") from None


def _check(query: NamedQuery, path: Path) -> None:
    """Declared and used parameters must be the same, and columns must be named."""
    used = set(_references(query.text))
    declared = {p.name if p.type != "hops" else "{" + p.name + "}" for p in query.parameters}
    for name in sorted(used ^ declared):
        where = "used but not declared" if name in used else "declared but not used"
        raise _fault(path, 1, f"parameter {name} is {where}")
    if not query.columns:
        raise _fault(path, 1, "the header names no columns")


def _references(text: str) -> Iterator[str]:
    for match in _USED.finditer(text):
        yield match[1] or "{" + match[2] + "}"


def _within(number: int, low: Number, high: Number) -> bool:
    return (low is None or low <= number) and (high is None or number <= high)


def _fault(path: Path, line: int, what: str) -> QueryFailed:
    return QueryFailed(f"{path}:{line}: {what}")
