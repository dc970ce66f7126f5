"""JATS (NLM) XML of articles, as PubMed Central and publishers give it.

Tag library: https://jats.nlm.nih.gov/archiving/tag-library/1.3/. Affiliations stand apart from the
authors, who point to them; references are tagged in one of several ways, or mixed with text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.jats.people import jats_people
from kg.loaders.reading.jats.references import jats_id, jats_references
from kg.loaders.reading.pubmed.values import MESH
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import child, child_text, children, markup, text_of
from kg.records import (
    Identifier,
    KeywordTag,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["JatsLoader", "jats_record"]

_Element = etree._Element
_TYPES: Final = {
    "research-article": "article", "review-article": "review", "case-report": "article",
    "brief-report": "article", "letter": "article", "systematic-review": "review",
    "book-review": "review", "editorial": "editorial", "preprint": "preprint", "news": "article",
    "data-paper": "article", "abstract": "article", "meeting-report": "article",
    "rapid-communication": "article", "methods-article": "article", "protocol": "article",
    "retracted-article": "article", "article": "article", "article-commentary": "article",
    "data-article": "article", "reprint": "article", "translation": "article",
    "dissertation": "thesis",
}  # fmt: skip
_DATES: Final = ("ppub", "collection", "pub", "epub-ppub", "epub", "preprint")
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class JatsLoader:
    """JATS."""

    name: ClassVar[str] = "jats"
    title: ClassVar[str] = "JATS or NLM XML"
    lost: ClassVar[str] = (
        "Full text, funding, figures, the links of authors to grants, and what stands inside an "
        "article as one of its own: letters of decision, replies, translations."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "retracted", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By an article with its `front` and the data in it."""
        root = root_of(head)
        if root is None or not {"article", "front"} <= root.names:
            return 0.0
        return 0.0 if root.names.isdisjoint({"article-meta", "journal-meta"}) else 0.95

    def load(self, source: Source) -> Loading:
        """Read article by article."""
        yield from in_batches(xml_items(source, ("article",), jats_record))


def jats_record(article: _Element, provenance: Provenance) -> PaperRecord:
    """The record of an article, in a file of its own or in a harvest."""
    meta = child(article, "front/article-meta")
    if meta is None:
        return PaperRecord(provenance=provenance, title=None)
    people, complete = jats_people(meta)
    n_authors = sum(mention.role == "author" for mention in people)
    dated = _dated(meta)
    kind = article.get("article-type")
    venue = _venue(article)
    references = jats_references(article)
    urls = [u for node in children(meta, "self-uri") if (u := node.get(_HREF)) and "://" in u]
    title = child_text(meta, "title-group/article-title")
    subtitle = child_text(meta, "title-group/subtitle")
    return PaperRecord(
        provenance=provenance,
        title=f"{title}: {subtitle}" if title and subtitle else title,
        mentions=people,
        n_authors=n_authors if n_authors and complete else None,
        authors_complete=complete if n_authors else None,
        ids=_ids(meta),
        abstract=_abstract(meta),
        year=dated.year,
        date=dated.date,
        type=_type(kind, venue),
        language=article.get(_LANG),
        venue=venue,
        volume=child_text(meta, "volume"),
        issue=child_text(meta, "issue"),
        pages=_pages(meta),
        keywords=_keywords(meta),
        references=references,
        n_references=len(references) or None,
        retracted=_retracted(meta, kind),
        url=urls[0] if urls else None,
        open_access_url=urls[0] if urls and _is_open(meta) else None,
        raw=markup(meta),
    )


_SERVERS: Final = ("biorxiv", "medrxiv")


def _type(kind: str | None, venue: VenueMention | None) -> str | None:
    """Our word for a type of article; bioRxiv calls its preprints articles."""
    ours = _TYPES.get(kind, "other") if kind else None
    if ours == "article" and venue is not None and venue.name.lower() in _SERVERS:
        return "preprint"
    return ours


def _ids(meta: _Element) -> tuple[Identifier, ...]:
    """The article's identifiers; IOP states the preprint beside them."""
    found = [(node.get("pub-id-type"), text_of(node)) for node in children(meta, "article-id")] + [
        ("arxiv", child_text(node, "meta-value"))
        for group in children(meta, "custom-meta-group")
        for node in children(group, "custom-meta")
        if child_text(node, "meta-name") == "arxivppt"
    ]
    return identifiers.unique(i for kind, text in found for i in jats_id(kind, text))


_HEADINGS: Final = frozenset(
    "abstract summary resumen resumo résumé zusammenfassung riassunto abstrak özet öz аннотация "
    "резюме 摘要 要旨 초록".split()
)
_OWN_DOI: Final = re.compile(rf"{BLANKS}DOI:\s*https?://\S+\Z")


