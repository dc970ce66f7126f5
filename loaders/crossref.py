"""Crossref works: answers of the REST API, the public data file, JSON Lines, and XML.

Format: https://api.crossref.org/swagger-ui/index.html; of the XML `reading.crossref` tells.
Titles are lists, abstracts JATS, and an author may be an organisation. A work is held to be
retracted when a notice says so of it (`updated-by`); a notice itself is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

import msgspec
import pyarrow as pa
from msgspec import Struct, field

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.crossref.cited import CITED, cited_record, is_cited
from kg.loaders.reading.crossref.rdf import DESCRIPTION, is_rdf, rdf_record
from kg.loaders.reading.crossref.unixref import ROOTS, containers, crossref_records
from kg.loaders.reading.json.pages import Page, Shape, pages
from kg.loaders.reading.json.records import Made, json_loading, placed
from kg.loaders.reading.json.text import ENVELOPES, answer_of, first_object
from kg.loaders.reading.markup import plain, with_subtitle
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.people.name_marks import family_alone
from kg.loaders.reading.tables import arrow_columns as columns
from kg.loaders.reading.tables.tabular import RAW_CHARACTERS
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml.elements import XmlTrouble, elements, root_of
from kg.loaders.reading.xml.text import markup
from kg.records import PaperRecord, Provenance, Reject

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["CrossrefLoader"]

Count = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


class Numbered(Struct, gc=False):
    """An identifier of an organisation."""

    id: str | None = None


class Named(Struct, gc=False):
    """An affiliation."""

    name: str | None = None
    id: list[Numbered] | None = None


class Contributor(Struct, gc=False):
    """A person, or an organisation, which has only a name."""

    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    name: str | None = None
    ORCID: str | None = None
    affiliation: list[Named] | None = None


class Cited(Struct, gc=False):
    """A reference: by DOI, in parts, or as printed."""

    DOI: str | None = None
    unstructured: str | None = None
    author: str | None = None
    year: str | None = None
    volume: str | None = None
    first_page: str | None = field(default=None, name="first-page")
    article_title: str | None = field(default=None, name="article-title")
    volume_title: str | None = field(default=None, name="volume-title")
    journal_title: str | None = field(default=None, name="journal-title")
    series_title: str | None = field(default=None, name="series-title")


class When(Struct, gc=False):
    """A date of one to three numbers."""

    parts: list[list[int | None]] | None = field(default=None, name="date-parts")


class Update(Struct, gc=False):
    """What a notice does to the work that it is of."""

    type: str | None = None


class Primary(Struct, gc=False):
    """The page of the publisher."""

    URL: str | None = None


class Resource(Struct, gc=False):
    """Where the work is."""

    primary: Primary | None = None


class Related(Struct, gc=False):
    """A work that another is related to."""

    id: str | None = None
    id_type: str | None = field(default=None, name="id-type")


class Work(Struct, gc=False):
    """What is read of a work."""

    DOI: str | None = None
    title: list[str] | None = None
    subtitle: list[str] | None = None
    author: list[Contributor] | None = None
    editor: list[Contributor] | None = None
    abstract: str | None = None
    type: str | None = None
    subtype: str | None = None
    container_title: list[str] | None = field(default=None, name="container-title")
    ISSN: list[str] | None = None
    ISBN: list[str] | None = None
    subject: list[str] | None = None
    language: str | None = None
    issued: When | None = None
    published: When | None = None
    published_online: When | None = field(default=None, name="published-online")
    published_print: When | None = field(default=None, name="published-print")
    posted: When | None = None
    created: When | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = field(default=None, name="article-number")
    reference: list[Cited] | None = None
    reference_count: Count | None = field(default=None, name="reference-count")
    cited_by: Count | None = field(default=None, name="is-referenced-by-count")
    updated_by: list[Update] | None = field(default=None, name="updated-by")
    relation: dict[str, Any] | None = None
    URL: str | None = None
    resource: Resource | None = None
    agency: dict[str, Any] | None = None


_SHAPE: Final = Shape(Work, ("message", *ENVELOPES))
_SIGNS: Final = (
    "indexed", "reference-count", "content-domain", "deposited", "is-referenced-by-count",
    "prefix", "member", "container-title", "references-count", "published-print", "publisher",
    "issued",
)  # fmt: skip
_OF_DEPOSIT: Final = frozenset(("indexed", "member", "prefix"))
"""What Crossref adds to a work, and keeps when it answers in CSL."""


class CrossrefLoader:
    """Crossref works."""

    name: ClassVar[str] = "crossref"
    title: ClassVar[str] = "Crossref works (REST API, public data file, unixref, RDF, deposits)"
    lost: ClassVar[str] = "Funding, licences, relations and the history of the deposit."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "references", "n_references", "citation_count",
        "retracted", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By what only Crossref's works have; titles, which are lists there, tell from CSL, unless
        it is Crossref's own CSL, whose titles are texts."""
        root = root_of(head)
        if is_rdf(head):
            return 0.9
        if root is not None:
            held = root.name in ROOTS and not root.names.isdisjoint(containers(root.name))
            return 0.95 if held else 0.0
        if is_cited(head):
            return 0.9
        work = first_object(head, _SHAPE.inside)
        if work is None:
            return 0.0
        if "DOI" not in work and _is_answer(answer_of(head)):
            return 0.9 if isinstance(work.get("title"), list) else 0.0
        if not isinstance(work.get("DOI"), str):
            return 0.0
        if isinstance(work.get("title"), str) and _OF_DEPOSIT.isdisjoint(work):
            return 0.0
        signs = sum(sign in work for sign in _SIGNS)
        listed = isinstance(work.get("title"), list) or isinstance(
            work.get("container-title"), list
        )
        return 0.97 if signs >= 3 else 0.9 if listed else 0.85 if len(work) == 1 else 0.6

    def load(self, source: Source) -> Loading:
        """Read page by page, or container by container."""
        head = head_of(source)
        root = root_of(head)
        if root is None and is_cited(head):
            return json_loading(source, CITED, cited_record)
        if root is None:
            found = (_of_works(source.uri, page) for page in pages(source, _SHAPE))
            return columns.loading(source.uri, found, _fields)
        if is_rdf(head):
            return in_batches(_of_xml(source, [DESCRIPTION], rdf_record))
        return in_batches(_of_xml(source, containers(root.name), crossref_records))


