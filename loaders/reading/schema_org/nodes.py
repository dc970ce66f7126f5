"""Nodes of JSON-LD in the vocabulary of schema.org, as web pages and services write them.

Format: https://schema.org and https://www.w3.org/TR/json-ld11/. Names come with and without `@`,
with a prefix or as whole addresses; a value is a text, an object that has one, or a list of either;
an object may stand elsewhere in the graph and only be named by its `@id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.loaders.reading import values

__all__ = ["Graph", "kinds", "node_id"]

Node = dict[str, Any]

_PREFIXES: Final = ("", "schema:", "http://schema.org/", "https://schema.org/")
_BEFORE_NAME: Final = re.compile(r"\A(?:https?://schema\.org/|\w+:(?!//))")
_NESTED: Final = 20
"""How deep lists and nodes in nodes are followed."""


def kinds(node: Node) -> list[str]:
    """What a node is said to be, without prefixes.

    >>> kinds({"@type": ["schema:Thesis", "http://schema.org/CreativeWork"]})
    ['Thesis', 'CreativeWork']
    """
    said = node.get("@type", node.get("type"))
    listed = said if isinstance(said, list) else [said]
    return [_BEFORE_NAME.sub("", kind, count=1) for kind in listed if isinstance(kind, str)]


def node_id(node: Node) -> str | None:
    """By what a node is named elsewhere."""
    return values.text(node.get("@id", node.get("id")))


class Graph:
    """A document of JSON-LD: its nodes at the top, and those that others name by their ids."""

    def __init__(self, document: Any) -> None:
        self.tops = list(_tops(document, 0))
        self._named = {name: node for node in self.tops if (name := node_id(node))}

    def every(self, node: Node, *names: str) -> Iterator[Any]:
        """The values of members, each of a list by itself, and nodes in place of their ids."""
        for name in names:
            for prefix in _PREFIXES:
                yield from self._each(node.get(prefix + name), 0)

    def _each(self, value: Any, depth: int) -> Iterator[Any]:
        if isinstance(value, list):
            for item in value if depth < _NESTED else ():
                yield from self._each(item, depth + 1)
        elif isinstance(value, dict) and "@list" in value and depth < _NESTED:
            yield from self._each(value["@list"], depth + 1)
        elif isinstance(value, dict) and (name := node_id(value)) and len(value) == 1:
            yield self._named.get(name, value)
        elif value is not None:
            yield value

    def texts(self, node: Node, *names: str) -> Iterator[str]:
        """The texts of members: those of nodes are what they are called."""
        for value in self.every(node, *names):
            if isinstance(value, dict):
                inner = ("@value", "name", "value", "text", "@id", "id")
                text = next((t for key in inner if (t := values.text(value.get(key)))), None)
            else:
                text = values.text(value)
            if text:
                yield text

    def text(self, node: Node, *names: str) -> str | None:
        """The first of them."""
        return next(self.texts(node, *names), None)

    def objects(self, node: Node, *names: str) -> Iterator[Node]:
        """The nodes among the values of members."""
        return (value for value in self.every(node, *names) if isinstance(value, dict))


_HOLDERS: Final = ("@graph", "mainEntity", "itemListElement", "hasPart", "@included")


def _tops(value: Any, depth: int) -> Iterator[Node]:
    """The nodes of a document, those first that hold others: graphs, pages, lists."""
    if depth > _NESTED:
        return
    if isinstance(value, list):
        for item in value:
            yield from _tops(item, depth + 1)
    elif isinstance(value, dict):
        if kinds(value) or "@graph" not in value:
            yield value
        for name in _HOLDERS:
            if isinstance(inner := value.get(name), list | dict):
                yield from _tops(inner, depth + 1)
        if kinds(value) == ["ListItem"] and isinstance(inner := value.get("item"), dict):
            yield from _tops(inner, depth + 1)
