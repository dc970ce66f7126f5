"""What kinds of paper the types of entries stand for, also as people write and mistype them."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from kg.loaders.reading.paper_types import common_type

__all__ = ["TYPES", "type_of_entry"]

TYPES: Final = {
    "article": "article", "inproceedings": "conference-paper", "conference": "conference-paper",
    "book": "book", "mvbook": "book", "booklet": "book", "collection": "book", "manual": "report",
    "mvcollection": "book", "inbook": "chapter", "incollection": "chapter", "bookinbook": "chapter",
    "suppbook": "chapter", "inreference": "chapter", "reference": "book",
    "proceedings": "proceedings", "mvproceedings": "proceedings",
    "techreport": "report", "report": "report", "dataset": "dataset", "data": "dataset",
    "software": "software", "softwareversion": "software", "softwaremodule": "software",
    "codefragment": "software", "standard": "report", "mvreference": "book",
    "suppcollection": "chapter", "suppperiodical": "article", "online": "web-page",
    "electronic": "web-page", "www": "web-page", "webpage": "web-page", "website": "web-page",
    "patent": "patent", "review": "review", "preprint": "preprint", "journal": "article",
    "periodical": "other", "unpublished": "preprint", "commented": "book",
    # Mendeley's own.
    "web_page": "web-page", "magazine_article": "article", "newspaper_article": "article",
    "book_section": "chapter", "conference_proceedings": "conference-paper",
    "computer_program": "software", "working_paper": "preprint", "encyclopedia_article": "chapter",
}  # fmt: skip
_MISTYPED: Final = {
    name: TYPES[name] for name in ("article", "inproceedings", "incollection", "techreport")
} | dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), "thesis")
_WITHOUT_TYPE: Final = ("misc", "other", "generic", "periodical", "unknown")


def type_of_entry(said: str, fields: Mapping[str, str]) -> str:
    """Of an entry as people write it: theses have more names than BibTeX gives them, and what is
    no type of any list may be one of them mistyped, or be in a journal.

    >>> type_of_entry("artical", {}), type_of_entry("diplomathesis", {}), type_of_entry("misc", {})
    ('article', 'thesis', 'other')
    """
    if said.endswith(("thesis", "dissertation")):
        return "thesis"
    if said == "paper" and "conference" in fields:  # of Open Conference Systems
        return "conference-paper"
    known = TYPES.get(said) or common_type(said)
    if known == "other" and said not in _WITHOUT_TYPE:
        known = _mistyped(said) or ("article" if "journal" in fields else None)
    return known or "other"


@lru_cache(1000)
def _mistyped(said: str) -> str | None:
    close = get_close_matches(said, _MISTYPED, 1, 0.8)
    return _MISTYPED[close[0]] if close else None
