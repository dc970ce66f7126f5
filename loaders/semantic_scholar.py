"""Semantic Scholar: answers of the Academic Graph API, and lines of its datasets.

Formats: https://api.semanticscholar.org/api-docs/graph and …/api-docs/datasets. Of the datasets,
`papers` gives works; `abstracts`, `paper-ids` and `citations` say something of a work by its
corpus id, so that they join the work wherever it comes from. The first version of the API, the
corpora of before the datasets, and texts as its parser prints them are read as well.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from msgspec import Struct
from msgspec.structs import replace

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates, identifiers, values
from kg.loaders.reading.answers.semantic_scholar_corpora import CORPORA, corpus_record, is_of_corpus
from kg.loaders.reading.answers.semantic_scholar_parses import is_parse, parse_record
from kg.loaders.reading.answers.semantic_scholar_spans import is_of_spans, with_spans
from kg.loaders.reading.json.pages import Shape
from kg.loaders.reading.json.records import Made, json_loading
from kg.loaders.reading.json.text import ENVELOPES, first_object
from kg.loaders.reading.markup import plain
from kg.loaders.reading.paper_types import common_type, venue_type
from kg.loaders.reading.text import head_of
from kg.records import (
    Affiliation,
    AuthorProfile,
    Identifier,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["SemanticScholarLoader"]


class Author(Struct, gc=False, rename="camel"):
    """An author of a paper, or an author's own record."""

    author_id: int | str | None = None
    name: str | None = None
    affiliations: list[str] | None = None
    external_ids: dict[str, Any] | None = None


class Journal(Struct, gc=False, rename="camel"):
    """Where the paper appeared, as its metadata say."""

    name: str | None = None
    volume: str | None = None
    pages: str | None = None


class Venue(Struct, gc=False, rename="camel"):
    """A venue as Semantic Scholar knows it."""

    name: str | None = None
    type: str | None = None
    issn: str | None = None


class Pdf(Struct, gc=False, rename="camel"):
    """A free copy."""

    url: str | None = None


class OpenAccess(Struct, gc=False):
    """What a line of the abstracts dataset knows of its paper."""

    externalids: dict[str, Any] | None = None
    url: str | None = None


class Field(Struct, gc=False, rename="camel"):
    """A field of study."""

    category: str | None = None


class Topic(Struct, gc=False, rename="camel"):
    """A topic of version 1 of the API, which Semantic Scholar found in the text."""

    topic: str | None = None


class Paper(Struct, gc=False, rename="camel"):
    """A paper of the API, or a line of a dataset, whose names are in lower case."""

    paper_id: str | None = None
    sha: str | None = None
    corpus_id: int | str | None = None
    corpusid: int | str | None = None
    external_ids: dict[str, Any] | None = None
    externalids: dict[str, Any] | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    title: str | None = None
    abstract: str | None = None
    venue: str | None = None
    journal: Journal | None = None
    publication_venue: Venue | None = None
    year: int | None = None
    publication_date: str | None = None
    publicationdate: str | None = None
    publication_types: list[str] | None = None
    publicationtypes: list[str] | None = None
    authors: list[Author] | None = None
    references: list[Any] | None = None
    reference_count: int | None = None
    referencecount: int | None = None
    citation_count: int | None = None
    citationcount: int | None = None
    num_cited_by: int | None = None
    topics: list[Topic] | None = None
    open_access_pdf: Pdf | None = None
    openaccessinfo: OpenAccess | None = None
    fields_of_study: list[str] | None = None
    s2_fields_of_study: list[Field] | None = None
    s2fieldsofstudy: list[Field] | None = None
    paper: Any = None
    citing_paper: Any = None
    cited_paper: Any = None
    citingcorpusid: int | str | None = None
    citedcorpusid: int | str | None = None
    papers: list[Any] | None = None
    author_id: str | None = None
    authorid: int | str | None = None
    name: str | None = None
    h_index: int | None = None


_SHAPE: Final = Shape(Paper, {"recommendedPapers", *ENVELOPES} - {"papers"})
_PAPER_SIGNS: Final = frozenset(
    ("paperId", "corpusid", "corpusId", "citingPaper", "citedPaper", "citingcorpusid")
)
_AUTHOR_SIGNS: Final = ("hIndex", "hindex", "paperCount", "papercount", "papers")
_SCHEMES: Final = (
    ("DOI", "doi", identifiers.doi),
    ("ArXiv", "arxiv", lambda text: (identifiers.arxiv(text) or (None,))[0]),
    ("DBLP", "dblp", identifiers.dblp),
    ("ACL", "acl", identifiers.acl),
    ("PubMed", "pmid", identifiers.pmid),
    ("PubMedCentral", "pmcid", lambda text: identifiers.pmcid(f"PMC{text.removeprefix('PMC')}")),
    ("MAG", "mag", lambda text: text if text.isdecimal() else None),
)
_TYPES: Final = {
    "journalarticle": "article", "conference": "conference-paper", "review": "review",
    "book": "book", "booksection": "chapter", "dataset": "dataset", "editorial": "editorial",
    "lettersandcomments": "article", "casereport": "article", "clinicaltrial": "article",
    "metaanalysis": "article", "study": "article", "news": "other",
}  # fmt: skip


