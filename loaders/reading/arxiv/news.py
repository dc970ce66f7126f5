"""arXiv's daily news: RSS of all times, and the Atom of today's news server.

Format: https://info.arxiv.org/help/rss.html. Unlike answers of the API an item has its authors in
one text, and no date but that of the announcement, which may be of a new version.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.loaders.reading import identifiers
from kg.loaders.reading.arxiv.prose import code_url, journal_name, prose
from kg.loaders.reading.dates import UNDATED, from_arxiv_id
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.people.names import mentions, typed_names
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.xml.text import child_text, children, markup
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, VenueMention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["announced"]

_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BEHIND_TITLE: Final = re.compile(
    rf"\.?{BLANKS}\((arXiv:\S+)\s*(?:\[([^\]]*)\])?[^)]*\)(?:\s+UPDATED!?)?\Z"
)
_BEFORE_ABSTRACT: Final = re.compile(r"arXiv:\S+\s+Announce Type:\s*[\w-]+\s*(?:Abstract:\s*)?")


def announced(item: etree._Element, at: Provenance) -> PaperRecord:
    """The record of an item of the news."""
    title = prose(child_text(item, "title")) or ""
    behind = _BEHIND_TITLE.search(title)
    said = [child_text(item, "guid", "id"), behind[1] if behind else None, item.get(_ABOUT),
            child_text(item, "link")]  # fmt: skip
    texts = (text.removeprefix("oai:arXiv.org:") for text in said if text)
    preprint = next(filter(None, map(identifiers.arxiv, texts)), None)
    abstract = prose(_BEFORE_ABSTRACT.sub("", _text(item, "description", "summary"), count=1))
    names = typed_names(prose(_text(item, "creator")) or "")
    people = mentions(names.names)
    when = from_arxiv_id(preprint[0]) if preprint else UNDATED
    journal = journal_name(child_text(item, "journal_reference", "journal_ref"))
    code = code_url(abstract)
    return PaperRecord(
        provenance=at,
        title=_BEHIND_TITLE.sub("", title) or None,
        mentions=people,
        n_authors=len(people) if people and names.complete else None,
        authors_complete=names.complete if people else None,
        ids=_ids(item, preprint),
        arxiv_version=preprint[1] if preprint else None,
        abstract=abstract,
        year=when.year,
        date=when.date,
        type="preprint",
        venue=VenueMention(journal, "journal") if journal else None,
        keywords=_categories(item, behind[2] if behind else None),
        has_code=True if code else None,
        code_url=code,
        url=f"https://arxiv.org/abs/{preprint[0]}" if preprint else child_text(item, "link"),
        raw=markup(item),
    )


def _text(item: etree._Element, *names: str) -> str:
    return unmarked(child_text(item, *names) or "")


def _ids(item: etree._Element, preprint: tuple[str, int | None] | None) -> tuple[Identifier, ...]:
    found = [Identifier("arxiv", preprint[0])] if preprint else []
    stated = identifiers.doi(child_text(item, "DOI", "doi"))
    return identifiers.unique([*found, *(identifiers.from_doi(stated) if stated else ())])


def _categories(item: etree._Element, behind: str | None) -> tuple[KeywordTag, ...]:
    terms = [behind, *(node.get("term") or node.text for node in children(item, "category"))]
    labels = dict.fromkeys(term.strip() for term in terms if term and term.strip())
    return tuple(KeywordTag(x, "arxiv-category", "arxiv-categories") for x in labels)
