"""A page of Markdown on one paper, whose front matter names it: as generators of sites keep them.

---
title: "Engines That Weave"
authors: "Ada Lovelace, Charles Babbage"
pdf: "https://arxiv.org/pdf/2607.00190v1"
---
## Abstract
An engine weaves.
"""

from __future__ import annotations

import re
from typing import Any

from kg.loaders.reading import values
from kg.loaders.reading.markdown_entry import Entry
from kg.loaders.reading.markdown_links import identifier
from kg.loaders.reading.yaml_text import YamlTrouble, parse

__all__ = ["entry_of_page"]

_FRONT = re.compile(r"\s*---[^\S\n]*\n(?P<yaml>.{1,20000}?)\n---[^\S\n]*\n", re.DOTALL)
_ABSTRACT = re.compile(
    r"^#{1,4}\s+Abstract\s*\n(?P<text>(?:(?!#{1,6}\s|---).*\n?)*)", re.MULTILINE | re.IGNORECASE
)
_ADDRESSES = ("arxiv", "url", "link", "pdf", "paper", "paper_url", "arxiv_url", "doi", "source_url")


def entry_of_page(text: str) -> Entry | None:
    """The paper of a page; None when its front matter does not name title, authors and address.

    >>> page = "---\\ntitle: Engines\\nauthors: [Ada]\\npdf: https://arxiv.org/pdf/2607.00190\\n---\\n"
    >>> found = entry_of_page(page)
    >>> found.title, found.authors
    ('Engines', 'Ada')
    """
    told = _front(text)
    title, authors = values.text(told.get("title")), _listed(told.get("authors"))
    links = (values.text(told.get(key)) for key in _ADDRESSES)
    link = next((url for url in links if url and identifier(url)), None)
    if title is None or authors is None or link is None:
        return None
    abstract = _ABSTRACT.search(text)
    fields = {"abstract": " ".join(abstract["text"].split())} if abstract else {}
    return Entry(1, text.strip(), None, title, link, authors, fields)


def _front(text: str) -> dict[str, Any]:
    found = _FRONT.match(text)
    if found is None:
        return {}
    try:
        told = parse(found["yaml"])
    except YamlTrouble:
        return {}
    return (
        {str(key).lower(): value for key, value in told.items()} if isinstance(told, dict) else {}
    )


def _listed(authors: Any) -> str | None:
    if isinstance(authors, list):
        return ", ".join(name for one in authors if (name := values.text(one))) or None
    return values.text(authors)
