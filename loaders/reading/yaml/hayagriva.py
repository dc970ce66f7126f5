"""Hayagriva's YAML, in which people who write with Typst keep their bibliographies, as CSL items.

Format: https://github.com/typst/hayagriva/blob/main/docs/file-format.md. A mapping from keys to
entries; what a work appeared in is its `parent`, which may have a parent of its own::

    lakes:
      type: article
      author: ["Moreau, Emil", "Berg, Piet"]
      title: On Lakes
      date: 1999-10
      serial-number: {doi: "10.5555/lakes.1"}
      parent: {type: periodical, title: Waters, volume: 12}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from kg.loaders.reading import values
from kg.loaders.reading.yaml.items import YamlItem, item_of

__all__ = ["begins_entries", "hayagriva_items"]

_TYPES: Final = {
    "article": "article-journal", "chapter": "chapter", "entry": "entry", "anthos": "chapter",
    "report": "report", "thesis": "thesis", "web": "webpage", "patent": "patent", "book": "book",
    "newspaper": "article-newspaper", "manuscript": "manuscript", "post": "post",
    "periodical": "periodical", "proceedings": "book", "blog": "post-weblog", "reference": "book",
    "conference": "paper-conference", "anthology": "book", "repository": "software",
    "thread": "post", "misc": "document", "scene": "document", "artwork": "document",
    "case": "document", "legislation": "document", "performance": "document", "original": "book",
    "audio": "document", "video": "document", "exhibition": "document",
}  # fmt: skip
_IN_PARENTS: Final = {
    "proceedings": "paper-conference", "conference": "paper-conference", "blog": "post-weblog",
    "newspaper": "article-newspaper", "anthology": "chapter", "book": "chapter",
}  # fmt: skip
"""What an article is by what it appeared in."""
_BEGUN: Final = re.compile(
    r"(?:\ufeff|---[^\S\n]*\n|[^\S\n]*#[^\n]*\n|[^\S\n]*\n)*[^\s#\-\[{][^\n]*:[^\S\n]*(?:#[^\n]*)?\n"
    r"(?:[^\S\n][^\n]*\n|\n){0,20}?[^\S\n]+type:[^\S\n]*[\"']?([A-Za-z]+)[\"']?[^\S\n]*(?:#[^\n]*)?\n"
)
_TITLE: Final = re.compile(r"^[^\S\n]+title:", re.MULTILINE)
_KEY: Final = re.compile(r"[^\s#\-.}\]].*:(?:\s|$)")
_ENTRY_LINES: Final = 5_000


def begins_entries(text: str) -> bool:
    """Whether a text begins with an entry of a known type and names a title.

    >>> begins_entries("lakes:\\n  type: Article\\n  title: On Lakes\\n")
    True
    >>> begins_entries("services:\\n  type: docker\\n  title: x\\n")
    False
    """
    found = _BEGUN.match(text[:20_000])
    return found is not None and found[1].lower() in _TYPES and _TITLE.search(text) is not None


def hayagriva_items(lines: Iterable[tuple[int, str]]) -> Iterator[YamlItem]:
    """The entries in order, each read for itself, their values CSL items."""
    held: list[str] = []
    named: list[str] = []
    at = 0
    for number, line in lines:
        if _KEY.match(line):
            if held:
                yield _item(held, at, named)
            held, at = [], number
        if at and len(held) < _ENTRY_LINES:
            held.append(line)
    if held:
        yield _item(held, at, named)


def _item(lines: list[str], at: int, named: list[str]) -> YamlItem:
    item = item_of(lines, at, named)
    value = item.value
    if item.trouble is not None:
        return item
    if not isinstance(value, dict) or not all(isinstance(e, dict) for e in value.values()):
        return replace(item, value=None, trouble="not an entry")
    key, entry = next(iter(value.items()))
    return replace(item, value=_csl(key, entry))


def _csl(key: str, entry: dict[str, Any]) -> dict[str, Any]:
    parents = list(_parents(entry))
    above, places = parents, [entry, *parents]
    if not entry.get("title") and parents:  # a part without a name, as a chapter by its number
        whole, *above = parents
        of_whole = {name: whole[name] for name in ("title", "author", "type") if name in whole}
        entry = entry | of_whole
    serials = [_serial(place) for place in places]
    serial, numbered = serials[0], _text(entry.get("serial-number"))
    item: dict[str, Any] = {
        "id": key,
        "title": _text(entry.get("title")),
        "author": _names(entry.get("author")),
        "editor": _names(_first(places, "editor")),
        "issued": {"raw": (_text(_first(places, "date")) or "").lstrip("~")},
        "abstract": _text(entry.get("abstract")),
        "language": _text(entry.get("language")),
        "note": _text(entry.get("note")),
        "URL": _text(entry.get("url")),
        "page": _text(entry.get("page-range")),
        "volume": _text(_first(places, "volume")),
        "issue": _text(_first(places, "issue")),
        "DOI": serial.get("doi") or numbered,
        "PMID": serial.get("pmid"),
        "PMCID": serial.get("pmcid"),
        "ISBN": _first(serials, "isbn"),
        "ISSN": _first(serials, "issn"),
        "number": f"arXiv:{serial['arxiv']}" if serial.get("arxiv") else numbered,
        "container-title": next(filter(None, (_text(p.get("title")) for p in above)), None),
    }
    item["type"] = _type(entry, above, item)
    return {name: value for name, value in item.items() if value}


def _type(entry: dict[str, Any], parents: list[dict[str, Any]], item: dict[str, Any]) -> str:
    kind = str(entry.get("type", "")).lower()
    above = str(parents[0].get("type", "")).lower() if parents else ""
    of_arxiv = "arxiv" in f"{item['number']} {item['URL']} {item['DOI']}".lower()
    if of_arxiv and not item["container-title"] and kind in ("article", "misc", "web"):
        return "article"
    if kind == "proceedings" and above == "conference":  # a paper, whatever its writer calls it
        return "paper-conference"
    if kind == "article":
        return _IN_PARENTS.get(above, "article-journal")
    return _TYPES.get(kind, "document")


def _parents(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What it appeared in, and what that appeared in; of several the first."""
    for _ in range(4):
        above = entry.get("parent")
        found = next(iter(values.objects(above if isinstance(above, list) else [above])), None)
        if found is None:
            return
        yield found
        entry = found


