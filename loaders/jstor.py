"""What JSTOR's Data for Research told of the works in a data set: its `citations.xml`.

Front matter and indexes are of kind `mis`. Reviews of books mostly have no title: what they are
about, `Natural History of Ponds|Emil Moreau`, is kept as a remark.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import child_text, child_texts, markup
from kg.records import PaperRecord, Provenance, VenueMention

__all__ = ["JstorLoader"]

_TYPES: Final = {"fla": "article", "brv": "review", "edi": "editorial", "nws": "article"}
"""Full-length articles, reviews of books, editorials and news."""
_PP: Final = re.compile(r"\App?\.\s*")


class JstorLoader:
    """JSTOR Data for Research."""

    name: ClassVar[str] = "jstor"
    title: ClassVar[str] = "JSTOR Data for Research (citations.xml)"
    lost: ClassVar[str] = "Publishers."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "year", "date", "type",
        "venue", "volume", "issue", "pages", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a list of citations with journals and ranges of pages."""
        root = root_of(head)
        listed = root is not None and root.name == "citations" and "article" in root.names
        return 0.95 if root and listed and {"journaltitle", "doi"} <= root.names else 0.0

    def load(self, source: Source) -> Loading:
        """Read work by work."""
        yield from in_batches(xml_items(source, ["article"], _record))


def _record(article: etree._Element, at: Provenance) -> PaperRecord:
    authors = listed(child_texts(article, "author"))
    dated = dates.from_text((child_text(article, "pubdate") or "")[:10])
    journal, pages = child_text(article, "journaltitle"), child_text(article, "pagerange")
    return PaperRecord(
        provenance=at,
        title=child_text(article, "title"),
        mentions=mentions(authors.names),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names else None,
        ids=identifiers.unique(identifiers.of_doi(child_text(article, "doi") or article.get("id"))),
        year=dated.year,
        date=dated.date,
        type=_TYPES.get(child_text(article, "type") or "", "other"),
        venue=VenueMention(journal, "journal") if journal else None,
        volume=child_text(article, "volume"),
        issue=child_text(article, "issue"),
        pages=_PP.sub("", pages) if pages else None,
        comment=_reviewed(article),
        raw=markup(article),
    )


def _reviewed(article: etree._Element) -> str | None:
    """What a review is about, by whom."""
    works = [text.split("|") for text in child_texts(article, "reviewed-work")]
    about = "; ".join(", ".join(part for part in work if part) for work in works)
    return f"Review of {about}" if about else None
