"""The items of a YAML list, one by one: as pandoc and Manubot keep bibliographies.

A list at the beginning, or under `references:` (also within a document's front matter). Each item
is read for itself, so a damaged one costs no other, and its line is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kg.loaders.reading.yaml.text import YamlTrouble, parse

__all__ = ["YamlItem", "begins_list", "item_of", "yaml_items"]

_START = re.compile(
    r"(?:\ufeff|%YAML[^\n]*\n|---[^\S\n]*\n|#[^\n]*\n|\s*\n|(?!references:)[\w-]+:[^\n]*\n|[^\S\n]+[^\s-][^\n]*\n)*"
    r"(?:references:[^\S\n]*\n)?\s*-(?: +|[^\S\n]*\n +)(?:[\"']?[\w-]+[\"']?:(?:[^\S\n]|\n)|\{)"
)
_FIRST = re.compile(r"(?P<indent> *)-(?: +(?:[\"']?[\w-]+[\"']?:(?:\s|$)|\{)|\s*$)")
_END = re.compile(r"(?:---|\.\.\.)\s*$|[\w-]+:")
_ITEM_LINES = 20_000


@dataclass(frozen=True, slots=True)
class YamlItem:
    """An item: what it holds, or why it cannot be read; its line, and its text."""

    value: Any
    trouble: str | None
    line: int
    text: str


def begins_list(text: str) -> bool:
    """Whether a text begins with a list of mappings, or with one under `references:`.

    >>> begins_list("---\\nreferences:\\n- id: ada\\n"), begins_list("- a\\n- b\\n")
    (True, False)
    """
    return _START.match(text[:4_000]) is not None


def yaml_items(lines: Iterable[tuple[int, str]]) -> Iterator[YamlItem]:
    """The items of the first list, in order; all values are texts, lists and mappings of these.

    >>> [item.value for item in yaml_items([(1, "- id: ada"), (2, "  year: 1843")])]
    [{'id': 'ada', 'year': '1843'}]
    """
    held: list[str] = []
    named: list[str] = []
    at, indent = 0, None
    for number, line in lines:
        first = _FIRST.match(line)
        if indent is None:
            indent = first["indent"] if first else None
        if indent is None:
            continue
        if first and first["indent"] == indent:
            if held:
                yield _first_of(item_of(held, at, named))
            held, at = [], number
        elif _END.match(line):
            break
        if len(held) < _ITEM_LINES:
            held.append(line)
    if held:
        yield _first_of(item_of(held, at, named))


def item_of(lines: list[str], at: int, named: list[str]) -> YamlItem:
    """What some lines hold, read for themselves; `at` is the number of the first.

    `named` are the texts of the items before that give a part a name (`&names`), which later ones
    may call (`*names`): only those that do are read with them. A text that names a part is added.
    """
    text = "\n".join(lines).rstrip()
    try:
        value = parse(text) if not (named and _CALLS.search(text)) else _last_of([*named, text])
    except YamlTrouble as error:
        return YamlItem(None, f"not YAML: {error}", at, text)
    if _NAMES.search(text) and len(named) < _NAMED_ITEMS:
        named.append(text)
    return YamlItem(value, None, at, text)


_NAMES = re.compile(r"[:\-,\[{]\s+&[\w-]+(?=\s)")
_CALLS = re.compile(r"[:\-,\[{]\s+\*[\w-]+(?=[\s,\]}]|\Z)")
_NAMED_ITEMS = 200


def _last_of(texts: list[str]) -> Any:
    """What the last of some texts holds, read together."""
    together = parse("\n".join(texts))
    if isinstance(together, dict):
        return dict([*together.items()][-1:])
    return together[-1:] if isinstance(together, list) else together


def _first_of(item: YamlItem) -> YamlItem:
    """The item that stands alone in a list."""
    listed = item.value
    return replace(item, value=listed[0]) if isinstance(listed, list) and listed else item
