"""OpenAlex works: answers of the API, single works, JSON Lines, and the Parquet snapshot.

Format: https://docs.openalex.org/api-entities/works/work-object. Abstracts come as an inverted
index and are put in order again; author lists are cut at 100 by OpenAlex, which is told as such;
the two author ids that stand for nobody are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, Final

import msgspec
import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.errors import InputError
from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.json.pages import Page, Shape, looked_into, pages
from kg.loaders.reading.json.text import ENVELOPES, JsonTrouble, answer_of, first_object, parse
from kg.loaders.reading.openalex import inverted_index
from kg.loaders.reading.openalex.references import ADDRESS, cited_works
from kg.loaders.reading.openalex.work import (
    Authorship,
    Ids,
    Institution,
    Location,
    Person,
    Place,
    Tag,
    Venue,
    Work,
    WorkLine,
)
from kg.loaders.reading.paper_types import common_type
from kg.loaders.reading.people.names import one_name
from kg.loaders.reading.people.others import without_number
from kg.loaders.reading.source import opened
from kg.loaders.reading.tables import arrow_columns as columns
from kg.loaders.reading.text import head_of
from kg.records import Reject

__all__ = ["OpenAlexLoader"]

AnyWork = Work | WorkLine
_SHAPE: Final = Shape[AnyWork](Work, ENVELOPES, WorkLine)
_ENTITY = re.compile(
    r"\s*https?://(?:api\.)?openalex\.org/(?:(?:\w+/)?([A-Z])\d+|([a-z-]+)/[\w-]+)\s*"
)
_OTHER_ENTITIES: Final = {
    "A": "an author", "S": "a source", "I": "an institution", "P": "a publisher", "F": "a funder",
    "T": "a topic", "C": "a concept", "K": "a keyword", "keywords": "a keyword",
    "domains": "a domain", "fields": "a field", "subfields": "a subfield",
}  # fmt: skip
_OF_WORKS: Final = frozenset(
    ("title", "doi", "publication_year", "abstract_inverted_index", "referenced_works")
)
_OF_ANSWERS: Final = frozenset(("db_response_time_ms", "per_page", "groups_count"))
_GROUPS: Final = "an answer that counts works in groups, and lists none"
_NOBODY: Final = pa.array(["A9999999999", "A5317838346"])
_CUT_AT: Final = 100
_VENUE_TYPES: Final = {
    "journal": "journal", "conference": "conference", "repository": "repository",
    "book series": "book", "ebook platform": "book",
}  # fmt: skip
_BATCH_ROWS = 1_024
_PARQUET = b"PAR1"


class OpenAlexLoader:
    """OpenAlex works."""

    name: ClassVar[str] = "openalex"
    title: ClassVar[str] = "OpenAlex works (API, JSON Lines, Parquet snapshot)"
    lost: ClassVar[str] = (
        "Grants, related works and counts by year; authors after the hundredth "
        "in answers of the API."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords",
        "references", "n_references", "citation_count",
        "retracted", "url", "open_access_url",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the address that is the id of the first work, by its authorships, or by groups."""
        if head.data.startswith(_PARQUET):
            return 0.9 if b"authorships" in head.data + head.tail else 0.0
        if _counts_groups(head):
            return 0.9
        work = first_object(head, _SHAPE.inside)
        if work is None:
            return 0.0
        if isinstance(work.get("authorships"), list):
            return 0.98
        if "authors" in work:  # a program has made rows of works, which kept the addresses
            return 0.1 if _ENTITY.fullmatch(str(work.get("id"))) else 0.0
        if "issued" in work:  # CSL, in which works keep the addresses as their ids
            return 0.0
        if _is_answer(answer_of(head)) and not _OF_WORKS.isdisjoint(work):
            return 0.9
        address = work.get("id") or values.at(work, "ids", "openalex")
        return 0.98 if _ENTITY.fullmatch(str(address)) else 0.0

    def load(self, source: Source) -> Loading:
        """Read works page by page; InputError for a damaged Parquet file."""
        with opened(source) as stream:
            is_parquet = stream.read(len(_PARQUET)) == _PARQUET
        if not is_parquet and _lists_none(head_of(source)):
            yield Reject(source.uri, _GROUPS, 1, 0)
        found = _parquet_pages(source) if is_parquet else pages(source, _SHAPE)
        works = (_of_works(source.uri, page) for page in found)
        yield from columns.loading(source.uri, works, _fields)


def _is_answer(answer: dict[str, Any] | None) -> bool:
    """Whether the API said it: its works have then only the members that were selected."""
    told = answer.get("meta") if answer else None
    return isinstance(told, dict) and not _OF_ANSWERS.isdisjoint(told)


