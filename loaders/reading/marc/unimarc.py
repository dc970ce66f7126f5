"""UNIMARC, in which libraries of France, Italy, Portugal and others catalogue, as MARC 21.

Format: https://www.ifla.org/unimarc. The same things have other tags, persons their names in two
subfields and their roles in numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.loaders.reading.marc.fields import MarcField, MarcFields

__all__ = ["as_marc21", "is_unimarc"]

_TAGS: Final = {
    "010": ("020", "aa"), "011": ("022", "aa"), "017": ("024", "aa 22"), "101": ("041", "aa"),
    "200": ("245", "aa eb hn ip fc"), "210": ("260", "dc"), "214": ("260", "dc"),
    "328": ("502", "aa dd"), "330": ("520", "aa"), "463": ("773", "tt xx yz vg"),
    "464": ("773", "tt xx yz vg"), "461": ("773", "tt xx yz vg"), "606": ("650", "aa"),
    "608": ("655", "aa"), "610": ("653", "aa"), "856": ("856", "uu zz"),
}  # fmt: skip
"""Of each tag the one of MARC 21, and of each subfield that is taken over its code there."""

_PEOPLE: Final = {"700": "100", "701": "700", "702": "700"}
_BODIES: Final = {"710": "110", "711": "710"}
_ROLES: Final = {"070": "aut", "": "aut", "340": "edt", "651": "edt"}
"""Authors and editors among the relators (https://www.ifla.org/g/unimarc-rg, appendix C)."""
_DATE: Final = slice(9, 13)


def is_unimarc(fields: MarcFields) -> bool:
    """Whether the title stands where UNIMARC has it."""
    return "200" in fields and "245" not in fields


def as_marc21(fields: MarcFields) -> MarcFields:
    """The record with the tags and codes of MARC 21."""
    made: dict[str, list[MarcField]] = {}
    for tag, (other, codes) in _TAGS.items():
        for field in fields.every(tag):
            made.setdefault(other, []).append(_renamed(field, codes.split()))
    for tag, other in (*_PEOPLE.items(), *_BODIES.items()):
        for field in fields.every(tag):
            made.setdefault(other, []).append(_person(field, tag))
    coded = fields.text("100", "a") or ""
    return MarcFields(fields.leader, {"008": " " * 7 + coded[_DATE]}, made)


def _renamed(field: MarcField, codes: list[str]) -> MarcField:
    names = {code[0]: code[1] for code in codes}
    kept = [(names[code], text) for code, text in field.subfields if code in names]
    return MarcField("  ", kept)


def _person(field: MarcField, tag: str) -> MarcField:
    """A person or body with a role; who is of secondary responsibility has no role unless told."""
    name = ", ".join(text.strip(" ,") for text in field.all("ab"))
    told = field.all("4") or ["oth" if tag == "702" else ""]
    return MarcField("1 ", [("a", name), *_roles(told)] if name else [])


def _roles(told: list[str]) -> Iterator[tuple[str, str]]:
    yield from (("4", _ROLES.get(role, "oth")) for role in told)
