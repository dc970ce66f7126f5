"""Every label, relationship and property of the graph, once.

Table checks, database constraints, full-text indexes, exports and the reference page derive
from what stands here. Types are those both stores and Parquet share: `string`, `integer`
(64 bits), `float`, `boolean` and `strings` (a list).

A property of `analysis` is written by that analysis and absent until it has run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "FORMAT_VERSION",
    "FULL_TEXT",
    "NODES",
    "RELATIONSHIPS",
    "NodeType",
    "Property",
    "PropertyType",
    "RelationshipType",
    "node",
    "relationship",
    "table_names",
]

FORMAT_VERSION = 1
"""Version of the graph directory and of the graph in a store; raised when either changes."""

PropertyType = Literal["string", "integer", "float", "boolean", "strings"]


def _arrow_type(kind: PropertyType) -> pa.DataType:
    # Imported here: asking the graph needs the schema's names, and not Arrow.
    import pyarrow as pa

    types: dict[PropertyType, pa.DataType] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "float": pa.float64(),
        "boolean": pa.bool_(),
        "strings": pa.list_(pa.string()),
    }
    return types[kind]


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its name, type and meaning (with unit and range where it has them)."""

    name: str
    type: PropertyType
    meaning: str
    analysis: str | None = None
    indexed: bool = False

    @property
    def arrow(self) -> pa.Field:
        """The column that holds it in `tables/`."""
        import pyarrow as pa

        return pa.field(self.name, _arrow_type(self.type))


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label; its key is always the property `id`."""

    label: str
    meaning: str
    properties: tuple[Property, ...] = field(default=())

    @property
    def facts(self) -> tuple[Property, ...]:
        """The properties that come from the sources, not from an analysis."""
        return tuple(p for p in self.properties if p.analysis is None)

    @property
    def measures(self) -> tuple[Property, ...]:
        """The properties that analyses write."""
        return tuple(p for p in self.properties if p.analysis is not None)

    def arrow(self) -> pa.Schema:
        """Arrow schema of the table of facts: `id` and one column a property."""
        import pyarrow as pa

        return pa.schema([pa.field("id", pa.string(), False), *(p.arrow for p in self.facts)])


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type between one label and one of several others.

    Its table is named `type` when there is one end label, `type_Label` when there are more, so
    that every table joins exactly two node tables. `undirected` ones are stored once, from the
    smaller id to the larger, and asked without direction.
    """

    type: str
    start: str
    ends: tuple[str, ...]
    meaning: str
    properties: tuple[Property, ...] = field(default=())
    undirected: bool = False
    key: tuple[str, ...] = ()
    """Properties that, beside the two ends, tell parallel relationships apart."""

    def table(self, end: str) -> str:
        """Name of the table that holds the relationships to `end`."""
        return self.type if len(self.ends) == 1 else f"{self.type}_{end}"

    def arrow(self) -> pa.Schema:
        """Arrow schema of its tables: `start`, `end` and one column a property."""
        import pyarrow as pa

        return pa.schema(
            [
                pa.field("start", pa.string(), False),
                pa.field("end", pa.string(), False),
                *(p.arrow for p in self.properties),
            ]
        )


P = Property

_LOCAL_CITATIONS = P("local_citations", "integer", "papers of this graph that cite it")

_PAPER = (
    P("title", "string", "title, markup and LaTeX made readable"),
    P("abstract", "string", "abstract as plain text"),
    P("year", "integer", "year of publication; null when unknown, never 0", indexed=True),
    P("date", "string", "ISO 8601 date of the precision known: 2024, 2024-05 or 2024-05-31"),
    P("doi", "string", "DOI, lower case, without resolver", indexed=True),
    P("arxiv_id", "string", "arXiv id without version", indexed=True),
    P("arxiv_version", "integer", "newest arXiv version seen, from 1"),
    P("pmid", "string", "PubMed id"),
    P("openalex_id", "string", "OpenAlex work id (W…)"),
    P("s2_id", "string", "Semantic Scholar paper id"),
    P("dblp_key", "string", "DBLP key"),
    P("acl_id", "string", "ACL Anthology id"),
    P("openreview_id", "string", "OpenReview forum id"),
    P("eid", "string", "Scopus EID"),
    P("wos_id", "string", "Web of Science accession number"),
    P("url", "string", "landing page the source gives"),
    P("open_access_url", "string", "free full text"),
    P("type", "string", "article, conference-paper, preprint, book, chapter, thesis, dataset, …"),
    P(
        "language",
        "string",
        "ISO 639 code, of two letters where there is one; else as stated",
    ),
    P("n_authors", "integer", "length of the full author list; null when unknown"),
    P("authors_complete", "boolean", "whether every author is in the graph; null when unknown"),
    P("n_references", "integer", "works in the reference list, as stated or counted"),
    P("citation_count", "integer", "citations as stated by the source"),
    _LOCAL_CITATIONS,
    P("retracted", "boolean", "whether a source says it was retracted"),
    P("has_code", "boolean", "whether a source says there is code"),
    P("code_url", "string", "repository with the code"),
    P("comment", "string", "author's comment, as on arXiv"),
    P("score", "float", "the source's own score of the paper, in the source's unit"),
)

