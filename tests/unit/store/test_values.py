"""Text to search for never acts as an operator of the full-text language."""

from __future__ import annotations

import pytest

from kg.store.values import escape_full_text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("graph neural networks", "graph neural networks"),
        ("C++", "C\\+\\+"),
        ("title:deep", "title\\:deep"),
        ("deep AND wide OR NOT a TO b", "deep and wide or not a to b"),
        ("ANDROID", "ANDROID"),
        ('say "hi"', 'say \\"hi\\"'),
        ("a/b\\c", "a\\/b\\\\c"),
        ("", '""'),
        (" \t ", '""'),
    ],
)
def test_operators_become_text(text: str, escaped: str) -> None:
    assert escape_full_text(text) == escaped
