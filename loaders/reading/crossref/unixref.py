"""Crossref's metadata as XML: what content negotiation and its queries give (`unixref`, `unixsd`),
and what publishers deposit (`doi_batch`).

Schema: https://www.crossref.org/documentation/schema-library/. A work stands inside what it
appeared in, after the metadata of that. A book or a volume of proceedings is a record where no
part of it is listed, or where it is deposited itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.markup import plain, with_subtitle
from kg.loaders.reading.paper_types import venue_type
from kg.loaders.reading.people.name_marks import family_alone
from kg.loaders.reading.people.names import mention, numbered, person
from kg.loaders.reading.xml.text import child, child_text, children, local_name, text_of
from kg.records import (
    Affiliation,
    Identifier,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["ROOTS", "containers", "crossref_records", "crossref_work"]

ROOTS: Final = ("crossref_result", "doi_records", "doi_record", "doi_batch", "crossref")
_CONTAINERS: Final = (
    "journal", "book", "conference", "report-paper", "standard", "database", "dissertation",
    "posted_content", "peer_review", "sa_component", "grant", "error",
)  # fmt: skip
_TYPES: Final = {
    "journal_article": "article", "conference_paper": "conference-paper",
    "content_item": "chapter", "dataset": "dataset", "book": "book",
    "conference": "proceedings", "report-paper": "report", "standard": "other",
    "database": "dataset", "dissertation": "thesis", "posted_content": "other",
    "peer_review": "review",
}  # fmt: skip
_PARTS: Final = ("journal_article", "conference_paper", "content_item", "dataset")
_ALONE: Final = ("dissertation", "posted_content", "peer_review")
_NO_WORKS: Final = {
    "sa_component": "figures or supplements of a work, not a work",
    "grant": "a grant, not a work",
}  # fmt: skip
_DATES: Final = (
    "publication_date", "posted_date", "approval_date", "review_date",
    "database_date/publication_date",
)  # fmt: skip
_ROLES: Final = {
    "author": "author", "reviewer": "author", "review-assistant": "author",
    "stats-reviewer": "author", "editor": "editor", "chair": "editor",
}  # fmt: skip


def crossref_work(body: etree._Element, at: Provenance) -> PaperRecord | str:
    """The work that a record of Crossref's harvests holds, in `unixref` or `unixsd`."""
    about = next(body.iter("{*}crossref_metadata"), None)
    container = next(body.iter(*(f"{{*}}{name}" for name in _CONTAINERS)), None)
    if container is None:
        return "metadata of Crossref without a work"
    found = crossref_records(container, at) if about is None else _of_query(about, at)
    return found if isinstance(found, str) else found[0]


def containers(root: str) -> tuple[str, ...]:
    """The elements that hold works under a root; answers to queries have one for each query."""
    return ("query",) if root == "crossref_result" else _CONTAINERS


def crossref_records(container: etree._Element, at: Provenance) -> list[PaperRecord] | str:
    """The works that stand in a journal, book, volume or by themselves; why there are none."""
    kind = local_name(container)
    if kind == "query":
        return _of_query(container, at)
    if kind == "error":
        return f"an error in place of a work: {text_of(container) or 'none is told'}"
    if kind in _NO_WORKS:
        return _NO_WORKS[kind]
    if kind in _ALONE:
        return [_record(container, None, at)]
    about = _about(container)
    works = list(container.iter(*(f"{{*}}{name}" for name in _PARTS)))
    deposited = any(local_name(node) == "doi_batch" for node in container.iterancestors())
    if about is not None and kind != "journal" and (deposited or not works):
        works = [about, *works]
    return [_record(work, container, at) for work in works] or f"a {kind} without works"


_QUERIED: Final = {
    "journal_article": "article", "conference_paper": "conference-paper",
    "conference_title": "proceedings", "book_content": "chapter", "book_title": "book",
    "dissertation": "thesis", "report-paper_title": "report", "posted_content": "preprint",
}  # fmt: skip
"""Types of DOIs in the short answers to queries; of others the title is none of a work."""


def _of_query(query: etree._Element, at: Provenance) -> list[PaperRecord] | str:
    """The works that a query has found, and how often Crossref knows them to be cited."""
    inner = next(query.iter(*(f"{{*}}{name}" for name in _CONTAINERS)), None)
    made = crossref_records(inner, at) if inner is not None else _found(query, at)
    counts = [text_of(x) for x in children(query, "crm-item") if x.get("name") == "citedby-count"]
    count = values.integer(next(iter(counts), query.get("fl_count")))
    return made if isinstance(made, str) else [replace(r, citation_count=count) for r in made]


