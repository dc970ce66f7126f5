"""Meta tags of web pages that tell of a paper: those of Highwire, which Google Scholar reads
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), and of Dublin Core, PRISM,
EPrints and bepress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml.html import HtmlElement

from kg.loaders.reading.markup import plain
from kg.loaders.reading.web_page.tree import source_of, tree_of

__all__ = ["PageTags", "pages_of"]

_NEXT_PAGE: Final = re.compile(r"(?=<html\b)", re.IGNORECASE)
_PREFIX: Final = re.compile(r"(?:bepress_)?citation_|dc(?:terms)?[._]|prism\.|eprints\.", re.I)
_HIGHWIRE: Final = re.compile(r"(?:bepress_)?citation_")


class PageTags(NamedTuple):
    """The tags of one page in their order: names without case, and what they say; `line` is that of
    the first, `raw` their own text."""

    line: int
    tags: tuple[tuple[str, str], ...]
    raw: str

    def every(self, *names: str) -> list[str]:
        """All that the tags of these names say, those of the first name first."""
        return [said for name in names for own, said in self.tags if own == name]

    def first(self, *names: str) -> str | None:
        """What the first tag of the first of these names says."""
        return next(iter(self.every(*names)), None)


def pages_of(text: str) -> Iterator[PageTags]:
    """The pages of a text that have such tags; a file may hold several, one behind the other."""
    line = 1
    for page in _NEXT_PAGE.split(text):
        tree = tree_of(page)
        metas = () if tree is None else tree.iter("meta")
        found = [(meta, told) for meta in metas if (told := _told(meta))]
        if found:
            first = line + found[0][0].sourceline - 1
            raw = "\n".join(source_of(meta) for meta, _ in found)
            yield PageTags(first, tuple(told for _, told in found), raw)
        line += page.count("\n")


def _told(meta: HtmlElement) -> tuple[str, str] | None:
    """The name of a tag, that of Highwire for bepress, and what it says."""
    name = (meta.get("name") or meta.get("property") or "").strip().lower()
    if not _PREFIX.match(name):
        return None
    name = _HIGHWIRE.sub("citation_", name).replace("dc_", "dc.").replace("dcterms_", "dcterms.")
    said = meta.get("content", "")
    is_list = name == "citation_reference"  # whose parts would be taken for entities
    said = " ".join(said.split()) if is_list else plain(said) or ""
    return (name, said) if said or name == "citation_fulltext_world_readable" else None
