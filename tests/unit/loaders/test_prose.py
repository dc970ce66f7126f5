"""Titles and abstracts: spaces and TeX; and whether a text says where the code is."""

from __future__ import annotations

import pytest

from kg.loaders.reading.arxiv.prose import code_url, prose


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Our code is available at https://github.com/a/b.", "https://github.com/a/b"),
        ("Code: https://gitlab.com/a/b/", "https://gitlab.com/a/b/"),
        ("(source code at https://www.github.com/a/b)", "https://www.github.com/a/b"),
        (r"The code is at \url{https://github.com/a/b}", "https://github.com/a/b"),
        ("is open-source: https://anonymous.4open.science/r/X-1.", "https://anonymous.4open.science/r/X-1"),
        (r" \url{https://github.com/a/b} ", "https://github.com/a/b"),
        ("https://github.com/a/b.", "https://github.com/a/b"),
        ("https://github.com/a", None),
        ("Code will be released at https://github.com/a/b", None),
        ("We release data at https://github.com/a/data.", None),
        ("We write code. See also https://github.com/a/b", None),
        ("Code at https://github.com.", None),
        ("Code at https://example.org/a", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_code_is_found_where_the_text_says_so(text: str | None, url: str | None) -> None:
    assert code_url(text) == url


def test_the_first_text_that_says_so_wins() -> None:
    first, second = "code: https://github.com/a/1", "code: https://github.com/a/2"
    assert code_url(None, first, second) == "https://github.com/a/1"


def test_prose_leaves_plain_text_alone() -> None:
    assert prose("about ~30 m, {plain} text") == "about ~30 m, {plain} text"
    assert prose(" two  lines\nof text ") == "two lines of text"
    assert prose("  ") is None
    assert prose(None) is None
    assert prose(r"the $\alpha$-test") == "the α-test"
