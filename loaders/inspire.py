"""Literature of INSPIRE-HEP in its own JSON: answers of its API, single records and dumps.

Format: https://inspire-schemas.readthedocs.io/en/latest/schemas/hep.html; the API
(https://github.com/inspirehep/rest-api-doc) puts a record under `metadata`. SCOAP3 has records of
the same shape. Authors, conferences, journals and jobs, which INSPIRE keeps in the same way, are no
papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.answers.inspire_people import inspire_people
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made, json_loading
from kg.loaders.reading.json.text import first_object
from kg.loaders.reading.markup import plain, with_subtitle
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.repositories.values import plain_prose
from kg.loaders.reading.tables.index_table import unique_tags
from kg.records import (
    Identifier,
    KeywordTag,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["InspireLoader"]

Item = dict[str, Any]

_SHAPE: Final = Shape[Item](dict[str, Any], ("hits", "records", "results"))
_SIGNS: Final = frozenset(
    ("arxiv_eprints", "citeable", "control_number", "inspire_categories", "publication_info")
)
_TYPES: Final = {"note": "report", "activity report": "report"}
_NOT_THE_WORK: Final = frozenset(("addendum", "data", "editorial note", "erratum", "software"))
"""What a DOI or a place in a journal can be of beside the work itself."""


class InspireLoader:
    """INSPIRE-HEP."""

    name: ClassVar[str] = "inspire"
    title: ClassVar[str] = "INSPIRE-HEP literature (JSON of its API; also SCOAP3)"
    lost: ClassVar[str] = (
        "INSPIRE's own numbers of papers, persons and places, collaborations, experiments, "
        "figures, report numbers, licences and errata."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "citation_count", "url", "comment", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By titles in objects, or identifiers in them, beside what only INSPIRE tells."""
        item = _metadata(first_object(head, _SHAPE.inside) or {})
        if _another_kind(item) or _SIGNS.isdisjoint(item):
            return 0.0
        told = (item.get(name) for name in ("titles", "arxiv_eprints", "dois"))
        return 0.9 if any("title" in x or "value" in x for x in _first_of_each(told)) else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        return json_loading(source, _SHAPE, _record)


def _first_of_each(lists: Iterator[Any]) -> Iterator[Item]:
    return (found[0] for one in lists if (found := values.objects(one)))


def _metadata(result: Item) -> Item:
    """The record itself, which the API gives beside links to it."""
    inner = result.get("metadata")
    return inner if isinstance(inner, dict) else result


def _another_kind(item: Item) -> str | None:
    """What a record is that is no literature: by its schema, or by the number of a conference."""
    schema = (values.text(item.get("$schema")) or "").rpartition("/")[2].removesuffix(".json")
    if not schema and "cnum" in item:
        return "conferences"
    return schema if schema != "hep" else None


def _record(result: Item, place: Provenance, text: str) -> Made:
    item = _metadata(result)
    if kind := _another_kind(item):
        return f"a record of INSPIRE's {kind}, not of its literature"
    people = inspire_people(item)
    of_paper = _type(item)
    dated = _dated(item)
    journal = _journal(item)
    references = tuple(map(_reference, values.objects(item.get("references"))))
    return PaperRecord(
        provenance=place,
        title=_title(item),
        mentions=people.mentions,
        n_authors=people.stated,
        authors_complete=people.complete,
        ids=_ids(item, of_paper),
        abstract=_first(item, "abstracts", "value"),
        year=dated.year,
        date=dated.date,
        type=of_paper,
        language=values.text((values.items(item.get("languages")) or [None])[0]),
        venue=_venue(journal, of_paper),
        volume=values.text(journal.get("journal_volume")),
        issue=values.text(journal.get("journal_issue")),
        pages=_pages(journal),
        keywords=unique_tags(_keywords(item)),
        references=tuple(one for one in references if one != Reference()),
        n_references=len(references) or None,
        citation_count=values.count(item.get("citation_count")),
        url=_url(item),
        comment=_first(item, "public_notes", "value"),
        raw=text,
    )


def _first(item: Item, name: str, member: str) -> str | None:
    """The first text in a list of objects, its TeX made readable."""
    texts = (plain_prose(values.text(one.get(member))) for one in values.objects(item.get(name)))
    return next(filter(None, texts), None)


def _title(item: Item) -> str | None:
    """The first title; the others are those of its preprint, or in another language."""
    told = next(iter(values.objects(item.get("titles"))), {})
    return with_subtitle(*(plain_prose(values.text(told.get(x))) for x in ("title", "subtitle")))


def _journal(item: Item) -> Item:
    """The place of publication: one with a journal, if any is."""
    told = values.objects(item.get("publication_info"))
    own = [one for one in told if one.get("material") not in _NOT_THE_WORK]
    return next((one for one in own if "journal_title" in one), own[0] if own else {})


