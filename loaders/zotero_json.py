"""Zotero items as JSON: Better BibTeX's export (`BetterBibTeX JSON`) and the Zotero web API.

Items: https://www.zotero.org/support/dev/web_api/v3/types_and_fields. The API puts an item under
`data`, and those that were written to it under `successful`; the export puts all under `items`,
with collections beside them; others map types or keys to items. Notes, attachments and annotations
are no items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.abstracts import bare_abstract
from kg.loaders.reading.json.stream import Item, items
from kg.loaders.reading.json.text import JsonTrouble, compact, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.people.names import PrintedName, mentions, person
from kg.loaders.reading.people.others import without_others
from kg.loaders.reading.strangers import without_strangers_ids
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.zotero.extra import (
    citations_of_extra,
    extra_ids,
    extra_lines,
    remark_of_extra,
)
from kg.loaders.reading.zotero.types import NO_PAPER, zotero_type, zotero_venue
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reject

__all__ = ["ZoteroJsonLoader"]

_Item = dict[str, Any]
_VENUES = (
    "publicationTitle", "proceedingsTitle", "bookTitle", "encyclopediaTitle", "dictionaryTitle",
    "conferenceName", "repository", "websiteTitle", "blogTitle",
)  # fmt: skip

_INSIDE: Final = ("items", "successful")
_EXPORT: Final = re.compile(
    r'"label":\s*"Better ?BibTeX JSON"|\A\s*\{\s*"collections":\s*\{\s*"[A-Z\d]{8}":'
)
"""What an export says of itself, before which collections may be more than a head holds."""


class ZoteroJsonLoader:
    """Better BibTeX JSON and Zotero API JSON."""

    name: ClassVar[str] = "zotero-json"
    title: ClassVar[str] = "Zotero JSON (Better BibTeX, web API)"
    lost: ClassVar[str] = "Notes, attachments, collections, related items and citation keys."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
        "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "citation_count", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By items with an `itemType`, at the top, under `data`, or under the export's `items`."""
        item = first_object(head, _INSIDE)
        if item is None:
            return 0.0
        data = item.get("data", item)
        if isinstance(data, dict) and ("itemType" in data or _maps_items(data)):
            return 0.95
        exported = "config" in item and '"itemType"' in head.text
        return 0.95 if exported or _EXPORT.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read item by item; what a number stands for shows when thousands are seen."""
        yield from in_batches(without_strangers_ids(_items(source)))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    index = -1
    for item in _single(items(source, _INSIDE)):
        index += 1
        raw = item.text[:RAW_CHARACTERS]
        if isinstance(item.value, JsonTrouble):
            yield Reject(source.uri, str(item.value), item.line, index, raw or None)
            continue
        data = item.value.get("data", item.value) if isinstance(item.value, dict) else None
        if not isinstance(data, dict):
            yield Reject(source.uri, "not a JSON object", item.line, index, raw)
            continue
        config_alone = "config" in data and "itemType" not in data
        if config_alone or values.text(data.get("itemType")) in NO_PAPER:
            index -= 1  # an attachment or a note is no record
            continue
        record = _record(data, Provenance(source.uri, index, item.line), item.text)
        if record.tells_a_work:
            yield record
        else:
            yield Reject(source.uri, NAMELESS, item.line, index, raw)


def _single(found: Iterator[Item]) -> Iterator[Item]:
    """The items one by one, where some stand in a map from their types."""
    for item in found:
        if isinstance(item.value, dict) and _maps_items(item.value):
            yield from (Item(item.line, one, compact(one)) for one in item.value.values())
        else:
            yield item


def _maps_items(value: dict[str, Any]) -> bool:
    """Whether each member of an object is an item."""
    held = value.values()
    return bool(held) and all(isinstance(one, dict) and "itemType" in one for one in held)


def _record(item: _Item, provenance: Provenance, raw: str) -> PaperRecord:
    authors, complete = _people(item, "author")
    editors, _ = _people(item, "editor")
    extra = _extra(item.get("extra"))
    lines = extra_lines(extra)
    preprint = _preprint(item, lines.get("arxiv"))
    dated = dates.from_text(values.text(item.get("date")))
    venue = next((v for key in _VENUES if (v := values.text(item.get(key)))), None)
    kind = values.text(item.get("itemType"))
    paper_type = zotero_type(kind, venue, preprint is not None)
    title = values.text(item.get("title") or item.get("caseName") or item.get("subject"))
    return PaperRecord(
        provenance=provenance,
        title=plain(title),
        mentions=mentions(authors) + mentions(editors, "editor"),
        n_authors=len(authors) if authors and complete else None,
        authors_complete=complete if authors else None,
        ids=_ids(item, lines, preprint, paper_type),
        arxiv_version=preprint[1] if preprint else None,
        abstract=bare_abstract(values.text(item.get("abstractNote"))),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=values.text(item.get("language")),
        venue=zotero_venue(
            paper_type, venue, values.text(item.get("ISSN")), values.text(item.get("ISBN"))
        ),
        volume=values.text(item.get("volume")),
        issue=values.text(item.get("issue")),
        pages=values.text(item.get("pages")),
        keywords=_keywords(item.get("tags")),
        citation_count=citations_of_extra(extra),
        url=values.text(item.get("url")),
        comment=remark_of_extra(extra),
        raw=raw,
    )


def _extra(value: Any) -> str | None:
    """The `Extra` field, a text or, in exports made to be compared, a list of its lines."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(values.text, value))) or None
    return values.text(value)


