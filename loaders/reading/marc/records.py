"""Records in MARC 21 and UNIMARC as their XML holds them, wherever they stand.

Format: https://www.loc.gov/marc/bibliographic/ and, with fields of its own, Invenio's
(https://inspirehep.net, CERN, Zenodo): journals in 773 `p v n c y`, references in 999.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.marc.fields import MarcField, MarcFields, bare, fields_of
from kg.loaders.reading.marc.kinds import host_of, marc_type, no_paper_in_marc
from kg.loaders.reading.marc.people import marc_people
from kg.loaders.reading.marc.places import marc_place
from kg.loaders.reading.marc.unimarc import as_marc21, is_unimarc
from kg.loaders.reading.markup import with_subtitle
from kg.loaders.reading.paper_types import is_preprint_server, published_type, venue_type
from kg.loaders.reading.people.names import string_of_names
from kg.loaders.reading.pubmed.values import MESH
from kg.loaders.reading.repositories.values import identified, identified_as, plain_prose
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.xml.text import markup
from kg.records import Identifier, KeywordTag, PaperRecord, Provenance, Reference, VenueMention

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["marc_record"]

_BOOKS: Final = ("book", "proceedings", "thesis", "report")


def marc_record(record: etree._Element, at: Provenance) -> PaperRecord | str:
    """The record of a paper, or what it is instead."""
    fields = fields_of(record)
    if is_unimarc(fields):
        fields = as_marc21(fields)
    if instead := no_paper_in_marc(fields):
        return instead
    host = host_of(fields)
    kind = marc_type(fields, host)
    people = marc_people(fields)
    n_authors = sum(m.role == "author" for m in people.mentions)
    place = marc_place(fields, host)
    when = _dated(fields, place.year)
    venue = _venue(fields, host, kind)
    references = tuple(map(_reference, _cited(fields)))
    addresses = [text for field in _links(fields) for text in field.all("u")]
    free = (text for field in _links(fields) if _is_free(fields, field) for text in field.all("u"))
    return PaperRecord(
        provenance=at,
        title=_title(fields),
        mentions=people.mentions,
        n_authors=n_authors if n_authors and people.complete else None,
        authors_complete=people.complete,
        ids=_ids(fields, kind, addresses),
        abstract=_abstract(fields),
        year=when.year,
        date=when.date,
        type=published_type(kind, venue.name if venue else None),
        language=_language(fields),
        venue=venue,
        volume=place.volume,
        issue=place.issue,
        pages=place.pages,
        keywords=unique_tags(_keywords(fields)),
        references=references,
        n_references=len(references) or None,
        url=addresses[0] if addresses else None,
        open_access_url=next(free, None),
        comment=_comment(fields),
        raw=markup(record),
    )


def _title(fields: MarcFields) -> str | None:
    """The title with its subtitle and the number and name of its part; not one in parallel."""
    field = next((f for f in fields.every("245") if f.first("a")), None)
    if field is None:
        return None
    first = (field.first("a") or "").replace("<<", "").replace(">>", "")
    rest = None if first.endswith("=") else field.first("b")
    rest = re.split(r"\s=\s", rest)[0] if rest and not rest.startswith("=") else None
    title = with_subtitle(plain_prose(bare(first)), plain_prose(bare(rest)) if rest else None)
    parts = ", ".join(filter(None, map(bare, field.all("np"))))
    return f"{title}. {parts}" if title and parts else title


def _abstract(fields: MarcFields) -> str | None:
    """The abstract where one is marked so, else the first summary."""
    found = sorted(fields.every("520"), key=lambda field: field.indicators[0] != "3")
    texts = (plain_prose(" ".join(field.all("ab"))) for field in found)
    return next(filter(None, texts), None)


def _dated(fields: MarcFields, of_host: str | None) -> dates.Dated:
    """When it was published, else when it was made, as fine as is told of that year."""
    published = sorted(fields.every("264"), key=lambda f: f.indicators[1] not in ("1", " "))
    texts = [
        *fields.texts("260", "c"),
        *(text for field in published for text in field.all("c")),
        *fields.texts("502", "d"),
        *fields.texts("269", "c"),
        of_host,
        fields.control("008", 7, 11),
    ]
    found = [when for text in texts if (when := dates.from_text(text)).year is not None]
    fitting = [when for when in found if when.year == found[0].year]
    return max(fitting, key=lambda when: len(when.date or ""), default=dates.UNDATED)


def _venue(fields: MarcFields, host: MarcField | None, kind: str | None) -> VenueMention | None:
    """The host, else the meeting; books and theses have none."""
    if kind in ("book", "thesis", "proceedings"):
        return None
    name = (host.first("tpsa") or "").rstrip(" /:;,=") if host is not None else None
    if not name:
        meeting = fields.text("111", "a") or fields.text("711", "a")
        return VenueMention(bare(meeting), "conference") if meeting else None
    numbers = host.all("xz") if host is not None else []
    issn = next(filter(None, map(identifiers.issn, (*numbers, *fields.texts("022", "a")))), None)
    isbn = next(filter(None, map(identifiers.isbn, numbers)), None)
    of_paper = "repository" if is_preprint_server(name) else venue_type(kind)
    return VenueMention(name, of_paper or ("journal" if issn else None), issn, isbn)


def _ids(fields: MarcFields, kind: str | None, addresses: list[str]) -> tuple[Identifier, ...]:
    """Standard numbers, an ISBN when it is a book's own, arXiv's in Invenio, those of links."""
    own = [i for field in fields.every("024") for i in _standard(field)]
    texts = [t for f in fields.every("035", "037") for t in f.all("a") if _names_arxiv(f, t)]
    own += [i for text in texts for i in identifiers.of("arxiv", text.rpartition(":")[2])]
    if kind in _BOOKS:
        own += [i for text in fields.texts("020", "a") for i in identifiers.of("isbn", text)][:1]
    return identifiers.unique([*own, *(i for text in addresses for i in identified(text))])


def _standard(field: MarcField) -> list[Identifier]:
    text, kind = field.first("a") or "", (field.first("2") or "").lower()
    return identified_as(kind, text) or identified(text)


def _names_arxiv(field: MarcField, text: str) -> bool:
    return "arxiv" in f"{field.first('92')} {text}".lower()


_LANGUAGES: Final = re.compile(r"(?:[a-z]{3}){2,}")


def _language(fields: MarcFields) -> str | None:
    """The first language; old records write several without a space."""
    said = fields.text("041", "a") or fields.control("008", 35, 38).strip(" |")
    return (said[:3] if _LANGUAGES.fullmatch(said) else said) or None


def _keywords(fields: MarcFields) -> Iterator[KeywordTag]:
    for field in fields.every("653", "695"):
        yield from (KeywordTag(text) for text in map(bare, field.all("a")) if text)
    for field in fields.every("650", "689"):
        origin = MESH if field.indicators[1] == "2" else ("subject", "marc-subjects")
        is_person = field.first("D") == "p"  # of GND: a topic has `s`
        yield from (
            KeywordTag(t, *origin) for t in map(bare, field.all("a")) if t and not is_person
        )


_NOT_THE_WORK: Final = re.compile(
    r"table of contents|inhalts?(?:verzeichnis|text|angabe)|cover|rezension|publisher description"
    r"|biographical|klappentext",
    re.IGNORECASE,
)


def _links(fields: MarcFields) -> Iterator[MarcField]:
    """The links to the work itself."""
    for field in fields.every("856"):
        beside = " ".join(field.all("3yz"))
        if field.indicators[1] != "2" and not _NOT_THE_WORK.search(beside):
            yield field


_FREE: Final = re.compile(
    r"kostenfrei|kostenlos|open access|\bfree\b|acc[eè]s libre", re.IGNORECASE
)


def _is_free(fields: MarcFields, field: MarcField) -> bool:
    told = field.first("7") == "0" or _FREE.search(" ".join(field.all("3yz")))
    return bool(told) or "open" in fields.texts("542", "l")


def _comment(fields: MarcFields) -> str | None:
    """The remark that authors made to arXiv."""
    notes = (f.first("a") for f in fields.every("500") if (f.first("9") or "").lower() == "arxiv")
    return plain_prose(next(filter(None, notes), None))


def _cited(fields: MarcFields) -> Iterator[MarcField]:
    """The references of Invenio."""
    return (field for field in fields.every("999") if field.indicators == "C5")


def _reference(field: MarcField) -> Reference:
    """A reference: journal, volume and page are one text, `J.Looms,12,34-56`."""
    parts = (field.first("s") or "").split(",")
    source, volume, page = (*parts, "", "")[:3]
    texts = [field.first("a"), field.first("r")]
    first = string_of_names(field.first("h") or "", commas=True).names
    return Reference(
        ids=identifiers.unique(i for text in texts if text for i in _cited_ids(text)),
        text=field.first("xm"),
        title=plain_prose(field.first("t")),
        year=dates.from_text(field.first("y")).year,
        first_author=first[0].name if first else None,
        source=source or None,
        volume=volume or None,
        page=page.partition("-")[0] or None,
    )


def _cited_ids(text: str) -> list[Identifier]:
    return identifiers.of("arxiv", text) or identified(text)
