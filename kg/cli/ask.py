"""`kg query`, `kg queries`, `kg cypher`: ask the graph, print rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from kg.cli.choose import can_ask_back, choose
from kg.cli.options import any_graph_option, quiet_option
from kg.cli.output import How, emit, output_options
from kg.errors import MissingInput, ParameterError, QueryFailed, UnreadableInput
from kg.store.base import DEFAULT_TIMEOUT, Rows, Store
from kg.store.library import NamedQuery, Parameter, load_query, query_names
from kg.text import counted

__all__ = ["cypher", "queries", "query"]

_SETTINGS = {"help_option_names": ["-h", "--help"]}

_timeout = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=DEFAULT_TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Give up after this long.",
)


class _Queries(click.Group):
    """One command a query file, made from its header when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return query_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        return _command(load_query(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Queries"):
            formatter.write_dl([(n, load_query(n).purpose) for n in query_names()])


@click.group(
    cls=_Queries,
    context_settings=_SETTINGS,
    options_metavar="",
    subcommand_metavar="NAME [OPTIONS]",
    epilog='\b\nExamples:\n  kg query coauthors --author "Ada Lovelace"\n'
    "  kg query coauthors --help",
)
def query() -> None:
    """Run a named query; `kg query NAME --help` shows what it takes and gives."""


def _command(named: NamedQuery) -> click.Command:
    """The command of a query: an option for each parameter, then those all queries share."""

    def run(
        graph: Path | str,
        how: How,
        timeout: float,
        quiet: bool,
        **values: str | Sequence[str] | None,
    ) -> None:
        _run(named, graph, how, timeout, quiet, values)

    for decorate in (quiet_option, _timeout, output_options, any_graph_option):
        run = decorate(run)
    made = click.command(
        named.name,
        context_settings=_SETTINGS,
        help=named.purpose,
        epilog=_columns(named),
    )(run)
    made.params = [_option(p) for p in named.parameters] + made.params
    return made


def _option(p: Parameter) -> click.Option:
    """Values stay text here: the library checks them, for every caller alike."""
    facts = ["required" if p.required else _default(p)]
    if p.several:
        facts.append("may be repeated")
    if p.low is not None or p.high is not None:
        facts.append(f"{'' if p.low is None else p.low}..{'' if p.high is None else p.high}")
    kind = "|".join(p.choices) or p.type.removesuffix("s" if p.several else "")
    notes = "; ".join(fact for fact in facts if fact)
    meaning = p.meaning[0].upper() + p.meaning[1:]
    return click.Option(
        [p.option, p.name],
        metavar=kind.upper() if not p.choices else f"[{kind}]",
        multiple=p.several,
        help=f"{meaning}.  [{notes}]" if notes else f"{meaning}.",
    )


def _default(p: Parameter) -> str:
    return "" if p.default is None else f"default: {p.default}"


def _columns(named: NamedQuery) -> str:
    width = max(len(c.name) for c in named.columns)
    kinds = max(len(c.type) for c in named.columns)
    lines = [f"  {c.name:<{width}}  {c.type:<{kinds}}  {c.meaning}" for c in named.columns]
    return "\n".join(["\b", "Columns:", *lines, "", "\b", "Example:", f"  {named.example}"])


def _run(
    named: NamedQuery,
    graph: Path | str,
    how: How,
    timeout: float,
    quiet: bool,
    values: dict[str, Any],
) -> None:
    from kg.ask import ask, bind
    from kg.complete import refuse
    from kg.graph import open_graph

    bind(named, values)  # A wrong value is said at once, before the engine starts.
    decide = choose if can_ask_back() else refuse
    opened = open_graph(graph)
    with opened.store() as store:
        answer = ask(
            store,
            named,
            values,
            timeout=timeout,
            choose=decide,
            redirected=opened.redirected,
        )
    emit(answer.columns, answer.rows, how)
    if not quiet and not answer.rows:
        click.echo(f"no rows: {named.empty}" if named.empty else "no rows", err=True)
    if not quiet and answer.more:
        shown = counted(len(answer.rows), "row")
        click.echo(f"{shown} shown, there are more: --limit N, 0 for all", err=True)


@click.command(context_settings=_SETTINGS, epilog="Example:  kg queries --json")
@output_options
def queries(how: How) -> None:
    """List the named queries: what they are for and what they take."""
    known = [load_query(name) for name in query_names()]
    if how in ("json", "ndjson"):
        emit(
            ("name", "purpose", "parameters", "columns", "example"),
            [
                (q.name, q.purpose, [_described(p) for p in q.parameters],
                 [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in q.columns],
                 q.example)
                for q in known
            ],
            how,
        )  # fmt: skip
        return
    rows = [(q.name, q.purpose, " ".join(_short(p) for p in q.parameters)) for q in known]
    emit(("name", "purpose", "parameters"), rows, how)


def _short(p: Parameter) -> str:
    return p.option if p.required else f"[{p.option}]"


def _described(p: Parameter) -> dict[str, Any]:
    default = {} if p.required else {"default": p.default}
    bounds = {"low": p.low, "high": p.high, "choices": list(p.choices) or None}
    return {
        "name": p.name, "option": p.option, "type": p.type, "required": p.required,
        **default, **{k: v for k, v in bounds.items() if v is not None}, "meaning": p.meaning,
    }  # fmt: skip


@click.command(
    context_settings=_SETTINGS,
    epilog='\b\nExamples:\n  kg cypher "MATCH (p:Paper) RETURN p.year, count(*) ORDER BY p.year"\n'
    '  kg cypher -p year=2024 "MATCH (p:Paper {year: $year}) RETURN p.title"\n'
    "  kg cypher -f statement.cypher --csv\n"
    "  echo 'MATCH (a:Author) RETURN count(a)' | kg cypher -",
)
@click.argument("statement", required=False)
@click.option("-f", "--file", "source", metavar="FILE", help="Read the statement from a file.")
@click.option(
    "-p",
    "--parameter",
    "given",
    metavar="NAME=VALUE",
    multiple=True,
    help="Value of $NAME: JSON, or else taken as text.  [may be repeated]",
)
@click.option("--write", is_flag=True, help="Allow the statement to change the graph's store.")
@quiet_option
@_timeout
@output_options
@any_graph_option
def cypher(
    statement: str | None,
    source: str | None,
    given: Sequence[str],
    write: bool,
    quiet: bool,
    timeout: float,
    how: How,
    graph: Path | str,
) -> None:
    """Run a Cypher statement, given as the argument, with -f, or on stdin as `-`.

    Only reading is allowed unless --write is given; what --write changes lasts until the
    store is next made from the tables.
    """
    from kg.graph import open_graph

    text = _statement(statement, source)
    parameters = dict(_parameter(item) for item in given)
    filled: set[int] = set()
    with open_graph(graph).store(write=write) as store:
        rows = _asked(store, text, parameters, timeout, write)
        found = emit(rows.columns, _watched(rows, filled), how)
    if not (write or quiet):
        _tell_what_is_missing(text, found, len(filled) < len(rows.columns))


def _asked(
    store: Store, text: str, parameters: dict[str, Any], timeout: float, write: bool
) -> Rows:
    try:
        return store.query(text, parameters, timeout=timeout, write=write)
    except QueryFailed as error:
        if "Expected parameter" not in error.message:
            raise
        raise QueryFailed(error.message, hint="give each a value: -p NAME=VALUE") from None


def _watched(rows: Iterable[Sequence[Any]], filled: set[int]) -> Iterator[Sequence[Any]]:
    """The rows; puts into `filled` which columns have a value in one of them."""
    for row in rows:
        if len(filled) < len(row):
            filled.update(i for i, value in enumerate(row) if value is not None)
        yield row


def _tell_what_is_missing(text: str, found: int, unfilled: bool) -> None:
    """What names in the statement may have to do with rows or values that are not there."""
    from kg.misnamed import misnamed

    if not found:
        click.echo("\n    ".join(["no rows", *misnamed(text)]), err=True)
    elif unfilled and (strange := misnamed(text)):
        click.echo("\n    ".join(["a column has no value in any row", *strange]), err=True)


def _statement(statement: str | None, source: str | None) -> str:
    if (statement is None) == (source is None):
        raise click.UsageError(
            "Give one statement: as the argument, with -f FILE, or as - (stdin)."
        )
    if "-" in (statement, source):
        text = _decoded(sys.stdin.buffer.read(), "stdin")
    elif source is not None:
        text = _file(Path(source))
    else:
        text = statement or ""
    if not text.strip():
        raise ParameterError("the statement is empty", hint='such as: kg cypher "RETURN 1"')
    return text


def _file(path: Path) -> str:
    try:
        return _decoded(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise MissingInput(f"{path}: no such file") from None
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}") from None


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{where}: not UTF-8 at byte {error.start}") from None


def _parameter(item: str) -> tuple[str, Any]:
    name, equals, value = item.partition("=")
    if not equals or not name.isidentifier():
        raise ParameterError(f"cannot read -p {item!r}", hint="such as: -p year=2024")
    try:
        return name, json.loads(value, parse_constant=_no_constant)
    except ValueError:
        return name, value


def _no_constant(word: str) -> Any:
    raise ValueError(word)
