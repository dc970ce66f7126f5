"""Run a command; tell its wall time, CPU time and the peak memory of its whole process tree.

python -m benchmarks.measure kg build refs.bib
"""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CommandFailed", "Cost", "bytes_in", "cpu_seconds", "measure"]

SAMPLE_SECONDS = 0.05
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def bytes_in(folder: Path) -> int:
    """Bytes of all files in a folder and those below it."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def cpu_seconds(run: Callable[[], Any], runs: int = 3) -> float:
    """CPU seconds of the cheapest of several runs, on all threads together."""
    taken = []
    for _ in range(runs):
        before = time.process_time()
        run()
        taken.append(time.process_time() - before)
    return min(taken)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds by the clock, seconds of CPU, peak resident bytes of the tree."""

    wall: float
    cpu: float
    peak: int

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s  {self.cpu:8.2f} CPU-s  {self.peak / 1e9:6.2f} GB"


class CommandFailed(RuntimeError):
    """The measured command did not end well; carries what it said."""


def measure(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Cost:
    """The cost of one run; raises `CommandFailed` with its output when it fails.

    Memory is sampled from /proc every 50 ms and summed over the process and its descendants, so
    pages that processes share count once for each: never less than what was in use.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=dict(os.environ) | dict(env or {}),
            cwd=cwd,
        )
        peak = _watch(process)
        wall = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")[-2000:]
            raise CommandFailed(f"{' '.join(command)}: exit {process.returncode}\n{words}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak)


def _watch(process: subprocess.Popen[bytes]) -> int:
    peak = 0
    while True:
        peak = max(peak, sum(_resident(pid) for pid in _tree(process.pid)))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SAMPLE_SECONDS)
            return peak


def _tree(pid: int) -> list[int]:
    """A process and its descendants; those that end while we look are left out."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += _tree(int(child))
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    except (OSError, IndexError):
        return 0


def main() -> None:
    """Measure the command given as arguments."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.measure COMMAND [ARGUMENT]…")
    sys.stdout.write(f"{measure(sys.argv[1:])}\n")


if __name__ == "__main__":
    main()
