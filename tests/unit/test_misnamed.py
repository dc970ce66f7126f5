"""What is said of names in a statement that the schema does not have."""

from __future__ import annotations

import pytest

from kg.misnamed import misnamed
from kg.store.library import load_query, query_names


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("MATCH (p:paper) RETURN p", ["no label is called paper: did you mean Paper?"]),
        (
            "MATCH (a:Author)-[:COAUTHORS|AUTHORED]-(b) RETURN b",
            ["no type is called COAUTHORS: did you mean COAUTHOR?"],
        ),
        (
            "MATCH (p:Paper {titel: 'x'}) RETURN p",
            ["no property is called titel: did you mean title?"],
        ),
        (
            "MATCH (p:Paper) WHERE p.qqq = 1 RETURN p",
            ["no property is called qqq: the schema page lists them"],
        ),
        # What stands in texts, comments, maps and functions names nothing of the graph.
        ("MATCH (p:Paper) WHERE p.title = '(x:Foo {bar: 1})' RETURN p // (:Foo)", []),
        ("MATCH (p:Paper) RETURN {total: count(p), at: date.truncate('year', p.date)}", []),
        ("MATCH (a:Author)-[r:COAUTHOR*1..2]-(b:Author&!Venue) RETURN b.name", []),
        ("RETURN 1", []),
    ],
)
def test_each_strange_name_gets_a_sentence(statement: str, said: list[str]) -> None:
    assert misnamed(statement) == said


@pytest.mark.parametrize("name", query_names())
def test_the_named_queries_name_only_what_there_is(name: str) -> None:
    query = load_query(name)
    assert misnamed(query.statement({p.name: p.default for p in query.parameters})) == []
