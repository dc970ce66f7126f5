"""Where a paper of a repository appeared, in Dublin Core: journal, volume, issue and pages.

Journals of Open Journal Systems print the issue into `source`, EPrints a citation into
`identifier`, Érudit and the Office of Scientific and Technical Information of the United States
(OSTI) the issue into `relation`, CyberLeninka the parts into elements of bibo
(http://purl.org/ontology/bibo/) beside the fifteen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.loaders.reading import identifiers
from kg.loaders.reading.arxiv.prose import journal_name
from kg.loaders.reading.repositories.values import alternatives, identified
from kg.loaders.reading.xml.text import child_text, child_texts
from kg.records import VenueMention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Place", "pages_of_size", "place_of", "place_of_arxiv"]


class Place(NamedTuple):
    """Where the paper appeared."""

    venue: VenueMention | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


_VOLUME: Final = re.compile(
    r"\b(?:vol(?:ume|umen)?|v|bd|band|jg|jahrgang|tomo?|cilt|т(?:ом)?)\b\.?\s*(\d+)", re.IGNORECASE
)
_ISSUE: Final = re.compile(
    r"(?:\b(?:no|n[uú]m(?:ero)?|nr|n|iss(?:ue)?|heft|say[ıi])\b\.?|\bn[º°]\.?|№)\s*(\d[\w/-]*)",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"\b(\d+)\s*\((\d[\w/-]*)\)")
_PAGES: Final = re.compile(r"(?:pp?\.?\s*)?([A-Z]?\d+\s*[-–]+\s*[A-Z]?\d+|[eE]\d+)")
_VOLUME_ALONE: Final = re.compile(
    r",\s(?P<volume>\d[\d-]*)\s*[,.]\s*(?:(?:pp?\.\s*)?(?P<pages>\d+-\d+)\b)?"
)
"""Volume and pages behind a journal, without an issue."""
_PAGES_OF_BOTH: Final = re.compile(
    r"\)[,.:\s]*(?:(?:pp\.\s*)?(\d+\s*[-–]+\s*\d+)\b(?!\s*[-–])|p\.\s*(\d+)\b)"
)


def place_of(body: etree._Element, title: str | None) -> Place:
    """The journal, with an ISSN where one stands: of `source` (`Journal; Vol. 3 (2009); 12-20`),
    else of the citation that EPrints gives beside other identifiers, else of a `relation`."""
    if said := child_text(body, "volume", "issue", "issn"):
        return _of_parts(body, identifiers.issn(said) or identifiers.issn(child_text(body, "issn")))
    texts = child_texts(body, "source")
    number = next((i for text in (*texts, *_issns(body)) if (i := identifiers.issn(text))), None)
    for text in texts:
        name = journal_name(text.partition(";")[0])
        if name and _names_journal(name) and not identifiers.doi(text) and "://" not in text:
            cited = (one for one in texts if one.startswith(f"{name}, "))  # by HAL, on its own
            return _placed(name, number, next(cited, text))
    return _of_citation(body, title, number) or _of_relation(body, number)


def _issns(body: etree._Element) -> Iterator[str]:
    yield from (value for scheme, value in alternatives(body) if scheme.endswith("issn"))
    yield from child_texts(body, "identifierOther")  # of OSTI


_LIBRARY: Final = re.compile(
    r"Bibliothèque (?:nationale|municipale|interuniversitaire|universitaire)\b", re.IGNORECASE
)
"""Whose copy Gallica shows: no journal, though shelf marks look like volumes."""


def _names_journal(text: str) -> bool:
    return not identifiers.issn(text) and text.lower() != "arxiv" and not _LIBRARY.match(text)


def _of_parts(body: etree._Element, number: str | None) -> Place:
    """The place that stands in elements of its own, its journal first among what is cited."""
    name = next(iter(child_texts(body, "bibliographicCitation")), None)
    return Place(
        VenueMention(name, "journal", issn=number) if name and _names_journal(name) else None,
        child_text(body, "volume"),
        child_text(body, "issue"),
        child_text(body, "pages"),
    )


def _of_citation(body: etree._Element, title: str | None, number: str | None) -> Place | None:
    for text in child_texts(body, "identifier"):
        rest = text.partition(f" {title}")[2].lstrip(" .?!") if title else ""
        name = journal_name(rest)
        if name and name != rest and not rest.startswith("In:"):
            own = identifiers.issn(rest)
            place = _placed(name, own or number, rest)
            if place.volume:
                return place
            if own:
                return Place(VenueMention(name.rstrip("."), "journal", issn=own))
    return None


_ISSUE_OF_JOURNAL: Final = re.compile(r"([^;]+?) ; vol\. \d")
_JOURNAL_PART: Final = re.compile(r"\bJournal (Name|Volume|Issue): ([^;]+?)(?=;| Journal |\Z)")


def _of_relation(body: etree._Element, number: str | None) -> Place:
    """The issue that is called related: by Érudit (`Ponds ; vol. 6 no. 2 (2015)`) or OSTI
    (`Journal Name: Ponds; Journal Volume: 6; Journal Issue: 2`)."""
    for text in child_texts(body, "relation"):
        if found := _ISSUE_OF_JOURNAL.match(text):
            return _placed(found[1], number, text)
        parts = dict(_JOURNAL_PART.findall(text))
        if name := parts.get("Name"):
            pages = pages_of_size(child_text(body, "format"))
            venue = VenueMention(name, "journal", issn=number)
            return Place(venue, parts.get("Volume"), parts.get("Issue"), pages)
    return Place()


_SIZE: Final = re.compile(
    r"Size: (?:Pages?|pp?\.|Article No\.) (\w{0,2}\d+)(?:\s?(?:to|-)\s?(\w{0,2}\d+))?\b"
)


def pages_of_size(text: str | None) -> str | None:
    """The pages, or the number of an article, in what the OSTI says of a work's form.

    >>> pages_of_size("Medium: X; Size: Pages 12 to 20"), pages_of_size("Medium: ED; Size: 20 p.")
    ('12-20', None)
    """
    found = _SIZE.search(text or "")
    return "-".join(filter(None, found.groups())) if found else None


def place_of_arxiv(body: etree._Element) -> Place:
    """The journal that stands among the identifiers."""
    stated = (text for text in child_texts(body, "identifier") if not identified(text))
    name = journal_name(next((text for text in stated if "://" not in text), None))
    return Place(VenueMention(name, "journal") if name else None)


def _placed(name: str, number: str | None, text: str) -> Place:
    """The parts of a place as it is printed."""
    parts = [part.strip() for part in text.split(";")]
    both, alone = _BOTH.search(text), _VOLUME_ALONE.match(text, len(name))
    volume, issue = _VOLUME.search(text), _ISSUE.search(text)
    of_parts = next(filter(None, map(_PAGES.fullmatch, parts[1:])), None)
    pages = of_parts or (_PAGES_OF_BOTH.search(text) if both else None)
    if alone and not (both or volume):
        return Place(
            VenueMention(name, "journal", issn=number), alone["volume"], None, alone["pages"]
        )
    return Place(
        VenueMention(name, "journal", issn=number),
        volume[1] if volume else both[1] if both else None,
        issue[1] if issue else both[2] if both and not volume else None,
        "".join(filter(None, pages.groups())).replace(" ", "").replace("–", "-") if pages else None,
    )
