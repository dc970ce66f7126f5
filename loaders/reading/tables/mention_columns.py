"""Author lists to the `mentions` columnas flat arrays: one append per name and field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from kg.loaders.reading import identifiers, values
from kg.loaders.reading.markup import unescaped
from kg.loaders.reading.people.name_marks import bare_names
from kg.loaders.reading.people.names import (
    PrintedName,
    one_name,
    person,
    string_of_names,
    with_initials_last,
)
from kg.loaders.reading.people.others import stands_for_others, without_others
from kg.loaders.reading.people.placed import Placed, organisations_behind, placed, placed_list
from kg.records import RECORD_SCHEMA

__all__ = ["KEYS_OF_NAMES", "ListColumn", "MentionColumns"]

_MENTION = RECORD_SCHEMA.field("mentions").type.value_type
_IDENTIFIER = _MENTION.field("ids").type.value_type
_AFFILIATION = _MENTION.field("affiliations").type.value_type


class ListColumn:
    """A column of lists of structs: flat child columns, and the row that each struct belongs to."""

    def __init__(self, struct: pa.StructType) -> None:
        self._struct = struct
        self._rows: list[int] = []
        self.columns: list[list[Any]] = [[] for _ in struct]

    def append(self, row: int, *values: Any) -> None:
        """Add a struct to a row, never before the last one's; values in the struct's order."""
        self._rows.append(row)
        for column, value in zip(self.columns, values, strict=False):
            column.append(value)

    @property
    def last_row(self) -> int:
        """The row of the last struct; -1 without any."""
        return self._rows[-1] if self._rows else -1

    def append_rows(self, row: int, count: int) -> None:
        """Say that the last `count` structs, put into `columns` directly, belong to a row."""
        self._rows += [row] * count

    def arrow(self, n_rows: int, **ready: pa.Array) -> pa.ListArray:
        """The column. `ready` holds children built elsewhere; a child never filled is null."""
        n = len(self._rows)
        children = [
            ready[field.name]
            if field.name in ready
            else pa.array(column, field.type)
            if len(column) == n
            else pa.nulls(n, field.type)
            for field, column in zip(self._struct, self.columns, strict=True)
        ]
        structs = pa.StructArray.from_arrays(children, fields=list(self._struct))
        rows = np.asarray(self._rows, dtype=np.int64)
        ends = np.cumsum(np.bincount(rows, minlength=n_rows))
        offsets = pa.array(np.concatenate(([0], ends)), pa.int32())
        return pa.ListArray.from_arrays(offsets, structs)


def _own(value: Any) -> str | None:
    """An identifier without a normal form of its own: the text as it is."""
    return values.text(value)


_PERSON_SCHEMES: dict[str, Callable[[Any], str | None]] = {
    "orcid": lambda v: identifiers.orcid(values.text(v)),
    "openalex": lambda v: identifiers.openalex(values.text(v)),
    "s2": _own,
    "dblp": _own,
    "acl": _own,
    "openreview": _own,
    "scopus": _own,
    "researcherid": _own,
}
_ID_KEYS = {
    "orcid": "orcid",
    "openalex_id": "openalex",
    "s2_id": "s2",
    "dblp_pid": "dblp",
    "acl_id": "acl",
    "openreview_id": "openreview",
    "scopus_id": "scopus",
    "researcher_id": "researcherid",
}


class MentionColumns:
    """Collects the author lists of many rows; `commas` says that commas separate the names,
    `initials_last` that family names come before initials."""

    def __init__(self, commas: bool = False, initials_last: bool = False) -> None:
        self._commas = commas
        self._initials_last = initials_last
        self._mentions = ListColumn(_MENTION)
        self._ids = ListColumn(_IDENTIFIER)
        self._affiliations = ListColumn(_AFFILIATION)
        columns = dict(zip(_MENTION.names, self._mentions.columns, strict=True))
        self._names, self._positions = columns["name"], columns["position"]
        self._families, self._givens = columns["family"], columns["given"]
        # Few authors have these: the mention's number and the value.
        self._suffixes: dict[int, str] = {}
        self._corresponding: dict[int, bool] = {}
        self._stated_positions: dict[int, int] = {}
        self._n_rows = 0

    def add_row(self, authors: Any, institutions: Any = None) -> tuple[int, bool]:
        """Add one row's authors; how many names there are, and whether the list is whole.

        `institutions` are a column of their own: one for each author, or those of the only one.
        """
        before = len(self._names)
        whole = True
        authors = _unlisted(authors)
        if isinstance(authors, str) and not authors.lstrip().startswith("["):
            whole = self._add_list(bare_names(values.text(authors) or ""))
        elif authors is not None:
            for author in values.items(authors):
                whole = self._add_author(author) and whole
        count = len(self._names) - before
        self._place(before, institutions)
        self._set_positions(before)
        self._mentions.append_rows(self._n_rows, count)
        self._n_rows += 1
        return count, whole

    def _add_list(self, said: str) -> bool:
        """The names in one text; False when it says that others are left out."""
        if own := placed_list(said):
            for author in own:
                self._add_placed(author)
            return True
        names = string_of_names("" if said in values.NOTHING else said, self._commas)
        found = (with_initials_last(names) if self._initials_last else names).names
        places = organisations_behind([name.name for name in found]) if "(" in said else {}
        for place, name in enumerate(found):
            if place in places:
                self._add_placed(places[place])
            else:
                self._add(name)
        return names.complete

    def _add_placed(self, author: Placed) -> None:
        if name := one_name(author.name):
            self._add(name)
            self._add_affiliations(len(self._names) - 1, list(author.places))
            self._add_id(len(self._names) - 1, "orcid", author.orcid)

    def _place(self, first: int, institutions: Any) -> None:
        """Give the names from `first` on their institutions, unless they came with some."""
        count = len(self._names) - first
        names = values.items(institutions, ";|") if institutions and count else []
        in_json = isinstance(institutions, str) and institutions.startswith('["')
        if (
            isinstance(institutions, str)
            and not in_json
            and len(slots := institutions.split(";")) == count
        ):
            names = slots  # with those of authors who have none
        if self._affiliations.last_row >= first or (len(names) != count and count > 1):
            return
        for place, name in enumerate(names):
            self._add_affiliations(first + min(place, count - 1), [name])

    def _set_positions(self, first: int) -> None:
        """Count the current row's names from 1; one with a stated position counts on from it."""
        if not self._stated_positions:
            self._positions += range(1, len(self._names) - first + 1)
            return
        place = 0
        for number in range(first, len(self._names)):
            place = self._stated_positions.get(number, place + 1)
            self._positions.append(place)
        self._stated_positions.clear()

    def _add_author(self, author: Any) -> bool:
        """One author: a name or an object; False when it says that others are left out."""
        if isinstance(author, dict):
            return self._add_object(author)
        printed = values.text(author)
        if printed is None:
            return True
        if own := placed(printed):
            self._add_placed(own)
            return True
        body, cut = without_others(bare_names(printed))
        name = one_name(body)
        if name is not None:
            self._add(name)
        return not cut

    def _add_object(self, author: dict[str, Any]) -> bool:
        """An author with ids and institutions; False for one whose name is not told."""
        author = {_OTHER_KEYS.get(key, key): value for key, value in author.items()}
        if author.get("creatorType", "author") != "author" or not author:
            return True
        if not self._add_named(author):
            return False
        number = len(self._names) - 1
        for key, value in author.items():
            if key in _NAME_KEYS or value is None:
                continue
            if key == "ids":
                for scheme, identifier in value.items() if isinstance(value, dict) else ():
                    self._add_id(number, scheme, identifier)
            elif key in _ID_KEYS:
                self._add_id(number, _ID_KEYS[key], value)
            elif key == "id":
                self._add_id(number, *_scheme_of(value))
            elif key in _PLACE_KEYS:
                self._add_affiliations(number, value)
            elif key == "position" and (place := values.integer(value)) and 0 < place < 2**31:
                self._stated_positions[number] = place
            elif key == "corresponding" and (truth := values.truth(value)) is not None:
                self._corresponding[number] = truth
        return True

    def _add_named(self, author: dict[str, Any]) -> bool:
        """Add the name of an author object, as printed or from its parts; False without one."""
        printed, family, given = author.get("name"), author.get("family"), author.get("given")
        whole = " ".join(printed.split()) if isinstance(printed, str) else values.text(printed)
        whole = bare_names(whole) if whole else None
        if whole and stands_for_others(whole):
            return False
        if family is None and given is None:
            name = one_name(whole) if whole else None
        else:
            suffix = values.text(author.get("suffix"))
            family, given = values.text(family), values.text(given)
            if whole and family and not suffix:
                self._append(whole, family, given)
                return True
            name = person(family, given, suffix=suffix, literal=whole)
        if name is None:
            return False
        self._add(name)
        return True

    def _add_id(self, number: int, scheme: str, value: Any) -> None:
        normal = _PERSON_SCHEMES.get(scheme)
        identifier = normal(value) if normal and value else None
        if identifier is not None:
            self._ids.append(number, scheme, identifier)

    def _add_affiliations(self, number: int, value: Any) -> None:
        for item in values.items(value):
            if isinstance(item, dict):
                item = {_OTHER_KEYS.get(key, key): said for key, said in item.items()}
                name, ror, country = (values.text(item.get(k)) for k in ("name", "ror", "country"))
            else:
                name, ror, country = values.text(item), None, None
            if name:
                self._affiliations.append(number, unescaped(name), ror, country)

    def _add(self, name: PrintedName) -> None:
        if name.suffix:
            self._suffixes[len(self._names)] = name.suffix
        self._append(name.name, name.family, name.given)

    def _append(self, name: str, family: str | None, given: str | None) -> None:
        self._names.append(name)
        self._families.append(family)
        self._givens.append(given)

    def arrow(self) -> pa.ListArray:
        """The `mentions` column of the rows added."""
        n = len(self._names)
        return self._mentions.arrow(
            self._n_rows,
            ids=self._ids.arrow(n),
            affiliations=self._affiliations.arrow(n),
            role=pa.repeat(pa.scalar("author"), n),
            evidence=pa.repeat(pa.scalar("printed"), n),
            suffix=_sparse(self._suffixes, n, pa.string()),
            corresponding=_sparse(self._corresponding, n, pa.bool_()),
        )


