"""Europe PMC's answers in Dublin Core (`format=dc`), brought into the shape of its results.

Format: https://europepmc.org/RestfulWebService. A `Description` is one work: its creators are
`Family, Initials`, its first description the types of publication, its subjects headings of MeSH;
where it appeared stands in a citation that is written like the query of an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from kg.loaders.reading.xml.text import child_text, child_texts

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["DESCRIPTION", "result_of"]

DESCRIPTION: Final = "Description"
_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_NUMBER: Final = re.compile(r"/(?:abstract|article)/([A-Z]{3})/([^/?#]+)")
_PMCID: Final = re.compile(r"\bPMC\d+")
_ISSN: Final = "urn:ISSN:"


def result_of(body: etree._Element) -> dict[str, Any]:
    """The members of the result that a description tells of."""
    number = _NUMBER.search(body.get(_ABOUT) or "")
    citations = child_texts(body, "bibliographicCitation")
    pmcid = _PMCID.search(" ".join([*child_texts(body, "isVersionOf"), *citations]))
    place = _place(citations)
    day = child_text(body, "date") or ""
    return {
        "source": number[1] if number else None,
        "id": number[2] if number else None,
        "doi": next((x for x in child_texts(body, "identifier") if "doi.org/" in x), None),
        "pmcid": pmcid[0] if pmcid else None,
        "title": child_text(body, "title"),
        "authorList": {"author": [_author(name) for name in child_texts(body, "creator")]},
        "journalInfo": {
            "volume": place.get("volume"),
            "issue": place.get("issue"),
            "journal": {"title": place.get("jtitle"), "issn": _issn(body)},
        },
        "pageInfo": place.get("pages"),
        "pubYear": day[:4],
        "firstPublicationDate": day,
        "abstractText": child_text(body, "abstract"),
        "language": child_text(body, "language"),
        "pubType": child_text(body, "description"),
        "meshHeadingList": {
            "meshHeading": [{"descriptorName": text} for text in child_texts(body, "subject")]
        },
    }


def _author(name: str) -> dict[str, str]:
    """A person, or a group, whose name has no comma."""
    family, comma, initials = name.partition(", ")
    return {"lastName": family, "initials": initials} if comma else {"collectiveName": name}


def _place(citations: list[str]) -> dict[str, str]:
    """Journal, volume, issue and pages by the names that OpenURL has for them."""
    query = next((text for text in citations if "rft." in text), "")
    return {name.removeprefix("rft."): said[0] for name, said in parse_qs(query).items()}


def _issn(body: etree._Element) -> str | None:
    parts = child_texts(body, "isPartOf")
    return next((x.removeprefix(_ISSN) for x in parts if x.startswith(_ISSN)), None)
