"""What kind of thing a MARC record describes: our type of a paper, or what it is instead.

The leader says what it is (language, music, maps, …) and at which level: part of a volume, of a
periodical, a monograph, a periodical. Invenio (CERN, INSPIRE, Zenodo) has no leader that tells, but
a field of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.loaders.reading.marc.fields import MarcField, MarcFields
from kg.loaders.reading.marc.places import marc_place
from kg.loaders.reading.repositories.values import repository_type

__all__ = ["host_of", "marc_type", "no_paper_in_marc"]

_THINGS: Final = {
    "c": "notated music", "d": "notated music", "e": "a map", "f": "a map", "g": "a film",
    "i": "a recording", "j": "a recording", "k": "a picture", "o": "a kit",
    "p": "material of an archive", "r": "an object",
}  # fmt: skip
_LEVELS: Final = {
    "s": "a periodical", "i": "an updating resource", "c": "a collection",
    "d": "part of a collection",
}  # fmt: skip
_NO_PAPERS: Final = {
    "image": "a picture", "photo": "a picture", "video": "a film", "physicalobject": "an object",
}  # fmt: skip
_NO_WORKS: Final = frozenset("zquvwxy")
_THESIS: Final = re.compile(
    r"th[eè]s[ei]s?\b|\btesi\b|dissertation|hochschulschrift|academic (?:thesis|dissertation)",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(r"konferenzschrift|conference|congress(?:es)?|proceedings", re.I)
_INVENIO: Final = {
    "bookchapter": "chapter", "conferencepaper": "conference-paper", "proceedings": "proceedings",
    "published": "article", "deliverable": "report", "technicalnote": "report",
    "workingpaper": "preprint",
}  # fmt: skip


def no_paper_in_marc(fields: MarcFields) -> str | None:
    """What it is instead of a paper; None for one, and where nothing speaks against it."""
    status, kind, level = (fields.leader[at : at + 1] for at in (5, 6, 7))
    if status == "d" or "DELETED" in fields.texts("980", "c"):
        return "the catalogue has deleted this record"
    instead = _THINGS.get(kind) or _LEVELS.get(level)
    if kind in _NO_WORKS:
        return "a record of a name, a subject or a copy, not of a work"
    instead = instead or next((_NO_PAPERS[w] for w in _words(fields) if w in _NO_PAPERS), None)
    return f"{instead}, not a paper" if instead else None


def host_of(fields: MarcFields) -> MarcField | None:
    """What it is part of; Zenodo keeps there related works, and its journals elsewhere."""
    named = [field for field in fields.every("773") if field.first("tps")]
    named += [field for field in fields.every("909") if field.indicators == "C4"]
    named += [field for field in fields.every("773") if field.first("g") and field.first("a")]
    return named[0] if named else None


def marc_type(fields: MarcFields, host: MarcField | None) -> str | None:
    """Our type: what a field says, else by the level and what it is part of."""
    if "502" in fields or any(map(_THESIS.search, fields.texts("655", "a"))):
        return "thesis"
    if told := next(filter(None, map(_told, _words(fields))), None):
        return told
    level = fields.leader[7:8]
    if level == "b" or (host is not None and host.first("x") and level != "m"):
        return "article"
    if level == "a" or (host is not None and not level.strip()):
        return _of_part(fields, host)
    return _of_monograph(fields) if level == "m" else None


def _words(fields: MarcFields) -> Iterator[str]:
    """The words by which Invenio tells its collections."""
    for field in fields.every("980"):
        for word in (*field.all("b"), *field.all("a")):
            yield word.lower().replace(" ", "").replace("-", "")


def _told(word: str) -> str | None:
    return _INVENIO.get(word) or repository_type(word)


def _of_part(fields: MarcFields, host: MarcField | None) -> str | None:
    if host is not None and host.first("z"):
        return "chapter"
    place = marc_place(fields, host)
    if (host is not None and host.first("p")) or place.volume or place.issue:
        return "article"
    return "conference-paper" if "711" in fields or "111" in fields else "chapter"


def _of_monograph(fields: MarcFields) -> str:
    has_meeting = fields.control("008", 29, 30) == "1" or "111" in fields
    told = any(map(_MEETING.search, fields.texts("655", "a")))
    return "proceedings" if has_meeting or told else "book"