_OTHER_KEYS = {
    **dict.fromkeys(("first", "first_name", "firstName", "given_name", "forename"), "given"),
    **dict.fromkeys(("last", "last_name", "lastName", "family_name", "surname"), "family"),
    **dict.fromkeys(("full_name", "fullName", "fullname", "display_name", "author"), "name"),
    "orcid_id": "orcid",
}
KEYS_OF_NAMES = frozenset(key for key, ours in _OTHER_KEYS.items() if ours in ("name", "family"))
"""Keys of author objects, other than our own, that hold a name or a family name."""


def _unlisted(authors: Any) -> Any:
    """The authors, or of a list the only text in it where this is a list: `Brook, A. and Reed, S.`,
    but not a body (`Institute of Ponds and Lakes`)."""
    if not isinstance(authors, list) or len(authors) != 1 or not isinstance(authors[0], str):
        return authors
    names = string_of_names(bare_names(authors[0])).names
    in_parts = len(names) > 1 and all(n.family and n.given for n in names)
    return authors[0] if in_parts or len(names) > 2 else authors


_PLACE_KEYS = frozenset(("affiliation", "affiliations", "institution", "institutions"))
_NAME_KEYS = frozenset(("name", "family", "given", "suffix"))


def _sparse(stated: dict[int, Any], n: int, kind: pa.DataType) -> pa.Array:
    return pa.array([stated.get(i) for i in range(n)], kind) if stated else pa.nulls(n, kind)


def _scheme_of(value: Any) -> tuple[str, str | None]:
    """Scheme and value of an `id` whose scheme shows; an empty scheme for any other."""
    text = values.text(value) or ""
    if orcid := identifiers.orcid(text):
        return "orcid", orcid
    if openalex := identifiers.openalex(text):
        return "openalex", openalex
    scheme, _, rest = text.partition(":")
    return scheme.lower(), rest.strip()
