"""The root of the command line: which command lives in which module, and how errors leave.

Commands are imported when they are run, so `kg --help` imports no engine.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from kg import __version__
from kg.errors import KgError

__all__ = ["cli", "main"]

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("kg.cli.build:build", "Turn lists of papers into a graph, or add to one."),
    "info": ("kg.cli.manage:info", "What is in the graph, and how good the data are."),
    "query": ("kg.cli.ask:query", "Run a named query."),
    "queries": ("kg.cli.ask:queries", "List the named queries."),
    "cypher": ("kg.cli.ask:cypher", "Run a Cypher statement."),
    "analyze": ("kg.cli.analyze:analyze", "Compute centralities, communities and topics."),
    "communities": ("kg.cli.groups:communities", "List communities: label, quality, stability."),
    "evolution": ("kg.cli.groups:evolution", "Show how communities come, merge, split and go."),
    "bursts": ("kg.cli.groups:bursts", "List years in which keywords or topics burst."),
    "rank": ("kg.cli.rank:rank", "Who or what is first by a measure."),
    "recommend": ("kg.cli.people:recommend", "People worth meeting, and why."),
    "reviewers": ("kg.cli.people:reviewers", "Who could review a paper, conflicts left out."),
    "rising": ("kg.cli.people:rising", "Authors who grow faster than others of their age."),
    "view": ("kg.cli.view:view", "Draw the graph as one offline HTML page."),
    "push": ("kg.cli.server:push", "Put the graph on a Neo4j server, or take it off."),
    "pull": ("kg.cli.server:pull", "Make a graph directory of the graph on a server."),
    "export": ("kg.cli.export:export", "Write the graph for other programs: RDF, GraphML, GEXF."),
    "imports": ("kg.cli.manage:imports", "List what the graph was built from."),
    "forget": ("kg.cli.manage:forget", "Undo an import."),
    "rejects": ("kg.cli.manage:rejects", "List records that could not be read, and why."),
    "formats": ("kg.cli.manage:formats", "List the formats that can be read."),
}
"""Command to (module:attribute, one-line help); the order is that of `kg --help`."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from kg.text import meant

            ctx.fail(" ".join(filter(None, (f"No such command {name!r};", meant(name, COMMANDS)))))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with:  kg build refs.bib && kg info && kg view -o map.html",
)
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Turn lists of papers into a graph you can ask, measure, draw and share."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code; whatever is wrong becomes a sentence."""
    stopped: list[int] = []
    _open_what_is_closed()

    def stop(number: int, _: object) -> NoReturn:
        stopped.append(number)
        raise KeyboardInterrupt

    try:
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        warnings.showwarning = _warn
        code = cli.main(standalone_mode=False)
    except BaseException as error:
        # An engine may turn the interrupt that was raised inside it into an error of its own.
        code = _stopped(stopped[0]) if stopped else _code(error)
    # What is left is leaving: a signal that comes now must not make a failure of it.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    if stopped:
        _leave_at_once(code)
    sys.exit(code if isinstance(code, int) else 0)


def _open_what_is_closed() -> None:
    """What is written to a stream that was closed (`>&-`) goes nowhere, and into no file that
    was opened later and got its number."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))


def _leave_at_once(code: int) -> NoReturn:
    """End without Python's own leave-taking, once everything has been put away.

    It would wait for threads that nobody waits for any more; and it forgets the exit code when
    the interrupt came inside an `exec`, as in the making of a dataclass.
    """
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _stopped(number: int) -> int:
    click.echo("Interrupted." if number == signal.SIGINT else "Terminated.", err=True)
    return 128 + number


def _code(error: BaseException) -> int:
    """Say what is wrong, if anything is; gives the exit code."""
    if isinstance(error, KgError):
        return _explain(error)
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return _stopped(signal.SIGINT)
    if isinstance(error, BrokenPipeError):
        # The reader went away (`kg query … | head`): nothing is wrong, and nothing may be flushed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, SystemExit):
        # click leaves with 1, stdout wrapped, when the reader of its output went away.
        gone = sys.stdout is not sys.__stdout__
        return 0 if gone else error.code if isinstance(error.code, int) else 1
    return _explain(_unforeseen(error))


def _unforeseen(error: BaseException) -> KgError:
    """The last resort; the traceback is for whoever mends it."""
    if os.environ.get("KG_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, MemoryError):
        return KgError("there is not enough memory", hint="close other programs and try again")
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return KgError(
            f"{where}{error.strerror or error}", hint="check the file, its rights and the disk"
        )
    return KgError(
        f"this should not have happened: {type(error).__name__}: {error}",
        hint="please report it with what KG_DEBUG=1 kg … prints",
    )


def _explain(error: KgError) -> int:
    # Messages quote what was read and typed: nothing in them may control the terminal.
    from kg.cli.output import visible

    for text in (f"kg: {error.message}", f"    {error.hint}" if error.hint else None):
        for line in (text or "").splitlines():
            click.echo(visible(line), err=True)
    return error.exit_code


def _warn(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    """Warnings of ours are for the user, on one line; those of libraries for whoever debugs."""
    if category.__module__.startswith("kg.") or os.environ.get("KG_DEBUG"):
        from kg.cli.output import visible

        click.echo(visible(f"kg: warning: {message}"), err=True)
