"""Zotero RDF is read twice, and held neither time."""

from __future__ import annotations

import resource
from pathlib import Path

import pyarrow as pa

from kg.loaders.base import Source
from kg.loaders.zotero_rdf import ZoteroRdfLoader

HEAD = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">\n'
)
ARTICLE = (
    '<bib:Article rdf:about="#item_{0}"><z:itemType>journalArticle</z:itemType>'
    '<dcterms:isPartOf rdf:resource="#looms"/><dc:title>Weaving {0}</dc:title>'
    "<dcterms:abstract>{1}</dcterms:abstract></bib:Article>\n"
)
JOURNAL = '<bib:Journal rdf:about="#looms"><dc:title>Journal of Looms</dc:title></bib:Journal>\n'


def test_memory_does_not_grow_with_articles_before_the_journal_they_stand_in(
    tmp_path: Path,
) -> None:
    few, many = _library(tmp_path / "few.rdf", 4_500), _library(tmp_path / "many.rdf", 10_000)
    assert _journals(few) == {"Journal of Looms": 4_500}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert _journals(many) == {"Journal of Looms": 10_000}
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert more < 150_000, "kB more for 20 MB more of RDF"


def _library(path: Path, n: int) -> Path:
    abstract = "engines<x/>" * 300  # elements take more memory than they have letters
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(ARTICLE.format(number, abstract) for number in range(n))
        file.write(f"{JOURNAL}</rdf:RDF>\n")
    return path


def _journals(path: Path) -> dict[str, int]:
    """How many articles stand in which journal."""
    found: dict[str, int] = {}
    for batch in ZoteroRdfLoader().load(Source(path, path.name)):
        assert isinstance(batch, pa.RecordBatch)
        for venue in batch.column("venue").to_pylist():
            found[venue["name"]] = found.get(venue["name"], 0) + 1
    return found
