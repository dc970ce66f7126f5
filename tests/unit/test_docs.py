"""The reference pages equal what the code says, and leave nothing out."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docs import make_reference
from kg import errors, plugins, schema
from kg.cli.app import COMMANDS, cli
from kg.cli.environment import VARIABLES
from kg.loaders.reading.tables.columns import COLUMNS
from kg.store.library import load_query, query_names

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_the_pages_are_those_the_code_makes() -> None:
    made = make_reference.pages()
    committed = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md")}
    assert committed == made, "`make docs` writes them anew"


def test_what_ran_before_leaves_no_trace_in_the_pages() -> None:
    command = click.Command("once", help="Do it.")
    with click.Context(command, info_name="once") as alone:
        assert "-h" not in command.get_help(alone).split()
    parent = click.Context(cli, info_name="kg", help_option_names=["-h", "--help"])
    with click.Context(command, info_name="once", parent=parent) as inner:
        assert "| `-h, --help` | Show this" in "\n".join(make_reference.of_command(command, inner))


def test_the_generator_tells_the_truth() -> None:
    assert doctest.testmod(make_reference).failed == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_stands_in_its_section(name: str) -> None:
    sections = dict(re.findall(r"^## kg (\S+)\n(.*?)(?=^## |\Z)", page("commands.md"), re.M | re.S))
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert all(option in sections[name] for option in parameter.opts), parameter.opts
            assert parameter.help, f"kg {name} {parameter.opts[0]} says nothing of itself"


def test_every_query_stands_there_with_its_parameters_and_columns() -> None:
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", page("queries.md"), re.M | re.S))
    assert list(sections) == query_names()
    for name, text in sections.items():
        query = load_query(name)
        assert all(f"`{parameter.option}`" in text for parameter in query.parameters)
        assert all(f"`{column.name}`" in text for column in query.columns)


def test_every_property_stands_there() -> None:
    sections = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", page("schema.md"), re.M | re.S))
    kinds = {node.label: node.properties for node in schema.NODES}
    kinds |= {kind.type: kind.properties for kind in schema.RELATIONSHIPS}
    assert sections.keys() == kinds.keys()
    for name, properties in kinds.items():
        assert all(f"`{p.name}`" in sections[name] for p in properties)


def test_every_format_stands_there() -> None:
    assert all(f"`--format {name}`" in page("formats.md") for name in plugins.names("kg.loaders"))
    sections = re.split(r"^## (?=.*\n\n`--format)", page("formats.md"), flags=re.M)[1:]
    assert len(sections) == len(plugins.names("kg.loaders"))
    for section in sections:
        assert "**Fills:**" in section, section.partition("\n")[0]


def test_every_column_of_our_own_tables_stands_there() -> None:
    assert all(f"| `{column.name}` |" in page("columns.md") for column in COLUMNS)


def test_every_error_stands_there() -> None:
    assert all(f"`{name}`" in page("errors.md") for name in errors.__all__)


OTHERS = {"NEO4J_HOME", "NEO4J_CONF", "NEO4J_ADMIN", "NEO4J_AUTH"}
"""Variables of Neo4j's own tools, which we only set."""


def constants(path: Path) -> Iterator[str]:
    """The texts in a file that look like variables of the environment."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\A(?:KG|NEO4J)_[A-Z0-9_]+\Z", node.value)


def test_every_variable_that_the_code_reads_stands_there() -> None:
    folders = ("kg", "loaders", "tests", "benchmarks", "examples")
    files = [f for folder in folders for f in (DOCS.parent / folder).rglob("*.py")]
    # The table itself is no reader.
    read = {c for f in files if f.name != "environment.py" for c in constants(f)}
    assert read - OTHERS == {v.name for v in VARIABLES}
    assert all(f"`{v.name}`" in page("environment.md") for v in VARIABLES)


def outside_code(path: Path) -> str:
    """The text of a page without its fenced blocks, which may hold links of a format."""
    return re.sub(r"^(`{3,})\w*\n.*?^\1$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def links() -> list[tuple[Path, str]]:
    """Every relative link of the pages written by hand and by the generator."""
    sources = [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]
    return [
        (path, target)
        for path in sources
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", outside_code(path))
        if "://" not in target
    ]


@pytest.mark.parametrize(("source", "target"), links(), ids=lambda value: Path(value).name)
def test_links_between_pages_lead_somewhere(source: Path, target: str) -> None:
    assert (source.parent / target).exists(), f"{source.relative_to(DOCS.parent)}: {target}"
