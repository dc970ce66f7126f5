"""Addresses that a page may link to: built from identifiers that look right, `https` only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

__all__ = ["Link", "author_links", "https_only", "paper_links"]

Link = tuple[str, str]
"""What the link says, and where it goes."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7}")
_ACL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?", re.IGNORECASE)


def https_only(address: object) -> str | None:
    """The address if it is a plain `https` one: a host name, no user, no blank; else None.

    >>> https_only("https://github.com/ada/engine")
    'https://github.com/ada/engine'
    >>> https_only("javascript:alert(1)"), https_only("https://ada@evil.example")
    (None, None)
    """
    if not isinstance(address, str) or re.search(r"[\s\x00-\x1f\x7f\\<>\"'`]", address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    fits = parts.scheme.lower() == "https" and _HOST.fullmatch(parts.netloc)
    return quote(address, safe=":/?#[]@!$&()*+,;=%~-._") if fits else None


def paper_links(paper: Mapping[str, Any]) -> list[Link]:
    """Where a paper can be read: DOI, arXiv, ACL Anthology, code; else the source's own page.

    >>> paper_links({"doi": "10.1000/182", "code_url": "https://github.com/ada/engine"})
    [('DOI', 'https://doi.org/10.1000/182'), ('Code', 'https://github.com/ada/engine')]
    """
    links = [
        _from_id("DOI", "https://doi.org/", _DOI, paper.get("doi")),
        _from_id("arXiv", "https://arxiv.org/abs/", _ARXIV, paper.get("arxiv_id")),
        _from_id("ACL", "https://aclanthology.org/", _ACL, paper.get("acl_id")),
    ]
    if not any(links):
        links.append(_from_address("Page", paper.get("url")))
    links.append(_from_address("Code", paper.get("code_url")))
    return [link for link in links if link]


def author_links(author: Mapping[str, Any]) -> list[Link]:
    """Where an author is described: ORCID.

    >>> author_links({"orcid": "0000-0002-1825-0097"})
    [('ORCID', 'https://orcid.org/0000-0002-1825-0097')]
    """
    link = _from_id("ORCID", "https://orcid.org/", _ORCID, author.get("orcid"))
    return [link] if link else []


def _from_id(label: str, base: str, shape: re.Pattern[str], value: object) -> Link | None:
    if not isinstance(value, str) or not shape.fullmatch(value):
        return None
    return label, base + quote(value, safe="/:;()._-")


def _from_address(label: str, value: object) -> Link | None:
    address = https_only(value)
    return (label, address) if address else None