def _venue(journal: Item, kind: str | None) -> VenueMention | None:
    if name := plain(values.text(journal.get("journal_title"))):
        return VenueMention(name, "journal" if kind == "conference-paper" else venue_type(kind))
    meeting = values.text(journal.get("conf_acronym"))
    return VenueMention(meeting, "conference") if meeting else None


def _pages(journal: Item) -> str | None:
    """The pages, or else the number of the article."""
    first, last, number = (values.text(journal.get(x)) for x in ("page_start", "page_end", "artid"))
    return values.page_range(first, last) or number


def _type(item: Item) -> str | None:
    told = next(iter(values.items(item.get("document_type"))), None)
    kind = values.text(told)
    own = _TYPES.get(kind, common_type(kind)) if kind else None
    if own == "article" and "review" in values.items(item.get("publication_type")):
        return "review"
    unpublished = "journal_title" not in _journal(item) and bool(item.get("arxiv_eprints"))
    return "preprint" if own in ("article", None) and unpublished else own


def _dated(item: Item) -> dates.Dated:
    """When it was published, to the day where the imprint is of that year; else when it was put
    on arXiv or first known."""
    published = dates.from_parts(values.year(_journal(item).get("year")))
    imprint = dates.from_text(_first(item, "imprints", "date"))
    if published.year:
        return imprint if imprint.year == published.year else published
    thesis = values.at(item, "thesis_info", "date")
    others = (item.get(x) for x in ("preprint_date", "earliest_date", "legacy_creation_date"))
    texts = map(values.text, (thesis, *others))
    stated = (imprint, *map(dates.from_text, texts))
    return next((one for one in stated if one.year), dates.UNDATED)


def _ids(item: Item, kind: str | None) -> tuple[Identifier, ...]:
    """The DOIs of the work, its number on arXiv, and the ISBN of a book."""
    told = values.objects(item.get("dois"))
    own = [one for one in told if one.get("material") not in _NOT_THE_WORK]
    ids = [i for one in own for i in identifiers.of_doi(values.text(one.get("value")))]
    ids += identifiers.of("arxiv", _first(item, "arxiv_eprints", "value"))
    if kind in ("book", "proceedings", "thesis"):
        ids += identifiers.of("isbn", _first(item, "isbns", "value"))
    return identifiers.unique(ids)


def _keywords(item: Item) -> Iterator[KeywordTag]:
    """Keywords of authors and of INSPIRE's own vocabulary, its fields, and classes of arXiv."""
    for one in values.objects(item.get("keywords")):
        if word := plain(values.text(one.get("value"))):
            by_authors = one.get("schema") is None or one.get("source") == "author"
            yield (
                KeywordTag(word) if by_authors else KeywordTag(word, "subject", "inspire-keywords")
            )
    for one in values.objects(item.get("inspire_categories")):
        if field := values.text(one.get("term")):
            yield KeywordTag(field, "subject", "inspire-categories")
    for one in values.objects(item.get("arxiv_eprints")):
        for said in values.items(one.get("categories")):
            if category := values.text(said):
                yield KeywordTag(category, "arxiv-category", "arxiv-categories")


def _reference(told: Item) -> Reference:
    """A cited work; its text where that is kept, or what could not be read of one that nothing else
    tells."""
    item = told.get("reference")
    item = item if isinstance(item, dict) else {}
    journal = item.get("publication_info")
    journal = journal if isinstance(journal, dict) else {}
    ids, title = _cited_ids(item), plain_prose(values.text(values.at(item, "title", "title")))
    source = values.text(journal.get("journal_title"))
    rest = " ".join(filter(None, map(values.text, values.items(item.get("misc")))))
    return Reference(
        ids=ids,
        text=_first(told, "raw_refs", "value")
        or (None if ids or title or source else plain_prose(rest)),
        title=title,
        year=values.year(journal.get("year")),
        first_author=_first(item, "authors", "full_name"),
        source=source,
        volume=values.text(journal.get("journal_volume")),
        page=values.text(journal.get("page_start")) or values.text(journal.get("artid")),
    )


def _cited_ids(item: Item) -> tuple[Identifier, ...]:
    dois = map(values.text, values.items(item.get("dois") or item.get("doi")))
    ids = [i for said in dois for i in identifiers.of_doi(said)]
    ids += identifiers.of("arxiv", values.text(item.get("arxiv_eprint")))
    ids += identifiers.of("isbn", values.text(item.get("isbn")))
    return identifiers.unique(ids)


def _url(item: Item) -> str | None:
    number = values.integer(item.get("control_number"))
    return f"https://inspirehep.net/literature/{number}" if number else None
