"""When a note of OpenReview was published, and first seen.

https://docs.openreview.net/reference/api-v2/entities/note
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.loaders.reading import dates, values

__all__ = ["days_of_note"]

_IN_ORDER: Final = ("pdate", "odate", "cdate", "tcdate")


def days_of_note(note: Mapping[str, Any]) -> list[dates.Dated]:
    """The days of its publication, of its release, and of its making as it states them and as the
    server saw them; `UNDATED` for those that are not there.

    >>> [day.date for day in days_of_note({"odate": 1_401_494_400_000, "cdate": "0"})]
    [None, '2014-05-31', '1970-01-01', None]
    """
    return [dates.from_timestamp(values.integer(note.get(key))) for key in _IN_ORDER]
