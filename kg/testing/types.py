"""What becomes of each type of value: the table that the reference page and the tests share."""

from __future__ import annotations

from typing import NamedTuple

from kg.store.base import Value

__all__ = ["TYPES", "Kind"]


class Kind(NamedTuple):
    """A type by example: a Cypher expression, the Python value that both stores give for it, and
    how `--json` and `--csv` print that."""

    name: str
    cypher: str
    value: Value
    json: str
    csv: str


TYPES = (
    Kind("null", "null", None, "null", ""),
    Kind("boolean", "true", True, "true", "true"),
    Kind("integer", "42", 42, "42", "42"),
    Kind(
        "integer over 2^53", "9007199254740993", 9_007_199_254_740_993,
        "9007199254740993", "9007199254740993",
    ),
    Kind(
        "largest integer", "9223372036854775807", 2**63 - 1,
        "9223372036854775807", "9223372036854775807",
    ),
    Kind("float", "0.1", 0.1, "0.1", "0.1"),
    Kind("whole float", "2.0", 2.0, "2.0", "2.0"),
    Kind("infinity", "1.0 / 0.0", float("inf"), "null", "null"),
    Kind("string", "'Zo\u00eb'", "Zo\u00eb", '"Zo\u00eb"', "Zo\u00eb"),
    Kind("empty string", "''", "", '""', ""),
    Kind("string over two lines", "'a\\nb'", "a\nb", '"a\\nb"', '"a\nb"'),
    Kind("date", "date('2024-02-29')", "2024-02-29", '"2024-02-29"', "2024-02-29"),
    Kind("list", "[1, 'a', null]", [1, "a", None], '[1, "a", null]', '"[1, ""a"", null]"'),
    Kind("empty list", "[]", [], "[]", "[]"),
    Kind("map", "{a: 1, b: [2]}", {"a": 1, "b": [2]}, '{"a": 1, "b": [2]}',
         '"{""a"": 1, ""b"": [2]}"'),
)  # fmt: skip
"""A node is a map of its properties and `_labels`, a relationship one with `_type`, a path the list
of its nodes and relationships in turn."""
