"""Write the reference pages from the code they describe: `make docs`.

A test compares the pages with what this makes, so they cannot fall behind.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Iterable, Iterator
from inspect import cleandoc, getdoc
from pathlib import Path
from typing import Any

import click

import kg.resolve.overrides
from kg import errors, plugins, schema
from kg.cli.app import COMMANDS, cli
from kg.cli.environment import VARIABLES
from kg.loaders.base import Loader
from kg.loaders.reading.tables.columns import AUTHOR_KEYS, COLUMNS
from kg.store.library import NamedQuery, Parameter, load_query, query_names
from kg.testing.types import TYPES

__all__ = ["pages"]

FOLDER = Path(__file__).parent / "reference"
CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
EXAMPLE_LINES, EXAMPLE_WIDTH = 16, 160
MADE = "<!-- Made from the code by docs/make_reference.py (`make docs`): do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """File name to text of every reference page."""
    made = {
        "commands.md": commands(),
        "queries.md": queries(),
        "schema.md": graph_schema(),
        "formats.md": formats(),
        "columns.md": columns(),
        "analyses.md": analyses(),
        "overrides.md": overrides(),
        "errors.md": error_page(),
        "environment.md": environment(),
        "types.md": types(),
    }
    return {name: MADE + text.rstrip() + "\n" for name, text in made.items()}


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; what would break a cell is escaped."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(" ".join(c.replace("|", "\\|").split()) for c in cells) + " |"

    names = list(header)
    return "\n".join([line(names), "|" + "---|" * len(names), *map(line, rows)]) + "\n"


def code(text: str) -> str:
    """A word in code style."""
    return f"`{text}`"


def commands() -> str:
    """Every command with every option."""
    context = click.Context(cli, info_name="kg", help_option_names=["-h", "--help"])
    parts = [
        "# Commands\n",
        "Data go to stdout, everything else to stderr. `kg COMMAND --help` says the same.\n",
    ]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        with click.Context(command, info_name=name, parent=context) as inner:
            parts += list(of_command(command, inner))
    return "\n".join(parts)


def of_command(command: click.Command, context: click.Context) -> Iterator[str]:
    """The section of a command, the same whatever has been asked of the command before."""
    yield f"## kg {context.info_name}\n"
    yield f"```\n{' '.join(command.get_usage(context).removeprefix('Usage: ').split())}\n```\n"
    if command.help:
        yield cleandoc(command.help).replace("\b\n", "") + "\n"
    records = [
        record for parameter in command.params if (record := parameter.get_help_record(context))
    ]
    # Not by `get_params`: a command keeps the help option of whoever asked it first, and one that
    # was run by itself has no -h.
    names = sorted(command.get_help_option_names(context), key=len)
    records.append((", ".join(names), "Show this message and exit."))
    yield table(("option", "meaning"), ((code(option), text) for option, text in records))


def queries() -> str:
    """Every named query with its parameters and columns."""
    found = [load_query(name) for name in query_names()]
    parts = [
        "# Named queries\n",
        "`kg query NAME` runs one; each is a file of the folder `queries/`, ready to be copied"
        " and changed for `kg cypher`. The same text runs on the embedded store and on Neo4j.\n",
        table(
            ("query", "what it tells"),
            ((f"[{q.name}](#{q.name})", q.purpose) for q in found),
        ),
    ]
    for query in found:
        parts += list(_query(query))
    return "\n".join(parts)


def _query(query: NamedQuery) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"{query.purpose}\n"
    yield f"```sh\n{query.example}\n```\n"
    if query.parameters:
        yield table(
            ("option", "kind", "default", "meaning"),
            ((code(p.option), _kind(p), _default(p), p.meaning) for p in query.parameters),
        )
    yield table(
        ("column", "type", "meaning"), ((code(c.name), c.type, c.meaning) for c in query.columns)
    )
    if query.empty:
        yield f"No rows: {query.empty.rstrip('.')}.\n"


def _kind(parameter: Parameter) -> str:
    if parameter.choices:
        return " or ".join(map(code, parameter.choices))
    if parameter.low is None and parameter.high is None:
        return parameter.type
    bounds = ("" if edge is None else str(edge) for edge in (parameter.low, parameter.high))
    return f"{parameter.type} {'..'.join(bounds)}"


def _default(parameter: Parameter) -> str:
    if parameter.required:
        return "required"
    return "" if parameter.default is None else code(str(parameter.default))


def graph_schema() -> str:
    """Every label, relationship and property."""
    parts = [
        "# Graph schema\n",
        f"Format version {schema.FORMAT_VERSION}. Every node has an `id` (string): opaque, minted"
        " once, never reused. A property without a value is null; no number stands for unknown.\n",
        "## Nodes\n",
    ]
    for node in schema.NODES:
        parts += [f"### {node.label}\n", f"{node.meaning}\n", _properties(node.properties)]
    parts.append("## Relationships\n")
    for kind in schema.RELATIONSHIPS:
        arrow = "-" if kind.undirected else "->"
        ends = " or ".join(kind.ends)
        parts += [
            f"### {kind.type}\n",
            f"`({kind.start})-[:{kind.type}]{arrow}({ends})` {kind.meaning}"
            + (" Stored once, asked without direction." if kind.undirected else "")
            + "\n",
            _properties(kind.properties),
        ]
    return "\n".join(part for part in parts if part)


def _properties(properties: Iterable[schema.Property]) -> str:
    rows = [
        (code(p.name), p.type, p.meaning, "sources" if p.analysis is None else code(p.analysis))
        for p in properties
    ]
    return table(("property", "type", "meaning", "from"), rows) if rows else ""


def formats() -> str:
    """Every format that can be read, and what it fills."""
    parts = [
        "# Formats\n",
        "A format is recognised by content, never by file name; `--format` overrules that. "
        "Examples are hand-written, and cut where they are long.\n",
    ]
    for name, loader in plugins.loaders().items():
        parts += [f"## {loader.title}\n", f"`--format {name}`\n"]
        parts += list(of_format(loader))
    return "\n".join(parts)


def of_format(loader: Loader) -> Iterator[str]:
    """What a format is, what it is known by, what it fills, what is lost, and an example."""
    kind = type(loader)
    module = sys.modules[kind.__module__]
    yield f"{plain(module) or plain(kind)}\n"
    if recognised := getdoc(kind.sniff):
        yield f"**Recognised:** {lower_first(' '.join(recognised.split()))}\n"
    yield "**Fills:** " + ", ".join(map(code, loader.fills)) + ".\n"
    if lost := getattr(loader, "lost", ""):
        yield f"**Lost:** {lower_first(lost)}\n"
    if text := example(loader.name):
        yield f"**Example:**\n\n````text\n{text}\n````\n"


def plain(thing: object) -> str:
    """A docstring with its literal blocks (after `::`) fenced: no line of them is markup."""
    return re.sub(r"::\n\n((?:    .*\n?|\n)+)", r":\n\n````text\n\1\n````\n", prose(thing))


def lower_first(text: str) -> str:
    """A sentence to stand behind a colon; abbreviations keep their capitals.

    >>> lower_first("By the root."), lower_first("TLDRs."), lower_first("`sniff`")
    ('by the root.', 'TLDRs.', '`sniff`')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def example(name: str) -> str:
    """The beginning of the smallest example of a format; empty when it is no text."""
    files = (path for path in (CORPUS / name).glob("*") if not path.name.startswith("broken"))
    for path in sorted(files, key=lambda path: (path.stat().st_size, path.name)):
        try:
            lines = path.read_text(encoding="utf-8-sig").strip("\n").splitlines()
        except UnicodeDecodeError:
            continue
        shown = [line[:EXAMPLE_WIDTH] + "…" * (len(line) > EXAMPLE_WIDTH) for line in lines]
        return "\n".join([*shown[:EXAMPLE_LINES], *["…"] * (len(shown) > EXAMPLE_LINES)])
    return ""