def _abstract(meta: _Element) -> str | None:
    """The abstract proper: not its graphic, a summary for others, nor the DOI it has of its own."""
    found = list(children(meta, "abstract"))
    plain = [n for n in found if n.get("abstract-type") in (None, "abstract")] or found
    if not plain:
        return None
    text, heading = text_of(plain[0]), child_text(plain[0], "title")
    if text and heading and heading.lower().strip(" .:") in _HEADINGS:
        text = text.removeprefix(heading).lstrip(" .:")
    return _OWN_DOI.sub("", text or "") or None


def _dated(meta: _Element) -> dates.Dated:
    """The date of the issue, as fine as any date in its year."""
    stated: list[tuple[int, dates.Dated]] = []
    for node in children(meta, "pub-date"):
        kind = node.get("pub-type") or node.get("date-type") or "pub"
        rank = _DATES.index(kind) if kind in _DATES else len(_DATES)
        if (dated := _date(node)).year is not None:
            stated.append((rank, dated))
    stated.sort(key=lambda ranked: ranked[0])
    if not stated and (year := child_text(meta, "permissions/copyright-year")):
        return dates.from_text(year)
    fitting = [dated for _, dated in stated if dated.year == stated[0][1].year]
    return max(fitting, key=lambda dated: len(dated.date or ""), default=dates.UNDATED)


def _date(node: _Element) -> dates.Dated:
    """A date in parts, else as one text."""
    year, day = child_text(node, "year"), child_text(node, "day")
    if not year or not year[:4].isdecimal():
        return dates.from_text(node.get("iso-8601-date") or child_text(node, "string-date"))
    number = int(day[:4]) if day and day[:4].isdecimal() else None
    return dates.from_parts(int(year[:4]), dates.month_number(child_text(node, "month")), number)


def _venue(article: _Element) -> VenueMention | None:
    meta = child(article, "front/journal-meta")
    if meta is None:
        return None
    name = child_text(meta, "journal-title-group/journal-title", "journal-title", "journal-id")
    issn = next((n for i in children(meta, "issn") if (n := identifiers.issn(text_of(i)))), None)
    return VenueMention(name, "journal", issn) if name else None


def _pages(meta: _Element) -> str | None:
    first, last = child_text(meta, "fpage"), child_text(meta, "lpage")
    return values.page_range(first, last) or child_text(meta, "elocation-id")


def _keywords(meta: _Element) -> tuple[KeywordTag, ...]:
    tags: list[KeywordTag] = []
    for group in children(meta, "kwd-group"):
        kind = (group.get("kwd-group-type") or group.get("vocab") or "").lower()
        if (kind or (child_text(group, "title") or "").lower()).startswith("abbr"):
            continue
        labels = [text for node in group.iter("{*}kwd", "{*}compound-kwd") if (text := _term(node))]
        tags += [KeywordTag(x, *MESH) if "mesh" in kind else KeywordTag(x) for x in labels]
    tags += [KeywordTag(x, "subject", "subject-group") for x in _subjects(meta)]
    return unique_tags(tags)


_KINDS: Final = re.compile(r"type|toc|badge|(?<!\w)heading", re.IGNORECASE)
"""What groups are called that tell the kind of an article, or its place in the contents."""
_CODE: Final = re.compile(r"\d+|(?:/\d+)+|AcademicSubjects/.+")


def _subjects(meta: _Element) -> Iterator[str]:
    """Subjects; headings (`Research Article`) are none, unless there is a channel for those, as
    in eLife."""
    at = child(meta, "article-categories")
    groups = list(children(at, "subj-group")) if at is not None else []
    kinds = {group: group.get("subj-group-type") or "" for group in groups}
    has_channel = "display-channel" in kinds.values()
    for group, kind in kinds.items():
        tells_kind = kind == "display-channel" or _KINDS.search(kind)
        if not tells_kind or (has_channel and kind == "heading"):
            subjects = map(_term, group.iter("{*}subject", "{*}compound-subject"))
            yield from (text for text in subjects if text and not _CODE.fullmatch(text))


_OF_CODES: Final = re.compile("code|identifier")


def _term(term: _Element) -> str | None:
    """A keyword or subject; of one in parts those that are no code."""
    names = ("compound-kwd-part", "compound-subject-part")
    parts = [p for p in children(term, *names) if not _OF_CODES.search(p.get("content-type") or "")]
    return ": ".join(filter(None, map(text_of, parts))) if parts else text_of(term)


def _retracted(meta: _Element, kind: str | None) -> bool | None:
    related = [node.get("related-article-type") for node in children(meta, "related-article")]
    return True if kind == "retracted-article" or "retraction-forward" in related else None


def _is_open(meta: _Element) -> bool:
    return any(
        node.get("license-type") == "open-access"
        or "creativecommons" in (node.get(_HREF) or node.text or "")
        for node in meta.iter("{*}license", "{*}license_ref")
    )
