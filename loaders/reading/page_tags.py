"""Meta tags of web pages that tell of a paper: those of Highwire, which Google Scholar reads
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), and of Dublin Core, PRISM and
bepress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

from kg.loaders.reading.markup import plain

__all__ = ["PageTags", "begins_page", "pages_of"]

_PAGE: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|meta)\b", re.I | re.S
)
_NEXT_PAGE: Final = re.compile(r"(?=<html\b)", re.IGNORECASE)
_HIDDEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(r"<meta\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"\b(name|property|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_PREFIX: Final = re.compile(r"(?:bepress_)?citation_|dc(?:terms)?[._]|prism\.", re.IGNORECASE)
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


def begins_page(text: str) -> bool:
    """Whether a text begins like a web page."""
    return _PAGE.match(text) is not None


def pages_of(text: str) -> Iterator[PageTags]:
    """The pages of a text that have such tags; a file may hold several, one behind the other."""
    line = 1
    for page in _NEXT_PAGE.split(text):
        seen = _HIDDEN.sub(lambda found: "\n" * found[0].count("\n"), page)
        found = [(tag, told) for tag in _TAG.finditer(seen) if (told := _told(tag[0]))]
        if found:
            first = line + seen.count("\n", 0, found[0][0].start())
            yield PageTags(first, tuple(x for _, x in found), "\n".join(x[0] for x, _ in found))
        line += page.count("\n")


def _told(tag: str) -> tuple[str, str] | None:
    """The name of a tag, that of Highwire for bepress, and what it says."""
    own = {x[1].lower(): unescape(x[2] or x[3] or x[4] or "") for x in _ATTRIBUTE.finditer(tag)}
    name = (own.get("name") or own.get("property") or "").strip().lower()
    if not _PREFIX.match(name):
        return None
    name = _HIGHWIRE.sub("citation_", name).replace("dc_", "dc.").replace("dcterms_", "dcterms.")
    said = own.get("content", "")
    is_list = name == "citation_reference"  # whose parts would be taken for entities
    said = " ".join(said.split()) if is_list else plain(said) or ""
    return (name, said) if said or name == "citation_fulltext_world_readable" else None