def _found(query: etree._Element, at: Provenance) -> list[PaperRecord] | str:
    """The work of a short answer, which tells all of it side by side."""
    doi = child_text(query, "doi")
    if query.get("status") != "resolved":
        return f"a work that Crossref does not know: {doi or child_text(query, 'msg')}"
    named = child(query, "doi")
    kind = _QUERIED.get((named.get("type") if named is not None else None) or "journal_article")
    if kind is None:
        return f"a journal, series or issue, not a work: {doi}"
    people = numbered(_contributors(query))
    authors = [m for m in people if m.role == "author"]
    dated = dates.from_parts(values.year(child_text(query, "year")))
    titles = [child_text(query, name) for name in ("article_title", "volume_title")]
    around = child_text(query, "journal_title") or (titles[1] if titles[0] else None)
    issn, isbn = identifiers.issn(child_text(query, "issn")), child_text(query, "isbn")
    return [
        PaperRecord(
            provenance=at,
            title=plain(titles[0] or titles[1]),
            mentions=people,
            n_authors=len(authors) or None,
            authors_complete=True if authors else None,
            ids=identifiers.unique(identifiers.of_doi(doi)),
            year=dated.year,
            date=dated.date,
            type=kind,
            venue=VenueMention(around, venue_type(kind), issn, identifiers.isbn(isbn))
            if around
            else None,
            volume=child_text(query, "volume"),
            issue=child_text(query, "issue"),
            pages=_pages(query),
        )
    ]


def _about(container: etree._Element) -> etree._Element | None:
    """What is told of the journal, book or volume itself."""
    parts = (node for node in children(container) if local_name(node).endswith("_metadata"))
    return next((node for node in parts if local_name(node) != "event_metadata"), None)


def _record(work: etree._Element, container: etree._Element | None, at: Provenance) -> PaperRecord:
    about = _about(container) if container is not None else None
    people = _people(work, about, container)
    authors = [m for m in people if m.role == "author"]
    kind = _type(work, container)
    dated = _dated(work, about, container)
    references = tuple(map(_reference, _citations(work)))
    return PaperRecord(
        provenance=at,
        title=_title(work),
        mentions=people,
        n_authors=len(authors) or None,
        authors_complete=True if authors else None,
        ids=_ids(work, kind),
        abstract=_abstract(work),
        year=dated.year,
        date=dated.date,
        type=kind,
        language=work.get("language") or (about.get("language") if about is not None else None),
        venue=_venue(work, about, container),
        volume=_of_issue(container, "journal_volume/volume"),
        issue=_of_issue(container, "issue"),
        pages=_pages(work),
        references=references,
        n_references=len(references) or None,
        url=child_text(work, "doi_data/resource"),
    )


def _title(work: etree._Element) -> str | None:
    """Title and subtitle; of proceedings their own."""
    said = child_text(work, "titles/title", "proceedings_title")
    title, rest = plain(said), plain(child_text(work, "titles/subtitle"))
    return with_subtitle(title, rest)


def _type(work: etree._Element, container: etree._Element | None) -> str:
    name = local_name(work)
    if name == "posted_content" and work.get("type") in (None, "preprint", "working_paper"):
        return "preprint"
    if name in _TYPES:
        return _TYPES[name]
    return _TYPES[local_name(container)] if container is not None else "other"


def _people(
    work: etree._Element, about: etree._Element | None, container: etree._Element | None
) -> tuple[Mention, ...]:
    """The contributors; editors of the book or volume where the part names none itself."""
    own = [*_contributors(work)]
    if not any(m.role == "editor" for m in own):
        around = (node for node in (about, container) if node is not None and node is not work)
        own += [m for node in around for m in _contributors(node) if m.role == "editor"]
    return numbered(own)


def _contributors(node: etree._Element) -> Iterator[Mention]:
    """Those who are named; a thesis of older schemas names its author without a list."""
    listed = [*children(node, "person_name")]
    for group in children(node, "contributors"):
        listed += children(group, "person_name", "organization", "contributor")
    for said in listed:
        role = _ROLES.get(said.get("contributor_role") or "author")
        found = _mention(said, role) if role else None
        if found is not None:
            yield found


def _mention(said: etree._Element, role: str) -> Mention | None:
    if local_name(said) == "organization":
        name = person(None, None, literal=text_of(said))
    else:
        parts = ("surname", "given_name", "suffix")
        family, given, suffix = (child_text(said, part) for part in parts)
        alone = family_alone(family or given, given if family else None)
        name = person(alone, given if family else None, suffix=suffix, literal=family or given)
    if name is None:
        return None
    orcid = identifiers.orcid(child_text(said, "ORCID"))
    return mention(name, role=role, orcid=orcid, affiliations=tuple(_affiliations(said)))


