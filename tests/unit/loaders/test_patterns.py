"""The patterns by which loaders look into texts take no more than a multiple of their length."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg.loaders

LOADERS = Path(kg.loaders.__file__).parent
MODULES = sorted(LOADERS.rglob("*.py"))
LOOKING_ANYWHERE = {"sub", "subn", "search", "split", "finditer", "findall"}
NEED_NOT_BE = r"(?:(?:\\?[^\\\[\]()|]|\[[^\]]*\])[?*]\+?)*"
RUN_OF_BLANKS = re.compile(
    rf"(?:\(\?:|\()?{NEED_NOT_BE}(?:\\s|\[[^\]]*\\s[^\]]*\])[*+](?!\+)(?=.)", re.DOTALL
)


def beginning(pattern: ast.expr) -> str:
    """What a pattern begins with, as far as it stands in the text of the module."""
    if isinstance(pattern, ast.JoinedStr):
        return beginning(pattern.values[0])
    return pattern.value if isinstance(getattr(pattern, "value", None), str) else ""  # type: ignore[attr-defined]


def compiled(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Names of patterns and what these begin with."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            name = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if ast.unparse(node.value.func) == "re.compile":
                yield ast.unparse(name), beginning(node.value.args[0])


def looked_for(module: ast.Module) -> Iterator[str]:
    """What the patterns begin with that are looked for anywhere in a text."""
    patterns = dict(compiled(module))
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in LOOKING_ANYWHERE and owner in patterns:
                yield patterns[owner]
            elif node.func.attr in LOOKING_ANYWHERE and owner == "re":
                yield beginning(node.args[0])


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(LOADERS)))
def test_none_that_is_looked_for_begins_with_blanks(path: Path) -> None:
    """Each of a million blanks would be the beginning of a try that goes through all behind it;
    `BLANKS` of `kg.loaders.reading.spaces` enters them once."""
    module = ast.parse(path.read_text("utf-8"))
    assert [p for p in looked_for(module) if RUN_OF_BLANKS.match(p)] == []


def test_such_a_pattern_is_seen() -> None:
    module = ast.parse(r'COMMA = re.compile(r"\s*,")' "\nCOMMA.split(text)\n" r're.sub(r"\s+", "")')
    assert [bool(RUN_OF_BLANKS.match(p)) for p in looked_for(module)] == [True, False]
