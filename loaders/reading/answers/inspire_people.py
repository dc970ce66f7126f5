"""Who wrote what INSPIRE-HEP describes: authors with the places behind them, editors and bodies."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from kg.loaders.reading import identifiers, values
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.names import PrintedName, mention, numbered, one_name, person
from kg.records import Affiliation, Identifier, Mention

__all__ = ["InspirePeople", "inspire_people"]

Item = dict[str, Any]

_SCHEMES: Final = {"ORCID": "orcid", "SCOPUS": "scopus", "RESEARCHERID": "researcherid"}


class InspirePeople(NamedTuple):
    """Authors and editors, how many there are in all, and whether all are there."""

    mentions: tuple[Mention, ...]
    stated: int | None
    complete: bool | None


def inspire_people(item: Item) -> InspirePeople:
    """The people of a record; where no person is an author the body that is, or the collaboration.

    Those who supervised a thesis are no authors. Searches give the first ten authors and how many
    there are.
    """
    told = values.objects(item.get("authors"))
    found = [m for one in told if (role := _role(one)) and (m := _mention(one, role))]
    n_editors = sum(one.role == "editor" for one in found)
    if len(found) == n_editors:
        found += [mention(name, None) for said in _bodies(item) if (name := one_name(said))]
    n = len(found) - n_editors
    counted = (values.count(item.get("author_count")) or 0) - n_editors
    people = numbered(found)
    return InspirePeople(people, max(n, counted) or None, n >= counted if n else None)


def _role(one: Item) -> str | None:
    """Author, editor, or None for all others."""
    roles = values.items(one.get("inspire_roles"))
    if not roles or "author" in roles:
        return "author"
    return "editor" if "editor" in roles else None


def _mention(one: Item, role: str) -> Mention | None:
    name = _name(one)
    if name is None:
        return None
    corresponding = True if one.get("corresponding") is True else None
    ids = identifiers.unique(_ids(one))
    return mention(
        name, None, role, ids=ids, affiliations=_places(one), corresponding=corresponding
    )


def _name(one: Item) -> PrintedName | None:
    """A name as `Family, Given`, or in the parts that SCOAP3 gives."""
    printed = plain(values.text(one.get("full_name")))
    family, given = (plain(values.text(one.get(x))) for x in ("surname", "given_names"))
    if family:
        return person(family, given, literal=printed)
    return one_name(printed) if printed else None


def _ids(one: Item) -> list[Identifier]:
    told = [
        (values.text(x.get("schema")), values.text(x.get("value")))
        for x in values.objects(one.get("ids"))
    ]
    ids = identifiers.of("orcid", values.text(one.get("orcid")))
    for schema, value in told:
        scheme = _SCHEMES.get(schema or "")
        own = identifiers.orcid(value) if scheme == "orcid" else value
        if scheme and own:
            ids.append(Identifier(scheme, own))
    return ids


def _places(one: Item) -> tuple[Affiliation, ...]:
    """Affiliations as printed, else as INSPIRE calls them in short."""
    for name in ("raw_affiliations", "affiliations"):
        texts = (plain(values.text(x.get("value"))) for x in values.objects(one.get(name)))
        if places := tuple(dict.fromkeys(Affiliation(text) for text in texts if text)):
            return places
    return ()


def _bodies(item: Item) -> list[str]:
    named = [plain(values.text(one)) for one in values.items(item.get("corporate_author"))]
    if not any(named):
        told = values.objects(item.get("collaborations"))
        each = (plain(values.text(one.get("value"))) for one in told)
        named = [f"{one} Collaboration" for one in each if one]
    return [one for one in named if one]
