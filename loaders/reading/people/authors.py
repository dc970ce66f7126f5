"""The authors of one record, and what other fields of it say of them by name.

Exports tie addresses, ORCIDs and the corresponding author to names, not to places in the list,
and often shorten the name there. A name that fits no author, or fits two, is nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from kg.loaders.reading.people.names import one_name
from kg.records import Affiliation, Identifier, Mention

__all__ = ["Roster", "name_key"]


def name_key(name: str) -> str:
    """What two spellings of one name have in common: letters, without case and accents.

    >>> name_key("Müller, J.-P.") == name_key("MULLER JP")
    True
    """
    plain = unicodedata.normalize("NFKD", name) if not name.isascii() else name
    return _BETWEEN_LETTERS.sub("", plain.lower())


_BETWEEN_LETTERS = re.compile(r"[\W_]+")


def _short_key(name: str) -> str | None:
    """Family name and first initial; None without them."""
    family, _, given = name.partition(",")
    given = given.strip()
    return f"{name_key(family)} {name_key(given[0])}" if given and family.strip() else None


class Roster:
    """The authors in order; `mentions` are they with all that was added."""

    def __init__(self, authors: Sequence[Mention]) -> None:
        self._authors = list(authors)
        self._whole: dict[str, int | None] = {}
        self._short: dict[str, int | None] = {}
        self._unread = [(place, author.name) for place, author in enumerate(self._authors)]

    def __len__(self) -> int:
        return len(self._authors)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The authors with what was added to them."""
        return tuple(self._authors)

    @property
    def has_affiliations(self) -> bool:
        """Whether any author has an affiliation."""
        return any(author.affiliations for author in self._authors)

    def also_known(self, names: Iterable[str]) -> None:
        """Another list of the same authors in the same order, in shorter names."""
        self._unread += enumerate(names)

    def add_affiliation(self, name: str | None, affiliation: Affiliation) -> None:
        """Give the author of that name an affiliation, or every author when `name` is None."""
        for place in self._places(name):
            self.place(place, affiliation)

    def add_nobodys(
        self, addresses: Sequence[str], named: Callable[[str], Affiliation | None]
    ) -> None:
        """Addresses that name no author: everybody's where it cannot be otherwise, for there is one
        of them, or one author, and nobody has any; `named` makes the affiliation of each."""
        if not self.has_affiliations and 1 in (len(addresses), len(self)):
            for affiliation in filter(None, map(named, addresses)):
                self.add_affiliation(None, affiliation)

    def add_id(self, name: str, identifier: Identifier) -> None:
        """Give the author of that name an identifier; of a scheme the first one counts."""
        for place in self._places(name):
            self.identify(place, identifier)

    def mark_corresponding(self, name: str, affiliation: Affiliation | None = None) -> None:
        """Mark the corresponding author, whose address is theirs if no other is known."""
        for place in self._places(name):
            self.correspond(place, affiliation)

    def knows(self, name: str) -> bool:
        """Whether the name is one author's."""
        return bool(self._places(name))

    def place(self, place: int, affiliation: Affiliation) -> None:
        """Give the author at a place (from 0) an affiliation."""
        author = self._authors[place]
        if affiliation not in author.affiliations:
            both = (*author.affiliations, affiliation)
            self._authors[place] = replace(author, affiliations=both)

    def identify(self, place: int, identifier: Identifier) -> None:
        """Give the author at a place an identifier; of a scheme the first one counts."""
        author = self._authors[place]
        if all(known.scheme != identifier.scheme for known in author.ids):
            self._authors[place] = replace(author, ids=(*author.ids, identifier))

    def correspond(self, place: int, affiliation: Affiliation | None = None) -> None:
        """Mark the author at a place as corresponding; the address is theirs without another."""
        author = self._authors[place]
        own = author.affiliations or ((affiliation,) if affiliation else ())
        self._authors[place] = replace(author, corresponding=True, affiliations=own)

    def _read_names(self) -> None:
        """Learn the names, once one is asked for: of most records none is."""
        for place, name in self._unread:
            for table, key in ((self._whole, name_key(name)), (self._short, _short_key(name))):
                if key:
                    table[key] = place if table.get(key, place) == place else None
        self._unread.clear()

    def _places(self, name: str | None) -> Iterable[int]:
        if name is None:
            return range(len(self._authors))
        self._read_names()
        name = name.strip()
        place = self._whole.get(name_key(name))
        if place is None and (short := _short_key(_with_comma(name))):
            place = self._short.get(short)
        return () if place is None else (place,)


_INITIALS_FIRST = re.compile(r"((?:[^\W\d_]{1,2}\.[ -]?)+)\s*([^\W\d_].*)")


def _with_comma(name: str) -> str:
    """`Zhao J.` and `J. Zhao` as `Zhao, J.`: names in exports put the family name first."""
    if "," in name:
        printed = one_name(name)
        return name if printed and printed.family else ""
    if found := _INITIALS_FIRST.fullmatch(name):
        return f"{found[2]}, {found[1]}"
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}" if family and len(initials.replace(".", "")) <= 4 else ""
