"""What kind of thing a MODS record describes: our type of a paper, or what it is instead.

Libraries catalogue maps, films and whole journals in the same form. The genre decides, in the words
of MARC, of bibutils, of Zotero or of a repository; without one the type of resource, what the
record is part of, and whether it is issued in parts without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.loaders.reading.repositories.values import repository_type
from kg.loaders.reading.xml.text import child_texts, children, text_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["mods_type", "no_paper"]

_TYPES: Final = {
    "conference publication": "conference-paper", "academic journal": "article",
    "magazine article": "article", "newspaper article": "article", "legal article": "article",
    "collection": "book", "multivolume monograph": "book", "festschrift": "book",
    "encyclopedia": "book", "dictionary": "book", "handbook": "book", "bibliography": "book",
    "biography": "book", "autobiography": "book", "yearbook": "book", "catalog": "book",
    "book review": "review", "bookreview": "review", "government publication": "report",
    "standard or specification": "report", "standard": "report", "web site": "web-page",
    "website": "web-page", "webpage": "web-page", "numeric data": "dataset", "database": "dataset",
    "research data": "dataset", "publication": "other",
}  # fmt: skip
"""Words of MARC's list of genres, of bibutils and of DiVA."""

_THESIS: Final = re.compile(r"thes[ei]s|dissertation|examensarbete")
_OTHER_THINGS: Final = re.compile(
    r"maps?|atlas(?:es)?|globes?|photo(?:graph)?s?|postcards?|posters?|pictures?|slides?|prints?"
    r"|images?|paintings?|drawings?|art (?:original|reproduction)|motion pictures?|films?|videos?"
    r"|video ?recordings?|sounds?|sound recordings?|scores?|notated music|music|realia|games?|toys?"
    r"|letters?|correspondence|diaries|finding aids?"
)
_SERIALS: Final = re.compile(
    r"journals?|periodicals?|newspapers?|magazines?|newsletters?|serials?|series|issues?"
)
_RESOURCES: Final = {
    "cartographic": "a map", "notated music": "notated music", "sound recording": "a recording",
    "still image": "a picture", "moving image": "a film", "three dimensional": "an object",
    "artifact": "an object", "mixed material": "material of an archive",
}  # fmt: skip
_SERIAL: Final = ("continuing", "serial", "integrating resource")
_MONOGRAPHIC: Final = ("monographic", "single unit", "multipart monograph")


def mods_type(record: etree._Element, host: etree._Element | None) -> str | None:
    """Our type of a paper, by its genres, else by what it is part of; None when neither tells."""
    own = next(filter(None, map(_of_genre, _genres(record))), None)
    if own == "conference-paper" and host is None:
        return "proceedings" if _is_monograph(record) else own
    if own is not None:
        return own
    if host is not None:
        return _of_host(host)
    is_text = "text" in _resources(record)
    return "book" if is_text and _is_monograph(record) else None


def no_paper(record: etree._Element, host: etree._Element | None) -> str | None:
    """What it is instead of a paper; None for one, and where nothing speaks against it."""
    genres = list(_genres(record))
    if any(map(_of_genre, genres)):
        return None
    if any(node.get("collection") == "yes" for node in children(record, "typeOfResource")):
        return "a collection, not a paper"
    kinds = _resources(record)
    things = [thing for sign, thing in _RESOURCES.items() if any(k.startswith(sign) for k in kinds)]
    if things and "text" not in kinds:
        return f"{things[0]}, not a paper"
    if other := next(filter(_OTHER_THINGS.fullmatch, genres), None):
        return f"of the genre {other!r}, not a paper"
    serial = any(map(_SERIALS.fullmatch, genres)) or _is_issued(record, _SERIAL)
    return "a periodical, not a paper" if serial and not _has_pages(record, host) else None


def _genres(node: etree._Element) -> Iterator[str]:
    """The genres in small letters; MyCoRe gives them as addresses alone."""
    for genre in children(node, "genre"):
        text = text_of(genre) or (genre.get("valueURI") or "").rpartition("#")[2]
        if text:
            yield text.lower().strip(" .")


def _of_genre(genre: str) -> str | None:
    if _OTHER_THINGS.fullmatch(genre) or _SERIALS.fullmatch(genre):
        return None
    return _TYPES.get(genre) or ("thesis" if _THESIS.search(genre) else repository_type(genre))


def _of_host(host: etree._Element) -> str | None:
    """The type of what is part of a journal, of proceedings or of a book."""
    genres = [*_genres(host)]
    kinds = {_of_genre(genre) for genre in genres}
    if kinds & {"conference-paper", "proceedings"}:
        return "conference-paper"
    if "book" in kinds:
        return "chapter"
    has_issn = any("issn" in (n.get("type") or "").lower() for n in children(host, "identifier"))
    serial = any(map(_SERIALS.fullmatch, genres)) or _is_issued(host, _SERIAL)
    return "article" if has_issn or serial or "article" in kinds else None


def _resources(record: etree._Element) -> list[str]:
    return [text.lower() for text in child_texts(record, "typeOfResource")]


def _is_issued(record: etree._Element, ways: tuple[str, ...]) -> bool:
    return any(text.lower() in ways for text in child_texts(record, "originInfo/issuance"))


def _is_monograph(record: etree._Element) -> bool:
    return _is_issued(record, _MONOGRAPHIC)


def _has_pages(record: etree._Element, host: etree._Element | None) -> bool:
    """Whether it stands on some pages of something."""
    around = [record] if host is None else [record, host]
    return any(child_texts(node, "part/extent") for node in around)