def columns() -> str:
    """The columns of CSV, JSON lines and Parquet."""
    rows = (
        (code(c.name), c.kind, c.meaning, code(c.example), ", ".join(c.aliases)) for c in COLUMNS
    )
    return "\n".join(
        [
            "# Columns of CSV, JSON lines and Parquet\n",
            "Names are matched without regard to case, spaces, underscores and hyphens. Other"
            " columns are ignored. A record needs a title or an identifier.\n",
            table(("column", "kind", "meaning", "example", "also called"), rows),
            "In JSON lines and Parquet an author may be an object with these keys:\n",
            table(("key", "meaning"), ((code(key), text) for key, text in AUTHOR_KEYS.items())),
        ]
    )


def analyses() -> str:
    """Every analysis with its options and its definition."""
    parts = [
        "# Analyses\n",
        "Computed on `tables/` by `kg build` and `kg analyze`, the same under the same seed.\n",
    ]
    for name, kind in plugins.load_group("kg.analyses").items():
        parts += [f"## {name}\n", f"{prose(kind)}\n"]
        rows = [(code(f.name), _field_default(f)) for f in dataclasses.fields(kind)]
        parts += [table(("option", "default"), rows)] if rows else []
        parts.append(f"Definition: {kind.reference}\n")
    return "\n".join(parts)


