"""Answers of the arXiv API: an Atom feed, one entry a paper; and arXiv's news as RSS and Atom.

Format: https://info.arxiv.org/help/api/user-manual.html. Also read where a program has recorded
the answer as JSON with the feed in `body`. The date is that of the first version (`published`);
`arxiv_version` is the one that the entry is of.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import identifiers
from kg.loaders.reading.arxiv.classes import class_tags
from kg.loaders.reading.arxiv.news import announced
from kg.loaders.reading.arxiv.prose import code_url, journal_name, prose
from kg.loaders.reading.dates import from_arxiv_id, from_text
from kg.loaders.reading.json.text import JsonTrouble, parse
from kg.loaders.reading.people.names import one_name
from kg.loaders.reading.text import head_of, misread, read_text
from kg.loaders.reading.xml.bytes import cleaned
from kg.loaders.reading.xml.elements import elements_of, root_of
from kg.loaders.reading.xml.records import items_of, xml_items
from kg.loaders.reading.xml.text import child, child_text, children, markup
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["ArxivAtomLoader"]

_RECORDED = re.compile(r'"body"\s*:\s*"(?:<\?xml[^<]{0,120})?<feed\b')
_NEWS = re.compile(r"updates on arXiv\.org|//(?:rss|export)\.arxiv\.org/(?:rss|atom)")
_CATEGORY = re.compile(r"[a-z][a-z-]+(?:\.[A-Za-z-]+)?")
_ARXIV = re.compile(r"arxiv\.org/(?:abs/|schemas/atom|api)")


class ArxivAtomLoader:
    """The feeds of arXiv."""

    name: ClassVar[str] = "arxiv-atom"
    title: ClassVar[str] = "arXiv API answer (Atom), arXiv news (RSS, Atom)"
    lost: ClassVar[str] = "Earlier versions: the feed holds one; the licence."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "venue", "keywords", "has_code", "code_url", "url",
        "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a feed of Atom that speaks of arXiv, or an entry of one."""
        if head.text.lstrip().startswith("{"):
            return 0.95 if _RECORDED.search(head.text[:4000]) and _ARXIV.search(head.text) else 0.0
        root = root_of(head)
        if root is None:
            return 0.0
        if root.name in ("rss", "RDF"):
            return 0.97 if "item" in root.names and _NEWS.search(head.text) else 0.0
        return 0.97 if root.name in ("feed", "entry") and _ARXIV.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read entry by entry."""
        recorded = _recorded_feed(source)
        if recorded is None:
            yield from in_batches(xml_items(source, ["entry", "item"], _record))
        else:
            data = misread(recorded) or recorded.encode("utf-8", "replace")
            pieces = cleaned(io.BytesIO(data).readlines())
            yield from in_batches(items_of(source.uri, elements_of(pieces, ["entry"]), _record))


def _recorded_feed(source: Source) -> str | None:
    """The feed in `body` of a recorded answer; None when the file is the feed itself."""
    if not head_of(source).text.lstrip().startswith("{"):
        return None
    try:
        answer = parse(read_text(source).text)
    except JsonTrouble:
        return ""
    body = answer.get("body") if isinstance(answer, dict) else None
    return body if isinstance(body, str) else ""


def _record(entry: etree._Element, at: Provenance) -> PaperRecord | str:
    if child(entry, "author") is None and child(entry, "creator") is not None:
        return announced(entry, at)
    address = child_text(entry, "id") or ""
    if "arxiv.org/api/errors" in address:
        return f"arXiv answered with an error: {child_text(entry, 'summary') or address}"
    preprint = identifiers.arxiv(address)
    abstract = prose(child_text(entry, "summary"))
    comment = prose(child_text(entry, "comment"))
    code = code_url(comment, abstract)
    mentions = tuple(_mentions(entry))
    when = from_text((child_text(entry, "published") or "").partition("T")[0])
    if when.year is None and preprint:
        when = from_arxiv_id(preprint[0])
    title = prose(child_text(entry, "title"))
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=mentions,
        n_authors=len(mentions) or None,
        authors_complete=True if mentions else None,
        ids=_ids(entry, preprint),
        arxiv_version=preprint[1] if preprint else None,
        abstract=abstract,
        year=when.year,
        date=when.date,
        type="preprint",
        venue=_venue(entry),
        keywords=tuple(_categories(entry)),
        has_code=True if code else None,
        code_url=code,
        url=f"https://arxiv.org/abs/{preprint[0]}" if preprint else address or None,
        open_access_url=_link(entry, "pdf"),
        comment=comment,
        raw=markup(entry),
    )


def _mentions(entry: etree._Element) -> Iterator[Mention]:
    position = 0
    for author in children(entry, "author"):
        name = one_name(child_text(author, "name") or "")
        if name is None:
            continue
        position += 1
        places = tuple(
            Affiliation(" ".join(text.split()))
            for node in children(author, "affiliation")
            if (text := node.text or "").strip()
        )
        yield Mention(name.name, position, name.given, name.family, affiliations=places)


def _ids(entry: etree._Element, preprint: tuple[str, int | None] | None) -> tuple[Identifier, ...]:
    found = [Identifier("arxiv", preprint[0])] if preprint else []
    stated = identifiers.doi(child_text(entry, "doi") or _link(entry, "doi"))
    return identifiers.unique([*found, *(identifiers.from_doi(stated) if stated else ())])


def _link(entry: etree._Element, title: str) -> str | None:
    links = (link for link in children(entry, "link") if link.get("title") == title)
    return next((str(link.get("href")) for link in links if link.get("href")), None)


def _venue(entry: etree._Element) -> VenueMention | None:
    name = journal_name(child_text(entry, "journal_ref"))
    return VenueMention(name, "journal") if name else None


def _categories(entry: etree._Element) -> Iterator[KeywordTag]:
    terms = [node.get("term") for node in children(entry, "primary_category", "category")]
    for term in dict.fromkeys(filter(None, (str(term).strip() for term in terms if term))):
        if _CATEGORY.fullmatch(term):
            yield KeywordTag(term, scheme="arxiv-category", origin="arxiv-categories")
        else:  # classes of mathematics and computing, several in one term
            yield from class_tags(term)
