"""A paper as programs around arXiv tell it, by key: title, authors, where it is, what it is about.

The keys are lower-case; `plain` makes them so, takes out what stands in an object of its own, and
gives names written without underscores (`primaryCategory`) those with them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace

from kg.loaders.reading import identifiers, values
from kg.loaders.reading.arxiv.prose import code_url, journal_name, prose
from kg.loaders.reading.dates import Dated, from_arxiv_id
from kg.loaders.reading.digests import markdown as digest_markdown
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.people import names
from kg.loaders.reading.tables.tabular import RAW_CHARACTERS
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reject,
    VenueMention,
)

__all__ = ["Paper", "is_of_arxiv", "is_preprint", "linked", "plain", "record", "reject"]

Paper: TypeAlias = "dict[str, Any]"
"""A paper by lower-case key."""

_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?")
_OF_ARXIV = frozenset(
    (
        *("entry_id", "summary", "primary_category", "categories", "category", "arxiv_url"),
        *("abs_url", "subjects", "abstract_en", "arxiv_page_url"),
    )
)
_FOREIGN = frozenset(
    ("authors_parsed", "submitter", "externalids", "paperid", "authorships", "upvotes", "abs", "ai")
)
_ADDRESSES = (
    *("entry_id", "arxiv_url", "arxiv_page_url", "abs_url", "link", "url", "paper_url"),
    *("pdf_url", "pdf", "id", "arxiv_id"),
)
_CODE = ("code", "repo_url", "github_repo", "github_url", "github", "code_link", "github_link")
_NO_UNDERSCORES = {
    name.replace("_", ""): name
    for name in (
        *("abs_url", "arxiv_id", "arxiv_url", "github_repo", "journal_ref", "pdf_url"),
        "primary_category",
    )
}
_DAYS = (
    *("published", "published_at", "publishedat", "publication_date", "publish_date"),
    *("publishdate", "pub_date", "pubdate", "submitted", "submitted_date", "submission_date"),
)
_JUDGED = frozenset(("relevance", "novelty"))
"""Marks of a machine, whose `comment` says why it gave them."""
_NO_ID = "no arXiv id is in it"


def plain(paper: Paper) -> Paper:
    """The paper by lower-case key, with what stands in its `details` or `links`, or in itself as
    `paper`.

    >>> plain({"Title": "Engines", "arxivId": "2501.00001"})
    {'arxiv_id': '2501.00001', 'title': 'Engines'}
    """
    told = _by_key(paper)
    if isinstance(links := told.get("links"), dict):
        told = {"abs_url": links.get("abs"), "code": links.get("code"), **told}
    if code := next(iter(values.items(told.get("code_links"))), None):
        told = {"code": code.get("url") if isinstance(code, dict) else code, **told}
    inner = told.get("details", told.get("paper"))
    if not isinstance(inner, dict):
        return told
    told = {**_by_key(inner), **told}
    return {"code": next(iter(values.items(told.get("github_links"))), None), **told}


def _by_key(paper: Paper) -> Paper:
    lower = {str(name).lower(): held for name, held in paper.items()}
    renamed = {new: lower[old] for old, new in _NO_UNDERSCORES.items() if old in lower}
    return {**renamed, **{key: held for key, held in lower.items() if key not in _NO_UNDERSCORES}}


def is_of_arxiv(paper: Paper | None) -> bool:
    """Whether it is a paper as arXiv tells it: with an id of arXiv and keys that few others use."""
    told = plain(paper or {})
    return is_preprint(told) and not _keys(told).isdisjoint(_OF_ARXIV)


def is_preprint(paper: Paper) -> bool:
    """Whether it has a title, authors and an id of arXiv, and no keys of another source."""
    told = plain(paper)
    keys = _keys(told)
    if not keys >= {"title", "authors"} or not keys.isdisjoint(_FOREIGN):
        return False
    return any(identifiers.arxiv(values.text(told.get(key))) for key in _ADDRESSES)


def _keys(paper: Paper) -> set[str]:
    return {*paper, *(key.removesuffix("_en") for key in paper)}


def linked(paper: Paper) -> Paper:
    """The paper of an answer of arXiv: its first address is its link, `published` its date."""
    told = plain(paper)
    link = next((text for key in _ADDRESSES if (text := _address(told, key))), None)
    return {"link": link, "published_date": told.get("published"), **told}


def reject(text: str, reason: str, at: Provenance) -> Reject:
    """What could not be read, and why."""
    return Reject(at.file, reason, line=at.line, index=at.index, raw=text[:RAW_CHARACTERS])


def record(
    paper: Paper, raw: str, label: str | None, at: Provenance, *, of_list: bool = False
) -> PaperRecord | Reject:
    """The record of a paper; `label` is what it stands under. In a list of papers of arXiv
    (`of_list`) one that has authors may be without an id."""
    url = _first(paper, "link", "abs", "url")
    known = (_first(paper, "link"), _first(paper, "arxiv_id", "id"), url, _first(paper, "pdf"))
    found = [f for text in known if (f := identifiers.arxiv(text))]
    doi = None if found else next((d for text in known if (d := identifiers.doi(text))), None)
    named = found or doi or (of_list and paper.get("authors"))
    if not named:
        return reject(raw, _NO_ID, at)
    readable = unmarked if doi else str  # a `<` or `&` of arXiv is its author's own
    title = prose(readable(_first(paper, "title", "title_en") or ""))
    if title is None:
        return reject(raw, "the title is empty", at)
    abstract = prose(readable(_first(paper, "abstract", "abstract_en", "summary") or ""))
    comment = _comment(paper)
    code = _address(paper, *_CODE) or code_url(_claimed(paper), abstract, comment)
    own = [Identifier("arxiv", found[0][0])] if found else [Identifier("doi", doi)] if doi else []
    submitted = _submitted(paper, found[0][0] if found else None)
    authors, complete = _people(paper)
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=authors,
        n_authors=len(authors) if complete else None,
        authors_complete=complete,
        ids=identifiers.unique([*own, *identifiers.of_doi(_first(paper, "doi"))]),
        arxiv_version=next((version for _, version in found if version), _version(paper)),
        abstract=abstract,
        year=submitted.year,
        date=submitted.date,
        venue=_venue(paper),
        keywords=_keywords(_with_subject(paper) if doi else paper, label),
        has_code=True if code else None,
        code_url=code,
        url=url,
        comment=comment,
        raw=raw,
    )


_VERSION = re.compile(r"v?(\d{1,3})")


def _version(paper: Paper) -> int | None:
    """The version that is told apart from the id."""
    stated = _VERSION.fullmatch(_first(paper, "arxiv_version", "arxivversion") or "")
    return int(stated[1]) or None if stated else None


def _submitted(paper: Paper, preprint: str | None) -> Dated:
    """When the paper was submitted, or appeared. What some call publication may be that in a
    journal or a list: it is believed where arXiv gave out the id in that month or the next."""
    told = values.dated(_first(paper, "publish_time", "published_date"))
    if told.year:
        return told
    told = values.dated(_first(paper, *_DAYS))
    if preprint is None:
        return told
    numbered = from_arxiv_id(preprint)
    return told if 0 <= _months(numbered) - _months(told) <= 1 else numbered


def _months(when: Dated) -> float:
    """Months since the year 0; far away when the month is not known."""
    year, _, month = (when.date or "").partition("-")
    return int(year) * 12 + int(month[:2]) if year and month else -math.inf


def _comment(paper: Paper) -> str | None:
    """What the authors remark, not how many comments there are, nor what a machine says."""
    if not _JUDGED.isdisjoint(paper):
        return None
    comment = prose(_first(paper, "comment", "comments"))
    return None if comment == "None" or (comment or "").isdigit() else comment


def _venue(paper: Paper) -> VenueMention | None:
    name = journal_name(_first(paper, "journal_ref"))
    return VenueMention(name, "journal") if name else None


def _people(paper: Paper) -> tuple[tuple[Mention, ...], bool | None]:
    """The authors, and whether they are all: the first or last one alone tells nothing of others,
    and pages of Hugging Face show some."""
    printed = [a for a in values.items(paper.get("authors"), ";,、") if _name(a)]
    found = names.listed(_name(a) or "" for a in printed)
    if found.names:
        shown = found.complete and "details" in paper
        authors = _mentions(paper, found.names)
        if len(authors) == len(printed):
            authors = tuple(map(_placed, authors, printed))
        return authors, None if shown else found.complete
    if first := _first(paper, "first_author"):
        return names.mentions(names.listed([first]).names), None
    last = names.mentions(names.listed(filter(None, [_first(paper, "last_author")])).names)
    return tuple(replace(mention, position=None) for mention in last), None


def _mentions(paper: Paper, found: Sequence[names.PrintedName]) -> tuple[Mention, ...]:
    """The authors; the last ones of a long list, behind an ellipsis, stand at unknown places."""
    before, ellipsis, _ = str(paper.get("authors")).partition(", ..., ")
    if not ellipsis:
        return names.mentions(found)
    first = len(before.split(","))
    return names.mentions(found[:first]) + tuple(
        replace(mention, position=None) for mention in names.mentions(found[first:])
    )


def _placed(author: Mention, printed: Any) -> Mention:
    """The author with the institutions that its object names."""
    if not isinstance(printed, dict):
        return author
    stated = (values.items(printed.get(key), ";") for key in ("affiliation", "affiliations"))
    places = (values.text(place) for some in stated for place in some)
    return replace(author, affiliations=tuple(map(Affiliation, filter(None, places))))


def _first(paper: Paper, *keys: str) -> str | None:
    return next((text for key in keys if (text := values.text(paper.get(key)))), None)


def _address(paper: Paper, *keys: str) -> str | None:
    texts = (values.text(paper.get(key)) or "" for key in keys)
    return next((text for text in texts if text.startswith(("http://", "https://"))), None)


def _claimed(paper: Paper) -> str:
    """`code_url` may be the address of another service about the paper: as a claim to be read."""
    return f"code: {_address(paper, 'code_url') or ''}"


def _name(value: Any) -> str | None:
    return values.text(value.get("name") if isinstance(value, dict) else value)


def _with_subject(paper: Paper) -> Paper:
    """The paper of another archive, whose categories are subjects."""
    return {"subject": unmarked(_first(paper, "primary_category") or ""), **paper}


def _keywords(paper: Paper, label: str | None) -> tuple[KeywordTag, ...]:
    tags = [_topic(label)] if label else []
    for key in ("directions", "topics"):
        asked = filter(None, map(values.text, values.items(paper.get(key), ",;")))
        tags += [KeywordTag(text, "query", "query-direction") for text in asked]
    if subject := values.text(paper.get("subject")):
        tags.append(KeywordTag(subject, "subject", "page-section"))
    for key in ("primary_category", "categories", "category", "cate", "subjects", "tags"):
        for value in values.items(paper.get(key), ",;"):
            codes = _codes(values.text(value) or "", whole_archives=key != "tags")
            tags += [KeywordTag(code, "arxiv-category", "arxiv-categories") for code in codes]
    return tuple(dict.fromkeys(tags))


def _codes(text: str, *, whole_archives: bool) -> list[str]:
    """The categories that a text names: `cs.CL`, also in `Computation and Language (cs.CL)`."""
    if whole_archives and _CATEGORY.fullmatch(text):
        return [text]
    return digest_markdown.CATEGORY_CODE.findall(text)


def _topic(label: str) -> KeywordTag:
    """The heading above a paper: a category of arXiv, or what was asked for."""
    if digest_markdown.CATEGORY_CODE.fullmatch(label):
        return KeywordTag(label, "arxiv-category", "arxiv-categories")
    return KeywordTag(label, "query", "query-section")