def _counts_groups(head: Head) -> bool:
    """Whether it is the answer to `group_by`."""
    answer = answer_of(head)
    grouped = bool(answer and answer.get("group_by") and not answer.get("results"))
    return grouped and _is_answer(answer)


def _lists_none(head: Head) -> bool:
    """Whether it is that answer with an empty list of works; without any it is read as one."""
    return _counts_groups(head) and "results" in (answer_of(head) or {})


def _of_works(file: str, page: Page[AnyWork]) -> Page[AnyWork]:
    """A page without what is no work, which becomes rejects that say so."""
    told = ((n, _no_work(page, n)) for n in range(len(page.values)))
    return page.without(file, {n: reason for n, reason in told if reason})


def _no_work(page: Page[AnyWork], number: int) -> str | None:
    """Why a record is no work: an entity of another kind, or an answer that `results` is not in."""
    work = page.values[number]
    address = work.id or (work.ids.openalex if work.ids else None)
    if kind := _other(address):
        return f"{kind} of OpenAlex, not a work"
    return _GROUPS if address is None and '"group_by"' in page.text(number) else None


def _other(identifier: str | None) -> str | None:
    """What an entity is that is no work, by the letter of its id."""
    if identifier is None or "/W" in identifier:
        return None
    found = _ENTITY.fullmatch(identifier)
    return _OTHER_ENTITIES.get(found[1] or found[2]) if found else None


def _parquet_pages(source: Source) -> Iterator[Page[AnyWork]]:
    """The works of one part of the snapshot."""
    with opened(source) as stream:
        try:
            file = pq.ParquetFile(stream)
            known = {field.encode_name for field in msgspec.structs.fields(Work)}
            wanted = [name for name in file.schema_arrow.names if name in known]
            first = 0
            for table in file.iter_batches(_BATCH_ROWS, columns=wanted):
                rows = [_with_index(row) for row in table.to_pylist()]
                places = range(first, first + len(rows))
                texts = [orjson.dumps(row, default=str).decode() for row in rows]
                works = [work for row in rows if not isinstance(work := _SHAPE.of(row), str)]
                yield Page(works, places, [None] * len(rows), texts)
                first += len(rows)
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(
                f"{source.uri}: damaged Parquet file: {error}", hint="download this part again"
            ) from error


