"""What databases and reference managers write into the notes of a record: counts of citations, and
words on the record itself (also of those who screened it), which are no remark on the work.

EndNote keeps there what PubMed says beyond its own fields: an ISSN, the authors in full with their
ORCIDs, grants, types, a country, a date and the citation::

    1179-1926
    Moreau, Emil W
    Orcid: 0000-0002-1825-0097
    Journal Article
    Peru
    2021/03/09
    Lakes Res. 2021 Mar;12(3):4-9. doi: 10.5555/lakes.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kg.loaders.reading import identifiers
from kg.loaders.reading.people.authors import Roster
from kg.records import Identifier, Mention

__all__ = ["Notes", "ids_of_note", "read_notes", "with_orcids_of_notes"]

_CITED_BY: Final = re.compile(
    r"\b(?:cited by(?: \(since \d{4}\))?|times cited(?: in [\w ]{1,40})?)\s*:?\s*(\d{1,9})\b",
    re.IGNORECASE,
)
_REFERENCE_COUNT: Final = re.compile(r"\bcited references? count:\s*(\d{1,6})\b", re.IGNORECASE)
_OF_EXPORTER: Final = re.compile(
    r"<|\d{4}-\d{3}[\dXx]\b|L\d{8,10}\b|RAYYAN-|ASReview_|undefined;|\[object Object\]"
    r"|from Duplicate \d|[^()]{2,60} \(20\d\d-[\d-]{5} [\d:]{8}\)\("
    r"|(?:\d{4}([-/])\d\d\1\d\d(?: online)?|0\d+|NULL|[ep]publish|Using Smart Source Parsing)\Z"
    r"|(?:ID|ZSCC|Query date):"
    r"|(?:Compilation and indexing terms|Date of Electronic Publication)\b"
    r"|(?:Accession Number|Export Date|Date revised|Last updated|SuppNotes"
    r"|CODEN|References|Funding (?:details|text)|Correspondence Address|ISI Document"
    r"|Copyright - |Created: \d{4})\b"
)
_OF_PUBMED: Final = re.compile(
    r"\s(?:(?:19|20)\d\d/[01]\d/[0-3]\d(?: \d\d:\d\d)?|Journal Article|Review|U\.?S\.? Gov't)"
    r"\s+[A-Z][^;]{2,150}?\. (?:19|20)\d\d\b[^.;]{0,20}[.;]",
    re.DOTALL,
)
"""A type or the day a record was made, and behind it the journal with the year."""


class Notes(NamedTuple):
    """What is told in notes: times cited, works cited, and the first remark."""

    citation_count: int | None
    n_references: int | None
    remark: str | None


def read_notes(notes: Sequence[str], remarks: Sequence[str] | None = None) -> Notes:
    """What the notes tell; `remarks` are those that may hold one, where not all may.

    >>> read_notes(["Cited By :13\\nExport Date: 2 July 2020", "read twice"])
    Notes(citation_count=13, n_references=None, remark='read twice')
    """
    counts = [note for note in notes if "cited" in note.casefold()]
    remark = _remark(notes if remarks is None else remarks)
    return Notes(_count(_CITED_BY, counts), _count(_REFERENCE_COUNT, counts), remark)


def _count(pattern: re.Pattern[str], notes: Iterable[str]) -> int | None:
    found = next((f for note in notes if (f := pattern.search(note))), None)
    return int(found[1]) if found else None


def _remark(notes: Iterable[str]) -> str | None:
    """The first note that is neither a count, nor written by a database about its record, nor a
    reader's own, which Zotero writes as HTML."""
    return next((note for note in notes if not _is_exporters(note)), None)


def _is_exporters(note: str) -> bool:
    found = _OF_EXPORTER.match(note) or _CITED_BY.search(note) or _OF_PUBMED.search(note)
    return found is not None or bool(ids_of_note(note))


_STATED: Final = re.compile(
    r"\[?\b(PMID|PMCID|PubMed Central|PubMed|DOI)\s*:\s*([^\s\];,]+)\]?[\s;,.]*", re.IGNORECASE
)


_BEHIND: Final = re.compile(r"(\w{3,12}) \[(PMC?ID)\]\s*")
"""How Dimensions tells the numbers of PubMed, and EndNote keeps them."""


def ids_of_note(note: str | None) -> list[Identifier]:
    """The identifiers of the work in a note that holds nothing else, as publishers (a bare DOI of
    Springer's, the address of one of Wiley's) and TeXMed have it.

    >>> [i.value for i in ids_of_note("[DOI:10.5555/lakes.1] [PubMed:12345678]")]
    ['10.5555/lakes.1', '12345678']
    >>> [(i.scheme, i.value) for i in ids_of_note("24034432 [PMID] PMC4595829 [PMCID]")]
    [('pmid', '24034432'), ('pmcid', 'PMC4595829')]
    >>> ids_of_note("Erratum: PMID: 12345678"), [i.value for i in ids_of_note("10.5555/lakes.1")]
    ([], ['10.5555/lakes.1'])
    """
    if note and note.startswith(("10.", "http")) and (value := identifiers.doi(note)):
        return identifiers.from_doi(value) if " " not in note.strip() else []
    if note and "[PM" in note and not _BEHIND.sub("", note).strip():
        return [
            one
            for value, name in _BEHIND.findall(note)
            for one in identifiers.of(name.lower(), value)
        ]
    if not note or ":" not in note or _STATED.sub("", note).strip():
        return []
    ids: list[Identifier] = []
    for name, value in _STATED.findall(note):
        if name.upper() == "DOI":
            ids += identifiers.of_doi(value)
        else:
            ids += identifiers.of("pmcid", value) or identifiers.of("pmid", value)
    return ids


_ORCID: Final = re.compile(r"\sorcid:\s*(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)
_WORDS_OF_A_FAMILY: Final = 4


def with_orcids_of_notes(authors: tuple[Mention, ...], notes: Iterable[str]) -> tuple[Mention, ...]:
    """The authors with the ORCIDs that notes of PubMed have behind their names.

    >>> [ada, bob] = with_orcids_of_notes(
    ...     (Mention("Lovelace, A."), Mention("Babbage, B.")),
    ...     ["1179-1926 Lovelace, Ada Orcid: 0000-0002-1825-0097 Babbage, Bob eng"])
    >>> ada.ids[0].value, bob.ids
    ('0000-0002-1825-0097', ())
    """
    stated = [note for note in notes if "orcid" in note.casefold()]
    if not stated:
        return authors
    roster = Roster(authors)
    for note in stated:
        pieces = _ORCID.split(note)
        for before, number in zip(pieces[::2], pieces[1::2], strict=False):
            _identify(roster, before, identifiers.orcid(number))
    return roster.mentions


def _identify(roster: Roster, before: str, orcid: str | None) -> None:
    """Give the ORCID to the author whose name ends the text before it."""
    family, comma, given = before.rpartition(",")
    words = family.split()[-_WORDS_OF_A_FAMILY:]
    names = (f"{' '.join(words[first:])},{given}" for first in range(len(words)))
    name = next((name for name in names if comma and roster.knows(name)), None)
    if orcid and name:
        roster.add_id(name, Identifier("orcid", orcid))
