"""The reference column of Scopus: one string, two orders of its parts, semicolons everywhere.

To 2022: `Allen, M.P., Tildesley, D.J., Title (1987) Source, 26, pp. 1-9`, or `(1987) Book`.
Since: `Allen M.P.; Tildesley D.J., Title, Source, 26, 16, pp. 1-9, (1987)`, for a time with commas
between the authors too; in 2025 with the first author alone, in full: `Allen, Mike P., Title`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from kg.loaders.reading import identifiers
from kg.records import Identifier, Reference

__all__ = ["scopus_reference", "scopus_references"]

_DOTTED: Final = r"(?:[^\W\d_]{1,2}\.[ -]?)+(?:,? ?(?:Jr|Sr|II|III|IV)\.?)?"
_INITIALS: Final = rf"(?:{_DOTTED}|[A-Z]{{1,3}}(?:-[A-Z])?\b)"
_FAMILY: Final = r"[^\W\d_][^,;:()\d]{0,50}?"
_LONE_AUTHOR: Final = re.compile(rf"{_FAMILY} {_INITIALS}")
_OLD_AUTHORS: Final = re.compile(rf"(?:{_FAMILY}, {_INITIALS}, ?)+(?:et al\.?,? ?)?")
_OLD_FIRST: Final = re.compile(rf"({_FAMILY}, {_INITIALS}), ?")
_CAPITALS: Final = (
    r"(?:(?:d[aeiou]|de[lnr]|dos|v[ao]n|l[ae]|te[nr]) ){0,2}(?:d['’])?"
    r"[^\W\d_a-z][\w'’-]{0,30}(?: [^\W\d_a-z][\w'’-]{0,30}){0,2}"
)
"""A family name such as no words of a title are: `growth in the U.S.` is none."""
_NEW_AUTHORS: Final = re.compile(
    rf"(?:{_FAMILY} {_INITIALS}; )*{_FAMILY} {_INITIALS}, (?:{_CAPITALS} {_DOTTED}, )*"
    r"(?:et al\.?, )?"
)
_YEAR: Final = re.compile(r"\((1[5-9]\d\d|20\d\d)[a-z]?\)")
_PAGES: Final = re.compile(r"pp?\. ?(\w+)")
_VOLUME: Final = re.compile(r"(\d+\w{0,2})(?:-\d+)?(?: .{0,12})?")
_ISSUE: Final = re.compile(r"[\w-]{0,6}\d[\w-]{0,6}|\(\w[\w -]{0,10}\)|\d+ .{0,14}")
_DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s,;]+")


def scopus_references(text: str | None) -> tuple[Reference, ...]:
    """All references of the column, in order."""
    pieces = list(_apart(text or ""))
    in_full = 2 * sum(_FULL_AUTHOR.match(piece) is not None for piece in pieces) > len(pieces)
    return tuple(_in_full(one) if in_full else scopus_reference(one) for one in pieces)


_WORD: Final = r"(?:[^\W\d_a-z][\w'’.-]{0,25}|d[aeiou]s?|de[lnr]|v[ao]n|l[ae]|bin|e)"
_FULL_AUTHOR: Final = re.compile(rf"({_CAPITALS}, {_WORD}(?: {_WORD}){{0,3}}), (?=[^(])")


def _in_full(text: str) -> Reference:
    """One of a list whose references begin with a name in full."""
    found = _FULL_AUTHOR.match(text)
    if found is None:
        return scopus_reference(text)
    return replace(scopus_reference(text[found.end() :]), text=text, first_author=found[1])


def _apart(text: str) -> Iterator[str]:
    """The single references: what is only a name belongs to the reference that follows it."""
    waiting: list[str] = []
    for piece in text.split(";"):
        piece = piece.strip()
        if _LONE_AUTHOR.fullmatch(piece):
            waiting.append(piece)
        elif piece:
            yield "; ".join([*waiting, piece])
            waiting = []
    if waiting:
        yield "; ".join(waiting)


def scopus_reference(text: str) -> Reference:
    """One reference; what cannot be told apart stays in its text alone.

    >>> old = scopus_reference("Petri, C.A., On nets (1962) Proc. IFIP, 62, pp. 386-390")
    >>> old.first_author, old.title, old.year, old.source, old.volume, old.page
    ('Petri, C.A.', 'On nets', 1962, 'Proc. IFIP', '62', '386')
    >>> new = scopus_reference("Petri C.A.; Rei W., On nets, Scholarpedia, 3, 4, pp. 64-77, (2008)")
    >>> new.first_author, new.title, new.year, new.source, new.volume, new.page
    ('Petri C.A.', 'On nets', 2008, 'Scholarpedia', '3', '64')
    >>> scopus_reference("Petri C.A., van Rei W.-L., Nets in the U.S., Nets, 3, (2008)").title
    'Nets in the U.S.'
    """
    years = list(_YEAR.finditer(text))
    if years and not text[years[-1].end() :].strip(" ."):
        return _new(text, years[-1])
    return _old(text, years[0] if years else None)


def _old(text: str, year: re.Match[str] | None) -> Reference:
    first = _OLD_FIRST.match(text)
    authors = _OLD_AUTHORS.match(text)
    before = text[authors.end() if authors else 0 : year.start() if year else len(text)]
    title = before.strip(" ,") or None
    tail = [part.strip() for part in text[year.end() :].split(",")] if year else []
    source = tail[0] if tail and tail[0] else None
    volume, page = _numbers(tail[1:])
    if title is None and year is not None and volume is None:
        # A book stands where a journal else does; its place and publisher follow an empty part.
        title = text[year.end() :].partition(", ,")[0].strip(" ,") or None
        source = None
    return _reference(text, first and first[1], title, year, source, volume, page)


def _new(text: str, year: re.Match[str]) -> Reference:
    authors = _NEW_AUTHORS.match(text) or _OLD_AUTHORS.match(text)
    first = re.match(rf"{_FAMILY},? {_INITIALS}(?=[;,])", text) if authors else None
    body = text[authors.end() if authors else 0 : year.start()].strip(" ,")
    parts = [part.strip() for part in body.split(", ")]
    end = len(parts)
    while end > 1 and (_PAGES.match(parts[end - 1]) or _ISSUE.fullmatch(parts[end - 1])):
        end -= 1
    volume, page = _numbers(parts[end:])
    source = parts[end - 1] if end > 1 and (volume or page) else None
    title = ", ".join(parts[: end - 1] if source else parts[:end])
    return _reference(text, first and first[0], title or None, year, source, volume, page)


def _numbers(parts: list[str]) -> tuple[str | None, str | None]:
    """Volume and first page among the parts behind a source."""
    pages = next((f[1] for part in parts if (f := _PAGES.match(part))), None)
    volume = _VOLUME.fullmatch(parts[0]) if parts else None
    return volume[1] if volume else None, pages


def _reference(
    text: str,
    first_author: str | None,
    title: str | None,
    year: re.Match[str] | None,
    source: str | None,
    volume: str | None,
    page: str | None,
) -> Reference:
    return Reference(
        ids=_ids(text),
        text=text,
        title=title,
        year=int(year[1]) if year else None,
        first_author=first_author,
        source=source,
        volume=volume,
        page=page,
    )


def _ids(text: str) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    if (found := _DOI.search(text)) and (doi := identifiers.doi(found[0])):
        ids += identifiers.from_doi(doi)
    if "arxiv" in text.lower():
        ids += identifiers.of("arxiv", text)
    return identifiers.unique(ids)
