"""What the fields of a BibTeX entry say: their text without LaTeX, and the date they state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.loaders.reading import dates
from kg.loaders.reading.bibtex.months import month_of
from kg.loaders.reading.latex import dashed, readable
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.spaces import one_line

__all__ = ["dated_entry", "prose_of", "text_of"]

_NOTHING: Final = ("UNKNOWN", "n/a", "N/A")  # as CoLRev writes it, and Wiley before an issue


def text_of(fields: dict[str, str], *names: str) -> str | None:
    """The first of the fields that says something, LaTeX made readable, on one line."""
    return _first_line(fields[name] for name in names if name in fields)


def prose_of(fields: dict[str, str], *names: str) -> str | None:
    """The same of fields that people read, in which hyphens in a row are a dash."""
    return _first_line(dashed(fields[name]) for name in names if name in fields)


def _first_line(values: Iterable[str]) -> str | None:
    for value in values:
        if value not in _NOTHING and (text := one_line(unmarked(readable(value)))):
            return text
    return None


def dated_entry(fields: dict[str, str]) -> dates.Dated:
    """The date of `date`, else of `year`, `month` and `day`, else of the event or first edition.

    A `year` may hold the whole date; a `date` of the year alone is made finer by the month, and
    BibSonomy's is that of the entry.

    >>> dated_entry({"year": "2011", "month": "may"}).date, dated_entry({"year": "86"}).date
    ('2011-05', '1986')
    """
    text = text_of(fields, "date") if "interhash" not in fields else None
    stated = dates.from_text(text)
    if stated.year is not None and (text != str(stated.year) or "month" not in fields):
        return stated
    if stated.year is None:
        stated = _of_year(text_of(fields, "year"))
        if stated.year is None and not fields.keys().isdisjoint(("eventdate", "origdate")):
            return dates.from_text(text_of(fields, "eventdate", "origdate"))
        if stated.date is not None and len(stated.date) > 4:
            return stated
    month, day = (text_of(fields, "month") or "").strip(" ,.;"), text_of(fields, "day")
    month = month_of(month)
    if month and not month.isdecimal() and not day:
        return dates.of_issue(month, stated.year)
    number = int(day[:2]) if day and day[:2].isdecimal() else None
    return dates.from_parts(stated.year, dates.month_number(month), number)


_OF_THE_CENTURY_BEFORE: Final = re.compile(r"['\u2019]?([5-9]\d)")
"""Two digits, as old libraries have them; fewer than fifty may be of this century."""


def _of_year(text: str | None) -> dates.Dated:
    """The date a `year` states: `2011-12` is two years, `2011-09` a month."""
    if text and (short := _OF_THE_CENTURY_BEFORE.fullmatch(text)):
        return dates.from_parts(1900 + int(short[1]))
    stated = dates.from_text(text)
    year = stated.year
    if year is not None and text == f"{year}-{(year + 1) % 100:02}":
        return dates.from_parts(year)
    return stated
