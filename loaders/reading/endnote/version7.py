"""EndNote's XML before version 8: names of elements in capitals, and numbers for reference types.

Other programs wrote that form for many years more. A record is turned into one of today's form, so
that one loader reads both::

    <RECORD><REFERENCE_TYPE>0</REFERENCE_TYPE><AUTHORS><AUTHOR>Moreau, E.</AUTHOR></AUTHORS>
    <YEAR>1999</YEAR><TITLE>On Lakes</TITLE><SECONDARY_TITLE>Waters</SECONDARY_TITLE></RECORD>
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from kg.loaders.reading.xml.text import child_texts

__all__ = ["of_today"]

_NUMBERED: Final = {
    "0": "Journal Article", "1": "Book", "2": "Thesis", "3": "Conference Proceedings",
    "5": "Newspaper Article", "6": "Computer Program", "7": "Book Section",
    "8": "Magazine Article", "9": "Edited Book", "10": "Report", "15": "Patent", "16": "Web Page",
    "20": "Manuscript", "22": "Statute",
}  # fmt: skip
"""The numbers of reference types, which later versions gave to other types."""
_PLACES: Final = {
    "AUTHORS/AUTHOR": "contributors/authors/author",
    "SECONDARY_AUTHORS/SECONDARY_AUTHOR": "contributors/secondary-authors/author",
    "TITLE": "titles/title",
    "SECONDARY_TITLE": "titles/secondary-title",
    "PERIODICAL/TITLE": "titles/secondary-title",
    "SHORT_TITLE": "titles/short-title",
    "ALTERNATE_TITLE": "titles/alt-title",
    "YEAR": "dates/year",
    "DATE": "dates/pub-dates/date",
    "VOLUME": "volume",
    "NUMBER": "number",
    "PAGES": "pages",
    "ISBN": "isbn",
    "ACCESSION_NUMBER": "accession-num",
    "ELECTRONIC_RESOURCE_NUM": "electronic-resource-num",
    "KEYWORDS/KEYWORD": "keywords/keyword",
    "ABSTRACT": "abstract",
    "NOTES": "notes",
    "TYPE_OF_WORK": "work-type",
    "LANGUAGE": "language",
    "URL": "urls/related-urls/url",
}


def of_today(record: etree._Element) -> etree._Element:
    """The record in the form of today, without what no paper property stands for.

    >>> old = etree.fromstring("<RECORD><YEAR>1999</YEAR><TITLE>On Lakes</TITLE></RECORD>")
    >>> etree.tostring(of_today(old)).decode()
    '<record><titles><title>On Lakes</title></titles><dates><year>1999</year></dates></record>'
    """
    made = etree.Element("record")
    for number in child_texts(record, "REFERENCE_TYPE")[:1]:
        etree.SubElement(made, "ref-type", name=_NUMBERED.get(number, number))
    for old, new in _PLACES.items():
        for text in child_texts(record, old):
            _put(made, new, text)
    return made


def _put(element: etree._Element, path: str, text: str) -> None:
    *groups, name = path.split("/")
    for group in groups:
        found = element.find(group)
        element = etree.SubElement(element, group) if found is None else found
    etree.SubElement(element, name).text = text
