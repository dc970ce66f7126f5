"""Names with their places in brackets behind them, and perhaps an ORCID: `Reed, Sam [Loom House;
Pond Lab.] (ORCID:0000000218250097)`, as the Office of Scientific and Technical Information of the
United States writes them, one or a list of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.loaders.reading import identifiers

__all__ = ["Placed", "organisations_behind", "placed", "placed_list"]


class Placed(NamedTuple):
    """A name as it is printed, with what stands behind it."""

    name: str
    places: tuple[str, ...]
    orcid: str | None


_NUMBER: Final = re.compile(r"\(ORCID:([^()]*)\)")
_MARK: Final = re.compile(r"[\[\];]")
_BRACKET: Final = re.compile(r"[\[\]]")
_PLACE: Final = re.compile(r"[A-Z]\w*\W+\w|[A-Z]{2}")
"""Words or letters for them, but not a name in another script."""


def placed(printed: str) -> Placed | None:
    """The parts of a name that has a family name before a comma, and a place or number behind.

    >>> placed("Reed, Sam [Loom House; Pond Lab.] (ORCID:0000000218250097)").places
    ('Loom House', 'Pond Lab.')
    >>> placed("Reed, Sam (ORCID:0000000218250097)").orcid
    '0000-0002-1825-0097'
    >>> placed("Reed, Sam [Сэм]"), placed("Reed, Sam")
    (None, None)
    """
    if "[" not in printed and "(ORCID:" not in printed:  # nearly all
        return None
    number = _NUMBER.search(printed)
    name, *behind = _MARK.split(printed[: number.start()] if number else printed)
    places = tuple(place for part in behind if (place := part.strip()))
    if "," not in name or not (places or number) or not all(map(_PLACE.match, places)):
        return None
    return Placed(name.strip(), places, identifiers.orcid(number[1].strip()) if number else None)


def placed_list(text: str) -> list[Placed]:
    """The names of a list between semicolons where one of them has a place; else empty.

    >>> [one.name for one in placed_list("Reed, Sam [Loom House; Pond Lab.]; Brook, Ada")]
    ['Reed, Sam', 'Brook, Ada']
    >>> placed_list("Reed, Sam; Brook, Ada")
    []
    """
    if "[" not in text and "(ORCID:" not in text:
        return []
    found = [(name, placed(name)) for name in _outside(text)]
    if not any(one for _, one in found):
        return []
    return [one or Placed(name, (), None) for name, one in found]


_BEHIND: Final = re.compile(
    r"([^()]*[^()\s]) \((?!(?:Eds?|Editors?|Hrsg|Org|Chairs?|Authors?|Students?)\b)([A-Z][^()]*)\)"
)
_LETTERS: Final = re.compile(r"[A-Z]{3,}")
_ORGANISATION: Final = re.compile(
    r".*\b(?:Univ|Instit|Lab|College|School|Cent(?:er|re)\b|Research\b|Inc\b|Ltd\b|GmbH"
    r"|Corp|Hospital|Academy|Dep(?:t|artment)\b|Foundation\b|Technolog).*"
)


def organisations_behind(names: Sequence[str]) -> dict[int, Placed]:
    """Which of the names have an organisation in brackets behind: a word that says so, letters that
    are not the name's own (`World Health Organization (WHO)`), or what stands behind several of the
    names; another name of a person does not.

    >>> organisations_behind(["Ada Brook (Looms)", "Sam Reed (Looms)", "Wei Hu (Wayne)"]).keys()
    dict_keys([0, 1])
    >>> organisations_behind(["Ada Brook (Univ. of York)"])[0].name
    'Ada Brook'
    """
    found = {i: behind for i, name in enumerate(names) if (behind := _BEHIND.fullmatch(name))}
    said = Counter(behind[2] for behind in found.values())
    return {
        i: Placed(behind[1], (behind[2],), None)
        for i, behind in found.items()
        if said[behind[2]] > 1
        or _ORGANISATION.fullmatch(behind[2])
        or (_LETTERS.fullmatch(behind[2]) and behind[1][0] != behind[2][0])
    }


def _outside(text: str) -> list[str]:
    """The parts of a list, cut at semicolons that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for found in _MARK.finditer(text):
        if _BRACKET.fullmatch(found[0]):
            depth = max(depth + (1 if found[0] == "[" else -1), 0)
        elif not depth:
            parts.append(text[start : found.start()])
            start = found.end()
    return [part for each in (*parts, text[start:]) if (part := each.strip())]