def _first(places: Iterable[dict[str, Any]], name: str) -> Any:
    return next((place[name] for place in places if place.get(name)), None)


_IDS: Final = ("doi", "isbn", "issn", "pmid", "pmcid", "arxiv")


def _serial(entry: dict[str, Any]) -> dict[str, str]:
    """The identifiers, which stood beside the other fields before they had one of their own."""
    stated = entry.get("serial-number")
    places = [stated, entry] if isinstance(stated, dict) else [entry]
    found = {name: values.text(_first(places, name)) for name in _IDS}
    return {name: text for name, text in found.items() if text}


_BRACES: Final = re.compile(r"[{}]")


def _text(value: Any) -> str | None:
    """A text, or the `value` of a mapping; without the braces that conversion from BibTeX left."""
    text = values.text(value.get("value") if isinstance(value, dict) else value)
    return _BRACES.sub("", text) if text else None


def _names(value: Any) -> list[dict[str, str]]:
    return [name for one in values.items(value) if (name := _name(one))]


def _name(value: Any) -> dict[str, str]:
    """A name in its parts; `Family, Given` or `Family, Jr., Given` where it is one text."""
    if isinstance(value, dict):
        parts = {
            "family": values.text(value.get("name")),
            "given": values.text(value.get("given-name")),
            "non-dropping-particle": values.text(value.get("prefix")),
            "suffix": values.text(value.get("suffix")),
        }
        return {part: text for part, text in parts.items() if text}
    family, *rest = [part.strip() for part in (_text(value) or "").split(",")]
    if not rest:
        return {"literal": family} if family else {}
    suffix = {"suffix": rest[0]} if len(rest) > 1 else {}
    return {"family": family, "given": rest[-1], **suffix}
