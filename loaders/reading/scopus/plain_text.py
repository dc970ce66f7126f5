"""Scopus's plain text, entry by entry, under the names of the columns of its CSV.

A record begins with authors, their numbers, the title and where it appeared, and goes on with
labels, one a line; references may take several::

    Brook A., Reed S.
    AUTHOR FULL NAMES: Brook, Ada (70000000001); Reed, Sam (70000000002)
    70000000001; 70000000002
    On lakes
    (2023) Journal of Lakes, 12 (4), pp. 31 - 48, Cited 3 times.
    DOI: 10.1000/lakes.4
    https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000001

    DOCUMENT TYPE: Article
    SOURCE: Scopus

To 2022 the full names were not there and commas stood in names (`Brook, A., Reed, S.`); in 2026
the issue stands behind a comma too (`Journal of Lakes, 12, 4`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.loaders.base import Head, Source
from kg.loaders.reading.tagged import Entry
from kg.loaders.reading.text import open_lines

__all__ = ["is_scopus_text", "scopus_text_entries"]

_START: Final = re.compile(
    r"^\(\d{4}\) [^\n]*\n(?:DOI: [^\n]*\n)?https?://[\w.-]{0,60}scopus", re.MULTILINE
)
_PLACE: Final = re.compile(r"\((\d{4})\) (.*)")
_LINES_BEFORE: Final = 6
"""More than a record has before the line on where it appeared."""
_NUMBERS: Final = re.compile(r"(?:\d{6,12};? ?)+|\[No author id available\]")
_LABEL: Final = re.compile(r"([A-Z][A-Z /()]{2,40}(?: \d{1,2})?): ?(.*)")
_LABELS: Final = frozenset(
    (
        "ABBREVIATED SOURCE TITLE", "ABSTRACT", "AFFILIATIONS", "AUTHOR FULL NAMES",
        "AUTHOR KEYWORDS", "AUTHORS WITH AFFILIATIONS", "CHEMICALS/CAS", "CODEN", "CONFERENCE CODE",
        "CONFERENCE DATE", "CONFERENCE LOCATION", "CONFERENCE NAME", "CORRESPONDENCE ADDRESS",
        "DOCUMENT TYPE", "DOI", "EDITORS", "FUNDING DETAILS", "FUNDING TEXT", "INDEX KEYWORDS",
        "ISBN", "ISSN", "LANGUAGE OF ORIGINAL DOCUMENT", "MANUFACTURERS",
        "MOLECULAR SEQUENCE NUMBERS", "OPEN ACCESS", "PUBLICATION STAGE", "PUBLISHER", "PUBMED ID",
        "REFERENCES", "SOURCE", "SPONSORS", "TRADENAMES",
    )
)  # fmt: skip
"""Other words in capitals before a colon are the text's own: `METHODS: …`, `WHO: …`."""


def is_scopus_text(head: Head) -> bool:
    """Whether a work has its year in brackets and its address in Scopus on the next lines."""
    return _START.search(head.text) is not None


def scopus_text_entries(source: Source) -> Iterator[Entry]:
    """The records, from one paragraph with a year in brackets to the next."""
    entry: Entry | None = None
    for number, lines in _paragraphs(open_lines(source)):
        if begun := _begun(lines):
            if entry is not None:
                yield entry
            entry = Entry(number, begun)
        elif entry is not None:
            _go_on(entry, lines)
        if entry is not None:
            entry.printed += lines
    if entry is not None:
        yield entry


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, and the number of the first."""
    begun, paragraph = 0, list[str]()
    for number, line in lines:
        if text := line.strip():
            begun = begun if paragraph else number
            paragraph.append(text)
        elif paragraph:
            yield begun, paragraph
            paragraph = []
    if paragraph:
        yield begun, paragraph


def _begun(lines: list[str]) -> list[tuple[str, str]]:
    """What a paragraph says that begins a record; nothing of another one."""
    places = (_PLACE.fullmatch(line) for line in lines[1:_LINES_BEFORE])
    at, place = next(((n, p) for n, p in enumerate(places, 1) if p), (0, None))
    behind = lines[at + 1 :]
    if place is None or _labelled(lines[0]) or not behind:
        return []
    return [*_people_and_title(lines[:at]), *_appeared(place), *_addressed(behind)]


def _people_and_title(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Authors and title, between which are the full names and the numbers."""
    printed: list[str] = []
    for line in lines:
        if labelled := _labelled(line):
            yield labelled
        elif _NUMBERS.fullmatch(line):
            yield "Author(s) ID", line
        else:
            printed.append(line)
    if len(printed) > 1:
        yield "Authors", printed.pop(0)
    yield "Title", " ".join(printed)


_CITED: Final = re.compile(r"\bCited (\d+) times?\.?\Z")
_VOLUME: Final = r"(?:[A-Z]{1,2}|(?:Part|Volume|Vol\.) ?[A-Z]?)?\d[\w./-]{0,20}(?: [A-Z]{2,6})?"
_PARTS: Final = re.compile(
    rf"(?P<source>.*?)(?:, (?P<volume>{_VOLUME}|[IVXLC]{{1,8}})"
    r"(?:,? (?:\((?P<issue>[^()]{1,30})\)|(?<=, )(?P<number>\d[\w./-]{0,12})))?)?"
    r"(?:, art\. no\. (?P<article>[^,]{1,40}))?(?:, pp?\. (?P<pages>[^,]{1,40}))?"
)


def _appeared(place: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Year, source, volume, issue, pages and citations of a work.

    >>> line = "(2023) Waters, Lakes and Rivers, 12 (4), pp. 31 - 48, Cited 3 times."
    >>> list(_appeared(_PLACE.fullmatch(line)))[1:]  # doctest: +NORMALIZE_WHITESPACE
    [('Cited by', '3'), ('Source title', 'Waters, Lakes and Rivers'), ('Volume', '12'),
     ('Issue', '4'), ('Page start', '31'), ('Page end', '48')]
    """
    year, text = place.groups()
    yield "Year", year
    if cited := _CITED.search(text):
        yield "Cited by", cited[1]
        text = text[: cited.start()]
    found = _PARTS.fullmatch(text.rstrip(" ,").removesuffix(".").rstrip(" ,"))
    if found is None:
        return
    yield "Source title", found["source"]
    first, _, last = (found["pages"] or "").partition("-")
    stated = {
        "Volume": found["volume"], "Issue": found["issue"] or found["number"],
        "Art. No.": found["article"], "Page start": first.strip(), "Page end": last.strip(),
    }  # fmt: skip
    yield from ((name, value) for name, value in stated.items() if value)


def _addressed(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The DOI and the address, behind which some files have no blank line."""
    for line in lines:
        if line.startswith("http"):
            yield "Link", line
        elif labelled := _labelled(line):
            yield labelled


def _go_on(entry: Entry, lines: list[str]) -> None:
    """Labels and values, and more of the last value."""
    for line in lines:
        if labelled := _labelled(line):
            entry.fields.append(labelled)
        else:
            name, value = entry.fields[-1]
            entry.fields[-1] = (name, f"{value} {line}")


def _labelled(line: str) -> tuple[str, str] | None:
    found = _LABEL.fullmatch(line)
    return (found[1], found[2]) if found and found[1].rstrip(" 0123456789") in _LABELS else None
