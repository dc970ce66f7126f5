"""Texts of the graph on their way to a page: shown as they are, doing nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

__all__ = ["as_json", "no_href", "plain"]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_HREF = re.compile("(h)(ref)", re.IGNORECASE)
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def plain(text: object) -> str:
    """One line of text without what only steers: terminal escapes, line and direction controls.

    Nothing else is touched: a name written from right to left stays so.

    >>> plain("Ada\\x1b[31m\\u202e Lovelace\\n")
    'Ada [31m Lovelace'
    """
    if text is None:
        return ""
    whole = str(text).encode("utf-8", "replace").decode("utf-8")
    return " ".join(_CONTROLS.sub(" ", unicodedata.normalize("NFC", whole)).split())


def no_href(text: str) -> str:
    """The text with every "href" broken by an invisible joiner.

    pyvis 0.3.2 looks for those four letters in the tooltips, and on finding them once shows all
    tooltips of the page as HTML (`Network.generate_html`).

    >>> "href" in no_href("an href here")
    False
    """
    return _HREF.sub("\\1\u2060\\2", text)


def as_json(value: Any) -> str:
    r"""JSON that can stand inside a `<script>` element: it can neither end it nor open another.

    >>> print(as_json({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_UNSAFE)
