"""When and where a paper of a list appeared, by what stands around its title.

- [2023/05] **Title** *LOOMS 2023* [[paper](https://…)]
- (LOOMS 2020) **Title**, Ada Lovelace et al. [[Paper](https://…)]
- Title, *LOOMS, 2006*. [[Paper](https://…)]
"""

from __future__ import annotations

import re

from kg.loaders.reading.markdown.links import unlinked

__all__ = ["published", "without_venue", "year_of"]

_YEAR = r"(?:19|20)\d\d"
_NAME = r"[A-Z][A-Za-z&+/-]{1,15}(?: [A-Z][A-Za-z]{1,15}){0,2}"
_VENUE = re.compile(
    rf"[(\[*_`](?:(?P<name>{_NAME})(?:,? |['’]|,)?(?P<year>{_YEAR}|(?<=[A-Z'’])[012]\d)"
    rf"|(?P<before>{_YEAR}) (?P<behind>{_NAME}))"
    r"(?: [A-Za-z]{2,15}){0,2}[)\]*_`]"
)
_ACRONYM = r"[A-Z]+[a-z]*[A-Z][A-Za-z&/-]*(?: (?:Findings|Workshops?))?|Nature|Science"
_BEHIND = re.compile(
    rf"[,.—-][*_]{{0,2}}\s*(?:[Ii]n\s+[*_]{{0,2}}(?P<within>{_NAME})[*_]{{0,2}},?\s"
    rf"|[*_]{{1,2}}(?P<italic>{_NAME})[*_]{{1,2}},?\s|(?P<name>{_ACRONYM})(?:\s|['’]))?"
    rf"(?P<year>{_YEAR}|(?<=['’])\d\d)[*_]{{0,2}}[.\s]*(?=[\[(|]|$)"
)
"""A venue and a year, or a year, that end what is said before the links."""
_NAMES_VENUE = re.compile(r"[A-Z][a-z]*[A-Z]|\s|^(?:Nature|Science|Cell|Neurips|Interspeech)$")
_DAY = re.compile(rf"[(\[*_`](?P<day>{_YEAR}(?:[-/.]\d\d?){{0,2}})[)\]*_`]")
_HEADING = re.compile(rf"\W*({_YEAR})\s?年?\W*")
_MONTHS = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*|Updated?|New", re.IGNORECASE
)


def published(head: str, title: str | None) -> dict[str, str]:
    """The day and the venue, with its year, that an item tells beside its title.

    >>> published("- [2023/05] **Looms** *LOOMS 2023* [[paper](https://a.b)]", "Looms")
    {'date': '2023/05', 'venue': 'LOOMS 2023'}
    >>> published("* (2017 CARD) Looms (1804)", "Looms (1804)")
    {'venue': 'CARD 2017'}
    """
    around = unlinked(head)
    around = around.replace(title, " ", 1) if title else around
    day, venue = _DAY.search(around), _VENUE.search(around)
    found = {"date": day["day"]} if day else {}
    if venue is None and (behind := _BEHIND.search(around)):
        name = behind["within"] or behind["italic"] or behind["name"]
        return {**found, **_of_words(name, _whole_year(behind["year"]), found)}
    if venue:
        name = venue["name"] or venue["behind"]
        year = _whole_year(venue["year"] or venue["before"])
        return {**found, **_of_words(name, year, found)}
    return found


def without_venue(text: str) -> str:
    """A text without the venue and the year that end it.

    >>> without_venue("Ada Brook, Bo Reed, LOOMS 2022."), without_venue("Ada Brook et al., 2021")
    ('Ada Brook, Bo Reed', 'Ada Brook et al.')
    """
    behind = _BEHIND.search(text)
    return text[: behind.start()] if behind and behind.end() == len(text) else text


def _whole_year(year: str) -> str:
    return year if len(year) > 2 else f"20{year}"


def _of_words(name: str | None, year: str, found: dict[str, str]) -> dict[str, str]:
    """The venue with its year; the year alone behind a month or a family name, where no day is
    found."""
    if name is None or _MONTHS.fullmatch(name) or not _NAMES_VENUE.search(name):
        return {"date": found.get("date", year)}
    return {"venue": f"{name} {year}"}


def year_of(heading: str) -> str | None:
    """The year under which papers stand.

    >>> year_of("📅 2023"), year_of("2023年"), year_of("Looms of 2023")
    ('2023', '2023', None)
    """
    found = _HEADING.fullmatch(heading)
    return found[1] if found else None
