"""A page of Markdown on one paper, whose front matter names it: as generators of sites keep them.

---
title: "Engines That Weave"
authors: "Ada Lovelace, Charles Babbage"
pdf: "https://arxiv.org/pdf/2607.00190v1"
---
## Abstract
An engine weaves.

Others have a table of a row for each attribute below their heading:

| Field | Value |
| --- | --- |
| **Title** | Engines That Weave |
| **Authors** | Ada Lovelace, Charles Babbage |
| **arXiv ID** | 2607.00190v1 |
"""

from __future__ import annotations

import re
from typing import Any

from kg.loaders.reading import values
from kg.loaders.reading.markdown.entry import Entry
from kg.loaders.reading.markdown.links import address_of, identifier, unlinked
from kg.loaders.reading.yaml.text import YamlTrouble, parse

__all__ = ["entry_of_page"]

_FRONT = re.compile(r"\s*---[^\S\n]*\n(?P<yaml>.{1,20000}?)\n---[^\S\n]*\n", re.DOTALL)
_ABSTRACT = re.compile(
    r"^#{1,4}\s+Abstract\s*\n(?P<text>(?:(?!#{1,6}\s|---).*\n?)*)", re.MULTILINE | re.IGNORECASE
)
_ROW = re.compile(
    r"^\|[^\S\n]*\*{0,2}(?P<label>[^|*\n]{1,30}?)\*{0,2}[^\S\n]*\|(?P<value>[^|\n]+)\|[^\S\n]*$",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#\s+(?P<title>\S.*)$", re.MULTILINE)
_BEGINNING = 8_000
_LABELS = {
    **dict.fromkeys(("title", "paper title", "标题", "论文标题"), "title"),
    **dict.fromkeys(("authors", "author", "作者"), "authors"),
    **dict.fromkeys(("arxiv id", "arxiv", "arxiv link", "doi", "url", "full paper"), "link"),
    **dict.fromkeys(("链接", "论文链接", "arxiv 链接", "arxiv链接", "arxiv id / doi"), "link"),
    **dict.fromkeys(("categories", "category", "分类"), "categories"),
    **dict.fromkeys(("venue", "会议/期刊", "会议", "期刊", "发表会议"), "venue"),
    **dict.fromkeys(("year", "年份", "发表时间", "发布时间"), "date"),
}
_FIELDS = ("categories", "venue", "date")
_ADDRESSES = ("arxiv", "url", "link", "pdf", "paper", "paper_url", "arxiv_url", "doi", "source_url")


def entry_of_page(text: str) -> Entry | None:
    """The paper of a page; None when nothing at its beginning names title, authors and address.

    >>> page = "---\\ntitle: Engines\\nauthors: [Ada]\\npdf: https://arxiv.org/pdf/2607.00190\\n---\\n"
    >>> found = entry_of_page(page)
    >>> found.title, found.authors
    ('Engines', 'Ada')
    """
    return _of_front_matter(text) or _of_attributes(text)


def _of_attributes(text: str) -> Entry | None:
    """The paper of a page whose table names authors and an identifier, once each."""
    told: dict[str, list[str]] = {}
    for row in _ROW.finditer(text):
        if key := _LABELS.get(row["label"].strip().lower()):
            told.setdefault(key, []).append(row["value"].strip())
    link = next(filter(None, map(address_of, told.get("link", ()))), None)
    heading = _HEADING.search(text[:_BEGINNING])
    titles = told.get("title") or ([heading["title"]] if heading else [])
    if link is None or len(told.get("authors", ())) != 1 or len(titles) != 1:
        return None
    fields = {key: found[0] for key, found in told.items() if key in _FIELDS}
    title = unlinked(titles[0]).strip(" *`")
    return Entry(1, text.strip(), None, title, link, unlinked(told["authors"][0]), fields)


def _of_front_matter(text: str) -> Entry | None:
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
