"""RDF: schema.org, FaBiO, Dublin Core, SKOS, CiTO and dblp's signatures for author order.

`.nt`, also without an ending, is streamed, whatever the size of the graph. The others (`.ttl`,
`.xml`, `.rdf`, `.jsonld`) go through an rdflib graph in memory, at about 2.6 kB a triple, and are
therefore refused above `_IN_MEMORY` triples. Unknown values are left out: no null becomes a
literal, and an author whose position is unknown has no ordinal.

Vocabularies: https://schema.org, http://purl.org/spar/fabio, http://purl.org/spar/cito,
http://purl.org/dc/terms/, http://www.w3.org/2004/02/skos/core, https://dblp.org/rdf/schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, TypeAlias
from urllib.parse import quote

import pyarrow.parquet as pq
from rdflib import DCTERMS, FOAF, OWL, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from kg.errors import InputError, ParameterError
from kg.export.base import NOT_XML, Exported
from kg.progress import Progress, silent
from kg.tables.sets import TableSet
from kg.workspace.files import written_whole

__all__ = ["RdfExport", "triples"]

SCHEMA = Namespace("https://schema.org/")
FABIO = Namespace("http://purl.org/spar/fabio/")
CITO = Namespace("http://purl.org/spar/cito/")
DBLP = Namespace("https://dblp.org/rdf/schema#")
KG = Namespace("https://w3id.org/scholarly-kg/schema#")
THING = Namespace("https://w3id.org/scholarly-kg/id/")

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]
Row: TypeAlias = dict[str, Any]

_FORMATS = {
    ".nt": "nt", "": "nt", ".ttl": "turtle", ".xml": "xml", ".rdf": "xml", ".jsonld": "json-ld",
}  # fmt: skip
_IN_MEMORY = 500_000
_TYPES = {
    "article": FABIO.JournalArticle,
    "conference-paper": FABIO.ConferencePaper,
    "preprint": FABIO.Preprint,
    "book": FABIO.Book,
    "chapter": FABIO.BookChapter,
    "thesis": FABIO.Thesis,
    "dataset": FABIO.Dataset,
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


class RdfExport:
    """The graph as RDF: `.nt` streamed, `.ttl`, `.xml` and `.jsonld` for graphs that fit."""

    name: ClassVar[str] = "rdf"
    title: ClassVar[str] = "RDF (N-Triples, Turtle, RDF/XML, JSON-LD)"
    suffix: ClassVar[str] = ".nt"

    def write(self, tables: TableSet, target: Path, progress: Progress = silent) -> Exported:
        """Write every node and relationship that the vocabularies have a word for.

        Raises `ParameterError` for an ending that names no form of RDF.
        """
        format_ = _format(target)
        with written_whole(target) as temporary:
            if format_ == "nt":
                n = _stream(tables, temporary, progress)
            else:
                n = _gathered(tables, temporary, format_, progress)
        return Exported((target,), {"triples": n})


def _format(target: Path) -> str:
    ending = target.suffix.lower()
    if ending not in _FORMATS:
        raise ParameterError(
            f"{target}: no form of RDF ends in {ending}",
            hint="known are: " + ", ".join(filter(None, _FORMATS)),
        )
    return _FORMATS[ending]


def _stream(tables: TableSet, target: Path, progress: Progress) -> int:
    n = 0
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for n, (subject, predicate, obj) in enumerate(triples(tables), 1):
            out.write(f"{subject.n3()} {predicate.n3()} {_term(obj)} .\n")
            if n % 10_000 == 0:
                progress("writing triples", n, None)
    return n


def _term(term: URIRef | Literal) -> str:
    """A term of N-Triples (https://www.w3.org/TR/n-triples/): a literal stands on one line."""
    if isinstance(term, URIRef):
        return term.n3()
    text = _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04X}", str(term).translate(_ESCAPES))
    return f'"{text}"' + ("" if term.datatype is None else f"^^{term.datatype.n3()}")


def _gathered(tables: TableSet, target: Path, format_: str, progress: Progress) -> int:
    graph = Graph()
    for prefix, namespace in (
        ("schema", SCHEMA),
        ("fabio", FABIO),
        ("cito", CITO),
        ("dblp", DBLP),
        ("kg", KG),
    ):
        graph.bind(prefix, namespace, replace=True)
    for n, (subject, predicate, obj) in enumerate(triples(tables), 1):
        if format_ == "xml" and isinstance(obj, Literal) and obj.datatype is None:
            obj = Literal(NOT_XML.sub("", obj))
        graph.add((subject, predicate, obj))
        if n > _IN_MEMORY:
            raise InputError(
                f"the graph has more than {_IN_MEMORY:,} triples, too many for {format_} in memory",
                hint="write N-Triples: kg export --to rdf -o graph.nt",
            )
        if n % 10_000 == 0:
            progress("gathering triples", n, None)
    graph.serialize(target, format=format_, encoding="utf-8")
    return len(graph)


def triples(tables: TableSet) -> Iterator[Triple]:
    """Every triple of the graph, in the order of the tables."""
    for label, describe in _NODES.items():
        for row in _rows(tables.nodes.get(label)):
            yield from describe(row)
    for name, relate in _RELATIONSHIPS.items():
        for row in _rows(tables.relationships.get(name)):
            yield from relate(row)


