"""Which analyses there are: by name from the entry points, and the set that a build runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from kg import plugins
from kg.analytics.base import Analysis
from kg.errors import ParameterError, UnknownPlugin

__all__ = ["DEFAULT", "analyses", "names_of"]

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


def names_of(wanted: Iterable[str] | None = None) -> tuple[str, ...]:
    """The names as registered, each once, in the order wanted; None: all there are.

    Raises `UnknownPlugin` for one that is not registered and `ParameterError` when none is named.

    >>> names_of([" core", "degree", "core"])
    ('core', 'degree')
    """
    known = plugins.names(GROUP)
    if wanted is None:
        return (*DEFAULT, *(name for name in known if name not in DEFAULT))
    found = tuple(dict.fromkeys(name.strip() for name in wanted if name.strip()))
    if not found:
        raise ParameterError("no measure is named", hint="known are: " + ", ".join(known))
    for name in found:
        if name not in known:
            raise UnknownPlugin(plugins.GROUPS[GROUP], name, known)
    return found


def analyses(names: Iterable[str], *, seed: int | None = None) -> tuple[Analysis, ...]:
    """The analyses of those names with their default options and that seed (None: their own).

    Raises `UnknownPlugin` for a name that is not registered.

    >>> [a.reference for a in analyses(["pagerank"])]
    ['doi:10.1016/S0169-7552(98)00110-X']
    """
    return tuple(seeded(plugins.plugin(GROUP, name)(), seed) for name in dict.fromkeys(names))


def seeded(chosen: Any, seed: int | None) -> Analysis:
    """The analysis with that seed, where it has one; None leaves its own."""
    found: Analysis = chosen
    if seed is not None and "seed" in {f.name for f in fields(chosen)}:
        found = replace(chosen, seed=seed)
    return found