_AUTHOR = (
    P("name", "string", "fullest form of the name seen", indexed=True),
    P("name_key", "string", "name without accents and case, for looking up", indexed=True),
    P("names", "strings", "every form of the name seen, sorted"),
    P("orcid", "string", "ORCID iD", indexed=True),
    P("openalex_id", "string", "OpenAlex author id (A…)"),
    P("dblp_pid", "string", "DBLP person id"),
    P("n_papers", "integer", "papers in this graph"),
    P("first_year", "integer", "year of the earliest dated paper here"),
    P("last_year", "integer", "year of the latest dated paper here"),
    P("h_index", "integer", "h-index as a source states it"),
    P("citations", "integer", "citations as a source states them"),
    P("novelty", "float", "novelty score as a source states it, percent"),
    P("ai_score", "float", "AI score as a source states it, 0-100"),
    P("profile_source", "string", "id of the Source that stated the four above"),
    P("degree", "integer", "number of coauthors", analysis="degree"),
    P("strength", "float", "sum of Newman weights to coauthors", analysis="strength"),
    P("pagerank", "float", "PageRank on the weighted coauthor graph; sums to 1", "pagerank"),
    P("betweenness", "float", "share of shortest paths through, 0-1", analysis="betweenness"),
    P("core", "integer", "largest k such that the author is in the k-core", analysis="core"),
    P("component", "integer", "connected component, 0 the largest", analysis="components"),
    P("community", "integer", "Leiden community; its number lasts", analysis="communities"),
    P("eigenvector", "float", "eigenvector centrality, 0-1", "eigenvector"),
    P("katz", "float", "Katz centrality: walks, long ones counting less, 0-1", "katz"),
    P("closeness", "float", "inverse mean steps to those in reach, times their share", "closeness"),
    P("harmonic", "float", "sum of 1/steps to all others", "closeness"),
    P("clustering", "float", "share of pairs of coauthors that are coauthors, 0-1", "clustering"),
    P("constraint", "float", "Burt's constraint; low bridges holes", "structural-holes"),
    P("effective_size", "float", "coauthors less redundant ones", "structural-holes"),
    P("articulation", "boolean", "whether the component falls apart without them", "cuts"),
    P("bridges", "integer", "ties without which the component falls apart", "cuts"),
    P("solo_share", "float", "share of papers written alone, 0-1", "roles"),
    P("first_share", "float", "share of joint papers as first author, 0-1", "roles"),
    P("last_share", "float", "share of joint papers as last author, 0-1", "roles"),
    P("coauthor_entropy", "float", "Shannon entropy of tie strengths, nats", "diversity"),
    P("coauthor_diversity", "float", "equally strong coauthors as diverse (Hill)", "diversity"),
    P("persistence", "float", "share of ties seen in more than one year, 0-1", "turnover"),
    P("participation", "float", "spread of ties over communities, 0-1", "participation"),
    P("within_module_degree", "float", "ties in the community, z-score", "participation"),
)

NODES: tuple[NodeType, ...] = (
    NodeType("Paper", "A paper of the corpus.", _PAPER),
    NodeType(
        "CitedWork",
        "A work that papers here cite and that is not itself in the corpus.",
        (
            P("doi", "string", "DOI, lower case", indexed=True),
            P("title", "string", "title as far as it could be read"),
            P("year", "integer", "year as far as it could be read"),
            P("text", "string", "the reference as printed"),
            _LOCAL_CITATIONS,
        ),
    ),
    NodeType("Author", "The person that mentions were resolved to.", _AUTHOR),
    NodeType(
        "Keyword",
        "A keyword, subject category or query that papers are tagged with.",
        (
            P("label", "string", "as most sources write it", indexed=True),
            P("scheme", "string", "author, arxiv-category, query, mesh, openalex-topic, …"),
            P("n_papers", "integer", "papers tagged with it"),
            P("link_strength", "integer", "papers in common with every other keyword, summed"),
        ),
    ),
    NodeType(
        "Venue",
        "A journal, conference or book.",
        (
            P("name", "string", "as most sources write it", indexed=True),
            P("type", "string", "journal, conference, book, repository"),
            P("issn", "string", "ISSN"),
            P("isbn", "string", "ISBN"),
            P("n_papers", "integer", "papers published there"),
        ),
    ),
    NodeType(
        "Institution",
        "A university, company or other organisation.",
        (
            P("name", "string", "as most sources write it", indexed=True),
            P("ror", "string", "ROR id"),
            P("country", "string", "ISO 3166-1 alpha-2 code"),
            P("n_papers", "integer", "papers with an author there"),
        ),
    ),
    NodeType(
        "Topic",
        "A topic found by the topics analysis.",
        (
            P("label", "string", "its most typical terms, joined", analysis="topics"),
            P("terms", "strings", "typical terms, best first", analysis="topics"),
            P("n_papers", "integer", "papers that belong to it most", analysis="topics"),
            P("level", "integer", "0 the broadest", analysis="topics"),
            P("parent", "string", "id of the broader topic", analysis="topics"),
        ),
    ),
    NodeType(
        "Source",
        "One import: a file or an answer that records came from.",
        (
            P("loader", "string", "the loader that read it"),
            P("uri", "string", "path or address as given"),
            P("sha256", "string", "checksum of the content"),
            P("retrieved_at", "string", "when it was imported, ISO 8601, UTC"),
            P("n_records", "integer", "records read"),
        ),
    ),
)