def _people(item: _Item, role: str) -> tuple[list[PrintedName], bool]:
    """The creators of a role; who is no editor, translator or the like is an author."""
    creators = item.get("creators")
    found: list[PrintedName] = []
    complete = True
    for creator in creators if isinstance(creators, list) else ():
        if not isinstance(creator, dict):
            continue
        kind = values.text(creator.get("creatorType")) or "author"
        own = "editor" if kind in _EDITORS else "author" if kind not in _OTHERS else kind
        body, cut = without_others(values.text(creator.get("name")) or "")
        complete = complete and not cut
        family, given = values.text(creator.get("lastName")), values.text(creator.get("firstName"))
        if creator.get("fieldMode") == 1:  # a name in one field, whatever the field is called
            family, body = None, family or body
        name = person(family, given, literal=body)
        if own == role and name is not None:
            found.append(name)
    return found, complete


_EDITORS = frozenset(("editor", "seriesEditor"))
_OTHERS = frozenset(
    ("translator", "reviewedAuthor", "bookAuthor", "recipient", "attorneyAgent", "counsel",
     "interviewer", "wordsBy", "commenter", "cosponsor", "castMember", "guest", "producer")
)  # fmt: skip


def _preprint(item: _Item, of_extra: str | None) -> tuple[str, int | None] | None:
    """The arXiv id; of several spellings the one that has a version."""
    keys = ("archiveID", "archiveLocation", "number", "reportNumber", "url", "publicationTitle")
    texts = [text for key in keys if (text := values.text(item.get(key)))]
    texts = [text for text in texts if "arxiv" in text.lower()]
    found = [p for text in (of_extra, *texts) if (p := identifiers.arxiv(text))]
    return next((p for p in found if p[1] and p[0] == found[0][0]), found[0]) if found else None


def _ids(
    item: _Item,
    lines: dict[str, str],
    preprint: tuple[str, int | None] | None,
    paper_type: str | None,
) -> tuple[Identifier, ...]:
    ids = identifiers.of_doi(values.text(item.get("DOI")))
    if preprint:
        ids.append(Identifier("arxiv", preprint[0]))
    ids += extra_ids(lines)
    ids += identifiers.from_url(values.text(item.get("url")))
    if paper_type == "book":
        ids += identifiers.of("isbn", values.text(item.get("ISBN")))
    return identifiers.unique(ids)


def _keywords(tags: Any) -> tuple[KeywordTag, ...]:
    """The tags: of type 1 those that Zotero took over by itself."""
    found: list[KeywordTag] = []
    for tag in tags if isinstance(tags, list) else ():
        own = tag if isinstance(tag, dict) else {"tag": tag}
        if label := values.text(own.get("tag")):
            automatic = own.get("type") == 1
            found.append(
                KeywordTag(label, "extracted", "automatic-tags") if automatic else KeywordTag(label)
            )
    return unique_tags(found)