def _field_default(field: dataclasses.Field[Any]) -> str:
    if field.default_factory is not dataclasses.MISSING:
        return code(repr(field.default_factory()))
    return "required" if field.default is dataclasses.MISSING else code(repr(field.default))


def overrides() -> str:
    """What can be said in `overrides.toml`."""
    return "# overrides.toml\n\n" + as_markdown(kg.resolve.overrides.__doc__ or "")


def as_markdown(text: str) -> str:
    """A docstring with its `::` block fenced.

    >>> print(as_markdown("So::\\n\\n    a = 1\\n\\nDone."), end="")
    So:
    <BLANKLINE>
    ```toml
    a = 1
    ```
    <BLANKLINE>
    Done.
    """
    before, _, rest = text.strip().partition("::\n\n")
    block, _, after = re.split(r"(\n\n(?=\S))", rest, maxsplit=1)
    lead = f"{before}:" if before and not before.endswith("\n") else before.rstrip()
    return f"{lead}\n\n```toml\n{cleandoc(block)}\n```\n\n{after}\n"


def prose(thing: object) -> str:
    """The docstring of a class, without its examples.

    >>> prose(errors.KgError)
    'Something `kg` can explain. `hint` is what to do next; `exit_code` what the command returns.'
    """
    told = getdoc(thing) or ""
    return "\n\n".join(part for part in told.split("\n\n") if not part.startswith(">>>"))


def error_page() -> str:
    """Exit codes, and every error with what it can be caught as."""
    codes = (
        ("0", "done"),
        ("1", "failed"),
        ("2", "the command, an option or a name was wrong"),
        ("3", "done, but some records were rejected: `kg rejects` lists them"),
        ("130", "interrupted"),
    )
    rows = (
        (
            code(kind.__name__),
            _caught_as(kind),
            str(kind.exit_code),
            _helps(kind),
            getdoc(kind) or "",
        )
        for kind in _below(errors.KgError)
    )
    return "\n".join(
        [
            "# Exit codes and errors\n",
            table(("exit code", "meaning"), codes),
            "Everything `kg` raises on purpose is a `KgError`: `message` says what and where,"
            " `hint` what to do next.\n",
            table(("error", "also caught as", "exit code", "trying again", "meaning"), rows),
        ]
    )


def _below(kind: type[errors.KgError]) -> Iterator[type[errors.KgError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _below(child)


def _caught_as(kind: type[errors.KgError]) -> str:
    return ", ".join(code(base.__name__) for base in kind.__bases__ if base is not Exception)


def _helps(kind: type[errors.KgError]) -> str:
    return "may help" if kind.retryable else ""


def environment() -> str:
    """Every variable of the environment."""
    return "\n".join(
        [
            "# Environment\n",
            "A variable that is set to nothing counts as not set. A password stands nowhere but"
            " here: not in an argument, a log, or a file of `kg`.\n",
            table(
                ("variable", "read by", "without it", "meaning"),
                ((code(v.name), v.reader, v.default, v.meaning) for v in VARIABLES),
            ),
        ]
    )


def types() -> str:
    """What becomes of each type of value on both stores, in JSON and in CSV."""
    rows = (
        (k.name, code(k.cypher), code(repr(k.value)), code(k.json), _cell(k.csv)) for k in TYPES
    )
    return "\n".join(
        [
            "# Types on both stores\n",
            "The same value leaves the embedded store and Neo4j as the same Python value, and is"
            " printed the same. A test runs this table on both.\n",
            table(("type", "Cypher", "Python", "`--json`", "`--csv`"), rows),
            "A node is an object of its properties with `_labels` (list), a relationship one with"
            " `_type`, a path the list of its nodes and relationships in turn; CSV holds them, as"
            " lists and maps, as JSON in one cell. An empty cell is null or an empty string: where"
            " that matters, take JSON. JSON has no number for infinity and not-a-number: they are"
            " null. Integers are exact to 64 bits; a reader that turns JSON numbers into doubles"
            " (JavaScript) rounds those over 2^53.\n",
            "As a property a list holds values of one type and no null, a map cannot be one, and"
            " null is the same as absent: so on both stores. Dates of the sources are kept as text"
            " (ISO 8601, as long as they are known: `2024`, `2024-02`, `2024-02-29`).\n",
        ]
    )


def _cell(text: str) -> str:
    return code(text.replace("\n", "\u21b5")) if text else "empty"


def main() -> None:
    """Write the pages and name them."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"docs/reference/{name}\n")


if __name__ == "__main__":
    main()