def _with_index(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose inverted index, a text or a list of pairs in Parquet, is an object again."""
    index = row.get("abstract_inverted_index")
    if isinstance(index, str):
        try:
            row["abstract_inverted_index"] = parse(index)
        except JsonTrouble:
            row["abstract_inverted_index"] = None
    elif isinstance(index, list):
        row["abstract_inverted_index"] = dict(index)
    return row


def _fields(page: Page[AnyWork]) -> dict[str, Any]:
    """The columns of some works."""
    works = page.values
    places = [w.primary_location or _NO_LOCATION for w in works]
    biblio = [w.biblio or _NO_PLACE for w in works]
    years, days = _dates(works)
    return _people(works) | _references(works) | _venues(works, places) | {
        "title": columns.plain_texts([w.title or w.display_name for w in works]),
        "ids": _ids(works, places),
        "abstract": _abstracts(works),
        "year": years,
        "date": days,
        "type": pa.array([_type(w) for w in works], pa.string()),
        "language": [w.language or None for w in works],
        "volume": [b.volume or None for b in biblio],
        "issue": [b.issue or None for b in biblio],
        "pages": [_pages(b) for b in biblio],
        "keywords": _keywords(works),
        "citation_count": [w.cited_by_count for w in works],
        "retracted": [w.is_retracted for w in works],
        "url": [p.landing_page_url or _address(w.doi) for p, w in zip(places, works, strict=True)],
        "open_access_url": [_free_copy(w) for w in works],
    }  # fmt: skip


_NO_LOCATION: Final = Location()
_NO_PERSON: Final = Person()
_NO_IDS: Final = Ids()
_NO_PLACE: Final = Place()


def _address(doi: str | None) -> str | None:
    """The address that a DOI is in OpenAlex, and that programs shorten."""
    return f"https://doi.org/{doi}" if doi and "://" not in doi else doi or None


def _pages(place: Place) -> str | None:
    return values.page_range(place.first_page, place.last_page) or None


def _people(works: Sequence[AnyWork]) -> dict[str, Any]:
    """Mentions in the order of the list, and what is known of its length."""
    counts, people = columns.flat(w.authorships for w in works)
    names = [_name(a) for a in people]
    if not all(names):
        counts, people = columns.flat([a for a in w.authorships or () if _name(a)] for w in works)
        names = [_name(a) for a in people]
    persons = [a.author or _NO_PERSON for a in people]
    parts = _parts(names)
    mentions = columns.listed(
        counts,
        columns.MENTION,
        name=columns.one_line(names),
        position=[place for n in counts for place in range(1, n + 1)],
        **parts,
        role="author",
        evidence="printed",
        ids=columns.id_lists(
            len(people),
            [
                (
                    "orcid",
                    columns.orcids(
                        [p.orcid or a.raw_orcid for p, a in zip(persons, people, strict=True)]
                    ),
                ),
                ("openalex", _person_ids([p.id for p in persons])),
            ],
        ),
        affiliations=_affiliations(people),
        corresponding=[a.is_corresponding for a in people],
    )
    known = [_length(w, n) for w, n in zip(works, counts, strict=True)]
    return {
        "mentions": mentions,
        "n_authors": [n for n, _ in known],
        "authors_complete": [complete for _, complete in known],
    }


def _parts(names: Sequence[str]) -> dict[str, list[str | None]]:
    """The columns of the names' parts; none where no name on the page has any."""
    if "," not in "".join(names):
        return {}
    parts = [one_name(name) if "," in name else None for name in names]
    return {
        "family": [p.family if p else None for p in parts],
        "given": [p.given if p else None for p in parts],
        "suffix": [p.suffix if p else None for p in parts],
    }


def _name(authorship: Authorship) -> str:
    """The name as printed, else as OpenAlex writes it."""
    printed = authorship.raw_author_name
    if printed and not printed.isspace():
        return without_number(printed)
    name = authorship.author.display_name if authorship.author else None
    return name if name and not name.isspace() else ""


def _length(work: AnyWork, named: int) -> tuple[int | None, bool | None]:
    """Length of the full author list, and whether it is whole: OpenAlex gives 100 at most."""
    listed = len(work.authorships or ())
    stated = work.authors_count
    if not listed:
        return stated or None, False if stated else None
    cut = bool(work.is_authors_truncated) or (listed == _CUT_AT and stated != _CUT_AT)
    if not cut and stated is not None and stated > listed:
        cut = True
    if cut:
        return (stated if stated and stated > listed else None), False
    return listed, named == listed


def _person_ids(addresses: Sequence[str | None]) -> pa.Array:
    ids = columns.matching(addresses, ADDRESS, r"A\d+", identifiers.openalex)
    nobody = pc.is_in(ids, _NOBODY)
    return pc.if_else(nobody, pa.scalar(None, pa.string()), ids)


def _affiliations(people: Sequence[Authorship]) -> pa.ListArray:
    """Institutions with ROR and country; where none was recognised, as printed."""
    counts, places = columns.flat(
        a.institutions or [Institution(text) for text in a.places] for a in people
    )
    if not all(p.display_name for p in places):
        counts, places = columns.flat(
            [i for i in a.institutions or () if i.display_name] for a in people
        )
    return columns.listed(
        counts,
        columns.AFFILIATION,
        name=[p.display_name for p in places],
        ror=columns.matching(
            [p.ror for p in places], "https://ror.org/", r"0[a-z\d]{6}\d\d", identifiers.ror
        ),
        country=[p.country_code for p in places],
    )


def _ids(works: Sequence[AnyWork], places: Sequence[Location]) -> pa.ListArray:
    stated = [w.ids or _NO_IDS for w in works]
    both = list(zip(works, stated, strict=True))
    numbers = [w.id or i.openalex for w, i in both]
    openalex = columns.matching(numbers, ADDRESS, r"W\d+", identifiers.openalex)
    schemes = columns.doi_schemes([w.doi or i.doi for w, i in both])
    preprints = [_preprint(w, p) for w, p in zip(works, places, strict=True)]
    if any(preprints):
        spelled = dict(schemes).get("arxiv")
        found = pa.array(preprints, pa.string())
        schemes = [s for s in schemes if s[0] != "arxiv"]
        schemes.append(("arxiv", found if spelled is None else pc.coalesce(spelled, found)))
    graph = [str(i.mag) if i.mag else None for i in stated]  # Microsoft's
    return columns.id_lists(
        len(works),
        [
            *schemes,
            (
                "openalex",
                pc.if_else(pc.starts_with(openalex, "W"), openalex, pa.scalar(None, pa.string())),
            ),
            ("pmid", _numbers([i.pmid for i in stated], "https://pubmed.ncbi.nlm.nih.gov/")),
            ("pmcid", pa.array([identifiers.pmcid(_pmcid(i.pmcid)) for i in stated], pa.string())),
            ("mag", columns.matching(graph, "", r"[1-9]\d*", lambda _: None)),
        ],
    )


def _numbers(texts: Sequence[str | None], prefix: str) -> pa.Array:
    return columns.matching(texts, prefix, r"[1-9]\d{0,7}", identifiers.pmid)


def _pmcid(text: str | None) -> str | None:
    """OpenAlex writes the address of a PMC article without its letters."""
    return re.sub(r"/(?=\d+/?\Z)", "/PMC", text) if text else None


def _preprint(work: AnyWork, place: Location) -> str | None:
    """The arXiv id, when a copy of the work lies there."""
    addresses = [place.landing_page_url, *(link.landing_page_url for link in work.locations or ())]
    for address in addresses:
        if address and "arxiv.org" in address and (found := identifiers.arxiv(address)):
            return found[0]
    return None


def _abstracts(works: Sequence[AnyWork]) -> pa.StringArray:
    """The words of the inverted indexes in order; or what a program has made of them before."""
    found = inverted_index.texts([w.abstract_inverted_index for w in works])
    if any(w.abstract for w in works):
        found = pc.coalesce(found, columns.stated([w.abstract for w in works]))
    return columns.plain_texts(found)


def _dates(works: Sequence[AnyWork]) -> tuple[list[int | None], list[str | None]]:
    found = [_dated(w.publication_date, w.publication_year) for w in works]
    return [year for year, _ in found], [day for _, day in found]


def _dated(text: str | None, year: int | None) -> tuple[int | None, str | None]:
    if text and len(text) == 10:
        try:
            stated = date.fromisoformat(text).year
        except ValueError:
            stated = None
        if stated is not None and year in (None, stated):
            return stated, text
    dated = dates.from_text(text) if year is None else dates.from_parts(year)
    return dated.year, dated.date


def _type(work: AnyWork) -> str | None:
    if work.type_crossref == "proceedings-article":
        return "conference-paper"
    kind = common_type(work.type)
    venue = work.primary_location and work.primary_location.source
    if kind == "article" and venue and venue.type == "conference":
        return "conference-paper"
    return kind


def _venues(works: Sequence[AnyWork], places: Sequence[Location]) -> dict[str, Any]:
    found = [p.source or w.host_venue or _NO_VENUE for p, w in zip(places, works, strict=True)]
    names = [v.display_name or p.raw_source_name for v, p in zip(found, places, strict=True)]
    stated = [v.issn_l or (v.issn[0] if v.issn else None) for v in found]
    issns = columns.each_once(stated, pa.string(), identifiers.issn)
    types = [_VENUE_TYPES.get(v.type or "") for v in found]
    return {"venue": columns.venues(columns.strings(names), types, issns)}


_NO_VENUE: Final = Venue()


def _free_copy(work: AnyWork) -> str | None:
    if work.open_access and work.open_access.oa_url:
        return work.open_access.oa_url
    best = looked_into(work.best_oa_location, Location)
    return (best and best.pdf_url) or None


def _keywords(works: Sequence[AnyWork]) -> pa.ListArray:
    """Topics, keywords and MeSH headings; concepts only where a work has neither."""
    lists = [tags for work in works for tags in _tags(work)]
    counts, tags = columns.flat(lists)
    labels = [tag.display_name for tag in tags]
    if not all(labels):
        counts, tags = columns.flat([tag for tag in some if _label(tag)] for some in lists)
        labels = [_label(tag) for tag in tags]
    kinds = pa.array(np.tile(np.arange(len(_SCHEMES)), len(works)).repeat(counts))
    return columns.listed(
        np.asarray(counts).reshape(len(works), len(_SCHEMES)).sum(axis=1),
        columns.KEYWORD,
        label=labels,
        scheme=_SCHEMES.take(kinds),
        origin=_ORIGINS.take(kinds),
        score=[tag.score for tag in tags],
    )


def _label(tag: Tag) -> str | None:
    return tag.display_name or tag.keyword


def _tags(work: AnyWork) -> tuple[Sequence[Tag], ...]:
    """What a work is tagged with, in the order of the schemes."""
    topics, keywords = work.topics or (), work.keywords or ()
    concepts = () if topics or keywords else looked_into(work.concepts, list[Tag]) or ()
    headings = dict.fromkeys(h.descriptor_name for h in work.mesh) if work.mesh else ()
    return topics, keywords, concepts, [Tag(name) for name in headings]


_SCHEMES: Final = pa.array(["openalex-topic", "extracted", "extracted", "mesh"])
_ORIGINS: Final = pa.array(
    ["openalex-topics", "openalex-keywords", "openalex-concepts", "mesh-headings"]
)


def _references(works: Sequence[AnyWork]) -> dict[str, Any]:
    counts, ids = cited_works([w.referenced_works for w in works])
    stated = [w.referenced_works_count for w in works]
    return {
        "references": columns.listed(
            counts, columns.REFERENCE, ids=columns.id_lists(len(ids), [("openalex", ids)])
        ),
        "n_references": [max(n, s or 0) or None for n, s in zip(counts, stated, strict=True)],
    }