_YEARS = (
    P("first_year", "integer", "year of the earliest dated one"),
    P("last_year", "integer", "year of the latest dated one"),
)

RELATIONSHIPS: tuple[RelationshipType, ...] = (
    RelationshipType(
        "AUTHORED",
        "Author",
        ("Paper",),
        "The author wrote the paper.",
        (
            P("position", "integer", "place in the author list, from 1; null when unknown"),
            P("name_as_printed", "string", "the name as this paper prints it"),
            P("evidence", "string", "printed, page_owner or enriched"),
            P("affiliation", "string", "affiliation as printed, several joined by '; '"),
            P("corresponding", "boolean", "whether the source names them corresponding author"),
        ),
    ),
    RelationshipType(
        "COAUTHOR",
        "Author",
        ("Author",),
        "The two wrote papers together.",
        (
            P("papers", "integer", "papers in common"),
            P("weight", "float", "sum over them of 1/(n-1), Newman 2001"),
            *_YEARS,
            P("lower_bound", "boolean", "whether a paper in common has an incomplete list"),
        ),
        undirected=True,
    ),
    RelationshipType(
        "TAGGED",
        "Paper",
        ("Keyword",),
        "The paper carries the keyword.",
        (
            P("score", "float", "weight the source gives, 0-1"),
            P("origin", "string", "where the tag comes from: author-keywords, query-section, …"),
        ),
    ),
    RelationshipType(
        "CO_OCCURS",
        "Keyword",
        ("Keyword",),
        "The two keywords stand on the same papers.",
        (
            P("papers", "integer", "papers with both"),
            P("weight", "float", "sum over them of 1/(n-1), n the keywords of the paper"),
        ),
        undirected=True,
    ),
    RelationshipType(
        "CITES",
        "Paper",
        ("Paper", "CitedWork"),
        "The paper cites the work.",
    ),
    RelationshipType("PUBLISHED_IN", "Paper", ("Venue",), "The paper appeared there."),
    RelationshipType(
        "AFFILIATED_WITH",
        "Author",
        ("Institution",),
        "A paper prints the institution beside the author.",
        (P("papers", "integer", "papers that say so"), *_YEARS),
    ),
    RelationshipType(
        "ABOUT",
        "Paper",
        ("Topic",),
        "The paper belongs to the topic.",
        (
            P("score", "float", "share of its neighbours in that topic, 0-1", analysis="topics"),
            P("uncertain", "boolean", "whether that share is less than half", analysis="topics"),
            P("representative", "boolean", "one of the topic's five nearest its heart", "topics"),
        ),
    ),
    RelationshipType(
        "WORKS_ON",
        "Author",
        ("Topic",),
        "The author's papers belong to the topic.",
        (
            P("score", "float", "share of the author's papers, 0-1", analysis="topics"),
            P("papers", "integer", "the author's papers in it", analysis="topics"),
        ),
    ),
    RelationshipType(
        "RECORDED_IN",
        "Paper",
        ("Source",),
        "A record of the paper came from there.",
        (P("index", "integer", "index of the record in the source, from 0"),),
        key=("index",),
    ),
)

FULL_TEXT: dict[str, tuple[str, ...]] = {"Paper": ("title", "abstract"), "Author": ("name",)}
"""Full-text indexes: label to the properties searched together."""


def node(label: str) -> NodeType:
    """The node type of a label.

    >>> node("Paper").properties[0].name
    'title'
    """
    return next(n for n in NODES if n.label == label)


def relationship(type_: str) -> RelationshipType:
    """The relationship type of a name.

    >>> relationship("COAUTHOR").undirected
    True
    """
    return next(r for r in RELATIONSHIPS if r.type == type_)


def table_names() -> Iterator[tuple[str, NodeType | tuple[RelationshipType, str]]]:
    """Every table of `tables/` with what it holds: a node type, or a relationship and its end."""
    for n in NODES:
        yield n.label, n
    for r in RELATIONSHIPS:
        for end in r.ends:
            yield r.table(end), (r, end)
