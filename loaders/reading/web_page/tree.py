"""Saved web pages as trees, whatever state they are in: read by lxml, and nothing is fetched."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

__all__ = ["begins_page", "source_of", "tree_of"]

_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^<>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|meta)\b",
    re.I | re.S,
)


def begins_page(text: str) -> bool:
    """Whether a text begins like a web page."""
    return _PAGE.match(text) is not None


def tree_of(page: str) -> HtmlElement | None:
    """The page, or as much of it as there is, without comments, scripts and styles; None of
    nothing.

    >>> [cell.text for cell in tree_of("<table><tr><td>On looms<td>1999").iter("td")]
    ['On looms', '1999']
    """
    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        parser.feed(page.encode("utf-8", "replace").decode())
        tree = parser.close()
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if tree is not None:
        etree.strip_elements(tree, "script", "style", with_tail=False)
    return tree


def source_of(element: HtmlElement) -> str:
    """An element written out, with its tags and without what stands behind it."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
