"""Authors in RIS: names that were cut, and addresses that name their authors, each database in its
own way.

- the Web of Science: `[Berg, Piet; Moreau, Emil W.] Univ Nowhere, Dept Maps, Peru.`
- Embase: `(Berg P.; Moreau E.W., moreau@example.org) Department of Maps, Nowhere`
- Ovid: `Berg, Piet: Department of Maps, Nowhere` or `Berg, Piet. Department of Maps, Nowhere`

Scopus lists addresses without names, one a line; elsewhere an address without a name may be the
first author's, or the publisher's, and is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.loaders.reading.people.addresses import place_of
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.wos.fields import addresses_by_names, institution
from kg.records import Affiliation, Mention

__all__ = ["rejoined", "with_addresses"]

_LETTERS: Final = 5
_QUOTED: Final = re.compile(r"['\"]([^'\"]+)['\"]")
_WITHOUT_INITIALS: Final = re.compile(r"[^\W\d_]+ [^,]*[^\W\d_]{2,}")
_INITIALS: Final = re.compile(r"[A-Z](?: [A-Z]){0,3}")


def rejoined(names: Iterable[str]) -> list[str]:
    """The names, of which EPPI-Reviewer cuts those whose family names have a blank in two, and
    ASReview has cut whole lists into letters.

    >>> rejoined(["Reed S", "Dos Campos", "H B", "Malcolm X"])
    ['Reed S', 'Dos Campos H B', 'Malcolm X']
    >>> rejoined("['Xu,An','Wu,Bo']")
    ['Xu,An', 'Wu,Bo']
    """
    names = list(names)
    if len(names) > _LETTERS and all(len(name.strip()) <= 1 for name in names):
        return [name.strip() for name in _QUOTED.findall("".join(names))]
    whole: list[str] = []
    for name in names:
        if whole and _INITIALS.fullmatch(name) and _WITHOUT_INITIALS.fullmatch(whole[-1]):
            whole[-1] += f" {name}"
        else:
            whole.append(name)
    return whole


_OF_EMBASE: Final = re.compile(r"\(([^()]*)\)\s*(\S.*)")


def with_addresses(
    authors: Sequence[Mention], addresses: Sequence[str], *, of_scopus: bool
) -> tuple[Mention, ...]:
    """The authors with the addresses that are theirs.

    >>> [ada, bob] = with_addresses(
    ...     [Mention("Lovelace, A."), Mention("Babbage, B.")],
    ...     ["(Lovelace A., a@example.org) Analytical Society, London"], of_scopus=False)
    >>> ada.affiliations[0].name, bob.affiliations
    ('Analytical Society, London', ())
    """
    roster = Roster(authors)
    for address in addresses:
        _add(address, roster)
    if of_scopus:
        roster.add_nobodys(addresses, _place)
    return roster.mentions


def _place(address: str) -> Affiliation | None:
    place = place_of(address)
    return Affiliation(place) if place else None


def _add(text: str, roster: Roster) -> None:
    if text.startswith("["):
        for names, address in addresses_by_names(text):
            for name in names.split(";"):
                roster.add_affiliation(name, institution(address))
    elif found := _OF_EMBASE.fullmatch(text):
        for name in found[1].split(";"):
            roster.add_affiliation(name.partition(",")[0], Affiliation(place_of(found[2])))
    else:
        _add_of_ovid(text, roster)


def _add_of_ovid(text: str, roster: Roster) -> None:
    for sign in (": ", ". ", ", "):
        name, _, address = text.partition(sign)
        if address and roster.knows(name) and (place := place_of(address).rstrip(" .")):
            roster.add_affiliation(name, Affiliation(place))
            return
