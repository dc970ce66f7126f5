"""Asking back at the terminal when a name fits several things."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TypeVar

import click

from kg.cli.output import visible

__all__ = ["can_ask_back", "choose"]

T = TypeVar("T")


def can_ask_back() -> bool:
    """Whether somebody sits at the terminal to answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def choose(kind: str, text: str, candidates: Sequence[T]) -> T:
    """Ask at the terminal which of several is meant."""
    click.echo(f"Several {kind}s fit {visible(text)!r}:", err=True)
    for number, candidate in enumerate(candidates, 1):
        click.echo(f"{number:>4}  {visible(str(candidate))}", err=True)
    number = click.prompt("Which one", type=click.IntRange(1, len(candidates)), err=True)
    return candidates[number - 1]
