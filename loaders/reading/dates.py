"""Dates as sources print them, to ISO 8601 of the precision stated."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

__all__ = [
    "UNDATED",
    "Dated",
    "from_arxiv_id",
    "from_parts",
    "from_text",
    "from_timestamp",
    "month_number",
    "of_issue",
    "printed_or_online",
]


@dataclass(frozen=True, slots=True)
class Dated:
    """A year and a date as `PaperRecord` keeps them; None where the source does not say."""

    year: int | None
    date: str | None


UNDATED = Dated(None, None)

_DATES_KEPT = 4_096
"""Dates read lately: a file has few different ones."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
} | {"jän": 1, "mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "aoû": 8, "déc": 12}
_NUMERIC = re.compile(r"(\d{4})(?:[-/.](\d{1,2})?(?:[-/.](\d{1,2})?)?)?(?![\d])")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(?:(\d{1,2})\2)?((?:1[5-9]|20)\d\d)(?:[ T].*)?")
_WITHOUT_SIGNS = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_WITH_CHARACTERS = re.compile(
    r"(\d{4})\s*[年년](?:\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?)?"
)
_BEFORE_CHRIST = re.compile(r"-\d{4}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_YEAR_3000 = 32_503_680_000_000
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")


def month_number(text: str | int | None) -> int | None:
    """The month of a name (English, or German or French where that is no other word in English),
    its abbreviation, or a number.

    >>> month_number("Sept."), month_number("05"), month_number("13")
    (9, 5, None)
    """
    if text is None:
        return None
    word = str(text).strip().lower()
    if word.isdecimal():
        return int(word) if 1 <= int(word[:4]) <= 12 else None
    return _MONTHS.get(word[:3])


@lru_cache(_DATES_KEPT)
def from_parts(year: int | None, month: int | None = None, day: int | None = None) -> Dated:
    """Year, month and day to a date; a part that cannot be is left out, with all finer ones.

    Without a year, month and day give `--MM-DD`.

    >>> from_parts(2024, 2, 29), from_parts(2023, 2, 29)
    (Dated(year=2024, date='2024-02-29'), Dated(year=2023, date='2023-02'))
    >>> from_parts(None, 5, 31)
    Dated(year=None, date='--05-31')
    """
    if month is not None and not 1 <= month <= 12:
        month = None
    if month is None or day is None or not 1 <= day <= monthrange(year or 2000, month)[1]:
        day = None
    if year is None or not 1 <= year < 9999:  # which stands for none
        return Dated(None, f"--{month:02}-{day:02}" if month and day else None)
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)]
    return Dated(year, "-".join(parts))


_OF_MESSAGE = re.compile(r"\s*\w+,?\s+(\d{1,2})\s+(\w+)\.?\s+(\d{4})(?!\S)")


def of_message(text: str) -> Dated:
    """The day that begins like the head of a message (RFC 5322, 3.3), as arXiv dates versions.

    >>> of_message("Mon, 2 Apr 2007 19:18:42 GMT")
    Dated(year=2007, date='2007-04-02')
    """
    found = _OF_MESSAGE.match(text)
    return from_parts(int(found[3]), month_number(found[2]), int(found[1])) if found else UNDATED


