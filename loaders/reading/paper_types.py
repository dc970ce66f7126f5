"""What kind of publication a record is, and what kind of venue that implies.

The vocabulary: article, conference-paper, preprint, book, chapter, proceedings, thesis, report,
dataset, software, review, editorial, patent, web-page, other.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["PAPER_TYPES", "common_type", "is_preprint_server", "published_type", "venue_type"]

PAPER_TYPES: Final = frozenset(
    "article conference-paper preprint book chapter proceedings thesis report dataset software "
    "review editorial patent web-page other".split()
)

_SYNONYMS: Final = {
    "article-journal": "article", "journal-article": "article", "journal article": "article",
    "journal paper": "article", "journal": "article", "paper": "article",
    "journal articles": "article",
    "research-article": "article", "research article": "article", "journalarticle": "article",
    "article-magazine": "article", "article-newspaper": "article", "letter": "article",
    "conference": "conference-paper", "conference paper": "conference-paper",
    "inproceedings": "conference-paper", "proceedings-article": "conference-paper",
    "paper-conference": "conference-paper", "conference-article": "conference-paper",
    "conference proceeding": "conference-paper", "conferencepaper": "conference-paper",
    "conference proceedings article": "conference-paper", "proceeding": "conference-paper",
    "proceedings paper": "conference-paper", "conference proceedings": "proceedings",
    "proceedings article": "conference-paper",
    "posted-content": "preprint", "working paper": "preprint", "preprints": "preprint",
    "book-chapter": "chapter", "book chapter": "chapter", "incollection": "chapter",
    "inbook": "chapter", "booksection": "chapter", "monograph": "book", "edited-book": "book",
    "edited book": "book", "book section": "chapter", "reference entry": "chapter",
    "book part": "chapter", "reference book": "book", "data file": "dataset",
    "computer program": "software", "journal editorial": "editorial",
    "dissertation": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "phd thesis": "thesis", "master thesis": "thesis", "doctoral thesis": "thesis",
    "bachelor thesis": "thesis", "techreport": "report",
    "technical report": "report", "data": "dataset", "data set": "dataset",
    "review article": "review", "review-article": "review", "misc": "other",
    "journal, article": "article", "book, chapter": "chapter", "book, whole": "book",
    "scholarly journals": "article", "trade journals": "article", "magazines": "article",
    "newspapers": "article", "dissertations & theses": "thesis", "working papers": "preprint",
    "conference papers & proceedings": "conference-paper", "reports": "report", "books": "book",
    "jour": "article", "conf": "conference-paper", "cpaper": "conference-paper",
    "chap": "chapter", "thes": "thesis", "rprt": "report",
    "peer review": "review", "peerreview": "review",
    "short survey": "review", "conference review": "proceedings", "editorial material": "editorial",
}  # fmt: skip

_VENUES: Final = {
    "article": "journal",
    "review": "journal",
    "editorial": "journal",
    "conference-paper": "conference",
    "proceedings": "conference",
    "chapter": "book",
    "preprint": "repository",
}


_BLANKS: Final = re.compile("[-_]")


def common_type(text: str | None) -> str | None:
    """The type in our vocabulary; a type that no list knows is `other`, an empty one None.

    >>> common_type("Journal Article"), common_type("inproceedings"), common_type("hologram")
    ('article', 'conference-paper', 'other')
    >>> common_type("reference-entry"), common_type("working_paper")
    ('chapter', 'preprint')
    """
    key = " ".join(text.split()).lower() if text else ""
    if not key:
        return None
    if key in PAPER_TYPES:
        return key
    return _SYNONYMS.get(key) or _SYNONYMS.get(_BLANKS.sub(" ", key), "other")


def venue_type(paper_type: str | None) -> str | None:
    """The type of venue that papers of a type appear in; None where the type does not tell.

    >>> venue_type("conference-paper")
    'conference'
    """
    return _VENUES.get(paper_type) if paper_type else None


_SERVERS: Final = re.compile(
    r"\w{0,12}rxiv\b|research square$|ssrn electronic journal$", re.IGNORECASE
)


def is_preprint_server(venue: str | None) -> bool:
    """Whether that is where preprints are put, which no journal is called like.

    >>> [is_preprint_server(v) for v in ("bioRxiv", "arXiv preprint arXiv:1706.00001", "Waters")]
    [True, True, False]
    """
    return venue is not None and _SERVERS.match(venue) is not None


def published_type(paper_type: str | None, venue: str | None) -> str | None:
    """The type of what a source calls an article, though it is one on a server of preprints.

    >>> published_type("article", "medRxiv"), published_type("article", "Waters")
    ('preprint', 'article')
    """
    return "preprint" if paper_type == "article" and is_preprint_server(venue) else paper_type
