"""TEI of works: HAL's export, papers whose PDF GROBID has read, and lists of references.

Formats: https://api.archives-ouvertes.fr/docs/search (`wt=xml-tei`) and
https://grobid.readthedocs.io. HAL lists laboratories behind the works, so these are read first. A
paper of GROBID is one record with the works it cites; a list of `biblStruct` (Zotero exports such,
GROBID makes them of references alone) is a record for each. Deposits that are pictures, films, maps
and the like are told as rejects. Editions of other texts in TEI are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.tei.people import Places, organisation
from kg.loaders.reading.tei.works import hal_record, paper_record, work_record
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml.elements import XmlRoot, XmlTrouble, elements, root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import local_name
from kg.records import PaperRecord, Provenance, Reject

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["TeiLoader"]

_ROOTS: Final = ("TEI", "teiCorpus", "listBibl")
_OF_PAPER: Final = re.compile(r"<(?:\w+:)?sourceDesc\b[^>]*>\s*<(?:\w+:)?biblStruct\b")
_IN_HAL: Final = ("halTypology", "hal.archives-ouvertes.fr", "hal.science")


class TeiLoader:
    """TEI."""

    name: ClassVar[str] = "tei"
    title: ClassVar[str] = "TEI (HAL, GROBID, lists of references)"
    lost: ClassVar[str] = (
        "Full text, translators and other roles, funding, the institutions that laboratories "
        "belong to, and deposits in HAL that are pictures, films, recordings, maps, courses or "
        "issues of journals, which are rejected."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "url", "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By deposits of HAL, the header of a paper, or a list of works, in a document of TEI."""
        root = root_of(head)
        return 0.9 if root is not None and _records_of(root, head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read deposit by deposit, paper by paper, or work by work."""
        head = head_of(source)
        root = root_of(head)
        yield from in_batches(_items(source, _records_of(root, head.text) if root else None))


def _records_of(root: XmlRoot, text: str) -> str | None:
    """The elements that are records: those of HAL, papers, works of a list; None in other TEI."""
    if root.name not in _ROOTS:
        return None
    if "biblFull" in root.names:
        return "biblFull" if any(sign in text for sign in _IN_HAL) else None
    if "biblStruct" not in root.names:
        return None
    if _OF_PAPER.search(text):
        return "TEI"
    return "biblStruct" if "listBibl" in root.names else None


def _items(source: Source, record: str | None) -> Iterator[PaperRecord | Reject]:
    places = _organisations(source) if record == "biblFull" else {}

    def make(element: etree._Element, at: Provenance) -> PaperRecord | str | None:
        if record == "biblFull":
            return hal_record(element, places, at)
        return paper_record(element, at) if record == "TEI" else work_record(element, at)

    yield from xml_items(source, [record or "TEI"], make)


def _organisations(source: Source) -> Places:
    """The organisations that authors point to."""
    # Deposits are asked for too, because what is asked for is gone once it has been seen.
    found = (each for each in elements(source, ("org", "biblFull")))
    orgs = (o[1] for o in found if not isinstance(o, XmlTrouble) and local_name(o[1]) == "org")
    return dict(filter(None, map(organisation, orgs)))
