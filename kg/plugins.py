"""What can be plugged in, found by entry points: loaders, stores, analyses, views and exports.

Third parties register theirs in the same groups and the same way as `kg` its own. Nothing is
imported before it is asked for; a plugin that cannot be imported is a warning that names it.
"""

from __future__ import annotations

import functools
import tomllib
import warnings
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, UnknownPlugin

if TYPE_CHECKING:
    from kg.loaders.base import Loader

__all__ = ["GROUPS", "PluginWarning", "load_group", "loader", "loaders", "names", "plugin"]

GROUPS = {
    "kg.loaders": "format",
    "kg.stores": "store",
    "kg.analyses": "analysis",
    "kg.views": "view",
    "kg.exports": "export",
}
"""Entry point groups, and what messages call one of their members."""

_DISTRIBUTION = "scholarly-kg"


class PluginWarning(UserWarning):
    """A plugin is installed but cannot be used."""


def names(group: str) -> list[str]:
    """The names registered in a group, sorted; imports nothing."""
    return sorted(_registered(group))


def plugin(group: str, name: str) -> Any:
    """The object registered under that name; raises UnknownPlugin, which lists the known ones.

    Raises a KgError that names it when it cannot be imported.
    """
    points = _registered(group)
    if name not in points:
        raise UnknownPlugin(GROUPS.get(group, group), name, list(points))
    try:
        return points[name].load()
    except KgError:
        raise
    except Exception as error:  # a stranger's module may raise anything
        raise KgError(
            f"the plugin {name!r} ({points[name].value}) cannot be used: {_reason(error)}",
            hint="install it again, or remove the package that brings it",
        ) from error


def load_group(group: str) -> dict[str, Any]:
    """Everything registered in a group by name, sorted; what cannot be imported is left out.

    Each one left out is a PluginWarning that says why.
    """
    found = {}
    for name, point in sorted(_registered(group).items()):
        try:
            found[name] = point.load()
        except Exception as error:  # a stranger's module may raise anything
            _warn(point, _reason(error))
    return found


@functools.cache
def loaders() -> dict[str, Loader]:
    """Every loader by name, each made once.

    >>> loaders()["dailyarxiv"].title
    'DailyArXiv list'
    """
    made: dict[str, Loader] = {}
    for name, factory in load_group("kg.loaders").items():
        try:
            made[name] = factory()
        except Exception as error:  # as above
            _warn(_registered("kg.loaders")[name], _reason(error))
    return made


def loader(name: str) -> Loader:
    """The loader of that name; raises UnknownPlugin, which lists the known ones."""
    known = loaders()
    if name not in known:
        raise UnknownPlugin(GROUPS["kg.loaders"], name, list(known))
    return known[name]


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _warn(point: EntryPoint, reason: str) -> None:
    message = f"the plugin {point.name!r} ({point.value}) is left out: {reason}"
    warnings.warn(message, PluginWarning, stacklevel=3)


def _registered(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by name; `kg`'s own come first and are not displaced."""
    found: dict[str, EntryPoint] = {}
    for point in (*_own(group), *_others(group)):
        if point.name not in found:
            found[point.name] = point
        elif point.value != found[point.name].value:
            _warn(point, f"{found[point.name].value} has that name already")
    return found


def _own(group: str) -> Iterator[EntryPoint]:
    """`kg`'s own entry points: of the checkout when run from one, else as installed.

    The list that an editable installation keeps is as old as the installation, and a checkout
    on PYTHONPATH has none; pyproject.toml beside the package is right for both.
    """
    tables = _of_checkout(Path(__file__).parents[1] / "pyproject.toml")
    if tables is not None:
        for name, value in tables.get(group, {}).items():
            yield EntryPoint(name, value, group)
        return
    yield from (p for p in entry_points(group=group) if _is_own(p))


def _others(group: str) -> Iterator[EntryPoint]:
    return (p for p in entry_points(group=group) if not _is_own(p))


def _is_own(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == _DISTRIBUTION


@functools.cache
def _of_checkout(path: Path) -> dict[str, dict[str, str]] | None:
    """The entry point tables of that pyproject.toml; None when it is not ours or not there."""
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    except (OSError, ValueError):
        return None
    if project.get("name") != _DISTRIBUTION:
        return None
    tables: dict[str, dict[str, str]] = project.get("entry-points", {})
    return tables
