"""The reference list of a JATS article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.xml.text import child_text, children, local_name, text_of
from kg.records import Identifier, Reference

__all__ = ["jats_id", "jats_references"]

_Element = etree._Element
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_OTHERS: Final = ("sub-article", "response")
_CITED: Final = ("element-citation", "mixed-citation", "nlm-citation", "citation")


def jats_references(article: _Element) -> tuple[Reference, ...]:
    """The works cited, in order; of two forms of one the tagged one. An entry may cite several.

    What replies and reviews cite that stand inside the article is theirs.
    """
    return tuple(_reference(cited) for cited in _cited(article))


def _cited(article: _Element) -> Iterator[_Element]:
    parts = (part for part in children(article) if local_name(part) not in _OTHERS)
    for node in (ref for part in parts for ref in part.iter("{*}ref")):
        forms = (list(node.iter(f"{{*}}{name}")) for name in _CITED)
        yield from next(filter(None, forms), ())


def _reference(cited: _Element) -> Reference:
    ids = [i for node in cited.iter("{*}pub-id", "{*}ext-link", "{*}uri") for i in _ids(node)]
    title = child_text(cited, "article-title", "chapter-title", "part-title", "data-title")
    source = child_text(cited, "source")
    is_book = (cited.get("publication-type") or cited.get("citation-type")) == "book"
    return Reference(
        ids=identifiers.unique(ids),
        text=_printed(cited),
        title=title or (source if is_book else None),
        year=dates.from_text(child_text(cited, "year")).year,
        first_author=_first_author(cited),
        source=source,
        volume=child_text(cited, "volume"),
        page=child_text(cited, "fpage", "elocation-id", "page-range"),
    )


_LOOSE: Final = re.compile(r"(?<!\s)\s+(?=[.,;:)\]])|(?<=[(\[])\s+|(?<=\d)\s+([–-])\s+(?=\d)")


def _printed(cited: _Element) -> str | None:
    """The reference as it is printed: its parts with blanks between them, but none before marks."""
    parts = " ".join(" ".join(map(str, cited.itertext())).split())
    return _LOOSE.sub(lambda found: found[1] or "", parts) or None


def _ids(node: _Element) -> list[Identifier]:
    """What a tagged identifier says, or the address that a link leads to."""
    stated = jats_id(node.get("pub-id-type") or node.get("ext-link-type"), text_of(node))
    return stated or identifiers.from_url(node.get(_HREF))


def _first_author(cited: _Element) -> str | None:
    family = next(cited.iter("{*}surname"), None)
    given = next(cited.iter("{*}given-names"), None)
    if family is None:
        return text_of(next(cited.iter("{*}collab", "{*}string-name"), None))
    return " ".join(filter(None, (text_of(family), text_of(given)))) or None


def jats_id(kind: str | None, text: str | None) -> list[Identifier]:
    """An identifier from its kind and text, of an article or a reference; empty for others.

    >>> jats_id("pmc", "7384743")
    [Identifier(scheme='pmcid', value='PMC7384743')]
    """
    if kind == "doi" and (doi := identifiers.doi(text)):
        return identifiers.from_doi(doi)
    if kind in ("pmc", "pmcid") and text:
        return identifiers.of("pmcid", text if text.upper().startswith("PMC") else f"PMC{text}")
    return identifiers.of(kind, text) if kind in ("pmid", "arxiv") else []
