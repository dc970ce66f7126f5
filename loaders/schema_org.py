"""JSON-LD in the vocabulary of schema.org, by which publishers and repositories tell of a paper.

Format: https://schema.org/ScholarlyArticle. One object, a list of them, one a line, or a graph, and
saved web pages that hold such objects. A document is read as a whole, since an author may be named
by an id whose object stands elsewhere in it. Persons, organisations, sites and the like beside the
works are passed over; works of other kinds (posts, news, films, journals) are rejected, and so are
articles and works that tell nothing by which a paper would be known from a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.json.records import placed
from kg.loaders.reading.json.stream import Item, items, items_of
from kg.loaders.reading.json.text import JsonTrouble, answer_of, compact
from kg.loaders.reading.schema_org.nodes import Graph, Node
from kg.loaders.reading.schema_org.work import is_paper, no_paper, schema_record
from kg.loaders.reading.text import head_of, read_text
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["SchemaOrgLoader"]

_SCRIPT: Final = re.compile(
    r"<script\b[^>]{0,500}?\btype\s*=\s*[\"']?application/ld\+json\b[^>]{0,500}>(.*?)</script>",
    re.IGNORECASE | re.DOTALL,
)
_AROUND: Final = re.compile(r"\A\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*\Z")
_SURE: Final = re.compile(
    r"\"@?type\"\s*:\s*(?:\[\s*)?\"(?:https?://schema\.org/|schema:)?(?:Medical)?ScholarlyArticle\""
)


class SchemaOrgLoader:
    """JSON-LD of schema.org."""

    name: ClassVar[str] = "schema-org"
    title: ClassVar[str] = "schema.org JSON-LD (articles of publishers; also in saved web pages)"
    lost: ClassVar[str] = (
        "Publishers, licences, funding, images and ratings; works of other kinds (news, posts, "
        "films, journals) and articles of mere web sites, which are rejected."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "ids", "abstract", "year", "date",
        "type", "language", "venue", "volume", "issue", "pages", "keywords", "references",
        "n_references", "url", "open_access_url", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By a first object or graph with a scholarly article, also in a script of a web page."""
        text = head.text.lstrip()
        if text.startswith("<"):
            held = _SCRIPT.search(text) is not None and _SURE.search(text) is not None
            return 0.7 if held else 0.0
        first = answer_of(head)
        if first is None or not ("@type" in first or "@graph" in first or "type" in first):
            return 0.0
        ours = "schema.org" in str(first.get("@context")) or _SURE.search(text) is not None
        papers = (node for node in Graph(first).tops if is_paper(node))
        return 0.9 if ours and any({"name", "headline"} & node.keys() for node in papers) else 0.0

    def load(self, source: Source) -> Loading:
        """Read document by document: those of the file, or those that stand in a page."""
        return in_batches(_items(source))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, (line, made, raw) in enumerate(_works(source)):
        at = Provenance(source.uri, index, line)
        yield from placed(made if isinstance(made, str) else schema_record(*made, at, raw), at, raw)


def _works(source: Source) -> Iterator[tuple[int, tuple[Node, Graph] | str, str]]:
    """The line and text of each work, with the graph it stands in, or why it is none."""
    for document in _documents(source):
        if not isinstance(document.value, dict):
            broken = isinstance(document.value, JsonTrouble)
            reason = str(document.value) if broken else "not a JSON object"
            yield document.line, reason, document.text
            continue
        graph = Graph(document.value)
        for node in graph.tops:
            reason = no_paper(node, graph) or ""
            if reason or is_paper(node):
                raw = document.text if len(graph.tops) == 1 else compact(node)
                yield document.line, reason or (node, graph), raw


def _documents(source: Source) -> Iterator[Item]:
    if not head_of(source).text.lstrip().startswith("<"):
        yield from items(source, ())
        return
    page = read_text(source).text
    above = seen = 0
    for script in _SCRIPT.finditer(page):
        above += page.count("\n", seen, script.start(1))
        seen = script.start(1)
        for item in items_of(_AROUND.sub(_lines_of, script[1]), ()):
            yield Item(above + item.line, item.value, item.text)


def _lines_of(around: re.Match[str]) -> str:
    """The ends of lines in what stands around a script, so that those inside keep their numbers."""
    return "\n" * around[0].count("\n")
