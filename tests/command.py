"""`kg` as a user runs it: a process of its own, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Ran", "arguments", "info", "kg"]


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
    ran = Ran(
        done.returncode,
        done.stdout.decode("utf-8", errors="backslashreplace"),
        done.stderr.decode("utf-8", errors="backslashreplace"),
    )
    assert "Traceback" not in ran.err, ran.err
    return ran


def info(graph: Path) -> Any:
    """What `kg info --json` says."""
    ran = kg("info", "-g", graph, "--json")
    assert ran.code == 0, ran.err
    return ran.json()
