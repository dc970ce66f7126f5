"""Progress on stderr: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from kg.progress import Progress, silent

__all__ = ["shown"]


@contextmanager
def shown(quiet: bool) -> Iterator[Progress]:
    """A progress that draws one line, with rate and time left, while the context lasts."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console

    from kg.cli.bars import line_on, tell

    with line_on(Console(stderr=True)) as line:
        yield partial(tell, line)
