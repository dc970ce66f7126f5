"""Which analyses there are: by name from the entry points, and the set that a build runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from kg.analytics.base import Analysis
from kg.plugins import load_group, plugin

__all__ = ["DEFAULT", "analyses", "analysis", "default_analyses"]

GROUP = "kg.analyses"

DEFAULT = (
    "degree",
    "strength",
    "pagerank",
    "betweenness",
    "core",
    "components",
    "communities",
    "topics",
)
"""What `kg build` and `kg analyze` run unless told otherwise, in the order of the report."""


def analysis(name: str, *, seed: int | None = None) -> Analysis:
    """The analysis of that name with its default options; raises `UnknownPlugin`.

    >>> analysis("pagerank").reference
    'doi:10.1016/S0169-7552(98)00110-X'
    """
    return seeded(plugin(GROUP, name)(), seed)


def analyses(
    names: Sequence[str] | None = None, *, seed: int | None = None
) -> tuple[Analysis, ...]:
    """The analyses of those names, in that order and each once; None: all there are.

    >>> [a.name for a in analyses(["core", "degree", "core"])]
    ['core', 'degree']
    """
    if names is None:
        known = load_group(GROUP)
        names = [*DEFAULT, *(n for n in known if n not in DEFAULT)]
    return tuple(analysis(name, seed=seed) for name in dict.fromkeys(names))


def default_analyses(*, seed: int | None = None, topics: bool = True) -> tuple[Analysis, ...]:
    """The default set, with or without topics (which take longest).

    >>> [a.name for a in default_analyses(topics=False)][-1]
    'communities'
    """
    return analyses([n for n in DEFAULT if topics or n != "topics"], seed=seed)


def seeded(chosen: Any, seed: int | None) -> Analysis:
    """The analysis with that seed, where it has one; None leaves its own."""
    found: Analysis = chosen
    if seed is not None and "seed" in {f.name for f in fields(chosen)}:
        found = replace(chosen, seed=seed)
    return found
