"""The columns of our own tables: what CSV, JSON Lines and Parquet files may hold.

One table for the three formats; the reference page is made from `COLUMNS`. Names are matched
without regard to case, spaces, underscores and hyphens. A column that is not listed is ignored; a
value that is not of its column's kind is read as missing, and the record is kept. A record with
neither a title nor an identifier is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kg.loaders.reading.tables.column_names import OTHER_NAMES

__all__ = ["AUTHOR_KEYS", "COLUMNS", "FILLS", "Column", "fit", "known_columns"]

Kind = Literal["text", "integer", "boolean", "date", "authors", "identifier", "list", "references"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, kind, meaning, an example of a value, and other headers it goes by."""

    name: str
    kind: Kind
    meaning: str
    example: str
    aliases: tuple[str, ...] = ()


_OWN: tuple[Column, ...] = (
    Column(
        "title",
        "text",
        "title of the paper",
        "On Graphs",
        ("document title", "paper title", "primary title", "article title"),
    ),
    Column(
        "authors",
        "authors",
        "names in order: a list of names or of author objects, or one string separated by `;` or "
        "` and `; `et al.` at the end says that the list is cut",
        "Ada Lovelace; Babbage, Charles",
        ("author", "author names", "creators", "first authors", "author full names"),
    ),
    Column(
        "n_authors",
        "integer",
        "length of the full author list, when `authors` is cut",
        "12",
        ("author count",),
    ),
    Column(
        "authors_complete",
        "boolean",
        "whether `authors` is the full list; without it, true unless the list ends in `et al.` or "
        "is shorter than `n_authors`",
        "true",
    ),
    Column(
        "affiliations",
        "list",
        "institutions of the authors, in one string separated by `;`: one for each author, or "
        "those of the only one",
        "Lake Lab; River University",
    ),
    Column("doi", "identifier", "DOI, bare or as an address", "10.1103/PhysRevE.64.016132"),
    Column(
        "arxiv_id", "identifier", "arXiv id, with or without version", "1706.03762v5", ("arxiv",)
    ),
    Column("pmid", "identifier", "PubMed id", "11736001", ("pubmed id", "accession number pmid")),
    Column("pmcid", "identifier", "PubMed Central id", "PMC7384743"),
    Column("openalex_id", "identifier", "OpenAlex id of the work", "W2741809807", ("openalex",)),
    Column("acl_id", "identifier", "ACL Anthology id", "2020.acl-main.1", ("acl",)),
    Column(
        "s2_id",
        "identifier",
        "Semantic Scholar id",
        "CorpusID:13756489",
        ("corpus id", "s2 paper id"),
    ),
    Column("dblp_key", "identifier", "DBLP key", "conf/nips/VaswaniSPUJGKP17", ("dblp",)),
    Column(
        "openreview_id", "identifier", "OpenReview id of the forum", "rJ4km2R5t7", ("openreview",)
    ),
    Column(
        "abstract", "text", "abstract", "We study …", ("summary", "abstract note", "notes abstract")
    ),
    Column(
        "year",
        "integer",
        "year of publication, 1000-2999",
        "2001",
        ("publication year", "pub year", "publication_year"),
    ),
    Column(
        "date",
        "date",
        "date of publication: year, month or day",
        "2001-06-28",
        ("publication date", "published", "date published"),
    ),
    Column(
        "month",
        "text",
        "month of `year`, as a number or a name, where no `date` is finer than the year",
        "6",
        ("published month", "publication month", "pub month"),
    ),
    Column("day", "text", "day of `month`", "28", ("published day", "publication day", "pub day")),
    Column(
        "type",
        "text",
        "kind of publication (article, conference-paper, preprint, …)",
        "article",
        ("document type", "publication type", "item type"),
    ),
    Column("language", "text", "language of the paper", "en"),
    Column(
        "venue",
        "text",
        "journal, conference or book it appeared in",
        "Physical Review E",
        (
            "journal",
            "source title",
            "publication title",
            "booktitle",
            "container title",
            "journal name",
            "secondary title",
            "source",
        ),
    ),
    Column("issn", "text", "ISSN of the venue", "1539-3755"),
    Column("isbn", "text", "ISBN of the venue", "9780306406157"),
    Column("volume", "text", "volume of the journal or book series", "64", ("journal volume",)),
    Column("issue", "text", "issue of the volume", "1", ("issue number", "journal issue")),
    Column(
        "pages",
        "text",
        "pages, or the article number",
        "016132",
        ("page", "start page", "page start"),
    ),
    Column("last_page", "text", "last page, where `pages` is the first", "016139"),
    Column(
        "keywords",
        "list",
        "keywords: a list, or one string separated by `;` (else by `,`)",
        "graphs; networks",
        ("author keywords", "tags", "keyword", "manual tags"),
    ),
    Column(
        "categories",
        "list",
        "categories of arXiv, as a list or in one string; other words are ignored",
        "cs.DL stat.ML",
        ("primary category", "category", "arxiv categories", "arxiv category", "terms", "subjects"),
    ),
    Column(
        "references",
        "references",
        "works cited: a list, or one string separated by `;`; each a DOI, arXiv id, ACL id, "
        "`scheme:value`, or the reference as printed; or how many they are",
        "10.1038/30918; arXiv:1706.03762",
        ("cited references",),
    ),
    Column(
        "citation_count",
        "integer",
        "times cited",
        "1423",
        ("cited by", "citations", "times cited", "cited by count", "number of citations"),
    ),
    Column("retracted", "boolean", "whether it was retracted", "false", ("is retracted",)),
    Column(
        "code_url",
        "text",
        "address of the code",
        "https://github.com/a/b",
        ("code", "repository", "github"),
    ),
    Column(
        "url", "text", "address of the paper", "https://aclanthology.org/P19-1001", ("link", "urls")
    ),
    Column(
        "open_access_url",
        "text",
        "address of a free copy",
        "https://arxiv.org/pdf/1706.03762",
        ("pdf url", "pdf"),
    ),
    Column("comment", "text", "remark of the authors", "Accepted at ACL", ("comments", "note")),
)
COLUMNS: tuple[Column, ...] = tuple(
    replace(column, aliases=column.aliases + OTHER_NAMES.get(column.name, ())) for column in _OWN
)
"""Every column, in the order of the record."""