@lru_cache(_DATES_KEPT)
def from_text(text: str | None) -> Dated:
    """A date in one of the usual spellings; `UNDATED` when no year or month and day is seen.

    >>> from_text("2014///"), from_text("2021/3/7")
    (Dated(year=2014, date='2014'), Dated(year=2021, date='2021-03-07'))
    >>> from_text("31/5/2024").date, from_text("05/2024").date, from_text("5/6/2024").date
    ('2024-05-31', '2024-05', '2024')
    >>> from_text("May 31, 2024"), from_text("31 May")
    (Dated(year=2024, date='2024-05-31'), Dated(year=None, date='--05-31'))
    >>> from_text("Start date: 20140531").date
    '2014-05-31'
    >>> from_text("2024年5月31日").date, from_text("2024년 5월").date
    ('2024-05-31', '2024-05')
    >>> from_text("in press") == UNDATED
    True
    """
    text = (text or "").strip()
    if _BEFORE_CHRIST.match(text):
        return UNDATED
    if found := _WITH_CHARACTERS.search(text):
        return from_parts(*(int(part) if part else None for part in found.groups()))
    if found := _NUMERIC.match(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        if month is not None or not _WORD.search(text):
            return from_parts(year, month, day)
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(*found.groups())
    if found := _WITHOUT_SIGNS.search(text):
        return from_parts(*map(int, found.groups()))
    return _written(text)


def _year_last(first: str, mark: str, second: str | None, year: str) -> Dated:
    """`31/12/2020`, `12/31/2020` or `12/2020`; where day and month may be either, the year alone.

    Between full stops the day comes first.
    """
    if second is None:
        return from_parts(int(year), int(first))
    day, month = int(first), int(second)
    if mark == "." or day > 12 or day == month:
        return from_parts(int(year), month, day)
    return from_parts(int(year), day, month) if month > 12 else from_parts(int(year))


_NUMBERS_APART = re.compile(r"\s*((?:19|20)\d\d)\s+(\d\d)(?:\s+(\d\d))?\s*")
_MONTH_AND_YEAR = re.compile(r"\s*(0?[1-9]|1[0-2])[ /]((?:19|20)\d\d)\s*")


def printed_or_online(printed: Dated, online: Callable[[], Dated]) -> Dated:
    """The date of the issue; where it states only a year, a day online in that year, which is
    looked for only then.

    >>> printed_or_online(from_parts(2019), lambda: from_text("2019-11-05")).date
    '2019-11-05'
    """
    if printed.date is not None and len(printed.date) > 4:
        return printed
    first = online()
    return first if first.year is not None and printed.year in (None, first.year) else printed


@lru_cache(_DATES_KEPT)
def of_issue(text: str | None, year: int | None) -> Dated:
    """The date of an issue, whose year may stand apart: `MAR 3`, `May-Jun`, `1998 Dec-1999 Jan`.

    An issue of several months or of a season is dated by its year alone.

    >>> of_issue("OCT 15", 2023).date, of_issue("MAY-JUN", 2006).date, of_issue("WIN", 2015).date
    ('2023-10-15', '2006', '2015')
    >>> of_issue("04 2006", 2006).date  # of INSPEC
    '2006-04'
    >>> of_issue("2013 06 10", None).date, of_issue("May 7, 2010", 2011).date
    ('2013-06-10', '2011')
    >>> of_issue("1998 Dec-1999 Jan", None)
    Dated(year=1998, date='1998')
    """
    stated = from_text(text)
    year = year if year is not None else stated.year
    months = {m for word in _WORD.findall(text or "") if (m := month_number(word))}
    if year is None or len(months) > 1:
        return from_parts(year)
    if apart := _NUMBERS_APART.fullmatch(text or ""):
        return from_parts(*(int(part) if part else None for part in apart.groups()))
    if numbers := _MONTH_AND_YEAR.fullmatch(text or ""):
        return from_parts(int(numbers[2]), int(numbers[1]))
    if stated.year is not None:  # that of another year is when it was online, or accepted
        return stated if stated.year == year else from_parts(year)
    day = _DAY.findall(text or "")
    return from_parts(year, min(months, default=None), int(day[0]) if len(day) == 1 else None)


def from_arxiv_id(identifier: str) -> Dated:
    """The month in which arXiv gave out the id: when the paper was submitted.

    The scheme is described at https://info.arxiv.org/help/arxiv_identifier.html.

    >>> from_arxiv_id("2509.25751"), from_arxiv_id("hep-th/9901001")
    (Dated(year=2025, date='2025-09'), Dated(year=1999, date='1999-01'))
    """
    digits = identifier.rpartition("/")[2][:4]
    if not (len(digits) == 4 and digits.isdecimal()):
        return UNDATED
    short = int(digits[:2])
    return from_parts(short + (1900 if short >= 91 else 2000), int(digits[2:]))


def from_timestamp(milliseconds: int | None) -> Dated:
    """The day of a moment in milliseconds since 1970, UTC; `UNDATED` outside the years to 2999.

    >>> from_timestamp(1_401_494_400_000).date
    '2014-05-31'
    """
    if milliseconds is None or not 0 <= milliseconds < _YEAR_3000:
        return UNDATED
    day = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return from_parts(day.year, day.month, day.day)


def _written(text: str) -> Dated:
    """A date whose month is a word."""
    year = _YEAR.search(text)
    month = next((m for word in _WORD.findall(text) if (m := month_number(word))), None)
    rest = text if year is None else text[: year.start()] + " " + text[year.end() :]
    days = [int(day) for day in _DAY.findall(rest)]
    return from_parts(
        int(year[1]) if year else None, month, days[0] if month and len(days) == 1 else None
    )
