"""PubMed's text form (MEDLINE, `.nbib`): a tag of up to four letters, a hyphen, the value.

Tags: https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format. Continued lines are indented. A line
that is neither is passed over; a blank is missing behind some hyphens. ERIC exports the same form
with its own number (`OID`) in place of PubMed's, and links in place of marked DOIs. What PubMed
saves as "Abstract (text)" says most of it in paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.markup import unescaped
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.addresses import place_of
from kg.loaders.reading.people.names import initials_last, mention, mentions, one_name
from kg.loaders.reading.people.others import without_others
from kg.loaders.reading.pubmed.abstract_text import is_pubmed_text, pubmed_text_entries
from kg.loaders.reading.pubmed.values import heading, is_retracted, pubmed_type
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.tagged import Entry, Grammar, entries_loading, tagged_loading
from kg.loaders.reading.text import head_of
from kg.records import (
    Affiliation,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    VenueMention,
)

__all__ = ["PubmedNbibLoader"]

_TAG: Final = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*)|(\S.*)|)", re.DOTALL)
_START: Final = re.compile(r"^(?:PMID ?- ?\d+ *|OWN ? ?- ?ERIC *)$", re.MULTILINE)
_FIELD: Final = re.compile(r"^(?:TI  |AB  |FAU |AU  |OWN |STAT|DP  |JT  |PMC )- ?\S", re.MULTILINE)


def _tag_of(line: str) -> tuple[str, str] | None:
    found = _TAG.fullmatch(line)
    return None if found is None else (found[1], unescaped((found[2] or found[3] or "").strip()))


def _go_on(entry: Entry, line: str) -> None:
    """Only what is indented belongs to the value before."""
    if line[:2].isspace():
        tag, value = entry.fields[-1]
        entry.fields[-1] = (tag, f"{value} {unescaped(line.strip())}")


_GRAMMAR: Final = Grammar(_tag_of, "PMID", _go_on)


class PubmedNbibLoader:
    """PubMed nbib."""

    name: ClassVar[str] = "pubmed-nbib"
    title: ClassVar[str] = "PubMed text (MEDLINE, nbib; abstracts)"
    lost: ClassVar[str] = "Grants, substances, comments and the history of the entry."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "retracted", "url",
        "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a `PMID-` line, or one that names ERIC as the owner, and another tag of its own; of
        abstracts by a number at the top and a line with a PMID."""
        if _START.search(head.text) and _FIELD.search(head.text):
            return 0.95
        return 0.9 if is_pubmed_text(head) else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        if is_pubmed_text(head_of(source)):
            yield from entries_loading(source.uri, pubmed_text_entries(source), _record)
        else:
            yield from tagged_loading(source, _GRAMMAR, _record)


def _record(entry: Entry, provenance: Provenance, raw: str) -> PaperRecord:
    kinds = entry.all("PT")
    of_book = "chapter" if entry.first("TI") else "book"
    paper_type = of_book if entry.first("BTI") else pubmed_type(kinds)
    authors, complete = _authors(entry)
    editors = (name for text in entry.all("FED") or entry.all("ED") if (name := one_name(text)))
    dated = _dated(entry)
    return PaperRecord(
        provenance=provenance,
        title=_title(entry),
        mentions=authors + mentions(list(editors), "editor"),
        n_authors=len(authors) if authors and complete else None,
        authors_complete=complete if authors or not complete else None,
        ids=_ids(entry),
        abstract=_abstract(entry),
        year=dated.year,
        date=dated.date,
        type=paper_type,
        language=entry.first("LA"),
        venue=_venue(entry, paper_type),
        volume=entry.first("VI"),
        issue=entry.first("IP"),
        pages=entry.first("PG") or _number(entry),
        keywords=_keywords(entry),
        retracted=is_retracted(kinds) or (True if entry.first("RIN") else None),
        url=next((v.split()[0] for v in entry.all("LID", "AID") if v.startswith("http")), None),
        raw=raw,
    )