AUTHOR_KEYS: dict[str, str] = {
    "name": "the name as printed; without it `given` and `family` are joined",
    "family": "family name",
    "given": "given names",
    "suffix": "Jr., III, …",
    "orcid": "ORCID",
    "ids": "identifiers by scheme: orcid, openalex, s2, dblp, acl, openreview, "
    "scopus, researcherid",
    "acl_id": "id of the person's page in the ACL Anthology; likewise `openalex_id`, `s2_id`, "
    "`dblp_pid`, `openreview_id`, `scopus_id`, `researcher_id`",
    "id": "an identifier whose scheme shows: an ORCID, an OpenAlex A…, or `scheme:value`; a bare "
    "number of the file's own is ignored, because it means nothing beside another file",
    "affiliation": "institution, or a list of them; also `affiliations`",
    "corresponding": "true for the corresponding author",
    "position": "place in the full list, counted from 1; without it the place after the one before",
}
"""Keys of an author object, with their meaning."""

FILLS: tuple[str, ...] = (
    "title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version", "abstract",
    "year", "date", "type", "language", "venue", "volume", "issue", "pages", "keywords",
    "references", "n_references", "citation_count", "retracted", "has_code", "code_url", "url",
    "open_access_url", "comment",
)  # fmt: skip
"""Record fields that these columns fill."""

_PUNCTUATION = re.compile(r"[^\w#]+|_")  # `# Authors` is how many


def _key(header: str) -> str:
    return _PUNCTUATION.sub("", header.strip().strip('"\ufeff').lower())


_OF_DATABASE = "source"  # often, where another column names the journal
_OF_VOLUME = "number"  # of an issue, beside a volume; else of a row
_OF_ANYTHING = ("month", "day", "categories")  # calendars, statistics and shops have these too
_EXACT = {_key(column.name): column.name for column in COLUMNS}
_BY_KEY = {_key(alias): c.name for c in COLUMNS for alias in c.aliases} | _EXACT


def known_columns(headers: Iterable[str]) -> dict[str, str]:
    """Header as written to column name, for the headers that are known.

    Of several headers for one column, the one that bears its own name comes first, `source` last.

    >>> known_columns(["Title", "Source title", "shelf"])
    {'Title': 'title', 'Source title': 'venue'}
    """
    headers = [h for h in headers if _key(h) in _BY_KEY]
    headers.sort(key=lambda h: (_key(h) not in _EXACT, _key(h) == _OF_DATABASE))
    known = {h: _BY_KEY[_key(h)] for h in headers}
    if "volume" not in known.values():
        return {h: name for h, name in known.items() if _key(h) != _OF_VOLUME}
    return known


def fit(headers: Iterable[str]) -> float:
    """How well headers or keys are ours: 0 to 0.9.

    0 without a title column or without a second known one; low when most headers are foreign or
    known only by another name, because a loader made for that source should read it.

    >>> fit(["title", "authors", "year"]) > 0.8 > fit(["Title", "Source title", "EID"]) > 0
    True
    >>> fit(["title", "shelf"])
    0.0
    """
    headers = list(headers)
    known = {h: name for h, name in known_columns(headers).items() if name not in _OF_ANYTHING}
    if len(known) < 2 or "title" not in known.values():
        return 0.0
    share = sum(_nearness(header) for header in known) / len(headers)
    return round(min(0.9, 0.2 + 0.7 * share), 3)


def _nearness(header: str) -> float:
    """How near a known header is to our own name: the name, but for case and spaces, or another."""
    if header in _EXACT.values():
        return 1.0
    return 0.8 if _key(header) in _EXACT else 0.3
