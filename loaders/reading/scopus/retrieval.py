"""What Elsevier answers, as JSON, to who asks for one work of Scopus or of ScienceDirect, and
entries of the searches of ScienceDirect.

Formats: https://dev.elsevier.com/documentation/AbstractRetrievalAPI.wadl,
https://dev.elsevier.com/documentation/ArticleRetrievalAPI.wadl and
https://dev.elsevier.com/documentation/ScienceDirectSearchAPI.wadl. They tell what an entry of
Scopus' search tells in other members, and are read as one. pybliometrics keeps them as they come,
elsapy without the envelope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from kg.loaders.base import Head
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.text import ENVELOPES, answer_of, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.scopus.search import scopus_work
from kg.loaders.reading.tables.index_table import unique_tags
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reference

__all__ = ["RETRIEVED", "is_retrieved", "retrieved_work"]

Item = dict[str, Any]

_ANSWERS: Final = ("abstracts-retrieval-response", "full-text-retrieval-response")
RETRIEVED: Final = Shape[Item](dict[str, Any], ("search-results", "entry", *_ANSWERS, *ENVELOPES))
_OF_ARTICLES: Final = {
    "fla": "Article", "sco": "Article", "rev": "Review", "edi": "Editorial", "chp": "Book Chapter",
}  # fmt: skip
_VOLUME: Final = re.compile(r"\bVolume[s ]+([\w\u2013-]+)")
_ISSUE: Final = re.compile(r"\bIssue[s ]+([\w\u2013-]+)")
_HEADING: Final = re.compile(r"\A(?:Abstract|Summary)\b[:.]?\s+(?=[^\W\d_a-z])")


def is_retrieved(head: Head) -> bool:
    """Whether a file is such an answer, or begins with an entry of ScienceDirect."""
    if not (answer_of(head) or {}).keys().isdisjoint(_ANSWERS):
        return True
    item = first_object(head, RETRIEVED.inside) or {}
    if "dc:title" in values.inside(item, "coredata") or "bibrecord" in values.inside(item, "item"):
        return True  # as elsapy keeps it
    named = str(item.get("dc:identifier")).lower()
    return "pii" in item and ("volumeIssue" in item or named.startswith("doi:"))


def retrieved_work(item: Item, place: Provenance, text: str) -> PaperRecord:
    """The record of a work, with what entries of a search lack."""
    core = _result(item) if "volumeIssue" in item else values.inside(item, "coredata") or item
    record = scopus_work(_as_entry(item, core), place, text)
    labels = _labels(item, "authkeywords", "author-keyword") or _labels(core, "dcterms:subject")
    terms = _labels(item, "idxterms", "mainterm")
    bibliography = values.inside(item, "item", "bibrecord", "tail", "bibliography")
    cited = values.inside(item, "references") or bibliography
    total = values.count(cited.get("@total-references") or cited.get("@refcount"))
    return replace(
        record,
        abstract=_HEADING.sub("", record.abstract) if record.abstract else None,
        language=values.text(values.inside(item, "language").get("@xml:lang")),
        keywords=unique_tags(
            [KeywordTag(label) for label in labels]
            + [KeywordTag(label, "subject", "index-keywords") for label in terms]
        ),
        references=tuple(filter(Reference().__ne__, map(_reference, _many(cited, "reference")))),
        n_references=total,
        raw=None if "originalText" in item else record.raw,
    )


def _many(item: Item, *path: str) -> list[Item]:
    """The objects at the end of a path, where one alone is in no list."""
    found = values.inside(item, *path[:-1]).get(path[-1])
    return values.objects(found if isinstance(found, list) else [found])


def _labels(item: Item, *path: str) -> list[str]:
    found = (plain(values.text(one.get("$"))) for one in _many(item, *path))
    return list(dict.fromkeys(filter(None, found)))


def _result(item: Item) -> Item:
    """What ScienceDirect found by the search of its second version, in the members of the first."""
    volume, issue = (
        _VOLUME.search(str(item["volumeIssue"])),
        _ISSUE.search(str(item["volumeIssue"])),
    )
    return {
        "dc:title": item.get("title"),
        "dc:creator": [{"$": said.get("name")} for said in _many(item, "authors")],
        "prism:doi": item.get("doi"),
        "prism:publicationName": item.get("sourceTitle"),
        "prism:coverDate": item.get("publicationDate"),
        "prism:volume": volume and volume[1],
        "prism:issueIdentifier": issue and issue[1],
        "prism:startingPage": values.inside(item, "pages").get("first"),
        "prism:endingPage": values.inside(item, "pages").get("last"),
        "link": [{"@rel": "scidir", "@href": item.get("uri")}],
    }


def _as_entry(item: Item, core: Item) -> Item:
    """A work in the members that an entry of Scopus' search has."""
    pages = "-".join(
        filter(None, (values.text(core.get(f"prism:{end}Page")) for end in ("starting", "ending")))
    )
    eid = values.text(item.get("scopus-eid")) or values.text(core.get("eid")) or ""
    return {
        **core,
        "author": [_author(said) for said in _authors(item, core)] or None,
        "dc:creator": _first_author(core),
        "affiliation": [{**at, "afid": at.get("@id")} for at in _many(item, "affiliation")],
        "eid": eid if eid.startswith("2-") else None,
        "prism:pageRange": core.get("prism:pageRange") or pages,
        "authkeywords": None,
        "subtypeDescription": core.get("subtypeDescription")
        or _OF_ARTICLES.get(str(core.get("pubType"))),
        "link": [{"@ref": "scopus", "@href": address} for address in _addresses(core)],
    }


