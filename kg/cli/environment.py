"""Every variable of the environment that `kg` reads: the reference page is made of this table."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["VARIABLES", "Variable"]


class Variable(NamedTuple):
    """A variable, who reads it, what holds without it, and what it means."""

    name: str
    reader: str
    default: str
    meaning: str


VARIABLES = (
    Variable("KG_GRAPH", "kg", "./kg-graph", "the graph, when -g names none"),
    Variable("NEO4J_USERNAME", "kg", "neo4j", "user of the Neo4j server"),
    Variable("NEO4J_USER", "kg", "", "the same, when NEO4J_USERNAME is not set"),
    Variable(
        "NEO4J_PASSWORD", "kg", "asked for at a terminal",
        "password of that user; nothing else takes one",
    ),
    Variable("NEO4J_DATABASE", "kg", "the user's own", "database of the server"),
    Variable(
        "KG_NEO4J_CA", "kg", "those of the system",
        "file of certificates (PEM) to trust for TLS, such as that of an authority of your own",
    ),
    Variable("KG_DOI_RESOLVER", "kg", "https://doi.org", "where works named by a DOI are fetched"),
    Variable(
        "KG_STARTUP_CACHE", "kg", "on",
        "`off`: keep nothing in the user's cache folder that makes the embedded store start faster",
    ),
    Variable(
        "KG_LOAD_MEMORY", "kg", "by the number of papers",
        "megabytes that Java may use while the embedded store is loaded",
    ),
    Variable(
        "KG_SPARK_MASTER", "kg", "local[*]",
        "the Spark cluster that `kg build --engine spark` computes tables on: spark://host:7077, …",
    ),
    Variable("KG_DEBUG", "kg", "off", "anything: show tracebacks, and warnings of libraries"),
    Variable(
        "KG_REQUIRE_REAL", "tests", "off",
        "anything: a test that misses its browser or its server fails instead of being skipped",
    ),
    Variable(
        "KG_TEST_NEO4J_URI", "tests", "a server of the tests' own",
        "a Neo4j server whose database is empty, because the tests empty it",
    ),
    Variable("KG_TEST_NEO4J_USER", "tests", "neo4j", "its user"),
    Variable("KG_TEST_NEO4J_PASSWORD", "tests", "", "the password of that user"),
    Variable("KG_TEST_CHROMIUM", "tests", "chromium on the PATH", "the browser to test pages with"),
    Variable(
        "KG_BENCH_DATA", "tests, benchmarks", "",
        "folder of real data: `make bench` needs it, some tests are skipped without it",
    ),
    Variable("KG_BENCH_IGRAPH", "benchmarks", "", "a Python that has igraph, to compare with"),
)  # fmt: skip
"""In the order of the reference page."""
