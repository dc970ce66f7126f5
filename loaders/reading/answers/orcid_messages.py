"""ORCID's messages of version 1 brought into the shape of its records of today, and records that a
program has written with the names of its own classes.

Format: https://github.com/ORCID/orcid-model (record_1.2). What is now `activities-summary` was
`orcid-activities`, each work stood by itself, and members bore what they were of in their names.
ORCID's own classes in Java call `put-code` `putCode`, and some texts `content` that are `value`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.loaders.reading import values

__all__ = ["IDENTIFIERS", "PROFILE", "WORKS", "in_hyphens", "record_of"]

Item = dict[str, Any]

PROFILE: Final = "orcid-profile"
WORKS: Final = "orcid-work"
IDENTIFIERS: Final = "work-external-identifier"
_RENAMED: Final = {
    "work-title": "title", "work-type": "type", "work-contributors": "contributors",
}  # fmt: skip


_OF_CLASSES: Final = frozenset(
    ("putCode", "workSummary", "activitiesSummary", "orcidIdentifier", "lastModifiedDate")
)
_DEEPEST: Final = 20
"""Levels that records have, twice over."""
_WITHIN: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_hyphens(item: Item) -> Item:
    """A record whose members have names with hyphens, as ORCID writes them; others stay.

    >>> in_hyphens({"putCode": 7, "title": {"title": {"content": "Looms"}}})
    {'put-code': 7, 'title': {'title': {'value': 'Looms'}}}
    >>> in_hyphens({"path": "a", "externalIds": {}})
    {'path': 'a', 'externalIds': {}}
    """
    work = item.get("work")
    names = {*item, *(work if isinstance(work, dict) else ())}
    return item if _OF_CLASSES.isdisjoint(names) else _renamed(item)


def _renamed(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST or not isinstance(value, list | dict):
        return value
    if isinstance(value, list):
        return [_renamed(one, depth + 1) for one in value]
    if set(value) == {"content"}:
        return {"value": value["content"]}
    return {_WITHIN.sub("-", k).lower(): _renamed(one, depth + 1) for k, one in value.items()}


def record_of(message: Item) -> Item:
    """The record that a message holds; what is no message stays as it is.

    >>> record_of({"orcid-profile": {"orcid-identifier": {"path": "0000-0002-1825-0097"}}})
    {'orcid-identifier': {'path': '0000-0002-1825-0097'}, 'person': {'name': None}, 'group': []}
    """
    profile = message.get(PROFILE)
    if not isinstance(profile, dict):
        return message
    works = _listed(values.inside(profile, "orcid-activities", "orcid-works"), WORKS)
    owner = profile.get("orcid-identifier") or {"path": profile.get("orcid")}
    names = values.inside(profile, "orcid-bio").get("personal-details")
    return {
        "orcid-identifier": owner,
        "person": {"name": names},
        "group": [{"work-summary": [_work(work)]} for work in works],
    }


def _work(said: Item) -> Item:
    work = {_RENAMED.get(name, name): value for name, value in said.items()}
    stated = _listed(values.inside(said, "work-external-identifiers"), IDENTIFIERS)
    work["citation"] = {
        "citation-type": values.inside(said, "work-citation").get("work-citation-type"),
        "citation-value": values.inside(said, "work-citation").get("citation"),
    }
    work["external-ids"] = {"external-id": [_identifier(one) for one in stated]}
    return work


def _identifier(said: Item) -> Item:
    """Of what the work was part of, these messages told no identifiers."""
    return {
        "external-id-type": said.get("work-external-identifier-type"),
        "external-id-value": said.get("work-external-identifier-id"),
        "external-id-relationship": "self",
    }


def _listed(item: Item, name: str) -> list[Item]:
    return values.objects(item.get(name))