class SemanticScholarLoader:
    """Semantic Scholar."""

    name: ClassVar[str] = "semantic-scholar"
    title: ClassVar[str] = "Semantic Scholar (API answers, datasets)"
    lost: ClassVar[str] = "Embeddings, TLDRs, full texts and the contexts of citations."
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "venue", "volume", "pages", "keywords", "references", "n_references",
        "citation_count", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the names that its ids have."""
        item = first_object(head, _SHAPE.inside)
        if item is None:
            return 0.0
        if not _PAPER_SIGNS.isdisjoint(item) or is_of_corpus(item) or is_parse(item):
            return 0.96
        if isinstance(item.get("externalIds"), dict) and isinstance(item.get("title"), str):
            return 0.9  # of a program that has left out the paper's own id
        if "snippet" in item and isinstance(item.get("paper"), dict):
            return 0.95
        listed = values.items(item.get("papers"))
        if listed and isinstance(listed[0], dict) and not _PAPER_SIGNS.isdisjoint(listed[0]):
            return 0.95
        of_author = "authorId" in item or "authorid" in item
        return 0.95 if of_author and any(sign in item for sign in _AUTHOR_SIGNS) else 0.0

    def load(self, source: Source) -> Loading:
        """Read page by page."""
        first = first_object(head_of(source), _SHAPE.inside)
        if first is not None and is_of_corpus(first):
            return json_loading(source, CORPORA, corpus_record)
        if first is not None and is_parse(first):
            return json_loading(source, CORPORA, parse_record)
        if first is not None and is_of_spans(first):
            return json_loading(source, CORPORA, _of_text)
        return json_loading(source, _SHAPE, _made)


def _of_text(item: dict[str, Any], place: Provenance, text: str) -> Made:
    """A record of a line of the dataset of texts; the line is a whole text."""
    return with_spans(_record(_fitted(item), place, None), item)


def _made(paper: Paper, place: Provenance, text: str) -> Made:
    """A record of a paper, of a citation of it, or several of an author's papers."""
    if paper.citingcorpusid is not None or paper.citedcorpusid is not None:
        return _citation(paper, place)
    for inner in (paper.citing_paper, paper.cited_paper, _of_snippet(paper.paper)):
        if isinstance(inner, dict):
            return _made(_fitted(inner), place, text)
    if paper.papers is not None:
        owner = _owner(paper)
        own = [_fitted(inner) for inner in paper.papers if isinstance(inner, dict)]
        return [_record(p, place, owner) for p in own] or "an author without papers"
    if paper.authorid is not None or (paper.author_id is not None and paper.title is None):
        return "an author of Semantic Scholar, not a paper"
    return _record(paper, place, None, text)


def _of_snippet(paper: Any) -> Any:
    """The paper that a found passage is of, whose authors are names alone."""
    if not isinstance(paper, dict):
        return None
    names = values.items(paper.get("authors"))
    return {**paper, "authors": [{"name": n} if isinstance(n, str) else n for n in names]}


def _fitted(value: dict[str, Any]) -> Paper:
    made = _SHAPE.of(value)
    return made if isinstance(made, Paper) else Paper()


def _citation(paper: Paper, place: Provenance) -> PaperRecord | str:
    """A line of the citations dataset: the citing paper, with one reference."""
    cited = identifiers.s2(f"CorpusID:{paper.citedcorpusid}")
    citing = identifiers.s2(f"CorpusID:{paper.citingcorpusid}")
    if citing is None or cited is None:
        return "a citation whose citing or cited paper Semantic Scholar does not know"
    return PaperRecord(
        provenance=place,
        title=None,
        ids=(Identifier("s2", citing),),
        references=(Reference((Identifier("s2", cited),)),),
    )


def _record(
    paper: Paper, place: Provenance, owner: Mention | None, text: str | None = None
) -> PaperRecord:
    authors, complete = _with_owner(_authors(paper.authors), owner)
    kind = _type(paper.publication_types or paper.publicationtypes)
    dated = dates.from_text(paper.publication_date or paper.publicationdate)
    if dated.year is None:
        dated = dates.from_parts(paper.year)
    journal = paper.journal or Journal()
    return PaperRecord(
        provenance=place,
        title=plain(paper.title),
        mentions=authors,
        n_authors=len(authors) if complete else None,
        authors_complete=complete,
        ids=_ids(paper),
        abstract=plain(paper.abstract),
        year=dated.year,
        date=dated.date,
        type=kind,
        venue=_venue(paper, kind),
        volume=values.text(journal.volume),
        pages=" ".join(journal.pages.split()) if journal.pages else None,
        keywords=_keywords(paper),
        references=_references(paper.references),
        n_references=_first(paper.reference_count, paper.referencecount),
        citation_count=_first(paper.citation_count, paper.citationcount, paper.num_cited_by),
        url=values.text(paper.url),
        open_access_url=_free_copy(paper),
        raw=text,
    )


