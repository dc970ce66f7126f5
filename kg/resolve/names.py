"""Personal names: one spelling for comparing, and what two printed forms have in common."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text import fold

__all__ = ["NOBODY", "NameForm", "name_form"]

NOBODY = (
    "anon",
    "anonymous",
    "anonymous author",
    "anonymous authors",
    "author unknown",
    "no author",
    "no author listed",
    "no authors listed",
    "unknown author",
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
    """Take a name apart, by the source's own parts when it gives them.

    >>> name_form("Zhao, J.")
    NameForm(shown='J. Zhao', key='j zhao', family='zhao', initial='j', abbreviated=True)
    >>> name_form("Jianan  Zhao").shown
    'Jianan Zhao'
    """
    if family is None and name.count(",") == 1:
        family, given = name.split(",")
    if family is not None:
        shown = " ".join(f"{given or ''} {family}".split())
        first, last = fold(given or ""), fold(family)
    else:
        shown = " ".join(name.split())
        first, _, last = fold(name).rpartition(" ")
    key = f"{first} {last}".strip() or shown
    abbreviated = bool(first) and all(len(part) == 1 for part in first.split())
    return NameForm(shown, key, last or key, first[:1], abbreviated)