def _of_xml(
    source: Source, names: Sequence[str], make: Callable[[etree._Element, Provenance], Made]
) -> Iterator[PaperRecord | Reject]:
    index = 0
    for found in elements(source, names):
        if isinstance(found, XmlTrouble):
            yield Reject(source.uri, found.reason, found.line, index, found.raw[:RAW_CHARACTERS])
            index += 1
            continue
        line, element = found
        place = Provenance(source.uri, index, line)
        for made in placed(make(element, place), place, markup(element)):
            yield made
            index += 1


def _of_works(file: str, page: Page[Work]) -> Page[Work]:
    """A page without the answers on who has registered a DOI, be it a work's or a funder's."""
    others = [n for n, work in enumerate(page.values) if work.agency and work.title is None]
    return page.without(file, dict.fromkeys(others, "the agency of a DOI, not a work"))


def _is_answer(answer: dict[str, Any] | None) -> bool:
    """Whether the API said it: its works have then only the members that were selected."""
    return answer is not None and answer.get("message-type") in ("work", "work-list")


def _fields(page: Page[Work]) -> dict[str, Any]:
    works = page.values
    types = [_type(w) for w in works]
    dated = [_dated(w) for w in works]
    return _people(works) | _references(works) | {
        "title": [_title(w) for w in works],
        "ids": _ids(works),
        "abstract": [plain(w.abstract) if w.abstract else None for w in works],
        "year": [when.year for when in dated],
        "date": [when.date for when in dated],
        "type": types,
        "language": [w.language or None for w in works],
        "venue": _venues(works, types),
        "volume": [w.volume or None for w in works],
        "issue": [w.issue or None for w in works],
        "pages": [w.page or w.article_number or None for w in works],
        "keywords": _keywords(works),
        "citation_count": [w.cited_by for w in works],
        "retracted": [_retracted(w) for w in works],
        "url": [_address(w) for w in works],
    }  # fmt: skip


def _title(work: Work) -> str | None:
    """Title and subtitle, which Crossref keeps apart."""
    title = plain(work.title[0]) if work.title else None
    rest = plain(work.subtitle[0]) if work.subtitle else None
    return with_subtitle(title, rest)


def _type(work: Work) -> str | None:
    if work.type == "posted-content":
        return "preprint" if work.subtype in (None, "preprint") else "other"
    return common_type(work.type)


def _dated(work: Work) -> dates.Dated:
    """The day of publication; when none is told, not that of the record."""
    for when in (work.issued, work.published, work.published_online, work.published_print,
                 work.posted):  # fmt: skip
        parts = when.parts[0] if when and when.parts else None
        if parts and parts[0] is not None and 1000 <= parts[0] <= 2999:
            return dates.from_parts(*parts[:3])
    return dates.UNDATED


def _retracted(work: Work) -> bool | None:
    kinds = [update.type for update in work.updated_by or ()]
    return True if any(kind in ("retraction", "removal", "withdrawal") for kind in kinds) else None


def _address(work: Work) -> str | None:
    primary = work.resource.primary if work.resource else None
    return (primary.URL if primary else None) or work.URL or None