def _rows(path: Path | None) -> Iterator[Row]:
    if path is not None:
        for batch in pq.ParquetFile(path).iter_batches(4_096):
            yield from batch.to_pylist()


def _thing(id_: str) -> URIRef:
    return THING[quote(id_, safe="")]


def _facts(subject: URIRef, facts: list[tuple[URIRef, Any]]) -> Iterator[Triple]:
    for predicate, value in facts:
        if value is not None:
            yield subject, predicate, value if isinstance(value, URIRef) else Literal(value)


def _paper(row: Row) -> Iterator[Triple]:
    me = _thing(row["id"])
    yield me, RDF.type, SCHEMA.ScholarlyArticle
    yield me, RDF.type, _TYPES.get(row["type"], FABIO.Work)
    yield from _facts(
        me,
        [
            (DCTERMS.title, row["title"]),
            (SCHEMA.abstract, row["abstract"]),
            (SCHEMA.inLanguage, row["language"]),
            (DBLP.numberOfCreators, row["n_authors"]),
            (KG.authorsComplete, row["authors_complete"]),
            (OWL.sameAs, _iri("https://doi.org/", row["doi"])),
            (OWL.sameAs, _iri("https://arxiv.org/abs/", row["arxiv_id"])),
        ],
    )
    date = row["date"] or (None if row["year"] is None else f"{row['year']:04}")
    if date is not None:
        yield me, SCHEMA.datePublished, Literal(date, datatype=_DATES.get(len(date), XSD.string))


def _iri(base: str, value: str | None) -> URIRef | None:
    return None if value is None else URIRef(base + quote(value, safe="/:;.-_()"))


def _author(row: Row) -> Iterator[Triple]:
    me = _thing(row["id"])
    yield me, RDF.type, SCHEMA.Person
    yield me, RDF.type, FOAF.Person
    yield from _facts(
        me, [(FOAF.name, row["name"]), (OWL.sameAs, _iri("https://orcid.org/", row["orcid"]))]
    )
    for name in row["names"] or ():
        if name != row["name"]:
            yield me, SCHEMA.alternateName, Literal(name)


def _keyword(row: Row) -> Iterator[Triple]:
    me = _thing(row["id"])
    yield me, RDF.type, SKOS.Concept
    yield me, SKOS.inScheme, THING[f"scheme-{quote(row['scheme'] or 'none', safe='')}"]
    yield from _facts(me, [(SKOS.prefLabel, row["label"])])


def _venue(row: Row) -> Iterator[Triple]:
    me = _thing(row["id"])
    yield me, RDF.type, SCHEMA.Periodical if row["type"] == "journal" else SCHEMA.CreativeWorkSeries
    yield from _facts(me, [(SCHEMA.name, row["name"]), (SCHEMA.issn, row["issn"])])


def _institution(row: Row) -> Iterator[Triple]:
    me = _thing(row["id"])
    yield me, RDF.type, SCHEMA.Organization
    yield from _facts(
        me, [(SCHEMA.name, row["name"]), (OWL.sameAs, _iri("https://ror.org/", row["ror"]))]
    )


def _cited_work(row: Row) -> Iterator[Triple]:
    me = _thing(row["id"])
    yield me, RDF.type, FABIO.Work
    yield from _facts(
        me,
        [
            (DCTERMS.title, row["title"]),
            (DCTERMS.bibliographicCitation, row["text"]),
            (OWL.sameAs, _iri("https://doi.org/", row["doi"])),
        ],
    )


def _authored(row: Row) -> Iterator[Triple]:
    """The direct statement, and a signature that carries order, printed name and evidence."""
    author, paper = _thing(row["start"]), _thing(row["end"])
    me = THING[f"signature-{quote(row['end'], safe='')}-{quote(row['start'], safe='')}"]
    yield paper, SCHEMA.author, author
    yield paper, DCTERMS.creator, author
    yield paper, DBLP.hasSignature, me
    yield me, RDF.type, DBLP.AuthorSignature
    yield from _facts(
        me,
        [
            (DBLP.signatureCreator, author),
            (DBLP.signaturePublication, paper),
            (DBLP.signatureOrdinal, row["position"]),
            (DBLP.signatureDblpName, row["name_as_printed"]),
            (KG.evidence, row["evidence"]),
        ],
    )


def _plain(predicate: URIRef) -> Any:
    def relate(row: Row) -> Iterator[Triple]:
        yield _thing(row["start"]), predicate, _thing(row["end"])

    return relate


_NODES = {
    "Paper": _paper,
    "CitedWork": _cited_work,
    "Author": _author,
    "Keyword": _keyword,
    "Venue": _venue,
    "Institution": _institution,
}
_RELATIONSHIPS = {
    "AUTHORED": _authored,
    "TAGGED": _plain(DCTERMS.subject),
    "CITES_Paper": _plain(CITO.cites),
    "CITES_CitedWork": _plain(CITO.cites),
    "PUBLISHED_IN": _plain(SCHEMA.isPartOf),
    "AFFILIATED_WITH": _plain(SCHEMA.affiliation),
}
