"""SpringerLink CSV exports, in which nothing parts one author's name from the next, and answers of
Springer Nature's API.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.answers.springer import (
    SPRINGER_RECORDS,
    is_springer_answer,
    springer_record,
)
from kg.loaders.reading.json.records import json_loading
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.tables.index_table import Cells, headers_of, table_loading
from kg.loaders.reading.text import head_of
from kg.records import PaperRecord, Provenance, VenueMention

__all__ = ["SpringerCsvLoader", "glued_names"]

_TYPES: Final = {
    "chapter and conference paper": "conference-paper", "conference paper": "conference-paper",
    "reference work entry": "chapter", "book with online files": "book",
    "conference proceedings": "proceedings", "review article": "review",
}  # fmt: skip
_HONORIFICS: Final = re.compile(r"\A(?:(?:Prof|Dr|Mr|Mrs|Ms|PD|Assoc|Univ|habil|Ing)\.[ -]?)+")
"""What stands before the names of those who wrote or edited books."""
_OPENING: Final = re.compile(
    r"(?:^|[\s-])(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|Del|Della|Dal|Da|O)$"
)


class SpringerCsvLoader:
    """SpringerLink CSV."""

    name: ClassVar[str] = "springer-csv"
    title: ClassVar[str] = "SpringerLink CSV, answers of Springer Nature's API"
    lost: ClassVar[str] = "The boundaries between authors whose names the export runs together."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "url",
        "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By `Item Title` and `Item DOI`, or by the members of a record."""
        if is_springer_answer(head):
            return 0.95
        return 0.95 if {"itemtitle", "itemdoi"} <= headers_of(head) else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row, or record by record."""
        if is_springer_answer(head_of(source)):
            yield from json_loading(source, SPRINGER_RECORDS, springer_record)
            return
        yield from table_loading(source, _record)


def _record(cells: Cells, provenance: Provenance, raw: str) -> PaperRecord:
    glued = glued_names(cells.line("Authors") or "")
    authors = listed(_HONORIFICS.sub("", name) for name in glued)
    kind = (cells.line("Content Type") or "").lower()
    paper_type = _TYPES.get(kind) or common_type(kind)
    dated = dates.from_text(cells.text("Publication Year", "Year"))
    doi = identifiers.doi(cells.text("Item DOI"))
    name = cells.line("Publication Title", "Book Series Title")
    return PaperRecord(
        provenance=provenance,
        title=cells.line("Item Title"),
        mentions=mentions(authors.names),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names else None,
        ids=identifiers.unique(identifiers.from_doi(doi) if doi else ()),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        venue=VenueMention(name, venue_type(paper_type)) if name else None,
        volume=cells.line("Journal Volume"),
        issue=cells.line("Journal Issue"),
        url=cells.text("URL"),
        raw=raw,
    )


def _may_begin(text: str, at: int) -> bool:
    """Whether a capital stands right behind the end of a word, or of a `Jr.`"""
    before = text[at - 1]
    ends = (before.isalpha() and not before.isupper()) or text[at - 3 : at] == "Jr."
    return ends and text[at].isupper()


def glued_names(text: str) -> list[str]:
    """The names of a list without separators: a capital right behind a small letter begins one.

    Not in the middle of a single word, nor behind `Mc`, `De` and the like, with which a name goes
    on unless two words follow.

    >>> glued_names("Ada B. LovelaceCharles BabbageFlora McDonald")
    ['Ada B. Lovelace', 'Charles Babbage', 'Flora McDonald']
    """
    seams = [at for at in range(1, len(text)) if _may_begin(text, at)]
    names, start = [], 0
    for at, following in pairwise([*seams, len(text)]):
        goes_on = _OPENING.search(text, start, at) and " " not in text[at:following]
        if " " in text[start:at] and not goes_on:
            names.append(text[start:at])
            start = at
    names.append(text[start:])
    return [name for name in names if name]