def _affiliations(said: etree._Element) -> Iterator[Affiliation]:
    """As text, or as institutions with a ROR id since schema 5."""
    for node in children(said, "affiliation"):
        if text := text_of(node):
            yield Affiliation(text)
    for group in children(said, "affiliations"):
        for place in children(group, "institution"):
            name = child_text(place, "institution_name")
            numbers = (text_of(node) for node in children(place, "institution_id"))
            if name:
                yield Affiliation(name, next(filter(None, map(identifiers.ror, numbers)), None))


def _ids(work: etree._Element, kind: str) -> tuple[Identifier, ...]:
    found = identifiers.of_doi(child_text(work, "doi_data/doi"))
    for node in children(work, "publisher_item"):
        for said in children(node, "identifier"):
            if said.get("id_type") == "pmid":
                found += identifiers.of("pmid", text_of(said))
    if kind in ("book", "proceedings", "thesis", "report"):
        found += identifiers.of("isbn", child_text(work, "isbn"))
    return identifiers.unique(found)


def _abstract(work: etree._Element) -> str | None:
    text = text_of(child(work, "abstract"))
    heading = child_text(work, "abstract/title")
    if text and heading and heading.lower().strip(" .:") in ("abstract", "summary"):
        return text.removeprefix(heading).lstrip(" .:") or None
    return text


def _dated(
    work: etree._Element, about: etree._Element | None, container: etree._Element | None
) -> dates.Dated:
    """The first day in print or online, of the work or else of the issue, book or volume."""
    issue = child(container, "journal_issue") if container is not None else None
    for node in (work, issue, about):
        told = [_date(x) for path in _DATES for x in _at(node, path)] if node is not None else []
        known = [when for when in told if when.year is not None]
        if known:
            return min(known, key=lambda when: (when.date or "").ljust(10, "9"))
    return dates.UNDATED


def _at(node: etree._Element, path: str) -> Iterator[etree._Element]:
    first, _, rest = path.partition("/")
    for inner in children(node, first):
        yield from children(inner, rest) if rest else (inner,)


def _date(node: etree._Element) -> dates.Dated:
    """Months beyond the twelfth are seasons, which are no days."""
    return dates.from_parts(
        *(values.integer(child_text(node, part)) for part in ("year", "month", "day"))
    )


def _venue(
    work: etree._Element, about: etree._Element | None, container: etree._Element | None
) -> VenueMention | None:
    """The journal, book or volume; of what is posted the archive."""
    if container is None or about is None or work is about:
        posted = child_text(work, "institution/institution_name")
        is_posted = posted and local_name(work) == "posted_content"
        return VenueMention(posted, "repository") if posted and is_posted else None
    name = plain(
        child_text(about, "full_title", "proceedings_title", "titles/title", "abbrev_title")
    )
    kinds = {"journal": "journal", "conference": "conference", "book": "book"}
    numbers = (identifiers.issn(text_of(x)) for x in children(about, "issn"))
    isbn = identifiers.isbn(child_text(about, "isbn"))
    issn = next(filter(None, numbers), None)
    return VenueMention(name, kinds.get(local_name(container)), issn, isbn) if name else None


def _of_issue(container: etree._Element | None, path: str) -> str | None:
    issue = child(container, "journal_issue") if container is not None else None
    return child_text(issue, path) if issue is not None else None


def _pages(work: etree._Element) -> str | None:
    """First and last page, or the number that articles online have in place of pages."""
    first, last = (child_text(work, f"pages/{x}_page", f"{x}_page") for x in ("first", "last"))
    number = child(work, "publisher_item/item_number")
    is_page = number is not None and number.get("item_number_type") == "article-number"
    return values.page_range(first, last) or (text_of(number) if is_page else None)


def _citations(work: etree._Element) -> Iterator[etree._Element]:
    for group in children(work, "citation_list"):
        yield from children(group, "citation")


def _reference(cited: etree._Element) -> Reference:
    return Reference(
        identifiers.unique(identifiers.of_doi(child_text(cited, "doi"))),
        text=plain(child_text(cited, "unstructured_citation")),
        title=plain(child_text(cited, "article_title", "volume_title")),
        year=values.year((child_text(cited, "cYear") or "")[:4]),
        first_author=child_text(cited, "author"),
        source=child_text(cited, "journal_title", "series_title"),
        volume=child_text(cited, "volume"),
        page=child_text(cited, "first_page"),
    )
