"""Personal names: one spelling for comparing, and what two printed forms have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text import fold

__all__ = ["NOBODY", "NameForm", "name_form"]

NOBODY = (
    "anon",
    "anonimo",
    "anonymous",
    "anonymous author",
    "anonymous authors",
    "anonymus",
    "author not available",
    "author s not listed",
    "author unknown",
    "no author",
    "no author given",
    "no author listed",
    "no author name available",
    "no authors listed",
    "unknown",
    "unknown author",
    "unknown authors",
)
"""Keys of what sources print where they know no author; no person wrote all those papers."""


@dataclass(frozen=True, slots=True)
class NameForm:
    """A printed name taken apart.

    `shown` is the name as people write it, given names first; `key` the same folded. `initial` is
    the first letter of the given names ('' when there are none), `abbreviated` whether no given
    name is written out.
    """

    shown: str
    key: str
    family: str
    initial: str
    abbreviated: bool


def name_form(name: str, given: str | None = None, family: str | None = None) -> NameForm:
    """Take a name apart, by the source's own parts when it gives them. Initials that stand together
    (`Zhao, JX`) are several, unless the name is in capitals.

    >>> name_form("Zhao, J.")
    NameForm(shown='J. Zhao', key='j zhao', family='zhao', initial='j', abbreviated=True)
    >>> name_form("Jianan  Zhao").shown
    'Jianan Zhao'
    """
    if family is None and name.count(",") == 1:
        family, given = name.split(",")
    if family is not None:
        shown = " ".join(f"{given or ''} {family}".split())
        first, last = fold(_apart(given or "", family, _TOGETHER)), fold(family)
    else:
        shown = " ".join(name.split())
        before, _, family = shown.rpartition(" ")
        first, _, last = fold(f"{_apart(before, family, _TWO)} {family}").rpartition(" ")
    key = f"{first} {last}".strip() or shown
    abbreviated = bool(first) and all(len(part) == 1 for part in first.split())
    return NameForm(shown, key, last or key, first[:1], abbreviated)


_TOGETHER = re.compile(r"\b[A-Z]{2,3}\b")
_TWO = re.compile(r"\A[A-Z]{2}\Z")  # without parts of its own `CMS Collaboration` is a name, too


def _apart(given: str, family: str, together: re.Pattern[str]) -> str:
    """The given names with a blank between initials that stand together."""
    if family.isupper() or not any(map(str.isupper, given[1:2])):
        return given
    return together.sub(lambda found: " ".join(found[0]), given)
