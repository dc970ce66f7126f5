"""The house rules: sizes, who may import what, what starts up, and examples that tell the truth."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[2]
OURS = ("kg", "loaders", "tests", "examples", "benchmarks", "docs")
"""Folders with Python of ours; `kg/loaders` is a link to `loaders` and is not read twice."""

FILE_LINES = 500
FUNCTION_LINES = 50
MEDIAN_LINES = 12

DOORS = {
    "arcadedb_embedded": "kg.store.embedded",
    "jpype": "kg.store.embedded",
    "neo4j": "kg.store.neo4j",
    "rdflib": "kg.export.rdf",
    "pyoxigraph": "kg.export.rdf",
    "pyvis": "kg.view.ego",
    "requests": "kg.fetch",
    "graspologic_native": "kg.analytics.leiden",
    "pyspark": "kg.tables.spark",
    "click": "kg.cli",
}
"""Each engine and the one module, or package, that may import it."""

HEAVY = frozenset(DOORS) - {"click"} | {
    "bibtexparser", "duckdb", "ibis", "lxml", "networkit", "networkx", "numpy", "pandas",
    "pyarrow", "pylatexenc", "rich", "rispy", "scipy", "sklearn", "sparse_dot_topn", "sqlglot",
}  # fmt: skip
"""What `kg --help` must not wait for."""


def python_files(*folders: str) -> list[Path]:
    """Our Python files below some folders, links not followed."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if not any(parent.is_symlink() for parent in path.parents)
    )


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_name(path: Path) -> str:
    """`loaders/ris.py` is kg.loaders.ris."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    inside = parts if parts[0] == "kg" else ("kg", *parts)
    return ".".join(inside).removesuffix(".__init__")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file and its lines from `def` on, without its docstring."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            told = ast.get_docstring(node) is not None
            documented = (first.end_lineno or 0) - first.lineno + 1 if told else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - documented


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Top-level packages a file imports, at any depth of its code, and the line."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], node.lineno


def test_no_file_is_longer_than_500_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files(*OURS)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }
    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{name}": lines
        for path in python_files(*OURS)
        for name, lines in functions(path)
        if lines > FUNCTION_LINES
    }
    assert long == {}


def test_the_median_function_is_shorter_than_12_lines() -> None:
    lines = [lines for path in python_files("kg", "loaders") for _, lines in functions(path)]
    assert statistics.median(lines) < MEDIAN_LINES


@pytest.mark.parametrize("engine", sorted(DOORS))
def test_an_engine_is_imported_behind_one_door(engine: str) -> None:
    door = DOORS[engine]
    users = {
        module_name(path)
        for path in python_files("kg", "loaders")
        if engine in {package for package, _ in imported(path)}
    }
    # The suites in kg.testing play a user who has the engine at hand.
    users = {user for user in users if not user.startswith("kg.testing")}
    assert all(user == door or user.startswith(f"{door}.") for user in users), users


def test_the_loaders_are_imported_by_one_name() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in python_files(*OURS)
        for package, line in imported(path)
        if package == "loaders"
    ]
    assert bare == []


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from kg.cli.app import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "build" in ran.stdout
    assert HEAVY & set(ran.stderr.split()) == set()


def test_the_layers_are_those_of_the_house() -> None:
    """A room that stands in no layer would be free to import anything."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    named = {
        room.strip(" ()")
        for layer in contract["layers"]
        for room in layer.replace("|", ":").split(":")
    }
    rooms = {module.name for module in pkgutil.iter_modules(kg.__path__)}
    assert rooms - named == set()
    assert contract["exhaustive"] is True


def test_nothing_is_left_undone() -> None:
    # Spelled in halves, or this file would find itself.
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplemented" + "Error")
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in python_files("kg", "loaders", "examples", "benchmarks", "docs")
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
        # What a suite asks of its subclasses is theirs to do.
        and path.parent.name != "testing"
    ]
    assert found == []


def all_modules() -> list[str]:
    found = pkgutil.walk_packages(kg.__path__, prefix="kg.")
    return ["kg", *(module.name for module in found if module.name != "kg.__main__")]


@pytest.mark.parametrize("name", all_modules())
def test_examples_in_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(
        importlib.import_module(name),
        optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS,
    )
    assert result.failed == 0


def test_the_examples_script_tells_the_truth() -> None:
    script = importlib.import_module("examples.make_examples")
    result = doctest.testmod(script)
    assert (result.failed, result.attempted) == (0, 2)