def _dated(entry: Entry) -> dates.Dated:
    """The date of the issue, or online; of a chapter that of its own, for books grow for years."""
    if entry.first("BTI") and entry.first("TI"):
        added = dates.from_text(entry.first("CTDT"))
        if added.year is not None:
            return added
    online = entry.first("DEP")
    return dates.printed_or_online(
        dates.of_issue(entry.first("DP"), None), lambda: dates.from_text(online)
    )


def _number(entry: Entry) -> str | None:
    """The number that an article has instead of pages: a location without a kind behind it."""
    bare = (value for value in entry.all("LID") if not set(value) & set(" [/:"))
    return next((value for value in bare if value[-1:].isdecimal()), None)


def _title(entry: Entry) -> str | None:
    """The title; `[…].` is a translation, and stands for the original where that is missing."""
    title = entry.first("TI", "BTI", "TT")
    if title and title != "[Not Available].":
        return title
    return entry.first("TT")


def _abstract(entry: Entry) -> str | None:
    """The abstract, unless all that it says is where there is one."""
    abstract = entry.first("AB", "OAB")
    return None if abstract and abstract.endswith(_ELSEWHERE) else abstract


_ELSEWHERE: Final = "Abstract available from the publisher."


def _authors(entry: Entry) -> tuple[tuple[Mention, ...], bool]:
    """Authors in order with the addresses and ORCIDs behind them; whether the list is whole.

    Before 2014 one address stood before them all, which was the first author's.
    """
    found: list[_Author] = []
    before: list[str] = []
    complete = True
    for tag, value in entry.fields:
        if tag in ("FAU", "AU", "CN"):
            body, cut = without_others(value)
            complete = complete and not cut
            short_form = tag == "AU" and found and found[-1].tag == "FAU" and not found[-1].short
            if short_form:
                found[-1].short = True
            elif body:
                found.append(_Author(tag, body))
        elif tag == "AD":
            (found[-1].addresses if found else before).append(value)
        elif tag == "AUID" and found and (orcid := identifiers.orcid(value)):
            found[-1].orcid = orcid
    if found:
        found[0].addresses = before + found[0].addresses
    named = (author.mention(position) for position, author in enumerate(found, 1))
    return tuple(one for one in named if one is not None), complete


@dataclass(slots=True)
class _Author:
    """An author as the lines come: by `FAU`, by `AU` alone, or a body (`CN`)."""

    tag: str
    name: str
    short: bool = False
    orcid: str | None = None
    addresses: list[str] = field(default_factory=list)

    def mention(self, position: int) -> Mention | None:
        ids = (Identifier("orcid", self.orcid),) if self.orcid else ()
        stated = dict.fromkeys(map(place_of, self.addresses))
        places = tuple(Affiliation(address) for address in stated if address)
        if self.tag == "CN":
            return Mention(self.name, position, ids=ids, affiliations=places)
        printed = one_name(self.name)
        if printed is None:
            return None
        name = initials_last(printed) if self.tag == "AU" else printed
        return mention(name, position, ids=ids, affiliations=places)


def _ids(entry: Entry) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    for value in entry.all("LID", "AID", "SO"):
        if value.endswith("[doi]") or value.startswith(("http", "doi:")):
            doi = identifiers.doi(value.removesuffix("[doi]").strip())
            if doi is None:
                continue
            ids += identifiers.from_doi(doi)
            break
    ids += identifiers.of("pmid", entry.first("PMID"))
    ids += identifiers.of("pmcid", entry.first("PMC"))
    return identifiers.unique(ids)


def _venue(entry: Entry, paper_type: str | None) -> VenueMention | None:
    name = entry.first("JT", "TA", "BTI" if entry.first("TI") else "CTI")
    if name is None:
        return None
    issn = next((n for value in entry.all("IS", "ISSN") if (n := identifiers.issn(value))), None)
    name = name.replace("((R))", "®")
    return VenueMention(name, venue_type(paper_type), issn, identifiers.isbn(entry.first("ISBN")))


def _keywords(entry: Entry) -> tuple[KeywordTag, ...]:
    tags = [KeywordTag(label.strip(" *")) for label in entry.all("OT") if label.strip(" *")]
    return unique_tags(
        [*tags, *(heading(label) for label in entry.all("MH") if label.strip(" */"))]
    )
