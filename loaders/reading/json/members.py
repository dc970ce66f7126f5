"""Addresses and identifiers that objects of other programs keep in objects or lists of their own:
`{"links": {"arxiv": …, "code": …}}`, `{"identifier": [{"type": "doi", "id": …}]}` (BibJSON)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.loaders.reading import identifiers, values

__all__ = ["address", "links_in", "numbers_in"]

_LINKS: Final = frozenset(("link", "links", "url", "urls"))
_NUMBERS: Final = frozenset(("identifier", "identifiers", "ids", "externalids"))
_LABELS: Final = ("label", "name", "text", "title", "type", "kind", "rel")
_ADDRESSES: Final = ("url", "href", "link", "uri")
_SCHEMES: Final = {
    "doi": "doi", "arxiv": "arxiv_id", "pmid": "pmid", "pubmed": "pmid", "pmcid": "pmcid",
    "pmc": "pmcid", "issn": "issn", "pissn": "issn", "eissn": "issn", "isbn": "isbn",
    "openalex": "openalex_id", "dblp": "dblp_key", "acl": "acl_id",
}  # fmt: skip
_HEADERS: Final = (
    ("arxiv", "arxiv_id"), ("doi", "doi"), ("github", "code_url"), ("code", "code_url"),
    ("pdf", "open_access_url"), ("download", "open_access_url"),
)  # fmt: skip
_OF_PAPER: Final = re.compile(
    r"\W*(?:(?:official|the|online) )?(?:|abs|abstract|article|full ?text|html|journal|landing|link"
    r"|paper|publication|publisher|url|display)(?: (?:link|page|url|version))?s?\W*",
    re.IGNORECASE,
)


def links_in(key: str, value: Any) -> dict[str, str]:
    """The addresses that a member holds, by our columns; of several for one column the first.

    >>> links_in("links", {"arxiv": "https://arxiv.org/abs/1706.03762", "video": "https://x.org/v"})
    {'arxiv_id': 'https://arxiv.org/abs/1706.03762'}
    >>> links_in("links", [{"label": "Paper", "href": "https://x.org/p"}, {"label": "Poster"}])
    {'url': 'https://x.org/p'}
    """
    found: dict[str, str] = {}
    for label, said in _labelled(value) if key.lower() in _LINKS else ():
        if header := _header(label, said):
            found.setdefault(header, said)
    return found


def numbers_in(key: str, value: Any) -> dict[str, str]:
    """The identifiers that a member holds, by our columns.

    >>> numbers_in("identifier", [{"type": "doi", "id": "10.5555/a"}, {"type": "eissn", "id": "1"}])
    {'doi': '10.5555/a', 'issn': '1'}
    >>> numbers_in("identifiers", {"pmid": 17, "scopus": "2-s2.0-1"})
    {'pmid': '17'}
    """
    found: dict[str, str] = {}
    for scheme, said in _schemed(value) if key.lower() in _NUMBERS else ():
        column = _SCHEMES.get(scheme.lower())
        if column and said:
            found.setdefault(column, said)
    return found


def address(value: Any) -> str | None:
    """The first address in an object or a list of them.

    >>> address({"url": "https://x.org/c", "stars": 3})
    'https://x.org/c'
    """
    return next((said for _, said in _labelled(value)), None)


def _labelled(value: Any) -> Iterator[tuple[str, str]]:
    """Addresses with their labels: of a list, an object that is a link, or one that maps labels."""
    if isinstance(value, str):
        if value.strip():
            yield "", value.strip()
    elif isinstance(value, list):
        for one in value:
            yield from _labelled(one)
    elif isinstance(value, dict):
        label = next((said for k in _LABELS if isinstance(said := value.get(k), str)), "")
        own = next((said for k in _ADDRESSES if isinstance(said := value.get(k), str)), None)
        if own and "://" in own and "://" not in label:
            yield label, own.strip()
        else:
            yield from ((k, said) for k, held in value.items() for _, said in _labelled(held))


def _header(label: str, said: str) -> str | None:
    folded = label.lower()
    header = next((header for sign, header in _HEADERS if sign in folded), None)
    if header or not (_OF_PAPER.fullmatch(label) or identifiers.from_url(said)):
        return header
    return "url"


def _schemed(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and not {"id", "identifier", "value"} & set(value):
        yield from ((scheme, values.text(said) or "") for scheme, said in value.items())
        return
    for one in values.objects(value if isinstance(value, list) else [value]):
        said = (values.text(one.get(key)) for key in ("id", "identifier", "value"))
        scheme = values.text(one.get("type")) or values.text(one.get("scheme")) or ""
        yield scheme, next(filter(None, said), "")
