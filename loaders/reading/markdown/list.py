"""Lists and tables of papers in Markdown: reading lists, `awesome` pages, small programs' digests.

They follow no program's form, so a paper is known by its link: an id of arXiv, OpenReview or the
ACL Anthology, a DOI, an address of a publisher, or a link that is called `paper` or `PDF`; in
tables by columns of titles, authors and dates or venues, too::

    - [Title](https://arxiv.org/abs/2501.00001) - Ada Lovelace, Charles Babbage
    - **Title**, Ada Lovelace et al. [[Paper](https://…)] [[Code](https://…)]
    | Date | Title | Authors | Paper | Code |

What is kept: the title, authors where a label, a column or a list of nothing but names tells them,
the abstract and day of publication where they are labelled, the venue of a table. The heading above
is a subject. The date of a paper of arXiv is the month its id begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kg.loaders.base import Head, Source
from kg.loaders.reading import dates
from kg.loaders.reading.arxiv.prose import code_url, prose
from kg.loaders.reading.dates import Dated
from kg.loaders.reading.digests.markdown import CATEGORY_CODE
from kg.loaders.reading.json.text import begins_json
from kg.loaders.reading.markdown.entry import Entry
from kg.loaders.reading.markdown.links import identifier, is_of_publisher, named_paper
from kg.loaders.reading.markdown.page import entry_of_page
from kg.loaders.reading.markdown.papers import entries
from kg.loaders.reading.markdown.table import columns_of, is_rule
from kg.loaders.reading.markup import unescaped
from kg.loaders.reading.people import names
from kg.loaders.reading.tables.tabular import RAW_CHARACTERS
from kg.loaders.reading.text import open_lines
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reject, VenueMention

__all__ = ["records", "sureness"]

_NAMED = re.compile(
    r"\]\((?:https?://\S{0,60}(?:arxiv\.org/|doi\.org/10\.|openreview\.net/|aclanthology"
    r"|openaccess\.thecvf\.com|ieeexplore\.ieee\.org/|n(?:eur)?ips\.cc/|mlr\.press/)"
    r"|[\w./-]{0,200}\d{4}\.\d{4,5})"
)
_NO_MARKDOWN = re.compile(r"\s*(?:<!doctype|<html|<\?xml|@\w+\s*\{|%PDF|TY  - )", re.IGNORECASE)
_LINKED_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,4}[.)]|\|)\s.*\]\(https?://", re.MULTILINE)
_BOLD_ITEM = re.compile(r"^[-*+]\s+\*\*[^*\n]{10,400}\*\*\s*$", re.MULTILINE)
_REFERENCE = re.compile(
    r"^[-*+\d.)]{1,5}\s+[^\W\d_][\w'’ -]{1,40}, [^\W\d_]\..{0,2000}\((?:19|20)\d\d[^()]{0,32}\)\.",
    re.MULTILINE,
)
_BARE_ROW = re.compile(r"^\s*\|.*\|\s*https?://(?:\w+\.)?arxiv\.org/\S+\s*\|", re.MULTILINE)
_PUBLISHED = frozenset(("date", "venue"))
_FEWEST = 2
_ENOUGH = 200
_PLACES = re.compile(
    r"(?<=[\w.])\s*[(（](?![^()（）]*\b(?:others|et al))[^()（）\d+]{2,300}[)）]"
    r"(?=\s*(?:[,;、，]|$))"
)
"""Institutions in brackets behind the names."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def sureness(head: Head) -> float:
    """How sure it is that a text is such a list: by papers with identifiers, when most of the items
    with links are papers."""
    text = head.text
    if entry_of_page(text):
        return 0.85
    bare = any(form.search(text) for form in (_BOLD_ITEM, _BARE_ROW, _REFERENCE))
    tabled = _heads_table(text)
    named = tabled or _NAMED.search(text) or (bare and named_paper(text))
    if not named or begins_json(text) or _NO_MARKDOWN.match(text):
        return 0.0
    found = list(islice(entries(enumerate(text.split("\n"), 1)), _ENOUGH))
    telling = sum(map(_is_telling, found))
    linked = sum(1 for _ in islice(_LINKED_ITEM.finditer(text), _ENOUGH))
    return (
        0.55
        if telling >= (1 if tabled else _FEWEST) and 2 * telling >= min(linked, len(found) * 2)
        else 0.0
    )


