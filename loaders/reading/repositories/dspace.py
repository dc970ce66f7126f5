"""The forms in which DSpace gives metadata as it keeps them, `dim` and `xoai`, as Dublin Core.

A field has an element and perhaps a qualifier: `contributor.author`, `date.issued`. In `dim` these
are attributes, in `xoai` the names of elements inside one another, the innermost the language.
Format: https://wiki.lyrasis.org/display/DSDOC7x/Metadata+and+Bitstream+Format+Registries.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from kg.loaders.reading.xml.text import children, local_name, text_of

__all__ = ["dspace_as_dublin_core"]

Field = tuple[str, str | None, str]
"""Element, qualifier and value."""

_SCHEMAS: Final = ("dc", "dcterms")
_RENAMED: Final = {
    ("contributor", "author"): "creator", ("date", "issued"): "issued",
    ("date", "available"): "available", ("date", None): "date",
    ("description", "abstract"): "abstract", ("description", None): "description",
    ("title", None): "title",
}  # fmt: skip
_WITH_ANY: Final = ("creator", "identifier", "subject", "type", "language", "relation", "source")
"""Elements that say the same whatever their qualifier."""


def dspace_as_dublin_core(body: etree._Element) -> etree._Element:
    """An element with the children that Dublin Core has for the fields."""
    made = etree.Element("dc")
    fields = _of_dim(body) if local_name(body) == "dim" else _of_xoai(body)
    for element, qualifier, value in fields:
        name = element if element in _WITH_ANY else _RENAMED.get((element, qualifier))
        if name:
            etree.SubElement(made, name).text = value
    return made


def _of_dim(body: etree._Element) -> Iterator[Field]:
    for field in children(body, "field"):
        value = text_of(field)
        if value and field.get("mdschema") in _SCHEMAS:
            yield field.get("element") or "", field.get("qualifier"), value


def _of_xoai(body: etree._Element) -> Iterator[Field]:
    for schema in children(body, "element"):
        if schema.get("name") in _SCHEMAS:
            yield from _below(schema, ())


def _below(node: etree._Element, path: tuple[str, ...]) -> Iterator[Field]:
    for field in children(node, "field"):
        value = text_of(field)
        if value and path and field.get("name") == "value":
            yield path[0], path[1] if len(path) > 2 else None, value
    for inner in children(node, "element"):
        yield from _below(inner, (*path, inner.get("name") or ""))
