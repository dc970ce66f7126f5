"""MARC as libraries exchange it in files (`.mrc`, ISO 2709), read as its XML is.

Format: https://www.loc.gov/marc/specifications/specrecstruc.html. Text in UTF-8 or MARC-8, of whose
scripts only the Latin ones are read: catalogues romanise titles and names in the fields that are
read here. A record that describes no paper is told as a reject, as in the XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.marcxml import MarcXmlLoader
from kg.loaders.reading.marc.iso2709 import Iso2709Trouble, begins_iso2709, iso2709_records
from kg.loaders.reading.marc.records import marc_record
from kg.loaders.reading.source import chunks
from kg.loaders.reading.xml.records import item_at
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["Marc21Loader"]


class Marc21Loader:
    """MARC 21 in ISO 2709."""

    name: ClassVar[str] = "marc21"
    title: ClassVar[str] = "MARC 21 and UNIMARC (.mrc, ISO 2709)"
    lost: ClassVar[str] = f"{MarcXmlLoader.lost.rstrip('.')}; scripts other than Latin in MARC-8."
    fills: ClassVar[tuple[str, ...]] = MarcXmlLoader.fills

    def sniff(self, head: Head) -> float:
        """By the leader of the first record, and the signs that end its fields."""
        return 0.95 if begins_iso2709(head.data) else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        return in_batches(_items(source))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, found in enumerate(iso2709_records(chunks(source))):
        if isinstance(found, Iso2709Trouble):
            yield Reject(source.uri, found.reason, None, index, found.raw or None)
            continue
        item = item_at(Provenance(source.uri, index), found, marc_record)
        if item is not None:
            yield item