def _with_owner(
    authors: tuple[Mention, ...], owner: Mention | None
) -> tuple[tuple[Mention, ...], bool | None]:
    """The authors, the one whose page it is with what the page tells, and whether all are there."""
    if owner is None:
        return authors, True if authors else None
    found = tuple(
        replace(author, ids=owner.ids, profile=owner.profile)
        if set(owner.ids) & set(author.ids)
        else author
        for author in authors
    )
    return (found, True) if found != authors else ((*authors, owner), False)


def _first(*counts: int | None) -> int | None:
    return next((n for value in counts if (n := values.count(value)) is not None), None)


def _authors(authors: list[Author] | None) -> tuple[Mention, ...]:
    named = [a for a in authors or () if a.name and not a.name.isspace()]
    return tuple(
        Mention(
            name=" ".join((author.name or "").split()),
            position=position,
            ids=_person_ids(author),
            affiliations=tuple(Affiliation(a) for a in author.affiliations or () if a),
        )
        for position, author in enumerate(named, 1)
    )


def _person_ids(author: Author) -> tuple[Identifier, ...]:
    """The author's own id, which may be missing, and the ORCID where it is given."""
    ids: list[Identifier] = []
    orcid = values.items((author.external_ids or {}).get("ORCID"))
    if orcid and (value := identifiers.orcid(values.text(orcid[0]))):
        ids.append(Identifier("orcid", value))
    if author.author_id:
        ids.append(Identifier("s2", str(author.author_id)))
    return tuple(ids)


def _owner(author: Paper) -> Mention | None:
    """The author whose papers an answer lists."""
    if not author.name or author.name.isspace():
        return None
    h_index, citations = values.count(author.h_index), author.citation_count
    tells = h_index is not None or citations is not None
    known = Author(author.author_id, external_ids=author.external_ids)
    return Mention(
        name=author.name,
        evidence="page_owner",
        ids=_person_ids(known),
        profile=AuthorProfile(h_index=h_index, citations=citations) if tells else None,
    )


def _ids(paper: Paper) -> tuple[Identifier, ...]:
    ids: list[Identifier] = []
    external = {"DOI": paper.doi, "ArXiv": paper.arxiv_id}  # of version 1 of the API
    external |= {**(paper.externalids or {}), **(paper.external_ids or {})}
    if paper.openaccessinfo:
        external |= paper.openaccessinfo.externalids or {}
    external = {key.lower(): value for key, value in external.items() if value}
    for key, scheme, normal in _SCHEMES:
        said = values.text(external.get(key.lower()))
        if said and (value := normal(said)):
            ids += identifiers.from_doi(value) if scheme == "doi" else [Identifier(scheme, value)]
    for sha in (paper.paper_id, paper.sha):
        ids += identifiers.of("s2", sha)
    corpus = paper.corpus_id or paper.corpusid or external.get("corpusid")
    if corpus:
        ids += identifiers.of("s2", f"CorpusID:{corpus}")
    return identifiers.unique(ids)


def _type(kinds: list[str] | None) -> str | None:
    """The kind of publication; a conference wins over the journal that its proceedings are in."""
    known = [_TYPES.get(kind.lower(), common_type(kind)) for kind in kinds or ()]
    return "conference-paper" if "conference-paper" in known else known[0] if known else None


def _venue(paper: Paper, kind: str | None) -> VenueMention | None:
    known = paper.publication_venue or Venue()
    name = known.name or values.text(paper.venue) or (paper.journal and paper.journal.name)
    if not name:
        return None
    is_kind = known.type if known.type in ("journal", "conference") else venue_type(kind)
    return VenueMention(name, is_kind, identifiers.issn(known.issn))


def _keywords(paper: Paper) -> tuple[KeywordTag, ...]:
    fields = [f.category for f in paper.s2_fields_of_study or paper.s2fieldsofstudy or ()]
    labels = dict.fromkeys([*(paper.fields_of_study or ()), *fields])
    tags = [KeywordTag(x, "subject", "fields-of-study") for x in labels if x]
    found = dict.fromkeys(t.topic for t in paper.topics or () if t.topic)
    return (*tags, *(KeywordTag(x, "extracted", "topics") for x in found))


def _references(cited: list[Any] | None) -> tuple[Reference, ...]:
    """References of the paper; one that Semantic Scholar does not know has a title only."""
    found: list[Reference] = []
    for item in cited or ():
        if not isinstance(item, dict):
            continue
        inner = item.get("citedPaper")
        paper = _fitted(inner if isinstance(inner, dict) else item)
        authors = _authors(paper.authors)
        reference = Reference(
            ids=_ids(paper),
            title=plain(paper.title),
            year=values.year(paper.year),
            first_author=authors[0].name if authors else None,
            source=values.text(paper.venue),
        )
        if reference.ids or reference.title:
            found.append(reference)
    return tuple(found)


def _free_copy(paper: Paper) -> str | None:
    if paper.open_access_pdf and paper.open_access_pdf.url:
        return paper.open_access_pdf.url
    return values.text(paper.openaccessinfo.url) if paper.openaccessinfo else None
