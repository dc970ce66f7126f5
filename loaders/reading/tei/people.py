"""Who wrote a work described in TEI, and where: persons with the places inside or pointed to.

HAL lists laboratories and institutions behind all works, GROBID writes into each author what it
found on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.loaders.reading import identifiers
from kg.loaders.reading.people.addresses import place_of
from kg.loaders.reading.people.names import PrintedName, mention, numbered, one_name, person
from kg.loaders.reading.xml.text import child, child_text, child_texts, children, text_of
from kg.records import Affiliation, Identifier, Mention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Places", "organisation", "tei_people"]

Places = Mapping[str, Affiliation]
"""Organisations by the ids that authors point to."""

_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_CORRESPONDING: Final = ("crp", "corresp")
_AUTHORS: Final = ("", "aut", "author", *_CORRESPONDING)
_EDITORS: Final = ("edt", "editor")
_DEPOSITOR: Final = "depositor"


def organisation(org: etree._Element) -> tuple[str, Affiliation] | None:
    """The id and the name of an organisation that HAL lists, with its ROR id and country."""
    number, name = org.get(_ID), child_text(org, "orgName")
    if not number or not name:
        return None
    stated = (text_of(n) for n in children(org, "idno") if (n.get("type") or "").upper() == "ROR")
    country = child(org, "desc/address/country")
    code = (country.get("key") or "").upper() if country is not None else ""
    return f"#{number}", Affiliation(name, identifiers.ror(next(stated, None)), code or None)


def tei_people(
    part: etree._Element, around: etree._Element | None, places: Places
) -> tuple[Mention, ...]:
    """Authors of a part, and editors of it and of what is around it."""
    people = [*children(part, "author", "editor")]
    if around is not None:
        people += children(around, "editor")
    found = ((node, role) for node in people if (role := _role(node)))
    return numbered(m for node, role in found if (m := _mention(node, role, places)))


def _role(node: etree._Element) -> str | None:
    """Author or editor; None for translators, illustrators and those who deposited the work."""
    said = (node.get("role") or "").lower()
    if node.tag.rpartition("}")[2] == "editor":
        return None if said == _DEPOSITOR else "editor"
    return "author" if said in _AUTHORS else "editor" if said in _EDITORS else None


def _mention(node: etree._Element, role: str, places: Places) -> Mention | None:
    name = _name(node)
    if name is None:
        return None
    numbers = (
        text_of(n) for n in children(node, "idno") if (n.get("type") or "").lower() == "orcid"
    )
    orcid = next(filter(None, map(identifiers.orcid, numbers)), None)
    return mention(
        name,
        None,
        role,
        ids=(Identifier("orcid", orcid),) if orcid else (),
        affiliations=tuple(dict.fromkeys(_affiliations(node, places))),
        corresponding=True if node.get("role") in _CORRESPONDING else None,
    )


def _name(node: etree._Element) -> PrintedName | None:
    """The name in parts, else as a text; a place without a name, as GROBID gives them, is none."""
    inside = child(node, "persName")
    inside = node if inside is None else inside
    family, given = child_text(inside, "surname"), " ".join(child_texts(inside, "forename"))
    if family or given:
        return person(family, given or None, suffix=child_text(inside, "genName"))
    text = child_text(node, "name", "persName", "orgName") or ("" if len(node) else text_of(node))
    return one_name(text) if text else None


def _affiliations(node: etree._Element, places: Places) -> Iterator[Affiliation]:
    for place in children(node, "affiliation", "orgName"):
        pointed = place.get("ref")
        if pointed:
            yield from filter(None, [places.get(pointed)])
        elif printed := _printed(place):
            country = next((c.get("key") for c in place.iter("{*}country")), None)
            yield Affiliation(printed, None, country)


_LABEL: Final = re.compile(r"\A(?:\d{1,2}|[a-z*†‡])\s+(?=[A-Z])")


def _printed(place: etree._Element) -> str | None:
    """An affiliation as it was printed, else its parts with commas between them."""
    raw = (text_of(n) for n in children(place, "note") if n.get("type") == "raw_affiliation")
    text = next(filter(None, raw), None)
    if text is None:
        names = child_texts(place, "orgName")
        towns = (child_text(place, f"address/{part}") for part in ("settlement", "country"))
        text = ", ".join([*names, *filter(None, towns)]) if names else text_of(place)
    return place_of(_LABEL.sub("", text)) or None if text else None