def _authors(item: Item, core: Item) -> list[Item]:
    """All authors: those of Scopus, of an entry of ScienceDirect, or of an article in it."""
    return _many(item, "authors", "author") or [x for x in _many(core, "dc:creator") if "$" in x]


def _first_author(core: Item) -> str | None:
    """The author who is named where the list is left out."""
    first = next(iter(_many(core, "dc:creator", "author")), {})
    return values.text(core.get("dc:creator")) or values.text(first.get("ce:indexed-name"))


def _author(said: Item) -> Item:
    family, comma, given = (values.text(said.get("$")) or "").partition(",")
    preferred = values.inside(said, "preferred-name")
    return {
        "surname": said.get("ce:surname") or preferred.get("ce:surname") or (comma and family),
        "given-name": said.get("ce:given-name") or preferred.get("ce:given-name") or given,
        "initials": said.get("ce:initials"),
        "authname": said.get("ce:indexed-name") or family,
        "authid": said.get("@auid"),
        "orcid": said.get("@orcid"),
        "afid": [at.get("@id") for at in _many(said, "affiliation")],
    }


def _addresses(core: Item) -> Iterator[str]:
    for link in _many(core, "link"):
        if (link.get("@rel") or link.get("@ref")) in ("scopus", "scidir"):
            yield (values.text(link.get("@href")) or "").partition("?dgcid=")[0]


def _reference(cited: Item) -> Reference:
    """A work cited, as the full view has it or as that of references."""
    told = values.inside(cited, "ref-info") or cited
    where = next(iter(_many(told, "volisspag")), {})
    volume = next(iter(_many(where, "voliss")), {}).get("@volume")
    first = next(
        iter(_many(told, "ref-authors", "author") or _many(told, "author-list", "author")), {}
    )
    stated = values.inside(told, "ref-publicationyear").get("@first") or told.get("prism:coverDate")
    return Reference(
        ids=identifiers.unique(_cited_ids(told)),
        text=plain(values.text(cited.get("ref-fulltext"))),
        title=plain(
            values.text(values.inside(told, "ref-title").get("ref-titletext") or told.get("title"))
        ),
        year=dates.from_text(values.text(stated)).year,
        first_author=values.text(first.get("ce:indexed-name") or first.get("ce:surname")),
        source=plain(values.text(told.get("ref-sourcetitle") or told.get("sourcetitle"))),
        volume=values.text(volume),
        page=values.text(values.inside(where, "pagerange").get("@first")),
    )


def _cited_ids(told: Item) -> Iterator[Identifier]:
    numbers = {str(x.get("@idtype")): x.get("$") for x in _many(told, "refd-itemidlist", "itemid")}
    yield from identifiers.of_doi(values.text(numbers.get("DOI") or told.get("ce:doi")))
    number = values.text(numbers.get("SGR") or told.get("scopus-id"))
    if number and number.isdecimal():
        yield Identifier("eid", f"2-s2.0-{number}")
