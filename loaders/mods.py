"""MODS, in which libraries and repositories hand out what they catalogue.

Format: https://www.loc.gov/standards/mods/. Single records, collections, and records inside METS
documents and answers to searches (SRU); those in a harvest are read with the harvest. bibutils and
Zotero write it too, and the ACL Anthology gives its volumes in it. A record of a map, a film, a
whole journal or the like is told as a reject: the genre decides, then the type of resource.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.mods.records import mods_record
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.records import PaperRecord, Provenance

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["ModsLoader"]

_NAMESPACE: Final = "http://www.loc.gov/mods/"
_ROOTS: Final = ("mods", "modsCollection")


class ModsLoader:
    """MODS."""

    name: ClassVar[str] = "mods"
    title: ClassVar[str] = "MODS XML (libraries, repositories, bibutils, Zotero; also in METS)"
    lost: ClassVar[str] = (
        "Publishers, series, notes, physical descriptions, shelf marks, rights, and roles other "
        "than author and editor; records of maps, pictures, films, recordings, printed music, "
        "objects, collections, and periodicals as such or their issues, which are rejected."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By records in the namespace of MODS, or a root that is called so."""
        root = root_of(head)
        if root is None or "mods" not in root.names:
            return 0.0
        named = any(space.startswith(_NAMESPACE) for space in root.namespaces)
        if root.name in _ROOTS:
            return 0.95 if named or "titleInfo" in root.names else 0.0
        return 0.8 if named else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from in_batches(xml_items(source, ["mods"], _record))


def _record(record: etree._Element, at: Provenance) -> PaperRecord | str:
    return mods_record(record, "", at)
