"""The header of a query file: what it may say, and how its faults are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryFailed, UnknownQuery
from kg.store.library import REQUIRED, Parameter, load_query, parse_query, query_names

HEADER = """\
// Coauthors of an author,
// the strongest first.
//
// Parameters:
//   author (author): whose coauthors
//   hops (hops 1..3 = 2): how far to go
//   measure (string degree|strength = "degree"): what to order by,
//     when there is a choice
//   least (integer 1.. = 1): papers, at least
//   limit (limit = 25): rows at most
// Columns:
//   coauthor (string): name of the coauthor
//   papers (integer): papers in common
// Empty:
//   nobody is beside the author.
// Example:
//   kg query near --author "Ada Lovelace"
"""
BODY = """\
MATCH (:Author {id: $author})-[:COAUTHOR*1..{hops}]-(c)
WHERE $measure = 'degree' AND $least > 0
RETURN c.name AS coauthor LIMIT $limit
"""
PATH = Path("somewhere/near.cypher")


def test_a_header_says_everything() -> None:
    query = parse_query(HEADER + BODY, PATH)
    assert query.name == "near"
    assert query.purpose == "Coauthors of an author, the strongest first."
    assert query.parameters == (
        Parameter("author", "author", "whose coauthors"),
        Parameter("hops", "hops", "how far to go", 2, (), 1, 3),
        Parameter(
            "measure",
            "string",
            "what to order by, when there is a choice",
            "degree",
            ("degree", "strength"),
        ),
        Parameter("least", "integer", "papers, at least", 1, (), 1, None),
        Parameter("limit", "limit", "rows at most", 25),
    )
    assert [(c.name, c.type) for c in query.columns] == [
        ("coauthor", "string"),
        ("papers", "integer"),
    ]
    assert query.empty == "nobody is beside the author."
    assert query.example == 'kg query near --author "Ada Lovelace"'
    assert query.text == BODY.strip()
    assert query.limit == query.parameters[-1]


def test_a_parameter_without_default_is_required() -> None:
    author, hops, *_ = parse_query(HEADER + BODY, PATH).parameters
    assert author.required
    assert author.default is REQUIRED
    assert not hops.required


def test_hops_stand_in_the_text_after_a_check() -> None:
    query = parse_query(HEADER + BODY, PATH)
    assert "*1..3]" in query.statement({"hops": 3})
    for outside in (0, 4):
        with pytest.raises(QueryFailed, match="out of its range"):
            query.statement({"hops": outside})
    with pytest.raises(ValueError, match="invalid literal"):
        query.statement({"hops": "1]-() DETACH DELETE n //"})


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("author (author)", "author author", 5, "expected `name"),
        ("(hops 1..3 = 2)", "(hops = 2)", 6, "hops need a range"),
        ("(limit = 25)", "(limits = 25)", 10, "cannot read the type"),
        ("(limit = 25)", "(limit = many)", 10, "not JSON"),
        ("// Empty:", "// Emptiness:", 14, "unknown or repeated section 'Emptiness'"),
        ("// Empty:", "// Columns:", 14, "unknown or repeated section 'Columns'"),
        ("$least > 0", "$most > 0", 1, "parameter least is declared but not used"),
        ("c.name", "c.name + $most", 1, "parameter most is used but not declared"),
        ("*1..{hops}", "*1..{steps}", 1, "parameter {hops} is declared but not used"),
    ],
)
def test_a_fault_is_told_with_file_and_line(old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(QueryFailed) as error:
        parse_query((HEADER + BODY).replace(old, new), PATH)
    assert error.value.message.startswith(f"{PATH}:{line}: ")
    assert what in error.value.message


def test_a_file_without_header_is_a_fault() -> None:
    with pytest.raises(QueryFailed, match="the header has no purpose"):
        parse_query(BODY, PATH)


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(UnknownQuery) as error:
        load_query("coauthor")
    assert "coauthors" in str(error.value.hint)
    with pytest.raises(UnknownQuery):
        load_query("../queries/coauthors")


@pytest.mark.parametrize("name", query_names())
def test_every_query_of_the_package_is_well_described(name: str) -> None:
    query = load_query(name)
    assert query.purpose.endswith(".")
    assert f"kg query {name}" in query.example
    for p in query.parameters:
        if p.required and p.type != "limit":
            assert p.option in query.example, f"the example leaves out {p.option}"
    options = [p.option for p in query.parameters]
    assert len(set(options)) == len(options)
    shared = ("--json", "--csv", "--tsv", "--ndjson", "--graph", "--timeout", "--quiet", "--help")
    assert not set(options) & set(shared)
    assert query.text.count("ORDER BY") >= 1 or name in ("author", "paper")


@pytest.mark.parametrize("name", query_names())
def test_statements_keep_to_what_both_engines_speak(name: str) -> None:
    """See DESIGN: no deprecated syntax, and nothing that only one engine knows."""
    text = load_query(name).text
    for odd in ("CALL {", "apoc.", "elementId(", " id(", "SHORTEST", "exists(", "size(("):
        assert odd not in text
