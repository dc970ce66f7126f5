"""JATS (NLM) XML of articles, as PubMed Central and publishers give it.

Tag library: https://jats.nlm.nih.gov/archiving/tag-library/1.3/. Affiliations stand apart from the
authors, who point to them; references are tagged in one of several ways, or mixed with text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.index_table import unique_tags
from kg.loaders.reading.jats_references import jats_id, jats_references
from kg.loaders.reading.names import PrintedName, one_name, person
from kg.loaders.reading.xml import root_of
from kg.loaders.reading.xml_records import xml_items
from kg.loaders.reading.xml_text import child, child_text, children, local_name, markup, text_of
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
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
    "retracted-article": "article",
}  # fmt: skip
_DATES: Final = ("ppub", "collection", "pub", "epub-ppub", "epub", "preprint")
_PEOPLE: Final = (None, "author", "editor", "collab")
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class JatsLoader:
    """JATS."""

    name: ClassVar[str] = "jats"
    title: ClassVar[str] = "JATS or NLM XML"
    lost: ClassVar[str] = "Full text, funding, figures and the links of authors to grants."
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
    people, complete = _people(meta)
    n_authors = sum(mention.role == "author" for mention in people)
    dated = _dated(meta)
    kind = article.get("article-type")
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
        type=_TYPES.get(kind, "other") if kind else None,
        language=article.get(_LANG),
        venue=_venue(article),
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


def _people(meta: _Element) -> tuple[tuple[Mention, ...], bool]:
    """Authors and editors with their affiliations; whether the list of authors is whole."""
    places = {aff.get("id", ""): _affiliation(aff) for aff in meta.iter("{*}aff")}
    found: list[Mention] = []
    complete = True
    for group in children(meta, "contrib-group"):
        complete = complete and child(group, "etal") is None
        for contrib in children(group, "contrib"):
            role = "editor" if contrib.get("contrib-type") == "editor" else "author"
            position = 1 + sum(mention.role == role for mention in found)
            if mention := _mention(contrib, role, position, places):
                found.append(mention)
    return tuple(found), complete


def _mention(
    contrib: _Element, role: str, position: int, places: Mapping[str, list[Affiliation]]
) -> Mention | None:
    name = _name(contrib)
    if name is None or contrib.get("contrib-type") not in _PEOPLE:
        return None
    orcids = [
        Identifier("orcid", orcid)
        for node in contrib.iter("{*}contrib-id", "{*}uri")
        if (orcid := identifiers.orcid(node.text or node.get(_HREF)))
    ]
    pointers = {x.get("ref-type"): x for x in children(contrib, "xref")}
    corresponding = contrib.get("corresp") == "yes" or "corresp" in pointers
    return Mention(
        name.name,
        position,
        name.given,
        name.family,
        name.suffix,
        role,
        ids=tuple(orcids[:1]),
        affiliations=tuple(dict.fromkeys(_places_of(contrib, places))),
        corresponding=True if corresponding else None,
    )


def _places_of(contrib: _Element, places: Mapping[str, list[Affiliation]]) -> list[Affiliation]:
    """The affiliations inside, those pointed to, or the only one there is."""
    at = [a for aff in children(contrib, "aff") for a in _affiliation(aff)]
    pointers = [x.get("rid", "") for x in children(contrib, "xref") if x.get("ref-type") == "aff"]
    for rid in " ".join(pointers).split():
        at += places.get(rid, [])
    return at or (next(iter(places.values())) if len(places) == 1 and not pointers else [])


def _name(contrib: _Element) -> PrintedName | None:
    """The name: in parts, as one string, or of a body."""
    for node in (child(contrib, "name"), _in_letters(contrib), child(contrib, "string-name")):
        if node is not None and child(node, "surname") is not None:
            parts = ("surname", "given-names", "suffix")
            family, given, suffix = (child_text(node, part) for part in parts)
            return person(family, given, suffix=suffix)
        if node is not None and (text := text_of(node)):
            return one_name(text)
    body = child(contrib, "collab")
    if body is None:
        return None
    own = (body.text or "").strip()  # the members of a body may be listed inside it
    return person(None, None, literal=own or text_of(body))


def _in_letters(contrib: _Element) -> _Element | None:
    """Of a name in several scripts the English one, as other sources print it; else the first."""
    forms = child(contrib, "name-alternatives")
    names = [*children(forms, "name", "string-name")] if forms is not None else []
    english = (name for name in names if (name.get(_LANG) or "").startswith("en"))
    return next(english, names[0] if names else None)


def _affiliation(aff: _Element) -> list[Affiliation]:
    """An affiliation without its label, with ROR id and country where tagged."""
    whole = (n for n in children(aff, "institution") if n.get("content-type") == "original")
    name = (text_of(next(whole, None)) or _printed(aff)).strip(" ,;.")
    numbers = (node.text or "" for node in aff.iter("{*}institution-id"))
    ror = next((number for text in numbers if (number := identifiers.ror(text))), None)
    country = next((node.get("country") for node in aff.iter("{*}country")), None)
    return [Affiliation(name, ror, country)] if name else []


_PARTS: Final = ("institution", "institution-wrap", "addr-line", "city", "state", "country")


def _printed(aff: _Element) -> str:
    """The text of an affiliation, with commas between parts that stand side by side."""
    pieces = [aff.text or ""]
    for node in aff:
        kind, tail = local_name(node), node.tail or ""
        if kind not in ("label", "sup", "institution-id"):
            pieces.append(_of_institution(node))
        pieces.append(", " if kind in _PARTS and not tail.strip() else tail)
    return " ".join("".join(pieces).split())


def _of_institution(node: _Element) -> str:
    if local_name(node) != "institution-wrap":
        return text_of(node) or ""
    return ", ".join(filter(None, (text_of(part) for part in children(node, "institution"))))


def _ids(meta: _Element) -> tuple[Identifier, ...]:
    numbers = children(meta, "article-id")
    return identifiers.unique(
        i for node in numbers for i in jats_id(node.get("pub-id-type"), text_of(node))
    )


def _abstract(meta: _Element) -> str | None:
    """The abstract proper: not its graphic, nor a summary for others."""
    found = list(children(meta, "abstract"))
    plain = [node for node in found if not node.get("abstract-type")] or found
    if not plain:
        return None
    text, heading = text_of(plain[0]), child_text(plain[0], "title")
    if text and heading and heading.lower().strip(" .:") in ("abstract", "summary"):
        return text.removeprefix(heading).lstrip(" .:") or None
    return text


def _dated(meta: _Element) -> dates.Dated:
    """The date of the issue, as fine as any date in its year."""
    stated: list[tuple[int, dates.Dated]] = []
    for node in children(meta, "pub-date"):
        kind = node.get("pub-type") or node.get("date-type") or "pub"
        year, day = child_text(node, "year"), child_text(node, "day")
        if year and year[:4].isdecimal():
            month = dates.month_number(child_text(node, "month"))
            number = int(day[:4]) if day and day[:4].isdecimal() else None
            rank = _DATES.index(kind) if kind in _DATES else len(_DATES)
            stated.append((rank, dates.from_parts(int(year[:4]), month, number)))
    stated.sort(key=lambda ranked: ranked[0])
    fitting = [dated for _, dated in stated if dated.year == stated[0][1].year]
    return max(fitting, key=lambda dated: len(dated.date or ""), default=dates.UNDATED)


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
        mesh = "mesh" in (group.get("kwd-group-type") or group.get("vocab") or "").lower()
        labels = [text for node in group.iter("{*}kwd", "{*}compound-kwd") if (text := _term(node))]
        tags += [KeywordTag(x, "mesh", "mesh-headings") if mesh else KeywordTag(x) for x in labels]
    for group in meta.iter("{*}subj-group"):
        if group.get("subj-group-type") != "heading":
            subjects = (text_of(node) for node in children(group, "subject"))
            tags += [KeywordTag(x, "subject", "subject-group") for x in subjects if x]
    return unique_tags(tags)


def _term(kwd: _Element) -> str | None:
    """A keyword; of one in parts those that are no code."""
    parts = [p for p in children(kwd, "compound-kwd-part") if p.get("content-type") != "code"]
    return ": ".join(filter(None, map(text_of, parts))) if parts else text_of(kwd)


def _retracted(meta: _Element, kind: str | None) -> bool | None:
    related = [node.get("related-article-type") for node in children(meta, "related-article")]
    return True if kind == "retracted-article" or "retraction-forward" in related else None


def _is_open(meta: _Element) -> bool:
    return any(
        node.get("license-type") == "open-access" or "creativecommons" in (node.get(_HREF) or "")
        for node in meta.iter("{*}license")
    )
