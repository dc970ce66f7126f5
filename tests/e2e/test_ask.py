"""`kg query`, `kg queries` and `kg cypher`, as a user runs them on a graph that `kg build` made."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.store.library import load_query, query_names
from tests.command import Ran, here
from tests.command import kg as process

PAPERS: list[dict[str, Any]] = [
    {"title": "Notes on the Engine", "authors": ["Ada Lovelace", "Charles Babbage"], "year": 2020,
     "keywords": ["engines", "notes"], "doi": "10.1000/one"},
    {"title": "More \x1b[31mNotes", "authors": ["Ada Lovelace", "Søren Kierkegaard"],
     "year": 2021, "keywords": ["engines"]},
    {"title": "On Computable Numbers", "authors": ["Alan Turing", "Charles Babbage"],
     "year": 2022},
    {"title": "Alone", "authors": ["Emmy Noether"], "year": 2019},
    {"title": "Rings", "authors": ["Emmy Lovelace", "Alan Turing"]},
]  # fmt: skip

EXPECTED = [
    {"author": "Ada Lovelace", "coauthor": "Charles Babbage", "papers": 1},
    {"author": "Ada Lovelace", "coauthor": "Søren Kierkegaard", "papers": 1},
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ask")
    source = folder / "papers.jsonl"
    source.write_text("".join(json.dumps(p) + "\n" for p in PAPERS), encoding="utf-8")
    built = here("build", source, "-g", folder / "graph", "--no-analysis")
    assert built.code == 0, built.err
    return folder / "graph"


def kg(
    *arguments: str, graph: Path | None = None, stdin: str = "", run: Callable[..., Ran] = here
) -> Ran:
    return run(*arguments, stdin=stdin.encode(), env=graph and {"KG_GRAPH": str(graph)})


def test_a_named_query_prints_a_table(graph: Path) -> None:
    done = kg("query", "coauthors", "--author", "Ada Lovelace", graph=graph, run=process)
    assert done.code == 0, done.err
    head, rule, *rows = done.out.splitlines()
    assert head.split() == [c.name for c in load_query("coauthors").columns]
    assert set(rule) == {"-", " "}
    assert sorted(row[:15].strip() for row in rows) == ["Charles Babbage", "Søren Kierkegaa"]
    assert done.err == ""


def test_every_format_holds_the_same_rows_in_the_same_order(graph: Path) -> None:
    ask = ("query", "papers-by-year")
    rows = json.loads(kg(*ask, "--json", graph=graph).out)
    assert [row["year"] for row in rows] == [2019, 2020, 2021, 2022, None]
    lines = kg(*ask, "--ndjson", graph=graph).out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    written = [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
    for option, delimiter in (("--csv", ","), ("--tsv", "\t")):
        text = kg(*ask, option, graph=graph).out
        assert list(csv.DictReader(io.StringIO(text), delimiter=delimiter)) == written


@pytest.mark.parametrize("typed", ["ada lovelace", "Lovelace, Ada", "ada"])
def test_names_are_completed(graph: Path, typed: str) -> None:
    done = kg("query", "author", "--author", typed, "--json", graph=graph)
    assert [row["name"] for row in json.loads(done.out)] == ["Ada Lovelace"]


def test_several_that_fit_are_listed_where_nobody_can_be_asked(graph: Path) -> None:
    done = kg("query", "coauthors", "--author", "lovelace", graph=graph)
    assert done.code == 2
    assert done.out == ""
    assert "several authors fit 'lovelace'" in done.err
    assert "Ada Lovelace (2 papers" in done.err
    assert "Emmy Lovelace (1 paper," in done.err


def test_at_a_terminal_one_is_asked_which_is_meant(graph: Path) -> None:
    seen = at_terminal(
        ["query", "author", "--author", "lovelace"], graph, waits_for="Which one", types="2\n"
    )
    assert "1  Ada Lovelace" in seen
    assert "2  Emmy Lovelace" in seen
    assert "Emmy Lovelace" in seen.partition("Which one")[2]


def at_terminal(arguments: list[str], graph: Path, *, waits_for: str, types: str) -> str:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "KG_GRAPH": str(graph), "TERM": "dumb"},
    )
    os.close(theirs)
    seen, answered, end = b"", False, time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([ours], [], [], 1)[0]:
            continue
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break  # Linux says so when the other end is closed.
        if not chunk:
            break
        seen += chunk
        if waits_for.encode() in seen and not answered:
            os.write(ours, types.encode())
            answered = True
    os.close(ours)
    assert process.wait(timeout=30) == 0
    return seen.decode()


def test_nobody_of_that_name_is_a_sentence(graph: Path) -> None:
    done = kg("query", "coauthors", "--author", "Ada Lovelase", graph=graph)
    assert done.code == 2
    assert "no author fits 'Ada Lovelase'" in done.err
    assert "Ada Lovelace" in done.err
    assert "Traceback" not in done.err


def test_no_rows_says_why(graph: Path) -> None:
    done = kg("query", "coauthors", "--author", "Emmy Noether", graph=graph)
    assert done.code == 0
    assert done.err.startswith("no rows: no paper of this graph names a coauthor")
    quiet = kg("query", "coauthors", "--author", "Emmy Noether", "-q", "--json", graph=graph)
    assert (quiet.out, quiet.err) == ("[]\n", "")


def test_names_that_the_schema_does_not_have_are_said_when_no_row_is_found(graph: Path) -> None:
    done = kg("cypher", "MATCH (p:Papr) RETURN p.title", graph=graph)
    assert done.code == 0
    assert done.err == "no rows\n    no label is called Papr: did you mean Paper?\n"
    plain = kg("cypher", "MATCH (p:Paper {id: 'none'}) RETURN p.title", graph=graph)
    assert plain.err == "no rows\n"
    quiet = kg("cypher", "MATCH (p:Papr) RETURN p.title", "-q", "--json", graph=graph)
    assert (quiet.out, quiet.err) == ("[]\n", "")


def test_so_are_they_when_a_column_has_no_value(graph: Path) -> None:
    done = kg("cypher", "MATCH (p:Paper) RETURN p.id, p.titel", graph=graph)
    assert done.err == (
        "a column has no value in any row\n    no property is called titel: did you mean title?\n"
    )
    known = kg("cypher", "MATCH (p:Paper) RETURN p.pmid", graph=graph)
    assert known.err == "", "a property that there is, and no paper has"


def test_a_parameter_without_a_value_is_said_with_the_option(graph: Path) -> None:
    done = kg("cypher", "RETURN $year", graph=graph)
    assert done.code == 1
    assert "year\n    give each a value: -p NAME=VALUE" in done.err


@pytest.mark.parametrize(
    ("kind", "query"),
    [("author", "author --author"), ("paper", "paper --paper"), ("venue", "venue-papers --venue")],
)
def test_where_nothing_is_near_a_query_is_named_that_lists_them(
    graph: Path, kind: str, query: str
) -> None:
    done = kg("query", *query.split(), "qqqq", graph=graph)
    listing = done.err.partition("`kg query ")[2].partition("`")[0].split()
    assert listing, done.err
    assert kg("query", *(word.replace("WORDS", "notes") for word in listing), graph=graph).out


def test_cut_rows_are_said_to_be_cut(graph: Path) -> None:
    done = kg("query", "prolific-authors", "--limit", "2", "--csv", graph=graph)
    assert len(done.out.splitlines()) == 3
    assert "2 rows shown, there are more: --limit" in done.err
    one = kg("query", "prolific-authors", "--limit", "1", graph=graph)
    assert one.err.startswith("1 row shown")
    whole = kg("query", "prolific-authors", "--limit", "0", "--csv", graph=graph)
    assert len(whole.out.splitlines()) == 7
    assert whole.err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["coauthor", "--author", "x"], "did you mean coauthors"),
        (["coauthors"], "needs --author"),
        (["coauthors", "--author", "x", "--limit", "many"], "--limit 'many' is not a whole number"),
        (["new-collaborations", "--since", "20"], "--since 20 must be from 1000 to 2999"),
        (["coauthor-network", "--author", "x", "--hops", "9"], "--hops 9 must be from 1 to 3"),
        (["central-authors", "--measure", "fame"], "'fame' is none of pagerank, degree"),
        (["coauthors", "--nonsense"], "No such option"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(
    graph: Path, arguments: list[str], said: str
) -> None:
    done = kg("query", *arguments, graph=graph)
    assert done.code == 2
    assert said in done.err
    assert done.out == ""


def test_a_missing_graph_is_said(tmp_path: Path) -> None:
    done = kg("query", "topics", graph=tmp_path / "nowhere")
    assert done.code == 1
    assert "nowhere" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_a_table_survives_any_locale(graph: Path, locale: str) -> None:
    ask = [sys.executable, "-m", "kg", "query", "author-papers", "--author", "Ada Lovelace"]
    env = {**os.environ, "KG_GRAPH": str(graph), "LC_ALL": locale, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(ask, capture_output=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    assert b"\\x1b[31mNotes" in done.stdout
    assert b"\x1b" not in done.stdout


def test_a_reader_that_goes_away_is_no_error(graph: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m kg query coauthors --author ada --csv | true"
    env = {**os.environ, "KG_GRAPH": str(graph)}
    done = subprocess.run(command, shell=True, capture_output=True, env=env, check=False)
    assert b"Traceback" not in done.stderr
    assert b"rror" not in done.stderr


def test_queries_lists_all() -> None:
    listed = json.loads(kg("queries", "--json").out)
    assert [q["name"] for q in listed] == query_names()
    limit = {"name": "limit", "option": "--limit", "type": "limit", "required": False,
             "default": 25, "meaning": "rows at most, 0 for all"}  # fmt: skip
    coauthors = next(q for q in listed if q["name"] == "coauthors")
    assert coauthors["parameters"][-1] == limit
    table = kg("queries").out
    assert all(name in table for name in query_names())
    assert "--author [--since] [--limit]" in table


def test_help_shows_what_a_query_takes_and_gives() -> None:
    text = kg("query", "central-authors", "--help").out
    query = load_query("central-authors")
    assert query.purpose in " ".join(text.split())
    assert "[pagerank|degree|strength|betweenness|core|papers]" in text
    assert "default: pagerank" in text
    assert all(column.name in text for column in query.columns)
    assert query.example in text
    assert all(name in kg("query", "--help").out for name in query_names())


STATEMENT = "MATCH (a:Author {name: $name})-[r:COAUTHOR]-(b) RETURN a.name AS author, " + (
    "b.name AS coauthor, r.papers AS papers ORDER BY coauthor"
)


def test_a_statement_comes_from_argument_file_or_stdin(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "statement.cypher"
    file.write_text(STATEMENT, encoding="utf-8-sig")
    told = ("-p", "name=Ada Lovelace", "--json")
    for done in (
        kg("cypher", STATEMENT, *told, graph=graph),
        kg("cypher", "-f", str(file), *told, graph=graph),
        kg("cypher", "-", *told, graph=graph, stdin=STATEMENT, run=process),
        kg("cypher", "-f", "-", *told, graph=graph, stdin=STATEMENT),
    ):
        assert json.loads(done.out) == EXPECTED, done.err


def test_parameters_are_json_or_text(graph: Path) -> None:
    given = {"i": "3", "f": "0.5", "t": "true", "n": "null", "l": '[1, "a"]', "m": '{"k": 1}'}
    text = {"s": "Ada = Lovelace", "q": '"3"', "x": "NaN"}
    options = [f"-p{k}={v}" for k, v in {**given, **text}.items()]
    names = [*given, *text]
    statement = "RETURN " + ", ".join(f"${name} AS {name}" for name in names)
    done = kg("cypher", statement, *options, "--ndjson", graph=graph)
    expected = {k: json.loads(v) for k, v in given.items()}
    assert json.loads(done.out) == {**expected, "s": "Ada = Lovelace", "q": "3", "x": "NaN"}


def test_only_reading_is_allowed(graph: Path) -> None:
    done = kg("cypher", "MATCH (n) DETACH DELETE n", graph=graph, run=process)
    assert done.code == 1
    assert "--write" in done.err
    count = kg("cypher", "MATCH (n:Paper) RETURN count(n) AS n", "--json", graph=graph)
    assert json.loads(count.out) == [{"n": len(PAPERS)}]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "Give one statement"),
        (["RETURN 1", "-f", "x"], 2, "Give one statement"),
        (["  "], 2, "the statement is empty"),
        (["-f", "/nowhere/at/all"], 1, "no such file"),
        (["-f", "/"], 1, "directory"),
        (["RETURN 1", "-p", "x"], 2, "cannot read -p 'x'"),
        (["MATCH (n RETURN n"], 1, "kg: "),
        (["RETURN 1", "--timeout", "0"], 2, "--timeout"),
    ],
)
def test_what_is_wrong_with_a_statement_is_said(
    graph: Path, arguments: list[str], code: int, said: str
) -> None:
    done = kg("cypher", *arguments, graph=graph)
    assert done.code == code
    assert said in done.err
    assert "Traceback" not in done.err


def test_terminal_escapes_reach_programs_exactly_and_tables_never(graph: Path) -> None:
    ask = ("query", "search", "--text", "more")
    assert "\x1b" not in kg(*ask, graph=graph).out
    for option in ("--json", "--ndjson"):
        text = kg(*ask, option, graph=graph).out
        assert "\x1b" not in text
        assert "More \\u001b[31mNotes" in text
    assert "More \x1b[31mNotes" in kg(*ask, "--csv", graph=graph).out


def test_asking_imports_no_table_engine(graph: Path) -> None:
    code = (
        "import sys; from kg.cli import main\n"
        "sys.argv = ['kg', 'query', 'coauthors', '--author', 'Ada Lovelace']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        # Not numpy: the bridge to Java imports it by itself.
        "heavy = {'duckdb', 'ibis', 'pandas', 'pyarrow', 'scipy', 'networkx', 'rich', 'sklearn'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    env = {**os.environ, "KG_GRAPH": str(graph)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    assert done.stderr.decode().splitlines()[-1] == "[]"