def _heads_table(text: str) -> bool:
    """Whether a line names columns of titles, authors and dates, venues or links."""
    lines = (line.removeprefix("> ") for line in text.split("\n"))
    rows = (line for line in lines if line.startswith("|") and not is_rule(line))
    columns = map(set, map(columns_of, islice(rows, _ENOUGH)))
    return any({"title", "authors"} <= some and some & {*_PUBLISHED, "link"} for some in columns)


def _is_telling(item: Entry) -> bool:
    """Whether it is a paper beyond doubt: by its identifier or publisher, or who wrote it and when
    or where it appeared."""
    if not item.title:
        return False
    if item.link and (identifier(item.link) or is_of_publisher(item.link)):
        return True
    return bool(item.authors and _PUBLISHED & set(item.fields))


def records(source: Source, head: Head) -> Iterator[PaperRecord | Reject]:
    """The papers of a list, one after the other; of a page on one paper, that."""
    page = entry_of_page(head.text)
    if page:
        yield _record(page, Provenance(source.uri, 0, page.line))
        return
    for index, found in enumerate(entries(open_lines(source))):
        yield _record(found, Provenance(source.uri, index, found.line))


def _record(found: Entry, at: Provenance) -> PaperRecord | Reject:
    title = prose(unescaped(found.title or ""))
    if title is None:
        reason = "no part of the text can be told to be the title"
        return Reject(at.file, reason, at.line, at.index, found.text[:RAW_CHARACTERS])
    own = identifier(found.link) if found.link else None
    authors = names.string_of_names(_unmarked(found.authors or ""), commas=True)
    whole = authors.complete and bool(authors.names)
    abstract = prose(unescaped(found.fields.get("abstract", "")))
    code = found.code or code_url(abstract)
    dated = _dated(found, own)
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=names.mentions(authors.names),
        n_authors=len(authors.names) if whole else None,
        authors_complete=authors.complete if authors.names else None,
        ids=(own,) if own else (),
        arxiv_version=_version(found.link, own),
        abstract=abstract,
        year=dated.year,
        date=dated.date,
        venue=_venue(found.fields.get("venue")),
        keywords=_keywords(found),
        has_code=True if code else None,
        code_url=code,
        url=found.link if (found.link or "").startswith("http") else None,
        raw=found.text,
    )


def _unmarked(authors: str) -> str:
    plain = authors.strip(" *_").replace("*", "").replace("`", "").replace(" & ", " and ")
    return _PLACES.sub("", plain)


def _version(link: str | None, own: Identifier | None) -> int | None:
    found = re.search(r"\d{4}\.\d{4,5}v(\d{1,3})", link or "")
    return int(found[1]) if found and own and own.scheme == "arxiv" else None


def _dated(found: Entry, own: Identifier | None) -> Dated:
    """The day of publication where it is called so; else the id of arXiv; else the list's date."""
    published = dates.from_text(found.fields.get("published"))
    if published.year:
        return published
    if own and own.scheme == "arxiv":
        return dates.from_arxiv_id(own.value)
    told = dates.from_text(found.fields.get("date"))
    year = _YEAR.search(found.fields.get("venue", ""))
    if told.year:
        return told
    return dates.from_text(year[0] if year else found.fields.get("under"))


def _venue(name: str | None) -> VenueMention | None:
    return VenueMention(name) if name and "arxiv" not in name.lower() else None


def _keywords(found: Entry) -> tuple[KeywordTag, ...]:
    codes = CATEGORY_CODE.findall(found.fields.get("categories", ""))
    tags = [KeywordTag(code, "arxiv-category", "arxiv-categories") for code in codes]
    if found.heading and CATEGORY_CODE.fullmatch(found.heading):
        tags.append(KeywordTag(found.heading, "arxiv-category", "arxiv-categories"))
    elif found.heading:
        tags.append(KeywordTag(found.heading, "subject", "page-section"))
    return tuple(dict.fromkeys(tags))
