"""`kg` as a user runs it, its output and its exit code: in a process of its own, or in this one."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main

__all__ = ["Ran", "arguments", "here", "info", "kg"]


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, stdout, stderr. A traceback fails the test at once."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Its stdout as JSON."""
        return json.loads(self.out)


def arguments(*given: str | Path) -> list[str]:
    """The command line of `kg` with these arguments."""
    return [sys.executable, "-m", "kg", *(os.fspath(g) for g in given)]


def kg(
    *given: str | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
    cwd: Path | None = None,
) -> Ran:
    """Run it; `before` stands in front of the command, such as `ulimit` or `setpriv` in a shell."""
    done = subprocess.run(
        [*before, *arguments(*given)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        timeout=300,
        check=False,
    )
    return _ran(done.returncode, done.stdout, done.stderr)


def here(*given: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """Run it in this process: the same command line, but Python and Java have started already.

    For what would be the same in any process; that the command starts, others show.
    """
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    left, out, err = (io.TextIOWrapper(io.BytesIO(data), "utf-8") for data in (stdin, b"", b""))
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("default")
        patch.setattr("sys.argv", ["kg", *(os.fspath(g) for g in given)])
        for name, stream in (("stdin", left), ("stdout", out), ("stderr", err)):
            patch.setattr(f"sys.{name}", stream)
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
    code = ended.value.code
    assert isinstance(code, int), code
    return _ran(code, *(_bytes(stream) for stream in (out, err)))


def _bytes(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue()


def _ran(code: int, out: bytes, err: bytes) -> Ran:
    ran = Ran(code, *(said.decode("utf-8", errors="backslashreplace") for said in (out, err)))
    assert "Traceback" not in ran.err, ran.err
    return ran


def info(graph: Path) -> Any:
    """What `kg info --json` says."""
    ran = here("info", "-g", graph, "--json")
    assert ran.code == 0, ran.err
    return ran.json()