def _people(works: Sequence[Work]) -> dict[str, Any]:
    """Authors and then editors, each counted from 1; an organisation has a name without parts."""
    authors = [[c for c in w.author or () if _is_named(c)] for w in works]
    editors = [[c for c in w.editor or () if _is_named(c)] for w in works]
    counts, people = columns.flat([a + e for a, e in zip(authors, editors, strict=True)])
    lengths = [(len(a), len(e)) for a, e in zip(authors, editors, strict=True)]
    n_places, places = columns.flat([c.affiliation for c in people])
    if any(not p.name for p in places):
        n_places, places = columns.flat([p for p in c.affiliation or () if p.name] for c in people)
    mentions = columns.listed(
        counts,
        columns.MENTION,
        name=[_plain(name) for name in columns.one_line([_name(c) for c in people])],
        position=[place for pair in lengths for n in pair for place in range(1, n + 1)],
        given=[(c.given or None) if c.family else None for c in people],
        family=[family_alone(c.family, c.given) or None for c in people],
        suffix=[c.suffix or None for c in people],
        role=[role for a, e in lengths for role in ["author"] * a + ["editor"] * e],
        evidence="printed",
        ids=columns.id_lists(
            len(people), [("orcid", columns.orcids([_secure(c.ORCID) for c in people]))]
        ),
        affiliations=columns.listed(
            n_places,
            columns.AFFILIATION,
            name=columns.one_line([p.name or "" for p in places]),
            ror=[_ror(p) if p.id else None for p in places],
        ),
    )
    whole = [len(w.author or ()) == n for w, (n, _) in zip(works, lengths, strict=True)]
    return {
        "mentions": mentions,
        "n_authors": [len(w.author) if w.author else None for w in works],
        "authors_complete": [w if n else None for w, (n, _) in zip(whole, lengths, strict=True)],
    }


def _ror(place: Named) -> str | None:
    return next((ror for one in place.id or () if (ror := identifiers.ror(one.id))), None)


def _secure(address: str | None) -> str | None:
    """Crossref writes the addresses of ORCID as they were before 2017."""
    return f"https{address[4:]}" if address and address.startswith("http:") else address


def _is_named(person: Contributor) -> bool:
    name = person.family or person.name or person.given
    return name is not None and bool(name.strip())


def _name(person: Contributor) -> str:
    if person.family:
        whole = f"{person.given} {person.family}" if person.given else person.family
    else:
        whole = person.name or person.given or ""
    return f"{whole}, {person.suffix}" if person.suffix else whole


def _plain(name: str) -> str:
    return (plain(name) or name) if "<" in name or "&" in name else name


def _ids(works: Sequence[Work]) -> pa.ListArray:
    schemes = dict(columns.doi_schemes([w.DOI for w in works]))
    books = [_isbn(w) for w in works]
    preprints = [_preprint(w) for w in works]
    if any(preprints):
        found = pa.array(preprints, pa.string())
        spelled = schemes.get("arxiv")
        schemes["arxiv"] = found if spelled is None else pa.compute.coalesce(spelled, found)
    return columns.id_lists(len(works), [*schemes.items(), ("isbn", pa.array(books, pa.string()))])


def _isbn(work: Work) -> str | None:
    """The ISBN of a book; that of a chapter names the book it is in."""
    if not work.ISBN or common_type(work.type) not in ("book", "proceedings"):
        return None
    return identifiers.isbn(work.ISBN[0])


def _preprint(work: Work) -> str | None:
    """The arXiv id of the work's own preprint, when a relation states one."""
    for related in (work.relation or {}).get("has-preprint") or ():
        said = related.get("id") if isinstance(related, dict) else None
        if isinstance(said, str) and "arxiv" in said.lower() and (found := identifiers.arxiv(said)):
            return found[0]
    return None


def _venues(works: Sequence[Work], types: Sequence[str | None]) -> pa.StructArray:
    names = [w.container_title[0] if w.container_title else None for w in works]
    return columns.venues(
        columns.plain_texts(names),
        [venue_type(t) for t in types],
        [
            next(filter(None, map(identifiers.issn, w.ISSN)), None) if w.ISSN else None
            for w in works
        ],
        [identifiers.isbn(w.ISBN[0]) if w.ISBN else None for w in works],
    )


def _keywords(works: Sequence[Work]) -> pa.ListArray:
    counts, labels = columns.flat(
        [label for s in w.subject if (label := plain(s))] if w.subject else None for w in works
    )
    return columns.listed(
        counts, columns.KEYWORD, label=labels, scheme="subject", origin="crossref-subjects"
    )


def _references(works: Sequence[Work]) -> dict[str, Any]:
    counts, cited = columns.flat(w.reference for w in works)
    titles = [c.article_title or c.volume_title for c in cited]
    stated = [w.reference_count for w in works]
    return {
        "references": columns.listed(
            counts,
            columns.REFERENCE,
            ids=columns.id_lists(len(cited), columns.doi_schemes([c.DOI for c in cited])),
            text=columns.plain_texts([c.unstructured for c in cited]),
            title=columns.plain_texts(titles),
            year=columns.each_once([c.year for c in cited], pa.int32(), _year),
            first_author=columns.stated([c.author for c in cited]),
            source=columns.stated([c.journal_title or c.series_title for c in cited]),
            volume=columns.stated([c.volume for c in cited]),
            page=columns.stated([c.first_page for c in cited]),
        ),
        "n_references": [s or n or None for n, s in zip(counts, stated, strict=True)],
    }


def _year(text: str) -> int | None:
    """The year of a reference, which may bear a letter (`2001a`)."""
    if len(text) == 4 and text.isdecimal():
        return int(text) if "1000" <= text <= "2999" else None
    return values.year(text[:4])
