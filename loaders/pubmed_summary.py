"""Summaries of PubMed and PubMed Central as NCBI's E-utilities give them (`esummary`).

Format: https://www.ncbi.nlm.nih.gov/books/NBK25499/#chapter4.ESummary. In JSON the summaries stand
in `result` under their numbers, which `uids` lists; in XML each is a `DocSum` of named items. A
number of PubMed Central is no PMID. Names are `Lovelace AA`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from lxml import etree

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made, json_loading
from kg.loaders.reading.json.text import ENVELOPES, compact, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.names import initials_last, mention, one_name
from kg.loaders.reading.pubmed.values import is_retracted, pubmed_type
from kg.loaders.reading.text import head_of
from kg.loaders.reading.values import items
from kg.loaders.reading.values import text as said
from kg.loaders.reading.xml.elements import root_of
from kg.loaders.reading.xml.records import xml_items
from kg.loaders.reading.xml.text import markup, text_of
from kg.records import Identifier, Mention, PaperRecord, Provenance, VenueMention

__all__ = ["PubmedSummaryLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("result", *ENVELOPES))
_SIGNS: Final = ("fulljournalname", "articleids", "pubtype", "sortpubdate", "elocationid")
_APPEARED: Final = frozenset(("source", "pubdate", *_SIGNS))
"""What tells when or where a paper appeared: genes and proteins have titles, too."""
_SCHEMES: Final = {"pubmed": "pmid", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "doi": "doi"}


class PubmedSummaryLoader:
    """Summaries of PubMed or PubMed Central."""

    name: ClassVar[str] = "pubmed-summary"
    title: ClassVar[str] = "PubMed summaries (esummary, JSON and XML)"
    lost: ClassVar[str] = "The history of a record, and how often PubMed Central cites it."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "year", "date", "type",
        "language", "venue", "volume", "issue", "pages", "retracted", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By what a summary has only there, alone or under its number; in XML by its root."""
        if (root := root_of(head)) is not None:
            return 0.95 if "eSummaryResult" in root.names else 0.0
        found = first_object(head, _SHAPE.inside) or {}
        summary, few = found, 1
        if _lists(found):
            summary, few = next((one for one in found.values() if isinstance(one, dict)), {}), 0
        signs = sum(sign in summary for sign in _SIGNS)
        return 0.95 if "title" in summary and signs > few else 0.0

    def load(self, source: Source) -> Loading:
        """Read summary by summary."""
        if root_of(head_of(source)) is not None:
            return in_batches(xml_items(source, ("DocSum",), _of_items))
        return json_loading(source, _SHAPE, _made)


def _of_items(node: etree._Element, at: Provenance) -> PaperRecord | str:
    """The record of a summary in XML, whose items are those of JSON by longer names."""
    item: Item = {"uid": node.findtext("Id")}
    for one in node.iterfind("Item"):
        name = one.get("Name", "").lower()
        item[name.removesuffix("list")] = _item(name, one)
    if "title" not in item or _APPEARED.isdisjoint(item):
        return "a summary of another database, not of a paper"
    return _record(
        {**item, "authors": item.get("author"), "elocationid": item.get("doi")}, at, markup(node)
    )


def _item(name: str, node: etree._Element) -> Any:
    if node.get("Type") != "List":
        return text_of(node)
    inside = [(child.get("Name", ""), text_of(child)) for child in node.iterfind("Item")]
    if name == "authorlist":
        return [{"name": text, "authtype": kind} for kind, text in inside]
    if name == "articleids":
        return [{"idtype": kind, "value": text} for kind, text in inside]
    return [text for _, text in inside if text]


def _lists(item: Item) -> bool:
    return isinstance(item.get("uids"), list)


def _made(item: Item, at: Provenance, text: str) -> Made:
    """The records of the summaries that an answer lists, or of one that stands alone."""
    if not _lists(item):
        return _record(item, at, text)
    listed = [item.get(str(uid)) for uid in item["uids"]]
    summaries = [one if isinstance(one, dict) else {} for one in listed]
    return [_record(one, at, compact(one)) for one in summaries]


def _record(item: Item, at: Provenance, text: str) -> PaperRecord:
    kinds = [str(kind) for kind in items(item.get("pubtype"))]
    paper_type = pubmed_type(kinds)
    authors = tuple(_mentions(item.get("authors"), "author"))
    dated = _dated(item)
    title = plain(said(item.get("title")))
    return PaperRecord(
        provenance=at,
        title=plain(said(item.get("vernaculartitle"))) if title == "[Not Available]." else title,
        mentions=authors + tuple(_mentions(item.get("authors"), "editor")),
        n_authors=len(authors) or None,
        authors_complete=True if authors else None,
        ids=() if "error" in item else _ids(item),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=said(next(iter(items(item.get("lang"))), None)),
        venue=_venue(item, paper_type),
        volume=said(item.get("volume")),
        issue=said(item.get("issue")),
        pages=said(item.get("pages")),
        retracted=is_retracted(kinds),
        raw=text,
    )


def _mentions(listed: Any, role: str) -> Iterator[Mention]:
    """Those of the list who are authors, or who are editors."""
    people = [one for one in items(listed) if isinstance(one, dict) and said(one.get("name"))]
    of_role = (one for one in people if (one.get("authtype") == "Editor") == (role == "editor"))
    for position, one in enumerate(of_role, 1):
        name = str(said(one["name"]))
        printed = None if one.get("authtype") == "CollectiveName" else one_name(name)
        if printed is None:
            yield Mention(name, position, role=role)
        else:
            parts = initials_last(printed)
            yield mention(parts, position, role)


def _ids(item: Item) -> tuple[Identifier, ...]:
    """The numbers listed; without any of PubMed or PubMed Central the summary's own is the PMID."""
    stated: dict[str, str] = {}
    for one in items(item.get("articleids")):
        if isinstance(one, dict) and (scheme := _SCHEMES.get(str(one.get("idtype")))):
            stated.setdefault(scheme, (said(one.get("value")) or "").strip(" ;"))
    own = None if "pmcid" in stated else said(item.get("uid"))
    pmid = identifiers.pmid(stated.get("pmid") or own)
    pmcid = identifiers.pmcid(stated.get("pmcid"))
    return identifiers.unique(
        [
            *identifiers.of_doi(stated.get("doi") or said(item.get("elocationid"))),
            *([Identifier("pmid", pmid)] if pmid else []),
            *([Identifier("pmcid", pmcid)] if pmcid else []),
        ]
    )


def _dated(item: Item) -> dates.Dated:
    printed = dates.of_issue(said(item.get("pubdate")), None)
    return dates.printed_or_online(
        printed, lambda: dates.of_issue(said(item.get("epubdate")), None)
    )


def _venue(item: Item, paper_type: str | None) -> VenueMention | None:
    name = plain(said(item.get("fulljournalname") or item.get("booktitle") or item.get("source")))
    if name is None:
        return None
    numbers = (identifiers.issn(said(item.get(key))) for key in ("issn", "essn"))
    return VenueMention(name, venue_type(paper_type), next(filter(None, numbers), None))
