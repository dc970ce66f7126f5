"""White space in texts that are to stand on one line."""

from __future__ import annotations

__all__ = ["BLANKS", "one_line"]

BLANKS = r"(?:(?<!\s)\s+)?"
r"""Blanks before what is looked for anywhere in a text, as a pattern that finds what `\s*` would:
that tries a run of them again from each of its blanks, which takes the square of their number."""

_LONG = 60


def one_line(text: str) -> str:
    """The text with one space between words and none around them.

    Nearly all texts are in order, and to see that of a long one costs a tenth of cutting it into
    words: what is printable holds no other white space than the plain space.

    >>> one_line("On\\n the  use\\u00a0of looms "), one_line(" ")
    ('On the use of looms', '')
    """
    if len(text) > _LONG and text.isprintable() and "  " not in text and text == text.strip():
        return text
    return " ".join(text.split())
