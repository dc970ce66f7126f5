"""Markup inside titles and abstracts (HTML, JATS, MathML) to the text a reader sees."""

from __future__ import annotations

import html
import re

from kg.loaders.reading.latex import readable
from kg.loaders.reading.spaces import one_line

__all__ = ["plain", "unescaped", "unmarked", "with_subtitle"]

_TEX = re.compile(
    r"<(?:jats:)?tex-math\b[^<>]*>(?:\s*<!\[CDATA\[)?(.*?)(?:\]\]>\s*)?</(?:jats:)?tex-math>",
    re.DOTALL,
)
_ALTERNATIVES = re.compile(r"<(jats:)?alternatives\b[^<>]*>(.*?)</(?:jats:)?alternatives>", re.S)
_MATHML = re.compile(r"<(mml:|m:)?math\b(?P<head>[^<>]*)>(?P<body>.*?)</(?:mml:|m:)?math>", re.S)
_HEADING = re.compile(
    r"<(?:jats:)?title\b[^<>]*>\s*(?:abstract|summary)\.?\s*</(?:jats:)?title>", re.IGNORECASE
)
_BLOCK = re.compile(
    r"</?(?:jats:)?(?:p|title|sec|br|break|div|li|ul|ol|list|list-item|h[1-6]|tr|td)\b[^<>]*>", re.I
)
_TAG = re.compile(
    r"</?[a-z][\w:.-]*(?:\s[^<>]*)?/?>|<!--.*?-->|<!\[CDATA\[|\]\]>", re.I | re.DOTALL
)
_FORMULA = re.compile(
    r"\$\$[^$]{1,300}\$\$|\$(?=\S)(?=[^$]{0,300}[\\^_])[^$]{1,300}(?<=\S)\$(?!\d)"
)
"""A formula beyond doubt: between two pairs of dollars, or with signs of TeX between two."""
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.IGNORECASE)


def plain(text: str | None) -> str | None:
    """The text without markup, on one line; None when nothing is left.

    TeX in a formula is made readable, of a formula given twice the TeX is taken, and a heading
    that only says `Abstract` is left out. A `<` that opens no tag stays, and so do sums of money.

    >>> plain("H<sub>2</sub>O &amp;amp; <i>E. coli</i>, p < 0.05")
    'H2O & E. coli, p < 0.05'
    >>> plain("<jats:title>Abstract</jats:title><jats:p>We show</jats:p><jats:p>it.</jats:p>")
    'We show it.'
    >>> plain(r"Decay of $$\\tau $$ to $B^0$"), plain("$5 a loom, $10 a pond")
    ('Decay of τ to B⁰', '$5 a loom, $10 a pond')
    """
    if not text:
        return None
    if "<" not in text and "&" not in text:
        return _on_one_line(text)
    for _ in range(3):  # escaped markup inside markup, as deep as publishers go
        before = text
        if "<" in text:
            text = _untagged(text)
        if "&" in text and _ENTITY.search(text):
            text = html.unescape(text)
        if text == before:
            break
    return _on_one_line(text)


def unmarked(text: str) -> str:
    """The text without markup where it has some beyond doubt: an entity, a closing tag, a formula.

    >>> unmarked("Nutrition &amp; <i>E. coli</i>"), unmarked("AT&T for a <b and c>d")
    ('Nutrition & E. coli', 'AT&T for a <b and c>d')
    >>> unmarked("One.<br/>Two.")
    'One. Two.'
    """
    marked = "</" in text or "/>" in text or ("&" in text and _ENTITY.search(text))
    return plain(text) or "" if marked else _without_tex(text)


def _without_tex(text: str) -> str:
    """The text with its formulas made readable."""
    return _FORMULA.sub(lambda found: readable(found[0]).strip(), text) if "$" in text else text


def unescaped(text: str) -> str:
    """The text with its entities read; tags, and ampersands of other kinds, stay.

    >>> unescaped("R&amp;D of <b>looms</b>, AT&T, p &lt; 5")
    'R&D of <b>looms</b>, AT&T, p < 5'
    """
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _on_one_line(text: str) -> str | None:
    text = _without_tex(text)
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
    return one_line(text) or None


def _untagged(text: str) -> str:
    text = _HEADING.sub(" ", text)
    if "tex-math" in text:
        text = _ALTERNATIVES.sub(_only_tex, text)
        text = _TEX.sub(lambda found: readable(found[1]), text)
    if "math" in text:
        text = _MATHML.sub(lambda found: re.sub(r"\s+", "", _TAG.sub("", found["body"])), text)
    return _TAG.sub("", _BLOCK.sub(" ", text))


def _only_tex(found: re.Match[str]) -> str:
    tex = _TEX.search(found[2])
    return tex[0] if tex else found[2]


def with_subtitle(title: str | None, rest: str | None) -> str | None:
    """The title and what is told apart from it, unless it is said already; a subtitle is no title.

    >>> with_subtitle("Looms", "A History"), with_subtitle("Why Looms?", "A History")
    ('Looms: A History', 'Why Looms? A History')
    """
    if title is None or rest is None or rest.lower() in title.lower():
        return title
    return f"{title} {rest}" if title[-1] in ":?!" else f"{title}: {rest}"
