"""MARC as XML, in which library catalogues and Invenio's repositories hand out records.

Formats: https://www.loc.gov/standards/marcxml/ and MarcXchange, in MARC 21 or UNIMARC. Single
records, collections, and answers to searches (SRU) and of catalogues (Alma, Koha); those in a
harvest are read with it. A record of a map, a film, a whole journal or the like is told as a
reject: the leader decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.marc.records import marc_record
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import child
from kg.records import PaperRecord, Provenance

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["MarcXmlLoader"]

_FIELDS: Final = frozenset(("datafield", "subfield"))
_NAMESPACES: Final = ("http://www.loc.gov/MARC21/slim", "info:lc/xmlns/marcxchange")


class MarcXmlLoader:
    """MARCXML."""

    name: ClassVar[str] = "marcxml"
    title: ClassVar[str] = "MARC XML (MARC 21, UNIMARC: library catalogues, INSPIRE, CERN, Zenodo)"
    lost: ClassVar[str] = (
        "Publishers, series, notes, shelf marks, holdings, names and places as subjects, and roles "
        "other than author and editor; records of maps, pictures, films, recordings, printed "
        "music, objects, collections and periodicals as such, and of names and subjects, which "
        "are rejected."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "url", "open_access_url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By fields and subfields, in a namespace of MARC or in records without any."""
        root = root_of(head)
        if root is None or not root.names >= _FIELDS or "record" not in root.names:
            return 0.0
        named = any(space.startswith(_NAMESPACES) for space in root.namespaces)
        bare = not root.namespaces and not root.names.isdisjoint(("leader", "controlfield"))
        if root.name in ("record", "collection"):
            return 0.95 if named or bare else 0.0
        return 0.8 if named or bare else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from in_batches(xml_items(source, ["record"], _record))


def _record(record: etree._Element, at: Provenance) -> PaperRecord | str | None:
    """None for a record of an answer, which holds one of MARC."""
    held = child(record, "datafield") is None and child(record, "leader") is None
    inside = next(record.iter("{*}datafield", "{*}leader"), None)
    return None if held and inside is not None else marc_record(record, at)
